//! Does `--knowledge DIR` add, replace and report?

mod running;

use running::{file, folder, run};

const FRAME: &str = r#"
[[frame]]
id = "zorch-somebody"
event = "SANCTION"
mode = "expel"
verbs = ["{actor} zorch {recipient:entity}"]
yes = ["Ghana zorched Togo. | GHA -> TGO"]
no = ["The cook zorched the soup."]
"#;

#[test]
fn a_folder_of_ones_own_adds_a_frame_that_is_proved_and_used() {
    let folder = folder("own-frame");
    file(&folder, "frames/zorch.toml", FRAME);
    let own = folder.display().to_string();
    let done = run(["knowledge", "check", "zorch/", "--knowledge", &own]);
    assert!(
        done.out.contains("1 frames: 1 of 1 yes sentences read, 1 of 1 no sentences left alone"),
        "{}",
        done.out
    );
    assert_eq!(done.status, Some(0), "{}", done.err);
    let text = file(&folder, "a.txt", "Ghana zorched Togo.");
    let done = run(["code", &text, "--knowledge", &own]);
    assert!(done.out.contains("\"rule\":\"zorch/zorch-somebody\""), "{}", done.out);
    assert!(!run(["code", &text]).out.contains("zorch/"));
}

#[test]
fn a_proof_that_fails_is_told_with_its_line_and_what_was_read() {
    let folder = folder("failing-frame");
    let wrong = FRAME
        .replace("GHA -> TGO", "TGO -> GHA")
        .replace("The cook zorched the soup.", "Ghana zorched Niger.");
    let path = file(&folder, "frames/zorch.toml", wrong);
    let done = run(["knowledge", "check", "zorch/", "--knowledge", &folder.display().to_string()]);
    assert_eq!(done.status, Some(1));
    let yes = format!(
        "{path}:7: zorch-somebody: read GHA -> TGO, wants TGO -> GHA: \"Ghana zorched Togo.\""
    );
    let no = format!(
        "{path}:8: zorch-somebody: read GHA -> NER, wants nothing: \"Ghana zorched Niger.\""
    );
    assert!(done.out.contains(&yes), "{}", done.out);
    assert!(done.out.contains(&no), "{}", done.out);
    assert!(
        done.out.contains("1 frames: 0 of 1 yes sentences read, 0 of 1 no sentences left alone")
    );
}

#[test]
fn a_proof_that_is_known_to_fail_does_not_fail_the_check() {
    let folder = folder("known-failure");
    file(&folder, "frames/zorch.toml", FRAME.replace("GHA -> TGO", "TGO -> GHA"));
    let known = file(&folder, "known.txt", "# not yet\nGhana zorched Togo.\n");
    let own = folder.display().to_string();
    let done = run(["knowledge", "check", "zorch/", "--knowledge", &own, "--known", &known]);
    assert_eq!(done.status, Some(0), "{}", done.out);
    assert!(done.out.contains("1 known not to be read yet"), "{}", done.out);
}

#[test]
fn all_faults_are_told_and_the_sound_files_are_proved() {
    let folder = folder("faulty");
    file(&folder, "frames/zorch.toml", FRAME);
    let bad = file(
        &folder,
        "frames/bad.toml",
        FRAME.replace("SANCTION", "SANKTION").replace("no = ", "nope = "),
    );
    let own = folder.display().to_string();
    let done = run(["knowledge", "check", "zorch/", "--knowledge", &own]);
    assert_eq!(done.status, Some(1));
    assert!(done.out.contains(&format!("{bad}:")), "{}", done.out);
    assert!(done.out.contains("1 frames: 1 of 1 yes"), "{}", done.out);
    let text = file(&folder, "a.txt", "Ghana zorched Togo.");
    let done = run(["code", &text, "--knowledge", &own]);
    assert_eq!(done.status, Some(2));
    assert!(done.err.contains(&format!("{bad}:")), "{}", done.err);
}

#[test]
fn a_folder_without_knowledge_is_told() {
    let folder = folder("no-knowledge");
    let done = run(["who", "x", "--knowledge", &folder.display().to_string()]);
    assert_eq!(done.status, Some(2));
    assert!(done.err.contains("holds no knowledge; expected files such as"), "{}", done.err);
    let done = run(["who", "x", "--knowledge", "/nowhere"]);
    assert_eq!(done.status, Some(2));
}

#[test]
fn stats_count_what_is_known() {
    let done = run(["knowledge", "stats"]);
    assert_eq!(done.status, Some(0));
    for word in ["frames", "senses", "ASSAULT", "states", "people"] {
        assert!(done.out.contains(word), "{word}");
    }
}

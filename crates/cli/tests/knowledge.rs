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

const ACTORS: &str = "\
# Actors of our own making.
KOFI_EXAMPLAR_
+K._EXAMPLAR_          # a synonym
\t[GHAGOV 930107-010106]
\t[GHAELI >010106]
GHANA_ [GHA]
SAVANNA_FRONT_ [TGOREB] ; an armed group
NO_CODE_FRONT_
BAD_DAYS_ [GHAGOV 931307-940101]
+BAD_DAYS_FRONT_ [GHAQQQ]
";

const AGENTS: &str = "\
!PERSON! = MAN, WOMAN
TOLL_!PERSON!_ [~COP]
DRAGOONER_ {DRAGOONERS} [~MIL]
MOB_!NOBODY!_ [~CVL]
DRAGON_
";

#[test]
fn dictionaries_of_petrarch_become_knowledge_that_is_used() {
    let folder = folder("petrarch");
    let actors = file(&folder, "own.actors.txt", ACTORS);
    let agents = file(&folder, "own.agents.txt", AGENTS);
    let out = folder.join("my").display().to_string();
    let import = ["knowledge", "import", "--actors", &actors, "--agents", &agents, "--out", &out];
    let done = run(import);
    assert_eq!(done.status, Some(1), "{}", done.err);
    assert!(done.out.contains("3 actors and 3 agents carried"), "{}{}", done.out, done.err);
    for fault in [
        format!("{actors}:8: \"NO CODE FRONT\" has no code that can be used"),
        format!("{actors}:9: \"931307\" is not a day as 890120"),
        format!("{actors}:10: \"QQQ\" of \"GHAQQQ\" is no PLOVER sector: left out"),
        format!("{agents}:4: \"!NOBODY!\" is defined nowhere in this file"),
        format!("{agents}:5: has no code in brackets"),
    ] {
        assert!(done.err.contains(&fault), "{fault}\n{}", done.err);
    }
    let who = run(["who", "Kofi Examplar", "--on", "1999-05-01", "--knowledge", &out]);
    assert!(who.out.contains("GHA") && who.out.contains("GOV"), "{}", who.out);
    let text = file(&folder, "a.txt", "The Savanna Front attacked Malian dragooners.");
    let coded = run(["code", &text, "--knowledge", &out]);
    assert!(coded.out.contains("petrarch-savanna-front"), "{}", coded.out);
    let recipient = &coded.json()[1]["recipient"][0];
    assert_eq!(recipient["sector"][0], "MIL", "{recipient}");
    let check = run(["knowledge", "check", "petrarch", "--knowledge", &out]);
    assert_eq!(check.status, Some(0), "{}", check.out);
    let again = run(import);
    assert_eq!(again.status, Some(2));
    assert!(again.err.contains("remove it or choose another"), "{}", again.err);
}

#[test]
fn what_the_network_proposes_can_be_left_out() {
    let folder = folder("proposals");
    let words = "\"That is not how allies behave,\" Norway's prime minister said.";
    let text = file(&folder, "a.txt", words);
    let done = run(["code", &text]);
    assert!(
        done.out.contains("\"rule\":\"proposed/accuse-said\",\"confidence\":0."),
        "{}",
        done.out
    );
    let done = run(["code", &text, "--frames-only"]);
    assert_eq!(done.status, Some(0), "{}", done.err);
    assert!(!done.out.contains("proposed/") && !done.out.contains("confidence"), "{}", done.out);
}

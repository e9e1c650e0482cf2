//! Does each command do what its help says?

mod running;

use std::io::Write as _;
use std::process::Stdio;

use flate2::Compression;
use flate2::write::GzEncoder;
use running::{file, folder, run, run_with, verbale};

/// Articles enough for any order to show.
fn articles(count: usize) -> String {
    let line = |n: usize| {
        let text = "Ghana expelled two Togolese diplomats. ".repeat(1 + n * 7 % 13);
        format!(
            "{{\"id\": \"a{n}\", \"text\": \"{text}\", \"date\": \"2015-06-{:02}\"}}\n",
            1 + n % 28
        )
    };
    (0..count).map(line).collect()
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = folder("threads");
    let path = file(&folder, "many.jsonl", articles(60) + "{\"id\": 1}\n" + &articles(5));
    for format in ["jsonl", "plover", "page"] {
        let one = run(["code", &path, "--threads", "1", "--format", format]);
        for threads in ["2", "7"] {
            let many = run(["code", &path, "--threads", threads, "--format", format]);
            assert!(one.out == many.out, "{format} with {threads} threads differs");
            assert_eq!((one.status, &one.err), (many.status, &many.err));
        }
        assert!(one.out.len() > 10_000);
    }
}

#[test]
fn a_closed_pipe_is_a_quiet_end() {
    let folder = folder("pipe");
    let path = file(&folder, "many.jsonl", articles(400));
    let mut child = verbale()
        .args(["code", &path, "--mentions"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn output_goes_to_a_file_or_says_why_not() {
    let folder = folder("out");
    let path = file(&folder, "a.txt", "Ghana expelled two Togolese diplomats.");
    let out = folder.join("records.jsonl").display().to_string();
    let done = run(["code", &path, "--out", &out]);
    assert_eq!((done.status, done.out.as_str()), (Some(0), ""));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), run(["code", &path]).out);
    let done = run(["code", &path, "--out", "/nowhere/at/all.jsonl"]);
    assert_eq!(done.status, Some(2));
    assert!(done.err.contains("/nowhere/at/all.jsonl: cannot be written"), "{}", done.err);
}

#[test]
fn mentions_are_written_when_asked_for() {
    let folder = folder("mentions");
    let path = file(&folder, "a.txt", "Ghana expelled two Togolese diplomats.");
    let count = |done: running::Run| done.json().iter().filter(|r| r["kind"] == "mention").count();
    assert_eq!(count(run(["code", &path])), 0);
    assert!(count(run(["code", &path, "--mentions"])) >= 2);
}

#[test]
fn a_wrong_option_is_told_with_what_there_is() {
    let done = run(["code", "a.txt", "--format", "xml"]);
    assert_eq!(done.status, Some(2));
    for word in ["jsonl", "plover", "page"] {
        assert!(done.err.contains(word), "{}", done.err);
    }
}

#[test]
fn every_command_has_help_with_an_example() {
    for command in [
        &["code"][..],
        &["eval"],
        &["export"],
        &["parse"],
        &["explain"],
        &["knowledge", "check"],
        &["knowledge", "import"],
        &["who"],
        &["schema"],
    ] {
        let done = run(command.iter().chain([&"--help"]));
        assert_eq!(done.status, Some(0));
        assert!(done.out.contains("verbale "), "{command:?}");
        assert!(done.out.contains("Example"), "{command:?}");
    }
}

#[test]
fn parse_writes_conllu_and_keeps_given_words() {
    let text = "Ghana expelled two envoys.";
    let done = run_with(&["parse", "-"], text.as_bytes());
    assert_eq!(done.status, Some(0));
    assert!(done.out.starts_with("# newdoc id = stdin\n"), "{}", done.out);
    let again = run_with(&["parse", "-", "--from", "conllu"], done.out.as_bytes());
    assert_eq!(again.status, Some(0), "{}", again.err);
    let words = |out: &str| -> Vec<String> {
        let rows = out.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit()));
        rows.map(|line| line.split('\t').nth(1).unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(words(&done.out), words(&again.out));
    // The event is graded in both, and nothing but events is.
    for out in [&done.out, &again.out] {
        let graded: Vec<&str> = out.lines().filter(|line| line.contains("Factuality=")).collect();
        assert_eq!(graded.len(), 1, "{out}");
        assert!(graded[0].contains("\texpelled\t") && graded[0].contains("Factuality=3.00"));
    }
    let bad = run_with(&["parse", "-", "--from", "conllu"], b"1\tone column too few\n");
    assert_eq!(bad.status, Some(1));
    assert!(bad.err.contains("-:1: expected 10 columns"), "{}", bad.err);
}

#[test]
fn parse_knows_trees_by_name_or_content_and_unpacks_them() {
    let written = run_with(&["parse", "-"], b"Ghana expelled two envoys. Togo did not.").out;
    let trees = written.as_bytes();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(trees).expect("it is packed");
    let packed = encoder.finish().expect("it is packed");
    let wanted = run_with(&["parse", "-", "--from", "conllu"], trees).out;
    assert!(wanted.contains("\texpelled\texpel\tVERB\t"), "{wanted}");
    let folder = folder("parse-trees");
    let given: [(&str, &[u8]); 5] = [
        ("gold.conllu", trees),
        ("gold.conllu.gz", &packed),
        ("GOLD.CONLLU.GZ", &packed),
        ("gold.trees", trees),
        ("gold.txt", &packed),
    ];
    for (name, bytes) in given {
        let done = run(["parse", &file(&folder, name, bytes)]);
        assert_eq!((done.status, done.out.as_str()), (Some(0), wanted.as_str()), "{name}");
    }
    for piped in [trees, &packed] {
        assert_eq!(run_with(&["parse", "-"], piped).out, wanted);
        assert_eq!(run_with(&["parse", "-", "--from", "conllu"], piped).out, wanted);
    }
    // Whoever says that it is prose is believed.
    assert_ne!(run_with(&["parse", "-", "--from", "text"], trees).out, wanted);
    let broken = file(&folder, "broken.conllu.gz", &packed[..packed.len() / 2]);
    let missing = folder.join("gone.conllu").display().to_string();
    for (path, words) in [(&broken, "broken gzip data"), (&missing, "no such file; check the path")]
    {
        let done = run(["parse", path]);
        assert_eq!((done.status, done.err.lines().count()), (Some(1), 1), "{}", done.err);
        assert!(done.err.contains(words), "{}", done.err);
        let forced = run(["parse", "--from", "conllu", path]);
        assert_eq!((forced.status, &forced.err), (Some(1), &done.err));
    }
}

#[test]
fn explain_shows_tree_names_records_and_trials() {
    let done = run(["explain", "Ghana expelled two Togolese diplomats.", "--date", "2015-06-15"]);
    assert_eq!(done.status, Some(0));
    for words in ["nsubj", "Named", "Read", "SANCTION expel", "Tried", "✓ sanction/expel-diplomats"]
    {
        assert!(done.out.contains(words), "{words}\n{}", done.out);
    }
    assert!(!done.out.contains('\u{1b}'));
}

#[test]
fn who_tells_offices_by_day_and_misses_politely() {
    let done = run(["who", "Lavrov", "--on", "2022-02-11"]);
    assert_eq!(done.status, Some(0));
    assert!(done.out.contains("on 2022-02-11: RUS GOV, foreign minister"), "{}", done.out);
    let done = run(["who", "Nobody Of That Name"]);
    assert_eq!(done.status, Some(1));
    assert!(done.err.contains("nobody we know is called \"Nobody Of That Name\""), "{}", done.err);
}

#[test]
fn the_schema_is_printed() {
    let done = run(["schema"]);
    let schema: serde_json::Value = serde_json::from_str(&done.out).unwrap();
    assert_eq!(schema["title"], "Verbale record, version 1");
}

#[test]
fn the_program_writes_what_the_library_writes() {
    let text =
        "date 2015-06-15\n\nGhana expelled two Togolese diplomats. \"No,\" Togo's president said.";
    let coded = verbale_engine::Coder::built_in()
        .expect("built-in knowledge is sound")
        .code(verbale_engine::Article::new("stdin", text));
    for format in verbale_engine::output::FORMATS {
        let mut library = Vec::new();
        let options = verbale_engine::output::Options { mentions: true, width: 80, colour: false };
        (format.write)(&coded, options, &mut library).expect("writing to memory");
        let program = run_with(&["code", "-", "-m", "-f", format.name], text.as_bytes());
        assert_eq!(program.out, String::from_utf8_lossy(&library), "{}", format.name);
    }
}

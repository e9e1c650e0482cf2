//! Can a person read the answers on a narrow, a usual and a wide terminal? `tests/tables/WIDTH.txt` show them; after a
//! change `UPDATE=1 cargo test --release -p verbale --test tables` writes them anew: read the difference.

mod running;

use std::path::Path;

use running::{Run, file, folder, verbale};

const WIDTHS: [usize; 3] = [60, 80, 120];

const QUESTIONS: [&[&str]; 5] = [
    &["find", "--actor", "GHA"],
    &["find", "--denied"],
    &["timeline", "--between", "GHA", "TGO"],
    &["said", "TGO"],
    &["dyads"],
];

const NEWS: &str = r#"{"id": "2015-06-19-accra-daily-envoys", "date": "2015-06-19", "source": "Accra Daily", "text": "Ghana expelled two Togolese diplomats on Friday, two weeks after its soldiers had found a store of rifles, uniforms and radios in a house near the border town of Aflao that belongs to a cousin of the consul."}
{"id": "2015-06-20-lome-post-denial", "date": "2015-06-20", "source": "Lome Post", "text": "Ghana accused Togo of shelling the town of Aflao. Togo denied that its troops had shelled Ghana. \"We will not be threatened by anybody,\" Togo's foreign minister, Robert Dussey, said in Lome on Saturday."}
{"id": "https://news.example.org/world/africa/2015/06/21/ghana-president-visit-benin-talks-trade", "date": "2015-06-21", "source": "Example", "text": "Ghana's president visited Benin on Sunday."}
"#;

/// What the program answers on a terminal of `width` columns, as it would look there.
fn session(corpus: &Path, width: usize) -> String {
    let mut session = String::new();
    for question in QUESTIONS {
        let done: Run = verbale()
            .args(question)
            .args(["--db", &corpus.display().to_string(), "--format", "table"])
            .env("COLUMNS", width.to_string())
            .output()
            .expect("the program starts")
            .into();
        assert_eq!(done.status, Some(0), "{question:?}: {}", done.err);
        session.push_str(&format!("$ verbale {}\n{}\n", question.join(" "), done.out));
    }
    session
}

#[test]
fn answers_can_be_read_at_any_width() {
    let folder = folder("tables");
    let news = file(&folder, "news.jsonl", NEWS);
    let corpus = folder.join("corpus.db");
    let made = verbale().args(["add", &news, "--db"]).arg(&corpus).output().expect("it starts");
    assert!(made.status.success());
    for width in WIDTHS {
        let session = session(&corpus, width);
        for line in session.lines().filter(|line| !line.starts_with('$')) {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
        // What a narrow terminal has no columns for stands beneath.
        for told in ["cousin of the consul", "2015-06-20-lome-post-denial", "alleged", "1/1"] {
            assert!(session.contains(told), "{width}: {told} is missing");
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/tables/{width}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &session).expect("it can be written");
        }
        let known = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(session, known, "{width} columns: if this is better, write it with UPDATE=1");
    }
}

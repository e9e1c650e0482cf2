//! What do tests ask? A corpus made of the sample articles, with the lines of examples as a person would type them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use super::{Run, file, folder};

/// The folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What an agency sent and a paper printed, as JSON Lines.
const WIRE: &str = r#"{"id": "accra-wire", "date": "2015-06-15", "source": "Accra Wire", "text": "The ministers of fisheries of Benin and Gabon opened a cold store in Cotonou, where boats land their catch before dawn and traders wait with scales and ice."}
{"id": "lome-post", "date": "2015-06-16", "source": "Lome Post", "text": "COTONOU - The ministers of fisheries of Benin and Gabon opened a cold store in Cotonou, where boats land their catch before dawn and traders wait with scales and ice."}
"#;

/// A folder with the sample articles and a corpus made of them.
pub fn sample() -> &'static Path {
    static SAMPLE: OnceLock<PathBuf> = OnceLock::new();
    SAMPLE.get_or_init(|| {
        let folder = folder(concat!("sample-corpus-", env!("CARGO_CRATE_NAME")));
        std::fs::create_dir(folder.join("corpus")).expect("a folder can be made");
        for entry in std::fs::read_dir(root().join("corpus")).expect("it is there").flatten() {
            std::fs::copy(entry.path(), folder.join("corpus").join(entry.file_name()))
                .expect("copied");
        }
        file(
            &folder,
            "news.jsonl",
            r#"{"id": "a", "text": "Ghana expelled two Togolese diplomats.", "source": "Accra Daily"}"#,
        );
        let made = in_shell(&folder, "verbale add corpus/*.txt --db corpus.db");
        assert_eq!((made.status, made.err.as_str()), (Some(0), "32 added\n"));
        let made = in_shell(&folder, "verbale add news.jsonl --db corpus.db");
        assert_eq!((made.status, made.err.as_str()), (Some(0), "1 added\n"));
        file(&folder, "wire.jsonl", WIRE);
        let made = in_shell(&folder, "verbale add wire.jsonl --db corpus.db");
        assert_eq!((made.status, made.err.as_str()), (Some(0), "2 added\n"));
        folder
    })
}

/// Runs a line as a person would type it, in `folder`.
pub fn in_shell(folder: &Path, line: &str) -> Run {
    let program = Path::new(env!("CARGO_BIN_EXE_verbale")).parent().expect("it lies in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    Command::new("sh")
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .stdin(Stdio::null())
        .output()
        .expect("the shell starts")
        .into()
}

/// What a question gives that has an answer.
pub fn ask(question: &str) -> Run {
    let run = in_shell(sample(), question);
    assert_eq!(run.status, Some(0), "{question}\n{}", run.err);
    run
}

/// The lines of examples in a help or a document; what follows three spaces is said about them.
pub fn examples(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| line.trim_start().trim_start_matches("$ "));
    let is_command = |line: &&str| line.starts_with("verbale ") || line.contains("| verbale ");
    let lines = lines.filter(is_command).filter(|line| !line.contains("COMMAND"));
    lines.map(|line| line.split("   ").next().unwrap_or(line).to_owned()).collect()
}

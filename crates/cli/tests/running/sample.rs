//! What do tests ask? A corpus made of the sample articles, with the lines of examples as a person would type them.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use super::{Run, file, folder};

/// The folder of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

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
    let lines = lines.filter(|line| line.starts_with("verbale ") && !line.contains("COMMAND"));
    lines.map(|line| line.split("   ").next().unwrap_or(line).to_owned()).collect()
}

//! Does every example that the help gives run, and do what it says?

#![cfg(unix)]

mod running;

use std::path::Path;
use std::process::Command;

use running::{Run, file, folder, run};

/// The commands under "Examples:" in the help of `command`; what follows two spaces explains.
fn examples(command: &str) -> Vec<String> {
    let help = run([command, "--help"]).out;
    let (_, rest) = help.split_once("Examples:\n").expect("the help has examples");
    let lines = rest.lines().take_while(|line| !line.is_empty());
    let commands = lines.filter_map(|line| line.trim_start().split("  ").next());
    commands.filter(|line| line.contains("verbale ")).map(str::to_owned).collect()
}

/// A folder with the files that the examples name.
fn files(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../intake/tests/data");
    for (from, to) in
        [("page.html", "page.html"), ("feed.rss", "feed.xml"), ("pages.warc.gz", "CC-NEWS.warc.gz")]
    {
        std::fs::copy(data.join(from), folder.join(to)).expect("the test data are there");
    }
    let text = "Ghana expelled two Togolese diplomats on Friday, the foreign ministry said.";
    for name in ["article.txt", "corpus/a.txt", "news/a.txt"] {
        file(&folder, name, text);
    }
    file(&folder, "news.jsonl", format!("{{\"id\": \"a\", \"text\": \"{text}\"}}\n"));
    file(&folder, "news.csv", format!("body,published\n\"{text}\",2015-06-19\n"));
    let add = "verbale add news.csv --columns text=body,date=published --db corpus.db";
    assert_eq!(shell(add, &folder).status, Some(0));
    folder
}

/// Runs `line` as a shell would in `folder`.
fn shell(line: &str, folder: &Path) -> Run {
    let program = Path::new(env!("CARGO_BIN_EXE_verbale")).parent().expect("it lies in a folder");
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new("sh");
    command.args(["-e", "-c", line]).current_dir(folder);
    command.env("PATH", format!("{}:{path}", program.display()));
    command.output().expect("there is a shell").into()
}

#[test]
fn every_example_runs() {
    for command in ["code", "export"] {
        let folder = files(&format!("examples-{command}"));
        let examples = examples(command);
        assert!(examples.len() >= 4, "{examples:?}");
        for example in examples {
            let done = shell(&example, &folder);
            assert_eq!(done.status, Some(0), "{example}: {}", done.err);
            let written = ["records.jsonl", "events.tsv"].map(|name| folder.join(name));
            let to_file = written.iter().filter_map(|path| std::fs::read_to_string(path).ok());
            assert!(!done.out.is_empty() || to_file.count() > 0, "{example} writes nothing");
        }
    }
}

#[test]
fn articles_and_their_records_export_alike_and_what_is_left_out_is_told() {
    let folder = folder("export-alike");
    let text = "Ghana expelled two Togolese diplomats. Togo may attack Ghana.";
    let article = file(&folder, "a.txt", text);
    let records = folder.join("records.jsonl").display().to_string();
    run(["code", &article, "--out", &records]);
    // Parquet is no text; scripts/check-exports reads it. PLOVER JSON wants more than records.
    let formats = verbale_engine::output::export::EXPORTS.iter();
    for format in formats.filter(|format| format.name != "parquet" && !format.needs_article) {
        let direct = run(["export", &article, "-f", format.name]);
        let later = run(["export", &records, "-f", format.name]);
        assert_eq!(direct.status, Some(0), "{}", direct.err);
        assert!(direct.out == later.out && !direct.out.is_empty(), "{}", format.name);
        assert_eq!(direct.err, later.err);
        let told =
            direct.err.contains("1 events left out that did not take place or are only alleged");
        assert_eq!(told, format.name != "csv", "{}", direct.err);
        let all = run(["export", &article, "-f", format.name, "--doubtful"]);
        assert_eq!(all.err, "");
    }
    let missing =
        run(["export", &article, &folder.join("gone").display().to_string(), "-f", "csv"]);
    assert_eq!(missing.status, Some(1));
    assert!(missing.err.contains("gone: no such file; check the path"), "{}", missing.err);
    assert_eq!(missing.out, run(["export", &article, "-f", "csv"]).out);
}

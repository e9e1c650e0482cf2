//! Does what the README and the help of `serve` and `watch` show run as it stands there? Where an example fetches from
//! the web, a paper on this machine stands for it.

#![cfg(unix)]

mod running;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

use running::paper::paper;
use running::sample::{ask, examples, root, sample};
use running::served::{Ends, Served};
use running::{folder, run, run_with, verbale};

/// The lines under "Examples:" in the help of `command`.
fn of_help(command: &str) -> Vec<String> {
    let help = run([command, "--help"]).out;
    let after = help.split("Examples:").nth(1).expect("help has examples");
    examples(after)
}

/// The words of a line, as long as no shell is needed to part them.
fn words(line: &str) -> Vec<&str> {
    assert!(!line.contains(['"', '\'', '|', '*', '$']), "{line}: needs a shell");
    line.split_whitespace().skip(1).collect()
}

/// Serves the sample corpus as `line` says, but on a port that is surely free.
fn served(line: &str) -> Served {
    let mut words = words(line);
    if !words.contains(&"--port") {
        words.extend(["--port", "0"]);
    }
    Served::at_work(sample(), &words)
}

/// Runs an example of `verbale watch` on the paper at `paper`, until it has kept the article.
fn watch(line: &str, paper: &str, folder: &Path) {
    let here = line.replace("https://example.org", paper);
    assert!(here != line, "{line}: names no feed of example.org");
    let mut command = verbale();
    command.args(words(&here)).args(["--pause", "0s"]).current_dir(folder);
    let mut program = Ends(command.stderr(Stdio::piped()).spawn().expect("the program starts"));
    let stderr = program.0.stderr.take().expect("it has a standard error");
    let mut told = Vec::new();
    for told_now in BufReader::new(stderr).lines().map_while(Result::ok) {
        told.push(told_now);
        if told.last().is_some_and(|line| line == "1 added") {
            break;
        }
    }
    assert_eq!(told.last().map(String::as_str), Some("1 added"), "{line}: {told:?}");
    if words(line).contains(&"--once") {
        assert_eq!(program.0.wait().expect("it ends").code(), Some(0), "{line}");
    }
}

#[test]
fn every_example_of_serve_serves() {
    let lines = of_help("serve");
    assert!(lines.len() >= 2, "{lines:?}");
    for line in &lines {
        let page = served(line).get("/");
        assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("35 articles"), "{line}");
    }
    let help = run(["serve", "--help"]).out;
    let api =
        help.lines().find_map(|line| line.trim().strip_prefix("curl -s 'http://127.0.0.1:8080"));
    let path = api.and_then(|path| path.strip_suffix('\'')).expect("one asks the API");
    let answer = served(&lines[0]).get(path);
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("\"occurrences\""), "{answer}");
}

#[test]
fn every_example_of_watch_keeps_an_article() {
    let paper = paper();
    let lines = of_help("watch");
    assert!(lines.len() >= 3, "{lines:?}");
    for (at, line) in lines.iter().enumerate() {
        watch(line, &paper, &folder(&format!("watch-example-{at}")));
    }
    let text = std::fs::read_to_string(root().join("docs/store.md")).expect("it is there");
    let documented = examples(&text).into_iter().filter(|line| line.starts_with("verbale watch"));
    for (at, line) in documented.enumerate() {
        watch(&line, &paper, &folder(&format!("watch-documented-{at}")));
    }
}

#[test]
fn the_commands_of_the_readme_run() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("it is there");
    let block = readme.split("```").find(|block| block.contains("verbale add ")).expect("a block");
    let lines = examples(block);
    assert!(lines.len() >= 8, "{lines:?}");
    for line in &lines {
        match command_of(line) {
            "serve" => assert!(served(line).get("/").contains("35 articles"), "{line}"),
            "watch" => watch(line, &paper(), &folder("readme-watch")),
            "add" => assert!(ask(line).err.ends_with(" unchanged\n"), "{line}"),
            _ => assert!(ask(line).out.lines().count() > 0, "{line}: finds nothing"),
        }
    }
    assert!(sample().join("chart.png").is_file());
}

/// The command that a line gives.
fn command_of(line: &str) -> &str {
    line.split_whitespace().nth(1).unwrap_or_default()
}

#[test]
fn the_readme_shows_what_the_program_says() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("it is there");
    let (_, after) = readme.split_once("$ echo \"").expect("an example with a sentence");
    let (sentence, after) = after.split_once("\" | verbale code - | jq -c ").expect("in a pipe");
    let shown = after.lines().skip(1).take_while(|line| *line != "```");
    let coded = run_with(&["code", "-"], sentence.as_bytes()).json();
    let events = coded.iter().filter(|record| record["kind"] == "event").map(|event| {
        let code = |role: &str| event[role][0]["code"].clone();
        let (actor, recipient) = (code("actor"), code("recipient"));
        let told =
            [&event["event"], &actor, &recipient, &event["status"], &event["condition"]["text"]];
        serde_json::to_string(&told).expect("it is JSON")
    });
    assert_eq!(events.collect::<Vec<_>>(), shown.collect::<Vec<_>>());
}

#[test]
fn the_other_lines_of_the_readme_run() {
    let known = root().join("tests/misread.txt");
    let check = format!("verbale knowledge check differ-with --known {}", known.display());
    for line in [
        "verbale explain \"Ghana expelled two envoys.\"",
        "verbale who \"Lavrov\" --on 2022-02-11",
        "verbale schema",
        &check,
    ] {
        assert!(ask(line).out.lines().count() > 0, "{line}");
    }
}

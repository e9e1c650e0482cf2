//! How do tests run the program? The real binary, with files of their own.

#![allow(dead_code, reason = "each test binary uses its part")]

pub mod paper;
pub mod sample;
pub mod served;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// What a run said and how it ended.
pub struct Run {
    pub out: String,
    pub err: String,
    pub status: Option<i32>,
}

impl Run {
    /// The lines of standard output as JSON.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            out: String::from_utf8(output.stdout).expect("output is UTF-8"),
            err: String::from_utf8(output.stderr).expect("faults are UTF-8"),
            status: output.status.code(),
        }
    }
}

/// The program, ready to be given arguments.
pub fn verbale() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_verbale"));
    command.env_remove("CLICOLOR_FORCE").stdin(Stdio::null());
    command
}

/// Runs the program with `arguments`.
pub fn run<S: AsRef<std::ffi::OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    verbale().args(arguments).output().expect("the program starts").into()
}

/// Runs the program with `arguments` in `folder`.
pub fn run_in(folder: &std::path::Path, arguments: &[&str]) -> Run {
    verbale().args(arguments).current_dir(folder).output().expect("the program starts").into()
}

/// Runs the program with `arguments` and `input` on standard input.
pub fn run_with(arguments: &[&str], input: &[u8]) -> Run {
    let mut command = verbale();
    command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("it has a standard input");
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    feeder.join().expect("the input is given");
    output.into()
}

/// A folder of its own for the test called `name`, empty.
pub fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).expect("a folder can be made");
    path
}

/// A file in `folder`, as the argument that names it.
pub fn file(folder: &std::path::Path, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("it can be made");
    std::fs::write(&path, bytes).expect("a file can be written");
    path.display().to_string()
}

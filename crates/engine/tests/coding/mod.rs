//! How do tests code a text? The only place that touches the coder's API.

#![allow(dead_code, reason = "each test binary uses its part")]

use std::sync::OnceLock;

use serde_json::Value;
use verbale_engine::{Article, Coded, Coder, output};

/// A text with each sort of record in it, in our own words.
pub const SAMPLE: &str = "date 2022-02-11\n\nGhana expelled two Togolese diplomats on Friday. \
    \"We will not be threatened,\" Togo's foreign minister said in Lomé. Togo denied that its troops \
    had attacked Ghana. If Togo attacks Ghana, France may impose sanctions on Togo.";

/// One coder for all tests of a binary.
pub fn coder() -> &'static Coder {
    static CODER: OnceLock<Coder> = OnceLock::new();
    CODER.get_or_init(|| Coder::built_in().unwrap_or_else(|error| panic!("{error}")))
}

/// What comes of `text`.
pub fn code(text: &str) -> Coded {
    coder().code(Article::new("test", text))
}

/// The lines of JSON that come of `text`.
pub fn lines(text: &str, mentions: bool) -> Vec<Value> {
    let written = write("jsonl", text, output::Options { mentions, ..output::Options::default() });
    written.lines().map(|line| serde_json::from_str(line).expect("a line is JSON")).collect()
}

/// What `format` writes of `text`.
pub fn write(format: &str, text: &str, options: output::Options) -> String {
    let mut bytes = Vec::new();
    let format = output::format_named(format).expect("there is such a format");
    (format.write)(&code(text), options, &mut bytes).expect("writing to memory");
    String::from_utf8(bytes).expect("output is UTF-8")
}

//! Whole articles coded by hand whose words are not ours to ship: marks by place alone, and the words from the sets of
//! `../shared/data`.

use std::collections::HashMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::articles;
use super::coded::{Bench, list, rows, stretch, string, unzipped};
use super::table::Table;

/// Scores the articles marked in `path`, whose texts lie in the files of `bench.data` that it names.
pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let mut texts = Texts::default();
    let mut joined = String::new();
    for row in rows(path)? {
        let file = bench.data.join(string(&row, "file"));
        if !file.exists() {
            table.note(format!("{}: skipped, there is no {}", string(&row, "id"), file.display()));
            continue;
        }
        let Some(text) = texts.of(&file, string(&row, "doc"))? else { continue };
        joined += &with_words(row, text).to_string();
        joined.push('\n');
    }
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("articles");
    articles::score(bench, name, Cursor::new(joined), table)
}

/// The texts of the files read so far, by document.
#[derive(Default)]
struct Texts(HashMap<PathBuf, HashMap<String, String>>);

impl Texts {
    fn of(&mut self, file: &Path, doc: &str) -> Result<Option<&str>> {
        if !self.0.contains_key(file) {
            let content = unzipped(file).with_context(|| file.display().to_string())?;
            let mut texts = HashMap::new();
            for line in content.lines() {
                let row: Value = serde_json::from_str(line)?;
                texts.insert(string(&row, "doc").to_owned(), string(&row, "text").to_owned());
            }
            self.0.insert(file.to_owned(), texts);
        }
        Ok(self.0[file].get(doc).map(String::as_str))
    }
}

/// An article as `verbale eval` reads it, from its marks and its text.
fn with_words(mut row: Value, text: &str) -> Value {
    let chars: Vec<char> = text.chars().collect();
    let words = |mark: &Value| {
        let (start, end) = stretch(mark).unwrap_or_default();
        chars.get(start..end).unwrap_or_default().iter().collect::<String>()
    };
    let mut sentences = list(&row, "sentences").to_vec();
    for sentence in &mut sentences {
        for event in sentence["events"].as_array_mut().into_iter().flatten() {
            event["trigger"] = json!(words(event));
        }
    }
    row["text"] = json!(text);
    row["sentences"] = json!(sentences);
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_get_their_words() {
        let marks = json!({ "sentences": [{ "start": 0, "end": 26, "events": [{ "start": 7, "end": 15 }] }] });
        let article = with_words(marks, "Chad’s expelled two envoys.");
        assert_eq!(article["sentences"][0]["events"][0]["trigger"], "expelled");
        assert_eq!(article["text"], "Chad’s expelled two envoys.");
    }
}

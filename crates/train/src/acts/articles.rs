//! Which acts do the articles that we wrote tell?
//!
//! A file holds articles: a line `# id | date | manner`, then a line `S sentence` for each sentence, and below it a
//! line `E TYPE mode | trigger | actor | recipient | status` for each act that it tells.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use verbale_text::ByteSpan;

/// Sentences in a paragraph.
const PARAGRAPH: usize = 3;

/// An article as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// What tells it from the others.
    pub id: String,
    /// The day it is dated, as written.
    pub date: String,
    /// Its sentences in paragraphs.
    pub text: String,
    /// The acts, in text order.
    pub acts: Vec<WrittenAct>,
}

/// An act as it was coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenAct {
    /// Its event.
    pub event: String,
    /// The sentence that tells it.
    pub sentence: ByteSpan,
    /// The words that carry it.
    pub trigger: ByteSpan,
}

/// The articles of all `.txt` files in `folder`, by name of file.
///
/// # Errors
/// A file that cannot be read, or a line that has not the form, by file and line.
pub fn load(folder: &Path) -> Result<Vec<Article>> {
    let entries = std::fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    let is_text = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "txt");
    let mut paths: Vec<PathBuf> = paths.into_iter().filter(is_text).collect();
    paths.sort();
    let mut articles = Vec::new();
    for path in &paths {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let found = parse(&text).with_context(|| path.display().to_string())?;
        articles.extend(found);
    }
    ensure!(!articles.is_empty(), "{}: no article in any .txt file", folder.display());
    Ok(articles)
}

/// The articles in `text`.
///
/// # Errors
/// A line that has not the form.
pub fn parse(text: &str) -> Result<Vec<Article>> {
    let mut articles: Vec<Article> = Vec::new();
    let mut sentences = 0;
    let mut last = ByteSpan::new(0, 0);
    for (nth, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = || format!("line {}", nth + 1);
        let Some((kind, rest)) = line.split_at_checked(1) else { bail!("{}: no line", place()) };
        let rest = rest.trim();
        if kind == "#" {
            let mut parts = rest.split('|').map(|part| part.trim().to_owned());
            let id = parts.next().unwrap_or_default();
            let date = parts.next().with_context(place).context("an article needs a date")?;
            articles.push(Article { id, date, ..Article::default() });
            sentences = 0;
            continue;
        }
        let article = articles.last_mut().with_context(place).context("before any article")?;
        match kind {
            "S" => {
                last = article.add_sentence(rest, sentences);
                sentences += 1;
            }
            "E" => article.add_act(rest, last).with_context(place)?,
            _ => bail!("{}: neither article, sentence nor act", place()),
        }
    }
    Ok(articles)
}

impl Article {
    fn add_sentence(&mut self, sentence: &str, nth: usize) -> ByteSpan {
        match nth {
            0 => {}
            nth if nth.is_multiple_of(PARAGRAPH) => self.text.push_str("\n\n"),
            _ => self.text.push(' '),
        }
        let start = self.text.len();
        self.text.push_str(sentence);
        ByteSpan::new(start, self.text.len())
    }

    fn add_act(&mut self, line: &str, sentence: ByteSpan) -> Result<()> {
        let mut parts = line.split('|').map(str::trim);
        let event = parts.next().and_then(|event| event.split(' ').next()).unwrap_or_default();
        let trigger = parts.next().context("an act needs its trigger")?;
        let at = sentence.of(&self.text).find(trigger);
        let at = at.with_context(|| format!("the sentence has no words \"{trigger}\""))?;
        let start = sentence.start as usize + at;
        let trigger = ByteSpan::new(start, start + trigger.len());
        self.acts.push(WrittenAct { event: event.to_owned(), sentence, trigger });
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# a1 | 1998-04-17 | a wire\nS The envoy left Lomé.\nS \"Same old song,\" he said.\n\
        E ACCUSE disapprove | Same old song | he | ^Togo | actual\n\n# a2 | 2001-01-01 | another\nS Rain fell.\n";

    #[test]
    fn articles_have_text_and_acts_in_it() {
        let articles = parse(TEXT).expect("a well-formed file");
        assert_eq!(articles.len(), 2);
        let first = &articles[0];
        assert_eq!(first.text, "The envoy left Lomé. \"Same old song,\" he said.");
        assert_eq!(first.acts[0].event, "ACCUSE");
        assert_eq!(first.acts[0].trigger.of(&first.text), "Same old song");
        assert!(articles[1].acts.is_empty());
    }

    #[test]
    fn a_wrong_line_is_told_by_its_number() {
        for (text, line) in [
            ("S No article yet.\n", "line 1"),
            ("# a | 1998-04-17 | x\nS One.\nE ACCUSE | two | - | - | actual\n", "line 3"),
            ("# a | 1998-04-17 | x\nX one\n", "line 2"),
        ] {
            let error = format!("{:#}", parse(text).expect_err(text));
            assert!(error.contains(line), "{error}");
        }
    }
}

//! Do pronouns lead to whom they mean? Measured on the documents of GUM that training holds back.
//!
//! A gold pronoun is a third-person personal pronoun (PRP, PRP$; "he", "its", "them", "herself" …) marked as
//! an entity that an earlier mention names. We attempt it if we read a pronoun at its place with an antecedent. The
//! attempt is right if the innermost gold mention that holds the antecedent's head word is of the
//! pronoun's entity. Where the gold mentions begin and end we are not told.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use verbale_engine::Article;
use verbale_text::CharIndex;
use verbale_text::conllu;

use super::coded::{Bench, around, unzipped};
use super::table::Table;

/// A mention of an entity: its number in the document, and where it stands, in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Mention {
    entity: String,
    start: usize,
    end: usize,
}

/// A document of the treebank.
#[derive(Debug, Default)]
struct Gold {
    name: String,
    text: String,
    /// Code points of `text`.
    length: usize,
    mentions: Vec<Mention>,
    pronouns: Vec<Mention>,
    /// Mentions under way: entity and start.
    open: Vec<(String, usize)>,
}

pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let text = unzipped(path)?;
    let (mut gold, mut tried, mut right) = (0, 0, 0);
    let mut by_word: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut notes = Vec::new();
    for document in documents(&text)?.iter().filter(|d| is_held_back(&d.name)) {
        let article = Article::new(document.name.as_str(), document.text.as_str());
        let coded = bench.coder.code(article);
        let chars = CharIndex::new(&document.text);
        let ours: Vec<((usize, usize), usize)> = coded
            .findings
            .mentions
            .iter()
            .filter_map(|e| Some((chars.char_span(e.span), e.antecedent?)))
            .collect();
        for pronoun in document.pronouns.iter().filter(|p| document.is_named_before(p)) {
            let word: String = document.words(pronoun.start, pronoun.end).to_lowercase();
            let counts = by_word.entry(word).or_default();
            gold += 1;
            counts[0] += 1;
            let at = (pronoun.start, pronoun.end);
            let Some((_, antecedent)) = ours.iter().find(|(span, _)| *span == at) else { continue };
            tried += 1;
            counts[1] += 1;
            let (head, _) = chars.char_span(coded.doc.token(*antecedent).span);
            if document.innermost(head) == Some(&pronoun.entity) {
                right += 1;
                counts[2] += 1;
            } else {
                let form = coded.doc.form(*antecedent);
                let place = around(&document.text, pronoun.start, pronoun.end);
                notes.push(format!("pronoun read as \"{form}\": {place}"));
            }
        }
    }
    table.share("third-person pronouns attempted", tried, gold);
    table.share("antecedent right, of attempted", right, tried);
    table.share("antecedent right, of all", right, gold);
    for (word, [gold, tried, right]) in by_word.into_iter().filter(|(_, counts)| counts[0] >= 20) {
        table.value(
            &format!("\"{word}\" right, of attempted"),
            super::table::share(right, tried),
            format!("{right} of {tried}, of {gold} gold"),
        );
    }
    notes.into_iter().take(bench.show).for_each(|note| table.note(note));
    Ok(())
}

/// Whether training keeps the document for measuring; the same rule as `verbale-train --hold-back`.
fn is_held_back(document: &str) -> bool {
    let sum: usize = document.bytes().map(usize::from).sum();
    document.starts_with("GUM_") && sum.is_multiple_of(10)
}

impl Gold {
    fn is_named_before(&self, pronoun: &Mention) -> bool {
        self.mentions.iter().any(|m| m.entity == pronoun.entity && m.end <= pronoun.start)
    }

    /// The entity of the smallest mention that holds the code point `at`.
    fn innermost(&self, at: usize) -> Option<&String> {
        let holding = self.mentions.iter().filter(|m| m.start <= at && at < m.end);
        holding.min_by_key(|m| m.end - m.start).map(|m| &m.entity)
    }

    fn words(&self, start: usize, end: usize) -> String {
        self.text.chars().skip(start).take(end - start).collect()
    }

    /// Adds a word, with a space after it unless its last column says otherwise.
    fn add(&mut self, columns: &[&str; 10]) {
        let (form, tag, misc) = (columns[1], columns[4], columns[9]);
        let start = self.length;
        self.text.push_str(form);
        self.length += form.chars().count();
        let marks = misc.split('|').find_map(|a| a.strip_prefix("Entity=")).unwrap_or_default();
        let before = self.mentions.len();
        self.mark(marks, start);
        if matches!(tag, "PRP" | "PRP$") && is_third_person(form) {
            let here = self.mentions[before..].iter();
            self.pronouns.extend(here.filter(|m| m.start == start).cloned());
        }
        if !misc.split('|').any(|attribute| attribute == "SpaceAfter=No") {
            self.text.push(' ');
            self.length += 1;
        }
    }

    /// Opens and closes mentions by the marks of a word that begins at `start`: `(6-person-…(7-place-…)`, `7)6)`.
    fn mark(&mut self, marks: &str, start: usize) {
        let mut rest = marks;
        while !rest.is_empty() {
            if let Some(opening) = rest.strip_prefix('(') {
                let end = opening.find(['(', ')']).unwrap_or(opening.len());
                let entity = opening[..end].split('-').next().unwrap_or_default();
                self.open.push((entity.to_owned(), start));
                rest = &opening[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    self.close(|_| true);
                    rest = after;
                }
            } else {
                let end = rest.find(')').map_or(rest.len(), |at| at + 1);
                let entity = rest[..end].trim_end_matches(')');
                self.close(|open| open == entity);
                rest = &rest[end..];
            }
        }
    }

    /// Closes the last mention under way whose entity `is` picks.
    fn close(&mut self, is: impl Fn(&str) -> bool) {
        if let Some(at) = self.open.iter().rposition(|(entity, _)| is(entity)) {
            let (entity, start) = self.open.remove(at);
            self.mentions.push(Mention { entity, start, end: self.length });
        }
    }
}

fn is_third_person(word: &str) -> bool {
    const WORDS: [&str; 18] = [
        "he",
        "him",
        "his",
        "himself",
        "she",
        "her",
        "hers",
        "herself",
        "it",
        "its",
        "itself",
        "they",
        "them",
        "their",
        "theirs",
        "themselves",
        "themself",
        "'em",
    ];
    WORDS.contains(&word.to_lowercase().as_str())
}

fn documents(treebank: &str) -> Result<Vec<Gold>> {
    let mut documents: Vec<Gold> = Vec::new();
    for tree in conllu::parse(treebank)? {
        for line in &tree.lines {
            match line {
                conllu::Line::Kept(comment) => {
                    if let Some(name) = comment.strip_prefix("# newdoc id = ") {
                        documents.push(Gold { name: name.to_owned(), ..Gold::default() });
                    } else if *comment == "# newpar"
                        && let Some(document) = documents.last_mut()
                    {
                        document.text.push_str("\n\n");
                        document.length += 2;
                    }
                }
                conllu::Line::Word(columns) => {
                    if let Some(document) = documents.last_mut() {
                        document.add(columns);
                    }
                }
            }
        }
    }
    Ok(documents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_open_nest_and_close() {
        let word = |form, tag, misc| ["1", form, "_", "_", tag, "_", "0", "_", "_", misc];
        let mut gold = Gold::default();
        gold.add(&word("Malta", "NNP", "Entity=(1-place-new-cf1-coref(2-x-new-cf1-coref)"));
        gold.add(&word("Bank", "NNP", "Entity=1)"));
        gold.add(&word("praised", "VBD", "_"));
        gold.add(&word("itself", "PRP", "Entity=(1-place-giv-ana)|SpaceAfter=No"));
        assert_eq!(gold.text, "Malta Bank praised itself");
        assert_eq!(gold.innermost(0).map(String::as_str), Some("2"));
        assert_eq!(gold.innermost(6).map(String::as_str), Some("1"));
        assert_eq!(gold.pronouns, [Mention { entity: "1".into(), start: 19, end: 25 }]);
        assert!(gold.is_named_before(&gold.pronouns[0]));
    }
}

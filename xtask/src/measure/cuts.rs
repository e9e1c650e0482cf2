//! Where do sentences and words begin and end? Two kinds of gold: a treebank, whose sentences are put
//! together to paragraphs again, and paragraphs of hard cases in which `‖` stands between sentences.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use verbale_text::{ByteSpan, Doc, conllu, read};

use super::coded::{Bench, unzipped};
use super::table::{Table, Tally};

/// Spans that count characters other than spaces from the start of the text, as the shared task on
/// parsing from raw text does.
#[derive(Default)]
struct Cuts {
    sentences: BTreeSet<(usize, usize)>,
    words: BTreeSet<(usize, usize)>,
}

/// A treebank as raw text: sentence and word F1.
pub(super) fn treebank(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let gold = unzipped(path)?;
    let (mut sentences, mut words) = (Tally::default(), Tally::default());
    for document in gold.split("# newdoc").filter(|document| !document.trim().is_empty()) {
        let (text, cuts) = raw(document)?;
        let ours = found(&read(&text, bench.coder.language()));
        add(&mut sentences, &cuts.sentences, &ours.sentences);
        add(&mut words, &cuts.words, &ours.words);
    }
    table.tally("raw text: sentences", sentences);
    table.tally("raw text: words", words);
    Ok(())
}

/// The text of a document of a treebank, and where it is cut.
fn raw(document: &str) -> Result<(String, Cuts)> {
    let (text, sentences) = conllu::running_text(document);
    let (mut cuts, mut at) = (Cuts::default(), 0);
    for (nth, &(start, block)) in sentences.iter().enumerate() {
        let end = sentences.get(nth + 1).map_or(text.len(), |&(next, _)| next);
        let first = at;
        let words: Vec<&str> =
            block.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_digit())).collect();
        for tree in conllu::parse(&words.join("\n"))? {
            for columns in tree.words() {
                let len = columns[1].chars().filter(|c| !c.is_whitespace()).count();
                cuts.words.insert((at, at + len));
                at += len;
            }
        }
        // Where the words do not make up the text, as in a misspelling put right, the text counts.
        at = first + text[start..end].chars().filter(|c| !c.is_whitespace()).count();
        cuts.sentences.insert((first, at));
    }
    Ok((text, cuts))
}

/// Where we cut.
fn found(doc: &Doc) -> Cuts {
    let mut ends = vec![0; doc.text().len() + 1];
    let mut count = 0;
    for (byte, c) in doc.text().char_indices() {
        count += usize::from(!c.is_whitespace());
        ends[byte + c.len_utf8()] = count;
        ends[byte] = ends[byte].max(count - usize::from(!c.is_whitespace()));
    }
    let span = |bytes: ByteSpan| (ends[bytes.start as usize], ends[bytes.end as usize]);
    Cuts {
        sentences: doc.sentences().iter().map(|s| span(s.span)).collect(),
        words: doc.tokens().iter().map(|t| span(t.span)).collect(),
    }
}

fn add(tally: &mut Tally, gold: &BTreeSet<(usize, usize)>, ours: &BTreeSet<(usize, usize)>) {
    tally.gold += gold.len();
    tally.found += ours.len();
    tally.hits += gold.intersection(ours).count();
}

/// Paragraphs of hard cases: sentence F1, and how many paragraphs are cut without a fault.
pub(super) fn hard_cases(bench: &Bench<'_>, folder: &Path, table: &mut Table) -> Result<()> {
    let mut files: Vec<_> = std::fs::read_dir(folder)?.collect::<std::io::Result<_>>()?;
    files.sort_by_key(std::fs::DirEntry::path);
    let (mut tally, mut whole, mut items) = (Tally::default(), 0, 0);
    for file in files.iter().filter(|file| file.path().extension().is_some_and(|e| e == "txt")) {
        let text = std::fs::read_to_string(file.path())
            .with_context(|| file.path().display().to_string())?;
        for item in text
            .split("\n\n")
            .map(str::trim)
            .filter(|item| !item.is_empty() && !item.starts_with('#'))
        {
            let mut at = 0;
            let gold = item.split('‖').map(|sentence| {
                let start = at;
                at += sentence.chars().filter(|c| !c.is_whitespace()).count();
                (start, at)
            });
            let gold: BTreeSet<_> = gold.collect();
            let ours = found(&read(&item.replace('‖', " "), bench.coder.language())).sentences;
            add(&mut tally, &gold, &ours);
            items += 1;
            whole += usize::from(gold == ours);
            if gold != ours && whole + bench.show > items {
                table.note(format!("cut otherwise: {item}"));
            }
        }
    }
    table.tally("hard cases: sentences", tally);
    table.share("hard cases: paragraphs without a fault", whole, items);
    Ok(())
}

//! Names of persons, organisations and places in given words: a file in IOB2 whose second column bears
//! B- and I- with PER, ORG or LOC. Nationalities, which such files leave out, are not counted.

use std::path::Path;

use anyhow::Result;
use verbale_text::name::{Name, names};
use verbale_text::{NameKind, NameTag, annotate};

use super::coded::{Bench, unzipped};
use super::table::{Table, Tally};

pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let text = unzipped(path)?;
    let sentences = sentences(&text);
    let forms: Vec<Vec<&str>> =
        sentences.iter().map(|words| words.iter().map(|(form, _)| *form).collect()).collect();
    let kinds = [NameKind::Person, NameKind::Organization, NameKind::Place];
    let mut tallies = [Tally::default(); 3];
    for (words, analyses) in sentences.iter().zip(annotate(&forms, bench.coder.language())) {
        let gold = names(words.iter().map(|(_, tag)| *tag), 0);
        let ours = names(analyses.iter().map(|word| word.name), 0);
        for (kind, tally) in kinds.iter().zip(&mut tallies) {
            let is_kind = |name: &&Name| name.kind == *kind;
            tally.gold += gold.iter().filter(is_kind).count();
            tally.found += ours.iter().filter(is_kind).count();
            tally.hits += ours.iter().filter(is_kind).filter(|name| gold.contains(name)).count();
        }
    }
    let mut all = Tally::default();
    for (kind, tally) in kinds.iter().zip(tallies) {
        table.tally(kind.as_str(), tally);
        all.gold += tally.gold;
        all.found += tally.found;
        all.hits += tally.hits;
    }
    table.tally("all names", all);
    Ok(())
}

/// Words with their part in a name, sentence by sentence.
fn sentences(text: &str) -> Vec<Vec<(&str, NameTag)>> {
    let blocks = text.split("\n\n").map(|block| block.lines().filter_map(word).collect());
    blocks.filter(|words: &Vec<_>| !words.is_empty()).collect()
}

fn word(line: &str) -> Option<(&str, NameTag)> {
    let mut columns = line.split('\t');
    let number = columns.next()?;
    number.parse::<usize>().ok()?;
    let (form, tag) = (columns.next()?, columns.next()?);
    let kind = match tag.split_once('-').map(|(_, kind)| kind) {
        Some("PER") => NameKind::Person,
        Some("ORG") => NameKind::Organization,
        Some("LOC") => NameKind::Place,
        _ => return Some((form, NameTag::Outside)),
    };
    Some((form, NameTag::of(kind, tag.starts_with('B'))))
}

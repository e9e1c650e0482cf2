//! News with every source, cue and content marked: exact spans, and contents that overlap by half. Port
//! of `score_attribution.py`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use serde_json::Value;
use verbale_engine::record::Quote;

use super::coded::{Bench, Records, article, list, rows, string};
use super::table::{Table, Tally};

/// First and last code point of a stretch of text.
type Stretch = (usize, usize);

const PARTS: [&str; 3] = ["source", "cue", "content"];

pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let rows = rows(path)?;
    // An article marked by several people counts once, as the last one marked it.
    let docs: BTreeMap<&str, &Value> = rows.iter().map(|row| (string(row, "doc"), row)).collect();
    let docs: Vec<&Value> = docs.into_values().collect();
    let mut articles = Vec::new();
    for &doc in &docs {
        let mut article = article(string(doc, "doc"), string(doc, "date"), &text(doc, path)?);
        article.title = doc["title"].as_str().map(str::to_owned);
        articles.push(article);
    }
    let texts: Vec<Vec<char>> = articles.iter().map(|a| a.text.chars().collect()).collect();
    let records = bench.code("polnear-dev", articles)?;
    let mut parts = [Tally::default(); 3];
    let mut overlap = Tally::default();
    for (doc, text) in docs.iter().zip(&texts) {
        score(doc, text, &records, &mut parts, &mut overlap);
    }
    for (name, tally) in PARTS.iter().zip(parts) {
        table.tally(name, tally);
    }
    table.tally("content overlap", overlap);
    Ok(())
}

fn text(doc: &Value, set: &Path) -> Result<String> {
    if let Some(text) = doc["text"].as_str() {
        return Ok(text.to_owned());
    }
    let folder = set.parent().unwrap_or(set);
    Ok(std::fs::read_to_string(folder.join(string(doc, "text_path")))?)
}

fn score(
    doc: &Value,
    text: &[char],
    records: &Records,
    parts: &mut [Tally; 3],
    overlap: &mut Tally,
) {
    let quotes = records.quotes(string(doc, "doc"));
    for (at, part) in PARTS.iter().enumerate() {
        let gold: Vec<Stretch> = ordered_set(
            list(doc, "attributions").iter().filter_map(|a| hull(&spans(&a[*part]))),
            text,
        );
        let found: Vec<Stretch> =
            ordered_set(quotes.iter().filter_map(|quote| hull(&pieces(quote, part))), text);
        let hits = gold.iter().filter(|stretch| found.contains(stretch)).count();
        count(&mut parts[at], hits, gold.len(), found.len());
        if *part == "content" {
            count(overlap, overlapping(&gold, &found), gold.len(), found.len());
        }
    }
}

fn count(tally: &mut Tally, hits: usize, gold: usize, found: usize) {
    tally.hits += hits;
    tally.gold += gold;
    tally.found += found;
}

/// Gold contents that some found content, used once, overlaps by half.
fn overlapping(gold: &[Stretch], found: &[Stretch]) -> usize {
    let mut used = BTreeSet::new();
    let mut hits = 0;
    for &stretch in gold {
        let mut best: Option<(f64, Stretch)> = None;
        for &other in found.iter().filter(|other| !used.contains(*other)) {
            let value = dice(stretch, other);
            if best.is_none_or(|(most, _)| value > most) {
                best = Some((value, other));
            }
        }
        if let Some((value, other)) = best
            && value >= 0.5
        {
            used.insert(other);
            hits += 1;
        }
    }
    hits
}

fn dice(a: Stretch, b: Stretch) -> f64 {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    if shared == 0 { 0.0 } else { 2.0 * shared as f64 / ((a.1 - a.0) + (b.1 - b.0)) as f64 }
}

/// Each stretch once, trimmed.
fn ordered_set(stretches: impl Iterator<Item = Stretch>, text: &[char]) -> Vec<Stretch> {
    let set: BTreeSet<Stretch> = stretches.map(|stretch| trim(text, stretch)).collect();
    set.into_iter().collect()
}

fn hull(spans: &[Stretch]) -> Option<Stretch> {
    let start = spans.iter().map(|span| span.0).min()?;
    Some((start, spans.iter().map(|span| span.1).max()?))
}

fn spans(value: &Value) -> Vec<Stretch> {
    let spans = value.as_array().into_iter().flatten();
    spans.filter_map(|s| Some((s[0].as_u64()? as usize, s[1].as_u64()? as usize))).collect()
}

fn pieces(quote: &Quote, part: &str) -> Vec<Stretch> {
    match part {
        "source" => quote.source.iter().map(|s| (s.start, s.end)).collect(),
        "cue" => quote.cue.iter().map(|s| (s.start, s.end)).collect(),
        _ => quote.content.iter().map(|s| (s.start, s.end)).collect(),
    }
}

/// Without white space, quotation marks and stops at both ends.
fn trim(text: &[char], (mut start, mut end): Stretch) -> Stretch {
    const DROP: [char; 13] = [' ', '\n', '\t', '"', '\'', '“', '”', '‘', '’', ',', '.', ';', ':'];
    while start < end && DROP.contains(&text[start]) {
        start += 1;
    }
    while end > start && DROP.contains(&text[end - 1]) {
        end -= 1;
    }
    (start, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_are_trimmed_and_overlap_by_half() {
        let text: Vec<char> = "He said: “Go now.” ".chars().collect();
        assert_eq!(trim(&text, (8, 19)), (10, 16));
        assert_eq!(trim(&text, (7, 9)), (9, 9));
        // The first gold stretch takes the found one; the second finds none left.
        assert_eq!(overlapping(&[(0, 10), (2, 12)], &[(0, 8)]), 1);
        assert_eq!(overlapping(&[(0, 10)], &[(8, 18)]), 0);
    }
}

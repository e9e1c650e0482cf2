//! Words scored by people for whether their event took place: the grade that `verbale parse` writes, by its
//! correlation with theirs, and which events happened and did not.

use std::path::Path;

use anyhow::Result;
use verbale_text::{CharIndex, Doc, TokenId};

use super::coded::{Bench, list, rows, string};
use super::table::{Table, Tally};

/// The sets, of which only the second may be trained on; none was.
const SETS: [&str; 5] = ["uw", "uds_ih2", "cb", "rp", "megaveridicality2"];

/// An event is said to have happened from this score on, and not to have under its negative: so the sets
/// themselves tell the two from what is uncertain.
const SURE: f64 = 1.5;

pub(super) fn run(bench: &Bench<'_>, folder: &Path, table: &mut Table) -> Result<()> {
    for set in SETS {
        let path = folder.join(format!("{set}-dev.jsonl"));
        if !path.exists() {
            table.note(format!("factuality: there is no {}", path.display()));
            continue;
        }
        let pairs = pairs(bench, &path, table)?;
        report(set, &pairs, table);
    }
    Ok(())
}

/// A gold score and ours, if the word tells an event for us.
type Pair = (f64, Option<f64>);

fn pairs(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<Vec<Pair>> {
    let mut pairs = Vec::new();
    let mut shown = 0;
    for row in rows(path)? {
        let text = string(&row, "text");
        let doc = bench.coder.read(text);
        let grades = bench.coder.extractor().factuality(&doc);
        let chars = CharIndex::new(text);
        for event in list(&row, "events") {
            let (Some(start), Some(end)) = (event["start"].as_u64(), event["end"].as_u64()) else {
                continue;
            };
            let Some(gold) = event["label"].as_f64() else { continue };
            let word = head(&doc, &chars, start as usize, end as usize);
            let ours = word.and_then(|id| grades[id]).map(f64::from);
            if shown < bench.show && ours.is_some_and(|ours| (ours - gold).abs() > 3.0) {
                shown += 1;
                let (word, ours) = (string(event, "text"), ours.unwrap_or_default());
                table.note(format!("people {gold:.1}, we {ours:.1}: \"{word}\" in: {text}"));
            }
            pairs.push((gold, ours));
        }
    }
    Ok(pairs)
}

/// The word that heads the stretch from `start` to `end`, in code points.
fn head(doc: &Doc, chars: &CharIndex, start: usize, end: usize) -> Option<TokenId> {
    let inside = |id: TokenId| {
        let span = doc.token(id).span;
        chars.char_offset(span.start as usize) < end && start < chars.char_offset(span.end as usize)
    };
    let words: Vec<TokenId> = (0..doc.tokens().len()).filter(|&id| inside(id)).collect();
    let outside = |id: &&TokenId| doc.token(**id).head.is_none_or(|head| !words.contains(&head));
    words.iter().find(outside).copied()
}

fn report(set: &str, pairs: &[Pair], table: &mut Table) {
    let told = pairs.iter().filter(|(_, ours)| ours.is_some()).count();
    table.share(&format!("{set}: word told as an event"), told, pairs.len());
    // A word that tells no event for us counts as one that happened, as most did.
    let pairs: Vec<(f64, f64)> = pairs.iter().map(|&(g, o)| (g, o.unwrap_or(3.0))).collect();
    table.value(&format!("{set}: Pearson r"), pearson(&pairs), format!("{} events", pairs.len()));
    let apart: f64 = pairs.iter().map(|(gold, ours)| (gold - ours).abs()).sum();
    let mean = apart / pairs.len().max(1) as f64;
    table.value(&format!("{set}: mean absolute difference"), mean, String::new());
    table.tally(&format!("{set}: happened"), tally(&pairs, |score| score >= SURE));
    table.tally(&format!("{set}: did not happen"), tally(&pairs, |score| score <= -SURE));
    let right = pairs.iter().filter(|(gold, ours)| class(*gold) == class(*ours)).count();
    table.share(&format!("{set}: happened, open or not"), right, pairs.len());
}

fn class(score: f64) -> i8 {
    if score >= SURE { 1 } else { -i8::from(score <= -SURE) }
}

fn tally(pairs: &[(f64, f64)], is: impl Fn(f64) -> bool) -> Tally {
    let count = |test: &dyn Fn(f64, f64) -> bool| pairs.iter().filter(|p| test(p.0, p.1)).count();
    Tally {
        hits: count(&|gold, ours| is(gold) && is(ours)),
        gold: count(&|gold, _| is(gold)),
        found: count(&|_, ours| is(ours)),
    }
}

/// Pearson's correlation; 0 where either side never varies.
fn pearson(pairs: &[(f64, f64)]) -> f64 {
    let n = pairs.len().max(1) as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (a, b) = (mean(|p| p.0), mean(|p| p.1));
    let sum =
        |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|p| of(p.0 - a, p.1 - b)).sum::<f64>();
    let spread = (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt();
    if spread == 0.0 { 0.0 } else { sum(&|x, y| x * y) / spread }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlation_and_classes() {
        assert!((pearson(&[(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]) - 1.0).abs() < 1e-9);
        assert!(pearson(&[(1.0, 2.0), (2.0, 2.0)]).abs() < 1e-9);
        assert_eq!([3.0, 0.0, -1.5].map(class), [1, 0, -1]);
    }
}

//! Articles with their time expressions marked and read (TimeML): spans that overlap, exact spans, and
//! right values.

use std::path::Path;

use anyhow::Result;
use jiff::civil::Date;
use serde_json::Value;
use verbale_text::CharIndex;

use super::coded::{Bench, around, list, rows, stretch, string};
use super::table::{Table, Tally};

const SETS: [&str; 2] = ["timebank", "aquaint"];

/// Hits at rising strictness.
#[derive(Default)]
struct Score {
    overlapping: Tally,
    exact: Tally,
    value: Tally,
}

pub(super) fn run(bench: &Bench<'_>, folder: &Path, table: &mut Table) -> Result<()> {
    let mut score = Score::default();
    let mut notes = Vec::new();
    for set in SETS {
        let path = folder.join(format!("{set}.jsonl"));
        if !path.exists() {
            table.note(format!("time: there is no {}", path.display()));
            continue;
        }
        for gold in rows(&path)? {
            measure(bench, &gold, &mut score, &mut notes);
        }
    }
    table.tally("span overlaps", score.overlapping);
    table.tally("span exact", score.exact);
    table.tally("value", score.value);
    notes.into_iter().take(bench.show).for_each(|note| table.note(note));
    Ok(())
}

fn measure(bench: &Bench<'_>, gold: &Value, score: &mut Score, notes: &mut Vec<String>) {
    let text = string(gold, "text");
    let date: Option<Date> = string(gold, "dct").get(..10).and_then(|day| day.parse().ok());
    let doc = bench.coder.read(text);
    let chars = CharIndex::new(text);
    let found = bench.coder.extractor().findings(&doc, date).times;
    let spans: Vec<(usize, usize)> = found.iter().map(|time| chars.char_span(time.span)).collect();
    let mut used = vec![false; found.len()];
    for timex in list(gold, "timexes") {
        let Some((start, end)) = stretch(timex).filter(|(start, end)| start < end) else {
            continue;
        };
        let tallies = [&mut score.overlapping, &mut score.exact, &mut score.value];
        tallies.into_iter().for_each(|tally| tally.gold += 1);
        let value = string(timex, "value");
        let hit = (0..found.len()).find(|&i| !used[i] && spans[i].0 < end && start < spans[i].1);
        let Some(hit) = hit else {
            notes.push(format!("time not found, {value}: {}", around(text, start, end)));
            continue;
        };
        used[hit] = true;
        score.overlapping.hits += 1;
        score.exact.hits += usize::from(spans[hit] == (start, end));
        let ours = found[hit].value.as_deref().unwrap_or("-");
        if same(ours, value) {
            score.value.hits += 1;
        } else {
            notes.push(format!("time {value} read as {ours}: {}", around(text, start, end)));
        }
    }
    let tallies = [&mut score.overlapping, &mut score.exact, &mut score.value];
    tallies.into_iter().for_each(|tally| tally.found += found.len());
}

/// Whether two values are one: the gold writes some weeks, decades and centuries in two ways.
fn same(ours: &str, gold: &str) -> bool {
    let plain = |value: &str| {
        let value = value.trim_end_matches(['X', '-']);
        match value.split_once("-W") {
            Some((year, week)) if week.len() == 1 => format!("{year}-W0{week}"),
            _ => value.to_owned(),
        }
    };
    ours == gold || plain(ours) == plain(gold) && !gold.ends_with("WXX")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_written_in_two_ways_are_one() {
        assert!(same("2014-W05", "2014-W5"));
        assert!(same("199", "199X"));
        assert!(!same("2014-05", "2014-06"));
    }
}

//! Whole articles coded by hand, sentence by sentence: the events of a sentence are matched one to one,
//! best overlap first, at rising strictness, as `verbale eval` does.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use anyhow::Result;
use verbale_engine::gold::{GoldArticle, LEVELS, Score, misses, read};

use super::coded::Bench;
use super::table::Table;

pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("articles");
    score(bench, name, BufReader::new(File::open(path)?), table)
}

/// Scores the gold articles in `lines`; `name` tells which set they are.
pub(super) fn score(
    bench: &Bench<'_>,
    name: &str,
    lines: impl BufRead,
    table: &mut Table,
) -> Result<()> {
    let ontology = &bench.coder.lexicon().ontology;
    let gold: Result<Vec<GoldArticle>, _> = read(lines, name, ontology).into_iter().collect();
    let gold = gold?;
    let records = bench.code(name, gold.iter().map(|gold| gold.article.clone()).collect())?;
    let mut score = Score::default();
    for gold in &gold {
        score.add_article(&gold.sentences, &records.events(&gold.article.id));
    }
    report(&score, table);
    if bench.show > 0 {
        show(bench, &gold, table);
    }
    Ok(())
}

/// Notes the first events that are told otherwise, with the reason.
fn show(bench: &Bench<'_>, gold: &[GoldArticle], table: &mut Table) {
    let explained = gold.iter().flat_map(|gold| {
        let coded = bench.coder.code(gold.article.clone());
        misses(bench.coder, gold, &coded)
    });
    for miss in explained.take(bench.show) {
        let side = |side: &Option<String>| side.clone().unwrap_or_else(|| "nothing".to_owned());
        let (gold, found, why) = (side(&miss.gold), side(&miss.found), miss.why.join("; "));
        let (doc, at) = (&miss.doc, miss.sentence);
        table.note(format!("{doc} {at}: gold {gold}; found {found}; {why} | {}", miss.text));
    }
}

fn report(score: &Score, table: &mut Table) {
    table.tally("sentence has event", score.sentence);
    for ((name, _), tally) in LEVELS.iter().zip(score.levels) {
        table.tally(name, tally);
    }
    table.share("status right, of matched", score.status.0, score.status.1);
    table.share("took place or not right", score.took_place.0, score.took_place.1);
    table.tally("did not take place", score.unreal);
    table.share("mode right, where gold has one", score.mode.0, score.mode.1);
    table.tally("alleged", score.alleged);
    for (event, tally) in &score.per_event {
        table.tally(event, *tally);
    }
}

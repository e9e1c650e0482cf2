//! A treebank whose words are given and whose tags and trees are ours. Port of `score_conllu.py`.

use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use verbale_text::conllu;

use super::coded::{Bench, unzipped};
use super::table::Table;

const CORE: [&str; 12] = [
    "nsubj", "obj", "iobj", "obl", "ccomp", "xcomp", "advcl", "acl", "conj", "nmod", "csubj",
    "appos",
];

#[derive(Default)]
struct Score {
    words: usize,
    upos: usize,
    lemma: usize,
    head: usize,
    arc: usize,
    core: (usize, usize),
}

pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let gold_text = unzipped(path)?;
    let start = Instant::now();
    let ours_text = conllu::reannotate(&gold_text, bench.coder.language(), &conllu::no_notes)?;
    let seconds = start.elapsed().as_secs_f64();
    if let Some(folder) = bench.keep {
        std::fs::create_dir_all(folder)?;
        std::fs::write(folder.join("ewt-dev.gold.conllu"), &gold_text)?;
        std::fs::write(folder.join("ewt-dev.ours.conllu"), &ours_text)?;
    }
    let (gold, ours) = (conllu::parse(&gold_text)?, conllu::parse(&ours_text)?);
    let mut score = Score::default();
    for (gold, ours) in gold.iter().zip(&ours) {
        for (gold, ours) in gold.words().zip(ours.words()) {
            add(&mut score, gold, ours);
        }
    }
    let n = score.words;
    table.share("UPOS", score.upos, n);
    table.share("lemma", score.lemma, n);
    table.share("UAS", score.head, n);
    table.share("LAS", score.arc, n);
    table.share("core LAS", score.core.0, score.core.1);
    table.note(format!("trees: {:.0} given words a second, one thread", n as f64 / seconds));
    Ok(())
}

fn add(score: &mut Score, gold: &[&str; 10], ours: &[&str; 10]) {
    let relation = plain(gold[7]);
    let head = gold[6] == ours[6];
    let arc = head && relation == plain(ours[7]);
    score.words += 1;
    score.upos += usize::from(gold[3] == ours[3]);
    score.lemma += usize::from(gold[2].to_lowercase() == ours[2].to_lowercase());
    score.head += usize::from(head);
    score.arc += usize::from(arc);
    if CORE.contains(&relation) {
        score.core.0 += usize::from(arc);
        score.core.1 += 1;
    }
}

/// The relation without its subtype.
fn plain(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

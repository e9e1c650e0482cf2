//! Whole articles coded by hand, sentence by sentence: the events of a sentence are matched one to one,
//! best overlap first, at rising strictness. Port of `score_articles.py`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use serde_json::Value;
use verbale_engine::record::{self, Entity, Status};

use super::coded::{Bench, Records, article, list, rows, string};
use super::table::{Table, Tally};

/// An event as both sides tell it.
#[derive(Debug, Clone)]
struct Act {
    trigger: BTreeSet<String>,
    event: String,
    mode: String,
    status: String,
    actor: BTreeSet<String>,
    recipient: BTreeSet<String>,
    alleged: bool,
}

impl Act {
    fn took_place(&self) -> bool {
        matches!(self.status.as_str(), "actual" | "historical")
    }

    fn same_type(&self, other: &Act) -> bool {
        self.event == other.event
    }

    fn same_actor(&self, other: &Act) -> bool {
        self.same_type(other) && self.actor == other.actor
    }

    fn same_roles(&self, other: &Act) -> bool {
        self.same_actor(other) && self.recipient == other.recipient
    }

    fn same_quad(&self, other: &Act) -> bool {
        quad(&self.event) == quad(&other.event)
    }

    /// How well the two fit.
    fn overlap(&self, other: &Act) -> usize {
        self.trigger.intersection(&other.trigger).count() * 4
            + usize::from(self.same_type(other)) * 2
            + usize::from(self.actor == other.actor)
            + usize::from(self.recipient == other.recipient)
    }
}

/// Whether a found event stands for a gold one.
type Fits = fn(&Act, &Act) -> bool;

/// What is compared, and how strictly.
const LEVELS: [(&str, Fits); 4] = [
    ("quad class", Act::same_quad),
    ("event type", Act::same_type),
    ("type, actor", Act::same_actor),
    ("type, actor, recipient", Act::same_roles),
];

/// Counts over all sentences.
#[derive(Debug, Default)]
struct Score {
    sentence: Tally,
    levels: [Tally; 4],
    status: (usize, usize),
    took_place: (usize, usize),
    unreal: Tally,
    mode: (usize, usize),
    alleged: Tally,
    per_event: BTreeMap<String, Tally>,
}

pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let docs = rows(path)?;
    let articles =
        docs.iter().map(|d| article(string(d, "id"), string(d, "date"), string(d, "text")));
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("articles");
    let records = bench.code(name, articles.collect())?;
    let mut score = Score::default();
    let mut misses = Vec::new();
    for doc in &docs {
        score_document(doc, &records, &mut score, &mut misses);
    }
    report(&score, table);
    misses.truncate(bench.show);
    misses.into_iter().for_each(|miss| table.note(miss));
    Ok(())
}

fn score_document(doc: &Value, records: &Records, score: &mut Score, misses: &mut Vec<String>) {
    let sentences = list(doc, "sentences");
    let mut found: Vec<Vec<Act>> = vec![Vec::new(); sentences.len()];
    for event in records.events(string(doc, "id")) {
        let start = event.trigger.start as u64;
        let holds =
            |s: &Value| s["start"].as_u64() <= Some(start) && Some(start) < s["end"].as_u64();
        if let Some(at) = sentences.iter().position(holds) {
            found[at].push(from_record(event));
        }
    }
    for (sentence, found) in sentences.iter().zip(&found) {
        let gold: Vec<Act> = list(sentence, "events").iter().map(from_gold).collect();
        let missed = score_sentence(&gold, found, score);
        misses.extend(missed.iter().map(|act| {
            let text: String = string(sentence, "text").chars().take(160).collect();
            let (id, i) = (string(doc, "id"), &sentence["i"]);
            format!(
                "{id} {i} {} {:?} {:?} -> {:?} | {text}",
                act.event, act.trigger, act.actor, act.recipient
            )
        }));
    }
}

/// Adds one sentence; gives the gold events whose type was not found.
fn score_sentence<'g>(gold: &'g [Act], found: &[Act], score: &mut Score) -> Vec<&'g Act> {
    score.sentence.gold += usize::from(!gold.is_empty());
    score.sentence.found += usize::from(!found.is_empty());
    score.sentence.hits += usize::from(!gold.is_empty() && !found.is_empty());
    for (tally, (_, fits)) in score.levels.iter_mut().zip(LEVELS) {
        tally.gold += gold.len();
        tally.found += found.len();
        tally.hits += matched(gold, found, fits).len();
    }
    gold.iter().for_each(|act| score.per_event.entry(act.event.clone()).or_default().gold += 1);
    found.iter().for_each(|act| score.per_event.entry(act.event.clone()).or_default().found += 1);
    let pairs = matched(gold, found, Act::same_type);
    for &(g, f) in &pairs {
        score_pair(&gold[g], &found[f], score);
    }
    let hit: BTreeSet<usize> = pairs.iter().map(|&(g, _)| g).collect();
    (0..gold.len()).filter(|at| !hit.contains(at)).map(|at| &gold[at]).collect()
}

fn score_pair(gold: &Act, found: &Act, score: &mut Score) {
    score.per_event.entry(gold.event.clone()).or_default().hits += 1;
    score.status.0 += usize::from(gold.status == found.status);
    score.status.1 += 1;
    score.took_place.0 += usize::from(gold.took_place() == found.took_place());
    score.took_place.1 += 1;
    add(&mut score.unreal, !gold.took_place(), !found.took_place());
    score.mode.0 += usize::from(!gold.mode.is_empty() && gold.mode == found.mode);
    score.mode.1 += usize::from(!gold.mode.is_empty());
    add(&mut score.alleged, gold.alleged, found.alleged);
}

fn add(tally: &mut Tally, gold: bool, found: bool) {
    tally.gold += usize::from(gold);
    tally.found += usize::from(found);
    tally.hits += usize::from(gold && found);
}

/// Pairs of indices into `gold` and `found`, best overlap first, later ones first among equals.
fn matched(gold: &[Act], found: &[Act], fits: Fits) -> Vec<(usize, usize)> {
    let mut candidates = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        for (j, f) in found.iter().enumerate().filter(|(_, f)| fits(g, f)) {
            candidates.push((g.overlap(f), i, j));
        }
    }
    candidates.sort_unstable_by(|a, b| b.cmp(a));
    let (mut used_gold, mut used_found) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, i, j) in candidates {
        if !used_gold.contains(&i) && !used_found.contains(&j) {
            used_gold.insert(i);
            used_found.insert(j);
            pairs.push((i, j));
        }
    }
    pairs
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

fn from_gold(event: &Value) -> Act {
    let codes = |field| {
        let codes = list(event, field).iter().map(|e| string(e, "code").to_owned());
        codes.filter(|code| code != "---").collect()
    };
    Act {
        trigger: words(string(event, "trigger")),
        event: string(event, "event").to_owned(),
        mode: string(event, "mode").to_owned(),
        status: string(event, "status").to_owned(),
        actor: codes("actor"),
        recipient: codes("recipient"),
        alleged: event["alleged"].as_bool().unwrap_or(false),
    }
}

fn from_record(event: &record::Event) -> Act {
    let codes = |entities: &[Entity]| entities.iter().filter_map(|e| e.code.clone()).collect();
    Act {
        trigger: words(&event.trigger.text),
        event: event.event.clone(),
        mode: event.mode.clone().unwrap_or_default(),
        status: status(event.status).to_owned(),
        actor: codes(&event.actor),
        recipient: codes(&event.recipient),
        alleged: event.alleged,
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Actual => "actual",
        Status::Historical => "historical",
        Status::Future => "future",
        Status::Hypothetical => "hypothetical",
        Status::Negated => "negated",
    }
}

fn words(text: &str) -> BTreeSet<String> {
    let bare = |word: &str| word.trim_matches(['.', ',', '\'', '"', '“', '”', '’']).to_lowercase();
    text.split_whitespace().map(bare).collect()
}

fn quad(event: &str) -> u8 {
    match event {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => 1,
        "COOPERATE" | "AID" | "RETREAT" => 2,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => 3,
        _ => 4,
    }
}

//! Sentences with one coded act each: category, source and target countries. Port of
//! `gsr_predictions.py` and `score_gsr.py` (scheme 2021).

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use serde_json::Value;
use verbale_engine::record::{Entity, Event};

use super::coded::{Bench, article, list, rows, string};
use super::table::{Table, harmonic, share};

/// Source, target and category; an empty code is nobody.
type Triple = (String, String, String);

/// The triples of each text.
type Found = BTreeMap<String, Vec<Triple>>;

/// Our events of each text.
pub(super) type EventsOf = BTreeMap<String, Vec<Event>>;

/// Whether an event is looked at.
type View = fn(&Triple) -> bool;

/// A gold record.
struct Gold {
    text: String,
    category: String,
    sources: BTreeSet<String>,
    targets: BTreeSet<String>,
    reciprocal: bool,
}

impl Gold {
    fn source_fits(&self, triple: &Triple) -> bool {
        if self.sources.is_empty() { triple.0.is_empty() } else { self.sources.contains(&triple.0) }
    }

    fn target_fits(&self, triple: &Triple) -> bool {
        if !self.targets.is_empty() {
            self.targets.contains(&triple.1)
        } else if self.reciprocal {
            self.sources.contains(&triple.1) && (triple.1 != triple.0 || self.sources.len() == 1)
        } else {
            triple.1.is_empty()
        }
    }

    fn pair_fits(&self, triple: &Triple) -> bool {
        self.source_fits(triple) && self.target_fits(triple)
    }

    fn category_fits(&self, triple: &Triple) -> bool {
        triple.2 == self.category
    }

    fn quad_fits(&self, triple: &Triple) -> bool {
        quad(&triple.2) == quad(&self.category)
    }
}

pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let (gold, found) = coded(bench, path)?;
    for (label, wanted) in VIEWS {
        let kept = found.iter().map(|(text, triples)| {
            (text.as_str(), triples.iter().filter(|triple| wanted(triple)).cloned().collect())
        });
        report(&gold, &kept.collect(), label, table);
    }
    Ok(())
}

/// Of the records whose category one of our events has: is the country of source and target right? All
/// records, and those where gold names the party; once as the codes stand, and once with the United Nations
/// and the European Union counted as IGO, which is this gold's one code for all such bodies.
pub(super) fn actors(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let (gold, found) = coded(bench, path)?;
    let same = |g: &Gold| -> Vec<Triple> {
        let triples = found.get(&g.text).into_iter().flatten();
        triples.filter(|t| g.category_fits(t)).cloned().collect()
    };
    let matched: Vec<(&Gold, Vec<Triple>)> = gold.iter().map(|g| (g, same(g))).collect();
    let matched: Vec<_> = matched.into_iter().filter(|(_, found)| !found.is_empty()).collect();
    table.share("category right", matched.len(), gold.len());
    sides(&matched, "", table);
    let merged: Vec<(&Gold, Vec<Triple>)> = matched
        .into_iter()
        .map(|(g, found)| (g, found.into_iter().map(with_one_code_for_bodies).collect()))
        .collect();
    sides(&merged, ", UNO and EUR as IGO", table);
    Ok(())
}

/// How often the source and the target are right among `matched`.
fn sides(matched: &[(&Gold, Vec<Triple>)], label: &str, table: &mut Table) {
    type Side = (&'static str, fn(&Gold, &Triple) -> bool, fn(&Gold) -> bool);
    let sides: [Side; 2] = [
        ("source", Gold::source_fits, |g| !g.sources.is_empty()),
        ("target", Gold::target_fits, |g| !g.targets.is_empty()),
    ];
    for (side, fits, named) in sides {
        let right = |(g, triples): &&(&Gold, Vec<Triple>)| triples.iter().any(|t| fits(g, t));
        let hits = matched.iter().filter(right).count();
        table.share(&format!("{side} right where the category is{label}"), hits, matched.len());
        let told = || matched.iter().filter(|(g, _)| named(g));
        let what = format!("{side} right where the category is and gold names one{label}");
        table.share(&what, told().filter(right).count(), told().count());
    }
}

fn with_one_code_for_bodies((source, target, category): Triple) -> Triple {
    let merged =
        |code: String| if matches!(&*code, "UNO" | "EUR") { "IGO".to_owned() } else { code };
    (merged(source), merged(target), category)
}

/// The gold records, and the triples that we find in each text.
fn coded(bench: &Bench<'_>, path: &Path) -> Result<(Vec<Gold>, Found)> {
    let (rows, events) = coded_texts(bench, path)?;
    let gold = rows.iter().map(from_row).collect();
    let triples = |events: &Vec<Event>| triples(&events.iter().collect::<Vec<_>>());
    Ok((gold, events.iter().map(|(text, events)| (text.clone(), triples(events))).collect()))
}

/// The rows of the set, and the events that we find in each text.
pub(super) fn coded_texts(bench: &Bench<'_>, path: &Path) -> Result<(Vec<Value>, EventsOf)> {
    let rows = rows(path)?;
    // Several records may share a sentence; it is coded once, under the first one's name. Where two
    // sentences share a name the script gives the events of both to the first, and so do we.
    let name: BTreeMap<&str, &str> =
        rows.iter().rev().map(|row| (string(row, "text"), string(row, "id"))).collect();
    let text: BTreeMap<&str, &str> =
        rows.iter().rev().map(|row| string(row, "text")).map(|text| (name[text], text)).collect();
    let articles = name.iter().map(|(text, id)| article(id, "2000-01-01", text)).collect();
    let records = bench.code("plover-gsr-dev", articles)?;
    let events = |id: &str| records.events(id).into_iter().cloned().collect();
    let found = text.iter().map(|(id, text)| ((*text).to_owned(), events(id))).collect();
    Ok((rows, found))
}

/// Which events are looked at: all, as the script does by itself; those whose actor is coded; those of
/// which both sides are (`--dyad`).
const VIEWS: [(&str, View); 3] = [
    ("", |_| true),
    (" (actor coded)", |triple| !triple.0.is_empty()),
    (" (both sides coded)", |triple| !triple.0.is_empty() && !triple.1.is_empty()),
];

fn report(gold: &[Gold], found: &BTreeMap<&str, Vec<Triple>>, label: &str, table: &mut Table) {
    let none = Vec::new();
    let of = |text: &str| found.get(text).unwrap_or(&none);
    let mut by_text: BTreeMap<&str, Vec<&Gold>> = BTreeMap::new();
    gold.iter().for_each(|g| by_text.entry(&g.text).or_default().push(g));
    let count = |fits: &dyn Fn(&Gold, &Triple) -> bool| {
        gold.iter().filter(|g| of(&g.text).iter().any(|t| fits(g, t))).count()
    };
    let emitted: usize = found.values().map(Vec::len).sum();
    let right = |fits: &dyn Fn(&Gold, &Triple) -> bool| {
        let texts = by_text.iter();
        texts.map(|(t, gs)| of(t).iter().filter(|x| gs.iter().any(|g| fits(g, x))).count()).sum()
    };
    let n = gold.len();
    let mut share_of = |what: &str, hits| table.share(&format!("{what}{label}"), hits, n);
    share_of("sentence has event", count(&|_, _| true));
    share_of("category", count(&Gold::category_fits));
    share_of("quad class", count(&Gold::quad_fits));
    share_of("source", count(&Gold::source_fits));
    share_of("target", count(&Gold::target_fits));
    let source_there = |g: &Gold, t: &Triple| g.category_fits(t) && g.source_fits(t);
    let target_there = |g: &Gold, t: &Triple| g.category_fits(t) && g.target_fits(t);
    let categories = count(&Gold::category_fits);
    table.share(&format!("source, category right{label}"), count(&source_there), categories);
    table.share(&format!("target, category right{label}"), count(&target_there), categories);
    let mut prf = |what: &str, fits: &dyn Fn(&Gold, &Triple) -> bool| {
        let (hits, good): (usize, usize) = (count(fits), right(fits));
        let (p, r) = (share(good, emitted), share(hits, n));
        let counts = format!("{good} right of {emitted} found, {hits} of {n} gold");
        table.prf(&format!("{what}{label}"), p, r, harmonic(p, r), counts);
    };
    prf("category, source, target", &|g, t| g.pair_fits(t) && g.category_fits(t));
    prf("quad, source, target", &|g, t| g.pair_fits(t) && g.quad_fits(t));
    prf("source, target", &Gold::pair_fits);
    categories_of_sentences(&by_text, found, label, table);
}

/// Each category of a sentence counts once.
fn categories_of_sentences(
    gold: &BTreeMap<&str, Vec<&Gold>>,
    found: &BTreeMap<&str, Vec<Triple>>,
    label: &str,
    table: &mut Table,
) {
    let mut tally = super::table::Tally::default();
    for (text, golds) in gold {
        let wanted: BTreeSet<&str> = golds.iter().map(|g| &*g.category).collect();
        let triples = found.get(text).map_or(&[][..], Vec::as_slice);
        let got: BTreeSet<&str> = triples.iter().map(|t| &*t.2).collect();
        tally.gold += wanted.len();
        tally.found += got.len();
        tally.hits += wanted.intersection(&got).count();
    }
    table.tally(&format!("categories of a sentence{label}"), tally);
}

fn from_row(row: &Value) -> Gold {
    let codes = |field| {
        let codes = list(row, field).iter().map(|entity| short(string(entity, "code")));
        codes.filter(|code| !code.is_empty()).collect()
    };
    Gold {
        text: string(row, "text").to_owned(),
        category: string(row, "event_2021").to_owned(),
        sources: codes("sources"),
        targets: codes("targets"),
        reciprocal: row["reciprocal"].as_bool().unwrap_or(false),
    }
}

/// Every pair of the events; one without recipient and with several actors relates them to each other.
fn triples(events: &[&Event]) -> Vec<Triple> {
    let mut triples: Vec<Triple> = Vec::new();
    for event in events {
        let actors = codes(&event.actor);
        let recipients = codes(&event.recipient);
        let distinct: BTreeSet<&String> = actors.iter().collect();
        for actor in some(&actors) {
            let others: Vec<String> = actors.iter().filter(|c| *c != actor).cloned().collect();
            let mutual = recipients.is_empty() && distinct.len() > 1;
            for recipient in some(if mutual { &others } else { &recipients }) {
                let triple = (short(actor), short(recipient), event.event.clone());
                if !triples.contains(&triple) {
                    triples.push(triple);
                }
            }
        }
    }
    triples
}

/// The codes, or nobody.
fn some(codes: &[String]) -> impl Iterator<Item = &str> {
    let nobody = codes.is_empty().then_some("");
    codes.iter().map(String::as_str).chain(nobody)
}

fn codes(entities: &[Entity]) -> Vec<String> {
    entities.iter().map(|e| e.code.clone().unwrap_or_else(|| "---".to_owned())).collect()
}

/// The country of a code, older states under the code of today.
fn short(code: &str) -> String {
    let code = code.get(..3).unwrap_or(code);
    match code {
        "---" => "",
        "SCG" | "YUG" | "MNE" => "SRB",
        "TMP" => "TLS",
        "ANG" => "AGO",
        "ROM" => "ROU",
        "ZAR" => "COD",
        "JAP" => "JPN",
        other => other,
    }
    .to_owned()
}

fn quad(category: &str) -> u8 {
    match category {
        "AGREE" | "CONSULT" | "SUPPORT" | "CONCEDE" => 1,
        "COOPERATE" | "AID" | "RETREAT" => 2,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => 3,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn gold(sources: &[&str], targets: &[&str], reciprocal: bool) -> Gold {
        let codes =
            |codes: &[&str]| codes.iter().map(|code| json!({ "code": code })).collect::<Vec<_>>();
        from_row(&json!({
            "text": "x", "event_2021": "CONSULT", "reciprocal": reciprocal,
            "sources": codes(sources), "targets": codes(targets),
        }))
    }

    fn triple(source: &str, target: &str) -> Triple {
        (source.into(), target.into(), "CONSULT".into())
    }

    #[test]
    fn each_side_of_a_mutual_act_is_source_and_target() {
        let both = gold(&["FRA", "DEUTST"], &[], true);
        assert!(both.pair_fits(&triple("FRA", "DEU")));
        assert!(!both.pair_fits(&triple("FRA", "FRA")));
        assert!(!both.pair_fits(&triple("FRA", "")));
    }

    #[test]
    fn nobody_is_right_where_gold_has_nobody() {
        let one = gold(&["---"], &["YUG"], false);
        assert!(one.pair_fits(&triple("", "SRB")));
        assert!(!one.pair_fits(&triple("FRA", "SRB")));
        assert!(gold(&["FRA"], &[], false).target_fits(&triple("FRA", "")));
    }
}

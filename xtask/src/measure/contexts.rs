//! In which contexts do acts stand? Of the coded sentences whose category one of our events has: are the
//! contexts of those events the ones that the coders gave?
//!
//! The set spells contexts as the codebook did before 2021, so each of its names stands for those of today
//! that took its place; any of them is right. Most of its records name one context only, so that a second
//! one, right or not, counts as wrong.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Result;
use verbale_engine::record::Event;

use super::coded::{Bench, string};
use super::gsr::coded_texts;
use super::table::{Table, Tally, harmonic, share};

/// What an earlier name of a context is called today.
const TODAY: [(&str, &[&str]); 14] = [
    ("military", &["military", "peacekeeping", "territory"]),
    ("diplomatic", &["diplomatic"]),
    ("legal", &["legal", "human_rights"]),
    ("economic", &["economic", "inequality"]),
    ("terrorism", &["terrorism"]),
    ("refugee", &["asylum", "migration", "human_security"]),
    (
        "political",
        &[
            "political_institutions",
            "executive",
            "legislative",
            "pro_democracy",
            "pro_autocracy",
            "repression",
            "rights_freedoms",
        ],
    ),
    ("election", &["election"]),
    ("rights", &["human_rights", "rights_freedoms", "pro_democracy", "repression"]),
    ("resource", &["natural_resource", "territory"]),
    ("government", &["executive", "legislative", "political_institutions"]),
    ("cbrn", &["cbrn"]),
    ("assets", &["economic", "territory"]),
    ("cyber", &["cyber"]),
];

pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let (rows, found_in) = coded_texts(bench, path)?;
    let (mut named, mut right_named) = (0, 0);
    let (mut found, mut right_found) = (0, 0);
    let mut by_name: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut shown = 0;
    for row in &rows {
        let gold: BTreeSet<&str> = today_names(string(row, "context")).collect();
        let events = found_in.get(string(row, "text")).into_iter().flatten();
        let category = string(row, "event_2021");
        let same: Vec<&Event> = events.filter(|event| event.event == category).collect();
        if gold.is_empty() || same.is_empty() {
            continue;
        }
        let ours: BTreeSet<&str> =
            same.iter().flat_map(|event| event.context.iter().map(String::as_str)).collect();
        let fits = |name: &&str, ours: &str| today(name).contains(&ours);
        let hits = gold.iter().filter(|name| ours.iter().any(|context| fits(name, context)));
        named += gold.len();
        right_named += hits.clone().count();
        for name in &gold {
            let tally = by_name.entry(name).or_default();
            tally.gold += 1;
            tally.hits += usize::from(hits.clone().any(|hit| hit == name));
        }
        let right = ours.iter().filter(|context| gold.iter().any(|name| fits(name, context)));
        let right = right.count();
        found += ours.len();
        right_found += right;
        if shown < bench.show && (right < ours.len() || hits.count() < gold.len()) {
            shown += 1;
            table.note(format!("gold {gold:?}, ours {ours:?}: {}", string(row, "text")));
        }
    }
    let (p, r) = (share(right_found, found), share(right_named, named));
    let counts = format!("{right_found} right of {found} found, {right_named} of {named} gold");
    table.prf("contexts where the category is right", p, r, harmonic(p, r), counts);
    for (name, tally) in by_name {
        table.share(&format!("{name} found"), tally.hits, tally.gold);
    }
    Ok(())
}

/// The gold names of a record, "refugees" as "refugee".
fn today_names(given: &str) -> impl Iterator<Item = &str> {
    let names = given.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| if name == "refugees" { "refugee" } else { name })
}

fn today(name: &str) -> &'static [&'static str] {
    TODAY.iter().find(|(old, _)| *old == name).map_or(&[], |(_, today)| today)
}

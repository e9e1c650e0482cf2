//! Sentences with a source and a target marked: which act relates the two? Port of `score_plv.py`.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use serde_json::Value;
use verbale_engine::record::{Entity, Event};

use super::coded::{Bench, article, rows, string};
use super::table::{Table, Tally, harmonic};

pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let rows = rows(path)?;
    let name = |n: usize| format!("plv{n}");
    let articles = rows
        .iter()
        .enumerate()
        .map(|(n, row)| article(&name(n), "2010-01-01", string(row, "text")));
    let records = bench.code("plv-dev", articles.collect())?;
    let (mut covered, mut related, mut right, mut anywhere) = (0, 0, 0, 0);
    let mut per_root: BTreeMap<&str, Tally> = BTreeMap::new();
    for (n, row) in rows.iter().enumerate() {
        let events = records.events(&name(n));
        let gold = string(row, "plover_root");
        let best = best(&events, row);
        let given = best.map(|event| root(&event.event));
        covered += usize::from(best.is_some());
        related += usize::from(best.is_some_and(|event| relates(event, row)));
        right += usize::from(given == Some(gold));
        anywhere += usize::from(events.iter().any(|event| root(&event.event) == gold));
        per_root.entry(gold).or_default().gold += 1;
        if let Some(given) = given {
            // Roots outlive the records: they come from the gold file or are among its names.
            let tally = per_root.entry(own(given)).or_default();
            tally.found += 1;
            tally.hits += usize::from(given == gold);
        }
    }
    let n = rows.len();
    table.share("sentence has event", covered, n);
    table.share("both roles found", related, n);
    table.share("right root for the pair", right, n);
    table.share("right root anywhere", anywhere, n);
    let f1: Vec<f64> = per_root.values().filter(|t| t.gold > 0).map(|t| f1(*t)).collect();
    let mean = f1.iter().sum::<f64>() / f1.len().max(1) as f64;
    table.value("macro F1 of roots", mean, format!("{} roots", f1.len()));
    Ok(())
}

fn f1(tally: Tally) -> f64 {
    harmonic(tally.precision(), tally.recall())
}

/// The event that best relates the row's source and target; the first among equals.
fn best<'e>(events: &[&'e Event], row: &Value) -> Option<&'e Event> {
    let mut best: Option<(u8, &Event)> = None;
    for &event in events {
        let fit = 2 * u8::from(touches(&event.actor, &row["source"]))
            + 2 * u8::from(touches(&event.recipient, &row["target"]))
            + u8::from(touches(&event.actor, &row["target"]));
        if best.is_none_or(|(most, _)| fit > most) {
            best = Some((fit, event));
        }
    }
    best.map(|(_, event)| event)
}

fn relates(event: &Event, row: &Value) -> bool {
    let target = &row["target"];
    touches(&event.actor, &row["source"])
        && (touches(&event.recipient, target) || touches(&event.actor, target))
}

/// Whether one of `entities` shares a character with `span`.
fn touches(entities: &[Entity], span: &Value) -> bool {
    let (Some(start), Some(end)) = (span[0].as_u64(), span[1].as_u64()) else { return false };
    entities.iter().any(|e| (e.start as u64) < end && start < e.end as u64)
}

fn root(event: &str) -> &str {
    if matches!(event, "CONCEDE" | "RETREAT") { "YIELD" } else { event }
}

/// The same root with a life of its own.
fn own(root: &str) -> &'static str {
    const ROOTS: [&str; 15] = [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "YIELD",
        "COOPERATE",
        "AID",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ];
    ROOTS.into_iter().find(|known| *known == root).unwrap_or("other")
}

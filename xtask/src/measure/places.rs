//! Articles with their place names linked to points: which are found, how near the point is, and whether
//! the country is right.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;
use verbale_extract::PlaceMention;
use verbale_text::CharIndex;

use super::coded::{Bench, around, list, rows, stretch, string};
use super::table::Table;

const SETS: [&str; 3] = ["geovirus", "lgl", "geowebnews-dev"];

/// A place counts as right within so many kilometres (a hundred miles), as the field has it.
const NEAR: f64 = 161.0;

#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    near: usize,
    country: usize,
    country_known: usize,
    ours: usize,
    ours_right: usize,
}

pub(super) fn run(bench: &Bench<'_>, folder: &Path, table: &mut Table) -> Result<()> {
    for set in SETS {
        let path = folder.join(format!("{set}.jsonl"));
        if !path.exists() {
            table.note(format!("geo: there is no {}", path.display()));
            continue;
        }
        let mut score = Score::default();
        let mut notes = Vec::new();
        for gold in rows(&path)? {
            measure(bench, &gold, &mut score, &mut notes);
        }
        table.share(&format!("{set}: names found"), score.found, score.gold);
        table.share(&format!("{set}: ours that are places"), score.ours_right, score.ours);
        table.share(&format!("{set}: within 161 km, of found"), score.near, score.found);
        table.share(&format!("{set}: within 161 km, of all"), score.near, score.gold);
        if score.country_known > 0 {
            table.share(&format!("{set}: country, of found"), score.country, score.country_known);
        }
        notes.into_iter().take(bench.show).for_each(|note| table.note(note));
    }
    Ok(())
}

fn measure(bench: &Bench<'_>, gold: &Value, score: &mut Score, notes: &mut Vec<String>) {
    let text = string(gold, "text");
    let doc = bench.coder.read(text);
    let chars = CharIndex::new(text);
    let found = bench.coder.extractor().findings(&doc, None).places;
    let spans: Vec<(usize, usize)> =
        found.iter().map(|place| chars.char_span(place.span)).collect();
    let toponyms = list(gold, "toponyms");
    let named: Vec<(usize, usize)> = toponyms.iter().filter_map(stretch).collect();
    let meets = |a: &(usize, usize), b: &(usize, usize)| a.0 < b.1 && b.0 < a.1;
    score.ours += found.len();
    score.ours_right += spans.iter().filter(|s| named.iter().any(|n| meets(s, n))).count();
    for toponym in toponyms {
        let Some(point) = number(&toponym["lat"]).zip(number(&toponym["lon"])) else { continue };
        let Some(at) = stretch(toponym) else { continue };
        if string(toponym, "text").starts_with(char::is_lowercase) {
            continue;
        }
        score.gold += 1;
        let Some(hit) = spans.iter().position(|span| meets(span, &at)) else {
            notes.push(format!("place not found: {}", around(text, at.0, at.1)));
            continue;
        };
        score.found += 1;
        let hit = &found[hit];
        let km = hit.point.map_or(f64::INFINITY, |ours| distance(ours, point));
        score.near += usize::from(km <= NEAR);
        if let Some(country) = toponym["country"].as_str() {
            score.country_known += 1;
            score.country += usize::from(is_in(bench, hit, country));
        }
        if km > NEAR {
            notes.push(format!("place {km:.0} km off: {}", around(text, at.0, at.1)));
        }
    }
}

/// Whether the place lies in the country that bears the name `country`.
fn is_in(bench: &Bench<'_>, place: &PlaceMention, country: &str) -> bool {
    let Some(code) = place.country else { return false };
    let table = bench.knowledge.file("places/countries.tsv").unwrap_or_default();
    table.lines().any(|line| {
        let mut columns = line.split('\t');
        let (name, others) = (columns.next(), columns.next().unwrap_or_default());
        columns.next() == Some(code.as_str())
            && (name == Some(country) || others.split(';').any(|other| other == country))
    })
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

/// Kilometres between two points on the globe.
fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat1, lat2) = (a.0.to_radians(), b.0.to_radians());
    let h = ((lat2 - lat1) / 2.0).sin().powi(2)
        + lat1.cos() * lat2.cos() * ((b.1 - a.1).to_radians() / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_degree_on_the_equator_is_111_kilometres() {
        assert!((distance((0.0, 0.0), (0.0, 1.0)) - 111.2).abs() < 0.1);
    }
}

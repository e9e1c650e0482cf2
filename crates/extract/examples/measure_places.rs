//! How well are places found and resolved? Prints recall, accuracy at 161 km and country accuracy.
//!
//! `measure_places [--errors] FILE…`

use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use serde_json::Value;
use verbale_extract::{Extractor, Gazetteer, PlaceMention};
use verbale_lexicon::Lexicon;
use verbale_text::{CharIndex, Language, read};

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

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let errors = flags.iter().any(|f| f == "--errors");
    let language = Language::from_bytes(verbale_data::MODEL, verbale_data::FILES)?;
    let start = Instant::now();
    let gazetteer = Gazetteer::read(verbale_data::FILES)?;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} names loaded in {:?}", gazetteer.len(), start.elapsed())?;
    let extractor = Extractor::new(Arc::new(Lexicon::built_in()?), gazetteer);
    for file in &files {
        let mut score = Score::default();
        for line in std::fs::read_to_string(file)?.lines() {
            let gold: Value = serde_json::from_str(line)?;
            measure(&gold, (&language, &extractor), &mut score, errors, &mut out)?;
        }
        let of = |n: usize, all: usize| 100.0 * n as f64 / all.max(1) as f64;
        writeln!(
            out,
            "{file}: gold {} found {} recall {:.1} | within 161 km: {:.1} of found, {:.1} of all | country {:.1} ({}) | precision {:.1}",
            score.gold,
            score.found,
            of(score.found, score.gold),
            of(score.near, score.found),
            of(score.near, score.gold),
            of(score.country, score.country_known),
            score.country_known,
            of(score.ours_right, score.ours),
        )?;
    }
    Ok(())
}

fn measure(
    gold: &Value,
    (language, extractor): (&Language, &Extractor),
    score: &mut Score,
    errors: bool,
    out: &mut impl Write,
) -> std::io::Result<()> {
    let text = gold["text"].as_str().unwrap_or_default();
    let doc = read(text, language);
    let chars = CharIndex::new(text);
    let found = extractor.findings(&doc, None).places;
    let empty = Vec::new();
    score.ours += found.len();
    for place in &found {
        let s = chars.char_offset(place.span.start as usize) as u64;
        let e = chars.char_offset(place.span.end as usize) as u64;
        let hit = gold["toponyms"].as_array().unwrap_or(&empty).iter().any(|t| {
            t["start"].as_u64().is_some_and(|a| a < e) && t["end"].as_u64().is_some_and(|b| s < b)
        });
        score.ours_right += usize::from(hit);
        if errors && !hit {
            writeln!(
                out,
                "EXTRA\t{}\t{}",
                place.span.of(text),
                context(text, s as usize, e as usize)
            )?;
        }
    }
    for toponym in gold["toponyms"].as_array().unwrap_or(&empty) {
        let (Some(lat), Some(lon)) = (number(&toponym["lat"]), number(&toponym["lon"])) else {
            continue;
        };
        let (Some(start), Some(end)) = (toponym["start"].as_u64(), toponym["end"].as_u64()) else {
            continue;
        };
        if toponym["text"]
            .as_str()
            .is_some_and(|t| t.chars().next().is_some_and(char::is_lowercase))
        {
            continue;
        }
        score.gold += 1;
        let hit = found.iter().find(|p| {
            let s = chars.char_offset(p.span.start as usize) as u64;
            let e = chars.char_offset(p.span.end as usize) as u64;
            s < end && start < e
        });
        let Some(hit) = hit else {
            if errors {
                writeln!(
                    out,
                    "MISS\t{}\t{}",
                    toponym["text"],
                    context(text, start as usize, end as usize)
                )?;
            }
            continue;
        };
        score.found += 1;
        let km = hit.point.map_or(20_000.0, |p| distance(p, (lat, lon)));
        score.near += usize::from(km <= 161.0);
        if let Some(country) = toponym["country"].as_str() {
            let ours = hit.country.map(|c| c.as_str().to_owned()).unwrap_or_default();
            score.country_known += 1;
            score.country += usize::from(is_called(&ours, country));
        }
        if errors && km > 161.0 {
            writeln!(
                out,
                "FAR\t{}\t{km:.0}\t{lat},{lon}\t{}\t{}",
                toponym["text"],
                describe(hit),
                context(text, start as usize, end as usize)
            )?;
        }
    }
    Ok(())
}

/// Whether the country with `code` bears the name `country`.
fn is_called(code: &str, country: &str) -> bool {
    verbale_data::FILES
        .iter()
        .filter(|(f, _)| *f == "places/countries.tsv")
        .flat_map(|(_, t)| t.lines())
        .find(|l| l.split('\t').nth(2) == Some(code))
        .is_some_and(|l| {
            let mut c = l.split('\t');
            c.next() == Some(country)
                || c.next().is_some_and(|a| a.split(';').any(|n| n == country))
        })
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.parse().ok())
}

fn describe(p: &PlaceMention) -> String {
    format!("{} {:?} {:?}", p.name, p.country.map(|c| c.as_str().to_owned()), p.point)
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat1, lat2) = (a.0.to_radians(), b.0.to_radians());
    let h = ((lat2 - lat1) / 2.0).sin().powi(2)
        + lat1.cos() * lat2.cos() * ((b.1 - a.1).to_radians() / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.sqrt().min(1.0).asin()
}

fn context(text: &str, start: usize, end: usize) -> String {
    let all: Vec<char> = text.chars().collect();
    let (a, b) = (start.saturating_sub(50), (end + 40).min(all.len()));
    let slice = |r: std::ops::Range<usize>| all[r].iter().collect::<String>();
    format!("{}[[{}]]{}", slice(a..start), slice(start..end), slice(end..b))
        .replace(['\n', '\t'], " ")
}

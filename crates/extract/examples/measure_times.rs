//! How well are times found and read? Prints span and value F1 on TimeML gold as JSON Lines.
//!
//! `measure_times [--errors] FILE…`

use std::sync::Arc;

use jiff::civil::Date;
use serde_json::Value;
use verbale_extract::{Extractor, Gazetteer};
use verbale_lexicon::Lexicon;
use verbale_text::{CharIndex, Language, read};

#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    strict: usize,
    relaxed: usize,
    value: usize,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (flags, files): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let errors = flags.iter().any(|f| f == "--errors");
    let language = Language::from_bytes(verbale_data::MODEL, verbale_data::FILES)?;
    let extractor = Extractor::new(Arc::new(Lexicon::built_in()?), Gazetteer::default());
    let mut out = std::io::stdout().lock();
    let mut all = Score::default();
    for file in &files {
        let mut score = Score::default();
        for line in std::fs::read_to_string(file)?.lines() {
            let gold: Value = serde_json::from_str(line)?;
            measure(&gold, (&language, &extractor), &mut score, errors, &mut out)?;
        }
        report(&mut out, file, &score)?;
        for (sum, part) in [
            (&mut all.gold, score.gold),
            (&mut all.found, score.found),
            (&mut all.strict, score.strict),
            (&mut all.relaxed, score.relaxed),
            (&mut all.value, score.value),
        ] {
            *sum += part;
        }
    }
    report(&mut out, "all", &all)?;
    Ok(())
}

fn report(out: &mut impl std::io::Write, name: &str, s: &Score) -> std::io::Result<()> {
    let f1 = |hits: usize| 200.0 * hits as f64 / (s.gold + s.found).max(1) as f64;
    writeln!(
        out,
        "{name}: gold {} found {} | span P {:.1} R {:.1} F1 {:.1} (strict {:.1}) | value F1 {:.1}",
        s.gold,
        s.found,
        100.0 * s.relaxed as f64 / s.found.max(1) as f64,
        100.0 * s.relaxed as f64 / s.gold.max(1) as f64,
        f1(s.relaxed),
        f1(s.strict),
        f1(s.value),
    )
}

fn measure(
    gold: &Value,
    (language, extractor): (&Language, &Extractor),
    score: &mut Score,
    errors: bool,
    out: &mut impl std::io::Write,
) -> Result<(), Box<dyn std::error::Error>> {
    let text = gold["text"].as_str().unwrap_or_default();
    let date: Option<Date> = gold["dct"].as_str().and_then(|d| d.get(..10)?.parse().ok());
    let doc = read(text, language);
    let chars = CharIndex::new(text);
    let found = extractor.findings(&doc, date).times;
    let mut used = vec![false; found.len()];
    let empty = Vec::new();
    for timex in gold["timexes"].as_array().unwrap_or(&empty) {
        let (Some(start), Some(end)) = (timex["start"].as_u64(), timex["end"].as_u64()) else {
            continue;
        };
        let (start, end) = (start as usize, end as usize);
        if end <= start {
            continue;
        }
        score.gold += 1;
        let value = timex["value"].as_str().unwrap_or_default();
        let span = |i: usize| {
            let s = found[i].span;
            (chars.char_offset(s.start as usize), chars.char_offset(s.end as usize))
        };
        let hit = (0..found.len()).find(|&i| !used[i] && span(i).0 < end && start < span(i).1);
        let Some(hit) = hit else {
            if errors {
                writeln!(out, "MISS\t{}\t{value}\t{}", timex["text"], context(text, start, end))?;
            }
            continue;
        };
        used[hit] = true;
        score.relaxed += 1;
        score.strict += usize::from(span(hit) == (start, end));
        let ours = found[hit].value.as_deref().unwrap_or("-");
        if same(ours, value) {
            score.value += 1;
        } else if errors {
            writeln!(
                out,
                "VALUE\t{}\t{value}\t{ours}\t{:?}\t{}",
                timex["text"],
                date.map(|d| d.to_string()),
                context(text, start, end)
            )?;
        }
        if errors && span(hit) != (start, end) {
            writeln!(out, "SPAN\t{}\t{}", timex["text"], found[hit].span.of(text))?;
        }
    }
    score.found += found.len();
    if errors {
        for (_, time) in found.iter().enumerate().filter(|(i, _)| !used[*i]) {
            let (s, e) = (
                chars.char_offset(time.span.start as usize),
                chars.char_offset(time.span.end as usize),
            );
            writeln!(
                out,
                "EXTRA\t{}\t{:?}\t{}",
                time.span.of(text),
                time.value,
                context(text, s, e)
            )?;
        }
    }
    Ok(())
}

fn same(ours: &str, gold: &str) -> bool {
    // The gold writes some weeks, decades and centuries in two ways.
    let plain = |v: &str| {
        let v = v.trim_end_matches(['X', '-']);
        match v.split_once("-W") {
            Some((year, week)) if week.len() == 1 => format!("{year}-W0{week}"),
            _ => v.to_owned(),
        }
    };
    ours == gold || plain(ours) == plain(gold) && !gold.ends_with("WXX")
}

fn context(text: &str, start: usize, end: usize) -> String {
    let all: Vec<char> = text.chars().collect();
    let (a, b) = (start.saturating_sub(60), (end + 40).min(all.len()));
    let slice = |r: std::ops::Range<usize>| all[r].iter().collect::<String>();
    format!("{}[[{}]]{}", slice(a..start), slice(start..end), slice(end..b))
        .replace(['\n', '\t'], " ")
}

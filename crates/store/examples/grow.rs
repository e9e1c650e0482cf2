//! What does it cost to keep an article, as the corpus grows? The store alone: sample articles are coded once and
//! put in again and again, each time with other days, names of places and persons, and some words.
//!
//! `cargo run --release -p verbale-store --example grow -- 100000 grown.db`

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::ToSpan;
use jiff::civil::{Date, date};
use verbale_engine::{Article, Coder};
use verbale_store::{DyadFilter, Entry, EventFilter, StatementFilter, Step, Store, Writer};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().unwrap_or_else(|| "1000".to_owned()).parse()?;
    let path = arguments.next().unwrap_or_else(|| "grown.db".to_owned());
    let path = Path::new(&path);
    let templates = templates()?;
    let mut out = std::io::stdout().lock();
    let mut writer = Writer::open(path, false)?;
    let (mut spent, mut kept) = (Duration::ZERO, Duration::ZERO);
    let step = (count / 10).max(1);
    for number in 0..count {
        let entry = changed(&templates[number % templates.len()], number)?;
        let (start, used) = (Instant::now(), processor_time());
        writer.put(&entry)?;
        kept += start.elapsed();
        spent += processor_time().saturating_sub(used);
        if (number + 1) % step == 0 {
            let each = |time: Duration| time.as_secs_f64() * 1e3 / step as f64;
            let (each, of_processor) = (each(kept), each(spent));
            let size = std::fs::metadata(path)?.len() as f64 / f64::from(1 << 20);
            let memory = memory();
            writeln!(
                out,
                "{:7} articles: {of_processor:.1} ms CPU and {each:.1} ms each, {size:.0} MiB, {memory}",
                number + 1
            )?;
            (spent, kept) = (Duration::ZERO, Duration::ZERO);
        }
    }
    drop(writer);
    ask(&Store::open(path)?, &mut out)
}

/// The sample articles, coded.
fn templates() -> Result<Vec<Entry>> {
    let coder = Coder::built_in()?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        Ok(coder.code(Article::new(id, std::fs::read_to_string(path)?)).into())
    };
    paths.iter().map(read).collect()
}

/// The template as another article: every name that its text has gets another, of the same length so that
/// spans stay; days move.
fn changed(template: &Entry, number: usize) -> Result<Entry> {
    let id = format!("article-{number}");
    let day = date(2000, 1, 1).checked_add((number as i64 % 9_000).days())?;
    let mut records = serde_json::to_value(&template.records)?;
    change(&mut records, &template.article.id, &id, day, number);
    let mut entry = Entry {
        article: template.article.clone(),
        sentences: template.sentences.clone(),
        records: serde_json::from_value(records)?,
    };
    entry.article.text = renamed(&template.article.text, number);
    entry.article.id = id;
    entry.article.source = Some(format!("paper {}", number % 97));
    Ok(entry)
}

fn change(value: &mut serde_json::Value, old: &str, id: &str, day: Date, number: usize) {
    match value {
        serde_json::Value::Array(all) => {
            all.iter_mut().for_each(|v| change(v, old, id, day, number))
        }
        serde_json::Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                match (name.as_str(), field.as_str()) {
                    ("date" | "from" | "to", Some(_)) => *field = day.to_string().into(),
                    ("text", Some(text)) => *field = renamed(text, number).into(),
                    ("code", Some(code)) => *field = code_of(code, number).into(),
                    ("doc" | "id", Some(text)) if text == old => *field = id.into(),
                    ("sha256", Some(hash)) => {
                        *field = format!("{number:016x}{}", &hash[16..]).into()
                    }
                    _ => change(field, old, id, day, number),
                }
            }
        }
        _ => {}
    }
}

/// Another country for each round: the letters turn, so that what was one code stays one.
fn code_of(code: &str, number: usize) -> String {
    turned(code, (number / 32 % 26) as u8, |_| true)
}

/// Capitalised words, and one in four of the others, get other letters.
fn renamed(text: &str, number: usize) -> String {
    let by = (number / 32 % 25 + 1) as u8;
    let mut words = 0_usize;
    text.split_inclusive(' ')
        .map(|word| {
            words += 1;
            let chosen = word.len().wrapping_mul(31).wrapping_add(number / 800) % 4 == 0;
            if word.starts_with(char::is_uppercase) || chosen {
                turned(word, by, |at| at > 0 || chosen)
            } else {
                word.to_owned()
            }
        })
        .collect()
}

fn turned(word: &str, by: u8, which: impl Fn(usize) -> bool) -> String {
    let turn = |c: char, first: u8| char::from(first + (c as u8 - first + by) % 26);
    word.chars()
        .enumerate()
        .map(|(at, c)| match c {
            'a'..='z' if which(at) => turn(c, b'a'),
            'A'..='Z' if which(at) => turn(c, b'A'),
            _ => c,
        })
        .collect()
}

/// Time that this thread has had a processor, on Linux: what others do on the machine is not in it.
fn processor_time() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split_whitespace().next().and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// Most memory that the process has held, on Linux.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.map_or(String::new(), |line| line.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Times some questions: the first of three and the best.
fn ask(store: &Store, out: &mut impl Write) -> Result<()> {
    let words = |words: &str| EventFilter {
        words: Some(words.to_owned()),
        limit: 50,
        ..EventFilter::default()
    };
    let actor = EventFilter { actor: Some("USA".to_owned()), limit: 50, ..EventFilter::default() };
    let between = EventFilter {
        between: Some(["RUS", "USA"].map(str::to_owned)),
        limit: 100,
        ..EventFilter::default()
    };
    let said = StatementFilter {
        by: Some("Putin".to_owned()),
        about: Some("Crimea".to_owned()),
        limit: 50,
        ..StatementFilter::default()
    };
    let all = DyadFilter::default();
    let mut time = |what: &str, ask: &dyn Fn() -> verbale_store::Result<usize>| -> Result<()> {
        let mut times = Vec::new();
        let mut rows = 0;
        for _ in 0..3 {
            let start = Instant::now();
            rows = ask()?;
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
        let best = times.iter().copied().fold(f64::INFINITY, f64::min);
        Ok(writeln!(out, "{what}: {rows} rows, first {:.1} ms, best {best:.1} ms", times[0])?)
    };
    time("find, a rare word", &|| Ok(store.find(&words("extradition"))?.len()))?;
    time("find, a common word", &|| Ok(store.find(&words("said"))?.len()))?;
    time("find, an actor", &|| Ok(store.find(&actor)?.len()))?;
    time("find, the latest", &|| {
        Ok(store.find(&EventFilter { limit: 50, ..EventFilter::default() })?.len())
    })?;
    time("timeline between two", &|| Ok(store.timeline(&between)?.len()))?;
    time("said, about", &|| Ok(store.said(&said)?.len()))?;
    time("tension by week", &|| Ok(store.tension(["RUS", "USA"], Step::Week, &all)?.len()))?;
    time("all dyads", &|| Ok(store.dyads(&all)?.len()))?;
    Ok(())
}

//! What does it cost to keep an article, as the corpus grows? The store alone: sample articles are coded once and
//! put in again and again, each time with other days, names of places and persons, and some words. Stopped at any
//! moment, the same command goes on.
//!
//! `cargo run --release -p verbale-store --example grow -- 100000 grown.db`

use std::io::Write;
use std::path::Path;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, Instant};

use jiff::ToSpan;
use jiff::civil::date;
use serde_json::Value;
use verbale_engine::{Article, Coder};
use verbale_store::{DyadFilter, Entry, EventFilter, StatementFilter, Step, Store, Writer};

/// Articles of one day.
const A_DAY: i64 = 40;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().unwrap_or_else(|| "1000".to_owned()).parse()?;
    let path = arguments.next().unwrap_or_else(|| "grown.db".to_owned());
    let path = Path::new(&path);
    let templates = templates()?;
    let held = if path.exists() { Store::open(path)?.size()?.documents as usize } else { 0 };
    let mut out = std::io::stdout().lock();
    std::thread::scope(|scope| {
        let (send, receive) = sync_channel(64);
        scope.spawn(move || {
            for number in held..count {
                let entry = templates[number % templates.len()].changed(number);
                if send.send(entry.expect("a changed article is one")).is_err() {
                    return;
                }
            }
        });
        grow(path, (held, (count / 10).max(1)), receive.iter(), &mut out)
    })?;
    ask(&Store::open(path)?, &mut out)
}

/// Puts `entries` in, of which so many are `held` already, and tells the cost, every `step` articles.
fn grow(
    path: &Path,
    (held, step): (usize, usize),
    entries: impl Iterator<Item = Entry>,
    out: &mut impl Write,
) -> Result<()> {
    let mut writer = Writer::open(path, false)?;
    let (mut spent, mut kept, mut since) = (Duration::ZERO, Duration::ZERO, 0_u32);
    for (number, entry) in (held..).zip(entries) {
        let (start, used) = (Instant::now(), processor_time());
        writer.put(&entry)?;
        kept += start.elapsed();
        spent += processor_time().saturating_sub(used);
        since += 1;
        if (number + 1) % step == 0 || number + 1 == 1_000 {
            let each = |time: Duration| time.as_secs_f64() * 1e3 / f64::from(since);
            let size = std::fs::metadata(path)?.len() as f64 / f64::from(1 << 20);
            writeln!(
                out,
                "{:7} articles: {:.1} ms CPU and {:.1} ms each, {size:.0} MiB, {}",
                number + 1,
                each(spent),
                each(kept),
                memory()
            )?;
            out.flush()?;
            (spent, kept, since) = (Duration::ZERO, Duration::ZERO, 0);
        }
    }
    Ok(())
}

/// The sample articles, coded.
fn templates() -> Result<Vec<Template>> {
    let coder = Coder::built_in()?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus");
    let mut paths: Vec<_> =
        std::fs::read_dir(folder)?.map(|e| Ok(e?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let id = path.file_stem().unwrap_or_default().to_string_lossy();
        Template::of(coder.code(Article::new(id, std::fs::read_to_string(path)?)).into())
    };
    paths.iter().map(read).collect()
}

/// An article from which others are made.
struct Template {
    entry: Entry,
    /// Its records as JSON, cut where others differ.
    records: Vec<Piece>,
}

/// A piece of JSON.
enum Piece {
    Same(String),
    Id,
    Day,
    Text(String),
    Code(String),
    Hash(String),
}

impl Template {
    fn of(entry: Entry) -> Result<Self> {
        let mut pieces = Vec::new();
        cut(&serde_json::to_value(&entry.records)?, &entry.article.id, "", &mut pieces);
        let mut records: Vec<Piece> = Vec::new();
        for piece in pieces {
            match (records.last_mut(), piece) {
                (Some(Piece::Same(before)), Piece::Same(more)) => before.push_str(&more),
                (_, piece) => records.push(piece),
            }
        }
        Ok(Self { entry, records })
    }

    /// Another article: every name that its text has gets another, of the same length so that spans stay;
    /// days move.
    fn changed(&self, number: usize) -> Result<Entry> {
        let id = format!("article-{number}");
        let day = date(2000, 1, 1).checked_add((number as i64 / A_DAY).days())?.to_string();
        let mut json = String::new();
        for piece in &self.records {
            let text = match piece {
                Piece::Same(same) => {
                    json.push_str(same);
                    continue;
                }
                Piece::Id => id.clone(),
                Piece::Day => day.clone(),
                Piece::Text(text) => renamed(text, number),
                Piece::Code(code) => code_of(code, number),
                Piece::Hash(hash) => format!("{number:016x}{}", &hash[16..]),
            };
            json.push_str(&serde_json::to_string(&text)?);
        }
        let mut article = self.entry.article.clone();
        article.text = renamed(&article.text, number);
        article.id = id;
        article.source = Some(format!("paper {}", number % 97));
        let sentences = self.entry.sentences.clone();
        Ok(Entry { article, sentences, records: serde_json::from_str(&json)? })
    }
}

/// Cuts `value`, which is the field called `name`, of an article called `id`.
fn cut(value: &Value, id: &str, name: &str, pieces: &mut Vec<Piece>) {
    let mut same = |text: String| pieces.push(Piece::Same(text));
    match value {
        Value::Array(all) => {
            same("[".to_owned());
            for (at, value) in all.iter().enumerate() {
                if at > 0 {
                    pieces.push(Piece::Same(",".to_owned()));
                }
                cut(value, id, name, pieces);
            }
            pieces.push(Piece::Same("]".to_owned()));
        }
        Value::Object(fields) => {
            same("{".to_owned());
            for (at, (name, value)) in fields.iter().enumerate() {
                let comma = if at > 0 { "," } else { "" };
                pieces.push(Piece::Same(format!("{comma}{}:", Value::from(name.as_str()))));
                cut(value, id, name, pieces);
            }
            pieces.push(Piece::Same("}".to_owned()));
        }
        Value::String(text) => pieces.push(match name {
            "date" | "from" | "to" => Piece::Day,
            "text" => Piece::Text(text.clone()),
            "code" => Piece::Code(text.clone()),
            "doc" | "id" if text == id => Piece::Id,
            "sha256" => Piece::Hash(text.clone()),
            _ => Piece::Same(value.to_string()),
        }),
        other => same(other.to_string()),
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
    time("tension by week", &|| Ok(store.tension(["RUS", "USA"], Step::Week, &all)?.steps.len()))?;
    time("all dyads", &|| Ok(store.dyads(&all)?.len()))?;
    Ok(())
}

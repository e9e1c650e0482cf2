//! Does a corpus export as its articles do, whole or in part, and is every wrong way told?

mod running;

use std::collections::BTreeSet;
use std::path::Path;

use running::sample::{in_shell, sample};
use running::{file, folder};
use verbale_engine::output::export::EXPORTS;

/// Articles with all that can be given of one, one without events, one in other letters.
const NEWS: &str = r#"{"id": "accra", "text": "Ghana expelled two Togolese diplomats on Friday. Togo may attack Ghana.", "date": "2015-06-19", "title": "Envoys \"expelled\"", "source": "Accra Daily", "url": "https://news.example/a", "lang": "en"}
{"id": "weather", "text": "It rained all day."}
{"id": "lomé", "text": "Señor Núñez – Spain's envoy – met Togo's president in Lomé. Togo denied that it had attacked Ghana."}
"#;

/// A folder with the articles and a corpus of them, made in two steps.
fn corpus(name: &str) -> std::path::PathBuf {
    let folder = folder(name);
    file(&folder, "news.jsonl", NEWS);
    std::fs::copy(sample().join("corpus.db"), folder.join("corpus.db")).expect("copied");
    let articles = sample().join("corpus");
    in_shell(&folder, &format!("cp -r {} articles", articles.display()));
    for line in ["verbale add articles/*.txt --db c.db", "verbale add news.jsonl --db c.db"] {
        let made = in_shell(&folder, line);
        assert_eq!(made.status, Some(0), "{line}: {}", made.err);
    }
    folder
}

fn export(folder: &Path, what: &str) -> running::Run {
    let done = in_shell(folder, &format!("verbale export {what}"));
    assert_eq!(done.status, Some(0), "{what}: {}", done.err);
    done
}

#[test]
fn a_corpus_exports_as_its_articles_do() {
    let folder = corpus("export-corpus");
    // Parquet is no text; scripts/check-exports reads it.
    for format in EXPORTS.iter().filter(|format| format.name != "parquet") {
        for doubtful in ["", "--doubtful"] {
            let format = format!("--format {} {doubtful}", format.name);
            let direct = export(&folder, &format!("articles/*.txt news.jsonl {format}"));
            let kept = export(&folder, &format!("--db c.db {format}"));
            assert!(direct.out.lines().count() > 500, "{format}");
            assert!(direct.out == kept.out, "{format}: the corpus tells otherwise");
            assert_eq!(direct.err, kept.err, "{format}");
        }
    }
    let plover = in_shell(&folder, "verbale code articles/*.txt news.jsonl --format plover");
    assert!(plover.out == export(&folder, "--db c.db --format plover").out);
    export(&folder, "--db c.db --format csv --out all.csv");
    let written = std::fs::read_to_string(folder.join("all.csv")).expect("it is written");
    assert!(written == export(&folder, "--db c.db --format csv").out);
}

#[test]
fn a_document_that_was_replaced_exports_as_it_is_now() {
    let folder = folder("export-replaced");
    file(&folder, "news.jsonl", NEWS);
    in_shell(&folder, "verbale add news.jsonl --db c.db");
    file(&folder, "news.jsonl", NEWS.replace("two Togolese", "nine Malian"));
    let replaced = in_shell(&folder, "verbale add news.jsonl --db c.db");
    assert!(replaced.err.contains("1 replaced"), "{}", replaced.err);
    let direct = export(&folder, "news.jsonl --format plover").out;
    assert!(direct.contains("MLI") && direct == export(&folder, "--db c.db --format plover").out);
}

#[test]
fn the_options_of_find_choose_what_is_exported() {
    let folder = corpus("export-chosen");
    for options in [
        "--actor RUS",
        "--actor RUS --recipient UKR --from 2014-03-01 --to 2014-03-31",
        "--event ACCUSE --status actual --alleged=false",
        "--mode expel --context diplomatic --denied=false",
        "--place SYR",
        "--source 'accra daily'",
        "--words 'sanction* -oil'",
    ] {
        let asked = options.strip_prefix("--words ").unwrap_or(options);
        let found = in_shell(&folder, &format!("verbale find {asked} -n 0 --db c.db"));
        let found: BTreeSet<String> = found
            .json()
            .iter()
            .filter_map(|row| Some(row["record"]["id"].as_str()?.to_owned()))
            .collect();
        let rows = export(&folder, &format!("--db c.db --format csv {options}")).out;
        let mut reader = csv::Reader::from_reader(rows.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
        let exported: BTreeSet<String> = rows.iter().map(|row| row[0].to_owned()).collect();
        assert!(!found.is_empty() && found == exported && rows.len() == found.len(), "{options}");
    }
    // An article that tells nothing of the kind is not written either.
    let entities = export(&folder, "--db c.db --format ftm --source 'Accra Daily'").out;
    assert_eq!(entities.matches("\"schema\":\"Article\"").count(), 1, "{entities}");
    let none = export(&folder, "--db c.db --format csv --words zeppelin");
    assert_eq!(none.err, "nothing in the corpus is like that\n");
}

#[test]
fn wrong_ways_are_told_with_the_right_one() {
    let folder = folder("export-wrong");
    file(&folder, "news.jsonl", NEWS);
    let shell = |line: &str| in_shell(&folder, line);
    shell("verbale add news.jsonl --db c.db; verbale code news.jsonl --out records.jsonl");
    shell("verbale find -n 0 --db c.db > found.jsonl");
    for (line, status, told) in [
        ("export c.db --format csv", 1, "c.db: is an SQLite database"),
        ("code c.db", 1, "`verbale export --db FILE`"),
        ("add c.db --db other.db", 1, "named with --db"),
        ("export found.jsonl --format csv", 1, "answers of `verbale find`"),
        ("export records.jsonl --format plover", 1, "corpus with --db"),
        ("export --format csv", 2, "--db"),
        ("export news.jsonl --db c.db --format csv", 2, "cannot be used with"),
        ("export news.jsonl --format csv --actor GHA", 2, "give one with --db"),
        ("export news.jsonl --format csv --from 2015-01-01", 2, "give one with --db"),
        ("export --db c.db --format csv --from csv", 2, "--from csv: with --db give a day"),
        ("export --db c.db --format csv --from soon", 2, "give a day such as"),
        ("export --db none.db --format csv", 2, "none.db: no such corpus"),
        ("export --db c.db --format csv --event FOO --out x.csv", 2, "is no event"),
        ("export --db c.db --format csv --actor 'Nobody Known' --out x.csv", 2, "is called"),
    ] {
        let fault = shell(&format!("verbale {line}"));
        assert_eq!(fault.status, Some(status), "{line}: {}", fault.err);
        assert!(fault.err.contains(told), "{line}: {}", fault.err);
        assert!(fault.err.lines().count() < 12, "{line}: {}", fault.err);
    }
    assert!(!folder.join("x.csv").exists(), "a question without sense makes no file");
    assert!(!export(&folder, "news.jsonl --from jsonl --format csv").out.is_empty());
}

#[test]
fn a_format_that_was_left_out_says_how_to_get_it() {
    let asked =
        in_shell(sample(), "verbale export --db corpus.db --format parquet --out a.parquet");
    if cfg!(feature = "parquet") {
        assert_eq!(asked.status, Some(0), "{}", asked.err);
        let bytes = std::fs::read(sample().join("a.parquet")).expect("it is written");
        assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
    } else {
        assert_eq!(asked.status, Some(2));
        assert!(asked.err.contains("--features parquet"), "{}", asked.err);
    }
}

#[test]
fn the_examples_of_the_document_run() {
    let folder = corpus("export-documented");
    let path = running::sample::root().join("docs/formats.md");
    let text = std::fs::read_to_string(path).expect("it is there");
    let lines = text.lines().filter_map(|line| line.strip_prefix("$ verbale export "));
    let examples: Vec<&str> = lines.collect();
    assert!(examples.len() >= 3, "{examples:?}");
    for example in examples {
        let done = export(&folder, example);
        let file = std::fs::read_to_string(folder.join("events.tsv")).unwrap_or_default();
        assert!(done.out.lines().count() + file.lines().count() > 2, "{example}");
    }
}

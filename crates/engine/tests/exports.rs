//! Does every format for others hold what its readers expect, and the same for articles and their records?

mod coding;

use std::io::Write;
use std::sync::{Arc, Mutex};

use coding::{SAMPLE, code, coder, write};
use serde_json::Value;
use verbale_engine::output::export::{Actors, EXPORTS, Stories, Story, export_named};
use verbale_engine::output::{self};
use verbale_engine::{Article, Record};

/// A place to write to that can be looked at afterwards.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What `format` writes of `stories`, and how many events it left out.
fn export(format: &str, stories: &[Vec<Record>], all: bool) -> (Vec<u8>, usize) {
    let out = Shared::default();
    let export = export_named(format).expect("there is such a format");
    let mut writer = (export.open)(Box::new(out.clone()), all).expect("it begins");
    for records in stories {
        let story = Story::new(records, Actors::new(coder().lexicon())).expect("a document");
        writer.story(&story).expect("writing to memory");
    }
    writer.finish().expect("writing to memory");
    let bytes = out.0.lock().unwrap().clone();
    (bytes, writer.left_out())
}

fn sample() -> Vec<Vec<Record>> {
    let article = Article {
        title: Some("Ghana, \"expels\"\ttwo".to_owned()),
        source: Some("The Accra Courier".to_owned()),
        url: Some("https://news.example/a".to_owned()),
        ..Article::new("second", "Ghana, Togo and Benin met in Accra on 3 March 2022.")
    };
    vec![code(SAMPLE).records, coder().code(article).records]
}

/// The rows of a table, as the csv crate reads them; the first one names the columns where there are names.
fn table(format: &str, all: bool) -> Vec<Vec<String>> {
    let (bytes, _) = export(format, &sample(), all);
    let mut builder = csv::ReaderBuilder::new();
    builder.has_headers(false).flexible(false);
    if format != "csv" {
        builder.delimiter(b'\t').quoting(false);
    }
    let mut reader = builder.from_reader(&bytes[..]);
    let row = |row: csv::StringRecord| row.iter().map(str::to_owned).collect();
    reader.records().map(|record| row(record.expect("all rows are as long as the first"))).collect()
}

/// The cells of the column called `name`.
fn cells(rows: &[Vec<String>], name: &str) -> Vec<String> {
    let at = rows[0].iter().position(|column| column == name).unwrap_or_else(|| panic!("{name}"));
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

fn named(format: &str, all: bool) -> Vec<Vec<String>> {
    let mut rows = table(format, all);
    if format == "gdelt" {
        let columns = (export_named("gdelt").unwrap().columns)();
        rows.insert(0, columns.iter().map(|[name, ..]| (*name).to_owned()).collect());
    }
    rows
}

#[test]
fn columns_are_those_of_the_published_formats() {
    for (format, count, first, last) in [
        ("gdelt", 61, "GLOBALEVENTID", "SOURCEURL"),
        ("icews", 20, "Event ID", "Longitude"),
        ("polecat", 40, "Event ID", "Version"),
    ] {
        let columns = (export_named(format).unwrap().columns)();
        assert_eq!(columns.len(), count, "{format}");
        assert_eq!((columns[0][0], columns[count - 1][0]), (first, last));
        let rows = table(format, false);
        assert!(rows.len() > 2 && rows.iter().all(|row| row.len() == count), "{format}");
    }
    assert_eq!(table("icews", false)[0][6], "CAMEO Code");
    assert_eq!(table("polecat", false)[0][30], "GeoNames ID");
    assert!(
        !table("gdelt", false)[0].contains(&"EventCode".to_owned()),
        "GDELT has no line of names"
    );
}

#[test]
fn csv_has_a_row_for_each_event_and_gives_back_each_field() {
    let rows = named("csv", false);
    let events: Vec<Record> =
        sample().into_iter().flatten().filter(|record| record.event().is_some()).collect();
    assert_eq!(rows.len() - 1, events.len());
    let column = |name: &str| cells(&rows, name);
    for (at, event) in events.iter().filter_map(Record::event).enumerate() {
        assert_eq!(column("id")[at], event.id);
        assert_eq!(column("status")[at], event.status.as_str());
        assert_eq!(column("alleged")[at], event.alleged.to_string());
        assert_eq!(column("trigger")[at], event.trigger.text);
        assert_eq!(column("trigger_start")[at], event.trigger.start.to_string());
        let actors: Vec<&str> = event.actor.iter().map(|actor| actor.text.as_str()).collect();
        assert_eq!(column("actor")[at], actors.join(" | "));
        assert_eq!(column("scale")[at], event.scale.to_string());
    }
    assert_eq!(column("doc_title").last().unwrap(), "Ghana, \"expels\"\ttwo");
}

#[test]
fn doubtful_events_are_left_out_where_a_format_cannot_say_so() {
    let doubtful = sample()
        .iter()
        .flatten()
        .filter_map(Record::event)
        .filter(|event| event.alleged || !event.status.took_place())
        .count();
    assert!(doubtful > 0, "the sample has some");
    for format in ["gdelt", "icews", "polecat", "ftm"] {
        let (facts, left_out) = export(format, &sample(), false);
        assert_eq!(left_out, doubtful, "{format}");
        let (everything, none) = export(format, &sample(), true);
        assert_eq!(none, 0);
        assert!(everything.len() > facts.len());
    }
    assert_eq!(export("csv", &sample(), false).1, 0);
}

#[test]
fn codes_stay_text_and_days_are_days() {
    let rows = named("gdelt", false);
    for code in cells(&rows, "EventCode").iter().filter(|code| !code.is_empty()) {
        assert!(
            (2..=4).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()),
            "{code}"
        );
    }
    for (code, root) in cells(&rows, "EventCode").iter().zip(cells(&rows, "EventRootCode")) {
        assert!(code.starts_with(&root), "{code} {root}");
    }
    assert!(cells(&rows, "EventRootCode").iter().any(|root| root.starts_with('0')));
    assert!(cells(&rows, "SQLDATE").contains(&"20220211".to_owned()));
    assert!(cells(&rows, "FractionDate").contains(&"2022.1945".to_owned()), "{rows:?}");
    assert!(cells(&rows, "ActionGeo_CountryCode").iter().any(|code| code == "GH"));
    let mut ids = cells(&rows, "GLOBALEVENTID");
    assert!(ids.iter().all(|id| id.parse::<i64>().is_ok_and(|id| id >= 0)));
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn a_meeting_of_three_makes_a_row_for_each_side_with_each_other() {
    let rows = named("icews", false);
    let parties: Vec<(String, String)> = cells(&rows, "Source Country")
        .into_iter()
        .zip(cells(&rows, "Target Country"))
        .zip(cells(&rows, "Story ID"))
        .filter(|(_, story)| story == "second")
        .map(|(pair, _)| pair)
        .collect();
    for (source, target) in
        [("Ghana", "Togo"), ("Togo", "Ghana"), ("Benin", "Ghana"), ("Benin", "Togo")]
    {
        assert!(parties.contains(&(source.to_owned(), target.to_owned())), "{parties:?}");
    }
}

#[test]
fn what_is_unknown_is_none_in_polecat_and_empty_elsewhere() {
    let rows = named("polecat", false);
    assert!(cells(&rows, "City").iter().all(|city| city == "None"));
    assert!(rows[1..].iter().flatten().all(|cell| !cell.is_empty()));
    assert!(cells(&rows, "Quad Code").iter().any(|quad| quad == "MATERIAL CONFLICT"));
    assert!(cells(&named("icews", false), "District").iter().all(String::is_empty));
}

#[test]
fn followthemoney_entities_refer_to_entities_that_are_there() {
    let (bytes, _) = export("ftm", &sample(), true);
    let entities: Vec<Value> = String::from_utf8(bytes)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line is JSON"))
        .collect();
    let mut ids: Vec<&str> = entities.iter().map(|entity| entity["id"].as_str().unwrap()).collect();
    ids.sort_unstable();
    let count = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), count, "each entity is written once");
    let schemata: Vec<&str> =
        (export_named("ftm").unwrap().columns)().iter().map(|[name, ..]| *name).collect();
    for entity in &entities {
        assert!(schemata.contains(&entity["schema"].as_str().unwrap()), "{entity}");
        let properties = entity["properties"].as_object().unwrap();
        assert!(!properties.is_empty());
        for (name, values) in properties {
            for value in values.as_array().unwrap() {
                let value = value.as_str().unwrap();
                let refers = ["proof", "involved", "document", "resolved", "subject", "object"];
                if refers.contains(&name.as_str()) {
                    assert!(ids.binary_search(&value).is_ok(), "{name} of {entity}");
                }
            }
        }
    }
    for schema in ["Article", "Event", "PublicBody", "Mention", "UnknownLink"] {
        assert!(entities.iter().any(|entity| entity["schema"] == schema), "{schema}");
    }
}

#[test]
fn records_read_from_json_lines_give_the_same_bytes() {
    let lines = write("jsonl", SAMPLE, output::Options::default());
    let stories: Vec<Vec<Record>> =
        Stories::new(lines.as_bytes(), "x").map(|story| story.expect("sound records")).collect();
    let made: Vec<Record> =
        code(SAMPLE).records.into_iter().filter(|record| !record.is_mention()).collect();
    assert_eq!(stories.len(), 1);
    assert_eq!(stories[0], made);
    for format in EXPORTS.iter().filter(|format| !format.needs_article) {
        let read = export(format.name, &stories, true);
        assert!(read == export(format.name, &[code(SAMPLE).records], true), "{}", format.name);
    }
}

#[test]
fn plover_json_is_the_same_from_an_export_and_all_its_fields_are_told() {
    let coded = code(&format!("{SAMPLE} In Lomé – Togo's capital – rebels killed two Ghanaians."));
    let out = Shared::default();
    let plover = export_named("plover").expect("there is such a format");
    let mut writer = (plover.open)(Box::new(out.clone()), false).expect("it begins");
    let story = Story::new(&coded.records, Actors::new(coder().lexicon())).expect("a document");
    assert!(writer.story(&story).is_err(), "records alone lack the words of the sentence");
    writer.story(&story.of(Some(&coded.article))).expect("writing to memory");
    let exported = String::from_utf8(out.0.lock().unwrap().clone()).unwrap();
    assert_eq!(exported, write("plover", &coded.article.text, output::Options::default()));
    let fields: Vec<&str> = (plover.columns)().iter().map(|[name, ..]| *name).collect();
    for line in exported.lines() {
        let event: Value = serde_json::from_str(line).unwrap();
        assert!(coded.article.text.contains(event["text"].as_str().unwrap()), "{event}");
        for name in event.as_object().unwrap().keys() {
            assert!(fields.contains(&name.as_str()), "{name} is not described");
        }
    }
}

#[test]
fn broken_records_are_told_by_line_and_the_rest_goes_on() {
    let good = write("jsonl", SAMPLE, output::Options::default());
    let lines = format!("{good}{{\"v\": 1, \"kind\": \"what\"}}\nno json\n{good}");
    let read: Vec<_> = Stories::new(lines.as_bytes(), "x").collect();
    let faults: Vec<String> =
        read.iter().filter_map(|story| story.as_ref().err().map(ToString::to_string)).collect();
    let first = good.lines().count() + 1;
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].starts_with(&format!("x:{first}: is no record: ")), "{faults:?}");
    let events = |story: &[Record]| story.iter().filter(|record| record.event().is_some()).count();
    let whole = events(&code(SAMPLE).records);
    let sound: Vec<usize> = read.iter().flatten().map(|story| events(story)).collect();
    assert_eq!(sound, [whole, whole]);
    let orphan = good.lines().nth(1).unwrap();
    let told = Stories::new(orphan.as_bytes(), "x").next().unwrap().unwrap_err();
    assert!(told.to_string().contains("x:1: belongs to no document"), "{told}");
}

#[test]
fn no_cell_breaks_a_row() {
    let hostile =
        "Ghana's \"Big\tMan\"\r\nGroup, the so-called <b>lions</b>, attacked Togo in \u{2028}Lomé.";
    let article = Article {
        title: Some("a\u{0}\n\"b\"\t,c".to_owned()),
        ..Article::new("x,\t\"\n", hostile)
    };
    let stories = vec![coder().code(article).records];
    for format in ["gdelt", "icews", "polecat"] {
        let (bytes, _) = export(format, &stories, true);
        let text = String::from_utf8(bytes).unwrap();
        let columns = (export_named(format).unwrap().columns)().len();
        assert!(text.lines().all(|line| line.split('\t').count() == columns), "{format}: {text}");
        assert!(!text.contains('"'));
    }
}

/// The tables of docs/formats.md are made from the columns themselves.
#[test]
fn the_document_tells_every_column() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats.md");
    let told = std::fs::read_to_string(path).unwrap_or_default();
    for format in EXPORTS.iter().filter(|format| format.name != "parquet") {
        let rows = (format.columns)();
        let rows =
            rows.iter().map(|[name, kind, about]| format!("| `{name}` | {kind} | {about} |\n"));
        let rows: String = rows.collect();
        assert!(told.contains(&rows), "docs/formats.md should have for {}:\n{rows}", format.name);
    }
}

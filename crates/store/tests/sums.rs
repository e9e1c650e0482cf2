//! Are the sums that are kept what a count of everything gives?

mod shelf;

use proptest::prelude::*;
use rusqlite::Connection;
use shelf::{check, coder, column, corpus, entry, file};
use verbale_engine::Article;
use verbale_engine::record::{Body, Document};
use verbale_store::{Dyad, DyadFilter, Entry, EventFilter, Store, Writer};

/// Reports that echo, tell the same acts, deny them, and tell them on other days and on somebody's word.
const TEXTS: [&str; 8] = [
    "Ghana expelled two Togolese diplomats on Monday. Togo denied that its envoys had spied on Ghana.",
    "Accra's expulsion of two Togolese diplomats angered Togo. Ghana rejected the protest.",
    "Chad's army shelled a camp near Adre in Sudan on 14 June 2015. Sudan threatened Chad with war.",
    "Chad's army shelled a camp near Adre in Sudan, officials in Khartoum said. Chad denied shelling it.",
    "The United States and Russia signed an arms treaty in Geneva. China praised the United States and Russia.",
    "The United States accused Russia of shelling a hospital in Ukraine. Russia denied the accusation.",
    "Witnesses said that Ghana expelled two Togolese diplomats.",
    "Togo said that it would expel two diplomats of Ghana. The weather was fine.",
];

const TABLES: [&str; 9] = [
    "totals",
    "entity_sums",
    "occurrence_parties",
    "occurrence_pairs",
    "dyad_sums",
    "occurrence_places",
    "place_sums",
    "denials",
    "denial_sums",
];

/// All rows of all sums.
fn sums(path: &std::path::Path) -> Vec<String> {
    let db = Connection::open(path).unwrap();
    let mut all = Vec::new();
    for table in TABLES {
        let columns = column(
            &db,
            &format!("SELECT 'quote(\"' || name || '\")' FROM pragma_table_xinfo('{table}')"),
        );
        let ask = format!(
            "SELECT '{table} ' || {} FROM {table} ORDER BY 1",
            columns.join(" || ', ' || ")
        );
        all.extend(column(&db, &ask));
    }
    // What was counted down to nothing.
    all.retain(|row| !row.starts_with("totals ") || !row.ends_with(", 0"));
    all
}

fn counted_anew(path: &std::path::Path) -> Vec<String> {
    Writer::open(path, false).unwrap().recount().unwrap();
    sums(path)
}

/// `text` as the article `id` of a day in June, as another version of the coder might have made it.
fn told(id: u8, day: u8, text: usize, version: u8) -> Entry {
    let mut entry = entry(&format!("n{id}"), &format!("2015-06-{:02}", 14 + day), TEXTS[text]);
    if let Some(Body::Document(Document { coder, .. })) =
        entry.records.first_mut().map(|r| &mut r.body)
    {
        *coder = format!("verbale 0.0.{version}");
    }
    entry
}

#[derive(Debug, Clone)]
enum Step {
    Put { id: u8, day: u8, text: usize, version: u8 },
    Remove { id: u8 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..6_u8, 0..3_u8, 0..TEXTS.len(), 0..2_u8)
            .prop_map(|(id, day, text, version)| Step::Put { id, day, text, version }),
        1 => (0..6_u8).prop_map(|id| Step::Remove { id }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]
    #[test]
    fn whatever_is_added_replaced_recoded_and_removed(steps in prop::collection::vec(step(), 1..16)) {
        let path = file("sums-random");
        {
            let mut writer = Writer::open(&path, true).unwrap();
            for step in &steps {
                match *step {
                    Step::Put { id, day, text, version } => {
                        writer.put(&told(id, day, text, version)).unwrap();
                    }
                    Step::Remove { id } => {
                        writer.remove(&format!("n{id}")).unwrap();
                    }
                }
            }
        }
        check(&path);
        let kept = sums(&path);
        prop_assert_eq!(&kept, &counted_anew(&path));
    }
}

#[test]
fn all_sums_count_something_and_the_sample_is_counted_right() {
    let path = corpus("sums-sample", &shelf::sample());
    let kept = sums(&path);
    for table in TABLES {
        assert!(kept.iter().any(|row| row.starts_with(&format!("{table} "))), "{table}");
    }
    assert_eq!(kept, counted_anew(&path));
}

#[test]
fn a_corpus_of_the_version_without_sums_gets_them() {
    let entries: Vec<Entry> = (0..TEXTS.len()).map(|at| told(at as u8, 0, at, 0)).collect();
    let path = corpus("sums-version-1", &entries);
    let kept = sums(&path);
    let db = Connection::open(&path).unwrap();
    for table in TABLES {
        db.execute_batch(&format!("DROP TABLE {table}")).unwrap();
    }
    db.execute_batch(
        "DROP TABLE code_appearances; DROP TABLE event_tolls; DROP INDEX occurrences_by_day; ALTER TABLE occurrences DROP COLUMN names;
         ALTER TABLE occurrences DROP COLUMN places; PRAGMA user_version = 1",
    )
    .unwrap();
    drop(db);
    assert_eq!(Store::open(&path).unwrap().size().unwrap().documents, 8);
    assert_eq!(sums(&path), kept);
    let mut writer = Writer::open(&path, false).unwrap();
    let more = Article::new("more", TEXTS[4]);
    writer.put(&coder().code(more).into()).unwrap();
    assert_ne!(sums(&path), kept);
    drop(writer);
    assert_eq!(sums(&path), counted_anew(&path));
}

/// What a question answers without sums: each row as text.
fn full(store: &Store, ask: &str) -> Vec<String> {
    column(store.connection(), ask)
}

#[test]
fn questions_to_sums_answer_what_reading_everything_does() {
    let path = corpus("sums-same", &shelf::sample());
    let store = Store::open(&path).unwrap();
    let from = Some(jiff::civil::date(2014, 3, 10));
    for (days, alleged) in [(None, false), (None, true), (from, true), (from, false)] {
        let filter = DyadFilter { from: days, alleged, ..DyadFilter::default() };
        let mut told: Vec<String> = store.dyads(&filter).unwrap().iter().map(as_text).collect();
        told.sort();
        let bound = if days.is_some() { "occurrences.day_to >= '2014-03-10'" } else { "1" };
        assert_eq!(told, full(&store, &dyads_of_all_events(bound, alleged)));
        assert!(told.len() > 20);
    }
    let places = EventFilter { took_place: true, ..EventFilter::default() };
    let mut told: Vec<String> = store
        .places(&places)
        .unwrap()
        .iter()
        .map(|place| format!("{} {} {}", place.name, place.occurrences, place.conflict))
        .collect();
    told.sort();
    assert_eq!(told, full(&store, PLACES));
    let size = store.size().unwrap();
    let told = [size.documents, size.events, size.occurrences, size.quotes, size.claims];
    let tables = ["documents", "events", "occurrences", "quotes", "claims"];
    let rows = tables
        .map(|table| shelf::number(store.connection(), &format!("SELECT count(*) FROM {table}")));
    assert_eq!(told, rows);
}

/// To so many places that no mean lies halfway: SQLite rounds that up, Rust to the even digit.
fn as_text(dyad: &Dyad) -> String {
    let Dyad { actor, recipient, occurrences, reports, quads: [a, b, c, d], scale, first, last } =
        dyad;
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    let (first, last) = (day(first), day(last));
    format!("{actor} {recipient} {occurrences} {reports} {a} {b} {c} {d} {scale:.6} {first} {last}")
}

fn dyads_of_all_events(bound: &str, alleged: bool) -> String {
    format!(
        "SELECT actor_code || ' ' || recipient_code || ' ' || count(*) || ' ' || sum(reports) || ' ' ||
                sum(quad = 1) || ' ' || sum(quad = 2) || ' ' || sum(quad = 3) || ' ' || sum(quad = 4) || ' ' ||
                printf('%.6f', avg(scale)) || ' ' || coalesce(min(day), '') || ' ' || coalesce(max(day), '')
         FROM (SELECT actor_code, recipient_code, avg(events.scale) AS scale, min(events.quad) AS quad,
                      count(DISTINCT events.document_id) AS reports, occurrences.day_from AS day
               FROM event_pairs JOIN events USING (record_id) JOIN occurrences USING (occurrence_id)
               WHERE actor_code <> recipient_code AND occurrences.happened = 'yes' AND {bound}
               GROUP BY actor_code, recipient_code, occurrence_id
               HAVING {alleged} OR min(events.alleged) = 0)
         GROUP BY actor_code, recipient_code ORDER BY 1"
    )
}

const PLACES: &str = "
    SELECT name || ' ' || count(DISTINCT occurrence_id) || ' ' ||
           count(DISTINCT CASE WHEN quad > 2 THEN occurrence_id END)
    FROM events JOIN places USING (place_id)
    WHERE lat IS NOT NULL AND lon IS NOT NULL AND status IN ('actual', 'historical')
    GROUP BY name, country, lat, lon ORDER BY 1";

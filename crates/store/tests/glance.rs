//! Do the questions for a glance at a corpus agree with the others?

mod shelf;

use std::time::Instant;

use rusqlite::Connection;
use shelf::{corpus, dump, entry, number, sample};
use verbale_store::{Count, EventFilter, StatementFilter, Store, StoreError};

#[test]
fn facets_count_what_the_answer_holds() {
    let path = corpus("facets", &sample());
    let store = Store::open(&path).unwrap();
    let filter = EventFilter { words: Some("sanction*".to_owned()), ..EventFilter::default() };
    let (rows, facets) = (store.find(&filter).unwrap(), store.facets(&filter).unwrap());
    let sum = |counts: &[Count]| counts.iter().map(|c| c.count).sum::<i64>();
    for counts in [&facets.event, &facets.status, &facets.alleged, &facets.denied] {
        assert_eq!(sum(counts), rows.len() as i64, "{counts:?}");
        assert!(counts.is_sorted_by_key(|c| std::cmp::Reverse(c.count)), "{counts:?}");
    }
    let narrowed = |counts: &[Count], narrow: fn(&mut EventFilter, String)| {
        assert!(!counts.is_empty());
        for Count { value, count } in counts {
            let mut filter = filter.clone();
            narrow(&mut filter, value.clone());
            assert_eq!(store.count(&filter).unwrap(), Some(*count as u64), "{value}");
        }
    };
    narrowed(&facets.actor, |filter, value| filter.actor = Some(value));
    narrowed(&facets.recipient, |filter, value| filter.recipient = Some(value));
    narrowed(&facets.mode, |filter, value| filter.mode = Some(value));
    narrowed(&facets.context, |filter, value| filter.context = Some(value));
    narrowed(&facets.place, |filter, value| filter.place = Some(value));
    assert!(facets.source.is_empty(), "the sample names no publisher");
}

#[test]
fn countries_are_called_by_their_names() {
    let path = corpus("names", &[entry("a", "2015-06-15", "Togo thanked Benin for grain.")]);
    let names = Store::open(&path).unwrap().names(&["TGO", "BEN", "XXX"]).unwrap();
    assert_eq!(names.len(), 2);
    assert_eq!(names["BEN"], "Benin");
}

#[test]
fn a_country_is_not_called_by_a_company_of_it_that_was_named_first() {
    let company = entry("a", "2015-06-15", "Yukos accused Gazprom of theft.");
    let country = entry(
        "b",
        "2015-06-16",
        "Russia thanked Togo for grain. Russia warned Chad. Russia expelled envoys of Fiji.",
    );
    let orders = [[company.clone(), country.clone()], [country, company]];
    for (at, entries) in orders.iter().enumerate() {
        let path = corpus(&format!("called-{at}"), entries);
        let store = Store::open(&path).unwrap();
        let of_russia = "SELECT count(DISTINCT name) FROM entities
                         WHERE code = 'RUS' AND sectors IS NULL AND office IS NULL";
        assert!(number(store.connection(), of_russia) > 1, "the company has the country's code");
        assert_eq!(store.names(&["RUS"]).unwrap()["RUS"], "Russia");
    }
}

#[test]
fn a_corpus_of_the_version_without_codes_and_tolls_gets_them() {
    let mut entries = sample();
    // More than a column of the database can hold.
    let many = "Rebels killed 9,999,999,999,999,999,999 villagers in Mali.";
    entries.push(entry("many", "2015-06-15", many));
    let path = corpus("glance-version-2", &entries);
    let kept = dump(&path);
    let db = Connection::open(&path).unwrap();
    assert!(
        number(&db, "SELECT count(*) FROM event_tolls WHERE kind = 'dead' AND least > 100") > 0
    );
    assert_eq!(number(&db, "SELECT max(most) FROM event_tolls"), i64::MAX);
    assert!(number(&db, "SELECT count(*) FROM code_appearances WHERE code = 'FJI'") > 0);
    db.execute_batch(
        "DROP TABLE code_appearances; DROP TABLE event_tolls; PRAGMA user_version = 2",
    )
    .unwrap();
    drop(db);
    drop(Store::open(&path).unwrap());
    assert!(dump(&path) == kept);
}

#[test]
fn articles_are_called_by_their_headline_or_first_line() {
    let entries = [
        entry(
            "a",
            "2015-06-15",
            "\ndate 2015-06-15\n\nGrain deal\n\nTogo thanked Benin for grain. Grain came.",
        ),
        entry("b", "2015-06-16", "Benin sold grain to Togo."),
    ];
    let path = corpus("headlines", &entries);
    let store = Store::open(&path).unwrap();
    let named = |words| -> Vec<(String, String)> {
        let found = store.documents(words, 10, 0).unwrap().into_iter();
        found.map(|article| (article.doc, article.title)).collect()
    };
    let (a, b) = ("Grain deal".to_owned(), "Benin sold grain to Togo.".to_owned());
    assert_eq!(named(None), [("b".to_owned(), b.clone()), ("a".to_owned(), a.clone())]);
    assert_eq!(named(Some("grain")), [("a".to_owned(), a), ("b".to_owned(), b)]);
    assert_eq!(store.documents(None, 10, 1).unwrap().len(), 1);
    assert_eq!(store.size().unwrap().documents, 2);
}

#[test]
fn who_denies_whom_is_told_once() {
    let text = "The United States accused Russia of shelling a hospital in Ukraine. Russia denied the accusation.";
    let path = corpus("denials", &[entry("a", "2015-06-15", text)]);
    let store = Store::open(&path).unwrap();
    let all = store.denials(10, 0).unwrap();
    assert!(
        !all.is_empty() && all.iter().all(|denial| denial.code.as_deref() == Some("RUS")),
        "{all:?}"
    );
    let pairs = store.denied(10).unwrap();
    assert_eq!(pairs.iter().map(|pair| pair.count).sum::<i64>(), all.len() as i64);
    assert!(store.denials(10, all.len()).unwrap().is_empty());
}

#[test]
fn what_is_said_and_denied_is_found_by_who_denies_it() {
    let path = corpus("denied-by", &sample());
    let store = Store::open(&path).unwrap();
    let denied_by = |who: &str| {
        let filter = StatementFilter { denied_by: Some(who.to_owned()), ..Default::default() };
        match store.said(&filter) {
            // "A spokeswoman": nobody can be asked for so.
            Err(StoreError::Question(_)) => None,
            found => Some(found.unwrap()),
        }
    };
    let mut found = 0;
    for quote in store.said(&StatementFilter::default()).unwrap() {
        for against in &quote.contradicted_by {
            let Some(theirs) = denied_by(&against.by) else { continue };
            assert!(theirs.contains(&quote), "{}: {quote:?}", against.by);
            found += 1;
        }
    }
    assert!(found > 5, "{found}");
    let russian = denied_by("RUS").unwrap();
    assert!(!russian.is_empty());
    for quote in russian {
        let ours = quote.code.as_deref() == Some("RUS");
        assert!(!quote.contradicted_by.is_empty() && !ours, "{quote:?}");
    }
}

#[test]
fn only_claims_have_a_stance() {
    let path = corpus("stance", &[]);
    let filter = StatementFilter { stance: Some("denies".to_owned()), ..Default::default() };
    let store = Store::open(&path).unwrap();
    assert!(matches!(store.said(&filter), Err(StoreError::Question(_))));
    assert!(store.claims(&filter).unwrap().is_empty());
}

#[test]
fn a_question_is_given_up_when_its_time_is_over() {
    let path = corpus("given-up", &sample());
    let mut store = Store::open(&path).unwrap();
    let broad = EventFilter::default();
    store.give_up_at(Instant::now()).unwrap();
    assert!(matches!(store.find(&broad), Err(StoreError::TooSlow)));
    store.give_up_at(Instant::now() + std::time::Duration::from_secs(600)).unwrap();
    assert!(store.find(&broad).unwrap().len() > 100);
}

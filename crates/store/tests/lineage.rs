//! Are echoes told from independent reports, and acts counted once?

mod shelf;

use shelf::{check, corpus, entry};
use verbale_store::{EventFilter, EventRow, Store, Writer};

/// What an agency sent.
const WIRE: &str = "Chad closed its border with Sudan on Monday after gunmen killed three of its guards near Adre. \
    The interior ministry in N'Djamena said the crossing would stay shut until the attackers were handed over. \
    Lorries loaded with grain and fuel waited in long lines on both sides of the dry river that divides the two \
    countries, and traders said that prices in the camps had doubled within hours. Sudan condemned the closure. \
    Aid agencies, which feed half a million refugees from stores in the town, asked for a corridor for their convoys.";

/// What a desk made of it: words exchanged, sentences moved, an end cut off.
const REWRITTEN: &str = "Chad has shut its border with Sudan after gunmen killed three of its guards near Adre on \
    Monday. Lorries loaded with grain and fuel stood in long lines on both sides of the dry river that divides the \
    two countries, while merchants said that prices in the camps had doubled within hours. The interior ministry in \
    N'Djamena announced that the crossing would stay shut until the attackers were handed over. The government of \
    Sudan condemned the closure.";

/// The same news from a reporter of one's own.
const OWN: &str = "ADRE - Nobody crosses here any more. Chad on Monday closed the frontier to Sudan, a day that began \
    with the burial of three border guards shot by unknown men, and soldiers turned back even the women who come \
    across each morning to sell milk. Khartoum called the step hostile.";

const OTHER: &str = "Fiji thanked Tonga on Monday for the boats, tents and doctors that it sent after the cyclone. \
    Most of the islands have water again, and schools in the capital open next week, the education minister said.";

fn reports() -> Vec<verbale_store::Entry> {
    vec![
        entry("wire", "2015-06-15", WIRE),
        entry("own", "2015-06-16", OWN),
        entry("copy", "2015-06-16", &format!("From our agencies\n\n{WIRE}")),
        entry("rewritten", "2015-06-16", REWRITTEN),
        entry("embedded", "2015-06-17", &format!("{OTHER} {OTHER} {WIRE} {OTHER}")),
        entry("other", "2015-06-16", OTHER),
    ]
}

/// Whom `id` echoes.
fn origins(store: &Store, id: &str) -> Vec<String> {
    let echoes = store.echoes(id).unwrap().into_iter();
    echoes.filter(|echo| echo.is_origin).map(|echo| echo.doc).collect()
}

#[test]
fn copies_rewritings_and_embeddings_echo_the_wire_and_a_reporter_does_not() {
    let path = corpus("echoes", &reports());
    check(&path);
    let store = Store::open(&path).unwrap();
    for echo in ["copy", "rewritten", "embedded"] {
        assert!(
            origins(&store, echo).contains(&"wire".to_owned()),
            "{echo}: {:?}",
            origins(&store, echo)
        );
    }
    for independent in ["wire", "own"] {
        assert!(origins(&store, independent).is_empty(), "{independent}");
    }
    assert!(!store.echoes("own").unwrap().iter().any(|echo| echo.doc == "rewritten"));
    let copy = store.echoes("copy").unwrap();
    let of_wire = copy.iter().find(|echo| echo.doc == "wire").unwrap();
    assert!(of_wire.share > 0.9 && of_wire.origin_share > 0.99, "{of_wire:?}");
}

#[test]
fn who_echoes_whom_does_not_hang_on_the_order_of_arrival() {
    let mut late = reports();
    late.reverse();
    let (path, late) = (corpus("in-order", &reports()), corpus("reversed", &late));
    let (store, late) = (Store::open(&path).unwrap(), Store::open(&late).unwrap());
    for id in ["wire", "own", "copy", "rewritten", "embedded", "other"] {
        let sorted = |store| {
            let mut all = origins(store, id);
            all.sort();
            all
        };
        assert_eq!(sorted(&store), sorted(&late), "{id}");
    }
}

#[test]
fn groups_tell_the_first_report_and_what_the_others_share_with_it() {
    let store = Store::open(&corpus("groups", &reports())).unwrap();
    let groups = store.echo_groups(0, 0).unwrap();
    let [group] = &groups[..] else { panic!("one group in {groups:#?}") };
    // What stands in the embedding is told by "other" as well.
    assert_eq!((group.reports, group.first.doc.as_str()), (5, "wire"), "{group:#?}");
    assert_eq!(group.last.as_deref(), Some("2015-06-17"));
    assert!(0.2 < group.least_share && group.least_share < group.greatest_share, "{group:#?}");
    let members = store.echo_group("copy").unwrap();
    let docs: Vec<&str> = members.iter().map(|member| member.doc.as_str()).collect();
    assert_eq!(docs, ["wire", "other", "copy", "rewritten", "embedded"]);
    let copy = &members[2];
    assert_eq!(copy.echoes.as_deref(), Some("wire"));
    assert!(copy.share.is_some_and(|share| share > 0.9), "{copy:#?}");
    assert_eq!((&members[0].echoes, members[0].share), (&None, None));
    let own = store.echo_group("own").unwrap();
    assert_eq!((own.len(), own[0].doc.as_str()), (1, "own"));
    assert!(store.echo_group("nobody").unwrap().is_empty());
    let whole = store.independence().unwrap();
    assert_eq!((whole.articles, whole.groups, whole.independent), (6, 1, 2));
    let shelf = store.documents(None, 0, 0).unwrap();
    let marked = |id: &str| shelf.iter().find(|article| article.doc == id).unwrap().echoes.clone();
    assert_eq!(marked("copy").as_deref(), Some("wire"));
    assert_eq!(marked("wire"), None);
}

/// The first telling of the closing of the border.
fn closure(store: &Store) -> EventRow {
    let filter = EventFilter {
        between: Some(["TCD".to_owned(), "SDN".to_owned()]),
        event: Some("COERCE".to_owned()),
        ..EventFilter::default()
    };
    let acts = store.timeline(&filter).unwrap();
    let closed = |row: &&EventRow| row.sentence.contains("closed") || row.sentence.contains("shut");
    acts.iter().find(closed).unwrap_or_else(|| panic!("no closure in {acts:#?}")).clone()
}

#[test]
fn an_act_is_one_occurrence_and_echoes_are_one_source() {
    let path = corpus("occurrence", &reports());
    let act = closure(&Store::open(&path).unwrap());
    assert_eq!((act.reports, act.sources), (5, 2), "{act:#?}");
}

#[test]
fn taking_a_report_out_takes_it_out_of_the_count() {
    let path = corpus("recount", &reports());
    let mut writer = Writer::open(&path, false).unwrap();
    writer.remove("wire").unwrap();
    check(&path);
    let store = Store::open(&path).unwrap();
    let act = closure(&store);
    assert_eq!((act.reports, act.sources), (4, 2), "{act:#?}");
    writer.remove("own").unwrap();
    let act = closure(&store);
    assert_eq!((act.reports, act.sources), (3, 1), "{act:#?}");
}

#[test]
fn many_copies_cost_no_more_than_few() {
    let copies: Vec<_> = (0..80).map(|n| entry(&format!("copy-{n}"), "2015-06-15", WIRE)).collect();
    let path = corpus("many-copies", &copies);
    let store = Store::open(&path).unwrap();
    let db = store.connection();
    let clusters = shelf::number(db, "SELECT count(DISTINCT cluster_id) FROM clusters");
    let most = shelf::number(
        db,
        "SELECT max(n) FROM (SELECT count(*) AS n FROM echoes GROUP BY document_id)",
    );
    assert_eq!(clusters, 1);
    assert!(most <= 32, "{most} documents compared with one");
    let act = closure(&store);
    assert_eq!((act.reports, act.sources), (80, 1));
}

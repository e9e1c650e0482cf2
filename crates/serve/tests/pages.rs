//! Do pages tell what the corpus holds, and lead to one another?

mod browser;

use std::collections::BTreeSet;

use browser::{COPY, SKRIPAL, get, page, part, served, words};

/// The addresses on our own pages that `page` links to.
fn links(page: &str) -> BTreeSet<String> {
    let all = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own = all.filter(|link| link.starts_with('/')).map(|link| link.replace("&amp;", "&"));
    own.collect()
}

#[test]
fn an_article_stands_there_word_for_word_with_every_record_beside_it() {
    for (id, text, records) in served().articles.iter().skip(1) {
        let page = page(&format!("/document/{}", part(id)));
        let told: String = words(&page);
        for line in
            text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with("date "))
        {
            assert!(told.contains(line.trim()), "{id}: {line}");
        }
        for record in records {
            let Some(event) = record.event() else { continue };
            let (start, end) = (event.trigger.start, event.trigger.end);
            assert!(page.contains(&format!("id=\"{}\"", event.id)), "{id}: {}", event.id);
            assert!(page.contains(&format!("id=\"act-{start}-{end}\"")), "{id}: {start}-{end}");
        }
    }
}

#[test]
fn marks_hold_the_words_that_records_point_at() {
    let (id, _, records) = &served().articles[1];
    let page = page(&format!("/document/{id}"));
    let mut looked_at = 0;
    for event in records.iter().filter_map(|record| record.event()) {
        let opening = format!("id=\"act-{}-{}\"", event.trigger.start, event.trigger.end);
        let mark = page.split(&opening).nth(1).and_then(|rest| rest.split_once('>'));
        let (_, inside) = mark.expect("the mark is there");
        assert!(words(inside).starts_with(&event.trigger.text), "{}", event.trigger.text);
        looked_at += 1;
    }
    assert!(looked_at > 5, "{looked_at}");
}

#[test]
fn what_is_only_told_has_a_sign_of_its_own() {
    let (mut claimed, mut told) = (0, 0);
    for (id, _, records) in &served().articles {
        let page = page(&format!("/document/{}", part(id)));
        for event in records.iter().filter_map(|record| record.event()) {
            let card = page.split(&format!("id=\"{}\"", event.id)).nth(1).expect("it has a card");
            let sign = card.split("class=\"sign\"").nth(1).and_then(|rest| rest.split('<').next());
            let filled = sign.is_some_and(|sign| sign.ends_with('●'));
            let doubtful = event.alleged || !event.denied_by.is_empty();
            assert_eq!(filled, event.status.took_place() && !doubtful, "{id}: {}", event.line());
            claimed += usize::from(doubtful);
            told += usize::from(filled);
        }
    }
    assert!(claimed > 5 && told > 5, "{claimed} {told}");
}

#[test]
fn every_link_of_every_page_leads_somewhere() {
    let mut seen = BTreeSet::new();
    let mut ahead: Vec<String> = vec!["/".to_owned(), "/?q=expel*".to_owned()];
    while let Some(link) = ahead.pop() {
        let (path, fragment) = link.split_once('#').unwrap_or((&link, ""));
        if seen.len() > 400 || !seen.insert(path.to_owned()) {
            continue;
        }
        let answer = get(path);
        assert_eq!(answer.status, 200, "{link}: {}", answer.body);
        if !fragment.is_empty() {
            assert!(answer.body.contains(&format!("id=\"{fragment}\"")), "{link}");
        }
        if !path.starts_with("/api") {
            ahead.extend(links(&answer.body));
        }
    }
    for kind in [
        "/document/",
        "/actor/",
        "/dyad?",
        "/denials",
        "/timeline",
        "/articles",
        "/map",
        "/echoes?",
    ] {
        assert!(seen.iter().any(|path| path.starts_with(kind)), "no link to {kind}");
    }
}

#[test]
fn search_finds_words_and_its_facets_narrow_it() {
    let found = page("/?q=expel*");
    assert!(found.contains("acts found") && found.contains(SKRIPAL), "{found}");
    let total = |page: &str| -> u32 {
        let head = words(page.split("<h1>").nth(1).expect("a heading"));
        head.split(' ').next().and_then(|count| count.parse().ok()).expect("a number")
    };
    let narrow = links(&found).into_iter().find(|link| link.contains("status=")).expect("a facet");
    let fewer = page(&narrow);
    assert!(total(&fewer) < total(&found) && total(&fewer) > 0, "{narrow}");
    assert_eq!(total(&page("/?q=&actor=RUS&event=")), total(&page("/?actor=RUS")));
    let nothing = page("/?q=zeppelin");
    assert!(nothing.contains("0 acts found") && nothing.contains("/articles?q=zeppelin"));
    assert!(found.contains("<mark>expelled</mark>"));
}

#[test]
fn every_facet_and_every_field_of_the_form_narrows() {
    let found = page("/?q=expel*");
    let facets = ["event", "mode", "actor", "recipient", "status", "alleged", "denied", "context"];
    for name in facets {
        let links = links(&found);
        assert!(links.iter().any(|link| link.contains(&format!("&{name}="))), "{name}");
    }
    for name in facets.iter().chain(&["q", "from", "to", "place", "source"]) {
        assert!(found.contains(&format!("name=\"{name}\"")), "{name}");
    }
    // One sentence that tells several acts stands once.
    let sentences = found.matches("class=\"words\"").count();
    assert!(found.matches("class=\"permalink\"").count() > sentences && sentences > 0);
}

#[test]
fn actor_dyad_timeline_and_denials_tell_what_they_should() {
    let may = page("/actor/theresa-may");
    assert!(may.contains("<h1><bdi>Theresa May") && may.contains("What they said"), "{may}");
    let dyad = page("/dyad?between=USA,RUS&by=month");
    assert!(dyad.contains("<svg") && dyad.contains("<rect class=\"conflict\""), "{dyad}");
    let timeline = page("/timeline?between=USA,RUS");
    assert!(timeline.contains("<h2>2018-03</h2>"), "{timeline}");
    let map = page("/map?actor=RUS");
    assert!(
        map.contains("<circle class=\"conflict\"") && map.contains("place=Ukraine&amp;")
            || map.contains("place=Crimea"),
        "{map}"
    );
    let denials = page("/denials");
    assert!(denials.contains("denies") && denials.contains("⊣"), "{denials}");
}

#[test]
fn copies_are_marked_and_stand_together() {
    let articles = page("/articles");
    assert!(
        articles.contains(&format!(" · echoes <a href=\"/document/{SKRIPAL}\">")),
        "{articles}"
    );
    let groups = page("/echoes");
    assert!(groups.contains("2 reports of 1 publisher") && groups.contains("100 % of their words"));
    let group = page(&format!("/echoes?doc={COPY}"));
    assert!(
        group.contains("2 reports that are one source") && group.contains("echoes none"),
        "{group}"
    );
    assert!(page("/echoes?doc=2014-03-21-crimea-sanctions").contains("echoes no other"));
}

#[test]
fn paging_goes_on_where_it_stopped() {
    let first = page("/?actor=USA&limit=2");
    let next = first.split("rel=\"next\" href=\"").nth(1).and_then(|rest| rest.split('"').next());
    let next = next.expect("there is more").replace("&amp;", "&");
    let second = page(&next);
    let rows = |page: &str| -> Vec<String> {
        let links = page.split("class=\"permalink\" href=\"").skip(1);
        links.filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    assert_eq!((rows(&first).len(), rows(&second).is_empty()), (2, false));
    assert!(rows(&first).iter().all(|row| !rows(&second).contains(row)));
    assert!(second.contains("rel=\"prev\""));
}

#[test]
fn what_is_not_there_is_told_on_a_page() {
    for (path, status, said) in [
        ("/document/nobody", 404, "no article"),
        ("/echoes?doc=nobody", 404, "no article"),
        ("/occurrence/99999999", 404, "no act"),
        ("/occurrence/x", 404, "no act"),
        ("/nowhere", 404, "nothing at"),
        ("/actor/Zzyzx", 400, "nobody in the corpus"),
        ("/?from=yesterday", 400, "is not a day"),
        ("/?colour=red", 400, "means nothing here"),
        ("/?event=FOO", 400, "is no event; there are AGREE"),
        ("/?from=2016-01-01&to=2015-01-01", 400, "ends before it begins"),
        ("/?q=%22%22", 400, "no word to look for"),
        ("/dyad", 400, "name two"),
    ] {
        let answer = get(path);
        assert_eq!(answer.status, status, "{path}");
        assert!(answer.body.contains(said) && answer.body.contains("<!DOCTYPE html>"), "{path}");
    }
}

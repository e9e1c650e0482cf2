//! Which words of a text tell the contexts of its events, and which do not?

mod coding;

use coding::code;
use verbale_engine::Record;

/// The event with this code, and its contexts, of each event of `text`.
fn contexts(text: &str) -> Vec<(String, String)> {
    let coded = code(text);
    let events = coded.records.iter().filter_map(Record::event);
    events.map(|event| (event.event.clone(), event.context.join(" "))).collect()
}

fn only(text: &str) -> String {
    let found = contexts(text);
    assert_eq!(found.len(), 1, "{found:?}");
    found.into_iter().map(|(_, contexts)| contexts).collect()
}

#[test]
fn words_of_the_sentence_tell_contexts_in_the_codebooks_order() {
    assert_eq!(only("Togo asked Ghana for vaccines before the election."), "election health");
}

#[test]
fn who_says_so_and_what_persons_are_tell_none() {
    let found = only("Togo rejected the offer of Ghana, the army said.");
    assert!(!found.contains("military"), "{found}");
    let found = only("Health Minister Akua Mensah of Ghana criticised Togo.");
    assert!(!found.contains("health"), "{found}");
}

#[test]
fn what_the_subject_did_besides_tells_none() {
    let found = only("Ghana, which had an earthquake in May, praised Togo's fishing policy.");
    assert!(found.contains("natural_resource") && !found.contains("disasters"), "{found}");
}

#[test]
fn the_longest_phrase_counts() {
    let found = only("Police in Chile fired tear gas at students.");
    assert!(!found.contains("natural_resource"), "{found}");
}

#[test]
fn an_act_without_context_takes_that_of_a_document_about_one_thing() {
    let about = "The Ebola epidemic has reached Lomé. Hospitals in Togo are full. Nurses wait for vaccines. \
                 The virus came from Ghana. ";
    let plain = "Togo accused Ghana of delay.";
    assert!(!only(plain).contains("health"));
    let found = contexts(&format!("{about}{plain}"));
    assert!(found.last().is_some_and(|(_, contexts)| contexts.contains("health")), "{found:?}");
}

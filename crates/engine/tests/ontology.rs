//! Does the coding scheme hold what the codebook says: quad classes, scores, and words for every context?

mod coding;

use std::collections::BTreeMap;

use coding::coder;
use verbale_engine::Knowledge;
use verbale_lexicon::Lexicon;

/// Event, quad class, score; then the modes, with a score where it is not the event's.
const SCORES: &str = "\
AGREE     1   2.5
CONSULT   1   2.5  visit=4 third-party=1 multilateral=4 phone=1.5
SUPPORT   1   5
CONCEDE   1   4.5
COOPERATE 2   9.5
AID       2   10
RETREAT   2   6.5  withdraw=8 release disarm=10 ceasefire=7.5 access resign=4.5
REQUEST   3   0    assist=0.5 change=-1 yield=-1 meet
ACCUSE    3   -3   disapprove=-2 investigate=-3.5 allege=-3.5
REJECT    3   -2   assist=-1.5 change yield meet
THREATEN  3   -3.5 restrict=-3 arrest relations expel territory=-4 violence
PROTEST   4   -5   demo riot=-7 strike hunger=-4.5 boycott=-4.5 obstruct=-4.5 vandalize
SANCTION  4   -6   convict expel=-5.5 withdraw discontinue
MOBILIZE  4   -5.5 troops=-6.5 weapons=-6.5 police militia=-6
COERCE    4   -7   seize restrict censor=-6.5 curfew=-6.5 martial-law=-7.5 arrest deport withhold misinformation=-6.5 cyber
ASSAULT   4   -9   abduct=-8.5 beat=-7.5 torture=-8.5 sexual=-8.5 targeted=-9.5 destroy=-8.5 primitive=-8 firearms \
explosives suicide-attack=-9.5 aerial=-9.5 drone=-9.5 heavy-weapons=-9.5 crowd-control=-7.5 unconventional=-10";

fn lexicon() -> &'static Lexicon {
    coder().lexicon()
}

#[test]
fn every_event_and_mode_has_the_quad_class_and_score_of_the_codebook() {
    let lexicon = lexicon();
    let ontology = &lexicon.ontology;
    assert_eq!(ontology.events().count(), SCORES.lines().count());
    for line in SCORES.lines() {
        let mut cells = line.split_whitespace();
        let mut cell = || cells.next().expect("a line has an event, a class and a score");
        let (code, quad, own): (_, u8, f32) =
            (cell(), cell().parse().expect("a class"), cell().parse().expect("a score"));
        let id = ontology.event_named(code).unwrap_or_else(|| panic!("no event {code}"));
        assert_eq!((ontology.event(id).quad, ontology.scale(id, None)), (quad, own), "{code}");
        let modes: BTreeMap<&str, f32> = cells
            .map(|mode| match mode.split_once('=') {
                Some((mode, score)) => (mode, score.parse().expect("a score")),
                None => (mode, own),
            })
            .collect();
        let known: Vec<&str> = ontology.event(id).modes.keys().map(|mode| &**mode).collect();
        assert_eq!(known, modes.keys().copied().collect::<Vec<_>>(), "modes of {code}");
        for (mode, score) in modes {
            assert_eq!(ontology.scale(id, Some(mode)), score, "{code} {mode}");
        }
    }
}

#[test]
fn conflict_scores_below_cooperation() {
    let lexicon = lexicon();
    for (id, event) in lexicon.ontology.events() {
        for score in event.modes.values().copied().chain([lexicon.ontology.scale(id, None)]) {
            let is_cooperation = event.quad <= 2;
            assert!(if is_cooperation { score > 0.0 } else { score <= 0.5 }, "{}", event.code);
            assert!((-10.0..=10.0).contains(&score), "{}", event.code);
        }
    }
}

#[test]
fn every_context_is_shown_and_proved() {
    let lexicon = lexicon();
    let names: Vec<&str> = lexicon.ontology.contexts().collect();
    assert_eq!(names.len(), 37);
    for (at, name) in names.iter().enumerate() {
        for shows in [true, false] {
            let proved =
                lexicon.contexts.proofs().iter().any(|p| p.context == at && p.shows == shows);
            assert!(
                proved,
                "{name} has no sentence that {}",
                if shows { "shows" } else { "lacks" }
            );
        }
    }
}

/// What is wrong with a contexts file of this text, beside the built-in knowledge.
fn faults(text: &str) -> String {
    let own = ("words/contexts-own.toml".to_owned(), text.to_owned());
    let knowledge = Knowledge::built_in().with([own]);
    Lexicon::read(&knowledge.files()).err().map_or_else(String::new, |faults| faults.to_string())
}

#[test]
fn a_faulty_context_is_told_with_its_line() {
    let entry = |name: &str, more: &str| {
        format!("# own\n[[context]]\nname = \"{name}\"\n{more}\nyes = [\"Chad met Mali.\"]\n")
    };
    assert_eq!(faults(&entry("health", "words = [\"field hospital\"]")), "");
    let unknown = faults(&entry("helth", ""));
    assert!(unknown.contains("words/contexts-own.toml:3: unknown context \"helth\""), "{unknown}");
    let mode = faults(&entry("health", "acts = [{ event = \"AID\", modes = [\"arms\"] }]"));
    assert!(mode.contains("contexts-own.toml:2: unknown mode of AID \"arms\""), "{mode}");
    let key = faults(&entry("health", "word = []"));
    assert!(key.contains("contexts-own.toml:2: ") && key.contains("word"), "{key}");
    let unproved = faults("[[context]]\nname = \"health\"\n");
    assert!(unproved.contains("has no `yes` sentence"), "{unproved}");
}

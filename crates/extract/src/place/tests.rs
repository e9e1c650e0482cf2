//! Are places found, and are they the right ones?

use std::fmt::Write as _;
use std::sync::OnceLock;

use verbale_lexicon::{Country, Gazetteer};
use verbale_text::{Language, read};

use super::places;

fn language() -> &'static Language {
    static LANGUAGE: OnceLock<Language> = OnceLock::new();
    LANGUAGE.get_or_init(|| {
        Language::from_bytes(verbale_data::MODEL, verbale_data::FILES).expect("the shipped model")
    })
}

fn gazetteer() -> &'static Gazetteer {
    static GAZETTEER: OnceLock<Gazetteer> = OnceLock::new();
    GAZETTEER.get_or_init(|| Gazetteer::read(verbale_data::FILES).expect("the shipped tables"))
}

/// All places of `text`, as "words = name COUNTRY".
fn placed(text: &str, hints: &[Country]) -> String {
    let doc = read(text, language());
    let mut out = String::new();
    for place in places(&doc, gazetteer(), hints, &[]) {
        let between = if out.is_empty() { "" } else { "; " };
        let country = place.country.map_or("-".to_owned(), |c| c.as_str().to_owned());
        write!(out, "{between}{} = {} {country}", place.span.of(text), place.name)
            .expect("a string");
    }
    out
}

fn check(table: &[(&str, &str)]) {
    for (text, expected) in table {
        assert_eq!(placed(text, &[]), *expected, "in \"{text}\"");
    }
}

#[test]
fn names_in_all_spellings() {
    check(&[
        ("Shells hit Kharkiv.", "Kharkiv = Kharkiv UKR"),
        ("Shells hit Kharkov.", "Kharkov = Kharkiv UKR"),
        ("They met in Port-au-Prince.", "Port-au-Prince = Port-au-Prince HTI"),
        ("Fighting spread across the Gaza Strip.", "Gaza Strip = Gaza Strip PSE"),
        ("Ships left the Strait of Hormuz.", "Strait of Hormuz = Strait of Hormuz -"),
        ("Troops massed in Donbas.", "Donbas = Donbas UKR"),
        ("They flew to Washington, D.C. on Monday.", "Washington, D.C. = Washington USA"),
    ]);
}

#[test]
fn the_phrase_chooses() {
    check(&[
        (
            "Gunmen stormed a bank in Tripoli, Lebanon.",
            "Tripoli = Tripoli LBN; Lebanon = Lebanon LBN",
        ),
        ("Gunmen stormed a bank in Tripoli, Libya.", "Tripoli = Tripoli LBY; Libya = Libya LBY"),
        ("A man died in Athens, Georgia.", "Athens = Athens USA; Georgia = Georgia USA"),
    ]);
}

#[test]
fn the_document_chooses() {
    let lebanon = Country::parse("LBN").expect("a code");
    assert_eq!(placed("Gunmen clashed in Tripoli.", &[]), "Tripoli = Tripoli LBY");
    assert_eq!(placed("Gunmen clashed in Tripoli.", &[lebanon, lebanon]), "Tripoli = Tripoli LBN");
}

#[test]
fn people_and_bodies_are_no_places() {
    check(&[("Mr. London left.", ""), ("The march ended in March.", "")]);
}

#[test]
fn faults_tell_file_and_line() {
    let table =
        "# Towns\nElsewhere\t\tXXX\t\t1.0\tnorth\t0\t\tcity\nNowhere\t\tXX\t\t1\t2\t0\t\tcity\n";
    let faults = Gazetteer::read(&[("places/towns.tsv", table)]).expect_err("two faults");
    let lines: Vec<String> = faults.0.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "places/towns.tsv:2: \"north\" is not a number of degrees",
            "places/towns.tsv:3: country \"XX\" is not three capitals",
        ]
    );
}

#[test]
fn shipped_tables_are_sorted_and_whole() {
    assert!(gazetteer().len() > 40_000);
    for (file, text) in verbale_data::FILES.iter().filter(|(file, _)| file.starts_with("places/")) {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        assert!(lines.clone().all(|line| line.split('\t').count() == 9), "{file}");
    }
}

#[test]
fn no_input_makes_it_panic() {
    for text in ["", "A", "'", "The , of", "New-", "U.", "É", "\u{2bb}Adan", "London,", "London, ("]
    {
        placed(text, &[]);
    }
}

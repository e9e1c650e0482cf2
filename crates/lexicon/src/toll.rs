//! What tells how many people were killed, hurt, held …, and what are the numbers called?
//!
//! `words/toll.toml`: the kinds of toll with the words that tell them, the number words of English, and the
//! words that make a number a bound ("at least", "up to").

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::EventId;
use crate::ontology::Ontology;
use crate::phrase::{Phrases, split};
use crate::source::Source;

/// Place of a kind in [`Tolls::kinds`].
pub type TollId = usize;

/// Of whom a word tells that they came to harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Harmed {
    /// A verb's object: "killed twelve people".
    Object,
    /// A verb's subject: "twelve people died".
    Subject,
    /// Those of whom a state is told: "left twelve people dead".
    Described,
    /// The phrase after a noun's "of": "the deaths of twelve people".
    OfPhrase,
    /// The noun itself is counted: "twelve deaths".
    Counted,
    /// A sum is told of the noun: "the death toll rose to twelve".
    Total,
}

/// A word that tells a toll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TollWord {
    /// The kind of toll.
    pub kind: TollId,
    /// Of whom.
    pub harmed: Harmed,
    /// Further words that must follow: "hostage" in "take hostage".
    pub then: Vec<Box<str>>,
}

/// A kind of toll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TollKind {
    /// "dead", "injured" …
    pub name: Box<str>,
    /// The events that can take it.
    pub events: Vec<EventId>,
}

/// A sentence with the toll that must be read in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TollProof {
    /// The sentence.
    pub text: Box<str>,
    /// `dead 12, injured 20+`, in the order of the text; empty for none.
    pub toll: Box<str>,
    /// Line in the file.
    pub line: usize,
}

/// What a number word is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Numeral {
    /// "twelve": a number.
    Unit(u64),
    /// "thousand", "dozen": multiplies what stands before it.
    Multiple(u64),
    /// "dozens", "several": at least so many.
    Vague(u64),
}

/// What a phrase before a number makes of it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// "about": the number stands.
    #[default]
    None,
    /// "at least": there may be more.
    Least,
    /// "up to": there may be fewer.
    Most,
}

/// All that tells tolls.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tolls {
    kinds: Vec<TollKind>,
    words: FxHashMap<Box<str>, Vec<TollWord>>,
    numerals: FxHashMap<Box<str>, Numeral>,
    bounds: Phrases<Bound>,
    people: Vec<Box<str>>,
    proofs: Vec<TollProof>,
}

/// The file in which tolls are told.
pub const TOLL_FILE: &str = "words/toll.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    people: Vec<Box<str>>,
    numbers: RawNumbers,
    toll: Vec<Spanned<RawToll>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNumbers {
    units: FxHashMap<Box<str>, u64>,
    multiples: FxHashMap<Box<str>, u64>,
    vague: FxHashMap<Box<str>, u64>,
    least: Vec<Box<str>>,
    most: Vec<Box<str>>,
    about: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawToll {
    kind: Box<str>,
    events: Vec<String>,
    #[serde(default)]
    objects: Vec<Box<str>>,
    #[serde(default)]
    subjects: Vec<Box<str>>,
    #[serde(default)]
    states: Vec<Box<str>>,
    #[serde(default)]
    of: Vec<Box<str>>,
    #[serde(default)]
    counted: Vec<Box<str>>,
    #[serde(default)]
    totals: Vec<Box<str>>,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<Box<str>>,
}

impl Tolls {
    /// The kinds of toll, in the order of the file.
    pub fn kinds(&self) -> &[TollKind] {
        &self.kinds
    }

    /// What a word, by its lemma, tells.
    pub fn word(&self, lemma: &str) -> &[TollWord] {
        self.words.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// What a number word is worth.
    pub fn numeral(&self, word: &str) -> Option<Numeral> {
        self.numerals.get(word).copied()
    }

    /// The phrases that make a number a bound.
    pub fn bounds(&self) -> &Phrases<Bound> {
        &self.bounds
    }

    /// Whether a noun, by its lemma, names people though it names no actor.
    pub fn is_people(&self, lemma: &str) -> bool {
        self.people.iter().any(|noun| **noun == *lemma)
    }

    /// The sentences that prove the file.
    pub fn proofs(&self) -> &[TollProof] {
        &self.proofs
    }

    /// Reads `words/toll.toml`; the ontology must have been read before.
    pub(crate) fn read(&mut self, source: &Source<'_>, ontology: &Ontology) {
        let Some(raw) = source.table::<RawFile>() else { return };
        self.people = raw.people;
        self.read_numbers(raw.numbers);
        for entry in raw.toll {
            let offset = entry.span().start;
            self.add(source, offset, entry.into_inner(), ontology);
        }
    }

    fn read_numbers(&mut self, raw: RawNumbers) {
        let units = raw.units.into_iter().map(|(word, n)| (word, Numeral::Unit(n)));
        let multiples = raw.multiples.into_iter().map(|(word, n)| (word, Numeral::Multiple(n)));
        let vague = raw.vague.into_iter().map(|(word, n)| (word, Numeral::Vague(n)));
        self.numerals.extend(units.chain(multiples).chain(vague));
        for (bound, phrases) in
            [(Bound::Least, raw.least), (Bound::Most, raw.most), (Bound::None, raw.about)]
        {
            for phrase in phrases {
                *self.bounds.entry(&phrase) = bound;
            }
        }
    }

    fn add(&mut self, source: &Source<'_>, offset: usize, raw: RawToll, ontology: &Ontology) {
        let kind = self.kinds.len();
        let mut events = Vec::new();
        for event in &raw.events {
            match ontology.check(event, None) {
                Ok(id) => events.push(id),
                Err(message) => source.fault_about(offset, event, message),
            }
        }
        self.kinds.push(TollKind { name: raw.kind, events });
        for (harmed, phrases) in [
            (Harmed::Object, raw.objects),
            (Harmed::Subject, raw.subjects),
            (Harmed::Described, raw.states),
            (Harmed::OfPhrase, raw.of),
            (Harmed::Counted, raw.counted),
            (Harmed::Total, raw.totals),
        ] {
            for phrase in phrases {
                let mut words = split(&phrase);
                let first = words.next().unwrap_or_default();
                let word = TollWord { kind, harmed, then: words.map(Into::into).collect() };
                self.words.entry(first.into()).or_default().push(word);
            }
        }
        let line = source.line_of(offset);
        for text in &raw.yes {
            match text.split_once(" | ") {
                Some((sentence, toll)) => self.proofs.push(TollProof {
                    text: sentence.into(),
                    toll: toll.trim().into(),
                    line,
                }),
                None => source.fault_about(
                    offset,
                    text,
                    "a `yes` sentence ends in \" | kind number\", as in \" | dead 12\"".to_owned(),
                ),
            }
        }
        self.proofs.extend(raw.no.into_iter().map(|text| TollProof {
            text,
            toll: "".into(),
            line,
        }));
    }
}

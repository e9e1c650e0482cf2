//! What do we know about words that are not frames?
//!
//! Word classes, verbs of saying, words that change whether something happened, light verbs, offices,
//! common nouns for actors and first names. Each is a table in `data/words/`.

mod class;
mod factual;
mod vocabulary;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

pub use class::Classes;
use factual::{EventNouns, grade};
pub use factual::{FactualProof, Factuality};
pub use vocabulary::{ClassNumber, Term, Vocabulary, WordNumber};

use crate::source::Source;
use crate::{Country, Gender, Sector};

/// What a holder does with a content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stance {
    /// Says that it is so.
    Asserts,
    /// Says that it is not so.
    Denies,
    /// Will not have it.
    Rejects,
    /// Is not sure that it is so.
    Doubts,
    /// Wants it.
    Demands,
    /// Undertakes it.
    Promises,
    /// Says that it may come, and that it would be bad.
    Warns,
}

/// Whether, on this word, the thing it governs took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// As the governed words themselves tell it.
    Told,
    /// It did.
    Happened,
    /// It did not.
    Not,
    /// It may have, or may yet.
    Possible,
    /// It is to come.
    Future,
}

/// A word of saying, thinking or perceiving, with what follows for its content.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// What its subject does with the content.
    pub stance: Stance,
    /// What becomes of events in the content.
    pub content: Standing,
    /// What an event in the content is worth if nothing else changes it: -3 it did not happen, 3 it did.
    pub grade: f32,
    /// Whether it may cite a quotation: "…," he said.
    pub quotes: bool,
}

/// A verb that lends its subject to the event noun it governs: "launch an offensive".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LightVerb {
    /// Whether its subject is the recipient ("suffer an attack") and not the actor.
    pub subject_is_recipient: bool,
    /// Whether its subject counts only where the noun's own words tell nobody: always of an actor, and of whom
    /// "secure" makes the recipient: "secured the pardon of two reporters".
    pub yields: bool,
    /// Whether it works through a preposition: "come under attack".
    pub oblique: bool,
}

/// An office that a person can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Office {
    /// The office by its first name.
    pub name: Box<str>,
    /// Sectors of its holder.
    pub sectors: Vec<Sector>,
    /// The one country that calls it so, where nothing else tells the country.
    pub code: Option<Country>,
    /// Whether it is no office, but how people are addressed: "Mr", "Dame".
    pub address: bool,
    /// The gender of those who are addressed so.
    pub gender: Option<Gender>,
}

/// A common noun for actors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agent {
    /// Sectors of what it names; empty for a plain country word such as "country".
    pub sectors: Vec<Sector>,
    /// A code of its own, where the noun itself tells it.
    pub code: Option<Country>,
    /// Whether it names persons (and can be "he", "she").
    pub person: bool,
    /// Whether it is of the country where it is, if no word tells another: a base, a town, the police.
    pub local: bool,
    /// Whether it is somebody over against whoever it is related to: Turkey's allies are not Turkish.
    pub counterpart: bool,
}

/// All word tables but the classes.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Words {
    cue_verbs: FxHashMap<Box<str>, Cue>,
    cue_nouns: FxHashMap<Box<str>, Cue>,
    cue_adjectives: FxHashMap<Box<str>, Cue>,
    speech_acts: FxHashMap<Box<str>, Stance>,
    factual_verbs: FxHashMap<Box<str>, Factuality>,
    factual_nouns: FxHashMap<Box<str>, Factuality>,
    factual_adjectives: FxHashMap<Box<str>, Factuality>,
    factual_adverbs: FxHashMap<Box<str>, Factuality>,
    purpose_verbs: FxHashMap<Box<str>, Factuality>,
    event_nouns: EventNouns,
    factual_proofs: Vec<FactualProof>,
    light_verbs: FxHashMap<Box<str>, LightVerb>,
    offices: FxHashMap<Box<str>, Office>,
    agents: FxHashMap<Box<str>, Agent>,
    given_names: FxHashMap<Box<str>, Gender>,
}

/// Declares look-ups by lemma.
macro_rules! lookups {
    ($($(#[$doc:meta])* $name:ident, $field:ident, $kind:ty;)*) => {
        impl Words {
            $($(#[$doc])*
            pub fn $name(&self, lemma: &str) -> Option<&$kind> {
                self.$field.get(lemma)
            })*
        }
    };
}

lookups! {
    /// A verb of saying or thinking.
    cue_verb, cue_verbs, Cue;
    /// A noun for something said or thought: "statement", "fear".
    cue_noun, cue_nouns, Cue;
    /// An adjective of saying or thinking: "confident", "afraid".
    cue_adjective, cue_adjectives, Cue;
    /// A verb of a speech act, with its particle or preposition: "condemn", "call for".
    speech_act, speech_acts, Stance;
    /// A verb that tells whether its complement took place.
    factual_verb, factual_verbs, Factuality;
    /// A noun that tells whether what hangs on it took place: "plan", "threat".
    factual_noun, factual_nouns, Factuality;
    /// An adjective that does: "alleged", "possible".
    factual_adjective, factual_adjectives, Factuality;
    /// An adverb or modal that does: "never", "reportedly", "may".
    factual_adverb, factual_adverbs, Factuality;
    /// A verb whose clause of purpose ("went to fight") tells whether that took place.
    purpose_verb, purpose_verbs, Factuality;
    /// A light verb, or with its preposition: "come under".
    light_verb, light_verbs, LightVerb;
    /// An office by one of its names, in lower case.
    office, offices, Office;
    /// A common noun for actors.
    agent, agents, Agent;
    /// The gender of all who bear a first name, in lower case.
    given_name, given_names, Gender;
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawReporting {
    cue: Vec<RawCue>,
    speech_act: Vec<RawSpeechAct>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawSpeechAct {
    stance: Stance,
    verbs: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCue {
    stance: Stance,
    content: Standing,
    grade: Option<f32>,
    quotes: bool,
    #[serde(default)]
    verbs: Vec<Box<str>>,
    #[serde(default)]
    nouns: Vec<Box<str>>,
    #[serde(default)]
    adjectives: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLightVerbs {
    actor: Vec<Box<str>>,
    recipient: Vec<Box<str>>,
    #[serde(default)]
    recipient_unless_told: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOffices {
    office: Vec<RawOffice>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawOffice {
    names: Vec<Box<str>>,
    sector: Vec<String>,
    code: Option<String>,
    #[serde(default)]
    address: bool,
    gender: Option<Gender>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAgents {
    agent: Vec<RawAgent>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAgent {
    sector: Vec<String>,
    code: Option<String>,
    #[serde(default)]
    local: bool,
    #[serde(default)]
    counterpart: bool,
    #[serde(default)]
    persons: Vec<Box<str>>,
    #[serde(default)]
    bodies: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawGivenNames {
    women: Vec<Box<str>>,
    men: Vec<Box<str>>,
}

impl Words {
    /// Every office name with its office, for matching in text.
    pub fn offices(&self) -> impl Iterator<Item = (&str, &Office)> {
        self.offices.iter().map(|(name, office)| (&**name, office))
    }

    pub(crate) fn read_reporting(&mut self, source: &Source<'_>) {
        let Some(raw) = source.table::<RawReporting>() else { return };
        for group in raw.cue {
            let grade = grade(source, group.grade, group.content);
            let RawCue { stance, content, quotes, .. } = group;
            let cue = Cue { stance, content, grade, quotes };
            insert(source, &mut self.cue_verbs, group.verbs, cue);
            insert(source, &mut self.cue_nouns, group.nouns, cue);
            insert(source, &mut self.cue_adjectives, group.adjectives, cue);
        }
        for group in raw.speech_act {
            insert(source, &mut self.speech_acts, group.verbs, group.stance);
        }
    }

    pub(crate) fn read_light_verbs(&mut self, source: &Source<'_>) {
        let Some(raw) = source.table::<RawLightVerbs>() else { return };
        let lists = [
            (false, true, raw.actor),
            (true, false, raw.recipient),
            (true, true, raw.recipient_unless_told),
        ];
        for (subject_is_recipient, yields, verbs) in lists {
            for verb in verbs {
                let oblique = verb.contains(' ');
                let value = LightVerb { subject_is_recipient, yields, oblique };
                insert(source, &mut self.light_verbs, vec![verb], value);
            }
        }
    }

    pub(crate) fn read_offices(&mut self, source: &Source<'_>) {
        let Some(raw) = source.table::<RawOffices>() else { return };
        for office in raw.office {
            let Some(name) = office.names.first().cloned() else { continue };
            let code = office.code.as_deref().and_then(Country::parse);
            let sectors = sectors(source, &office.sector);
            let RawOffice { address, gender, .. } = office;
            let value = Office { name, sectors, code, address, gender };
            insert(source, &mut self.offices, office.names, value);
        }
    }

    pub(crate) fn read_given_names(&mut self, source: &Source<'_>) {
        let Some(raw) = source.table::<RawGivenNames>() else { return };
        insert(source, &mut self.given_names, raw.women, Gender::Female);
        insert(source, &mut self.given_names, raw.men, Gender::Male);
    }

    pub(crate) fn read_agents(&mut self, source: &Source<'_>) {
        let Some(raw) = source.table::<RawAgents>() else { return };
        for group in raw.agent {
            let code = group.code.as_deref().and_then(Country::parse);
            let sectors = sectors(source, &group.sector);
            let RawAgent { local, counterpart, persons, bodies, .. } = group;
            for (person, nouns) in [(true, persons), (false, bodies)] {
                let value = Agent { sectors: sectors.clone(), code, person, local, counterpart };
                insert(source, &mut self.agents, nouns, value);
            }
        }
    }
}

fn sectors(source: &Source<'_>, codes: &[String]) -> Vec<Sector> {
    codes
        .iter()
        .filter_map(|code| {
            let sector = Sector::parse(code);
            if sector.is_none() {
                source.fault_about(0, code, format!("sector \"{code}\" is not three capitals"));
            }
            sector
        })
        .collect()
}

/// Puts `value` under each word; a word that is already there is a fault.
fn insert<T: Clone>(
    source: &Source<'_>,
    map: &mut FxHashMap<Box<str>, T>,
    words: Vec<Box<str>>,
    value: T,
) {
    for word in words {
        if map.insert(word.clone(), value.clone()).is_some() {
            source.fault_about(0, &format!("\"{word}\""), format!("\"{word}\" stands twice"));
        }
    }
}

//! What shows in which context an act stands?
//!
//! `words/contexts.toml`, and any `words/contexts-*.toml`: for each context of the codebook the words that
//! show it, the kinds of act and party that do by themselves, and sentences as proof.

use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::ontology::{Ontology, unknown};
use crate::phrase::Phrases;
use crate::source::{Entry, Source};
use crate::{EventId, Sector};

/// A set of contexts, by their places in the codebook's list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextSet(u64);

impl ContextSet {
    /// Most contexts that a set can hold.
    pub const MOST: usize = 64;

    /// Puts `context` in.
    pub fn insert(&mut self, context: usize) {
        self.0 |= 1 << context;
    }

    /// Puts all of `others` in.
    pub fn extend(&mut self, others: ContextSet) {
        self.0 |= others.0;
    }

    /// Whether `context` is among them.
    pub fn contains(self, context: usize) -> bool {
        self.0 >> context & 1 == 1
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those that are also in `others`.
    #[must_use]
    pub fn and(self, others: ContextSet) -> Self {
        Self(self.0 & others.0)
    }

    /// The contexts in the codebook's order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..Self::MOST).filter(move |&context| self.contains(context))
    }
}

/// What a word shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Contexts of every act of its sentence.
    pub anywhere: ContextSet,
    /// Contexts of an act whose own clause it stands in.
    pub near: ContextSet,
}

/// A kind of act that shows a context by itself. What is empty holds of any.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActTest {
    /// The context, by its place in the codebook's list.
    pub context: usize,
    /// What the act is.
    pub event: Option<EventId>,
    /// How.
    pub modes: Vec<Box<str>>,
    /// Of what sort somebody is who does it.
    pub actors: Vec<Sector>,
    /// To whom.
    pub recipients: Vec<Sector>,
    /// Whether it is between governments of different states.
    pub abroad: bool,
    /// Whether it shows the context only where nothing else shows one.
    pub alone: bool,
}

/// A sentence that must, or must not, show a context.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextProof {
    /// The context.
    pub context: usize,
    /// The sentence.
    pub text: Box<str>,
    /// Whether an act of it must stand in the context, or none.
    pub shows: bool,
    /// The file.
    pub file: Box<str>,
    /// Line of the entry.
    pub line: usize,
}

/// All that shows contexts.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Contexts {
    words: Phrases<Shown>,
    acts: Vec<ActTest>,
    themes: ContextSet,
    proofs: Vec<ContextProof>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile<C> {
    /// Phrases whose words show nothing: "war of words".
    #[serde(default)]
    silent: Vec<Box<str>>,
    #[serde(default = "Vec::new")]
    context: Vec<Spanned<C>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawContext {
    name: Box<str>,
    #[serde(default)]
    words: Vec<Box<str>>,
    #[serde(default)]
    near: Vec<Box<str>>,
    #[serde(default)]
    acts: Vec<RawAct>,
    #[serde(default)]
    theme: bool,
    #[serde(default)]
    yes: Vec<Box<str>>,
    #[serde(default)]
    no: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAct {
    event: Option<String>,
    #[serde(default)]
    modes: Vec<Box<str>>,
    #[serde(default)]
    actors: Vec<String>,
    #[serde(default)]
    recipients: Vec<String>,
    #[serde(default)]
    abroad: bool,
    #[serde(default)]
    alone: bool,
}

impl Contexts {
    /// Which phrase of words shows what.
    pub fn words(&self) -> &Phrases<Shown> {
        &self.words
    }

    /// The kinds of act that show a context by themselves.
    pub fn acts(&self) -> &[ActTest] {
        &self.acts
    }

    /// The contexts that a whole document can stand in.
    pub fn themes(&self) -> ContextSet {
        self.themes
    }

    /// The sentences that prove the entries, in the order of the files.
    pub fn proofs(&self) -> &[ContextProof] {
        &self.proofs
    }

    /// Reads one file; the ontology must have been read before.
    pub(crate) fn read(&mut self, source: &Source<'_>, ontology: &Ontology) {
        let (silent, entries) = match source.fitting::<RawFile<RawContext>>() {
            Some(raw) => (raw.silent, raw.context.into_iter().map(Entry::from).collect::<Vec<_>>()),
            None => {
                let Some(raw) = source.table::<RawFile<toml::Value>>() else { return };
                (raw.silent, source.entries::<RawContext>(raw.context))
            }
        };
        for phrase in silent {
            self.words.entry(&phrase);
        }
        for entry in entries {
            self.add(source, entry, ontology);
        }
    }

    fn add(
        &mut self,
        source: &Source<'_>,
        Entry { value: raw, offset }: Entry<RawContext>,
        ontology: &Ontology,
    ) {
        let Some(context) = ontology.context_named(&raw.name) else {
            return source.fault_about(offset, &raw.name, unknown("context", &raw.name, None));
        };
        if raw.yes.is_empty() {
            let message = format!("context \"{}\" has no `yes` sentence: add its proof", raw.name);
            source.fault(offset, message);
        }
        for word in &raw.words {
            self.words.entry(word).anywhere.insert(context);
        }
        for word in &raw.near {
            self.words.entry(word).near.insert(context);
        }
        for act in raw.acts {
            match act_test(act, context, ontology) {
                Ok(test) => self.acts.push(test),
                Err(message) => source.fault(offset, message),
            }
        }
        if raw.theme {
            self.themes.insert(context);
        }
        let line = source.line_of(offset);
        for (shows, sentences) in [(true, raw.yes), (false, raw.no)] {
            self.proofs.extend(sentences.into_iter().map(|text| ContextProof {
                context,
                text,
                shows,
                file: source.file.into(),
                line,
            }));
        }
    }
}

fn act_test(raw: RawAct, context: usize, ontology: &Ontology) -> Result<ActTest, String> {
    let event = match &raw.event {
        Some(event) => {
            let id = ontology.check(event, None)?;
            for mode in &raw.modes {
                ontology.check(event, Some(mode))?;
            }
            Some(id)
        }
        None if raw.modes.is_empty() => None,
        None => return Err("modes are of an event: name it with `event`".to_owned()),
    };
    let (actors, recipients) = (sectors(&raw.actors)?, sectors(&raw.recipients)?);
    let RawAct { modes, abroad, alone, .. } = raw;
    Ok(ActTest { context, event, modes, actors, recipients, abroad, alone })
}

fn sectors(codes: &[String]) -> Result<Vec<Sector>, String> {
    let parse = |code: &String| {
        Sector::parse(code).ok_or_else(|| format!("sector \"{code}\" is not three capitals"))
    };
    codes.iter().map(parse).collect()
}

//! Which words tell which act?

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::compose::Compose;
use crate::ontology::{Ontology, unknown};
use crate::pattern::TermUse;
use crate::source::{Entry, Source};
use crate::words::{Classes, WordNumber};
use crate::{Country, EventId, Fault, Pattern, PatternKind, WordTest};

/// Place of a frame in [`Frames`].
pub type FrameId = usize;
/// Place of a pattern in [`Frames`].
pub type PatternId = usize;

/// What a frame makes of its head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// It tells this event.
    Event(EventId),
    /// It does something to the act in its `{act}` slot: "cease", "allow" …
    Operation(Box<str>),
}

impl Effect {
    /// The event's or operation's name.
    pub fn name<'a>(&'a self, ontology: &'a Ontology) -> &'a str {
        match self {
            Effect::Event(id) => &ontology.event(*id).code,
            Effect::Operation(name) => name,
        }
    }
}

/// A way to tell one kind of act.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// `sanction/expel-diplomats`: the file and the entry's id.
    pub rule: Box<str>,
    /// What it tells.
    pub effect: Effect,
    /// How.
    pub mode: Option<Box<str>>,
    /// CAMEO code, where the frame tells it.
    pub cameo: Option<Box<str>>,
    /// Contexts that the frame itself shows.
    pub context: Vec<Box<str>>,
    /// Sentences that it must read.
    pub yes: Vec<Proof>,
    /// Sentences that it must not read.
    pub no: Vec<Box<str>>,
    /// The file that holds it, relative to the knowledge folder.
    pub file: Box<str>,
    /// The line of its entry.
    pub line: usize,
}

/// A sentence with what a frame must read in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proof {
    /// The sentence.
    pub text: Box<str>,
    /// Codes of the actors.
    pub actors: BTreeSet<Country>,
    /// Codes of the recipients.
    pub recipients: BTreeSet<Country>,
    /// Status, if one must be met.
    pub status: Option<Box<str>>,
}

/// All frames, found by their head words.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Frames {
    frames: Vec<Frame>,
    patterns: Vec<(FrameId, Pattern)>,
    by_head: FxHashMap<WordNumber, Vec<PatternId>>,
    /// The events of the frames that a word heads, a bit each.
    events: FxHashMap<WordNumber, u32>,
}

/// A file with its entries read strictly (`RawFrame`) or loosely (`toml::Value`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile<F> {
    #[serde(default)]
    classes: FxHashMap<Box<str>, Vec<Box<str>>>,
    #[serde(default = "Vec::new")]
    frame: Vec<Spanned<F>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFrame {
    id: Box<str>,
    event: Option<String>,
    operation: Option<Box<str>>,
    mode: Option<Box<str>>,
    cameo: Option<Box<str>>,
    #[serde(default)]
    verbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(default)]
    predicates: Vec<String>,
    #[serde(default)]
    said: Vec<String>,
    #[serde(default)]
    context: Vec<Box<str>>,
    yes: Vec<String>,
    #[serde(default)]
    no: Vec<Box<str>>,
}

impl Frames {
    /// All frames.
    pub fn all(&self) -> &[Frame] {
        &self.frames
    }

    /// The frame `id`.
    pub fn frame(&self, id: FrameId) -> &Frame {
        &self.frames[id]
    }

    /// A pattern and the frame that owns it.
    pub fn pattern(&self, id: PatternId) -> (FrameId, &Pattern) {
        let (frame, pattern) = &self.patterns[id];
        (*frame, pattern)
    }

    /// Number of patterns.
    pub fn pattern_count(&self) -> usize {
        self.patterns.len()
    }

    /// Number of senses: head words, each counted once per pattern.
    pub fn sense_count(&self) -> usize {
        self.patterns.iter().map(|(_, p)| p.heads.len()).sum()
    }

    /// The patterns that `word`, a lemma or a lower-case form, can head.
    pub fn headed_by(&self, word: WordNumber) -> &[PatternId] {
        self.by_head.get(&word).map_or(&[], Vec::as_slice)
    }

    /// The events of the frames that `word` heads: a bit each, by their place in the ontology, those beyond 32 left out.
    pub fn events_headed_by(&self, word: WordNumber) -> u32 {
        self.events.get(&word).copied().unwrap_or(0)
    }

    /// Reads one file of frames; its classes go to `classes`.
    pub(crate) fn read(
        &mut self,
        source: &Source<'_>,
        ontology: &Ontology,
        compose: &Compose,
        classes: &mut Classes,
    ) {
        let (own_classes, entries) = match source.fitting::<RawFile<RawFrame>>() {
            Some(raw) => (raw.classes, raw.frame.into_iter().map(Entry::from).collect::<Vec<_>>()),
            None => {
                let Some(raw) = source.table::<RawFile<toml::Value>>() else { return };
                (raw.classes, source.entries::<RawFrame>(raw.frame))
            }
        };
        classes.add(source, own_classes);
        let stem = source.file.rsplit('/').next().unwrap_or_default().trim_end_matches(".toml");
        let mut seen = BTreeSet::new();
        for entry in entries {
            if !seen.insert(entry.value.id.clone()) {
                let message = format!("frame \"{}\" stands twice in this file", entry.value.id);
                source.fault(entry.offset, message);
            }
            self.add(source, stem, entry, ontology, compose);
        }
    }

    fn add(
        &mut self,
        source: &Source<'_>,
        stem: &str,
        Entry { value: raw, offset }: Entry<RawFrame>,
        ontology: &Ontology,
        compose: &Compose,
    ) {
        let effect = match effect(&raw, ontology, compose) {
            Ok(effect) => effect,
            Err(message) => return source.fault(offset, message),
        };
        check_terms(source, offset, &raw, ontology);
        let id = self.frames.len();
        let before = self.patterns.len();
        for (kind, texts) in [
            (PatternKind::Verb, &raw.verbs),
            (PatternKind::Noun, &raw.nouns),
            (PatternKind::Predicate, &raw.predicates),
            (PatternKind::Said, &raw.said),
        ] {
            for text in texts {
                match Pattern::parse(kind, text) {
                    Ok(pattern) => self.patterns.push((id, pattern)),
                    Err(message) => source.fault_about(offset, text, message),
                }
            }
        }
        if self.patterns.len() == before {
            source.fault(offset, format!("frame \"{}\" has no pattern", raw.id));
        }
        if raw.yes.is_empty() {
            source.fault(
                offset,
                format!("frame \"{}\" has no `yes` sentence: add its proof", raw.id),
            );
        }
        let yes = raw.yes.iter().filter_map(|text| match Proof::parse(text) {
            Ok(proof) => Some(proof),
            Err(message) => {
                source.fault_about(offset, text, message);
                None
            }
        });
        self.frames.push(Frame {
            rule: format!("{stem}/{}", raw.id).into(),
            effect,
            mode: raw.mode,
            cameo: raw.cameo,
            context: raw.context,
            yes: yes.collect(),
            no: raw.no,
            file: source.file.into(),
            line: source.line_of(offset),
        });
    }

    /// Gives every word and class its number and builds the index by head word, once all classes are
    /// known; the faults are classes that nobody defined.
    pub(crate) fn link(&mut self, classes: &mut Classes) -> Vec<Fault> {
        let mut faults = Vec::new();
        let members = classes.members();
        for (id, (frame, pattern)) in self.patterns.iter_mut().enumerate() {
            let frame = &self.frames[*frame];
            pattern.each_term(&mut |used, term| match used {
                TermUse::Word => term.set(classes.vocabulary_mut().add(term)),
                TermUse::Class => match classes.number(term) {
                    Some(number) => term.set(number),
                    None => faults.push(Fault {
                        file: frame.file.to_string(),
                        line: frame.line,
                        message: unknown("class", term, None),
                    }),
                },
            });
            for key in head_keys(pattern, &members) {
                let number = classes.vocabulary_mut().add(key);
                self.by_head.entry(number).or_default().push(id);
            }
        }
        let of_pattern = |&id: &PatternId| match self.frames[self.patterns[id].0].effect {
            Effect::Event(event) => 1u32.checked_shl(event.place() as u32).unwrap_or(0),
            Effect::Operation(_) => 0,
        };
        let events =
            |patterns: &Vec<PatternId>| patterns.iter().map(of_pattern).fold(0, |a, b| a | b);
        self.events = self.by_head.iter().map(|(&word, ids)| (word, events(ids))).collect();
        faults
    }
}

/// The words at which the heads of a pattern are found.
fn head_keys<'p>(pattern: &'p Pattern, members: &'p [Vec<Box<str>>]) -> Vec<&'p str> {
    let mut words: Vec<&str> = Vec::new();
    for head in &pattern.heads {
        match &head.word {
            WordTest::Lemma(word) | WordTest::Form(word) => words.push(word),
            WordTest::Class(name) => {
                let members = members.get(name.number() as usize).into_iter().flatten();
                words.extend(members.map(|word| &**word));
            }
        }
    }
    // "Co-host" may be one word to the tokenizer.
    let whole = words.iter().copied().filter(|word| word.contains('-'));
    let mut keys: Vec<&str> = words.iter().map(|word| last_word(word)).collect();
    keys.extend(whole);
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The word at which a head of several words is found: the last of "hunger strike" and "sit-in", the one
/// before the preposition of "act of war".
fn last_word(head: &str) -> &str {
    let phrase = PHRASE_LINKS.iter().filter_map(|link| head.split_once(link)).map(|(noun, _)| noun);
    let noun = phrase.min_by_key(|noun| noun.len()).unwrap_or(head);
    noun.rsplit([' ', '-']).next().unwrap_or(noun)
}

/// What joins the words of a phrase that has its head first.
const PHRASE_LINKS: [&str; 3] = [" of ", " for ", " against "];

fn effect(raw: &RawFrame, ontology: &Ontology, compose: &Compose) -> Result<Effect, String> {
    match (&raw.event, &raw.operation) {
        (Some(event), None) => Ok(Effect::Event(ontology.check(event, raw.mode.as_deref())?)),
        (None, Some(name)) if compose.knows_outer(name) => Ok(Effect::Operation(name.clone())),
        (None, Some(name)) => {
            Err(format!("no rule in ontology/compose.toml has outer = \"{name}\""))
        }
        _ => Err(format!("frame \"{}\" needs either `event` or `operation`", raw.id)),
    }
}

fn check_terms(source: &Source<'_>, offset: usize, raw: &RawFrame, ontology: &Ontology) {
    for context in &raw.context {
        if !ontology.has_context(context) {
            source.fault_about(offset, context, unknown("context", context, None));
        }
    }
    if let Some(cameo) = &raw.cameo
        && (cameo.len() < 2 || !cameo.bytes().all(|b| b.is_ascii_digit()))
    {
        source.fault_about(offset, cameo, format!("\"{cameo}\" is not a CAMEO code"));
    }
}

impl Proof {
    /// Reads `sentence | ACTOR+ACTOR -> RECIPIENT [| status]`.
    fn parse(text: &str) -> Result<Self, String> {
        let mut parts = text.split(" | ");
        let sentence = parts.next().unwrap_or_default();
        let (actors, recipients) = parts
            .next()
            .and_then(|roles| roles.split_once("->"))
            .ok_or("a `yes` sentence ends in \" | ACTOR -> RECIPIENT\"")?;
        Ok(Self {
            text: sentence.trim().into(),
            actors: codes(actors)?,
            recipients: codes(recipients)?,
            status: parts.next().map(|status| status.trim().into()),
        })
    }
}

fn codes(text: &str) -> Result<BTreeSet<Country>, String> {
    text.split('+')
        .map(str::trim)
        .filter(|code| *code != "-")
        .map(|code| {
            Country::parse(code)
                .ok_or_else(|| format!("\"{code}\" is not a code of three capitals"))
        })
        .collect()
}

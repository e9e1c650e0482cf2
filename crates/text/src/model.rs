//! How does a model lie in its file?
//!
//! One file: a magic number, a version, and named sections. Tables are used where they lie, so opening
//! a model costs next to nothing. [`Model::open`] checks everything that lookups rely on; [`write`]
//! makes the file. The rest of the crate knows models only through [`Model`].

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use thiserror::Error;

use crate::lemma::{Lemmatizer, Rule};
use crate::neural::network::{Encoder, Network, Table};
use crate::neural::plan::Plan;
use crate::neural::reader;
use crate::neural::vectors::Vectors;
use crate::table::HashTable;
use crate::transition::Action;
use crate::{Relation, Tag, Upos};

const MAGIC: &[u8; 8] = b"VERBALE\n";

/// Version of the file's layout and of the features that its weights belong to.
pub const VERSION: u32 = 5;

/// The most classes that a head of the network may tell apart.
pub const MAX_CLASSES: usize = 256;

/// Why some bytes are no usable model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The bytes do not begin as a model does.
    #[error("not a model file: it does not begin with the magic number")]
    NotAModel,
    /// The model was made for another version of this program.
    #[error("model has version {found}, this program reads version {VERSION}")]
    Version {
        /// The version that the file names.
        found: u32,
    },
    /// The file ends too early, or a length in it is wrong.
    #[error("model is truncated or damaged")]
    Truncated,
    /// A section is missing.
    #[error("model has no section \"{section}\"")]
    NoSection {
        /// Name of the section.
        section: &'static str,
    },
    /// A section holds what it must not.
    #[error("section \"{section}\" of the model is damaged")]
    Section {
        /// Name of the section.
        section: &'static str,
    },
}

/// The sections of a model file, with their names.
pub mod section {
    /// Pairs of universal and Penn tag, by class, a byte each.
    pub const CLASSES: &str = "classes";
    /// Actions of the parser, by class, two bytes each.
    pub const ACTIONS: &str = "actions";
    /// Sizes and layers of the network.
    pub const PLAN: &str = "plan";
    /// The network's numbers, two bytes each.
    pub const NETWORK: &str = "network";
    /// The network's embedding table.
    pub const TABLE: &str = "table";
    /// Word vectors.
    pub const VECTORS: &str = "vectors";
    /// Which lemma rule holds for which form or ending.
    pub const LEMMAS: &str = "lemmas";
    /// The lemma rules, a line each.
    pub const RULES: &str = "rules";
    /// Distributional classes of words; may be absent.
    pub const CLUSTERS: &str = "clusters";
}

/// A model, opened.
#[derive(Debug, Clone)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    classes: Vec<(Upos, Tag)>,
    actions: Vec<Action>,
    rules: Vec<Rule>,
    network: Arc<Network>,
    encoder: Arc<Encoder>,
    table: Range<usize>,
    vectors: Range<usize>,
    lemmas: Range<usize>,
    clusters: Option<Range<usize>>,
}

/// The parts of an opened model, ready for use.
#[derive(Debug, Clone)]
pub struct Parts<'m> {
    /// What tagging and parsing takes.
    pub reader: reader::Parts<'m>,
    /// The lemmatizer.
    pub lemmatizer: Lemmatizer<'m>,
    /// Universal and Penn tag of each class.
    pub classes: &'m [(Upos, Tag)],
}

impl Model {
    /// Opens the model in `bytes` and checks it.
    pub fn open(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, ModelError> {
        let bytes = bytes.into();
        let sections = sections(&bytes)?;
        let need = |section: &'static str| {
            let found = sections.iter().find(|(name, _)| name == section);
            found.map(|(_, range)| range.clone()).ok_or(ModelError::NoSection { section })
        };
        let clusters = need(section::CLUSTERS).ok();
        let classes = read_classes(&bytes[need(section::CLASSES)?])?;
        let actions = read_actions(&bytes[need(section::ACTIONS)?])?;
        let plan = Plan::from_bytes(&bytes[need(section::PLAN)?])
            .filter(|plan| plan.classes == classes.len() && plan.actions == actions.len())
            .ok_or(ModelError::Section { section: section::PLAN })?;
        let network = Network::open(plan, &bytes[need(section::NETWORK)?])?;
        let model = Self {
            classes,
            actions,
            rules: read_rules(&bytes[need(section::RULES)?])?,
            encoder: Arc::new(Encoder::of(&network)),
            network: Arc::new(network),
            table: need(section::TABLE)?,
            vectors: need(section::VECTORS)?,
            lemmas: need(section::LEMMAS)?,
            clusters,
            bytes,
        };
        model.parts()?;
        Ok(model)
    }

    /// The parts of the model. Fails only if [`Model::open`] would.
    pub fn parts(&self) -> Result<Parts<'_>, ModelError> {
        let bytes = |range: &Range<usize>| &self.bytes[range.clone()];
        Ok(Parts {
            reader: reader::Parts {
                network: &self.network,
                encoder: &self.encoder,
                table: Table::open(bytes(&self.table), &self.network.plan)?,
                vectors: Vectors::open(bytes(&self.vectors))?,
                clusters: match &self.clusters {
                    Some(range) => Some(HashTable::open(bytes(range))?.0),
                    None => None,
                },
                actions: &self.actions,
            },
            lemmatizer: Lemmatizer {
                table: HashTable::open(bytes(&self.lemmas))?.0,
                rules: &self.rules,
            },
            classes: &self.classes,
        })
    }
}

/// Writes a model file of `sections`.
pub fn write(sections: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(VERSION.to_le_bytes());
    out.extend((sections.len() as u32).to_le_bytes());
    for (name, bytes) in sections {
        out.push(name.len() as u8);
        out.extend(name.as_bytes());
        out.extend((bytes.len() as u32).to_le_bytes());
        out.extend(bytes);
    }
    out
}

/// Writes the section of lemma rules.
pub fn write_rules(rules: &[Rule]) -> Vec<u8> {
    let lines = rules.iter().map(|rule| {
        let case = if rule.lower { 'l' } else { 'k' };
        format!("{case}\t{}\t{}\n", rule.cut, rule.add)
    });
    lines.collect::<String>().into_bytes()
}

/// The names and places of the sections in `bytes`.
fn sections(bytes: &[u8]) -> Result<Vec<(String, Range<usize>)>, ModelError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(ModelError::NotAModel)?;
    let mut reader = Reader { bytes, at: bytes.len() - rest.len() };
    let found = reader.number()?;
    if found != VERSION {
        return Err(ModelError::Version { found });
    }
    let count = reader.number()?;
    let mut sections = Vec::new();
    for _ in 0..count {
        let name_len = usize::from(reader.take(1)?[0]);
        let name = String::from_utf8_lossy(reader.take(name_len)?).into_owned();
        let len = reader.number()? as usize;
        reader.take(len)?;
        sections.push((name, reader.at - len..reader.at));
    }
    Ok(sections)
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, len: usize) -> Result<&'b [u8], ModelError> {
        let end = self.at.checked_add(len).ok_or(ModelError::Truncated)?;
        let taken = self.bytes.get(self.at..end).ok_or(ModelError::Truncated)?;
        self.at = end;
        Ok(taken)
    }

    fn number(&mut self) -> Result<u32, ModelError> {
        let bytes = self.take(4)?.try_into().map_err(|_| ModelError::Truncated)?;
        Ok(u32::from_le_bytes(bytes))
    }
}

fn read_classes(bytes: &[u8]) -> Result<Vec<(Upos, Tag)>, ModelError> {
    let fault = ModelError::Section { section: section::CLASSES };
    if bytes.is_empty() || bytes.len() > 2 * MAX_CLASSES {
        return Err(fault);
    }
    let class = |pair: &[u8]| {
        let upos = *Upos::ALL.get(usize::from(pair[0]))?;
        Some((upos, *Tag::ALL.get(usize::from(pair[1]))?))
    };
    bytes.chunks_exact(2).map(class).collect::<Option<_>>().ok_or(fault)
}

fn read_actions(bytes: &[u8]) -> Result<Vec<Action>, ModelError> {
    let fault = ModelError::Section { section: section::ACTIONS };
    let actions: Option<Vec<Action>> =
        bytes.chunks_exact(2).map(|pair| Action::from_bytes([pair[0], pair[1]])).collect();
    let actions = actions.filter(|actions| actions.len() <= MAX_CLASSES).ok_or(fault.clone())?;
    // Without these the parser could come to a point where it may do nothing.
    let complete = actions.contains(&Action::Shift)
        && actions.contains(&Action::Left(Relation::Root))
        && actions
            .iter()
            .any(|a| matches!(a, Action::Right(relation) if *relation != Relation::Root));
    if complete { Ok(actions) } else { Err(fault) }
}

fn read_rules(bytes: &[u8]) -> Result<Vec<Rule>, ModelError> {
    let fault = || ModelError::Section { section: section::RULES };
    let text = std::str::from_utf8(bytes).map_err(|_| fault())?;
    let rule = |line: &str| {
        let mut fields = line.splitn(3, '\t');
        let lower = fields.next()? == "l";
        let cut = fields.next()?.parse().ok()?;
        Some(Rule { lower, cut, add: fields.next()?.to_owned() })
    };
    text.lines().map(rule).collect::<Option<_>>().ok_or_else(fault)
}

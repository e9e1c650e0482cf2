//! What comes of two acts when one is the content of the other?

use serde::{Deserialize, Serialize};

use crate::EventId;
use crate::frame::Effect;
use crate::ontology::Ontology;
use crate::source::Source;

/// What an outer act and the act inside it amount to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome<'a> {
    /// The event; `None` where the inner act stands as it is.
    pub event: Option<EventId>,
    /// Its mode, if the combination tells it.
    pub mode: Option<&'a str>,
}

/// The composition rules, in the order in which they are tried.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Compose {
    rules: Vec<Rule>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Rule {
    outer: Box<str>,
    inner: Vec<Box<str>>,
    event: Option<EventId>,
    mode: Option<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCompose {
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    outer: Box<str>,
    inner: Vec<Box<str>>,
    event: Option<String>,
    mode: Option<Box<str>>,
}

impl Compose {
    /// What `outer` with content `inner` amounts to; `None` if no rule says.
    ///
    /// `inner` is `None` where no frame reads the content.
    pub fn outcome(
        &self,
        ontology: &Ontology,
        outer: &Effect,
        inner: Option<&Effect>,
    ) -> Option<Outcome<'_>> {
        let outer = outer.name(ontology);
        let inner = inner.map_or("-", |effect| effect.name(ontology));
        self.rules
            .iter()
            .find(|rule| {
                *rule.outer == *outer
                    && (rule.inner.is_empty() || rule.inner.iter().any(|name| **name == *inner))
            })
            .map(|rule| Outcome { event: rule.event, mode: rule.mode.as_deref() })
    }

    /// Whether any rule has `name` as its outer side: the test that an operation exists.
    pub(crate) fn knows_outer(&self, name: &str) -> bool {
        self.rules.iter().any(|rule| &*rule.outer == name)
    }

    pub(crate) fn read(&mut self, source: &Source<'_>, ontology: &Ontology) {
        let Some(raw) = source.table::<RawCompose>() else { return };
        for rule in raw.rule {
            let event =
                rule.event.as_deref().map(|event| ontology.check(event, rule.mode.as_deref()));
            match event.transpose() {
                Ok(event) => self.rules.push(Rule {
                    outer: rule.outer,
                    inner: rule.inner,
                    event,
                    mode: rule.mode,
                }),
                Err(message) => {
                    source.fault_about(0, rule.event.as_deref().unwrap_or(&rule.outer), message);
                }
            }
        }
    }
}

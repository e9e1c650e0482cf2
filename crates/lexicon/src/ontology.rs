//! Which events, modes, contexts and sectors are there?

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::fault::did_you_mean;
use crate::source::Source;
use crate::{ContextSet, Country, EventId, Sector};

/// A PLOVER event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its name in capitals.
    pub code: Box<str>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// From -10 (conflict) to +10 (cooperation).
    pub scale: f32,
    /// What belongs there.
    pub meaning: Box<str>,
    /// Modes with their own scores.
    pub modes: BTreeMap<Box<str>, f32>,
}

/// The coding scheme.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ontology {
    events: Vec<Event>,
    contexts: Vec<Box<str>>,
    blocs: Vec<Country>,
    sectors: BTreeMap<Sector, Box<str>>,
    /// CAMEO code to event and mode.
    cameo: BTreeMap<Box<str>, (EventId, Option<Box<str>>)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEvents {
    event: Vec<RawEvent>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawEvent {
    code: Box<str>,
    quad: u8,
    scale: f32,
    meaning: Box<str>,
    modes: BTreeMap<Box<str>, f32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawTerms {
    contexts: Vec<Box<str>>,
    blocs: Vec<String>,
    sectors: BTreeMap<String, Box<str>>,
}

impl Ontology {
    /// All events, in the ontology's order.
    pub fn events(&self) -> impl Iterator<Item = (EventId, &Event)> {
        self.events.iter().enumerate().map(|(i, event)| (EventId(i as u8), event))
    }

    /// The event `id`.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.0 as usize]
    }

    /// The event named `code`.
    pub fn event_named(&self, code: &str) -> Option<EventId> {
        self.events.iter().position(|e| &*e.code == code).map(|i| EventId(i as u8))
    }

    /// The conflict-cooperation score of an event in a mode.
    pub fn scale(&self, id: EventId, mode: Option<&str>) -> f32 {
        let event = self.event(id);
        mode.and_then(|m| event.modes.get(m)).copied().unwrap_or(event.scale)
    }

    /// Whether `name` is one of the contexts.
    pub fn has_context(&self, name: &str) -> bool {
        self.context_named(name).is_some()
    }

    /// The place of the context `name` in the codebook's list.
    pub fn context_named(&self, name: &str) -> Option<usize> {
        self.contexts.iter().position(|c| &**c == name)
    }

    /// The name of the context at place `at` of the codebook's list.
    pub fn context(&self, at: usize) -> &str {
        &self.contexts[at]
    }

    /// The contexts, in the codebook's order.
    pub fn contexts(&self) -> impl Iterator<Item = &str> {
        self.contexts.iter().map(|c| &**c)
    }

    /// The sectors with their meanings.
    pub fn sectors(&self) -> &BTreeMap<Sector, Box<str>> {
        &self.sectors
    }

    /// Whether `code` stands for something else than a country.
    pub fn is_bloc(&self, code: Country) -> bool {
        self.blocs.contains(&code)
    }

    /// What a CAMEO code means in PLOVER.
    pub fn cameo(&self, code: &str) -> Option<(EventId, Option<&str>)> {
        self.cameo.get(code).map(|(event, mode)| (*event, mode.as_deref()))
    }

    /// What to say about an event name that does not exist.
    pub(crate) fn unknown_event(&self, given: &str) -> String {
        let hint = did_you_mean(given, self.events.iter().map(|e| &*e.code));
        unknown("event", given, hint)
    }

    pub(crate) fn read_events(&mut self, source: &Source<'_>) {
        let Some(raw) = source.table::<RawEvents>() else { return };
        self.events.extend(raw.event.into_iter().map(|e| Event {
            code: e.code,
            quad: e.quad,
            scale: e.scale,
            meaning: e.meaning,
            modes: e.modes,
        }));
    }

    pub(crate) fn read_terms(&mut self, source: &Source<'_>) {
        let Some(raw) = source.table::<RawTerms>() else { return };
        self.contexts.extend(raw.contexts);
        if self.contexts.len() > ContextSet::MOST {
            let message = format!("more than {} contexts", ContextSet::MOST);
            source.fault_about(0, "contexts", message);
            self.contexts.truncate(ContextSet::MOST);
        }
        for (code, meaning) in raw.sectors {
            match Sector::parse(&code) {
                Some(sector) => drop(self.sectors.insert(sector, meaning)),
                None => {
                    source.fault_about(0, &code, format!("sector \"{code}\" is not three capitals"))
                }
            }
        }
        for code in raw.blocs {
            match Country::parse(&code) {
                Some(bloc) => self.blocs.push(bloc),
                None => {
                    source.fault_about(0, &code, format!("bloc \"{code}\" is not three capitals"))
                }
            }
        }
    }

    /// Reads the CAMEO table; events must have been read before.
    pub(crate) fn read_cameo(&mut self, source: &Source<'_>) {
        for (number, line) in source.lines() {
            let mut cells = line.split('\t');
            let (Some(code), Some(event)) = (cells.next(), cells.next()) else {
                source.fault_at_line(
                    number,
                    "expected code, event and mode, with tabs between".into(),
                );
                continue;
            };
            let mode = cells.next().filter(|m| !m.is_empty());
            match self.check(event, mode) {
                Ok(id) => drop(self.cameo.insert(code.into(), (id, mode.map(Into::into)))),
                Err(message) => source.fault_at_line(number, message),
            }
        }
    }

    /// The event named `event` if it exists and has `mode`; else what is wrong.
    pub(crate) fn check(&self, event: &str, mode: Option<&str>) -> Result<EventId, String> {
        let id = self.event_named(event).ok_or_else(|| self.unknown_event(event))?;
        let modes = &self.event(id).modes;
        match mode {
            Some(mode) if !modes.contains_key(mode) => {
                let hint = did_you_mean(mode, modes.keys().map(|m| &**m));
                Err(unknown(&format!("mode of {event}"), mode, hint))
            }
            _ => Ok(id),
        }
    }
}

/// `unknown event "PROTST"; did you mean "PROTEST"?`
pub(crate) fn unknown(what: &str, given: &str, hint: Option<&str>) -> String {
    match hint {
        Some(hint) => format!("unknown {what} \"{given}\"; did you mean \"{hint}\"?"),
        None => format!("unknown {what} \"{given}\""),
    }
}

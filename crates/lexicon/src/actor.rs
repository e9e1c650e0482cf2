//! Which states, people and organisations are there, and what are they on a given day?

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use crate::fault::did_you_mean;
use crate::source::{Entry, Source};
use crate::{Country, Fault, NameTable, PartialDate, Role, RoleSpan, Sector};

/// Place of an actor in [`Actors`].
pub type ActorId = usize;

/// What sort of actor it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ActorKind {
    /// A state or territory.
    State,
    /// A person.
    Person,
    /// A body, group, company or bloc.
    Organisation,
}

/// Grammatical gender of a person, for pronouns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Gender {
    /// "she"
    #[serde(rename = "f")]
    Female,
    /// "he"
    #[serde(rename = "m")]
    Male,
}

/// How a name refers to its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NameUse {
    /// The name itself.
    Full,
    /// What later mentions use: a surname.
    Short,
    /// "Tanzanian" before a noun.
    Adjective,
    /// "Tanzanians": the people.
    People,
    /// Capital that may stand for the government.
    Capital,
    /// Seat of power that always does.
    Seat,
}

/// One name of an actor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// As written.
    pub text: Box<str>,
    /// Whose it is.
    pub actor: ActorId,
    /// How it refers.
    pub usage: NameUse,
    /// Whether it is also an everyday word or another's name.
    pub ambiguous: bool,
    /// Until when it was used, for former names.
    pub until: Option<PartialDate>,
    /// Countries of which one must be spoken of as well for the name to mean this actor: "Congress" is Peru's where
    /// the text speaks of Peru. Empty for names that need none.
    pub beside: Box<[Country]>,
}

/// A state, person or organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// Stable identifier in kebab case; a state's is its name.
    pub id: Box<str>,
    /// Its usual name.
    pub name: Box<str>,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// Its own code; a role may have another.
    pub code: Country,
    /// Gender, for persons where known.
    pub gender: Option<Gender>,
    /// Roles in the order of the file.
    pub roles: Vec<Role>,
    /// Sentence that proves the entry, where it has one.
    pub yes: Option<Box<str>>,
    /// The file that holds it.
    pub file: Box<str>,
    /// The line of its entry.
    pub line: usize,
}

/// What an actor is on a certain day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capacity<'a> {
    /// The code that it bears then.
    pub code: Country,
    /// Its sectors then.
    pub sectors: Vec<Sector>,
    /// The office then held.
    pub office: Option<&'a str>,
}

impl Actor {
    /// What this actor is on `day`; without a day, by its latest role.
    ///
    /// A person between or after offices is ELI; before the first office nothing is said.
    pub fn on(&self, day: Option<Date>) -> Capacity<'_> {
        let held: Vec<&Role> = match day {
            Some(day) => self.roles.iter().filter(|r| r.span.covers(day)).collect(),
            None => self.roles.last().into_iter().collect(),
        };
        if let Some(first) = held.last() {
            let mut sectors: Vec<Sector> = Vec::new();
            for role in held.iter().rev() {
                for sector in &role.sectors {
                    if !sectors.contains(sector) {
                        sectors.push(*sector);
                    }
                }
            }
            return Capacity {
                code: first.code.unwrap_or(self.code),
                sectors,
                office: Some(&*first.office).filter(|office| !office.is_empty()),
            };
        }
        let was_in_office = day.is_some_and(|d| self.roles.iter().any(|r| r.span.is_over_on(d)));
        let elite = (self.kind == ActorKind::Person && was_in_office)
            .then(|| Sector::parse("ELI"))
            .flatten();
        Capacity { code: self.code, sectors: elite.into_iter().collect(), office: None }
    }

    /// Whether some role was held on `day`, or no role is known.
    pub fn is_active_on(&self, day: Date) -> bool {
        self.roles.is_empty() || self.roles.iter().any(|r| r.span.covers(day))
    }
}

/// All actors and their names.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Actors {
    actors: Vec<Actor>,
    names: Vec<Name>,
    /// Sorted by identifier.
    by_id: Vec<ActorId>,
    /// States by their code.
    by_code: FxHashMap<Country, ActorId>,
    table: NameTable,
    /// Who ruled a state before it was one, and until when.
    rulers: FxHashMap<Country, Vec<(Country, PartialDate)>>,
}

/// A file with its entries read strictly (`RawState`, `RawActor`) or loosely (`toml::Value`).
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile<S, A> {
    state: Option<Spanned<S>>,
    #[serde(default = "Vec::new")]
    person: Vec<Spanned<A>>,
    #[serde(default = "Vec::new")]
    organisation: Vec<Spanned<A>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawState {
    code: String,
    name: Box<str>,
    names: Vec<Box<str>>,
    #[serde(default)]
    former: Vec<RawFormer>,
    #[serde(default)]
    ruled: Vec<RawRule>,
    #[serde(default)]
    adjectives: Vec<Box<str>>,
    #[serde(default)]
    people: Vec<Box<str>>,
    #[serde(default)]
    capitals: Vec<Box<str>>,
    #[serde(default)]
    seats: Vec<Box<str>>,
    #[serde(default)]
    ambiguous: Vec<Box<str>>,
    yes: Box<str>,
    #[serde(default)]
    nicknames: Vec<RawNickname>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFormer {
    name: Box<str>,
    until: String,
}

/// What a state is called where others are spoken of: "the North".
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNickname {
    name: Box<str>,
    beside: Vec<Box<str>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    by: String,
    until: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawActor {
    id: Box<str>,
    code: Option<String>,
    names: Vec<Box<str>>,
    short: Option<Vec<Box<str>>>,
    gender: Option<Gender>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    ambiguous: Vec<Box<str>>,
    #[serde(default)]
    beside: Vec<Box<str>>,
    yes: Option<Box<str>>,
}

impl Actors {
    /// All actors.
    pub fn all(&self) -> &[Actor] {
        &self.actors
    }

    /// The actor `id`.
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id]
    }

    /// All names of all actors.
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The names of the actor `id`.
    pub fn names_of(&self, id: ActorId) -> &[Name] {
        // Names are added actor by actor.
        let start = self.names.partition_point(|name| name.actor < id);
        let rest = &self.names[start..];
        &rest[..rest.partition_point(|name| name.actor == id)]
    }

    /// All names by the words that they are spelled with.
    pub fn name_table(&self) -> &NameTable {
        &self.table
    }

    /// The actor with identifier `id`, if there is one.
    pub fn by_id(&self, id: &str) -> Option<ActorId> {
        let found = self.by_id.binary_search_by(|&actor| (*self.actors[actor].id).cmp(id));
        found.ok().map(|at| self.by_id[at])
    }

    /// The state that bears `code`.
    pub fn state(&self, code: Country) -> Option<ActorId> {
        self.by_code.get(&code).copied()
    }

    /// Of whom the army and the police were that stood in the country `code` on `day`: its own, or of
    /// those who ruled it before it was a state.
    pub fn ruler(&self, code: Country, day: Option<Date>) -> Country {
        let rule = self.rulers.get(&code).zip(day);
        let ruler =
            rule.and_then(|(rules, day)| rules.iter().find(|(_, until)| day < until.first()));
        ruler.map_or(code, |(by, _)| *by)
    }

    pub(crate) fn read(&mut self, source: &Source<'_>) {
        let (state, persons, organisations) = match source.fitting::<RawFile<RawState, RawActor>>()
        {
            Some(raw) => (
                raw.state.map(Entry::from).into_iter().collect(),
                raw.person.into_iter().map(Entry::from).collect(),
                raw.organisation.into_iter().map(Entry::from).collect(),
            ),
            None => {
                let Some(raw) = source.table::<RawFile<toml::Value, toml::Value>>() else { return };
                (
                    source.entries::<RawState>(raw.state.into_iter().collect()),
                    source.entries::<RawActor>(raw.person),
                    source.entries::<RawActor>(raw.organisation),
                )
            }
        };
        let own = state.into_iter().filter_map(|state| self.add_state(source, state)).last();
        for (kind, entries) in
            [(ActorKind::Person, persons), (ActorKind::Organisation, organisations)]
        {
            for entry in entries {
                self.add_actor(source, kind, own, entry);
            }
        }
    }

    fn add_state(&mut self, source: &Source<'_>, entry: Entry<RawState>) -> Option<Country> {
        let Entry { value: raw, offset } = entry;
        let Some(code) = Country::parse(&raw.code) else {
            source.fault(offset, format!("code \"{}\" is not three capitals", raw.code));
            return None;
        };
        let id = self.push(Actor {
            id: kebab(&raw.name),
            name: raw.name,
            kind: ActorKind::State,
            code,
            gender: None,
            roles: Vec::new(),
            yes: Some(raw.yes),
            file: source.file.into(),
            line: source.line_of(offset),
        });
        self.by_code.insert(code, id);
        for (usage, texts) in [
            (NameUse::Full, &raw.names),
            (NameUse::Adjective, &raw.adjectives),
            (NameUse::People, &raw.people),
            (NameUse::Capital, &raw.capitals),
            (NameUse::Seat, &raw.seats),
        ] {
            self.add_names(id, usage, texts, &raw.ambiguous, &[]);
        }
        for former in raw.former {
            let until = PartialDate::parse(&former.until);
            if until.is_none() {
                let message = format!("\"{}\" is not a date", former.until);
                source.fault_about(offset, &former.until, message);
            }
            let ambiguous = raw.ambiguous.contains(&former.name);
            let usage = NameUse::Full;
            let beside = Box::default();
            self.names.push(Name { text: former.name, actor: id, usage, ambiguous, until, beside });
        }
        for nick in raw.nicknames {
            let beside = countries(source, offset, &nick.beside);
            self.add_names(id, NameUse::Full, &[nick.name], &[], &beside);
        }
        for rule in raw.ruled {
            match (Country::parse(&rule.by), PartialDate::parse(&rule.until)) {
                (Some(by), Some(until)) => {
                    self.rulers.entry(code).or_default().push((by, until));
                }
                _ => source.fault_about(
                    offset,
                    &rule.until,
                    format!(
                        "ruled by \"{}\" until \"{}\" needs a code and a date",
                        rule.by, rule.until
                    ),
                ),
            }
        }
        Some(code)
    }

    fn add_actor(
        &mut self,
        source: &Source<'_>,
        kind: ActorKind,
        own: Option<Country>,
        Entry { value: raw, offset }: Entry<RawActor>,
    ) {
        let code = match &raw.code {
            Some(text) => Country::parse(text),
            None => own,
        };
        let (Some(code), Some(name)) = (code, raw.names.first().cloned()) else {
            let message = format!("\"{}\" needs a `code` of three capitals and a name", raw.id);
            return source.fault(offset, message);
        };
        let mut roles = Vec::new();
        for text in &raw.roles {
            match Role::parse(text) {
                Ok(role) => roles.push(role),
                Err(message) => source.fault_about(offset, text, message),
            }
        }
        let beside = countries(source, offset, &raw.beside);
        let id = self.push(Actor {
            id: raw.id,
            name,
            kind,
            code,
            gender: raw.gender,
            roles,
            yes: raw.yes,
            file: source.file.into(),
            line: source.line_of(offset),
        });
        self.add_names(id, NameUse::Full, &raw.names, &raw.ambiguous, &beside);
        let short = raw.short.unwrap_or_else(|| match kind {
            ActorKind::Person => surnames(&raw.names),
            _ => Vec::new(),
        });
        self.add_names(id, NameUse::Short, &short, &raw.ambiguous, &beside);
    }

    fn push(&mut self, actor: Actor) -> ActorId {
        self.actors.push(actor);
        self.actors.len() - 1
    }

    fn add_names(
        &mut self,
        actor: ActorId,
        usage: NameUse,
        texts: &[Box<str>],
        ambiguous: &[Box<str>],
        beside: &[Country],
    ) {
        self.names.extend(texts.iter().map(|text| Name {
            text: text.clone(),
            actor,
            usage,
            ambiguous: ambiguous.contains(text) || !beside.is_empty(),
            until: None,
            beside: beside.into(),
        }));
    }

    /// Sorts what is looked up, once all files are read; an identifier that is taken is a fault.
    pub(crate) fn link(&mut self) -> Vec<Fault> {
        let id = |actor: ActorId| &*self.actors[actor].id;
        let mut by_id: Vec<ActorId> = (0..self.actors.len()).collect();
        by_id.sort_by_key(|&actor| id(actor));
        let taken = by_id.windows(2).filter(|pair| id(pair[0]) == id(pair[1]));
        let faults = taken.map(|pair| {
            let Actor { id, file, line, .. } = &self.actors[pair[1]];
            let message = format!("actor \"{id}\" is defined elsewhere too");
            Fault { file: file.to_string(), line: *line, message }
        });
        let faults = faults.collect();
        self.by_id = by_id;
        self.table = NameTable::new(&self.names);
        faults
    }

    /// Ids close to one that does not exist.
    pub fn suggest(&self, given: &str) -> Option<&str> {
        did_you_mean(given, self.actors.iter().map(|a| &*a.id))
    }
}

/// The countries that codes name.
fn countries(source: &Source<'_>, offset: usize, codes: &[Box<str>]) -> Vec<Country> {
    let country = |text: &str| {
        let code = Country::parse(text);
        if code.is_none() {
            source.fault_about(offset, text, format!("\"{text}\" is no code of a country"));
        }
        code
    };
    codes.iter().filter_map(|text| country(text)).collect()
}

/// `United Arab Emirates` as `united-arab-emirates`.
fn kebab(name: &str) -> Box<str> {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("-").into()
}

/// The last word of each name, each once.
fn surnames(names: &[Box<str>]) -> Vec<Box<str>> {
    let mut found: Vec<Box<str>> = Vec::new();
    for name in names {
        if let Some((_, last)) = name.rsplit_once(' ')
            && !found.iter().any(|f| **f == *last)
        {
            found.push(last.into());
        }
    }
    found
}

/// A span without ends.
impl Default for RoleSpan {
    fn default() -> Self {
        Self { from: None, until: None }
    }
}

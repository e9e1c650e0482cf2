//! `verbale who`: whom do we know by this name, and what were they on a day?

use std::collections::BTreeSet;
use std::io::{BufWriter, Write};

use anstyle::{AnsiColor, Style};
use anyhow::Result;
use clap::Args;
use jiff::ToSpan;
use jiff::civil::Date;
use verbale_lexicon::{Actor, ActorId, ActorKind, Actors, PartialDate, Role};

use crate::knowledge::KnowledgeArguments;
use crate::terminal::Brush;
use crate::{Ending, terminal};

/// Tell who bears a name, with offices and dates
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// A name, or part of one, in any case
    name: String,
    /// The day to tell about
    #[arg(long, value_name = "YYYY-MM-DD")]
    on: Option<Date>,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

const EXAMPLES: &str = "\
Examples:
  verbale who Lavrov --on 2022-02-11
  verbale who \"African Union\"";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let coder = arguments.knowledge.coder()?;
    let actors = &coder.lexicon().actors;
    let found = search(actors, &arguments.name);
    if found.is_empty() {
        let id = arguments.name.to_lowercase().replace(' ', "-");
        let hint =
            actors.suggest(&id).map_or(String::new(), |id| format!("; did you mean \"{id}\"?"));
        terminal::fault(&format!("nobody we know is called \"{}\"{hint}", arguments.name));
        return Ok(Ending::Partial);
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    let brush = Brush::new();
    for id in found {
        tell(actors, id, arguments, brush, &mut out)?;
    }
    out.flush()?;
    Ok(Ending::Complete)
}

/// Those of just this name, or else those whose names hold all its words.
fn search(actors: &Actors, name: &str) -> BTreeSet<ActorId> {
    let wanted = name.to_lowercase();
    let all = || actors.names().iter().map(|name| (name.text.to_lowercase(), name.actor));
    let exact: BTreeSet<ActorId> =
        all().filter(|(text, _)| *text == wanted).map(|(_, id)| id).collect();
    if !exact.is_empty() {
        return exact;
    }
    let has = |text: &str, word: &str| text.split([' ', '-']).any(|part| part == word);
    let holds = |text: &str| wanted.split_whitespace().all(|word| has(text, word));
    let by_id = actors.by_id(&wanted).into_iter();
    all().filter(|(text, _)| holds(text)).map(|(_, id)| id).chain(by_id).collect()
}

fn tell(
    actors: &Actors,
    id: ActorId,
    arguments: &Arguments,
    brush: Brush,
    out: &mut impl Write,
) -> Result<()> {
    let actor = actors.actor(id);
    let dim = Style::new().dimmed();
    let name = brush.paint(Style::new().bold(), &actor.name);
    let place = arguments.knowledge.placed(&format!("{}:{}", actor.file, actor.line));
    let kind = match actor.kind {
        ActorKind::State => "state",
        ActorKind::Person => "person",
        ActorKind::Organisation => "organisation",
    };
    let facts = brush.paint(dim, &format!("{kind} {} · {place}", actor.id));
    writeln!(out, "{name}  {}  {facts}", actor.code)?;
    let mut others: Vec<&str> = Vec::new();
    for name in actors.names_of(id) {
        if name.text != actor.name && !others.contains(&&*name.text) {
            others.push(&name.text);
        }
    }
    if !others.is_empty() {
        writeln!(out, "  also {}", others.join(", "))?;
    }
    for role in &actor.roles {
        let line = role_line(role);
        let holds = arguments.on.is_some_and(|day| role.span.covers(day));
        let style = if holds { AnsiColor::Green.on_default().bold() } else { Style::new() };
        writeln!(out, "  {} {}", if holds { "●" } else { " " }, brush.paint(style, &line))?;
    }
    if let Some(day) = arguments.on {
        writeln!(out, "  on {day}: {}", capacity(actor, day))?;
    }
    Ok(writeln!(out)?)
}

fn capacity(actor: &Actor, day: Date) -> String {
    let held = actor.on(Some(day));
    let sectors = held.sectors.iter().map(ToString::to_string);
    let codes: Vec<String> = std::iter::once(held.code.to_string()).chain(sectors).collect();
    match held.office {
        Some(office) => format!("{}, {office}", codes.join(" ")),
        None => codes.join(" "),
    }
}

fn role_line(role: &Role) -> String {
    let day = |date: Option<PartialDate>| date.map_or(String::new(), partial);
    let sectors: Vec<String> = role.sectors.iter().map(ToString::to_string).collect();
    let code = role.code.map_or(String::new(), |code| format!(" of {code}"));
    format!(
        "{:10} – {:10}  {:8} {}{code}",
        day(role.span.from),
        day(role.span.until),
        sectors.join(" "),
        role.office
    )
}

/// A date as exact as it is known.
fn partial(date: PartialDate) -> String {
    let (first, last) = (date.first(), date.last());
    if first == last {
        first.to_string()
    } else if last.saturating_add(1.day()).month() == first.month() {
        first.strftime("%Y").to_string()
    } else {
        first.strftime("%Y-%m").to_string()
    }
}

//! The dictionaries of PETRARCH: names in capitals with underscores, codes in square brackets.

use verbale_lexicon::{Country, Lexicon, Sector};

use super::Left;
use super::actors::{Entry, entries};
use super::agents::agents;
use crate::ExtraFile;

/// What came of the dictionaries.
#[derive(Debug, Clone, Default)]
pub struct Import {
    /// Knowledge files, for a folder that `--knowledge` names.
    pub files: Vec<ExtraFile>,
    /// Actors carried.
    pub actors: usize,
    /// Agents carried.
    pub agents: usize,
    /// Names of actors and agents that are known already, with the same meaning, and need no entry.
    pub known: usize,
    /// What could not be carried.
    pub left: Vec<Left>,
}

/// A dictionary: its file's name and its text.
pub type Dictionary<'a> = (&'a str, &'a str);

/// Turns dictionaries of actors and agents into knowledge files that add to `lexicon`.
pub fn petrarch(
    actors: &[Dictionary<'_>],
    agent_files: &[Dictionary<'_>],
    lexicon: &Lexicon,
) -> Import {
    let mut import = Import::default();
    let all: Vec<Entry> =
        actors.iter().flat_map(|(file, text)| entries(file, text, &mut import.left)).collect();
    let actors = super::actors::as_toml(&all, lexicon, &mut import);
    let agents = agents(agent_files, lexicon, &mut import);
    for (path, text) in [("actors/petrarch.toml", actors), ("words/agents-petrarch.toml", agents)] {
        import.files.extend(text.map(|text| (path.to_owned(), text)));
    }
    import
}

/// A line without its comment, which `#` or `;` begins.
pub(super) fn without_comment(line: &str) -> &str {
    line.split(['#', ';']).next().unwrap_or_default().trim_end()
}

/// The words of `NAME_WITH_UNDERSCORES_`.
pub(super) fn words(name: &str) -> String {
    name.split(|c: char| c == '_' || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A code in triples: a country or bloc, where it has one, and sectors.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Code {
    pub country: Option<Country>,
    pub sectors: Vec<Sector>,
}

/// Reads `USAGOV`, `~COP`, `IGOUNO`; what is wrong with it otherwise. Triples that are neither country,
/// bloc nor sector of ours are given back beside it.
pub(super) fn code(text: &str, lexicon: &Lexicon) -> Result<(Code, Vec<String>), String> {
    let letters: Vec<u8> = text.bytes().filter(|b| *b != b'~').collect();
    if letters.is_empty()
        || !letters.len().is_multiple_of(3)
        || !letters.iter().all(u8::is_ascii_uppercase)
    {
        return Err(format!("code \"{text}\" is not made of three-letter parts"));
    }
    let mut code = Code::default();
    let mut strange = Vec::new();
    for triple in letters.chunks(3).map(String::from_utf8_lossy) {
        let ontology = &lexicon.ontology;
        let sector = Sector::parse(&triple).filter(|s| ontology.sectors().contains_key(s));
        let country = Country::parse(&triple)
            .filter(|c| lexicon.actors.state(*c).is_some() || ontology.is_bloc(*c));
        match (country, sector) {
            (Some(country), _) if code.country.is_none() => code.country = Some(country),
            // "IGOUNO": the narrower bloc tells more.
            (Some(country), None) => code.country = Some(country),
            (_, Some(sector)) if !code.sectors.contains(&sector) => code.sectors.push(sector),
            (_, Some(_)) => {}
            (None, None) => strange.push(triple.into_owned()),
        }
    }
    Ok((code, strange))
}

/// `text` as a TOML string; JSON writes strings alike.
pub(super) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Several strings as a TOML list.
pub(super) fn list<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let texts: Vec<String> = texts.into_iter().map(quoted).collect();
    format!("[{}]", texts.join(", "))
}

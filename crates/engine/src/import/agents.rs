//! Agent dictionaries: common nouns with the code that they add to a country's.
//!
//! ```text
//! !PERSON! = MAN, WOMAN
//! POLICEMAN_ {POLICEMEN} [~COP]
//! CHAIR!PERSON!_ [~GOV]
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use verbale_lexicon::Lexicon;

use super::Left;
use super::petrarch::{Code, Dictionary, Import, code, list, without_comment, words};

/// Nouns by what they tell: country, sectors, whether they name people.
type Groups = BTreeMap<(Option<String>, Vec<String>, bool), BTreeSet<String>>;

/// What a mark such as `!PERSON!` stands for, by its name.
type Marks = BTreeMap<String, Vec<String>>;

/// The agents of the dictionaries as a file of ours; `None` where none is left.
pub(super) fn agents(
    files: &[Dictionary<'_>],
    lexicon: &Lexicon,
    import: &mut Import,
) -> Option<String> {
    let mut groups = Groups::new();
    for (file, text) in files {
        let marks: Marks = text.lines().filter_map(|line| mark(without_comment(line))).collect();
        for (at, line) in text.lines().enumerate() {
            let line = without_comment(line).trim();
            if line.is_empty() || line.starts_with('<') || mark(line).is_some() {
                continue;
            }
            let lost = add(line, &marks, lexicon, &mut groups, import);
            import.left.extend(lost.into_iter().map(|message| Left {
                file: (*file).to_owned(),
                line: at + 1,
                message,
            }));
        }
    }
    if groups.is_empty() {
        return None;
    }
    let mut out = String::from(
        "# Agents from PETRARCH dictionaries, written by `verbale knowledge import`.\n",
    );
    for ((country, sectors, persons), nouns) in &groups {
        let sectors = list(sectors.iter().map(String::as_str));
        let _ = writeln!(out, "\n[[agent]]\nsector = {sectors}");
        if let Some(country) = country {
            let _ = writeln!(out, "code = \"{country}\"");
        }
        let field = if *persons { "persons" } else { "bodies" };
        let _ = writeln!(out, "{field} = {}", list(nouns.iter().map(String::as_str)));
        import.agents += nouns.len();
    }
    Some(out)
}

/// Reads `!PERSON! = MAN, WOMAN`.
fn mark(line: &str) -> Option<(String, Vec<String>)> {
    let (name, values) = line.trim().strip_prefix('!')?.split_once('!')?;
    let values = values.trim().strip_prefix('=')?;
    Some((name.to_owned(), values.split(',').map(words).filter(|w| !w.is_empty()).collect()))
}

/// Adds the nouns of a line; gives what is lost of it.
fn add(
    line: &str,
    marks: &Marks,
    lexicon: &Lexicon,
    groups: &mut Groups,
    import: &mut Import,
) -> Vec<String> {
    let Some((noun, inner)) = line.split_once('[').and_then(|(noun, rest)| {
        Some((noun.split('{').next()?.trim(), rest.split_once(']')?.0.trim()))
    }) else {
        return vec!["has no code in brackets".to_owned()];
    };
    let (Code { country, sectors }, strange) = match code(inner, lexicon) {
        Ok(read) => read,
        Err(message) => return vec![message],
    };
    let mut lost: Vec<String> = strange
        .iter()
        .map(|part| format!("\"{part}\" of \"{inner}\" is no PLOVER sector: left out"))
        .collect();
    if country.is_none() && sectors.is_empty() {
        lost.push(format!("\"{noun}\" is left with no code"));
        return lost;
    }
    let nouns = match expanded(noun, marks) {
        Ok(nouns) => nouns,
        Err(message) => {
            lost.push(message);
            return lost;
        }
    };
    for noun in nouns {
        match lexicon.words.agent(&noun) {
            Some(agent) if agent.sectors == sectors && agent.code == country => import.known += 1,
            Some(agent) => {
                let ours: Vec<String> = agent.sectors.iter().map(ToString::to_string).collect();
                let ours = ours.join(" ");
                lost.push(format!(
                    "\"{noun}\" is known as \"{ours}\", which stays; words/agents.toml of your own replaces ours"
                ));
            }
            None => {
                let sectors = sectors.iter().map(ToString::to_string).collect();
                let key = (country.map(|c| c.to_string()), sectors, is_person(&noun, lexicon));
                groups.entry(key).or_default().insert(noun);
            }
        }
    }
    lost
}

/// The nouns that a name with marks stands for, in lower case.
fn expanded(noun: &str, marks: &Marks) -> Result<Vec<String>, String> {
    let Some((before, rest)) = noun.split_once('!') else {
        return Ok(vec![words(noun).to_lowercase()]);
    };
    let Some((name, after)) = rest.split_once('!') else {
        return Err(format!("\"{noun}\" has a mark \"!\" that is not closed"));
    };
    let Some(values) = marks.get(name) else {
        return Err(format!("\"!{name}!\" is defined nowhere in this file"));
    };
    if after.contains('!') {
        return Err(format!("\"{noun}\" has more than one mark"));
    }
    let noun = |value: &String| words(&format!("{before}{value}{after}")).to_lowercase();
    Ok(values.iter().map(noun).collect())
}

/// Whether a noun names people and no body. The dictionary does not say: what its last word is for us, or else
/// how it ends.
fn is_person(noun: &str, lexicon: &Lexicon) -> bool {
    const BODIES: [&str; 12] = [
        "ment",
        "tion",
        "sion",
        "ship",
        "force",
        "group",
        "party",
        "army",
        "navy",
        "agency",
        "council",
        "committee",
    ];
    let last = noun.split(' ').next_back().unwrap_or(noun);
    lexicon
        .words
        .agent(last)
        .map_or_else(|| !BODIES.iter().any(|ending| last.ends_with(ending)), |agent| agent.person)
}

//! Actor dictionaries: a name, synonyms after `+`, and codes with the days on which they hold.
//!
//! ```text
//! KOFI_EXAMPLE_            # comment
//! +K._EXAMPLE_
//!     [GHAGOV 930107-010106]
//!     [GHAELI >010106]
//! ```

use std::collections::BTreeSet;
use std::fmt::Write as _;

use jiff::civil::Date;
use verbale_lexicon::{Country, Lexicon, NameUse};

use super::Left;
use super::petrarch::{Code, Import, code, list, quoted, without_comment, words};

/// An actor as the dictionary has it.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    file: String,
    line: usize,
    names: Vec<String>,
    codes: Vec<Dated>,
}

/// A code and when it holds.
#[derive(Debug, Clone)]
struct Dated {
    line: usize,
    code: String,
    from: Option<Date>,
    until: Option<Date>,
}

/// The entries of a dictionary.
pub(super) fn entries(file: &str, text: &str, left: &mut Vec<Left>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        let mut lose = |message: String| {
            left.push(Left { file: file.to_owned(), line: number, message });
        };
        let line = without_comment(line);
        let body = line.trim();
        if body.is_empty() || body.starts_with('<') {
            continue;
        }
        let (name, brackets) = body.split_at(body.find('[').unwrap_or(body.len()));
        let name = name.trim();
        if let Some(synonym) = name.strip_prefix('+') {
            match entries.last_mut() {
                Some(entry) => entry.names.push(words(synonym)),
                None => lose("a synonym before any name".to_owned()),
            }
        } else if !name.is_empty() {
            let names = vec![words(name)];
            entries.push(Entry { file: file.to_owned(), line: number, names, codes: Vec::new() });
        }
        for part in brackets.split('[').skip(1) {
            let Some((inner, _)) = part.split_once(']') else {
                lose("a bracket \"[\" is not closed".to_owned());
                continue;
            };
            match (dated(inner, number), entries.last_mut()) {
                (Ok(dated), Some(entry)) => entry.codes.push(dated),
                (Ok(_), None) => lose("a code before any name".to_owned()),
                (Err(message), _) => lose(message),
            }
        }
    }
    entries
}

/// Reads `USAGOV 890120-930119`, `USAELI >930119`, `USAOPP <890120`, `USA`.
fn dated(inner: &str, line: usize) -> Result<Dated, String> {
    let mut parts = inner.split_whitespace();
    let code = parts.next().ok_or("an empty code")?.to_owned();
    let span: String = parts.collect();
    let one = |text: &str| day(text).ok_or_else(|| format!("\"{text}\" is not a day as 890120"));
    let (from, until) = match span.strip_prefix(['<', '>']) {
        _ if span.is_empty() => (None, None),
        Some(bound) if span.starts_with('<') => (None, one(bound)?.yesterday().ok()),
        Some(bound) => (one(bound)?.tomorrow().ok(), None),
        None => {
            let (from, until) = span
                .split_once('-')
                .ok_or_else(|| format!("\"{span}\" is no span of days; expected 890120-930119"))?;
            (Some(one(from)?), Some(one(until)?))
        }
    };
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        return Err(format!("\"{span}\" ends before it begins"));
    }
    Ok(Dated { line, code, from, until })
}

/// Reads `19890120` or `890120`; two digits of a year mean 1930 to 2029, as in PETRARCH.
fn day(text: &str) -> Option<Date> {
    if !text.bytes().all(|b| b.is_ascii_digit()) || !matches!(text.len(), 6 | 8) {
        return None;
    }
    let (year, rest) = text.split_at(text.len() - 4);
    let year: i16 = year.parse().ok()?;
    let year = match year {
        0..30 if text.len() == 6 => 2000 + year,
        30..100 if text.len() == 6 => 1900 + year,
        _ => year,
    };
    Date::new(year, rest[..2].parse().ok()?, rest[2..].parse().ok()?).ok()
}

/// The entries as a file of ours; `None` where none is left.
pub(super) fn as_toml(entries: &[Entry], lexicon: &Lexicon, import: &mut Import) -> Option<String> {
    let mut out = String::from(
        "# Actors from PETRARCH dictionaries, written by `verbale knowledge import`.\n",
    );
    let mut ids = BTreeSet::new();
    let before = import.actors;
    for entry in entries {
        add(entry, lexicon, &mut ids, &mut out, import);
    }
    (import.actors > before).then_some(out)
}

fn add(
    entry: &Entry,
    lexicon: &Lexicon,
    ids: &mut BTreeSet<String>,
    out: &mut String,
    import: &mut Import,
) {
    let mut lose = |line: usize, message: String| {
        import.left.push(Left { file: entry.file.clone(), line, message });
    };
    let mut codes: Vec<(&Dated, Code)> = Vec::new();
    for dated in &entry.codes {
        match code(&dated.code, lexicon) {
            Ok((Code { country: None, .. }, _)) => {
                lose(dated.line, format!("code \"{}\" names no country or bloc", dated.code));
            }
            Ok((read, strange)) => {
                for part in strange {
                    let what = &dated.code;
                    lose(
                        dated.line,
                        format!("\"{part}\" of \"{what}\" is no PLOVER sector: left out"),
                    );
                }
                codes.push((dated, read));
            }
            Err(message) => lose(dated.line, message),
        }
    }
    // What holds always comes first, so that what holds on a day goes before it.
    codes.sort_by_key(|(dated, _)| (dated.from.is_some() || dated.until.is_some(), dated.from));
    let Some(own) = codes.first().and_then(|(_, code)| code.country) else {
        let name = entry.names.first().map_or("", String::as_str);
        return lose(entry.line, format!("\"{name}\" has no code that can be used"));
    };
    let is_known = |name: &&String| {
        lexicon.actors.names().iter().any(|known| {
            known.usage != NameUse::Short
                && lexicon.actors.actor(known.actor).code == own
                && known.text.eq_ignore_ascii_case(name)
        })
    };
    let (known, new): (Vec<&String>, Vec<&String>) = entry.names.iter().partition(is_known);
    let bare = codes.iter().all(|(dated, code)| {
        code.sectors.is_empty() && dated.from.is_none() && dated.until.is_none()
    });
    import.known += known.len();
    if new.is_empty() && bare {
        return;
    }
    let names: Vec<String> = if bare { new } else { entry.names.iter().collect() }
        .into_iter()
        .map(|name| as_written(name))
        .filter(|name| !name.is_empty())
        .collect();
    let Some(first) = names.first() else { return };
    let dated = codes.iter().any(|(dated, _)| dated.from.is_some() || dated.until.is_some());
    let kind = if dated && first.contains(' ') { "person" } else { "organisation" };
    let id = unused_id(first, lexicon, ids);
    let _ = writeln!(out, "\n[[{kind}]]\nid = {}\ncode = \"{own}\"", quoted(&id));
    let _ = writeln!(out, "names = {}", list(names.iter().map(String::as_str)));
    let roles: Vec<String> =
        codes.iter().filter_map(|(dated, code)| role(dated, code, own)).collect();
    if !roles.is_empty() {
        let _ = writeln!(out, "roles = {}", list(roles.iter().map(String::as_str)));
    }
    import.actors += 1;
}

/// A role as our files have it; `None` for the entry's own code with nothing else to say.
fn role(dated: &Dated, code: &Code, own: Country) -> Option<String> {
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| day.to_string());
    let mut role = format!("{}/{}", day(dated.from), day(dated.until));
    for sector in &code.sectors {
        let _ = write!(role, " {sector}");
    }
    let other = code.country.filter(|country| *country != own);
    if let Some(country) = other {
        let _ = write!(role, " @{country}");
    }
    (role != "/").then_some(role)
}

/// An identifier that neither our actors nor those before bear.
fn unused_id(name: &str, lexicon: &Lexicon, ids: &mut BTreeSet<String>) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let plain = format!("petrarch-{}", words.join("-"));
    let numbered = (2..).map(|n| format!("{plain}-{n}"));
    let id = std::iter::once(plain.clone())
        .chain(numbered)
        .find(|id| !ids.contains(id) && lexicon.actors.by_id(id).is_none())
        .unwrap_or(plain);
    ids.insert(id.clone());
    id
}

/// A name in capitals as papers write it: short ones are acronyms, small words stay small.
fn as_written(name: &str) -> String {
    const SMALL: [&str; 11] =
        ["of", "the", "and", "for", "in", "on", "de", "del", "la", "al", "bin"];
    if !name.contains(' ') && name.chars().count() <= 3 {
        return name.to_owned();
    }
    let word = |(at, word): (usize, &str)| {
        let lower = word.to_lowercase();
        if at > 0 && SMALL.contains(&lower.as_str()) {
            return lower;
        }
        // "AL-MALIKI", "O'NEIL": each part begins with a capital.
        let mut fresh = true;
        let capital = |c: char| {
            let c = if fresh { c.to_uppercase().next().unwrap_or(c) } else { c };
            fresh = matches!(c, '-' | '\'' | '.');
            c
        };
        lower.chars().map(capital).collect()
    };
    let words: Vec<String> = name.split(' ').enumerate().map(word).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_both_forms() {
        assert_eq!(day("890120"), Date::new(1989, 1, 20).ok());
        assert_eq!(day("20210120"), Date::new(2021, 1, 20).ok());
        assert_eq!(day("210120"), Date::new(2021, 1, 20).ok());
        assert_eq!(day("891320"), None);
        let open = dated("GHAELI >010106", 1).expect("a code");
        assert_eq!((open.from, open.until), (Date::new(2001, 1, 7).ok(), None));
    }

    #[test]
    fn names_are_written_as_papers_write_them() {
        assert_eq!(as_written("BANK OF GHANA"), "Bank of Ghana");
        assert_eq!(as_written("NURI AL-EXAMPLE"), "Nuri Al-Example");
        assert_eq!(as_written("UN"), "UN");
    }
}

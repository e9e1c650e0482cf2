//! Which words of the treebanks are names, and of what?
//!
//! GUM marks every entity; [`from_marks`] takes the names among them. Other trees bear no marks: there
//! [`Known`] tells the names that stand in our own tables, says that words which are no proper nouns
//! are no names, and leaves the rest untold, so that nothing is learned from it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use verbale_text::{NameKind, NameTag, Tag, Upos};

use crate::treebank::{GoldSentence, GoldWord};

/// Words that may stand inside a name between two proper nouns.
const JOINTS: [&str; 11] = ["of", "the", "for", "and", "&", "-", "'s", "’s", "de", "al", "on"];

/// Titles, which stand before a person's name and are no part of it.
const TITLES: [&str; 29] = [
    "president",
    "prime",
    "minister",
    "mr.",
    "mr",
    "mrs.",
    "mrs",
    "ms.",
    "ms",
    "dr.",
    "dr",
    "sir",
    "lord",
    "lady",
    "king",
    "queen",
    "prince",
    "princess",
    "pope",
    "professor",
    "prof.",
    "general",
    "gen.",
    "colonel",
    "col.",
    "senator",
    "sen.",
    "judge",
    "captain",
];

/// An entity that a treebank marks.
#[derive(Debug, PartialEq, Eq)]
struct Entity {
    words: Range<usize>,
    kind: NameKind,
}

/// Tells for every word of `sentence` which part of a name it is, given each word's column of notes.
pub(crate) fn from_marks(sentence: &mut GoldSentence, notes: &[&str]) {
    let mut entities = entities(notes);
    // The widest first: "University of Portsmouth" is one name, of an organisation.
    entities.sort_by_key(|entity| (entity.words.start, std::cmp::Reverse(entity.words.end)));
    sentence.iter_mut().for_each(|word| word.name = Some(NameTag::Outside));
    for Entity { words, kind } in entities {
        let Some(name) = name_within(sentence, words, kind) else { continue };
        if sentence[name.clone()].iter().all(|word| word.name == Some(NameTag::Outside)) {
            label(sentence, name, kind);
        }
    }
}

/// The persons, organisations and places that the `notes` of a sentence's words mark. A mark opens as
/// `(id-type-…`, closes as `id)`, and may do both at one word.
fn entities(notes: &[&str]) -> Vec<Entity> {
    let mut open: Vec<(&str, Option<NameKind>, usize)> = Vec::new();
    let mut found = Vec::new();
    for (at, notes) in notes.iter().enumerate() {
        let marks = notes.split('|').find_map(|note| note.strip_prefix("Entity="));
        let mut rest = marks.unwrap_or("");
        while let Some(end) =
            rest.find([')', '(']).or(Some(rest.len())).filter(|_| !rest.is_empty())
        {
            let opens = rest.starts_with('(');
            let end =
                if opens { rest[1..].find([')', '(']).map_or(rest.len(), |e| e + 1) } else { end };
            let mark = rest[..end].trim_start_matches('(');
            let closes = rest[end..].starts_with(')');
            rest = &rest[end + usize::from(closes)..];
            let mut fields = mark.split('-');
            let id = fields.next().unwrap_or("");
            if opens {
                open.push((id, fields.next().and_then(NameKind::parse), at));
            }
            if closes && let Some(last) = open.iter().rposition(|(open, ..)| *open == id) {
                let (_, kind, first) = open.remove(last);
                found.extend(kind.map(|kind| Entity { words: first..at + 1, kind }));
            }
        }
    }
    found
}

/// The name that an entity's words hold: the proper nouns around its head.
fn name_within(
    sentence: &GoldSentence,
    words: Range<usize>,
    kind: NameKind,
) -> Option<Range<usize>> {
    let head = words.clone().find(|&at| !words.contains(&sentence[at].head))?;
    if !is_proper(&sentence[head]) {
        return None;
    }
    let joins = |at: usize| JOINTS.contains(&sentence[at].form.to_lowercase().as_str());
    let (mut start, mut end) = (head, head + 1);
    while start > words.start && is_proper(&sentence[start - 1]) {
        start -= 1;
    }
    while end < words.end {
        let next = (end..words.end).find(|&at| !joins(at)).filter(|&at| is_proper(&sentence[at]));
        // "the France of Macron" is no name, "the University of Lyon" is.
        let Some(next) = next.filter(|&next| next == end || kind != NameKind::Person) else {
            break;
        };
        end = next + 1;
    }
    if kind == NameKind::Person {
        let is_title = |word: &GoldWord| TITLES.contains(&word.form.to_lowercase().as_str());
        while start < end && is_title(&sentence[start]) {
            start += 1;
        }
    }
    (start < end).then_some(start..end)
}

fn is_proper(word: &GoldWord) -> bool {
    matches!(word.tag, Tag::Nnp | Tag::Nnps)
}

fn label(sentence: &mut GoldSentence, name: Range<usize>, kind: NameKind) {
    let first = name.start;
    for at in name {
        sentence[at].name = Some(NameTag::of(kind, at == first));
    }
}

/// The names of our own tables.
#[derive(Debug, Default)]
pub struct Known {
    names: BTreeMap<String, NameKind>,
    nationalities: BTreeSet<String>,
    /// Names of towns, many of which are other words too.
    towns: BTreeSet<String>,
}

impl Known {
    /// Takes the names from the knowledge `files`: pairs of path and contents.
    pub fn from_files(files: &[(&str, &str)]) -> Self {
        let mut known = Self::default();
        for (path, contents) in files {
            if *path == "actors/peoples.toml" {
                known.add_actors(contents, Some(NameKind::Nationality));
            } else if path.starts_with("actors/") {
                known.add_actors(contents, None);
            } else if *path == "places/cities.tsv" || *path == "places/regions.tsv" {
                known.towns.extend(
                    contents
                        .lines()
                        .filter_map(|line| line.split('\t').next())
                        .map(str::to_lowercase),
                );
            }
        }
        known
    }

    fn add_actors(&mut self, contents: &str, all: Option<NameKind>) {
        let mut kind = None;
        let mut key = "";
        for line in contents.lines() {
            kind = match line {
                "[state]" => Some(NameKind::Place),
                "[[organisation]]" => all.or(Some(NameKind::Organization)),
                "[[person]]" => Some(NameKind::Person),
                _ if line.starts_with('[') => None,
                _ => kind,
            };
            if let Some((found, _)) = line.split_once(" = ") {
                key = found;
            }
            let Some(kind) = kind else { continue };
            for name in line.split('"').skip(1).step_by(2).map(str::to_lowercase) {
                match key {
                    "name" | "names" | "capitals" => _ = self.names.insert(name, kind),
                    "adjectives" | "people" => _ = self.nationalities.insert(name),
                    _ => {}
                }
            }
        }
    }

    /// Tells of the words of `sentence` what our tables know.
    pub fn tell(&self, sentence: &mut GoldSentence) {
        let mut at = 0;
        while at < sentence.len() {
            let mut end = at;
            while end < sentence.len() && is_proper(&sentence[end]) {
                end += 1;
            }
            if end > at {
                self.tell_run(sentence, at..end);
                at = end;
                continue;
            }
            let word = &mut sentence[at];
            word.name = match word.upos {
                _ if self.is_nationality(word) => Some(NameTag::BeginNationality),
                Upos::Propn | Upos::X => None,
                _ => Some(NameTag::Outside),
            };
            at += 1;
        }
    }

    /// Tells which words that are part of no name are nationalities.
    pub fn tell_nationalities(&self, sentence: &mut GoldSentence) {
        for word in sentence.iter_mut().filter(|word| word.name == Some(NameTag::Outside)) {
            if self.is_nationality(word) {
                word.name = Some(NameTag::BeginNationality);
            }
        }
    }

    fn is_nationality(&self, word: &GoldWord) -> bool {
        word.form.starts_with(char::is_uppercase)
            && self.nationalities.contains(&word.form.to_lowercase())
    }

    /// Tells what a run of proper nouns is, if our tables hold it whole or but for titles.
    fn tell_run(&self, sentence: &mut GoldSentence, run: Range<usize>) {
        let text = |words: Range<usize>| {
            let words: Vec<String> =
                sentence[words].iter().map(|w| w.form.to_lowercase()).collect();
            words.join(" ")
        };
        let after_place_word = run.start > 0
            && matches!(
                sentence[run.start - 1].form.to_lowercase().as_str(),
                "in" | "near" | "from" | "to"
            );
        let titles = run
            .clone()
            .take_while(|&at| TITLES.contains(&sentence[at].form.to_lowercase().as_str()));
        let name = run.start + titles.count()..run.end;
        let whole = text(name.clone());
        let kind = self.names.get(&whole).copied();
        let town = (after_place_word && self.towns.contains(&whole)).then_some(NameKind::Place);
        let nation = self.nationalities.contains(&whole).then_some(NameKind::Nationality);
        if let Some(kind) = kind.or(nation).or(town).filter(|_| !name.is_empty()) {
            sentence[run.start..name.start]
                .iter_mut()
                .for_each(|w| w.name = Some(NameTag::Outside));
            label(sentence, name, kind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use verbale_text::Relation;

    /// Words with their Penn tag, each depending on the word numbered.
    fn sentence(words: &[(&str, Tag, usize)]) -> GoldSentence {
        let word = |&(form, tag, head): &(&str, Tag, usize)| GoldWord {
            form: form.to_owned(),
            lemma: form.to_owned(),
            upos: if matches!(tag, Tag::Nnp) { Upos::Propn } else { Upos::X },
            tag,
            head,
            relation: Relation::Dep,
            name: None,
        };
        words.iter().map(word).collect()
    }

    fn names(sentence: &GoldSentence) -> Vec<&str> {
        sentence.iter().map(|word| word.name.map_or("?", NameTag::as_str)).collect()
    }

    #[test]
    fn a_mark_gives_the_proper_nouns_around_its_head() {
        let mut words = sentence(&[
            ("the", Tag::Dt, 1),
            ("University", Tag::Nnp, 4),
            ("of", Tag::In, 3),
            ("Lima", Tag::Nnp, 1),
        ]);
        from_marks(
            &mut words,
            &[
                "Entity=(8-organization-new-nnnnn-cf3-3-sgl-Some_University",
                "_",
                "SpaceAfter=Yes",
                "Entity=(9-place-new-nnnnn-cf4-3)8)",
            ],
        );
        assert_eq!(names(&words), ["O", "B-organization", "I-organization", "I-organization"]);
    }

    #[test]
    fn a_title_is_no_part_of_a_name() {
        let mut words =
            sentence(&[("President", Tag::Nnp, 2), ("Ana", Tag::Nnp, 0), ("Cruz", Tag::Nnp, 1)]);
        words[0].head = 3;
        from_marks(&mut words, &["Entity=(1-person-new", "_", "Entity=1)"]);
        assert_eq!(names(&words), ["O", "B-person", "I-person"]);
    }

    #[test]
    fn tables_tell_what_they_hold_and_leave_the_rest_untold() {
        let file = "[state]\nname = \"Peru\"\nadjectives = [\"Peruvian\"]\n\n[[person]]\nnames = [\"Ana Cruz\"]\n";
        let known = Known::from_files(&[("actors/PER.toml", file)]);
        let mut words = sentence(&[
            ("Ana", Tag::Nnp, 1),
            ("Cruz", Tag::Nnp, 2),
            ("told", Tag::Vbd, 5),
            ("Peruvian", Tag::Jj, 4),
            ("Xyz", Tag::Nnp, 2),
        ]);
        words[2].upos = Upos::Verb;
        known.tell(&mut words);
        assert_eq!(names(&words), ["B-person", "I-person", "O", "B-nationality", "?"]);
    }
}

//! Which words make a name, and of what is it?
//!
//! The network tells each word's part on its own; [`gather`] lets the tree tell the bounds: proper nouns
//! that hang together are one name ("West Bank", "Al-Qaeda", "Department of Defense"), a title is none.

use std::ops::Range;

use crate::language::Analysis;
use crate::{NameKind, NameTag, Relation, Tag};

/// A name: the words that it consists of, and what it is of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its words, counted as the tags were.
    pub words: Range<usize>,
    /// What it is of.
    pub kind: NameKind,
}

/// The names that the tags of a sentence's words tell, the first word counted as `first`.
///
/// A word that goes on with a name of another kind, or with none, begins one.
pub fn names(tags: impl IntoIterator<Item = NameTag>, first: usize) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for (at, tag) in (first..).zip(tags) {
        let Some(kind) = tag.kind() else { continue };
        match names.last_mut() {
            Some(last) if !tag.begins() && last.kind == kind && last.words.end == at => {
                last.words.end = at + 1;
            }
            _ => names.push(Name { words: at..at + 1, kind }),
        }
    }
    names
}

/// Titles, which stand before a person's name and are no part of it.
const TITLES: [&str; 36] = [
    "capt.",
    "captain",
    "col.",
    "colonel",
    "doctor",
    "dr",
    "dr.",
    "gen.",
    "general",
    "gov.",
    "judge",
    "king",
    "lady",
    "lord",
    "lt.",
    "maj.",
    "minister",
    "mr",
    "mr.",
    "mrs",
    "mrs.",
    "ms",
    "ms.",
    "pope",
    "president",
    "prince",
    "princess",
    "prof.",
    "professor",
    "queen",
    "rep.",
    "sen.",
    "senator",
    "sheik",
    "sheikh",
    "sir",
];

/// How far a link between two words of a name is followed.
const REACH: usize = 8;

/// Lets names reach as far as the tree shows that they do.
pub(crate) fn gather(words: &mut [Analysis], forms: &[&str]) {
    let told = names(words.iter().map(|word| word.name), 0);
    if told.is_empty() {
        return;
    }
    let mut gathered: Vec<Name> = Vec::new();
    let mut told = told.into_iter().peekable();
    let mut at = 0;
    while at < words.len() {
        let run = run_from(words, forms, at);
        let mut inside = Vec::new();
        while let Some(name) = told.next_if(|name| name.words.start < run.end) {
            inside.push(name);
        }
        gathered.extend(names_of_run(words, forms, run.clone(), inside));
        at = run.end;
    }
    join_by_of(words, forms, &mut gathered);
    words.iter_mut().for_each(|word| word.name = NameTag::Outside);
    for Name { words: range, kind } in gathered {
        let first = range.start;
        for at in range {
            words[at].name = NameTag::of(kind, at == first);
        }
    }
}

fn is_proper(word: &Analysis) -> bool {
    matches!(word.tag, Tag::Nnp | Tag::Nnps)
}

/// The proper nouns from `start` on that hang together; the word alone where there are none.
fn run_from(words: &[Analysis], forms: &[&str], start: usize) -> Range<usize> {
    let mut end = start + 1;
    let proper = |at: usize| words.get(at).is_some_and(is_proper);
    if !proper(start) {
        return start..end;
    }
    loop {
        let next = end + usize::from(forms.get(end) == Some(&"-"));
        if !proper(next) || !are_linked(words, start..end, next) {
            return start..end;
        }
        end = next + 1;
    }
}

/// Whether the words of `run` and the proper noun `next` after them are parts of one noun phrase.
fn are_linked(words: &[Analysis], run: Range<usize>, next: usize) -> bool {
    let joins = |word: &Analysis| {
        matches!(
            word.relation,
            Relation::Compound | Relation::Flat | Relation::Amod | Relation::Goeswith
        )
    };
    if words[next].head.is_some_and(|head| run.contains(&head)) {
        return joins(&words[next]) && words[next].relation != Relation::Amod;
    }
    let mut top = run.end - 1;
    for _ in 0..REACH {
        match words[top].head {
            Some(head) if run.contains(&head) => top = head,
            Some(head) if head >= next && head < next + REACH => {
                let between =
                    |at: usize| is_proper(&words[at]) || words[at].upos == crate::Upos::Punct;
                return joins(&words[top]) && (next..=head).all(between);
            }
            _ => return false,
        }
    }
    false
}

/// The names of a run of proper nouns in which the network told the names `inside`.
fn names_of_run(
    words: &[Analysis],
    forms: &[&str],
    run: Range<usize>,
    inside: Vec<Name>,
) -> Vec<Name> {
    // The network may also call words a name that are no proper nouns, or reach over the run's end.
    let within = inside.iter().all(|name| name.words.end <= run.end);
    let head = run.clone().rfind(|&at| words[at].head.is_none_or(|head| !run.contains(&head)));
    let of_head = inside.iter().find(|name| head.is_some_and(|head| name.words.contains(&head)));
    let Some(kind) = of_head.or(inside.last()).map(|name| name.kind).filter(|_| within) else {
        return inside;
    };
    let start =
        if kind == NameKind::Person { person_start(forms, &run, &inside) } else { run.start };
    let mut found: Vec<Name> = inside;
    found.retain(|name| name.words.end <= start && !is_title(forms, name.words.end - 1));
    if start < run.end {
        found.push(Name { words: start..run.end, kind });
    }
    found
}

/// Where the person's name begins in a run: after the last title, and after a nationality.
fn person_start(forms: &[&str], run: &Range<usize>, inside: &[Name]) -> usize {
    // A title that ends the run is none: "Martin Luther King".
    let title = (run.start..run.end - 1).rfind(|&at| is_title(forms, at));
    let nation = inside.iter().rfind(|name| name.kind == NameKind::Nationality);
    let nation = nation.map(|name| name.words.end).filter(|&end| end < run.end);
    title.map(|at| at + 1).max(nation).unwrap_or(run.start)
}

fn is_title(forms: &[&str], at: usize) -> bool {
    TITLES.binary_search(&forms[at].to_lowercase().as_str()).is_ok()
}

/// Joins what "of" joins: "Department of Defense", "Gulf of Mexico".
fn join_by_of(words: &[Analysis], forms: &[&str], names: &mut Vec<Name>) {
    names.dedup_by(|part, name| {
        let between = forms.get(name.words.end..part.words.start).unwrap_or(&[]);
        let joins = matches!(between, ["of"] | ["of", "the"])
            && matches!(name.kind, NameKind::Organization | NameKind::Place)
            && is_proper(&words[name.words.end - 1])
            && words[part.words.end - 1].head.is_some_and(|head| name.words.contains(&head));
        if joins {
            name.words.end = part.words.end;
        }
        joins
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_sorted_for_the_search_in_them() {
        assert!(TITLES.is_sorted());
    }
    use NameTag::{BeginPlace, InPerson, InPlace, Outside};

    #[test]
    fn a_name_ends_where_its_kind_does() {
        let tags = [InPlace, InPlace, BeginPlace, InPerson, Outside, InPerson];
        let found = names(tags, 10);
        let words: Vec<Range<usize>> = found.iter().map(|name| name.words.clone()).collect();
        assert_eq!(words, [10..12, 12..13, 13..14, 15..16]);
        assert_eq!(found[0].kind, NameKind::Place);
        assert_eq!(found[3].kind, NameKind::Person);
    }
}

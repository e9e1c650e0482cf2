//! Which words make a name, and of what is it?

use std::ops::Range;

use crate::{NameKind, NameTag};

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

#[cfg(test)]
mod tests {
    use super::*;
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

//! A set of words as the file keeps it: in order, spaces between. Hundreds are compared for each article, so
//! none is taken apart for that.

use std::cmp::Ordering;
use std::collections::BTreeSet;

/// Words without spaces in them, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Words(String);

impl Words {
    /// The set that was written down as `list`.
    pub fn listed(list: &str) -> Self {
        Self(list.to_owned())
    }

    /// The words in order, spaces between.
    pub fn list(&self) -> &str {
        &self.0
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ').filter(|word| !word.is_empty())
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn count(&self) -> usize {
        self.iter().count()
    }

    /// How many words both have.
    pub fn shared(&self, other: &Self) -> usize {
        let (mut ours, mut theirs) = (self.iter().peekable(), other.iter().peekable());
        let mut shared = 0;
        while let (Some(our), Some(their)) = (ours.peek(), theirs.peek()) {
            let order = our.cmp(their);
            shared += usize::from(order == Ordering::Equal);
            if order != Ordering::Greater {
                ours.next();
            }
            if order != Ordering::Less {
                theirs.next();
            }
        }
        shared
    }

    /// Takes the words of `other` in.
    pub fn absorb(&mut self, other: &Self) {
        if self.shared(other) < other.count() {
            let all: BTreeSet<&str> = self.iter().chain(other.iter()).collect();
            let list: Vec<&str> = all.into_iter().collect();
            self.0 = list.join(" ");
        }
    }
}

impl FromIterator<String> for Words {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        let words: Vec<String> = words.into_iter().collect();
        let mut all: Vec<&str> = words.iter().flat_map(|word| word.split_whitespace()).collect();
        all.sort_unstable();
        all.dedup();
        Self(all.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_list_is_a_set(one in prop::collection::vec("[a-cé]{1,2}", 0..8), other in prop::collection::vec("[a-cé]{1,2}", 0..8)) {
            let (a, b): (BTreeSet<_>, BTreeSet<_>) = (one.iter().collect(), other.iter().collect());
            let (mut words, others): (Words, Words) = (one.iter().cloned().collect(), other.iter().cloned().collect());
            prop_assert_eq!(words.count(), a.len());
            prop_assert_eq!(words.shared(&others), a.intersection(&b).count());
            prop_assert_eq!(words.is_empty(), a.is_empty());
            words.absorb(&others);
            let union: Vec<&str> = a.union(&b).map(|word| word.as_str()).collect();
            prop_assert_eq!(words.iter().collect::<Vec<_>>(), union);
            prop_assert_eq!(&Words::listed(words.list()), &words);
        }
    }
}

//! Which of many things lie at a place of the text, found without a walk through all of them.
//!
//! Places are numbers from nought on, tokens or sentences; things are their places in a list. Texts of megabytes
//! have tens of thousands of attributions, and must not cost more than their length.

use std::ops::Range;

/// For each place the things that lie there.
#[derive(Debug, Clone)]
pub(crate) struct Index {
    /// Where the things of each place begin in `things`, and where the last ones end.
    starts: Vec<usize>,
    things: Vec<usize>,
}

impl Index {
    /// The index of `pairs` of a place, below `places`, and a thing. Things of one place keep their order.
    pub fn new(places: usize, pairs: impl Iterator<Item = (usize, usize)> + Clone) -> Self {
        let mut starts = vec![0; places + 1];
        for (place, _) in pairs.clone() {
            starts[place + 1] += 1;
        }
        for place in 0..places {
            starts[place + 1] += starts[place];
        }
        let mut next = starts.clone();
        let mut things = vec![0; starts[places]];
        for (place, thing) in pairs {
            things[next[place]] = thing;
            next[place] += 1;
        }
        Self { starts, things }
    }

    /// The things at `place`.
    pub fn at(&self, place: usize) -> &[usize] {
        self.within(place..place + 1)
    }

    /// The things at `places`, place by place; those beyond the end hold nothing.
    pub fn within(&self, places: Range<usize>) -> &[usize] {
        let last = self.starts.len() - 1;
        let start = |place: usize| self.starts[place.min(last)];
        &self.things[start(places.start)..start(places.end.max(places.start))]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_lie_where_they_were_put() {
        let pairs = [(2, 0), (0, 1), (2, 2), (3, 3)];
        let index = Index::new(4, pairs.iter().copied());
        assert_eq!(index.at(0), [1]);
        assert_eq!(index.at(1), [0; 0]);
        assert_eq!(index.at(2), [0, 2]);
        assert_eq!(index.within(1..4), [0, 2, 3]);
        assert_eq!(index.within(3..9), [3]);
        assert_eq!(index.within(7..9), [0; 0]);
    }
}

//! Where do marks begin and end in a paragraph? Spans that nest stay nested; where they cross, the later one
//! is cut in two.

use std::cmp::Reverse;
use std::collections::BTreeSet;

/// What a stretch of text is. In the order from outside in where several cover the same words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    /// What somebody is quoted with.
    Quote,
    /// What somebody denies or rejects.
    Denial,
    /// On which an act hangs.
    Condition,
    /// Words that tell an act.
    Act,
    /// On whose word something is told.
    Source,
    /// Who acts or is acted upon.
    Actor,
}

/// A stretch of the text, in code points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    /// Further classes for the style.
    pub class: &'static str,
    /// Where it leads.
    pub link: Option<String>,
    /// What is said of it.
    pub title: Option<String>,
}

/// Words, or a mark with what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node<'m> {
    Words(usize, usize),
    Marked {
        mark: &'m Mark,
        /// Whether the mark begins here, or goes on after a cut.
        begins: bool,
        inside: Vec<Node<'m>>,
    },
}

/// Marks within marks, at most: deeper ones are left out.
const DEEPEST: usize = 8;

/// The words from `start` up to `end` with `marks` laid over them.
pub(super) fn nested<'m>(start: usize, end: usize, marks: &[&'m Mark]) -> Vec<Node<'m>> {
    let mut pieces = BTreeSet::new();
    for (at, mark) in marks.iter().enumerate() {
        let (from, to) = (mark.start.max(start), mark.end.min(end));
        if from < to {
            pieces.insert((from, Reverse(to), mark.kind, at));
        }
    }
    let mut page = Nest { at: start, open: Vec::new(), done: Vec::new() };
    while let Some((from, Reverse(mut to), kind, at)) = pieces.pop_first() {
        page.close_up_to(from);
        if let Some(outer) = page.open.last()
            && outer.end < to
        {
            pieces.insert((outer.end, Reverse(to), kind, at));
            to = outer.end;
        }
        if page.open.len() < DEEPEST {
            page.open(from, to, marks[at]);
        }
    }
    page.close_up_to(end);
    page.words_up_to(end);
    page.done
}

struct Open<'m> {
    mark: &'m Mark,
    begins: bool,
    end: usize,
    inside: Vec<Node<'m>>,
}

/// What is built: finished nodes, and open marks, each within the one before.
struct Nest<'m> {
    at: usize,
    open: Vec<Open<'m>>,
    done: Vec<Node<'m>>,
}

impl<'m> Nest<'m> {
    fn put(&mut self, node: Node<'m>) {
        match self.open.last_mut() {
            Some(open) => open.inside.push(node),
            None => self.done.push(node),
        }
    }

    fn words_up_to(&mut self, end: usize) {
        if self.at < end {
            self.put(Node::Words(self.at, end));
            self.at = end;
        }
    }

    fn open(&mut self, from: usize, end: usize, mark: &'m Mark) {
        self.words_up_to(from);
        self.open.push(Open { mark, begins: from == mark.start, end, inside: Vec::new() });
    }

    fn close_up_to(&mut self, from: usize) {
        while self.open.last().is_some_and(|open| open.end <= from) {
            let end = self.open.last().map_or(from, |open| open.end);
            self.words_up_to(end);
            if let Some(Open { mark, begins, inside, .. }) = self.open.pop() {
                self.put(Node::Marked { mark, begins, inside });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mark(start: usize, end: usize, kind: Kind) -> Mark {
        Mark { start, end, kind, class: "", link: None, title: None }
    }

    /// Words stand for themselves, marks in brackets; a mark that goes on has a dot.
    fn drawn(nodes: &[Node<'_>], text: &str) -> String {
        let one = |node: &Node<'_>| match node {
            Node::Words(start, end) => text[*start..*end].to_owned(),
            Node::Marked { begins, inside, .. } => {
                format!("[{}{}]", if *begins { "" } else { "·" }, drawn(inside, text))
            }
        };
        nodes.iter().map(one).collect()
    }

    #[test]
    fn marks_nest_and_crossing_ones_are_cut() {
        let marks = [mark(2, 8, Kind::Quote), mark(4, 6, Kind::Act), mark(7, 10, Kind::Actor)];
        let all: Vec<&Mark> = marks.iter().collect();
        assert_eq!(drawn(&nested(0, 12, &all), "abcdefghijkl"), "ab[cd[ef]g[h]][·ij]kl");
        assert_eq!(drawn(&nested(5, 8, &all), "abcdefghijkl"), "[·[·f]g[h]]");
    }

    #[test]
    fn of_marks_on_the_same_words_the_quote_is_outside() {
        let marks = [mark(0, 3, Kind::Actor), mark(0, 3, Kind::Quote)];
        let all: Vec<&Mark> = marks.iter().collect();
        let nodes = nested(0, 3, &all);
        assert!(matches!(&nodes[..], [Node::Marked { mark, .. }] if mark.kind == Kind::Quote));
    }

    proptest! {
        #[test]
        fn no_word_is_lost_or_told_twice(spans in proptest::collection::vec((0_usize..40, 0_usize..40), 0..30)) {
            let marks: Vec<Mark> = spans.iter().map(|&(a, b)| mark(a.min(b), a.max(b), Kind::Actor)).collect();
            let all: Vec<&Mark> = marks.iter().collect();
            let text: String = ('!'..='H').collect();
            let told: String = drawn(&nested(3, 37, &all), &text)
                .chars().filter(|c| !matches!(c, '[' | ']' | '·')).collect();
            prop_assert_eq!(told, &text[3..37]);
        }
    }
}

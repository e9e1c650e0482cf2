//! Which word does each word depend on, and how?
//!
//! A greedy parser: a linear model scores every action of the transition system on what it sees of
//! the stack, the words to come and the dependents found so far, and the best is taken.

use crate::form::{Forms, OUTSIDE};
use crate::hash;
use crate::table::{Scores, Weights, best};
use crate::transition::{Action, NOWHERE, State};

/// Parses tagged sentences. Open it on the sections of a model.
#[derive(Debug, Clone, Copy)]
pub struct Parser<'m> {
    /// Weights by feature and action.
    pub weights: Weights<'m>,
    /// The actions that the classes of the weights stand for.
    pub actions: &'m [Action],
}

impl Parser<'_> {
    /// Builds the tree of `words` in `state`.
    pub fn parse(&self, words: &TaggedForms, state: &mut State, features: &mut Vec<u64>) {
        state.start(words.len());
        while !state.is_done() {
            parse_features(words, state, features);
            let mut scores: Scores = [0; _];
            self.weights.add(features, &mut scores);
            let class = best(&scores, 0..self.actions.len(), |c| state.allows(self.actions[c]));
            let Some(class) = class else { break };
            state.take(self.actions[class]);
        }
    }
}

/// What the parser sees of one word.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    word: u64,
    tag: u64,
    cluster: u64,
    function: u64,
    suffix: u64,
}

/// The words of a sentence as the parser sees them.
#[derive(Debug, Default)]
pub struct TaggedForms {
    /// The words, then the root, then no word.
    seen: Vec<Seen>,
}

impl TaggedForms {
    /// Takes the words of `forms`, with their classes in `tags`.
    pub fn read(&mut self, forms: &Forms, tags: &[u8]) {
        self.seen.clear();
        for (at, &tag) in tags.iter().enumerate() {
            let traits = forms.at(at as isize);
            self.seen.push(Seen {
                word: traits.word,
                tag: u64::from(tag) + 16,
                cluster: traits.cluster,
                function: traits.function,
                suffix: traits.suffixes[2],
            });
        }
        for mark in [3, OUTSIDE] {
            let suffix = mark;
            self.seen.push(Seen { word: mark, tag: mark, cluster: mark, function: mark, suffix });
        }
    }

    fn len(&self) -> usize {
        self.seen.len().saturating_sub(2)
    }

    #[inline]
    fn at(&self, word: u32) -> &Seen {
        self.seen.get(word as usize).unwrap_or_else(|| &self.seen[self.seen.len() - 1])
    }
}

/// Numbers the templates of features as it writes the features.
struct Sink<'o> {
    out: &'o mut Vec<u64>,
    template: u64,
}

impl Sink<'_> {
    #[inline]
    fn one(&mut self, a: u64) {
        self.template += 1;
        self.out.push(hash::join(self.template, a));
    }

    #[inline]
    fn two(&mut self, a: u64, b: u64) {
        self.template += 1;
        self.out.push(hash::join(hash::join(self.template, a), b));
    }

    #[inline]
    fn three(&mut self, a: u64, b: u64, c: u64) {
        self.template += 1;
        self.out.push(hash::join(hash::join(hash::join(self.template, a), b), c));
    }

    #[inline]
    fn four(&mut self, a: u64, b: u64, c: u64, d: u64) {
        self.template += 1;
        let hash = hash::join(hash::join(hash::join(self.template, a), b), c);
        self.out.push(hash::join(hash, d));
    }
}

/// Writes what the parser sees in `state` to `out`.
pub fn parse_features(words: &TaggedForms, state: &State, out: &mut Vec<u64>) {
    out.clear();
    let mut sink = Sink { out, template: 0 };
    let (s0, s1, s2) = (state.below_top(0), state.below_top(1), state.below_top(2));
    let (b0, b1, b2) = (state.ahead(0), state.ahead(1), state.ahead(2));
    let view = View { words, state };
    single_words(&view, &mut sink, [s0, s1, s2, b0, b1, b2]);
    pairs(&view, &mut sink, [s0, s1, b0, b1]);
    triples(&view, &mut sink, [s0, s1, s2, b0, b1, b2]);
    dependents(&view, &mut sink, [s0, s1, b0]);
    counts(&view, &mut sink, [s0, s1, b0]);
}

struct View<'v> {
    words: &'v TaggedForms,
    state: &'v State,
}

impl View<'_> {
    #[inline]
    fn seen(&self, word: u32) -> &Seen {
        self.words.at(word)
    }
}

fn single_words(view: &View, sink: &mut Sink, places: [u32; 6]) {
    for (nth, place) in places.into_iter().enumerate() {
        let seen = view.seen(place);
        sink.one(seen.word);
        sink.one(seen.tag);
        if nth == 2 {
            continue;
        }
        sink.two(seen.word, seen.tag);
        sink.one(seen.cluster);
        sink.one(seen.function);
        if nth < 4 {
            sink.two(seen.suffix, seen.tag);
        }
    }
    let before_next = place(view.state.next.wrapping_sub(1), view.state.next > 0);
    sink.two(view.seen(before_next).tag, view.seen(places[3]).tag);
    let after_top = place(places[0].wrapping_add(1), places[0] != NOWHERE);
    sink.two(view.seen(places[0]).tag, view.seen(after_top).tag);
}

fn place(word: u32, exists: bool) -> u32 {
    if exists { word } else { NOWHERE }
}

fn pairs(view: &View, sink: &mut Sink, [s0, s1, b0, b1]: [u32; 4]) {
    let (s0, s1, b0, b1) = (view.seen(s0), view.seen(s1), view.seen(b0), view.seen(b1));
    for (a, b) in [(s0, b0), (s1, s0)] {
        sink.four(a.word, a.tag, b.word, b.tag);
        sink.three(a.word, a.tag, b.tag);
        sink.three(a.tag, b.word, b.tag);
        sink.two(a.word, b.word);
        sink.two(a.tag, b.tag);
        sink.two(a.cluster, b.cluster);
        sink.two(a.word, b.cluster);
        sink.two(a.cluster, b.word);
        sink.two(a.function, b.function);
        sink.two(a.word, b.function);
        sink.two(a.function, b.word);
    }
    sink.two(s1.word, b0.word);
    sink.two(s1.tag, b0.tag);
    sink.two(b0.function, b1.function);
    sink.three(s1.function, s0.function, b0.function);
    sink.three(s0.function, b0.function, b1.function);
    sink.two(s0.tag, b1.tag);
    sink.two(b0.tag, b1.tag);
    sink.two(b0.word, b1.tag);
    sink.two(b0.tag, b1.word);
    sink.three(s0.word, b0.tag, b1.tag);
    sink.three(s0.tag, b0.word, b1.tag);
    sink.three(s0.tag, b0.tag, b1.word);
    sink.three(s1.tag, s0.word, b0.word);
    sink.three(s1.word, s0.tag, b0.tag);
    sink.three(s1.tag, s0.word, b0.tag);
    sink.three(s1.tag, s0.tag, b0.word);
    sink.three(s1.word, s0.word, b0.tag);
    sink.three(s1.word, s0.tag, b0.word);
}

fn triples(view: &View, sink: &mut Sink, [s0, s1, s2, b0, b1, b2]: [u32; 6]) {
    let tag = |word: u32| view.seen(word).tag;
    sink.three(tag(b0), tag(b1), tag(b2));
    sink.three(tag(s0), tag(b0), tag(b1));
    sink.four(tag(s0), tag(b0), tag(b1), tag(b2));
    sink.three(tag(s1), tag(s0), tag(b0));
    sink.four(tag(s1), tag(s0), tag(b0), tag(b1));
    sink.three(tag(s2), tag(s1), tag(s0));
    sink.four(tag(s2), tag(s1), tag(s0), tag(b0));
    let of = |word: u32| view.state.dependents(word);
    for child in [of(s0).first, of(s0).last, of(b0).first] {
        sink.three(tag(s0), tag(b0), tag(child));
        sink.three(tag(s0), tag(b0), view.state.relation(child));
    }
    for child in [of(s0).first, of(s0).last, of(s1).first, of(s1).last] {
        sink.three(tag(s1), tag(s0), tag(child));
        sink.three(tag(s1), tag(s0), view.state.relation(child));
    }
    sink.three(tag(s0), tag(of(s0).first), tag(of(s0).second));
    sink.three(tag(s0), tag(of(s0).last), tag(of(s0).last_but_one));
    sink.three(tag(b0), tag(of(b0).first), tag(of(b0).second));
    sink.three(tag(s1), tag(of(s1).last), tag(of(s1).last_but_one));
    sink.four(tag(s0), tag(b0), tag(of(s0).last), tag(of(b0).first));
    sink.four(tag(s1), tag(s0), tag(of(s1).last), tag(of(s0).first));
}

fn dependents(view: &View, sink: &mut Sink, [s0, s1, b0]: [u32; 3]) {
    let of = |word: u32| view.state.dependents(word);
    let children = [of(s0).first, of(s0).last, of(s1).first, of(s1).last, of(b0).first];
    for child in children {
        let seen = view.seen(child);
        sink.one(seen.word);
        sink.one(seen.tag);
        sink.one(view.state.relation(child));
    }
    for child in [of(s0).second, of(s0).last_but_one, of(b0).second, of(s1).last_but_one] {
        sink.two(view.seen(child).tag, view.state.relation(child));
    }
    for (word, child) in
        [(s0, of(s0).first), (s0, of(s0).last), (s1, of(s1).last), (b0, of(b0).first)]
    {
        sink.three(view.seen(word).word, view.seen(child).word, view.state.relation(child));
    }
    for (word, set) in [
        (s0, of(s0).left_set),
        (s0, of(s0).right_set),
        (s1, of(s1).left_set),
        (s1, of(s1).right_set),
        (b0, of(b0).left_set),
    ] {
        sink.two(view.seen(word).tag, set);
        sink.two(view.seen(word).word, set);
    }
    sink.four(view.seen(s0).tag, of(s0).left_set, view.seen(b0).tag, of(b0).left_set);
    sink.four(view.seen(s1).tag, of(s1).right_set, view.seen(s0).tag, of(s0).left_set);
}

fn counts(view: &View, sink: &mut Sink, [s0, s1, b0]: [u32; 3]) {
    let near = distance(s0, b0, view.state.root());
    let far = distance(s1, s0, view.state.root());
    let (top, below, next) = (view.seen(s0), view.seen(s1), view.seen(b0));
    sink.two(near, top.tag);
    sink.two(near, next.tag);
    sink.three(near, top.tag, next.tag);
    sink.three(near, top.word, next.word);
    sink.two(far, top.tag);
    sink.three(far, below.tag, top.tag);
    sink.three(far, below.word, top.word);
    let of = |word: u32| view.state.dependents(word);
    for (seen, count) in [
        (top, of(s0).left_count),
        (top, of(s0).right_count),
        (below, of(s1).right_count),
        (next, of(b0).left_count),
    ] {
        sink.two(seen.tag, u64::from(count));
        sink.two(seen.word, u64::from(count));
    }
    let depth = view.state.stack.len().min(5) as u64;
    let left = (view.state.root() - view.state.next).min(4);
    sink.three(depth, u64::from(left), top.tag);
}

/// How far apart two words are, in steps that grow.
fn distance(a: u32, b: u32, root: u32) -> u64 {
    if a == NOWHERE || b == NOWHERE {
        return 0;
    }
    if b == root {
        return 1;
    }
    match b.abs_diff(a) {
        far @ 0..=5 => u64::from(far) + 2,
        6..=8 => 8,
        9..=14 => 9,
        _ => 10,
    }
}

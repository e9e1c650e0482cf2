//! Does a sentence end here, where the rules doubt or see nothing?
//!
//! Web text leaves out full stops, and puts greetings, signatures and list items in one line. So a
//! linear model looks at each white space between two words: at their forms, shapes and classes, at
//! those around them, at how far the next marks are, and at what the rules say. Its weights are a
//! readable table, `words/sentence-ends.tsv`: the traits that it looks at, and how much each speaks
//! for an end.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::form::{folded, word_classes};
use crate::table::HashTable;
use crate::{ByteSpan, LineKind, hash};

/// How much each trait of a place speaks for a sentence's end there, in hundredths.
#[derive(Debug, Clone, Default)]
pub(crate) struct Boundaries {
    weights: FxHashMap<u64, i16>,
}

impl Boundaries {
    /// Makes room for `lines` lines more.
    pub(crate) fn reserve(&mut self, lines: usize) {
        self.weights.reserve(lines);
    }

    /// Adds a line of the table: a trait, a tab and its weight.
    pub(crate) fn add(&mut self, line: &str) -> Result<(), String> {
        let cut = line.rsplit_once('\t');
        let (name, weight) = cut
            .and_then(|(name, weight)| Some((name, weight.parse().ok()?)))
            .ok_or_else(|| format!("expected a trait, a tab and a weight, found \"{line}\""))?;
        let mut parts = name.as_bytes().split(|byte| *byte == b' ').map(hash::bytes);
        let first = parts.next().unwrap_or(0);
        self.weights.insert(parts.fold(first, hash::join), weight);
        Ok(())
    }

    /// Puts right where the rules say that sentences start: `starts[at]` tells whether one does at
    /// token `at` of the block.
    pub(crate) fn revise(&self, block: &Block<'_>, starts: &mut [bool]) {
        if self.weights.is_empty() {
            return;
        }
        let by_rule = starts.to_vec();
        each_place(block, &by_rule, |at, traits| {
            if traits.goes_on() {
                return;
            }
            let weight = |values: &[Value<'_>]| {
                let hashes = values.iter().map(Value::hash);
                let key = hashes.reduce(hash::join).unwrap_or(0);
                i32::from(self.weights.get(&key).copied().unwrap_or(0))
            };
            let mut sum = 0;
            traits.each(&mut |values| sum += weight(values));
            starts[at] = sum > 0;
        });
    }
}

/// The words between which sentences may end: those of one block of a text.
#[derive(Clone, Copy)]
pub(crate) struct Block<'t> {
    pub(crate) text: &'t str,
    pub(crate) tokens: &'t [ByteSpan],
    pub(crate) kind: LineKind,
    /// The classes of words, if the model has them.
    pub(crate) classes: Option<HashTable<'t>>,
}

/// A place where a sentence may end, as training needs it.
#[derive(Debug, Clone)]
pub struct Place {
    /// Where the word after it starts, in bytes.
    pub start: usize,
    /// What can be seen there, as in the table of weights.
    pub traits: Vec<String>,
}

/// The places of `block` where a sentence may end.
pub(crate) fn places(block: &Block<'_>, by_rule: &[bool]) -> Vec<Place> {
    let mut places = Vec::new();
    each_place(block, by_rule, |at, seen| {
        let mut traits = Vec::new();
        seen.each(&mut |values| {
            let parts: Vec<String> = values.iter().map(Value::text).collect();
            traits.push(parts.join(" "));
        });
        places.push(Place { start: block.tokens[at].start as usize, traits });
    });
    places
}

/// Calls `see` for each place of `block` where a sentence may end.
fn each_place(block: &Block<'_>, by_rule: &[bool], mut see: impl FnMut(usize, &Traits<'_>)) {
    if matches!(block.kind, LineKind::Byline | LineKind::Stamp) || block.tokens.len() < 2 {
        return;
    }
    let words: Vec<Seen> =
        block.tokens.iter().map(|&span| Seen::new(span.of(block.text), block)).collect();
    let capitals = words.iter().filter(|word| word.shape.starts_with('A')).count();
    let ends_marked = words.iter().rev().take(2).any(|word| word.is_end);
    let mut traits = Traits {
        words: &words,
        at: 0,
        rule: false,
        kind: block.kind,
        tenths: (10 * capitals / words.len()).min(9),
        ends_marked,
        depth: 0,
        since_mark: 0,
        since_rule: 0,
        to_mark: to_mark(&words),
    };
    for at in 1..words.len() {
        traits.pass(at, by_rule);
        let spaced = block.tokens[at - 1].end < block.tokens[at].start;
        if spaced || by_rule[at] {
            see(at, &traits);
        }
    }
}

/// How many words it is from each word to the next mark that may end a sentence.
fn to_mark(words: &[Seen]) -> Vec<usize> {
    let mut distance = FAR;
    let mut found: Vec<usize> = words
        .iter()
        .rev()
        .map(|word| {
            distance = if word.is_end { 0 } else { distance + 1 };
            distance
        })
        .collect();
    found.reverse();
    found
}

/// A distance that is as good as infinite.
const FAR: usize = 99;

/// What is seen of a word.
struct Seen {
    form: String,
    form_hash: u64,
    shape: String,
    shape_hash: u64,
    /// Class of function.
    class: u32,
    /// Whether it is a mark that may end a sentence.
    is_end: bool,
}

impl Seen {
    fn new(form: &str, block: &Block<'_>) -> Self {
        let shape = shape(form);
        let is_end = form.starts_with(['.', '!', '?', '…']);
        let form = folded(form);
        let form_hash = hash::bytes(form.as_bytes());
        let (_, _, class) = word_classes(form_hash, block.classes.as_ref());
        let shape_hash = hash::bytes(shape.as_bytes());
        Self { form, form_hash, shape, shape_hash, class, is_end }
    }

    fn form(&self) -> Value<'_> {
        Value::Text(&self.form, self.form_hash)
    }

    fn shape(&self) -> Value<'_> {
        Value::Text(&self.shape, self.shape_hash)
    }
}

/// The pattern of capitals, letters, digits and marks in `form`, runs of one kind taken together.
fn shape(form: &str) -> String {
    let mut shape = String::new();
    for c in form.chars().take(24) {
        let kind = match c {
            _ if c.is_uppercase() => 'A',
            _ if c.is_alphabetic() => 'a',
            _ if c.is_numeric() => '0',
            '.' | '-' | '\'' => c,
            '’' => '\'',
            _ => '#',
        };
        if !shape.ends_with(kind) {
            shape.push(kind);
        }
    }
    if form.chars().nth(1).is_none() {
        shape.push('1');
    }
    shape
}

/// A part of a trait.
#[derive(Clone, Copy)]
enum Value<'t> {
    /// Some text, and its hash.
    Text(&'t str, u64),
    Number(usize),
    Name(&'static str),
}

impl Value<'_> {
    fn hash(&self) -> u64 {
        match *self {
            Self::Text(_, hash) => hash,
            Self::Name(name) => hash::bytes(name.as_bytes()),
            Self::Number(number) => {
                let digits = [100, 10, 1].map(|unit| b'0' + (number / unit % 10) as u8);
                let lead = usize::from(number < 100) + usize::from(number < 10);
                hash::bytes(&digits[lead..])
            }
        }
    }

    fn text(&self) -> String {
        match *self {
            Self::Text(text, _) => text.to_owned(),
            Self::Name(name) => name.to_owned(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// What can be seen at a place between two words.
struct Traits<'t> {
    words: &'t [Seen],
    /// The word after the place.
    at: usize,
    /// Whether the rules end a sentence here.
    rule: bool,
    kind: LineKind,
    /// How many of ten words begin with a capital.
    tenths: usize,
    /// Whether the block ends with a mark that may end a sentence.
    ends_marked: bool,
    /// How many brackets are open.
    depth: usize,
    since_mark: usize,
    since_rule: usize,
    to_mark: Vec<usize>,
}

impl Traits<'_> {
    /// Goes on to the place before word `at`.
    fn pass(&mut self, at: usize, by_rule: &[bool]) {
        let before = &self.words[at - 1];
        match &*before.form {
            "(" => self.depth += 1,
            ")" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.since_mark = if before.is_end { 0 } else { self.since_mark + 1 };
        self.since_rule = if by_rule[at - 1] { 0 } else { self.since_rule + 1 };
        self.at = at;
        self.rule = by_rule[at];
    }

    /// Whether nobody would end a sentence here but by a mark: after the label of a headline
    /// ("BREAKING:") and before an emoji.
    fn goes_on(&self) -> bool {
        let is_label = self.at <= 3 && self.words[self.at - 1].form == ":";
        let is_emoji = self.words[self.at].form.starts_with(|c: char| c >= '\u{1F000}');
        !self.rule && (is_label || is_emoji)
    }

    fn word(&self, offset: isize) -> Option<&Seen> {
        self.words.get(self.at.checked_add_signed(offset)?)
    }

    /// The form of the word `offset` places from the one after the place.
    fn form(&self, offset: isize) -> Value<'_> {
        self.word(offset).map_or(Value::Name("<>"), Seen::form)
    }

    fn shape(&self, offset: isize) -> Value<'_> {
        self.word(offset).map_or(Value::Name("<>"), Seen::shape)
    }

    fn class(&self, offset: isize) -> Value<'_> {
        self.word(offset).map_or(Value::Name("<>"), |word| Value::Number(word.class as usize))
    }

    /// Calls `see` with each trait: its name, and its values.
    fn each(&self, see: &mut dyn FnMut(&[Value<'_>])) {
        self.each_by_form(see);
        self.each_by_shape(see);
        self.each_by_distance(see);
    }

    fn each_by_form(&self, see: &mut dyn FnMut(&[Value<'_>])) {
        use Value::Name;
        let rule = Value::Number(usize::from(self.rule));
        let [far, prior, before, after, next] = [-3, -2, -1, 0, 1].map(|offset| self.form(offset));
        let [before_shape, after_shape] = [-1, 0].map(|offset| self.shape(offset));
        let [before_class, class, next_class] = [-1, 0, 1].map(|offset| self.class(offset));
        see(&[Name("rule"), rule]);
        see(&[Name("rule-before"), rule, before]);
        see(&[Name("far"), far, after_shape]);
        see(&[Name("prior"), prior]);
        see(&[Name("before"), before, before_shape]);
        see(&[Name("after"), after, after_shape]);
        see(&[Name("next"), next]);
        see(&[Name("prior-before"), prior, before]);
        see(&[Name("before-after"), before, after]);
        see(&[Name("after-next"), after, next]);
        see(&[Name("class"), class, after_shape, before_shape]);
        see(&[Name("before-class"), before_class, before_shape, after_shape]);
        see(&[Name("classes"), before_class, class, after_shape]);
        see(&[Name("next-classes"), class, next_class, after_shape]);
        see(&[Name("class-after"), before_class, after, after_shape]);
        see(&[Name("before-with-class"), before, class, after_shape]);
    }

    fn each_by_shape(&self, see: &mut dyn FnMut(&[Value<'_>])) {
        use Value::Name;
        let rule = Value::Number(usize::from(self.rule));
        let [far, prior, before, after, next, last] =
            [-3, -2, -1, 0, 1, 2].map(|offset| self.shape(offset));
        see(&[Name("rule-shapes"), rule, before, after]);
        see(&[Name("shapes-left"), prior, before, after]);
        see(&[Name("shapes"), prior, before, after, next]);
        see(&[Name("shapes-mid"), before, after, next]);
        see(&[Name("shapes-right"), after, next, last]);
        see(&[Name("shapes-far"), far, prior, before]);
        see(&[Name("brackets"), Value::Number(self.depth.min(2)), rule]);
        see(&[Name("block-end"), Value::Number(usize::from(self.ends_marked)), rule, after]);
        see(&[Name("capitals"), Value::Number(self.tenths), after, rule]);
        let is_heading = self.kind == LineKind::Heading;
        see(&[Name("heading"), Value::Number(usize::from(is_heading)), rule]);
    }

    fn each_by_distance(&self, see: &mut dyn FnMut(&[Value<'_>])) {
        use Value::Name;
        let [before, after] = [-1, 0].map(|offset| self.shape(offset));
        let since_mark = rounded(self.since_mark);
        let to_mark = rounded(self.to_mark[self.at].min(FAR));
        see(&[Name("from-start"), rounded(self.at), after]);
        see(&[Name("to-end"), rounded(self.words.len() - self.at), after]);
        see(&[Name("since-mark"), since_mark, before, after]);
        see(&[Name("to-mark"), to_mark, before, after]);
        see(&[Name("marks"), since_mark, to_mark, after]);
        see(&[Name("since-rule"), rounded(self.since_rule), before, after]);
    }
}

/// `distance`, the coarser the farther.
fn rounded(distance: usize) -> Value<'static> {
    const STEPS: [Range<usize>; 7] =
        [6..9, 9..14, 14..22, 22..35, 35..60, 60..FAR, FAR..usize::MAX];
    let step = STEPS.iter().find(|step| step.contains(&distance));
    Value::Number(step.map_or(distance.min(FAR), |step| step.start.min(60)))
}

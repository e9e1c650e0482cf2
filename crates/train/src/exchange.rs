//! Which words stand in the same places?
//!
//! Exchange clustering: words are moved between classes as long as that makes the classes of
//! neighbouring words tell more about each other (the objective of Brown clusters, reached by moving
//! single words). The classes are mostly syntactic: past participles, given names, quantities.

use std::collections::BTreeMap;

use crate::random::Random;

/// Words less frequent than this are left out.
const FREQUENT: usize = 4;

/// Puts the words of `sentences` into `classes` classes.
pub(crate) fn cluster(
    sentences: &[Vec<String>],
    classes: usize,
    rounds: usize,
    log: &mut dyn FnMut(String),
) -> BTreeMap<String, usize> {
    let vocabulary = vocabulary(sentences);
    let mut exchange = Exchange::new(sentences, &vocabulary, classes);
    let mut random = Random::new(3);
    let mut order: Vec<usize> = (0..vocabulary.len()).collect();
    for round in 1..=rounds {
        random.shuffle(&mut order);
        let moved = order.iter().filter(|&&word| exchange.improve(word)).count();
        log(format!("round {round}: {moved} of {} words moved", vocabulary.len()));
        if moved * 200 < vocabulary.len() {
            break;
        }
    }
    vocabulary.into_iter().map(|(word, number)| (word, exchange.class_of[number])).collect()
}

/// The frequent words, numbered by frequency.
fn vocabulary(sentences: &[Vec<String>]) -> BTreeMap<String, usize> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in sentences.iter().flatten() {
        *counts.entry(word).or_default() += 1;
    }
    let mut frequent: Vec<(&str, usize)> =
        counts.into_iter().filter(|(_, count)| *count >= FREQUENT).collect();
    frequent.sort_by_key(|(word, count)| (std::cmp::Reverse(*count), *word));
    frequent.into_iter().enumerate().map(|(number, (word, _))| (word.to_owned(), number)).collect()
}

/// How often a word stands beside each other word.
#[derive(Debug, Default, Clone)]
struct Neighbours {
    before: Vec<(u32, u32)>,
    after: Vec<(u32, u32)>,
    with_itself: u32,
    count: u32,
}

struct Exchange {
    words: Vec<Neighbours>,
    /// The class of each word; the last two words are the rare ones and the sentence's rim.
    class_of: Vec<usize>,
    classes: usize,
    /// How often a class is followed by another: `pairs[first * classes + second]`.
    pairs: Vec<i64>,
    sizes: Vec<i64>,
    /// `x ln x` for small numbers.
    logs: Vec<f64>,
    before: Vec<i64>,
    after: Vec<i64>,
}

impl Exchange {
    fn new(
        sentences: &[Vec<String>],
        vocabulary: &BTreeMap<String, usize>,
        classes: usize,
    ) -> Self {
        let (rare, rim) = (vocabulary.len(), vocabulary.len() + 1);
        let mut pairs: BTreeMap<(usize, usize), u32> = BTreeMap::new();
        for sentence in sentences {
            let numbers = sentence.iter().map(|word| vocabulary.get(word).copied().unwrap_or(rare));
            let mut last = rim;
            for word in numbers.chain([rim]) {
                *pairs.entry((last, word)).or_default() += 1;
                last = word;
            }
        }
        let mut words = vec![Neighbours::default(); rim + 1];
        for (&(first, second), &count) in &pairs {
            words[first].count += count;
            if first == second {
                words[first].with_itself = count;
            } else {
                words[first].after.push((second as u32, count));
                words[second].before.push((first as u32, count));
            }
        }
        // The most frequent words begin in classes of their own, the others spread out; the rare
        // words and the rim keep the last two classes to themselves.
        let free = classes - 2;
        let start =
            |word: usize| if word < vocabulary.len() { word % free } else { free + word - rare };
        let class_of: Vec<usize> = (0..=rim).map(start).collect();
        let mut exchange = Self {
            words,
            class_of,
            classes,
            pairs: vec![0; classes * classes],
            sizes: vec![0; classes],
            logs: (0..100_000).map(|x| x_log_x(x as f64)).collect(),
            before: vec![0; classes],
            after: vec![0; classes],
        };
        for (&(first, second), &count) in &pairs {
            let at = exchange.class_of[first] * classes + exchange.class_of[second];
            exchange.pairs[at] += i64::from(count);
        }
        for word in 0..=rim {
            exchange.sizes[exchange.class_of[word]] += i64::from(exchange.words[word].count);
        }
        exchange
    }

    /// Moves `word` to its best class and says whether that is another than before.
    fn improve(&mut self, word: usize) -> bool {
        let old = self.class_of[word];
        self.count_neighbours(word);
        self.place(word, old, -1);
        let (before, after) = (nonzero(&self.before), nonzero(&self.after));
        let mut best = (old, self.gain(word, old, &before, &after));
        for class in 0..self.classes - 2 {
            let gain = self.gain(word, class, &before, &after);
            if gain > best.1 + 1e-6 {
                best = (class, gain);
            }
        }
        self.place(word, best.0, 1);
        self.class_of[word] = best.0;
        best.0 != old
    }

    /// Counts the classes before and after `word`.
    fn count_neighbours(&mut self, word: usize) {
        self.before.fill(0);
        self.after.fill(0);
        for &(other, count) in &self.words[word].before {
            self.before[self.class_of[other as usize]] += i64::from(count);
        }
        for &(other, count) in &self.words[word].after {
            self.after[self.class_of[other as usize]] += i64::from(count);
        }
    }

    /// Adds `word`, `sign` times, to `class`.
    fn place(&mut self, word: usize, class: usize, sign: i64) {
        for other in 0..self.classes {
            self.pairs[other * self.classes + class] += sign * self.before[other];
            self.pairs[class * self.classes + other] += sign * self.after[other];
        }
        self.pairs[class * self.classes + class] += sign * i64::from(self.words[word].with_itself);
        self.sizes[class] += sign * i64::from(self.words[word].count);
    }

    /// What it is worth to have `word`, which is in no class now, in `class`.
    fn gain(
        &self,
        word: usize,
        class: usize,
        before: &[(usize, i64)],
        after: &[(usize, i64)],
    ) -> f64 {
        let own = class * self.classes + class;
        let mut gain = 0.0;
        let mut inner = i64::from(self.words[word].with_itself);
        for &(other, count) in before {
            if other == class {
                inner += count;
            } else {
                gain += self.added(self.pairs[other * self.classes + class], count);
            }
        }
        for &(other, count) in after {
            if other == class {
                inner += count;
            } else {
                gain += self.added(self.pairs[class * self.classes + other], count);
            }
        }
        gain += self.added(self.pairs[own], inner);
        gain - 2.0 * self.added(self.sizes[class], i64::from(self.words[word].count))
    }

    /// How much `x ln x` grows from `now` to `now + more`.
    fn added(&self, now: i64, more: i64) -> f64 {
        self.log(now + more) - self.log(now)
    }

    fn log(&self, x: i64) -> f64 {
        self.logs.get(x as usize).copied().unwrap_or_else(|| x_log_x(x as f64))
    }
}

fn x_log_x(x: f64) -> f64 {
    if x > 0.0 { x * x.ln() } else { 0.0 }
}

/// The entries of `counts` that are not zero, with their places.
fn nonzero(counts: &[i64]) -> Vec<(usize, i64)> {
    counts.iter().copied().enumerate().filter(|(_, count)| *count != 0).collect()
}

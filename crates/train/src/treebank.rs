//! What do the treebanks hold?
//!
//! Reads gzipped CoNLL-U files into sentences with gold tags, lemmas and trees.

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow, ensure};
use flate2::read::MultiGzDecoder;
use verbale_text::conllu::{self, Line};
use verbale_text::{NameTag, Relation, Tag, Upos};

use crate::names;

/// A word with its gold annotation.
#[derive(Debug, Clone)]
pub struct GoldWord {
    /// The word as it stands in the text.
    pub form: String,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub tag: Tag,
    /// Place of the head in the sentence; the number of words for the root.
    pub head: usize,
    /// Relation to the head.
    pub relation: Relation,
    /// Part in a name, if anybody tells.
    pub name: Option<NameTag>,
}

/// A sentence with its gold annotation.
pub type GoldSentence = Vec<GoldWord>;

/// The sentences of one or more treebanks.
#[derive(Debug, Clone, Default)]
pub struct Treebank {
    /// The sentences, in order.
    pub sentences: Vec<GoldSentence>,
    /// The document of each sentence, as the treebank names it.
    pub documents: Vec<String>,
}

impl Treebank {
    /// The sentences for whose document `keep` holds.
    pub fn filtered(&self, keep: impl Fn(&str) -> bool) -> Self {
        let mut kept = Self::default();
        for (sentence, document) in self.sentences.iter().zip(&self.documents) {
            if keep(document) {
                kept.sentences.push(sentence.clone());
                kept.documents.push(document.clone());
            }
        }
        kept
    }

    /// Tells of the names of all documents what `known` holds; of those that bear marks of their own
    /// only the nationalities, which the marks leave out.
    pub fn tell_names(&mut self, known: &names::Known) {
        for (sentence, document) in self.sentences.iter_mut().zip(&self.documents) {
            if document.starts_with("GUM_") {
                known.tell_nationalities(sentence);
            } else {
                known.tell(sentence);
            }
        }
    }

    /// Adds the sentences of `other`.
    pub fn append(&mut self, mut other: Self) {
        self.sentences.append(&mut other.sentences);
        self.documents.append(&mut other.documents);
    }

    /// The number of words.
    pub fn words(&self) -> usize {
        self.sentences.iter().map(Vec::len).sum()
    }
}

/// The text of the treebank at `path`, unpacked.
pub fn unpacked(path: &Path) -> Result<String> {
    let place = || path.display().to_string();
    let file = std::fs::File::open(path).with_context(place)?;
    let mut text = String::new();
    MultiGzDecoder::new(file).read_to_string(&mut text).with_context(place)?;
    Ok(text)
}

/// Reads the treebank at `path`.
pub fn load(path: &Path) -> Result<Treebank> {
    let place = || path.display().to_string();
    let text = unpacked(path)?;
    let mut treebank = Treebank::default();
    let mut document = String::new();
    for tree in conllu::parse(&text).with_context(place)? {
        for line in &tree.lines {
            if let Line::Kept(comment) = line
                && let Some(name) = comment.strip_prefix("# newdoc id = ")
            {
                document = name.to_owned();
            }
        }
        let words: Result<Vec<GoldWord>> = tree.words().map(gold_word).collect();
        let mut words = words.with_context(place)?;
        let len = words.len();
        for word in &mut words {
            ensure!(word.head <= len, "{}: head {} of {len} words", place(), word.head);
            word.head = word.head.checked_sub(1).unwrap_or(len);
        }
        if document.starts_with("GUM_") {
            let notes: Vec<&str> = tree.words().map(|columns| columns[9]).collect();
            names::from_marks(&mut words, &notes);
        }
        treebank.sentences.push(words);
        treebank.documents.push(document.clone());
    }
    Ok(treebank)
}

fn gold_word(columns: &[&str; 10]) -> Result<GoldWord> {
    let unknown = |what: &str, label: &str| anyhow!("unknown {what} \"{label}\"");
    Ok(GoldWord {
        form: columns[1].to_owned(),
        lemma: columns[2].to_owned(),
        upos: Upos::parse(columns[3]).ok_or_else(|| unknown("part of speech", columns[3]))?,
        tag: Tag::parse(columns[4]).ok_or_else(|| unknown("tag", columns[4]))?,
        head: columns[6].parse().with_context(|| format!("head \"{}\"", columns[6]))?,
        relation: Relation::parse(columns[7]).ok_or_else(|| unknown("relation", columns[7]))?,
        name: None,
    })
}

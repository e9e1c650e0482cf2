//! What is needed to read English, and how is a text read with it?
//!
//! [`Language`] holds the model and the word lists; [`read`] is the one way from a text to a [`Doc`].
//! [`annotate`] does the same for words that somebody else has cut.

use std::borrow::Cow;

use thiserror::Error;

use crate::boundary::{self, Place};
use crate::layout::{self, Block};
use crate::mend::mend;
use crate::model::{Model, ModelError};
use crate::name;
use crate::neural::reader::Reader;
use crate::neural::vectors::Vectors;
use crate::sentence;
use crate::table::HashTable;
use crate::tokenize;
use crate::words::{WordListError, WordLists};
use crate::{ByteSpan, Doc, DocBuilder, NameTag, Relation, Tag, Token, Upos};

/// All that reading English text takes: the model and the word lists.
#[derive(Debug, Clone)]
pub struct Language {
    model: Model,
    lists: WordLists,
}

/// Why no [`Language`] could be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum LanguageError {
    /// The model is unusable.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// A word list is unusable.
    #[error(transparent)]
    WordList(#[from] WordListError),
}

impl Language {
    /// Opens the model in `model`, with the word lists among `files`: pairs of path under `data/` and
    /// contents, of which those in [`WordLists::PATHS`] are read.
    pub fn from_bytes(
        model: impl Into<Cow<'static, [u8]>>,
        files: &[(&str, &str)],
    ) -> Result<Self, LanguageError> {
        Ok(Self { model: Model::open(model)?, lists: WordLists::from_files(files)? })
    }

    /// What is known of words from the company that they keep.
    pub fn word_vectors(&self) -> Option<Vectors<'_>> {
        self.model.parts().ok().map(|parts| parts.reader.vectors)
    }

    /// The classes of words that the model knows.
    fn classes(&self) -> Option<HashTable<'_>> {
        self.model.parts().ok().and_then(|parts| parts.reader.clusters)
    }
}

/// What the model found out about a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis {
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag.
    pub tag: Tag,
    /// Dictionary form.
    pub lemma: Box<str>,
    /// Place of its head in the sentence, from 0; `None` for the root.
    pub head: Option<usize>,
    /// How it depends on its head.
    pub relation: Relation,
    /// Its part in a name.
    pub name: NameTag,
}

/// Reads `text` into sentences, words and trees.
pub fn read(text: &str, language: &Language) -> Doc {
    let blocks = layout::blocks(text);
    let mut sentences: Vec<(&Block, Vec<ByteSpan>)> = Vec::new();
    each_block(text, &blocks, language.classes(), &language.lists, |block, words| {
        let cut = sentence::sentences(words, &language.lists);
        sentences.extend(cut.into_iter().map(|range| (block, words.tokens[range].to_vec())));
    });
    let forms: Vec<Vec<&str>> = sentences
        .iter()
        .map(|(_, spans)| spans.iter().map(|span| span.of(text)).collect())
        .collect();
    let mut builder = DocBuilder::new(text);
    for ((block, spans), analyses) in sentences.iter().zip(annotate(&forms, language)) {
        let words = spans.iter().zip(analyses).map(|(&span, word)| Token::new(span, word));
        builder.push(words.collect(), block.kind, block.paragraph);
    }
    builder.finish()
}

/// Cuts `text` into sentences of words without asking a model for the classes of words.
pub fn cut<'t>(text: &'t str, lists: &WordLists) -> Vec<Vec<&'t str>> {
    let mut sentences = Vec::new();
    each_block(text, &layout::blocks(text), None, lists, |_, words| {
        for range in sentence::sentences(words, lists) {
            sentences.push(words.tokens[range].iter().map(|span| span.of(text)).collect());
        }
    });
    sentences
}

/// The places of `text` where a sentence may end, with what can be seen there: to train with.
pub fn places(text: &str, language: &Language) -> Vec<Place> {
    let mut places = Vec::new();
    each_block(text, &layout::blocks(text), language.classes(), &language.lists, |_, words| {
        let by_rule = sentence::starts_by_rule(words, &language.lists);
        places.extend(boundary::places(words, &by_rule));
    });
    places
}

/// Calls `see` with the words of each of the `blocks` of `text`.
fn each_block<'t>(
    text: &'t str,
    blocks: &'t [Block],
    classes: Option<HashTable<'t>>,
    lists: &WordLists,
    mut see: impl FnMut(&'t Block, &boundary::Block<'_>),
) {
    let mut tokens = Vec::new();
    for block in blocks {
        tokens.clear();
        tokenize::tokenize(text, block.span, lists, &mut tokens);
        see(block, &boundary::Block { text, tokens: &tokens, kind: block.kind, classes });
    }
}

/// Tags, lemmatises and parses sentences of given words.
pub fn annotate(sentences: &[Vec<&str>], language: &Language) -> Vec<Vec<Analysis>> {
    // Opening checked the model, so this does not fail.
    let Ok(parts) = language.model.parts() else { return Vec::new() };
    let readings = Reader::new(parts.reader).read(sentences);
    let pairs = sentences.iter().zip(readings);
    let lemma = |form, (upos, tag)| parts.lemmatizer.lemma(form, upos, tag, &language.lists);
    let analyses = pairs.map(|(forms, reading)| {
        let classes = reading.classes.iter().map(|&class| parts.classes[usize::from(class)]);
        let words = forms.iter().zip(classes.clone()).zip(reading.arcs).zip(reading.names);
        let analyses = words.map(|(((form, class), (head, relation)), name)| {
            let (upos, tag) = class;
            Analysis { upos, tag, lemma: lemma(form, class), head, relation, name }
        });
        let mut analyses: Vec<Analysis> = analyses.collect();
        mend(&mut analyses, forms, &language.lists);
        for ((word, form), class) in analyses.iter_mut().zip(forms).zip(classes) {
            if (word.upos, word.tag) != class {
                word.lemma = lemma(form, (word.upos, word.tag));
            }
        }
        name::gather(&mut analyses, forms);
        analyses
    });
    analyses.collect()
}

impl Token {
    /// The word at `span` with what the model found out about it.
    pub(crate) fn new(span: ByteSpan, word: Analysis) -> Self {
        let Analysis { upos, tag, lemma, head, relation, name } = word;
        Self { span, lemma, upos, tag, head, relation, name }
    }
}

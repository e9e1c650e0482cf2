//! What is needed to read English, and how is a text read with it?
//!
//! [`Language`] holds the model and the word lists; [`read`] is the one way from a text to a [`Doc`].
//! [`annotate`] does the same for words that somebody else has cut.

use std::borrow::Cow;

use thiserror::Error;

use crate::form::Forms;
use crate::layout;
use crate::model::{Model, ModelError, Parts};
use crate::parser::TaggedForms;
use crate::sentence;
use crate::tokenize;
use crate::transition::State;
use crate::words::{WordListError, WordLists};
use crate::{ByteSpan, Doc, DocBuilder, Relation, Tag, Token, Upos};

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
}

/// Reads `text` into sentences, words and trees.
pub fn read(text: &str, language: &Language) -> Doc {
    let mut builder = DocBuilder::new(text);
    let mut analyzer = Analyzer::new(language);
    let mut tokens = Vec::new();
    for block in layout::blocks(text) {
        tokens.clear();
        tokenize::tokenize(text, block.span, &language.lists, &mut tokens);
        for range in sentence::sentences(text, &tokens, block.kind, &language.lists) {
            let spans = &tokens[range];
            let forms: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
            let analyses = analyzer.sentence(&forms);
            let sentence = spans.iter().zip(analyses).map(|(&span, word)| token(span, word));
            builder.push(sentence.collect(), block.kind, block.paragraph);
        }
    }
    builder.finish()
}

/// Cuts `text` into sentences of words, without looking further.
pub fn cut<'t>(text: &'t str, lists: &WordLists) -> Vec<Vec<&'t str>> {
    let mut tokens = Vec::new();
    let mut sentences = Vec::new();
    for block in layout::blocks(text) {
        tokens.clear();
        tokenize::tokenize(text, block.span, lists, &mut tokens);
        for range in sentence::sentences(text, &tokens, block.kind, lists) {
            sentences.push(tokens[range].iter().map(|span| span.of(text)).collect());
        }
    }
    sentences
}

/// Tags, lemmatises and parses sentences of given words.
pub fn annotate(sentences: &[Vec<&str>], language: &Language) -> Vec<Vec<Analysis>> {
    let mut analyzer = Analyzer::new(language);
    sentences.iter().map(|forms| analyzer.sentence(forms)).collect()
}

fn token(span: ByteSpan, word: Analysis) -> Token {
    let Analysis { upos, tag, lemma, head, relation } = word;
    Token { span, lemma, upos, tag, head, relation }
}

/// Analyses sentence after sentence, keeping its working memory.
struct Analyzer<'l> {
    parts: Option<Parts<'l>>,
    lists: &'l WordLists,
    forms: Forms,
    tags: Vec<u8>,
    features: Vec<u64>,
    words: TaggedForms,
    state: State,
}

impl<'l> Analyzer<'l> {
    fn new(language: &'l Language) -> Self {
        Self {
            // Opening checked the model, so this does not fail.
            parts: language.model.parts().ok(),
            lists: &language.lists,
            forms: Forms::default(),
            tags: Vec::new(),
            features: Vec::new(),
            words: TaggedForms::default(),
            state: State::default(),
        }
    }

    fn sentence(&mut self, forms: &[&str]) -> Vec<Analysis> {
        let Some(parts) = &self.parts else { return Vec::new() };
        self.forms.read(forms, parts.clusters.as_ref());
        parts.tagger.tag(&self.forms, &mut self.features, &mut self.tags);
        self.words.read(&self.forms, &self.tags);
        parts.parser.parse(&self.words, &mut self.state, &mut self.features);
        let analyses = forms.iter().enumerate().map(|(at, form)| {
            let (upos, tag) = parts.classes[usize::from(self.tags[at])];
            let lemma = parts.lemmatizer.lemma(form, upos, tag, self.lists);
            let (head, relation) = self.state.arc(at);
            Analysis { upos, tag, lemma, head, relation }
        });
        analyses.collect()
    }
}

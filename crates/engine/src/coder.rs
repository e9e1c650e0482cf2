//! How does an article become records?

use std::sync::Arc;
use std::thread;

use jiff::civil::Date;
use thiserror::Error;
use verbale_extract::proposal::{ProposalError, Proposer};
use verbale_extract::{Extractor, Findings, Trial};
use verbale_lexicon::{Damaged, Faults, Lexicon};
use verbale_text::{Doc, Language, LanguageError};

use crate::cameo::CameoTable;
use crate::published::published;
use crate::record::{self, Record};
use crate::{Article, Knowledge};

/// Reads articles into records; made once, used for many articles, from any thread.
#[derive(Debug)]
pub struct Coder {
    language: Arc<Language>,
    extractor: Extractor,
    cameo: CameoTable,
    knowledge: Box<str>,
}

/// Why there is no coder.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum CoderError {
    /// The knowledge files are wrong.
    #[error(transparent)]
    Knowledge(#[from] Faults),
    /// The knowledge in the program is not what it was built with.
    #[error(transparent)]
    Damaged(#[from] Damaged),
    /// The model or a word list is unusable.
    #[error(transparent)]
    Language(#[from] LanguageError),
    /// The model that proposes acts is unusable.
    #[error(transparent)]
    Proposals(#[from] ProposalError),
}

/// One article with all that was read in it.
#[derive(Debug, Clone)]
pub struct Coded {
    /// What was given.
    pub article: Article,
    /// Its sentences, words and trees.
    pub doc: Doc,
    /// The day it was published, as given or as the text itself says.
    pub date: Option<Date>,
    /// What was found, as it points into `doc`.
    pub findings: Findings,
    /// The records in text order, the document's own first; mentions are among them.
    pub records: Vec<Record>,
}

impl Coder {
    /// A coder with what is built into the program.
    ///
    /// # Errors
    /// Faults of the knowledge files, or an unusable model.
    pub fn built_in() -> Result<Self, CoderError> {
        Self::new(&Knowledge::built_in())
    }

    /// A coder with `knowledge`.
    ///
    /// # Errors
    /// Faults of the knowledge files, or an unusable model.
    pub fn new(knowledge: &Knowledge) -> Result<Self, CoderError> {
        let files = knowledge.files();
        // The three have nothing to do with each other, and a short run is mostly this.
        let (lexicon, language, hash) = thread::scope(|scope| {
            let language = scope.spawn(|| Language::from_bytes(knowledge.model().clone(), &files));
            let hash = scope.spawn(|| knowledge.hash());
            (knowledge.lexicon(), joined(language), joined(hash))
        });
        let (lexicon, language) = (Arc::new(lexicon?), Arc::new(language?));
        let cameo = CameoTable::new(&lexicon.ontology);
        let proposer = knowledge.acts().map(|acts| Proposer::open(acts, &language, &lexicon));
        let extractor = Extractor::new(lexicon);
        let extractor = match proposer.transpose()? {
            Some(proposer) => extractor.with_proposer(proposer),
            None => extractor,
        };
        Ok(Self { language, cameo, extractor, knowledge: hash.into() })
    }

    /// What is known about words and the world.
    pub fn lexicon(&self) -> &Lexicon {
        self.extractor.lexicon()
    }

    /// What finds actors and acts.
    pub fn extractor(&self) -> &Extractor {
        &self.extractor
    }

    /// What is needed to read English.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Hash of the knowledge in use.
    pub fn knowledge(&self) -> &str {
        &self.knowledge
    }

    /// The sentences, words and trees of `text`.
    pub fn read(&self, text: &str) -> Doc {
        verbale_text::read(text, &self.language)
    }

    /// Every pattern that was tried on `doc`, and how it went.
    pub fn trials(&self, doc: &Doc, date: Option<Date>) -> Vec<Trial> {
        self.extractor.trials(doc, date)
    }

    /// Reads `article`. Cannot fail: any text gives records, be it only the document's own.
    pub fn code(&self, article: Article) -> Coded {
        let doc = self.read(&article.text);
        self.code_doc(article, doc)
    }

    /// The same for an article whose text has been read.
    pub fn code_doc(&self, article: Article, doc: Doc) -> Coded {
        let published = published(article.date, &doc);
        let findings = self.extractor.findings(&doc, published.date);
        let records = record::build(&record::Sources {
            article: &article,
            doc: &doc,
            findings: &findings,
            published: &published,
            lexicon: self.extractor.lexicon(),
            cameo: &self.cameo,
            knowledge: &self.knowledge,
        });
        Coded { article, doc, date: published.date, findings, records }
    }
}

/// What a thread gives; its panic goes on in ours.
fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

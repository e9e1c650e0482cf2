//! What is put into a corpus? An article with its sentences and its records.

use sha2::{Digest, Sha256};
use verbale_engine::record::{Body, Document};
use verbale_engine::{Article, Coded, Record};
use verbale_text::CharIndex;

/// One coded article, as the store takes it.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The article as given.
    pub article: Article,
    /// Its sentences, as spans of code points, in text order.
    pub sentences: Vec<(usize, usize)>,
    /// Its records, the document's own first, mentions among them.
    pub records: Vec<Record>,
}

impl From<Coded> for Entry {
    fn from(coded: Coded) -> Self {
        let index = CharIndex::new(coded.doc.text());
        let sentences = coded.doc.sentences().iter().map(|s| index.char_span(s.span)).collect();
        Self { article: coded.article, sentences, records: coded.records }
    }
}

impl Entry {
    /// The document's own record, without which nothing can be kept.
    pub(crate) fn document(&self) -> Option<&Document> {
        match &self.records.first()?.body {
            Body::Document(document) => Some(document),
            _ => None,
        }
    }
}

/// Hash of all that is given of an article: whether one is the same as before.
pub(crate) fn fingerprint(article: &Article) -> String {
    let mut hasher = Sha256::new();
    let day = article.date.map(|day| day.to_string());
    let given = [&day, &article.title, &article.source, &article.url, &article.lang];
    for part in given.into_iter().map(Option::as_deref).chain([Some(article.text.as_str())]) {
        // The length sets parts apart; what is absent differs from what is empty.
        hasher.update(part.map_or(u64::MAX, |part| part.len() as u64).to_le_bytes());
        hasher.update(part.unwrap_or_default());
    }
    hex(hasher)
}

/// Hash of a text, as document records have it.
pub(crate) fn sha256(text: &str) -> String {
    hex(Sha256::new().chain_update(text))
}

fn hex(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

//! What is given to be coded?

/// One article with what is known about it. Only `id` and `text` must be given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Article {
    /// What the giver calls it; every record repeats it.
    pub id: String,
    /// The words. All offsets in records count into this text, code point by code point.
    pub text: String,
    /// Day of publication.
    pub date: Option<jiff::civil::Date>,
    /// Headline, where it is not part of the text.
    pub title: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Language tag, as given.
    pub lang: Option<String>,
    /// The file, and line or number in it, after which it is called; absent where its giver calls it.
    pub file: Option<String>,
    /// What the reader of the input noticed about it.
    pub notes: Vec<String>,
}

impl Article {
    /// An article of which nothing but its name and words is known.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), ..Self::default() }
    }
}

//! What can be wrong with the articles that are given?
//!
//! Every fault has a stable name, listed once in [`KINDS`](InputErrorKind::ALL), a place, what is
//! wrong, and what to do about it. One bad article never ends a run.

use std::fmt;

/// Declares the kinds of fault: variant, stable name, meaning.
macro_rules! kinds {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)*) => {
        /// What sort of fault it is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum InputErrorKind {
            $($(#[doc = $doc])+ $variant,)*
        }

        impl InputErrorKind {
            /// Every kind with its stable name and what it means.
            pub const ALL: &'static [(InputErrorKind, &'static str, &'static str)] =
                &[$((InputErrorKind::$variant, $name, concat!($($doc),+)),)*];

            /// The stable name.
            pub fn name(self) -> &'static str {
                match self { $(InputErrorKind::$variant => $name,)* }
            }
        }
    };
}

kinds! {
    /// The file cannot be opened or read.
    Unreadable = "unreadable",
    /// The file holds no text, or nothing but white space.
    Empty = "empty_article",
    /// The bytes are not text.
    Binary = "not_text",
    /// The bytes are not UTF-8.
    NotUtf8 = "not_utf8",
    /// The article is longer than any article.
    TooLong = "article_too_long",
    /// The line is not a JSON object.
    MalformedLine = "malformed_line",
    /// A record of an archive, or a packed part of a file, is broken.
    BrokenRecord = "broken_record",
    /// The file is not of the format that its name or the asker says.
    Malformed = "malformed_file",
    /// The page holds no article.
    NoArticle = "no_article",
    /// A field that must be given is not.
    MissingField = "missing_field",
    /// A field holds something else than it should.
    WrongType = "wrong_type",
    /// A date is not a date.
    BadDate = "bad_date",
    /// A fault of ours: the article could not be coded.
    Internal = "internal_fault",
}

/// One fault: place, what is wrong, remedy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputError {
    /// What sort of fault it is.
    pub kind: InputErrorKind,
    /// The file, or `-` for standard input.
    pub file: String,
    /// The line, from 1, where the format has lines.
    pub line: Option<usize>,
    /// What is wrong and what to do, lower case, no full stop.
    pub message: String,
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for InputError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_every_kind_has_a_meaning() {
        let mut names: Vec<&str> = InputErrorKind::ALL.iter().map(|(_, name, _)| *name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), InputErrorKind::ALL.len());
        assert!(
            InputErrorKind::ALL
                .iter()
                .all(|(kind, name, doc)| kind.name() == *name && !doc.is_empty())
        );
    }
}

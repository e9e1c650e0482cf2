//! How is knowledge kept so that it opens at once?
//!
//! Reading and checking the files takes a tenth of a second, more than many a run has to do. So those
//! that are built into the program are read when it is built, and what came of them is written down
//! as it lies in memory, strings and numbers in a row (`postcard`); opening that is copying.

use crate::{KnowledgeFile, Lexicon, Ontology};

/// Why compiled knowledge could not be written or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the compiled knowledge is damaged ({0}); build the program anew")]
pub struct Damaged(#[from] postcard::Error);

impl Lexicon {
    /// This lexicon as bytes for [`Lexicon::open`].
    ///
    /// # Errors
    /// None that could be brought about: it is the encoder's to promise.
    pub fn compile(&self) -> Result<Vec<u8>, Damaged> {
        Ok(postcard::to_allocvec(self)?)
    }

    /// What [`Lexicon::read`] makes of `files`, as [`Lexicon::compile`] wrote it.
    ///
    /// # Errors
    /// The bytes are not what this version writes.
    pub fn open(compiled: &[u8], files: &[KnowledgeFile<'_>]) -> Result<Self, Damaged> {
        let mut lexicon: Self = postcard::from_bytes(compiled)?;
        lexicon.places.keep_tables(files);
        Ok(lexicon)
    }
}

impl Ontology {
    /// The ontology of what [`Lexicon::compile`] wrote. It stands first there, so that nothing else is opened.
    ///
    /// # Errors
    /// The bytes are not what this version writes.
    pub fn open(compiled: &[u8]) -> Result<Self, Damaged> {
        Ok(postcard::take_from_bytes(compiled)?.0)
    }
}

//! Which knowledge does the coder work with?
//!
//! The files built into the program, with a front's own files added; a file at the path of a built-in
//! one replaces it. What is in use is told apart by a hash, so that a record names its knowledge.

use std::borrow::Cow;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::record::hex;

/// A knowledge file that a front brings: its path under its folder and its text.
pub type ExtraFile = (String, String);

/// The knowledge files and the model, not yet linked.
#[derive(Debug, Clone)]
pub struct Knowledge {
    files: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
    model: Cow<'static, [u8]>,
}

impl Knowledge {
    /// The folders of a knowledge folder that hold knowledge files.
    pub const FOLDERS: [&str; 5] = ["ontology", "words", "frames", "actors", "places"];

    /// Whether a file of this name in one of [`Knowledge::FOLDERS`] is a knowledge file.
    pub fn is_file(name: &str) -> bool {
        [".toml", ".tsv", ".txt"].iter().any(|ending| name.ends_with(ending))
    }

    /// What is built into the program.
    pub fn built_in() -> Self {
        let files = verbale_data::FILES.iter().map(|&(path, text)| (path.into(), text.into()));
        Self { files: files.collect(), model: Cow::Borrowed(verbale_data::MODEL) }
    }

    /// The same with `extra` added; a file replaces the one of the same path.
    #[must_use]
    pub fn with(mut self, extra: impl IntoIterator<Item = ExtraFile>) -> Self {
        self.files.extend(extra.into_iter().map(|(path, text)| (path.into(), text.into())));
        self
    }

    /// The same without the files that `drop` picks by path.
    #[must_use]
    pub fn without(mut self, drop: impl Fn(&str) -> bool) -> Self {
        self.files.retain(|path, _| !drop(path));
        self
    }

    /// All files as (path, text), sorted by path.
    pub fn files(&self) -> Vec<(&str, &str)> {
        self.files.iter().map(|(path, text)| (&**path, &**text)).collect()
    }

    /// The text of the file at `path`.
    pub fn file(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(|text| &**text)
    }

    /// The parser's model.
    pub fn model(&self) -> &Cow<'static, [u8]> {
        &self.model
    }

    /// What tells this knowledge from any other: changes with each byte of it.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for (path, text) in &self.files {
            for part in [path, text] {
                hasher.update((part.len() as u64).to_le_bytes());
                hasher.update(part.as_bytes());
            }
        }
        hasher.update(&self.model);
        hex(&hasher.finalize()[..8])
    }
}

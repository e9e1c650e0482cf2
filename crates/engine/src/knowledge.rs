//! Which knowledge does the coder work with?
//!
//! The files built into the program, with a front's own files added; a file at the path of a built-in
//! one replaces it. What is in use is told apart by a hash, so that a record names its knowledge.

use std::borrow::Cow;
use std::collections::BTreeMap;

use verbale_lexicon::{Lexicon, Ontology};

use crate::CoderError;

/// A knowledge file that a front brings: its path under its folder and its text.
pub type ExtraFile = (String, String);

/// The knowledge files and the model, not yet linked.
#[derive(Debug, Clone)]
pub struct Knowledge {
    files: BTreeMap<Cow<'static, str>, Cow<'static, str>>,
    model: Cow<'static, [u8]>,
    acts: Option<Cow<'static, [u8]>>,
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
        Self {
            files: files.collect(),
            model: Cow::Borrowed(verbale_data::MODEL),
            acts: Some(Cow::Borrowed(verbale_data::ACTS)),
        }
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

    /// The same with nothing that proposes acts: only frames read them.
    #[must_use]
    pub fn without_proposals(self) -> Self {
        Self { acts: None, ..self }
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

    /// The model that proposes acts, unless there shall be none.
    pub fn acts(&self) -> Option<&[u8]> {
        self.acts.as_deref()
    }

    /// What tells this knowledge from any other: changes with each byte of it.
    pub fn hash(&self) -> String {
        let has_all = self.acts().is_some_and(|acts| std::ptr::eq(acts, verbale_data::ACTS));
        if has_all && self.is_built_in() {
            return verbale_data::DIGEST.to_owned();
        }
        verbale_data::digest(self.files(), [&self.model, self.acts.as_deref().unwrap_or_default()])
    }

    /// The coding scheme that is built into the program, without the rest.
    ///
    /// # Errors
    /// The program is damaged.
    pub fn ontology() -> Result<Ontology, CoderError> {
        Ok(Ontology::open(verbale_data::LEXICON)?)
    }

    /// The lexicon of these files: what is built in was read when the program was built.
    pub(crate) fn lexicon(&self) -> Result<Lexicon, CoderError> {
        if self.is_built_in() {
            return Ok(Lexicon::open(verbale_data::LEXICON, verbale_data::FILES)?);
        }
        Ok(Lexicon::read(&self.files())?)
    }

    /// Whether every byte of the files and the parser's model is as it was when the program was built.
    fn is_built_in(&self) -> bool {
        let same = |path: &str, text: &str| {
            self.file(path).is_some_and(|found| std::ptr::eq(found, text) || found == text)
        };
        std::ptr::eq(&*self.model, verbale_data::MODEL)
            && self.files.len() == verbale_data::FILES.len()
            && verbale_data::FILES.iter().all(|(path, text)| same(path, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_compiled_is_what_the_files_say() {
        let built_in = Knowledge::built_in();
        let read = Lexicon::read(&built_in.files()).expect("the files have no fault");
        let opened = built_in.lexicon().expect("the compiled knowledge opens");
        assert!(read == opened, "compiled knowledge differs from its files");
        assert!(read.ontology == Knowledge::ontology().expect("it stands first"));
        assert_eq!(
            built_in.hash(),
            verbale_data::digest(built_in.files(), [verbale_data::MODEL, verbale_data::ACTS])
        );
    }

    #[test]
    fn files_of_ones_own_are_read() {
        let actor = "[[person]]\nid = \"ann-poe\"\ncode = \"GHA\"\nnames = [\"Ann Poe\"]\n";
        let own = Knowledge::built_in().with([("actors/own.toml".into(), actor.into())]);
        let lexicon = own.lexicon().expect("the file has no fault");
        assert!(lexicon.actors.by_id("ann-poe").is_some());
        assert_ne!(own.hash(), Knowledge::built_in().hash());
    }

    #[test]
    fn damage_is_told() {
        let half = &verbale_data::LEXICON[..verbale_data::LEXICON.len() / 2];
        let error = Lexicon::open(half, verbale_data::FILES).expect_err("half is missing");
        assert!(error.to_string().contains("damaged"), "{error}");
    }
}

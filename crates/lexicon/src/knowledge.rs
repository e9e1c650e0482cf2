//! How do the files become one lexicon?

use std::cell::RefCell;

use serde::{Deserialize, Serialize};

use crate::actor::Actors;
use crate::compose::Compose;
use crate::context::Contexts;
use crate::fault::Faults;
use crate::frame::Frames;
use crate::ontology::Ontology;
use crate::source::Source;
use crate::toll::{TOLL_FILE, Tolls};
use crate::words::{Classes, Words};
use crate::{Fault, Gazetteer};

/// A knowledge file: its path under the knowledge folder and its contents.
pub type KnowledgeFile<'a> = (&'a str, &'a str);

/// All that we know, checked and linked. Never changes once read.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Lexicon {
    /// Events, modes, contexts, sectors, CAMEO.
    pub ontology: Ontology,
    /// How acts combine.
    pub compose: Compose,
    /// Which words tell acts.
    pub frames: Frames,
    /// Named sets of words.
    pub classes: Classes,
    /// Words of saying, factuality, offices, agents.
    pub words: Words,
    /// What shows in which context an act stands.
    pub contexts: Contexts,
    /// What tells how many were killed, hurt, held.
    pub tolls: Tolls,
    /// States, people, organisations.
    pub actors: Actors,
    /// Cities, regions, countries, seas.
    pub places: Gazetteer,
}

impl Lexicon {
    /// Reads `files`, in any order.
    ///
    /// # Errors
    /// All faults of all files, sorted by place.
    pub fn read(files: &[KnowledgeFile<'_>]) -> Result<Self, Faults> {
        let faults = RefCell::new(Vec::new());
        let mut lexicon = Lexicon::default();
        for (_, step) in STEPS {
            for (file, text) in files {
                step(&mut lexicon, &Source::new(file, text, &faults));
            }
        }
        match Gazetteer::read(files) {
            Ok(places) => lexicon.places = places,
            Err(found) => faults.borrow_mut().extend(found.0),
        }
        lexicon.link(&faults);
        let mut faults = faults.into_inner();
        faults.sort();
        faults.dedup();
        if faults.is_empty() { Ok(lexicon) } else { Err(Faults(faults)) }
    }

    fn link(&mut self, faults: &RefCell<Vec<Fault>>) {
        faults.borrow_mut().extend(self.actors.link());
        faults.borrow_mut().extend(self.classes.link());
        faults.borrow_mut().extend(self.frames.link(&mut self.classes));
    }
}

/// A reader that takes what is its own and leaves the rest.
type Step = fn(&mut Lexicon, &Source<'_>);

/// What is read in which order: later tables are checked against earlier ones.
const STEPS: [(&str, Step); 4] = [
    ("events", |lexicon, source| match source.file {
        "ontology/events.toml" => lexicon.ontology.read_events(source),
        "ontology/terms.toml" => lexicon.ontology.read_terms(source),
        _ => {}
    }),
    ("tables", |lexicon, source| match source.file {
        "ontology/cameo.tsv" => lexicon.ontology.read_cameo(source),
        "ontology/compose.toml" => lexicon.compose.read(source, &lexicon.ontology),
        "words/classes.toml" => lexicon.classes.read(source),
        "words/reporting.toml" => lexicon.words.read_reporting(source),
        "words/factuality.toml" => lexicon.words.read_factuality(source),
        "words/light-verbs.toml" => lexicon.words.read_light_verbs(source),
        "words/offices.toml" => lexicon.words.read_offices(source),
        "words/given-names.toml" => lexicon.words.read_given_names(source),
        "words/agents.toml" => lexicon.words.read_agents(source),
        "words/contexts.toml" => lexicon.contexts.read(source, &lexicon.ontology),
        file if file.starts_with("words/contexts-") => {
            lexicon.contexts.read(source, &lexicon.ontology);
        }
        TOLL_FILE => lexicon.tolls.read(source, &lexicon.ontology),
        file if file.starts_with("words/agents-") => lexicon.words.read_agents(source),
        _ => {}
    }),
    ("frames", |lexicon, source| {
        if source.file.starts_with("frames/") {
            let Lexicon { frames, ontology, compose, classes, .. } = lexicon;
            frames.read(source, ontology, compose, classes);
        }
    }),
    ("actors", |lexicon, source| {
        if source.file.starts_with("actors/") {
            lexicon.actors.read(source);
        }
    }),
];

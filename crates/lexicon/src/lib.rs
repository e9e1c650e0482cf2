//! What do we know about words and the world?
//!
//! Reads the knowledge files (see `data/README.md`), checks them, and links them into a [`Lexicon`].
//! This is the only code that knows how those files are written. Reading gathers every fault, each
//! with its file and line, in one pass; a lexicon with faults is not used.

mod actor;
mod code;
mod compiled;
mod compose;
mod context;
mod fault;
mod frame;
mod knowledge;
mod ontology;
mod pattern;
mod phrase;
mod place;
mod role;
mod source;
mod spelling;
mod toll;
mod words;

pub use actor::{Actor, ActorId, ActorKind, Actors, Capacity, Gender, Name, NameUse};
pub use code::{Country, EventId, Sector};
pub use compiled::Damaged;
pub use compose::{Compose, Outcome};
pub use context::{ActTest, ContextProof, ContextSet, Contexts, Shown};
pub use fault::{Fault, Faults};
pub use frame::{Effect, Frame, FrameId, Frames, PatternId, Proof};
pub use knowledge::{KnowledgeFile, Lexicon};
pub use ontology::{Event, Ontology};
pub use pattern::{
    ClauseContent, ClauseKind, Element, Filler, Filter, Head, Pattern, PatternKind, RoleName, Slot,
    WordTest,
};
pub use phrase::{FormAndLemma, Phrases};
pub use place::{Gazetteer, Place, PlaceKind};
pub use role::{PartialDate, Role, RoleSpan};
pub use spelling::{Beginning, NameId, NameTable, is_word, written_words};
pub use toll::{Bound, Harmed, Numeral, TOLL_FILE, TollId, TollKind, TollProof, TollWord, Tolls};
pub use words::{
    Agent, ClassNumber, Classes, Cue, FactualProof, Factuality, LightVerb, Office, Stance,
    Standing, Term, Vocabulary, WordNumber, Words,
};

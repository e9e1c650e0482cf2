//! Of which country is somebody of whom no word of the text tells?
//!
//! Where nearly all that a report names is of one country, so are those in it whom it has not thought worth placing:
//! a senator's aide in a story on Missouri, a shopkeeper in one on Haifa. In other reports nobody is placed.

use super::Mentions;
use crate::findings::Entity;

/// Gives persons named without a country the one whose own affairs the document tells, and marks it presumed.
pub(super) fn settle(found: &mut Mentions) {
    let Some(home) = found.domestic else { return };
    let is_unplaced = |entity: &&mut Entity| {
        let named = entity.person && entity.name.is_some() && entity.actor.is_none();
        entity.code.is_none() && named
    };
    for entity in found.entities.iter_mut().filter(is_unplaced) {
        entity.code = Some(home);
        found.presumed[entity.head] = true;
    }
}

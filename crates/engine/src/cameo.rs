//! Which CAMEO code stands for a PLOVER event and mode?
//!
//! The published table leads from CAMEO to PLOVER. Read backwards it is rarely one to one, so the code
//! given is the most general one that covers all that the event and mode can be, and none where they
//! fall under different roots.

use std::collections::BTreeMap;

use verbale_lexicon::{EventId, Ontology};

/// The CAMEO table read backwards.
#[derive(Debug)]
pub(crate) struct CameoTable {
    codes: BTreeMap<(EventId, Option<Box<str>>), Box<str>>,
}

impl CameoTable {
    pub(crate) fn new(ontology: &Ontology) -> Self {
        let mut covered: BTreeMap<(EventId, Option<Box<str>>), Vec<String>> = BTreeMap::new();
        for code in possible_codes() {
            let Some((event, mode)) = ontology.cameo(&code) else { continue };
            covered.entry((event, None)).or_default().push(code.clone());
            if let Some(mode) = mode {
                covered.entry((event, Some(mode.into()))).or_default().push(code);
            }
        }
        let general = |codes: Vec<String>| most_general(&codes);
        let codes = covered.into_iter().filter_map(|(key, codes)| Some((key, general(codes)?)));
        Self { codes: codes.collect() }
    }

    /// The most general code that `event` in `mode` must fall under, if there is one.
    pub(crate) fn code(&self, event: EventId, mode: Option<&str>) -> Option<&str> {
        self.codes.get(&(event, mode.map(Into::into))).map(|code| &**code)
    }
}

/// `01` to `20`, each with up to two more digits.
fn possible_codes() -> impl Iterator<Item = String> {
    (1..=20).flat_map(|root| {
        let third = (0..10).map(move |c| format!("{root:02}{c}"));
        let fourth = (0..100).map(move |c| format!("{root:02}{c:02}"));
        std::iter::once(format!("{root:02}")).chain(third).chain(fourth)
    })
}

/// The longest beginning that all of `codes` share, in CAMEO's form: a bare root ends in 0.
fn most_general(codes: &[String]) -> Option<Box<str>> {
    let mut shared = codes.first()?.as_str();
    for code in codes {
        let same = shared.bytes().zip(code.bytes()).take_while(|(a, b)| a == b).count();
        shared = &shared[..same];
    }
    match shared.len() {
        0 | 1 => None,
        2 => Some(format!("{shared}0").into()),
        _ => Some(shared.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn general(codes: &[&str]) -> Option<Box<str>> {
        most_general(&codes.iter().map(|&code| code.to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn the_code_covers_all_and_goes_no_further() {
        assert_eq!(general(&["141", "1411", "1412"]).as_deref(), Some("141"));
        assert_eq!(general(&["130", "1311", "138"]).as_deref(), Some("130"));
        assert_eq!(general(&["180", "190"]), None);
        assert_eq!(general(&["1622"]).as_deref(), Some("1622"));
    }
}

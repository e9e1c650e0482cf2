//! What did a pattern ask for that was not there?
//!
//! Most patterns that are tried do not fit, so the reason is kept in parts and put into words only for
//! who wants to read it (`verbale explain`).

use std::fmt;

use verbale_lexicon::{ClauseKind, RoleName, WordTest};

/// Why a pattern does not fit.
#[derive(Debug, Clone)]
pub(crate) enum Miss<'p> {
    /// As it says.
    Plain(&'static str),
    /// None of these words as an object, a complement …
    Words(&'static str, &'p [WordTest]),
    /// No object for this role.
    Object(RoleName),
    /// No phrase with one of these prepositions.
    Phrase(&'p [Box<str>]),
    /// None of these words beside the verb.
    Adverb(&'p [Box<str>]),
    /// None of these prepositions before the head.
    Before(&'p [Box<str>]),
    /// No clause of this form.
    Clause(ClauseKind),
    /// Not this particle.
    Particle(&'p str),
    /// A particle that the pattern does not have.
    NoParticle(Box<str>),
    /// A noun of which nothing tells whose it is.
    Nobodys(Box<str>),
}

impl fmt::Display for Miss<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Miss::Plain(text) => f.write_str(text),
            Miss::Words(what, words) => {
                let words: Vec<String> = words.iter().map(written).collect();
                write!(f, "no {what} {}", words.join("|"))
            }
            Miss::Object(role) => write!(f, "no object for {{{}}}", name(*role)),
            Miss::Phrase(prepositions) => {
                write!(f, "no phrase with \"{}\"", prepositions.join("|"))
            }
            Miss::Adverb(words) => write!(f, "no \"{}\"", words.join("|")),
            Miss::Before(prepositions) => write!(f, "no \"{}\" before it", prepositions.join("|")),
            Miss::Clause(ClauseKind::To) => f.write_str("no clause \"to …\""),
            Miss::Clause(ClauseKind::That) => f.write_str("no clause \"that …\""),
            Miss::Clause(ClauseKind::Doing) => f.write_str("no clause \"… -ing\""),
            Miss::Particle(wanted) => write!(f, "particle: wants {wanted}"),
            Miss::NoParticle(found) => write!(f, "particle: wants no \"{found}\""),
            Miss::Nobodys(noun) => write!(f, "\"{noun}\" is nobody's"),
        }
    }
}

fn written(word: &WordTest) -> String {
    match word {
        WordTest::Lemma(word) => word.to_string(),
        WordTest::Form(word) => format!("'{word}'"),
        WordTest::Class(name) => format!("@{name}"),
    }
}

fn name(role: RoleName) -> &'static str {
    match role {
        RoleName::Actor => "actor",
        RoleName::Recipient => "recipient",
        RoleName::Topic => "topic",
        RoleName::Act => "act",
        RoleName::Other => "other",
    }
}

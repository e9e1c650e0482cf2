//! How is the written form of a pattern read?

use super::{
    ClauseContent, ClauseKind, Element, Filler, Filter, Head, Pattern, PatternKind, RoleName, Slot,
    WordTest,
};
use crate::Sector;
use crate::fault::did_you_mean;

/// The words that open a prepositional phrase in a pattern.
const PREPOSITIONS: &[&str] = &[
    "aboard",
    "about",
    "above",
    "across",
    "after",
    "against",
    "ahead_of",
    "along",
    "alongside",
    "amid",
    "amidst",
    "among",
    "around",
    "as",
    "at",
    "atop",
    "away_from",
    "because_of",
    "before",
    "behind",
    "below",
    "beneath",
    "beside",
    "between",
    "beyond",
    "by",
    "concerning",
    "despite",
    "down",
    "due_to",
    "during",
    "for",
    "from",
    "in",
    "in_favor_of",
    "in_favour_of",
    "in_front_of",
    "inside",
    "instead_of",
    "into",
    "like",
    "near",
    "of",
    "off",
    "on",
    "on_to",
    "onto",
    "out_of",
    "outside",
    "over",
    "past",
    "regarding",
    "short_of",
    "through",
    "throughout",
    "to",
    "toward",
    "towards",
    "under",
    "underneath",
    "until",
    "up_to",
    "upon",
    "via",
    "with",
    "within",
    "without",
];

#[derive(Debug, PartialEq)]
enum Piece<'a> {
    Open(char),
    Close(char),
    /// Contents of `{…}`, and whether `'s` follows.
    Slot(&'a str, bool),
    Word(&'a str),
}

/// Reads a whole pattern.
pub(super) fn pattern(kind: PatternKind, text: &str) -> Result<Pattern, String> {
    let pieces = pieces(text)?;
    let mut parser = Parser { pieces: &pieces, at: 0 };
    let mut parsed = parser.clause(kind)?;
    if let Some(Piece::Close(bracket)) = parser.peek() {
        return Err(format!("\"{bracket}\" closes nothing in \"{text}\""));
    }
    parsed.source = text.into();
    Ok(parsed)
}

/// Cuts a pattern into pieces.
fn pieces(text: &str) -> Result<Vec<Piece<'_>>, String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let taken = match first {
            '(' | '[' => {
                found.push(Piece::Open(first));
                1
            }
            ')' | ']' => {
                found.push(Piece::Close(first));
                1
            }
            '{' => {
                let end =
                    rest.find('}').ok_or_else(|| format!("\"{{\" is not closed in \"{text}\""))?;
                let possessive = rest[end + 1..].starts_with("'s");
                found.push(Piece::Slot(&rest[1..end], possessive));
                end + 1 + if possessive { 2 } else { 0 }
            }
            _ => {
                let end = rest.find([' ', '(', ')', '[', ']', '{']).unwrap_or(rest.len());
                found.push(Piece::Word(&rest[..end]));
                end
            }
        };
        rest = rest[taken..].trim_start();
    }
    Ok(found)
}

struct Parser<'a> {
    pieces: &'a [Piece<'a>],
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Piece<'a>> {
        self.pieces.get(self.at)
    }

    fn next(&mut self) -> Option<&'a Piece<'a>> {
        let piece = self.pieces.get(self.at);
        self.at += 1;
        piece
    }

    /// `[{slot}] head elements…`, up to a closing bracket or the end.
    fn clause(&mut self, kind: PatternKind) -> Result<Pattern, String> {
        let mut before = None;
        if let Some(Piece::Slot(inside, _)) = self.peek() {
            before = Some(slot(inside)?);
            self.at += 1;
        }
        self.skip_copula(kind);
        let before_head = self.preposition_before_head(kind);
        let heads = match self.next() {
            Some(Piece::Word(word)) => heads(word)?,
            _ => return Err("a pattern needs a head word after its first slot".into()),
        };
        let mut elements: Vec<Element> = before_head.into_iter().collect();
        elements.extend(self.elements()?);
        Ok(Pattern { kind, before, heads, elements, source: "".into() })
    }

    /// "be angry" heads a predicate pattern as "angry" does.
    fn skip_copula(&mut self, kind: PatternKind) {
        let predicate = matches!(kind, PatternKind::Predicate | PatternKind::Said);
        if predicate
            && matches!(self.peek(), Some(Piece::Word("be")))
            && matches!(self.pieces.get(self.at + 1), Some(Piece::Word(_)))
        {
            self.at += 1;
        }
    }

    /// "on" of "be on strike", whose head is "strike".
    fn preposition_before_head(&mut self, kind: PatternKind) -> Option<Element> {
        let Some(Piece::Word(word)) = self.peek().filter(|_| kind == PatternKind::Predicate) else {
            return None;
        };
        let before_word = matches!(self.pieces.get(self.at + 1), Some(Piece::Word(_)));
        (before_word && is_preposition(word)).then(|| {
            self.at += 1;
            Element::Before(word.split('|').map(Into::into).collect())
        })
    }

    fn elements(&mut self) -> Result<Vec<Element>, String> {
        let mut found = Vec::new();
        while let Some(piece) = self.peek() {
            match piece {
                Piece::Close(_) => break,
                Piece::Open('[') => {
                    self.at += 1;
                    let inner = self.elements()?;
                    self.close(']')?;
                    found.push(Element::Optional(inner));
                }
                Piece::Open(_) => {
                    let (kind, content) = self.complement()?;
                    found.push(Element::Clause(kind, content));
                }
                Piece::Slot(..) => found.push(self.object()?),
                Piece::Word(word) if word.starts_with('=') => {
                    self.at += 1;
                    found.push(Element::Complement(words(&word[1..])?));
                }
                Piece::Word(word) if word.starts_with('+') => {
                    self.at += 1;
                    found.push(Element::Adverb(adverbs(&word[1..])?));
                }
                Piece::Word(word) if is_preposition(word) => {
                    self.at += 1;
                    let prepositions = word.split('|').map(Into::into).collect();
                    found.push(Element::Oblique(prepositions, self.filler(word)?));
                }
                Piece::Word(word) => {
                    self.at += 1;
                    found.push(Element::ObjectWord(words(word)?, None));
                }
            }
        }
        Ok(found)
    }

    /// `{role}`, or `{role}'s word`.
    fn object(&mut self) -> Result<Element, String> {
        let Some(Piece::Slot(inside, possessive)) = self.next() else {
            return Err("expected a slot".into());
        };
        let slot = slot(inside)?;
        if !*possessive {
            return Ok(Element::Object(slot));
        }
        Ok(Element::ObjectWord(self.possessed(inside)?, Some(slot)))
    }

    fn possessed(&mut self, whose: &str) -> Result<Vec<WordTest>, String> {
        match self.next() {
            Some(Piece::Word(word)) => words(word),
            _ => Err(format!("\"{{{whose}}}'s\" needs a word after it")),
        }
    }

    /// What follows the preposition `word`.
    fn filler(&mut self, word: &str) -> Result<Filler, String> {
        match self.peek() {
            Some(Piece::Slot(..)) => Ok(match self.object()? {
                Element::ObjectWord(words, whose) => Filler::Word(words, whose),
                Element::Object(slot) => Filler::Slot(slot),
                _ => return Err("expected a slot".into()),
            }),
            Some(Piece::Open('(')) => {
                let (kind, content) = self.complement()?;
                Ok(Filler::Clause(kind, content))
            }
            Some(Piece::Word(filler)) if !is_preposition(filler) => {
                self.at += 1;
                Ok(Filler::Word(words(filler)?, None))
            }
            _ => Err(format!(
                "\"{word}\" needs a phrase after it; a particle is written \"verb+{word}\""
            )),
        }
    }

    /// `(to …)`, `(that …)`, `(doing …)`.
    fn complement(&mut self) -> Result<(ClauseKind, ClauseContent), String> {
        self.at += 1;
        let kind = match self.next() {
            Some(Piece::Word("to")) => ClauseKind::To,
            Some(Piece::Word("that")) => ClauseKind::That,
            Some(Piece::Word("doing")) => ClauseKind::Doing,
            _ => return Err("a clause in parentheses begins with to, that or doing".into()),
        };
        let content = match self.peek() {
            Some(Piece::Slot("act", false)) => {
                self.at += 1;
                ClauseContent::Act
            }
            _ => ClauseContent::Verb(Box::new(self.clause(PatternKind::Verb)?)),
        };
        self.close(')')?;
        Ok((kind, content))
    }

    fn close(&mut self, bracket: char) -> Result<(), String> {
        match self.next() {
            Some(Piece::Close(found)) if *found == bracket => Ok(()),
            _ => Err(format!("a bracket is not closed: expected \"{bracket}\"")),
        }
    }
}

pub(super) fn is_preposition(word: &str) -> bool {
    word.split('|').all(|w| PREPOSITIONS.binary_search(&w).is_ok())
}

fn slot(inside: &str) -> Result<Slot, String> {
    const ROLES: [(&str, RoleName); 5] = [
        ("actor", RoleName::Actor),
        ("recipient", RoleName::Recipient),
        ("topic", RoleName::Topic),
        ("act", RoleName::Act),
        ("other", RoleName::Other),
    ];
    let (name, filter) = inside.split_once(':').map_or((inside, None), |(n, f)| (n, Some(f)));
    let role = ROLES.iter().find(|(known, _)| *known == name).map(|(_, role)| *role);
    let Some(role) = role else {
        let hint = did_you_mean(name, ROLES.iter().map(|(known, _)| *known)).unwrap_or("actor");
        return Err(format!("unknown slot \"{{{name}}}\"; did you mean \"{{{hint}}}\"?"));
    };
    let filters = filter
        .into_iter()
        .flat_map(|f| f.split('|'))
        .map(self::filter)
        .collect::<Result<_, _>>()?;
    Ok(Slot { role, filters })
}

fn filter(text: &str) -> Result<Filter, String> {
    match text {
        "entity" => Ok(Filter::Entity),
        "person" => Ok(Filter::Person),
        "state" => Ok(Filter::State),
        _ => match text.strip_prefix('@') {
            Some(class) => Ok(Filter::Class(class.into())),
            None => Sector::parse(text).map(Filter::Sector).ok_or_else(|| {
                format!(
                    "unknown filter \":{text}\"; use :entity, :person, :state, :@class or a sector"
                )
            }),
        },
    }
}

fn heads(text: &str) -> Result<Vec<Head>, String> {
    text.split('|')
        .map(|alternative| {
            let (word, particle) = alternative
                .split_once('+')
                .map_or((alternative, None), |(w, p)| (w, Some(p.into())));
            Ok(Head { word: word_test(word)?, particle })
        })
        .collect()
}

/// "home|back" of "+home|back".
fn adverbs(text: &str) -> Result<Vec<Box<str>>, String> {
    let is_word = |word: &str| !word.is_empty() && word.chars().all(char::is_alphabetic);
    match text.split('|').find(|word| !is_word(word)) {
        Some(wrong) => Err(format!("\"{wrong}\" is not an adverb")),
        None => Ok(text.split('|').map(Into::into).collect()),
    }
}

fn words(text: &str) -> Result<Vec<WordTest>, String> {
    text.split('|').map(word_test).collect()
}

fn word_test(text: &str) -> Result<WordTest, String> {
    if let Some(class) = text.strip_prefix('@') {
        return Ok(WordTest::Class(class.into()));
    }
    if let Some(form) = text.strip_prefix('\'') {
        return match form.strip_suffix('\'') {
            Some(form) => Ok(WordTest::Form(form.into())),
            None => Err(format!("the quote before \"{form}\" is not closed")),
        };
    }
    if text.is_empty() || text.contains(['+', '=', '\'', '@']) {
        return Err(format!("\"{text}\" is not a word"));
    }
    Ok(WordTest::Lemma(text.replace('_', " ").as_str().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verb(text: &str) -> Pattern {
        pattern(PatternKind::Verb, text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn prepositions_are_sorted() {
        assert!(PREPOSITIONS.is_sorted());
    }

    #[test]
    fn a_pattern_reads_its_parts() {
        let p = verb("{actor} expel|throw+out {recipient:@diplomat|MIL} [from {recipient}]");
        assert_eq!(p.before.unwrap().role, RoleName::Actor);
        assert_eq!(p.heads[1].particle.as_deref(), Some("out"));
        let Element::Object(slot) = &p.elements[0] else { panic!() };
        assert_eq!(slot.filters.len(), 2);
        assert!(matches!(&p.elements[1], Element::Optional(inner) if inner.len() == 1));
    }

    #[test]
    fn clauses_nest() {
        let p = verb("{actor} accuse {recipient} of (doing {act})");
        assert!(matches!(
            &p.elements[1],
            Element::Oblique(_, Filler::Clause(ClauseKind::Doing, ClauseContent::Act))
        ));
        let p = verb("{actor} refuse (to meet|talk+to {recipient})");
        let Element::Clause(ClauseKind::To, ClauseContent::Verb(inner)) = &p.elements[0] else {
            panic!()
        };
        assert_eq!(inner.heads.len(), 2);
    }

    #[test]
    fn whose_and_complements() {
        let p = verb("{actor} violate {recipient}'s sovereignty|@border");
        assert!(matches!(&p.elements[0], Element::ObjectWord(words, Some(_)) if words.len() == 2));
        let p = verb("{actor} call {other} =groundless|false");
        assert!(matches!(&p.elements[1], Element::Complement(words) if words.len() == 2));
        let p = pattern(PatternKind::Said, "{other} be unacceptable").unwrap();
        assert_eq!(p.heads[0].word, WordTest::Lemma("unacceptable".into()));
    }

    #[test]
    fn adverbs_and_words_of_several_parts() {
        let p = verb("{actor} send {recipient} +home|back");
        assert_eq!(p.elements[1], Element::Adverb(vec!["home".into(), "back".into()]));
        let p = verb("{actor} stage hunger_strike");
        let Element::ObjectWord(words, None) = &p.elements[0] else { panic!() };
        assert_eq!(words[0], WordTest::Lemma("hunger strike".into()));
        let p = pattern(PatternKind::Predicate, "{actor} be on @alert").unwrap();
        assert_eq!(p.heads[0].word, WordTest::Class("alert".into()));
        assert_eq!(p.elements[0], Element::Before(vec!["on".into()]));
    }

    #[test]
    fn faults_are_told() {
        for (text, part) in [
            ("{acter} attack", "did you mean \"{actor}\""),
            ("{actor} attack [on {recipient}", "not closed"),
            ("{actor} withdraw from", "needs a phrase"),
            ("{actor} hit {recipient:big}", "unknown filter"),
            ("{actor}", "needs a head"),
            ("{actor} send {recipient} +", "not an adverb"),
        ] {
            let message = pattern(PatternKind::Verb, text).expect_err(text);
            assert!(message.contains(part), "{text}: {message}");
        }
    }
}

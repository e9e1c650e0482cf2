//! How many people does a phrase name?

use verbale_lexicon::{Bound, FormAndLemma, Lexicon, Numeral};
use verbale_text::{ByteSpan, Doc, Relation, Tag, TokenId, Upos};

use crate::mention::Mentions;
use crate::syntax::{base_phrase, case_of, lower, lower_lemma};

/// Longest phrase before a number that makes it a bound ("no fewer than"), in words.
const LONGEST_BOUND: usize = 4;

/// A number of people, as told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    /// At least so many, where that is told.
    pub from: Option<u64>,
    /// At most so many, where that is told.
    pub to: Option<u64>,
    /// The words: "at least 12 people".
    pub span: ByteSpan,
}

/// A number as its words tell it, and how many they are.
#[derive(Debug, Clone, Copy)]
struct Number {
    least: Option<u64>,
    most: Option<u64>,
    len: usize,
}

/// Reads numbers of people in one document.
pub(super) struct Counter<'a> {
    pub doc: &'a Doc,
    pub lexicon: &'a Lexicon,
    pub mentions: &'a Mentions,
}

impl Counter<'_> {
    /// How many people the phrase headed by `head` names: "at least 12 people", "dozens of them", "a boy".
    pub fn people(&self, head: TokenId) -> Option<Count> {
        if !self.is_people(head) {
            return None;
        }
        self.counted(head).or_else(|| self.single(head))
    }

    /// The number in the phrase headed by `head`, whatever it counts: "12 deaths".
    pub fn counted(&self, head: TokenId) -> Option<Count> {
        let mut phrase = base_phrase(self.doc, head);
        let number = phrase.find(|&t| self.is_number(t) && self.counts(t, head))?;
        self.count_at(number, head)
    }

    /// The number that begins at `token`, with what bounds it, in a phrase headed by `head`.
    fn count_at(&self, token: TokenId, head: TokenId) -> Option<Count> {
        let mut number = self.number(token)?;
        if let Some((most, len)) = self.range(token, &number) {
            number = Number { most, len, ..number };
        }
        let (start, bound) = self.bound(token);
        let from = number.least.filter(|_| bound != Bound::Most);
        let to = number.most.filter(|_| bound != Bound::Least);
        let counted = self.whose_number(head).filter(|&noun| noun > head).unwrap_or(head);
        let last = (token + number.len - 1).max(counted);
        let span = self.doc.token(start).span.hull(self.doc.token(last).span);
        (from.is_some() || to.is_some()).then_some(Count { from, to, span })
    }

    /// "A soldier", "another man": one. "The soldier" is not counted.
    fn single(&self, head: TokenId) -> Option<Count> {
        let doc = self.doc;
        let article = doc
            .children_by(head, Relation::Det)
            .find(|&d| matches!(&*lower(doc, d), "a" | "an" | "another"))?;
        let span = doc.token(article).span.hull(doc.token(head).span);
        let singular = doc.token(head).tag == Tag::Nn && article < head;
        singular.then_some(Count { from: Some(1), to: Some(1), span })
    }

    /// Whether a phrase names people: an actor, a noun for people, or a bare number of them.
    fn is_people(&self, head: TokenId) -> bool {
        let is_number = self.doc.token(head).upos == Upos::Num || self.is_number(head);
        if is_number { self.is_bare_number(head) } else { self.names_people(head) }
    }

    fn names_people(&self, head: TokenId) -> bool {
        let lemma = lower_lemma(self.doc, head);
        let mut named = self.mentions.at(head).iter().map(|&id| &self.mentions.entities[id]);
        self.lexicon.tolls.is_people(&lemma)
            || self.lexicon.words.agent(&lemma).is_some_and(|agent| agent.person)
            || named.any(|entity| entity.person)
    }

    /// "Killed 12", "dozens of people", "12 of them": but not "12 percent" or "dozens of houses".
    fn is_bare_number(&self, head: TokenId) -> bool {
        let doc = self.doc;
        let mut words = doc.children(head).iter().map(|&c| lower(doc, c));
        let is_share = words.any(|w| matches!(&*w, "%" | "percent" | "$" | "€" | "£"));
        !is_share
            && self
                .whose_number(head)
                .is_none_or(|noun| doc.token(noun).upos == Upos::Pron || self.names_people(noun))
    }

    /// "People" in "hundreds of thousands of people", "them" in "two of them".
    fn whose_number(&self, head: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let of = |t| doc.children_by(t, Relation::Nmod).find(|&c| case_of(doc, c) == "of");
        let mut at = Some(head).filter(|&t| self.is_number(t)).and_then(of)?;
        while self.is_number(at) {
            at = of(at)?;
        }
        Some(at)
    }

    /// Whether the number at `token` counts what `head` names, and not something inside its phrase: in "the
    /// two countries' soldiers" nobody counts the soldiers.
    fn counts(&self, token: TokenId, head: TokenId) -> bool {
        let doc = self.doc;
        let mut at = token;
        while at != head {
            let Some(above) = doc.token(at).head else { return false };
            let inside = above != head && !self.is_number(above);
            if inside || doc.token(at).relation == Relation::NmodPoss {
                return false;
            }
            at = above;
        }
        true
    }

    /// Whether a number begins at `token`: "no" and "another" do, but not in "no more than 12", "another 12".
    pub fn is_number(&self, token: TokenId) -> bool {
        let bounds_another = || {
            let after = self.bound_at(token).map(|(len, _)| token + len);
            after.is_some_and(|next| self.number(next).is_some())
        };
        self.number(token).is_some() && !bounds_another()
    }

    /// The number whose words begin at `token`.
    fn number(&self, token: TokenId) -> Option<Number> {
        let doc = self.doc;
        let end = doc.sentences()[doc.sentence_of(token)].tokens.end;
        let word = |t: TokenId| if t < end { lower(doc, t) } else { "".into() };
        let first = word(token);
        if first == "one" && word(token + 1) == "another" {
            return None;
        }
        if let Some((least, most)) = digit_range(&first) {
            return Some(Number { least: Some(least), most: Some(most), len: 1 });
        }
        let (mut value, vague) = match self.numeral(&first)? {
            Numeral::Unit(n) => (n, false),
            Numeral::Vague(n) => (n, true),
            Numeral::Multiple(n) if self.has_article(token) => (n, false),
            Numeral::Multiple(_) => return None,
        };
        let in_words = digits(&first).is_none();
        let between = token > 0 && lower(doc, token - 1) == "between";
        let mut len = 1;
        loop {
            let next = word(token + len);
            let (link, step) = match &*next {
                "and" if between => break,
                "and" | "-" | "of" => (&*next, 2),
                _ => ("", 1),
            };
            let more = self.numeral(&word(token + len + step - 1));
            let Some(sum) = more.and_then(|more| joined(value, link, more, in_words, vague)) else {
                break;
            };
            (value, len) = (sum, len + step);
        }
        Some(Number { least: Some(value), most: (!vague).then_some(value), len })
    }

    /// Whether "dozen" or "hundred" stands after its article: "a dozen people".
    fn has_article(&self, token: TokenId) -> bool {
        token.checked_sub(1).is_some_and(|t| matches!(&*lower(self.doc, t), "a" | "an"))
    }

    /// What a word is worth: a number word, or digits with commas between thousands.
    fn numeral(&self, word: &str) -> Option<Numeral> {
        digits(word).map(Numeral::Unit).or_else(|| self.lexicon.tolls.numeral(word))
    }

    /// "12 to 15", "12 or 13", "between 10 and 20": the greatest value, and how many words lead to its end.
    fn range(&self, start: TokenId, first: &Number) -> Option<(Option<u64>, usize)> {
        let doc = self.doc;
        let end = doc.sentences()[doc.sentence_of(start)].tokens.end;
        let link = start + first.len;
        let word = (link + 1 < end).then(|| lower(doc, link))?;
        let between = start > 0 && lower(doc, start - 1) == "between";
        let joins = match &*word {
            "to" | "or" | "-" | "–" => !between,
            "and" => between,
            _ => false,
        };
        let last = self.number(link + 1).filter(|_| joins)?;
        (last.most > first.most && first.most.is_some())
            .then_some((last.most, first.len + 1 + last.len))
    }

    /// The phrase right before a number that bounds it, and where it begins.
    fn bound(&self, number: TokenId) -> (TokenId, Bound) {
        let doc = self.doc;
        let first = doc.sentences()[doc.sentence_of(number)].tokens.start;
        // "A dozen", "between 10 and 20": part of the words.
        let leads = |t: &TokenId| matches!(&*lower(doc, *t), "a" | "an" | "between");
        let start = number.checked_sub(1).filter(|t| *t >= first && leads(t)).unwrap_or(number);
        let longest = LONGEST_BOUND.min(start - first);
        let ending_here = (1..=longest).rev().map(|len| (start - len, len));
        for (at, len) in ending_here {
            if let Some((found, bound)) = self.bound_at(at)
                && found == len
            {
                return (at, bound);
            }
        }
        (start, Bound::None)
    }

    /// The bounding phrase that begins at `token`, and of how many words it is.
    fn bound_at(&self, token: TokenId) -> Option<(usize, Bound)> {
        let sentence = &self.doc.sentences()[self.doc.sentence_of(token)];
        let end = sentence.tokens.end.min(token + LONGEST_BOUND);
        let word = |t| (self.doc.form(t), &*self.doc.token(t).lemma);
        let words: Vec<FormAndLemma<'_>> = (token..end).map(word).collect();
        let (len, bound) = self.lexicon.tolls.bounds().longest(&words)?;
        Some((len, *bound))
    }
}

/// The value of a number word after another, `link` between them: "twenty-five", "two hundred and five",
/// "three thousand", "hundreds of thousands".
fn joined(value: u64, link: &str, more: Numeral, in_words: bool, vague: bool) -> Option<u64> {
    let is_tens = (20..100).contains(&value) && value.is_multiple_of(10);
    let is_hundreds = value >= 100 && value.is_multiple_of(100);
    match (link, more) {
        ("", Numeral::Multiple(n)) => value.checked_mul(n),
        ("of", Numeral::Vague(n)) if vague && n >= 200 => value.checked_mul(n / 2),
        ("" | "-", Numeral::Unit(n)) if in_words && is_tens && n < 10 => Some(value + n),
        ("" | "and", Numeral::Unit(n)) if in_words && is_hundreds && n < 100 => Some(value + n),
        _ => None,
    }
}

/// `10-15`.
fn digit_range(word: &str) -> Option<(u64, u64)> {
    let (least, most) = word.split_once(['-', '–'])?;
    let range = (digits(least)?, digits(most)?);
    (range.0 < range.1).then_some(range)
}

/// `1,200` and `12`; not `3.5`, `2,5` or `1998-99`.
fn digits(word: &str) -> Option<u64> {
    let mut groups = word.split(',');
    let first = groups.next().filter(|g| !g.is_empty() && g.len() <= 12)?;
    let is_digits = |group: &str| group.bytes().all(|b| b.is_ascii_digit());
    let mut value: u64 = first.parse().ok().filter(|_| is_digits(first))?;
    for group in groups {
        if group.len() != 3 || !is_digits(group) || first.len() > 3 {
            return None;
        }
        value = value.checked_mul(1000)?.checked_add(group.parse().ok()?)?;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::{digit_range, digits, joined};
    use verbale_lexicon::Numeral;

    #[test]
    fn digits_are_read_with_commas_between_thousands_only() {
        assert_eq!(digits("12"), Some(12));
        assert_eq!(digits("1,200"), Some(1200));
        assert_eq!(digits("1,200,000"), Some(1_200_000));
        for bad in
            ["", ",", "1,20", "1234,567", "3.5", "12th", "-5", "99999999999999999999", "1,,200"]
        {
            assert_eq!(digits(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_range_goes_up() {
        assert_eq!(digit_range("10-15"), Some((10, 15)));
        assert_eq!(digit_range("1998-99"), None);
        assert_eq!(digit_range("7-Eleven"), None);
    }

    #[test]
    fn number_words_join_as_english_joins_them() {
        assert_eq!(joined(20, "-", Numeral::Unit(5), true, false), Some(25));
        assert_eq!(joined(200, "and", Numeral::Unit(5), true, false), Some(205));
        assert_eq!(joined(12, "", Numeral::Multiple(1000), false, false), Some(12_000));
        assert_eq!(joined(200, "of", Numeral::Vague(2000), true, true), Some(200_000));
        assert_eq!(joined(20, "-", Numeral::Unit(25), false, false), None);
        assert_eq!(joined(u64::MAX, "", Numeral::Multiple(2), false, false), None);
    }
}

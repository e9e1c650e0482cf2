//! Do two sentences tell the same act? Event type, codes, days and words of each are compared.

use std::collections::BTreeSet;

use jiff::civil::Date;
use verbale_engine::record::{Entity, Event, Status};

use super::setting::{Setting, setting};
use super::words::Words;

/// Codes of kinds of bodies and not of countries: there the body itself decides.
const KINDS_OF_BODY: [&str; 4] = ["IGO", "NGO", "MNC", "IMG"];

/// Days between two tellings of one act: by the text's own dates, or where one was taken from the
/// publication.
const DAYS_APART: [i32; 2] = [1, 2];

/// What stands before the name of somebody of whom nothing else is known, among codes.
const STRANGER: char = '~';

/// Words too common to make sentences alike.
const COMMON: &[&str] = &[
    "a", "about", "after", "all", "also", "an", "and", "are", "as", "at", "be", "been", "but",
    "by", "for", "from", "had", "has", "have", "he", "her", "his", "in", "into", "is", "it", "its",
    "more", "no", "not", "of", "on", "one", "or", "out", "over", "said", "say", "she", "that",
    "the", "their", "them", "they", "this", "to", "two", "up", "was", "were", "when", "which",
    "who", "will", "with", "would",
];

/// An act as one sentence tells it, or as all reports so far do.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Telling {
    pub event: String,
    pub mode: Option<String>,
    /// `yes`, `future`, `hypothetical` or `negated`.
    pub happened: String,
    pub days: Days,
    /// Codes; of bodies of no country their identifiers.
    pub actors: Words,
    pub recipients: Words,
    /// Holders of offices who take part.
    pub people: Words,
    pub triggers: Words,
    pub words: Words,
    /// Words of the first other sentence that told it: a headline says little, and the next report more.
    pub again: Words,
    /// Names in the report that told it first.
    pub names: Words,
    /// Words of the places that are told.
    pub places: Words,
}

impl Telling {
    /// What `event` tells in a sentence of these `words`, as [`stems`] gives them, of a report with `names`, on
    /// `days` as [`days`] gives them.
    pub fn of(event: &Event, words: Words, days: Days, names: Words) -> Self {
        let both = || event.actor.iter().chain(&event.recipient);
        let people = both().filter(|entity| entity.office.is_some());
        Self {
            event: event.event.clone(),
            mode: event.mode.clone(),
            happened: happened(event.status).to_owned(),
            days,
            actors: event.actor.iter().filter_map(key).collect(),
            recipients: event.recipient.iter().filter_map(key).collect(),
            people: people.filter_map(|entity| entity.id.clone()).collect(),
            triggers: stems(&event.trigger.text),
            words,
            again: Words::default(),
            names,
            places: event.place.iter().map(|place| place.name.to_lowercase()).collect(),
        }
    }

    /// How surely `other` tells the same act, if it does. `echo`: the two reports echo each other.
    pub fn likeness(&self, other: &Self, echo: bool) -> Option<f64> {
        let modes = self.mode.is_none() || other.mode.is_none() || self.mode == other.mode;
        let fits = self.event == other.event && self.happened == other.happened && modes;
        if !fits {
            return None;
        }
        // The cheapest questions first: most that are laid side by side are acts of other days or parties.
        let near = self.days.near(other.days);
        if near == Some(false) {
            return None;
        }
        let actors = meeting(&self.actors, &other.actors);
        let recipients = meeting(&self.recipients, &other.recipients);
        if actors == Meeting::Apart || recipients == Meeting::Apart {
            return None;
        }
        let mut sides = [actors, recipients].iter().filter(|&&m| m == Meeting::Same).count();
        if sides == 2 && self.is_domestic() && other.is_domestic() {
            // A country on both sides says no more than on one.
            sides = 1;
        }
        let alike = dice(&self.words, &other.words).max(dice(&self.words, &other.again));
        let trigger = self.triggers.shared(&other.triggers) > 0;
        let strangers = meeting(&self.people, &other.people) == Meeting::Apart;
        let (mut place, names) = setting(&self.names, &other.names);
        if place == Setting::Same && meeting(&self.places, &other.places) == Meeting::Apart {
            place = Setting::Unclear;
        }
        // Words that must be alike: in one story, in perhaps one, in two.
        let least = match (sides, trigger) {
            _ if strangers => [0.3, 0.5, 0.6],
            // Where nobody is known to be the same, the word that tells it says more than the others.
            _ if near.is_none() || sides == 0 => {
                if trigger {
                    [0.2, 0.5, 0.8]
                } else {
                    [0.35, 0.6, 0.8]
                }
            }
            (2, true) => [0.1, 0.1, 0.3],
            (2, false) => [0.15, 0.15, 0.4],
            (_, true) => [0.05, 0.25, 0.5],
            _ => [0.2, 0.45, 0.6],
        };
        // Where whole passages are taken over, the same sentence comes again.
        let enough = alike >= least[place as usize] || echo && alike >= 0.7;
        let known = echo || sides > 0 || alike >= 0.8 || place == Setting::Same;
        let trigger = if trigger { 0.3 } else { 0.0 };
        (enough && known).then_some(alike + 0.2 * sides as f64 + trigger + 0.5 * names)
    }

    /// Whether the same one code stands on both sides.
    fn is_domestic(&self) -> bool {
        self.actors == self.recipients && self.actors.count() == 1
    }

    /// Takes over what `other` tells besides of the same act.
    pub fn absorb(&mut self, other: &Self) {
        self.actors.absorb(&other.actors);
        self.recipients.absorb(&other.recipients);
        self.people.absorb(&other.people);
        self.triggers.absorb(&other.triggers);
        self.places.absorb(&other.places);
        if self.again.is_empty() && other.words != self.words {
            self.again.clone_from(&other.words);
        }
        if self.mode.is_none() {
            self.mode.clone_from(&other.mode);
        }
        self.days = self.days.joined(other.days);
    }

    /// All codes that take part; of an act of which nobody is told, the words that tell it.
    pub fn codes(&self) -> BTreeSet<&str> {
        let codes: BTreeSet<&str> = self.actors.iter().chain(self.recipients.iter()).collect();
        if codes.is_empty() { self.triggers.iter().collect() } else { codes }
    }
}

/// When an event was, as far as its record and document tell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Days {
    pub span: Option<(Date, Date)>,
    /// Whether the text itself tells them.
    pub told: bool,
}

impl Days {
    /// The days of an act that is told on these days and on `other` ones: the fewer where one lies in the other, which
    /// say more ("on 21 March" than "in 2014", also where it is the day of a report); else those that a text tells.
    fn joined(self, other: Self) -> Self {
        let (Some(own), Some(others)) = (self.span, other.span) else {
            return if self.span.is_some() { self } else { other };
        };
        let holds = |wide: (Date, Date), narrow: (Date, Date)| {
            wide != narrow && wide.0 <= narrow.0 && narrow.1 <= wide.1
        };
        let told = other.told && !self.told && !holds(others, own);
        if holds(own, others) || told { other } else { self }
    }

    /// Whether the days are near; `None` where one is unknown.
    pub fn near(self, other: Self) -> Option<bool> {
        let ((from, to), (other_from, other_to)) = (self.span?, other.span?);
        let apart = if to < other_from {
            days_between(to, other_from)
        } else if other_to < from {
            days_between(other_to, from)
        } else {
            0
        };
        Some(apart <= DAYS_APART[usize::from(!(self.told && other.told))])
    }
}

/// The days of `event` in a document of `published`. What is neither past nor to come is of that day.
pub(crate) fn days(event: &Event, published: Option<Date>) -> Days {
    let day = |text: &Option<String>| text.as_deref()?.parse::<Date>().ok();
    let told = event.time.as_ref().and_then(|time| {
        let from = day(&time.from).or_else(|| day(&time.to))?;
        Some((from, day(&time.to).unwrap_or(from)))
    });
    if told.is_some() {
        return Days { span: told, told: true };
    }
    let elsewhen = matches!(event.status, Status::Historical | Status::Future);
    let span = published.filter(|_| !elsewhen).map(|day| (day, day));
    Days { span, told: false }
}

/// What of an act's status makes it another act.
pub(crate) fn happened(status: Status) -> &'static str {
    if status.took_place() { "yes" } else { status.as_str() }
}

/// By what a party is known from others: its code, of bodies of no country its identifier, of somebody of whom
/// only the name is known the last word of that.
fn key(entity: &Entity) -> Option<String> {
    match (&entity.code, &entity.id) {
        (Some(code), Some(id)) if KINDS_OF_BODY.contains(&code.as_str()) => Some(id.clone()),
        (Some(code), _) => Some(code.clone()),
        (None, Some(id)) => Some(id.clone()),
        (None, None) => {
            let name = entity.name.as_deref()?;
            name.split_whitespace()
                .next_back()
                .map(|last| format!("{STRANGER}{}", last.to_lowercase()))
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meeting {
    /// One in common at least.
    Same,
    /// None in common, and both sides name some.
    Apart,
    /// One side names none, or none of whom the other could tell whether they are its own.
    Unknown,
}

fn meeting(one: &Words, other: &Words) -> Meeting {
    // One report knows of which country somebody is, another only the name.
    let strangers = |words: &Words| words.iter().all(|word| word.starts_with(STRANGER));
    if one.is_empty() || other.is_empty() {
        Meeting::Unknown
    } else if one.shared(other) > 0 {
        Meeting::Same
    } else if strangers(one) != strangers(other) {
        Meeting::Unknown
    } else {
        Meeting::Apart
    }
}

/// Share of words in common, from 0 to 1.
fn dice(one: &Words, other: &Words) -> f64 {
    let shared = one.shared(other);
    let all = one.count() + other.count();
    if all == 0 { 0.0 } else { 2.0 * shared as f64 / all as f64 }
}

/// The words of `text` without common ones and without most of their endings.
pub(crate) fn stems(text: &str) -> Words {
    text.split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .filter(|word| word.chars().count() > 1 && COMMON.binary_search(&word.as_str()).is_err())
        .map(|word| stem(&word).to_owned())
        .collect()
}

fn stem(word: &str) -> &str {
    let cut =
        ["ations", "ation", "ings", "ing", "ions", "ion", "ies", "ied", "ed", "es", "s", "e", "y"]
            .iter()
            .find_map(|ending| word.strip_suffix(ending).filter(|left| left.chars().count() >= 4));
    let stem = cut.unwrap_or(word);
    // "Expelled" and "expel".
    let mut last = stem.chars().rev();
    let doubled = last.next().zip(last.next()).is_some_and(|(one, other)| one == other);
    if doubled && stem.len() > 4 {
        stem.strip_suffix(char::is_alphanumeric).unwrap_or(stem)
    } else {
        stem
    }
}

fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn set(words: &[&str]) -> Words {
        words.iter().map(|&word| word.to_owned()).collect()
    }

    fn telling(sentence: &str, trigger: &str, codes: [&str; 2], day: i8) -> Telling {
        Telling {
            event: "SANCTION".to_owned(),
            happened: "yes".to_owned(),
            days: Days { span: Some((date(2015, 6, day), date(2015, 6, day))), told: true },
            actors: set(&[codes[0]]),
            recipients: set(&[codes[1]]),
            triggers: stems(trigger),
            words: stems(sentence),
            ..Telling::default()
        }
    }

    #[test]
    fn common_words_are_sorted() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn endings_do_not_matter() {
        assert_eq!(stems("expelled expelling expels"), stems("expels"));
        assert_eq!(stems("the of and"), Words::default());
    }

    #[test]
    fn of_days_of_which_one_holds_the_other_the_fewer_stay() {
        let days = |from: (i8, i8), to: (i8, i8), told| Days {
            span: Some((date(2014, from.0, from.1), date(2014, to.0, to.1))),
            told,
        };
        let year = days((1, 1), (12, 31), true);
        let month = days((3, 1), (3, 31), true);
        let published = days((3, 21), (3, 21), false);
        let told = days((3, 21), (3, 21), true);
        for (one, other, stay) in [
            (published, year, published),
            (year, published, published),
            (month, told, told),
            (published, told, told),
            (days((4, 2), (4, 2), false), month, month),
            (month, days((3, 28), (4, 2), true), month),
            (Days::default(), year, year),
            (year, Days::default(), year),
        ] {
            assert_eq!(one.joined(other), stay, "{one:?} {other:?}");
        }
    }

    #[test]
    fn the_same_act_in_other_words_is_the_same() {
        let one = telling(
            "Ghana expelled two Togolese envoys over spying",
            "expelled",
            ["GHA", "TGO"],
            4,
        );
        let other = telling(
            "Accra's expulsion of two envoys from Togo angered Lome",
            "expulsion",
            ["GHA", "TGO"],
            5,
        );
        assert!(one.likeness(&other, false).is_some());
    }

    #[test]
    fn a_headline_and_two_reports_are_one_act_though_the_headline_has_few_of_their_words() {
        let unknown = |sentence: &str, trigger: &str| Telling {
            actors: Words::default(),
            recipients: Words::default(),
            names: set(&["jahra", "qasim", "salmi", "rawdha"]),
            ..telling(sentence, trigger, ["", ""], 4)
        };
        let mut act = unknown("Three held after fire at Jahra depot", "held");
        let report = "Police in the border town of Jahra held three drivers for questioning after a fire burned down \
                      a depot of the customs service";
        let other = "Three drivers were questioned over a fire that burned down a depot of the customs service; \
                     police held them in the border town overnight";
        let (first, second) = (unknown(report, "held"), unknown(other, "held"));
        assert!(act.likeness(&first, false).is_some());
        act.absorb(&first);
        let with_both = second.likeness(&act, false).expect("one act");
        act.again = Words::default();
        assert!(second.likeness(&act, false).is_none_or(|alike| alike < with_both));
    }

    #[test]
    fn other_parties_days_or_status_make_it_another_act() {
        let sentence = "Ghana expelled two Togolese envoys over spying";
        let one = telling(sentence, "expelled", ["GHA", "TGO"], 4);
        assert_eq!(one.likeness(&telling(sentence, "expelled", ["GHA", "BEN"], 4), false), None);
        assert_eq!(one.likeness(&telling(sentence, "expelled", ["GHA", "TGO"], 9), true), None);
        let mut other = one.clone();
        other.happened = "negated".to_owned();
        assert_eq!(one.likeness(&other, true), None);
    }

    #[test]
    fn acts_of_unknown_parties_are_one_only_where_the_sentence_comes_again() {
        let mut one =
            telling("Gunmen took nine pupils from a school near the river", "took", ["", ""], 4);
        (one.actors, one.recipients) = (Words::default(), Words::default());
        let mut other = one.clone();
        other.words = stems("Nine fishermen were taken by gunmen off the coast");
        assert!(one.likeness(&one, true).is_some());
        assert_eq!(one.likeness(&other, true), None);
    }
}

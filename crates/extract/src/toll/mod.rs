//! How many people does the text tell to have been killed, hurt, held … in an act?
//!
//! Words that tell such harm (`words/toll.toml`) lead to those who suffer it, and their phrases to a number.
//! Each number goes to one act of its sentence: the one told by that very word, else the nearest above it in
//! the tree ("shelled the town, killing twelve") or among what belongs to it ("twelve died in the raid").

mod number;

use std::cmp::Reverse;

use verbale_lexicon::{Harmed, Lexicon, TollId, TollWord};
use verbale_text::{Doc, LineKind, Relation, Tag, TokenId, Upos};

use crate::findings::{Event, Toll};
use crate::mention::Mentions;
use crate::syntax::{
    Oblique, case_of, child, clause, conjuncts, has_copula, is_verb, lemma, lower,
};
use number::{Count, Counter};

/// How far after its verb the rest of "take … hostage" may stand, in words.
const PHRASE_REACH: usize = 15;

/// Words before what an act followed on.
const OCCASION: [&str; 13] = [
    "after",
    "following",
    "since",
    "over",
    "because",
    "before",
    "despite",
    "although",
    "though",
    "while",
    "when",
    "until",
    "amid",
];

/// A number with the word that tells the harm.
struct Told {
    kind: TollId,
    word: TokenId,
    count: Count,
}

/// Gives each event of `events` the numbers that belong to it.
pub(crate) fn tell(doc: &Doc, lexicon: &Lexicon, mentions: &Mentions, events: &mut [Event]) {
    let reader = Reader { doc, lexicon, counter: Counter { doc, lexicon, mentions } };
    let mut by_trigger: Vec<(TokenId, usize)> =
        events.iter().enumerate().map(|(at, event)| (event.trigger, at)).collect();
    by_trigger.sort_unstable();
    for sentence in doc.sentences() {
        let tokens = &sentence.tokens;
        let first = by_trigger.partition_point(|(trigger, _)| *trigger < tokens.start);
        let last = by_trigger.partition_point(|(trigger, _)| *trigger < tokens.end);
        let here = &by_trigger[first..last];
        if here.is_empty() || !matches!(sentence.kind, LineKind::Prose | LineKind::Heading) {
            continue;
        }
        let mut told: Vec<Told> = tokens.clone().flat_map(|word| reader.told_by(word)).collect();
        // "Two of the wounded died" counts nobody twice by the same words.
        told.sort_by_key(|t| (t.count.span, t.kind, t.word));
        told.dedup_by_key(|t| (t.count.span, t.kind));
        for Told { kind, word, count } in told {
            let takes = |at: usize| lexicon.tolls.kinds()[kind].events.contains(&events[at].event);
            let fitting: Vec<_> = here.iter().copied().filter(|(_, at)| takes(*at)).collect();
            if let Some(at) = owner(doc, word, &fitting) {
                let Count { from, to, span } = count;
                let kind = lexicon.tolls.kinds()[kind].name.clone();
                events[at].toll.push(Toll { kind, from, to, span });
            }
        }
    }
}

/// Which of the acts at `triggers` the harm told at `word` belongs to.
fn owner(doc: &Doc, word: TokenId, triggers: &[(TokenId, usize)]) -> Option<usize> {
    if triggers.is_empty() {
        return None;
    }
    let mut at = word;
    loop {
        // The word itself, then what belongs to it, nearest first.
        let near = triggers.iter().filter(|(trigger, _)| belongs(doc, *trigger, at, word));
        let nearest = near.min_by_key(|(t, _)| (*t != at, t.abs_diff(word), Reverse(*t)));
        if let Some((_, event)) = nearest {
            return Some(*event);
        }
        // What somebody says, and what an act came after, is another act: "bombed the town after two died".
        let is_other = doc.token(at).relation == Relation::Ccomp || is_occasion(doc, at);
        at = doc.token(at).head.filter(|_| !is_other)?;
    }
}

/// Whether a phrase or clause tells on what occasion its head came about.
fn is_occasion(doc: &Doc, head: TokenId) -> bool {
    case_of(doc, head).split('_').any(|word| OCCASION.contains(&word))
        || doc.children_by(head, Relation::Advmod).any(|c| OCCASION.contains(&&*lower(doc, c)))
}

/// Whether the act at `trigger` is told by the word at `at` or by a phrase or clause that belongs to it, and
/// not by words that tell what somebody says.
fn belongs(doc: &Doc, trigger: TokenId, at: TokenId, word: TokenId) -> bool {
    let mut below = trigger;
    while below != at {
        let said = doc.token(below).relation == Relation::Ccomp;
        let Some(head) = doc.token(below).head.filter(|_| !said && below != word) else {
            return false;
        };
        below = head;
    }
    true
}

/// Reads the words that tell harm.
struct Reader<'a> {
    doc: &'a Doc,
    lexicon: &'a Lexicon,
    counter: Counter<'a>,
}

impl Reader<'_> {
    /// The numbers of those to whom `word` tells that harm came.
    fn told_by(&self, word: TokenId) -> Vec<Told> {
        let tolls = &self.lexicon.tolls;
        let lemma = lemma(self.doc, word);
        let by_lemma = tolls.word(lemma).iter();
        let form = lower(self.doc, word);
        let by_form = tolls.word(&form).iter().filter(|_| form != lemma);
        let mut fitting: Vec<&TollWord> = by_lemma
            .chain(by_form)
            .filter(|toll| self.is_of_its_kind(word, toll.harmed) && self.goes_on(word, toll))
            .collect();
        // "Shoot dead" says more than "dead".
        fitting.sort_by_key(|toll| Reverse(toll.then.len()));
        let told = fitting.into_iter().map(|toll| (toll.kind, self.counts(word, toll.harmed)));
        let first = told.into_iter().find(|(_, counts)| !counts.is_empty());
        let (kind, counts) = first.unwrap_or_default();
        counts.into_iter().map(|count| Told { kind, word, count }).collect()
    }

    /// Whether a word is a verb where a verb is meant, and a noun where a noun is.
    fn is_of_its_kind(&self, word: TokenId, harmed: Harmed) -> bool {
        match harmed {
            Harmed::Object | Harmed::Subject => is_verb(self.doc, word),
            Harmed::Described => true,
            Harmed::OfPhrase | Harmed::Counted | Harmed::Total => {
                self.doc.token(word).upos == Upos::Noun
            }
        }
    }

    /// Whether the rest of a phrase stands among what depends on its verb: "took twelve men hostage".
    fn goes_on(&self, word: TokenId, toll: &TollWord) -> bool {
        let Some(first) = toll.then.first() else { return true };
        let doc = self.doc;
        let end = doc.sentences()[doc.sentence_of(word)].tokens.end;
        let is = |t: TokenId, wanted: &str| {
            t < end && (lemma(doc, t) == wanted || doc.form(t).eq_ignore_ascii_case(wanted))
        };
        (word + 1..end.min(word + PHRASE_REACH)).any(|t| {
            is(t, first)
                && toll.then.iter().enumerate().all(|(i, wanted)| is(t + i, wanted))
                && doc.is_within(t + toll.then.len() - 1, word)
        })
    }

    fn counts(&self, word: TokenId, harmed: Harmed) -> Vec<Count> {
        let doc = self.doc;
        match harmed {
            Harmed::Object => {
                self.elliptic(word).map_or_else(|| self.objects(word), |one| vec![one])
            }
            Harmed::Subject => self.all(clause(doc, word).subject),
            Harmed::Described => self.described(word),
            Harmed::OfPhrase => {
                let of = |c: &TokenId| case_of(doc, *c) == "of";
                self.all(doc.children_by(word, Relation::Nmod).find(of))
            }
            Harmed::Counted => self.counter.counted(word).into_iter().collect(),
            Harmed::Total => self.total(word).into_iter().collect(),
        }
    }

    /// "Six were killed and at least 58 injured": the number right before a participle, which is not said of
    /// those before it.
    fn elliptic(&self, word: TokenId) -> Option<Count> {
        let doc = self.doc;
        let number = word.checked_sub(1).filter(|_| doc.token(word).tag == Tag::Vbn)?;
        let is_own = doc.token(number).head == Some(word) && case_of(doc, number).is_empty();
        self.counter.people(number).filter(|_| is_own && self.counter.is_number(number))
    }

    /// Those whom a verb is done to; "injured over 5,000" may look like a preposition with its phrase.
    fn objects(&self, word: TokenId) -> Vec<Count> {
        if self.doc.token(word).relation == Relation::Amod {
            return self.number_before(word).into_iter().collect();
        }
        let clause = clause(self.doc, word);
        let bounded = || {
            let bounds =
                |prep: &str| self.lexicon.tolls.bounds().longest(&[(prep, prep)]).is_some();
            let fits = |o: &&Oblique| bounds(&o.preposition) && self.counter.is_number(o.head);
            clause.obliques.iter().find(fits).map(|oblique| oblique.head)
        };
        self.all(clause.object.or_else(bounded))
    }

    /// The numbers of a phrase and of those coordinated with it.
    fn all(&self, head: Option<TokenId>) -> Vec<Count> {
        let parts = head.into_iter().flat_map(|head| conjuncts(self.doc, head));
        parts.filter_map(|part| self.counter.people(part)).collect()
    }

    /// "Left five people dead", "five were dead", "five dead and twenty injured". Not "killed ten displaced people".
    fn described(&self, word: TokenId) -> Vec<Count> {
        let doc = self.doc;
        if let Some(own) = self.counter.counted(word).or_else(|| self.number_before(word)) {
            return vec![own];
        }
        let token = doc.token(word);
        let Some(head) = token.head else { return self.predicated(word) };
        match token.relation {
            // "Left five people dead": the parser may hang the state on them.
            Relation::Xcomp if !is_verb(doc, head) => self.all(Some(head)),
            Relation::Xcomp => {
                let clause = clause(doc, head);
                let left = self.all(clause.object);
                // "Five people were left dead", "ten remained missing".
                if left.is_empty() { self.all(clause.subject) } else { left }
            }
            _ => self.predicated(word),
        }
    }

    /// "Three missing", where the parser took the number for the head.
    fn number_before(&self, word: TokenId) -> Option<Count> {
        let number = self.doc.token(word).head.filter(|&head| head + 1 == word)?;
        self.counter.people(number).filter(|_| self.counter.is_number(number))
    }

    /// "Five were dead".
    fn predicated(&self, word: TokenId) -> Vec<Count> {
        let subject = child(self.doc, word, Relation::Nsubj);
        let passive = || child(self.doc, word, Relation::NsubjPass);
        if has_copula(self.doc, word) || passive().is_some() {
            self.all(subject.or_else(passive))
        } else {
            Vec::new()
        }
    }

    /// "The death toll rose to 43", "put the death toll at 43", "the death toll is 43".
    fn total(&self, word: TokenId) -> Option<Count> {
        let doc = self.doc;
        let verb = doc.token(word).head.filter(|_| {
            matches!(
                doc.token(word).relation,
                Relation::Nsubj | Relation::NsubjPass | Relation::Obj
            )
        })?;
        let mut others = doc.children(verb).iter().copied().filter(|&c| c > word && c != word);
        let number = |t: TokenId| doc.token(t).upos == Upos::Num || self.counter.is_number(t);
        let around = others.find(|&c| number(c)).or_else(|| Some(verb).filter(|&v| number(v)))?;
        self.counter.people(around)
    }
}

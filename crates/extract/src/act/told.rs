//! Whom do the phrases that hang on an act name, where its own pattern names nobody?
//!
//! A pattern says where the roles of its frame usually stand; news puts them elsewhere as well: "opened an inquiry
//! into the mayor", "lifted sanctions imposed on India", "rejected an offer from Chad". Each kind of event has
//! prepositions that lead to whom it is done; the words of the act are searched for them, the nearest first.

use std::collections::VecDeque;

use verbale_text::{Relation, Tag, TokenId, Upos};

use super::party::{is_ascribed, is_of_power, is_one_of};
use super::pattern::is_preposition;
use super::{Fit, Matcher, roles};
use crate::factuality::awaited;
use crate::findings::{Entity, Via};
use crate::syntax::{
    Oblique, base_phrase, case_of, has_to, is_verb, lower, lower_lemma, possessor,
};
use verbale_lexicon::RoleName;

/// How many phrases deep the search goes: "the release | of aid | in food | to Egypt".
const MAX_DEPTH: usize = 3;

/// The prepositions that lead to whom an event is done, or with whom.
fn leads(event: &str) -> &'static [&'static str] {
    match event {
        "ACCUSE" => &["against", "toward", "towards", "into", "on", "about"],
        "REQUEST" => &["to", "on", "from", "upon", "at"],
        "REJECT" => &["with", "from", "by", "to", "against"],
        "THREATEN" => &["against", "to", "with", "on", "at"],
        "AGREE" => &["with", "to", "for", "by", "from"],
        "CONCEDE" => &["on", "against", "to", "with", "toward", "towards", "for"],
        "SUPPORT" => &["for", "to", "with", "toward", "towards", "by", "from"],
        "CONSULT" => &["with", "to", "between", "among"],
        "COOPERATE" => &["with", "to"],
        "AID" => &["to", "for", "from", "in", "among"],
        "RETREAT" => &["from", "to", "with", "on"],
        "MOBILIZE" => &["against", "opposite", "facing"],
        "PROTEST" => &["against", "at", "outside"],
        "SANCTION" => &["on", "against", "to", "from", "with"],
        "COERCE" => &["on", "against", "from"],
        "ASSAULT" => &["on", "against", "at", "outside"],
        _ => &[],
    }
}

/// Whom the act at `at` is done to, by the phrases around its words. `actors` do it, and are not meant.
pub(super) fn recipients(
    matcher: &Matcher<'_>,
    at: TokenId,
    fit: &Fit,
    event: &str,
    actors: &[Entity],
) -> Vec<Entity> {
    let search = Search::new(matcher, at, fit, event, actors);
    first_found(ways(event).iter().map(|way| way(&search)))
}

/// A way to look for those to whom an act is done.
type Way<'s> = fn(&Search<'s>) -> Vec<Entity>;

/// How those are looked for to whom an event is done, in this order until somebody is found.
fn ways<'s>(event: &str) -> &'s [Way<'s>] {
    match event {
        "CONSULT" | "MOBILIZE" | "PROTEST" => &[Search::opposed, Search::phrases],
        "AID" => {
            &[Search::receiver, Search::phrases, Search::helped, Search::object, Search::owners]
        }
        // Who is judged or harmed is the object; what is given, let go or promised goes to somebody.
        "ACCUSE" | "REJECT" | "SUPPORT" | "REQUEST" | "COERCE" | "SANCTION" | "ASSAULT" => &[
            Search::answering,
            Search::opposed,
            Search::object,
            Search::phrases,
            Search::owners,
            Search::awaited,
            Search::unknown,
        ],
        _ => {
            &[Search::answering, Search::receiver, Search::phrases, Search::object, Search::owners]
        }
    }
}

/// The first of several searches that finds anybody.
fn first_found(mut searches: impl Iterator<Item = Vec<Entity>>) -> Vec<Entity> {
    searches.find(|found| !found.is_empty()).unwrap_or_default()
}

/// The other side of an act with two, of which only `known` is told by its pattern: "discussed the crisis in the
/// enclave with Berlin".
pub(super) fn other_side(
    matcher: &Matcher<'_>,
    at: TokenId,
    fit: &Fit,
    event: &str,
    known: &[Entity],
) -> Vec<Entity> {
    let prepositions: &[&str] = if event == "ASSAULT" { &["with", "against"] } else { &["with"] };
    let search = Search::new(matcher, at, fit, event, known);
    Search { prepositions, judges: true, ..search }.phrases()
}

/// A search of the phrases of one act.
struct Search<'s> {
    matcher: &'s Matcher<'s>,
    at: TokenId,
    fit: &'s Fit,
    event: &'s str,
    actors: &'s [Entity],
    prepositions: &'static [&'static str],
    /// Whether the act is about what others do, whose parties are then none of its own: whom an attack hit is not
    /// accused of it.
    judges: bool,
}

impl<'s> Search<'s> {
    fn new(
        matcher: &'s Matcher<'s>,
        at: TokenId,
        fit: &'s Fit,
        event: &'s str,
        actors: &'s [Entity],
    ) -> Self {
        let judges = matches!(event, "ACCUSE" | "SUPPORT" | "PROTEST");
        Self { matcher, at, fit, event, actors, prepositions: leads(event), judges }
    }

    /// The words that tell the act: its head, what it contains, what its pattern requires beside it.
    fn words(&self) -> Vec<TokenId> {
        let fit = self.fit;
        let all = std::iter::once(self.at).chain(fit.contents.iter().copied());
        let mut words: Vec<TokenId> = Vec::new();
        for word in all.chain(fit.consumed.iter().copied()) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        if let Some((verb, _)) = self.matcher.light_verb_above(self.at) {
            words.push(verb);
        }
        words
    }

    /// Those whom a phrase names, if they can be meant: a common noun alone tells too little.
    fn others(&self, named: Vec<Entity>) -> Vec<Entity> {
        let mut named = named;
        named.retain(|e| {
            e.code.is_some() && self.is_told(e) && !is_one_of(self.matcher, self.actors, e)
        });
        named
    }

    /// Whether the words of a phrase say whom it means: by a name, by what was said before, or as "the president".
    fn is_told(&self, entity: &Entity) -> bool {
        let (matcher, doc) = (self.matcher, self.matcher.doc);
        let own = possessor(doc, entity.head).map(|owner| roles::mentioned(matcher, owner));
        if own.is_some_and(|own| own.iter().any(|e| is_one_of(matcher, self.actors, e))) {
            return false;
        }
        let definite = || doc.children(entity.head).iter().any(|&c| lower(doc, c) == "the");
        match entity.via {
            Via::Name | Via::Metonym | Via::Pronoun => true,
            Via::Title if definite() => true,
            // "The National Assembly" is a name as well.
            Via::Nominal if definite() && doc.token(entity.head).upos == Upos::Propn => true,
            // "Went on strike against the government"
            Via::Nominal if self.event == "PROTEST" && definite() => {
                entity.sectors.iter().any(is_of_power)
            }
            Via::Title | Via::Nominal => {
                entity.actor.is_some() || is_ascribed(matcher, entity.head)
            }
        }
    }

    /// Whether the search goes on inside a phrase in which nobody is named.
    fn goes_into(&self, head: TokenId) -> bool {
        // "In the name of the people", "on behalf of Chad"
        let on_behalf = self.matcher.in_class("on_whose_part", head);
        let tells_another = self.judges && self.is_another_act(head);
        let is_closed = tells_another || on_behalf || self.matcher.is_time[head];
        roles::mentioned(self.matcher, head).is_empty() && !is_closed
    }

    /// Whether a word tells an act of another kind: in "a strike in protest against" both words protest.
    fn is_another_act(&self, word: TokenId) -> bool {
        self.matcher.event_at(word).is_some_and(|event| event != self.event)
    }

    /// "Condemned attacks on Chad": whether a word tells harm that the act only speaks of.
    fn is_judged_harm(&self, word: TokenId) -> bool {
        let name = lower_lemma(self.matcher.doc, self.at);
        let light = self.matcher.lexicon.words.light_verb(&name).is_some();
        let harm = || self.matcher.event_at(word) == Some("ASSAULT");
        self.judges && !light && word != self.at && harm()
    }

    /// Whom the phrase headed by `head` names itself, or whose thing or place it is.
    fn named(&self, head: TokenId) -> Vec<Entity> {
        let named = roles::mentioned(self.matcher, head);
        if named.iter().any(|e| e.code.is_some()) {
            return named;
        }
        // "Strikes against Hamas targets", "hit back at Chad's comments", "at comments made by Chad"
        let owner = self.owners_of(head).into_iter().next();
        owner.or_else(|| roles::place(self.matcher, head)).into_iter().collect()
    }

    /// Whose a thing is: of whom the text tells that they have it, or made it.
    fn owners_of(&self, thing: TokenId) -> Vec<Entity> {
        let matcher = self.matcher;
        match possessor(matcher.doc, thing) {
            Some(owner) => roles::mentioned(matcher, owner),
            None => roles::owner_in_phrase(matcher, thing)
                .or_else(|| roles::maker(matcher, thing))
                .or_else(|| self.agent_of(thing))
                .into_iter()
                .collect(),
        }
    }

    /// "Abuses by the security forces": who does what the noun tells.
    fn agent_of(&self, deed: TokenId) -> Option<Entity> {
        let doc = self.matcher.doc;
        let by = doc.children_by(deed, Relation::Nmod).find(|&c| case_of(doc, c) == "by")?;
        roles::mentioned(self.matcher, by).into_iter().next()
    }

    /// Whether a preposition leads to whom the event is done.
    fn leads(&self, preposition: &str) -> bool {
        self.prepositions.iter().any(|wanted| is_preposition(preposition, wanted))
    }

    /// "Gave Chad a deadline": to whom a verb of the act gives, without a preposition.
    fn receiver(&self) -> Vec<Entity> {
        let verbs = self.words().into_iter().filter(|&w| is_verb(self.matcher.doc, w));
        let receivers = verbs.filter_map(|verb| self.matcher.clause(verb).indirect);
        first_found(receivers.map(|head| self.others(roles::mentioned(self.matcher, head))))
    }

    /// "Anti-Japanese protests": whom the word before a noun says that the act is against.
    fn opposed(&self) -> Vec<Entity> {
        let matcher = self.matcher;
        let nouns = self.words().into_iter().filter(|&w| matcher.doc.token(w).upos == Upos::Noun);
        let before = nouns.flat_map(|noun| base_phrase(matcher.doc, noun).start..noun);
        let named = before.filter_map(|word| roles::opposed(matcher, word)).collect();
        self.others(named)
    }

    /// "Will not lift the ban until Chad frees them": who is to do something first.
    fn awaited(&self) -> Vec<Entity> {
        let (matcher, doc) = (self.matcher, self.matcher.doc);
        if self.event != "REJECT" {
            return Vec::new();
        }
        let subjects = self.words().into_iter().flat_map(|word| awaited(doc, word));
        first_found(subjects.map(|head| self.others(roles::mentioned(matcher, head))))
    }

    /// The actor that is the direct object of the act's verb and that its pattern takes for a thing.
    fn object(&self) -> Vec<Entity> {
        let verbs = self.words().into_iter().filter(|&w| is_verb(self.matcher.doc, w));
        let objects = verbs.flat_map(|verb| {
            let clause = self.matcher.clause(verb);
            [clause.indirect, clause.object].into_iter().flatten()
        });
        let things = objects.filter(|&object| !self.is_actor(object));
        first_found(things.map(|object| self.others(roles::mentioned(self.matcher, object))))
    }

    fn is_actor(&self, token: TokenId) -> bool {
        self.fit.fills.iter().any(|f| f.role == RoleName::Actor && f.token == token && !f.owner)
    }

    /// Those whom a phrase with one of the prepositions names, breadth first.
    fn phrases(&self) -> Vec<Entity> {
        let mut queue: VecDeque<(TokenId, usize)> =
            self.words().into_iter().map(|word| (word, 0)).collect();
        let mut seen: Vec<TokenId> = Vec::new();
        while let Some((word, depth)) = queue.pop_front() {
            if seen.contains(&word) || depth > MAX_DEPTH || self.is_judged_harm(word) {
                continue;
            }
            seen.push(word);
            for Oblique { preposition, head } in self.obliques(word) {
                if self.matcher.is_time[head] || self.is_actor(head) {
                    continue;
                }
                // What is asked for may be done to others: "called for sanctions on Chad".
                let own = depth == 0 || self.event != "REQUEST";
                let leads = own
                    && (self.leads(&preposition) || self.is_at_border(&preposition, head, word));
                let inside = preposition == "of" && depth > 0;
                if leads || inside {
                    let found = self.others(self.named(head));
                    if !found.is_empty() {
                        return found;
                    }
                }
                if (leads || self.goes_through(&preposition)) && self.goes_into(head) {
                    queue.push_back((head, depth + 1));
                }
            }
            queue.extend(self.things(word).into_iter().map(|thing| (thing, depth + 1)));
        }
        Vec::new()
    }

    /// "Reinforced its garrison on the Chadian border", "on its border with Chad": forces are gathered against those
    /// on the other side.
    fn is_at_border(&self, preposition: &str, head: TokenId, word: TokenId) -> bool {
        let is_border = |noun| self.matcher.in_class("border", noun);
        self.event == "MOBILIZE" && (is_border(head) || preposition == "with" && is_border(word))
    }

    /// Whether a phrase with this preposition says what a thing consists of or is for: "aid in food".
    fn goes_through(&self, preposition: &str) -> bool {
        matches!(preposition, "of" | "in")
            || preposition == "for" && matches!(self.event, "REQUEST" | "MOBILIZE")
            // "Declined to resign despite pressure by …"
            || preposition == "despite" && self.event == "REJECT"
    }

    /// The prepositional phrases of a word: of a verb its own, of a noun those that hang on it.
    fn obliques(&self, word: TokenId) -> Vec<Oblique> {
        let matcher = self.matcher;
        if !is_verb(matcher.doc, word) {
            return matcher.noun_obliques(word);
        }
        let clause = matcher.clause(word);
        let agent = clause.subject.filter(|_| clause.passive && word != self.at);
        let agent = agent.map(|head| Oblique { preposition: "by".into(), head });
        clause.obliques.iter().cloned().chain(agent).collect()
    }

    /// Objects of a verb, and what participles say of a noun: "sanctions imposed on", where nobody is named yet.
    fn things(&self, word: TokenId) -> Vec<TokenId> {
        let (matcher, doc) = (self.matcher, self.matcher.doc);
        if is_verb(doc, word) {
            let object = matcher.clause(word).object;
            let is_thing = |o: &TokenId| {
                !self.is_actor(*o)
                    && doc.token(*o).head == Some(word)
                    && (self.goes_into(*o) || self.is_own(*o))
            };
            return object.filter(is_thing).into_iter().chain(self.aims(word)).collect();
        }
        let participles = doc.children_by(word, Relation::Acl);
        // "Denounced an agreement signed with Chad"
        let open = !self.judges || self.matcher.event_at(word) == Some("AGREE");
        let told = participles.filter(|&verb| open && doc.token(verb).tag == Tag::Vbn);
        told.chain(self.aims(word)).collect()
    }

    /// Whether a phrase names nobody but whoever acts: "reinforced its garrison".
    fn is_own(&self, head: TokenId) -> bool {
        let named = roles::mentioned(self.matcher, head);
        let own = |e: &Entity| e.code.is_some() && self.actors.iter().any(|a| a.code == e.code);
        self.event == "MOBILIZE" && named.iter().all(own)
    }

    /// "Gave a million to help the refugees", "a mission to end the rift between Chad and Niger": what help and good
    /// offices are for.
    fn aims(&self, word: TokenId) -> Vec<TokenId> {
        let doc = self.matcher.doc;
        let is_aim = |&&c: &&TokenId| {
            matches!(doc.token(c).relation, Relation::Acl | Relation::Advcl) && has_to(doc, c)
        };
        let leads = matches!(self.event, "AID" | "CONSULT");
        doc.children(word).iter().filter(|_| leads).filter(is_aim).copied().collect()
    }

    /// The coded actor that the verb of an aim has for its object: "to help the refugees".
    fn helped(&self) -> Vec<Entity> {
        let words = self.words();
        let nouns = words.iter().filter_map(|&w| self.matcher.clause(w).object);
        let around: Vec<TokenId> = words.iter().copied().chain(nouns).collect();
        let aims = around.into_iter().flat_map(|word| self.aims(word));
        let objects = aims.filter_map(|verb| self.matcher.clause(verb).object);
        first_found(objects.map(|object| self.others(self.named(object))))
    }

    /// Somebody named of whom nothing else is known: "an investigation into Joan Bell".
    fn unknown(&self) -> Vec<Entity> {
        let harms = matches!(self.event, "ACCUSE" | "COERCE" | "SANCTION" | "ASSAULT" | "REJECT");
        let obliques = self.words().into_iter().flat_map(|word| {
            let object =
                self.matcher.clause(word).object.filter(|_| is_verb(self.matcher.doc, word));
            self.obliques(word).into_iter().chain(object.into_iter().flat_map(|o| self.obliques(o)))
        });
        let led = obliques.filter(|o| harms && self.leads(&o.preposition));
        first_found(led.map(|o| {
            let mut named = roles::mentioned(self.matcher, o.head);
            named.retain(|e| e.person && e.via == Via::Name && e.code.is_none());
            named
        }))
    }

    /// The subject of a verb that answers words: in "Beijing rebuts American criticism" those whom it is about.
    fn answering(&self) -> Vec<Entity> {
        let (matcher, doc) = (self.matcher, self.matcher.doc);
        let token = doc.token(self.at);
        let is_word = matches!(self.event, "ACCUSE" | "REQUEST" | "THREATEN" | "AGREE")
            && token.upos == Upos::Noun
            && matches!(token.relation, Relation::Obj | Relation::Obl);
        let verb = token.head.filter(|&verb| is_word && is_verb(doc, verb)).filter(|&verb| {
            let lemma = lower_lemma(doc, verb);
            matcher.lexicon.classes.contains("answer_verb", &lemma)
        });
        let subject = verb.and_then(|verb| matcher.clause(verb).subject);
        subject.map(|s| self.others(roles::mentioned(matcher, s))).unwrap_or_default()
    }

    /// Whose the things are that the act is about: "defended China's expansion", "rejected the Syrian offer".
    fn owners(&self) -> Vec<Entity> {
        let (matcher, doc) = (self.matcher, self.matcher.doc);
        let words = self.words();
        let objects =
            words.iter().filter(|&&w| is_verb(doc, w)).filter_map(|&w| matcher.clause(w).object);
        // "His comments are a provocation", "sought a European solution"
        let judged = self.fit.fills.iter().filter(|f| match f.role {
            RoleName::Other => self.judges && doc.token(f.token).relation.is_subject(),
            RoleName::Topic => self.event == "REQUEST",
            _ => false,
        });
        let nouns = words.iter().copied().filter(|&w| w != self.at);
        let nouns = nouns.chain(objects.collect::<Vec<_>>()).chain(judged.map(|f| f.token));
        let things =
            nouns.filter(|&noun| doc.token(noun).upos == Upos::Noun && !self.is_actor(noun));
        first_found(things.map(|thing| self.others(self.owners_of(thing))))
    }
}

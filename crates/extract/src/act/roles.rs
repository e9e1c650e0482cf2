//! Which actors do the phrases in an act's roles name?

use verbale_lexicon::{ActorKind, NameUse, RoleName, Sector};
use verbale_text::{Relation, Tag, TokenId, Upos};

use super::{Fit, Matcher};
use crate::findings::{Entity, PlaceMention, Via, nameless};
use crate::mention::is_backer;
use crate::names::{Hit, name_at, names_after_anti};
use crate::syntax::{
    base_phrase, case_of, conjuncts, follows_and, is_verb, lower_lemma, possessor,
};

/// The actors in `role`, each once, in text order.
pub(crate) fn participants(matcher: &Matcher<'_>, fit: &Fit, role: RoleName) -> Vec<Entity> {
    let mut found: Vec<Entity> = Vec::new();
    for fill in fit.fills.iter().filter(|f| f.role == role) {
        let mut named: Vec<Entity> = if fill.owner {
            let pair = pair_before(matcher, fill.token);
            if pair.is_empty() { owner(matcher, fill.token).into_iter().collect() } else { pair }
        } else {
            of_phrase(matcher, fill.token)
        };
        if !fill.owner && is_where(matcher, fill.token) && befalls_people(matcher, fit) {
            named = people_there(matcher, fill.token, named);
        }
        // "Condemned attacks in Chad": nobody there is to blame for them.
        let is_harm = || fill.owner && matcher.event_at(fill.token) == Some("ASSAULT");
        if named.is_empty() && role == RoleName::Recipient && !is_harm() {
            named.extend(place(matcher, fill.token));
        }
        for entity in named {
            let known = found
                .iter()
                .any(|f| f.head == entity.head && f.name == entity.name && f.code == entity.code);
            if !known {
                found.push(entity);
            }
        }
    }
    found
}

/// Whether what a fit tells befalls or is done by the people of a place, and not those who rule there: a riot, a curfew, a
/// blast, and no coup.
fn befalls_people(matcher: &Matcher<'_>, fit: &Fit) -> bool {
    let (frame, _) = matcher.lexicon.frames.pattern(fit.pattern);
    let frame = matcher.lexicon.frames.frame(frame);
    let event = frame.effect.name(&matcher.lexicon.ontology);
    let of_power = frame.context.iter().any(|context| &**context == "political_institutions");
    matches!(event, "COERCE" | "PROTEST" | "ASSAULT") && !of_power
}

/// Whether a phrase says where something takes place.
fn is_where(matcher: &Matcher<'_>, phrase: TokenId) -> bool {
    matches!(
        &*case_of(matcher.doc, phrase),
        "in" | "across" | "throughout" | "over" | "around" | "inside" | "near" | "on"
    )
}

/// "A curfew in Lusaka", "riots in Dhaka": a capital where force is used or people rise is its people, and not the
/// government that sits there.
fn people_there(matcher: &Matcher<'_>, phrase: TokenId, named: Vec<Entity>) -> Vec<Entity> {
    let is_seat = |e: &Entity| e.via == Via::Metonym;
    if named.is_empty() || !named.iter().all(is_seat) {
        return named;
    }
    let there = matcher.places_in(&base_phrase(matcher.doc, phrase)).first();
    let people = there.and_then(|place| people_of(place, "CVL"));
    people.map_or(named, |people| vec![people])
}

/// The actors that a phrase and those coordinated with it name, or whose they are.
pub(super) fn of_phrase(matcher: &Matcher<'_>, head: TokenId) -> Vec<Entity> {
    if let Some(backer) = backer(matcher, head) {
        return vec![backer];
    }
    let parts = conjuncts(matcher.doc, head);
    let first = subject_before(matcher, head);
    let of_part = |part: TokenId| {
        let named = named_at(matcher, part);
        if !named.is_empty() {
            return named;
        }
        owner(matcher, part).or_else(|| author(matcher, part)).into_iter().collect()
    };
    let found: Vec<Entity> = first.into_iter().chain(parts).flat_map(of_part).collect();
    if found.is_empty() { stranger(matcher, head).into_iter().collect() } else { found }
}

/// "American" in "American-backed rebels": who backs, holds or arms what comes after the hyphen.
pub(super) fn backer(matcher: &Matcher<'_>, token: TokenId) -> Option<Entity> {
    let doc = matcher.doc;
    let classes = &matcher.lexicon.classes;
    let backs = doc.token(token).upos == Upos::Adj && is_backer(doc, classes, &(token..token + 1));
    let hit = name_at(doc, matcher.lexicon, token, matcher.mentions.date()).filter(|_| backs)?;
    named_by_hit(matcher, &hit)
}

/// The actors that a phrase and those coordinated with it name themselves.
pub(super) fn mentioned(matcher: &Matcher<'_>, head: TokenId) -> Vec<Entity> {
    conjuncts(matcher.doc, head).into_iter().flat_map(|part| named_at(matcher, part)).collect()
}

/// The actors that the phrase headed by `part`, or what it is an amount of, names.
fn named_at(matcher: &Matcher<'_>, part: TokenId) -> Vec<Entity> {
    let named = match matcher.mentions.at(part) {
        [] => matcher.mentions.at(super::word::content_noun(matcher, part)),
        named => named,
    };
    let named: Vec<Entity> =
        named.iter().map(|&id| matcher.mentions.entities[id].clone()).collect();
    if named.iter().any(|e| e.code.is_some()) {
        return named;
    }
    let examples = examples(matcher, part);
    if examples.is_empty() { named } else { examples }
}

/// "Neighbours such as Chad and Niger", "its backer, Chad": a noun that names nobody does so by its examples, or by
/// the name beside it.
fn examples(matcher: &Matcher<'_>, noun: TokenId) -> Vec<Entity> {
    let doc = matcher.doc;
    let gives = |c: &TokenId| {
        let beside = doc.token(*c).relation == Relation::Appos
            && [*c, noun].iter().any(|&t| doc.token(t).upos == Upos::Propn)
            && !follows_and(doc, *c);
        beside
            || matches!(case_of(doc, *c).as_str(), "such_as" | "including" | "like" | "among_them")
    };
    let example = doc.children(noun).iter().copied().find(gives);
    let parts = example.map(|example| conjuncts(doc, example)).unwrap_or_default();
    let named = parts.into_iter().flat_map(|part| matcher.mentions.at(part));
    named.map(|&id| matcher.mentions.entities[id].clone()).filter(|e| e.code.is_some()).collect()
}

/// "Egypt, Jordan agree": in a headline a comma may join two subjects.
fn subject_before(matcher: &Matcher<'_>, head: TokenId) -> Option<TokenId> {
    let doc = matcher.doc;
    let code = |t: TokenId| {
        let id = *matcher.mentions.at(t).first()?;
        let entity = &matcher.mentions.entities[id];
        entity.code.filter(|_| entity.actor.is_some() && doc.token(t).upos == Upos::Propn)
    };
    let verb = doc.token(head).head.filter(|_| doc.token(head).relation == Relation::Nsubj)?;
    let start = base_phrase(doc, head).start;
    let first = doc.sentences()[doc.sentence_of(head)].tokens.start;
    let mut before = doc.children_by(verb, Relation::Nsubj);
    before.find(|&s| {
        s == first
            && s + 2 == start
            && doc.form(s + 1) == ","
            && code(s).is_some()
            && code(s) != code(head)
    })
}

/// Somebody whom the text names and of whom nothing is known: no country, but no other actor either.
fn stranger(matcher: &Matcher<'_>, head: TokenId) -> Option<Entity> {
    let doc = matcher.doc;
    let phrase = base_phrase(doc, head);
    let covers = |span: verbale_text::ByteSpan| span.contains(doc.token(head).span);
    let is_known = || matcher.is_time[head] || matcher.places.iter().any(|p| covers(p.span));
    let is_bare = phrase.clone().all(|t| doc.token(t).upos == Upos::Propn);
    let is_subject = doc.token(head).relation.is_subject();
    if !is_bare || !is_subject || is_known() {
        return None;
    }
    let span = doc.token(phrase.start).span.hull(doc.token(phrase.end - 1).span);
    let name = Some(span.of(doc.text()).into());
    Some(Entity { name, via: Via::Name, ..nameless(span, head) })
}

/// Who made a thing, as a participle after it tells: "comments made by Chad", "a resolution sponsored by Chad".
pub(super) fn maker(matcher: &Matcher<'_>, noun: TokenId) -> Option<Entity> {
    let doc = matcher.doc;
    let mut participles = doc.children_by(noun, Relation::Acl);
    let made = participles.find(|&verb| doc.token(verb).tag == Tag::Vbn)?;
    let agent = matcher.clause(made).subject.filter(|&agent| agent != noun && agent > made)?;
    let id = *matcher.mentions.named_by(doc, agent).first()?;
    Some(matcher.mentions.entities[id].clone())
}

/// Who made a document: "the parties issued a statement supporting the talks".
fn author(matcher: &Matcher<'_>, head: TokenId) -> Option<Entity> {
    let doc = matcher.doc;
    let noun = lower_lemma(doc, head);
    if doc.token(head).relation.is_subject()
        && matcher.lexicon.classes.contains("document", &noun)
        && let Some(maker) = maker(matcher, head)
    {
        return Some(maker);
    }
    // What the document itself says, and not what others do in it: "a memo that warned of a plan to attack".
    let says = |c: TokenId| doc.token(c).relation.base() == "acl" && matcher.is_act(c);
    let verb = doc.token(head).head.filter(|&v| {
        doc.token(head).relation == Relation::Obj
            && is_verb(doc, v)
            && matcher.lexicon.classes.contains("document", &noun)
            && doc.children(head).iter().any(|&c| says(c))
            // "Vetoed a resolution condemning the raid": who turns words down has not said them.
            && matcher.event_at(v) != Some("REJECT")
    })?;
    let subject = matcher.clause(verb).subject?;
    let id = *matcher.mentions.named_by(doc, subject).first()?;
    Some(matcher.mentions.entities[id].clone())
}

/// A town or region that an act is done to: its people, and with them its country.
pub(super) fn place(matcher: &Matcher<'_>, head: TokenId) -> Option<Entity> {
    let doc = matcher.doc;
    // "The town of X", "the regional capital X"
    let named = |c: &TokenId| match doc.token(*c).relation {
        Relation::Nmod => case_of(doc, *c) == "of",
        relation => relation == Relation::Appos,
    };
    let of = doc.children(head).iter().copied().filter(named);
    let phrases: Vec<_> = std::iter::once(head).chain(of).map(|t| base_phrase(doc, t)).collect();
    let places = phrases.iter().filter_map(|phrase| matcher.places_in(phrase).first());
    let place = places.min_by_key(|place| place.head)?;
    state_named(matcher, place).or_else(|| people_of(place, "CVL"))
}

/// The state that the name of a place is the full name of.
fn state_named(matcher: &Matcher<'_>, place: &PlaceMention) -> Option<Entity> {
    let actors = &matcher.lexicon.actors;
    let hit = matcher.mentions.hit_at(place.head)?;
    let name = &actors.names()[*hit.names.first()?];
    let is_state = actors.actor(name.actor).kind == ActorKind::State;
    let entity = named_by_hit(matcher, hit).filter(|_| is_state && name.usage == NameUse::Full)?;
    Some(Entity { sectors: Vec::new(), ..entity })
}

/// Those of a place: its people, its authorities.
pub(super) fn people_of(place: &PlaceMention, sector: &str) -> Option<Entity> {
    Some(Entity {
        code: Some(place.country?),
        sectors: Sector::parse(sector).into_iter().collect(),
        name: Some(place.name.clone()),
        via: Via::Name,
        ..nameless(place.span, place.head)
    })
}

/// Whether somebody is told only as the people of a place.
pub(super) fn is_of_place(entity: &Entity) -> bool {
    let people = matches!(entity.sectors.as_slice(), [only] if only.as_str() == "CVL");
    people && entity.via == Via::Name && entity.actor.is_none() && !entity.person
}

/// Whose a phrase is, when it is nobody itself: "Russia" in "Russia's actions", "Turkish offensive",
/// "the policy of the Russian government".
pub(crate) fn owner(matcher: &Matcher<'_>, head: TokenId) -> Option<Entity> {
    let doc = matcher.doc;
    // "The Bolivian peso came under attack": nobody but speculators means it.
    if matcher.in_class("money", head) {
        return None;
    }
    if let Some(token) = possessor(doc, head) {
        let named = matcher.mentions.named_by(doc, token);
        if let Some(&id) = named.first() {
            return Some(matcher.mentions.entities[id].clone());
        }
        return owner_in_phrase(matcher, token).or_else(|| owner_in_phrase(matcher, head));
    }
    owner_in_phrase(matcher, head).or_else(|| {
        let of = doc.children(head).iter().copied().find(|&c| {
            doc.token(c).relation == Relation::Nmod
                && match case_of(doc, c).as_str() {
                    "of" => !matcher.in_class("undergone", head),
                    preposition => matches!(preposition, "by" | "from"),
                }
                // "The murder of a judge" is not the judge's.
                && !matcher.suffers(head, c)
        })?;
        match matcher.mentions.at(of).first() {
            Some(&id) => Some(matcher.mentions.entities[id].clone()),
            None => owner_in_phrase(matcher, of),
        }
    })
}

/// Whether the way from a name up to `head` crosses no prepositional phrase and no other act: in "Russian
/// invasion of Ukraine claims" the claims are nobody's.
fn modifies(matcher: &Matcher<'_>, name: TokenId, head: TokenId) -> bool {
    let doc = matcher.doc;
    let mut at = name;
    while at != head {
        let inner_act =
            at != name && doc.token(at).relation == Relation::Compound && matcher.is_act(at);
        if inner_act || doc.token(at).relation == Relation::Nmod {
            return false;
        }
        match doc.token(at).head {
            Some(above) => at = above,
            None => return true,
        }
    }
    true
}

/// Both of "the EU-Turkey deal", "British-Irish talks".
fn pair_before(matcher: &Matcher<'_>, head: TokenId) -> Vec<Entity> {
    let doc = matcher.doc;
    let phrase = base_phrase(doc, head);
    let mut hits = matcher.mentions.hits_in(&phrase).iter();
    let (Some(first), Some(second), None) = (hits.next(), hits.next(), hits.next()) else {
        return Vec::new();
    };
    let hyphen = |t: TokenId| matches!(doc.form(t), "-" | "–");
    let joined = second.tokens.start == first.tokens.end && hyphen(first.tokens.end - 1)
        || second.tokens.start == first.tokens.end + 1 && hyphen(first.tokens.end);
    if !joined || second.tokens.end > head {
        return Vec::new();
    }
    [first, second].into_iter().filter_map(|hit| named_by_hit(matcher, hit)).collect()
}

/// The actor that an adjective or compound before a noun names.
pub(super) fn owner_in_phrase(matcher: &Matcher<'_>, head: TokenId) -> Option<Entity> {
    let phrase = base_phrase(matcher.doc, head);
    let hit = matcher.mentions.hits_in(&phrase).iter().rev().find(|h| {
        !is_venue(matcher, h, head)
            && !is_backer(matcher.doc, &matcher.lexicon.classes, &h.tokens)
            && !h.tokens.contains(&head)
            && h.tokens.end <= head + 1
            && modifies(matcher, h.tokens.end - 1, head)
    })?;
    named_by_hit(matcher, hit)
}

/// "The Madrid summit", "the Paris attacks", "the Kenya embassy bombing": a capital or country, not an
/// adjective of nationality, before a noun that tells what took place there.
fn is_venue(matcher: &Matcher<'_>, hit: &Hit, head: TokenId) -> bool {
    let (doc, actors) = (matcher.doc, &matcher.lexicon.actors);
    let usage = |wanted: NameUse| hit.names.iter().all(|&n| actors.names()[n].usage == wanted);
    let is_state = || {
        hit.names.iter().all(|&n| actors.actor(actors.names()[n].actor).kind == ActorKind::State)
    };
    // "US" serves as its own adjective.
    let is_word = doc.form(hit.tokens.start).chars().skip(1).any(char::is_lowercase);
    let country = usage(NameUse::Full) && is_word && is_state();
    if doc.token(hit.tokens.end - 1).relation != Relation::Compound
        || !country && !usage(NameUse::Capital)
    {
        return false;
    }
    let Some(fit) = matcher.best(head) else { return false };
    let frame = matcher.lexicon.frames.pattern(fit.pattern).0;
    let event = matcher.lexicon.frames.frame(frame).effect.name(&matcher.lexicon.ontology);
    matches!(event, "CONSULT" | "ASSAULT" | "PROTEST") || event == "AGREE" && !country
}

/// Those of the place whose name stands before a noun that tells what took place there.
pub(super) fn at_venue(matcher: &Matcher<'_>, head: TokenId) -> Option<Entity> {
    let phrase = base_phrase(matcher.doc, head);
    let mut hits = matcher.mentions.hits_in(&phrase).iter();
    let hit = hits.find(|h| is_venue(matcher, h, head))?;
    named_by_hit(matcher, hit)
}

/// The actor against whom a word says that something is: "anti-Japanese".
pub(super) fn opposed(matcher: &Matcher<'_>, word: TokenId) -> Option<Entity> {
    let names = names_after_anti(matcher.doc.form(word), &matcher.lexicon.actors);
    named_by_hit(matcher, &Hit { tokens: word..word + 1, names })
}

/// The actor that a name before a noun names.
fn named_by_hit(matcher: &Matcher<'_>, hit: &Hit) -> Option<Entity> {
    let actors = &matcher.lexicon.actors;
    let name = &actors.names()[*hit.names.first()?];
    let actor = actors.actor(name.actor);
    let capacity = actor.on(matcher.mentions.date());
    let doc = matcher.doc;
    let gov = || Sector::parse("GOV").into_iter().collect();
    Some(Entity {
        span: doc.token(hit.tokens.start).span.hull(doc.token(hit.tokens.end - 1).span),
        head: hit.tokens.start,
        code: Some(capacity.code),
        sectors: if actor.kind == ActorKind::State { gov() } else { capacity.sectors },
        actor: (actor.kind != ActorKind::State).then_some(name.actor),
        name: (actor.kind != ActorKind::State).then(|| actor.name.clone()),
        office: None,
        gender: actor.gender,
        person: actor.kind == ActorKind::Person,
        plural: false,
        antecedent: None,
        via: match name.usage {
            NameUse::Capital | NameUse::Seat => Via::Metonym,
            _ => Via::Name,
        },
    })
}

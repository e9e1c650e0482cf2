//! What are the subject, objects and complements of a verb, however the sentence arranges them?

use verbale_text::{Doc, Relation, Tag, TokenId, Upos};

use super::doer::{agent_of_aim, blamed_object, is_own_aim, plotter, receiver_in_compound};
use super::sharing::{shared_agent, shared_object};
use super::{case_of, child, conjuncts, is_relative_pronoun, is_verb, lemma};

/// Words that go with verbs as particles.
pub(crate) const PARTICLES: [&str; 10] =
    ["off", "out", "up", "down", "back", "away", "in", "on", "over", "ahead"];

/// How deep a missing subject is looked for.
const MAX_CLIMB: usize = 8;

/// A verb with what belongs to it, voice undone: in "envoys were expelled by Ghana" the subject is
/// Ghana and the object the envoys.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clause {
    /// Who does it.
    pub subject: Option<TokenId>,
    /// What it is done to.
    pub object: Option<TokenId>,
    /// For whom or to whom, without a preposition.
    pub indirect: Option<TokenId>,
    /// Prepositional phrases, in text order.
    pub obliques: Vec<Oblique>,
    /// Clauses that it governs, in text order.
    pub complements: Vec<Complement>,
    /// "out" in "throw out".
    pub particle: Option<TokenId>,
    /// Whether the verb is passive.
    pub passive: bool,
}

/// A prepositional phrase.
#[derive(Debug, Clone)]
pub(crate) struct Oblique {
    /// Its preposition, several words joined with `_`; empty for a bare phrase of time.
    pub preposition: String,
    /// Its head.
    pub head: TokenId,
}

/// A clause that depends on another word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Complement {
    /// Its form.
    pub form: ComplementForm,
    /// Its head word.
    pub head: TokenId,
}

/// The form of a dependent clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ComplementForm {
    /// "to withdraw"
    To,
    /// "that it withdrew"
    Finite,
    /// "withdrawing"
    Gerund,
    /// "guilty", "groundless": a predicate.
    Bare,
}

/// Reads the clause of verb `id`.
pub(crate) fn clause(doc: &Doc, id: TokenId) -> Clause {
    let passive = is_passive(doc, id);
    let mut found = Clause { passive, ..Clause::default() };
    let surface = surface_subject(doc, id, 0);
    let agent = passive_agent(doc, id);
    let object = own_object(doc, id).map(|object| {
        // "granted Ethiopia a loan": of two objects the last is what is given; a relative pronoun is none.
        doc.children_by(id, Relation::Obj)
            .filter(|&o| !is_relative_pronoun(doc, o))
            .last()
            .map_or(object, |last| if last > object { last } else { object })
    });
    found.indirect = child(doc, id, Relation::Iobj)
        .or_else(|| first_of_two_objects(doc, id))
        .or_else(|| receiver_in_compound(doc, id));
    if passive {
        found.subject = agent;
        // "was granted asylum": the object stayed, so the subject is the indirect one.
        match object {
            Some(object) if Some(object) != surface => {
                found.object = Some(object);
                found.indirect = found.indirect.or(surface);
            }
            _ => found.object = surface,
        }
    } else {
        found.subject = surface;
        found.object =
            object.or_else(|| relative_gap(doc, id, surface)).or_else(|| shared_object(doc, id));
    }
    found.particle = child(doc, id, Relation::CompoundPrt).or_else(|| bare_particle(doc, id));
    found.obliques = obliques(doc, id, agent);
    found.complements = complements(doc, id);
    found
}

/// The subject as it stands on the surface, found through control, coordination and participles.
pub(super) fn surface_subject(doc: &Doc, id: TokenId, depth: usize) -> Option<TokenId> {
    if depth > MAX_CLIMB {
        return None;
    }
    let own = doc
        .children(id)
        .iter()
        .copied()
        .filter(|&c| {
            matches!(
                doc.token(c).relation,
                Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter
            )
        })
        // Of two ("UK Foreign Secretary, Liz Truss"), the one next to the verb.
        .reduce(|a, b| if b < id { b } else { a });
    if let Some(own) = own {
        return Some(resolve_relative(doc, id, own));
    }
    if let Some(misplaced) = misplaced_subject(doc, id) {
        return Some(misplaced);
    }
    let head = doc.token(id).head?;
    match doc.token(id).relation {
        Relation::Conj | Relation::Parataxis if is_predicate(doc, head) => {
            let same_voice = is_passive(doc, id) == is_passive(doc, head);
            let inherited = surface_subject(doc, head, depth + 1);
            if same_voice || own_voice_marked(doc, id) {
                inherited
            } else {
                inherited.filter(|_| !is_passive(doc, id))
            }
        }
        Relation::Xcomp => controlled_subject(doc, id, head, depth),
        Relation::Advcl | Relation::AdvclRelcl if !has_subordinator_with_own_time(doc, id) => {
            if let Some(other) = blamed_object(doc, id, head).or_else(|| plotter(doc, id, head)) {
                Some(other)
            } else if is_predicate(doc, head) {
                surface_subject(doc, head, depth + 1)
            } else {
                None
            }
        }
        Relation::Amod => hyphenated_agent(doc, id).map(|_| head),
        Relation::Acl => modified_noun_subject(doc, id, head, depth),
        Relation::AclRelcl => {
            Some(head).filter(|_| own_object(doc, id).is_some() || is_passive(doc, id))
        }
        Relation::Ccomp if has_to(doc, id) => surface_subject(doc, head, depth + 1),
        Relation::Ccomp if doc.token(id).tag == Tag::Vbg => surface_subject(doc, head, depth + 1),
        _ => None,
    }
}

/// "US" in "US-backed rebels".
fn hyphenated_agent(doc: &Doc, id: TokenId) -> Option<TokenId> {
    let named = id >= 2 && doc.form(id - 1) == "-" && doc.token(id).tag == Tag::Vbn;
    let agent = id.checked_sub(2).filter(|_| named)?;
    matches!(doc.token(agent).upos, Upos::Propn | Upos::Adj).then_some(agent)
}

/// A subject that a greedy parser hung elsewhere than on its verb.
fn misplaced_subject(doc: &Doc, id: TokenId) -> Option<TokenId> {
    // "Moscow has … denied": on the auxiliary.
    let on_auxiliary =
        doc.children_by(id, Relation::Aux).find_map(|aux| child(doc, aux, Relation::Nsubj));
    if on_auxiliary.is_some() {
        return on_auxiliary;
    }
    // "Russia's build-up … posed a threat": the noun was lost, whose it is was not.
    let owner = child(doc, id, Relation::NmodPoss);
    if owner.is_some() {
        return owner;
    }
    before_finite_verb(doc, id)
}

/// "On Thursday, Truss and Lavrov discussed": a coordination of the day with the people. The phrase that
/// ends right before a finite verb without a subject is its subject; what heads the coordination stands
/// for all of it.
fn before_finite_verb(doc: &Doc, id: TokenId) -> Option<TokenId> {
    let finite = matches!(doc.token(id).tag, Tag::Vbd | Tag::Vbz | Tag::Vbp);
    let first = doc.sentences()[doc.sentence_of(id)].tokens.start;
    let last = (first..id)
        .rev()
        .find(|&t| !matches!(doc.token(t).upos, Upos::Adv | Upos::Aux))
        .filter(|_| finite && !has_to(doc, id))?;
    let mut at = last;
    while super::is_name_part(doc.token(at).relation) {
        at = doc.token(at).head?;
    }
    let token = doc.token(at);
    let after_comma = |t: TokenId| t > first && doc.form(t - 1) == ",";
    let siblings = || doc.children_by(token.head.unwrap_or(at), Relation::Conj);
    (token.relation == Relation::Conj
        && matches!(token.upos, Upos::Propn | Upos::Noun)
        && siblings().any(after_comma)
        && token.head.is_some_and(|h| {
            doc.token(h).relation.base() == "nmod" || doc.token(h).relation.base() == "obl"
        }))
    .then_some(token.head)
    .flatten()
}

/// The subject of an infinitive: the object of the verb above ("urged Iran to stop"), else its subject.
fn controlled_subject(doc: &Doc, id: TokenId, head: TokenId, depth: usize) -> Option<TokenId> {
    if is_verb(doc, head) {
        let subject_control = matches!(lemma(doc, head), "promise" | "threaten" | "vow" | "offer");
        if !subject_control
            && let Some(object) = own_object(doc, head).or_else(|| child(doc, head, Relation::Iobj))
            && object < id
        {
            return Some(object);
        }
        return surface_subject(doc, head, depth + 1);
    }
    surface_subject(doc, head, depth + 1)
}

/// The subject of a clause that modifies a noun: the noun itself for "troops backing the rebels"; for
/// "a plan to attack", whose plan it is.
fn modified_noun_subject(doc: &Doc, id: TokenId, noun: TokenId, depth: usize) -> Option<TokenId> {
    if !has_to(doc, id) {
        // "Germany was the largest donor, giving forty million"
        let apart = id > 0 && doc.form(id - 1) == "," && doc.token(id).tag == Tag::Vbg;
        let predicated = (apart && super::has_copula(doc, noun)).then_some(noun);
        return predicated.and_then(|n| surface_subject(doc, n, depth + 1)).or(Some(noun));
    }
    if let Some(owner) = super::possessor(doc, noun) {
        return Some(owner);
    }
    // "An attempt by Chad to seize the town", where the infinitive may hang on either noun.
    let above = doc.token(noun).head.filter(|_| case_of(doc, noun) == "by");
    if above.is_some_and(|above| is_own_aim(doc, above)) {
        return Some(noun);
    }
    if let Some(agent) = agent_of_aim(doc, noun) {
        return Some(agent);
    }
    // "Was the last country to sign": whoever is said to be that.
    if super::has_copula(doc, noun) {
        return surface_subject(doc, noun, depth + 1);
    }
    let head = doc.token(noun).head?;
    if is_verb(doc, head) && doc.token(noun).relation == Relation::Obj {
        return surface_subject(doc, head, depth + 1);
    }
    None
}

/// A relative pronoun stands for the noun that its clause modifies.
fn resolve_relative(doc: &Doc, verb: TokenId, pronoun: TokenId) -> TokenId {
    if !is_relative_pronoun(doc, pronoun) {
        return pronoun;
    }
    let mut at = verb;
    for _ in 0..MAX_CLIMB {
        let token = doc.token(at);
        let Some(head) = token.head else { break };
        match token.relation {
            Relation::AclRelcl | Relation::Acl => return head,
            Relation::Conj | Relation::Xcomp | Relation::Ccomp => at = head,
            _ => break,
        }
    }
    pronoun
}

/// The object that the verb itself has.
pub(super) fn own_object(doc: &Doc, id: TokenId) -> Option<TokenId> {
    let object = child(doc, id, Relation::Obj)?;
    Some(resolve_relative(doc, id, object))
}

/// Of two bare objects, the first is the one for whom.
fn first_of_two_objects(doc: &Doc, id: TokenId) -> Option<TokenId> {
    let mut objects = doc.children_by(id, Relation::Obj);
    let first = objects.next()?;
    objects.next().map(|_| first)
}

/// The noun that a relative clause without an object of its own is about: "the town they attacked".
fn relative_gap(doc: &Doc, id: TokenId, subject: Option<TokenId>) -> Option<TokenId> {
    let token = doc.token(id);
    let noun = token.head.filter(|_| token.relation == Relation::AclRelcl)?;
    let has_complement = doc
        .children(id)
        .iter()
        .any(|&c| matches!(doc.token(c).relation, Relation::Ccomp | Relation::Xcomp));
    (subject != Some(noun) && !has_complement && child(doc, id, Relation::Obl).is_none())
        .then_some(noun)
}

pub(super) fn passive_agent(doc: &Doc, id: TokenId) -> Option<TokenId> {
    // "were set free by Chad": on the adjective.
    let hung = || {
        let quality =
            child(doc, id, Relation::Xcomp).filter(|&c| doc.token(c).upos == Upos::Adj)?;
        child(doc, quality, Relation::OblAgent)
    };
    if let Some(agent) = child(doc, id, Relation::OblAgent).or_else(hung) {
        return Some(agent);
    }
    if !is_passive(doc, id) {
        return None;
    }
    if let Some(agent) = hyphenated_agent(doc, id) {
        return Some(agent);
    }
    let by = |t: &TokenId| case_of(doc, *t) == "by";
    let own = doc.children_by(id, Relation::Obl).find(by).or_else(|| shared_agent(doc, id));
    // "flown to Turkey by Switzerland", "given tents by the army": the parser may hang the agent on the
    // noun before it.
    own.or_else(|| {
        doc.children_by(id, Relation::Obl)
            .chain(doc.children_by(id, Relation::Obj))
            .flat_map(|o| doc.children_by(o, Relation::Nmod))
            .find(|t| by(t) && doc.children_by(*t, Relation::NmodPoss).next().is_none())
    })
}

/// Whether the verb is passive: marked so, or a participle that modifies a noun or a clause.
pub(super) fn is_passive(doc: &Doc, id: TokenId) -> bool {
    if own_voice_marked(doc, id) {
        return true;
    }
    let token = doc.token(id);
    if token.tag != Tag::Vbn {
        return false;
    }
    if doc.children(id).iter().any(|&c| doc.token(c).relation == Relation::Aux) {
        // "has attacked" is active; "to be attacked" is marked above.
        return false;
    }
    match token.relation {
        Relation::Acl | Relation::Advcl | Relation::Amod => true,
        Relation::Conj => token
            .head
            .is_some_and(|h| is_passive(doc, h) && child(doc, id, Relation::Nsubj).is_none()),
        Relation::Xcomp => true,
        _ => false,
    }
}

fn own_voice_marked(doc: &Doc, id: TokenId) -> bool {
    doc.children(id)
        .iter()
        .any(|&c| matches!(doc.token(c).relation, Relation::AuxPass | Relation::NsubjPass))
}

/// A particle that the parser took for an adverb: "called off", "shot down".
fn bare_particle(doc: &Doc, id: TokenId) -> Option<TokenId> {
    doc.children(id).iter().copied().find(|&c| {
        c > id
            && c <= id + 4
            && doc.token(c).relation == Relation::Advmod
            && PARTICLES.contains(&&*doc.token(c).lemma)
            && doc.children(c).is_empty()
    })
}

fn obliques(doc: &Doc, id: TokenId, agent: Option<TokenId>) -> Vec<Oblique> {
    use Relation::{Advmod, Nmod, Obl, OblAgent, OblUnmarked};
    // "handed the archives back [to Chad]": a parser may hang the phrase on the adverb.
    let on_adverbs = doc.children_by(id, Advmod).flat_map(|adverb| doc.children_by(adverb, Obl));
    let own = doc.children(id).iter().copied();
    let own = own.filter(|&c| matches!(doc.token(c).relation, Obl | OblAgent | OblUnmarked | Nmod));
    own.chain(on_adverbs)
        .filter(|&c| Some(c) != agent)
        .map(|c| Oblique { preposition: case_of(doc, c), head: c })
        .collect()
}

fn complements(doc: &Doc, id: TokenId) -> Vec<Complement> {
    let mut found = Vec::new();
    for &c in doc.children(id) {
        let form = match doc.token(c).relation {
            Relation::Xcomp
            | Relation::Ccomp
            | Relation::Advcl
            | Relation::Csubj
            | Relation::CsubjPass => complement_form(doc, c),
            _ => continue,
        };
        // "to" after an adverbial clause is a purpose; frames that want "to" may still mean it.
        if doc.token(c).relation == Relation::Advcl && form == ComplementForm::Finite {
            continue;
        }
        found.push(Complement { form, head: c });
    }
    found
}

/// The form of the clause headed by `id`.
pub(crate) fn complement_form(doc: &Doc, id: TokenId) -> ComplementForm {
    if has_to(doc, id) {
        return ComplementForm::To;
    }
    let token = doc.token(id);
    let verbal = is_verb(doc, id);
    let has_subject = doc.children(id).iter().any(|&c| doc.token(c).relation.is_subject());
    if verbal && token.tag == Tag::Vbg && !has_subject {
        return ComplementForm::Gerund;
    }
    // "Withdraw, Chad told Sudan": a command stands for "to withdraw".
    let bare = |c: TokenId| !matches!(doc.token(c).relation, Relation::Aux | Relation::Mark);
    if verbal && token.tag == Tag::Vb && !has_subject && doc.children(id).iter().all(|&c| bare(c)) {
        return ComplementForm::To;
    }
    if has_subject || token.relation == Relation::Ccomp {
        return ComplementForm::Finite;
    }
    if verbal && token.tag == Tag::Vb { ComplementForm::To } else { ComplementForm::Bare }
}

/// Whether the clause has the infinitive marker "to".
pub(crate) fn has_to(doc: &Doc, id: TokenId) -> bool {
    // "Is due to meet": a parser may hang the "to" on "due".
    let before = || {
        id > 0
            && doc.token(id).tag == Tag::Vb
            && doc.token(id - 1).tag == Tag::To
            && doc.token(id - 1).relation == Relation::Fixed
    };
    doc.children_by(id, Relation::Mark).any(|m| doc.token(m).tag == Tag::To)
        || doc.children_by(id, Relation::Aux).any(|m| doc.token(m).tag == Tag::To)
        || before()
}

/// Whether an adverbial clause brings a time of its own ("after the vote was held"), so that its
/// missing subject is not simply that of the main clause.
fn has_subordinator_with_own_time(doc: &Doc, id: TokenId) -> bool {
    doc.token(id).upos == Upos::Verb
        && !matches!(doc.token(id).tag, Tag::Vbg | Tag::Vbn | Tag::Vb)
        && child(doc, id, Relation::Mark).is_some()
        && !has_to(doc, id)
}

fn is_predicate(doc: &Doc, id: TokenId) -> bool {
    is_verb(doc, id) || super::has_copula(doc, id) || doc.token(id).upos == Upos::Aux
}

/// A complement with what is coordinated with it. A bare infinitive that the parser coordinated with the
/// verb above ("needed to stop, withdraw and talk") is one of them.
pub(crate) fn coordinated(doc: &Doc, complement: TokenId) -> Vec<TokenId> {
    let mut all = conjuncts(doc, complement);
    let mut above = doc.token(complement).head.filter(|_| has_to(doc, complement));
    while let Some(verb) = above {
        let stray = |c: &TokenId| *c > complement && is_stray_infinitive(doc, *c);
        all.extend(doc.children_by(verb, Relation::Conj).filter(stray));
        above = doc.token(verb).head.filter(|_| doc.token(verb).relation == Relation::Ccomp);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a verb in its base form, with nothing of its own that makes it finite, is coordinated with a
/// finite verb: it then belongs to that verb's infinitive.
pub(crate) fn is_stray_infinitive(doc: &Doc, id: TokenId) -> bool {
    let token = doc.token(id);
    let bare = token.relation == Relation::Conj
        && token.tag == Tag::Vb
        && !doc.children(id).iter().any(|&c| {
            matches!(doc.token(c).relation, Relation::Aux | Relation::AuxPass)
                || doc.token(c).relation.is_subject()
        });
    bare && token.head.is_some_and(|h| {
        matches!(doc.token(h).tag, Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn | Tag::Vbg)
    })
}

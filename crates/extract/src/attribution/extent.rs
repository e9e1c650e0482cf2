//! How far does what is said reach, beyond what the tree joins to the word of saying?
//!
//! A tag in the middle of a sentence divides what is said ("too often, she said, the debate …"), a
//! quotation in part is the end of a longer phrase ("called the senator a “nasty guy”"), and the
//! connective that opens a sentence is the reporter's.

use std::ops::Range;

use verbale_lexicon::{Cue, Stance, Standing};
use verbale_text::{Doc, Relation, Tag, TokenId, Upos};

use super::Sourced;
use super::cue::Finder;
use crate::syntax::{clause, is_verb, lower};

/// Most words of a tag after its verb: "…, she said in an interview on Monday, …".
const MAX_TAG: usize = 8;

impl Finder<'_> {
    /// "A, she said, B": all of the sentence but a tag that commas set off on both sides.
    pub(super) fn around_tag(
        &self,
        verb: TokenId,
        cue: Cue,
        sentence: &Range<TokenId>,
    ) -> Option<Vec<Range<TokenId>>> {
        let doc = self.doc;
        let subject = clause(doc, verb).subject.filter(|&s| cue.quotes && s < verb)?;
        let phrase_end = doc.subtree(subject).last().copied().filter(|&end| end < verb)?;
        let helps = |t: TokenId| {
            matches!(doc.token(t).relation, Relation::Aux | Relation::AuxPass | Relation::Advmod)
        };
        if !(phrase_end + 1..verb).all(helps) {
            return None;
        }
        let first = self.tag_start(verb, subject);
        let comma = |t: TokenId| doc.form(t) == ",";
        let before = (sentence.start..first).rev().find(|&t| !is_quotation_mark(doc.form(t)));
        let before = before.filter(|&t| comma(t))?;
        let end = (verb + 1..sentence.end.min(verb + 1 + MAX_TAG)).find(|&t| comma(t))?;
        let mut tag = verb + 1..end;
        let adjunct = |t: TokenId| {
            doc.is_within(t, verb)
                && !is_verb(doc, t)
                && doc.token(t).upos != Upos::Punct
                && !matches!(
                    doc.token(t).relation,
                    Relation::Obj | Relation::Iobj | Relation::Ccomp
                )
        };
        if !tag.all(adjunct) || end + 1 >= sentence.end {
            return None;
        }
        let opens = is_quotation_mark(doc.form(end + 1));
        let closes = before > 0 && is_quotation_mark(doc.form(before - 1)) || before + 1 < first;
        if opens && !closes && !self.opens_statement(sentence.start) {
            // "In a statement, the ministry said, “…": what comes before is the reporter's.
            return None;
        }
        let lead = self.without_connective(sentence.start..before);
        let mut runs = self.whole(lead);
        if runs.is_empty() {
            return None;
        }
        if opens || !closes && !self.is_of_teller(verb, end + 1) {
            runs.extend(self.whole(end + 1..sentence.end));
        }
        Some(runs)
    }

    /// "[A downturn], he said, “could be of use”": what comes before the tag is what is spoken of.
    fn opens_statement(&self, first: TokenId) -> bool {
        let doc = self.doc;
        let head = (first..doc.tokens().len()).find(|&t| {
            !matches!(doc.token(t).relation, Relation::Det | Relation::Amod | Relation::Compound)
        });
        head.is_some_and(|t| doc.token(t).relation.is_subject())
    }

    /// "A, the ministry said on Monday": all of the sentence before a tag that ends it, whatever the tree
    /// makes of the two.
    pub(super) fn before_tag(
        &self,
        verb: TokenId,
        cue: Cue,
        sentence: &Range<TokenId>,
    ) -> Option<Vec<Range<TokenId>>> {
        let doc = self.doc;
        let plain = cue.quotes && cue.content == Standing::Told && cue.stance == Stance::Asserts;
        let subject = clause(doc, verb).subject.filter(|&s| plain && s < verb)?;
        let comma = self.tag_start(verb, subject).checked_sub(1)?;
        if comma <= sentence.start || doc.form(comma) != "," {
            return None;
        }
        let adjunct = |t: TokenId| {
            !is_verb(doc, t)
                && (is_day(doc, t)
                    || !matches!(
                        doc.token(t).relation,
                        Relation::Obj | Relation::Iobj | Relation::Ccomp | Relation::Xcomp
                    ))
                && (doc.is_within(t, verb) || doc.token(t).upos == Upos::Punct)
        };
        // "When troops arrived, the minister said …": a clause of time says nothing.
        let framed = |t: TokenId| {
            doc.token(t).head == Some(verb)
                && doc.token(t).relation == Relation::Advcl
                && doc.children_by(t, Relation::Mark).next().is_some()
        };
        let words = sentence.start..comma;
        let told = words.clone().any(|t| is_verb(doc, t)) && !words.clone().any(framed);
        let content = self.whole(self.without_connective(words));
        ((verb + 1..sentence.end).all(adjunct) && told && !content.is_empty()).then_some(content)
    }

    /// The first word of a tag: its subject's phrase, or the verb with its auxiliaries.
    fn tag_start(&self, verb: TokenId, subject: TokenId) -> TokenId {
        let doc = self.doc;
        let word = |t: &TokenId| doc.token(*t).upos != Upos::Punct;
        let phrase = doc.subtree(subject).into_iter().find(word).unwrap_or(subject);
        let mut first = verb;
        while first > 0
            && doc.token(first - 1).head == Some(verb)
            && matches!(
                doc.token(first - 1).relation,
                Relation::Aux | Relation::AuxPass | Relation::Advmod
            )
        {
            first -= 1;
        }
        first.min(phrase)
    }

    /// "…, she said, adding that …", "…, she said, and left": what follows is told of the speaker.
    fn is_of_teller(&self, verb: TokenId, next: TokenId) -> bool {
        let doc = self.doc;
        let conjunct = |c: TokenId| {
            doc.token(c).relation == Relation::Conj
                && !doc.children(c).iter().any(|&s| doc.token(s).relation.is_subject())
        };
        let token = doc.token(next);
        token.tag == Tag::Vbg && token.head == Some(verb) && token.relation == Relation::Advcl
            || matches!(token.tag, Tag::Wp | Tag::Wdt)
            || doc.children(verb).iter().any(|&c| c > next && conjunct(c))
                && token.upos == Upos::Cconj
    }

    /// The run without the word by which a reporter joins it to what came before: "but", "however".
    pub(super) fn without_connective(&self, tokens: Range<TokenId>) -> Range<TokenId> {
        let doc = self.doc;
        let joins = tokens.start < tokens.end
            && matches!(
                &*lower(doc, tokens.start),
                "but" | "and" | "or" | "so" | "however" | "yet" | "meanwhile"
            );
        if joins { tokens.start + 1..tokens.end } else { tokens }
    }

    /// The same of sorted tokens.
    pub(super) fn without_opening(&self, mut tokens: Vec<TokenId>) -> Vec<TokenId> {
        if let (Some(&first), Some(&last)) = (tokens.first(), tokens.last()) {
            let opens = self.doc.sentences()[self.doc.sentence_of(first)].tokens.start == first;
            let start = self.without_connective(first..last + 1).start;
            if opens && start > first {
                tokens.remove(0);
            }
        }
        tokens
    }

    /// "The ministry issued this statement:" and the quotation below.
    pub(super) fn introduced(&self, run: &Range<TokenId>) -> Option<Sourced> {
        let doc = self.doc;
        let here = doc.sentence_of(run.start);
        let before = &doc.sentences()[here.checked_sub(1)?].tokens;
        let opens = doc.sentences()[here].tokens.start + 1 >= run.start;
        if !opens || before.is_empty() || doc.form(before.end - 1) != ":" {
            return None;
        }
        let verb =
            before.clone().find(|&t| doc.token(t).relation == Relation::Root && is_verb(doc, t))?;
        let subject = clause(doc, verb).subject.filter(|&s| self.may_speak(s))?;
        let cue =
            Cue { stance: Stance::Asserts, content: Standing::Told, grade: 2.8, quotes: true };
        Some(self.make(cue, Some(verb), Some(subject), self.whole(run.clone()), None))
    }

    /// "Called the senator a “nasty guy”", "said voter fraud “would be …”": the phrase after the verb
    /// that ends in a quotation.
    pub(super) fn ending_in_quotation(
        &self,
        verb: TokenId,
        run: &Range<TokenId>,
    ) -> Option<Range<TokenId>> {
        let doc = self.doc;
        let words = verb + 1..run.start.checked_sub(1)?;
        let first = words.clone().next()?;
        let plain = |t: TokenId| {
            !matches!(doc.form(t), "," | ":" | ";" | "-" | "–" | "—" | "--") && !self.is_cue_verb(t)
        };
        let told = self.is_addressed(verb) && !matches!(&*lower(doc, first), "that" | "to");
        let adjunct = doc.token(first).upos == Upos::Adp && lower(doc, first) != "as"
            || matches!(doc.token(first).relation, Relation::Advmod);
        if words.len() <= MAX_TAG && words.clone().all(plain) && !told && !adjunct {
            return Some(first..run.end);
        }
        // "Told her that “…", "described him as “…": the word that leads in what is quoted.
        let leads = |t: TokenId| {
            matches!(doc.token(t).relation, Relation::Mark | Relation::Case)
                && matches!(&*lower(doc, t), "that" | "to" | "as")
                || doc.token(t).tag == Tag::Wrb
        };
        let that = |t: TokenId| lower(doc, t) == "that" && doc.token(t).upos == Upos::Sconj;
        let clause = words.clone().find(|&t| that(t));
        let clause = clause.filter(|&that| !(that..run.start).any(|t| self.is_cue_verb(t)));
        let led = words.clone().last().filter(|&t| leads(t) && !self.is_cue_verb(t));
        let led = clause.or(led);
        led.or_else(|| self.governed_start(verb, run)).map(|t| t..run.end)
    }

    /// "Deplored [the change, from “strong” to “weak”]": where the object begins in which a quotation stands.
    fn governed_start(&self, verb: TokenId, run: &Range<TokenId>) -> Option<TokenId> {
        let doc = self.doc;
        let governed = |c: &TokenId| {
            *c > verb
                && matches!(
                    doc.token(*c).relation,
                    Relation::Obj | Relation::Ccomp | Relation::Xcomp
                )
        };
        let object = doc.children(verb).iter().copied().filter(governed);
        let around = object.map(|o| doc.subtree(o)).find(|o| o.binary_search(&run.start).is_ok());
        let start = around.filter(|_| !self.is_addressed(verb))?.into_iter().next()?;
        (start > verb && !(start..run.start).any(|t| self.is_cue_verb(t))).then_some(start)
    }

    /// "Guns are “a crisis”, the mayor said": the phrase before the tag that ends in a quotation.
    pub(super) fn opening_before_quotation(
        &self,
        verb: TokenId,
        run: &Range<TokenId>,
        sentence: &Range<TokenId>,
    ) -> Option<Range<TokenId>> {
        let doc = self.doc;
        let mark = run.start.checked_sub(1).filter(|&mark| mark > sentence.start)?;
        let words = self.without_connective(sentence.start..mark);
        let subject = clause(doc, verb).subject.filter(|&s| s >= run.end)?;
        let mark_of = |t: TokenId| doc.token(t).upos == Upos::Punct;
        let near = (run.end..self.tag_start(verb, subject)).all(mark_of);
        let divides = |t: TokenId| matches!(doc.form(t), "," | ":" | ";" | "—" | "–" | "--");
        let plain = !words.is_empty() && !divides(mark - 1);
        let tells = |t: TokenId| self.is_cue_verb(t) || is_quotation_mark(doc.form(t));
        (near && plain && !words.clone().any(tells)).then_some(words.start..run.end)
    }

    /// Whether the verb's object is who is told and not what is said.
    fn is_addressed(&self, verb: TokenId) -> bool {
        matches!(
            crate::syntax::lemma(self.doc, verb),
            "tell" | "ask" | "inform" | "assure" | "remind" | "brief" | "answer" | "warn"
        )
    }
}

/// Whether the word names a day, as reporters put it after a word of saying.
pub(super) fn is_day(doc: &Doc, id: TokenId) -> bool {
    matches!(
        &*lower(doc, id),
        "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "today"
            | "yesterday"
    )
}

fn is_quotation_mark(form: &str) -> bool {
    matches!(form, "“" | "”" | "\"" | "``" | "''" | "„" | "«" | "»" | "‘" | "’")
}

/// The first word of a clause that a mark divides from what it is added to: "Mr Adams, [who is 70]".
pub(super) fn set_off(doc: &Doc, clause: TokenId) -> Option<TokenId> {
    let is_word = |t: &TokenId| doc.token(*t).upos != Upos::Punct;
    let first = doc.subtree(clause).into_iter().find(is_word)?;
    let before = first.checked_sub(1)?;
    matches!(doc.form(before), "," | "—" | "–" | "―" | "--" | "-").then_some(first)
}

//! Which words of saying are there, and what do they govern?

use std::ops::Range;

use verbale_lexicon::{Cue, Lexicon, Stance, Standing};
use verbale_text::{Doc, LineKind, Relation, Tag, TokenId, Upos};

use super::source::is_document;
use super::{Quoted, Sourced};
use crate::mention::Mentions;
use crate::syntax::{
    child, clause, is_nominal, is_relative_pronoun, is_verb, lemma, lower, lower_lemma,
};

/// What finding attributions takes.
pub(super) struct Finder<'a> {
    pub doc: &'a Doc,
    pub lexicon: &'a Lexicon,
    pub mentions: &'a Mentions,
    pub quoted: &'a Quoted,
}

impl Finder<'_> {
    /// Finds every attribution that a word of saying makes.
    pub(super) fn by_cues(&self) -> Vec<Sourced> {
        let doc = self.doc;
        let mut all = Vec::new();
        for sentence in doc.sentences() {
            if !matches!(sentence.kind, LineKind::Prose | LineKind::Heading) {
                continue;
            }
            let mut found = Vec::new();
            for id in sentence.tokens.clone() {
                let made = match doc.token(id).upos {
                    Upos::Verb => {
                        let made = self.by_verb(id, &sentence.tokens);
                        let made = made.or_else(|| self.by_complement(id));
                        made.or_else(|| self.by_expectation(id))
                    }
                    Upos::Noun => self.by_noun(id),
                    Upos::Adj => self.by_adjective(id),
                    _ => None,
                };
                found.extend(made);
                if lower(doc, id) == "according" {
                    found.extend(self.by_according_to(id, &sentence.tokens));
                }
            }
            self.merge_led(&mut found);
            self.leave_out_participles(&mut found);
            self.leave_out_sources(&mut found);
            self.cited(sentence.tokens.clone(), &mut found);
            all.append(&mut found);
        }
        all.extend(self.labelled());
        all
    }

    /// Reads a tag beside a quotation (`…," the statement, read.`) from the words alone, where the tree
    /// does not join them: a speaker and a cue outside the marks, in the sentence where they close or open.
    pub(super) fn beside_quotation(&self, run: &Range<TokenId>) -> Option<Sourced> {
        let doc = self.doc;
        let after = run.end..doc.sentences()[doc.sentence_of(run.end - 1)].tokens.end;
        let before = doc.sentences()[doc.sentence_of(run.start)].tokens.start..run.start;
        let tag = [after, before].into_iter().find_map(|words| self.by_words(words, run));
        tag.or_else(|| self.introduced(run))
    }

    fn by_verb(&self, verb: TokenId, sentence: &Range<TokenId>) -> Option<Sourced> {
        let doc = self.doc;
        let cue = *self.lexicon.words.cue_verb(&lower_lemma(doc, verb))?;
        let view = clause(doc, verb);
        let himself = |s: TokenId| matches!(&*lower(doc, s), "i" | "we" | "you");
        if !cue.quotes && view.subject.is_some_and(himself) {
            // "I think that …" is the speaker's own word, softened; "you know …" is nobody's.
            return None;
        }
        if let Some(content) = self.raised_content(verb, cue) {
            let agent = view.subject.filter(|&s| view.passive && self.may_speak(s));
            return Some(self.make(cue, Some(verb), agent, content, None));
        }
        let after = self.speaker_after(verb, cue);
        let content = self
            .around_tag(verb, cue, sentence)
            .or_else(|| self.before_tag(verb, cue, sentence))
            .or_else(|| self.clausal_content(verb))
            .or_else(|| self.clause_of_adjunct(verb, cue))
            .or_else(|| self.content_above(verb))
            .or_else(|| self.own_past(verb, cue))
            .or_else(|| self.surrounding_content(verb, cue, sentence, after.is_some()))
            .or_else(|| self.quoted_content(verb, cue, sentence))?;
        let subject = view.subject.filter(|&s| view.passive || s != verb);
        let quoted_one = self.is_as_saying(verb).then(|| self.quoted_one(verb)).flatten();
        let source = quoted_one
            .or(after)
            .or_else(|| self.speaker_gone_on_with(verb))
            .or(subject.filter(|_| !self.is_of_unnamed_asker(verb)))
            .filter(|&s| self.may_speak(s))
            .or_else(|| self.document_before(verb))
            .or_else(|| self.speaker_above(verb).filter(|&s| self.may_speak(s)));
        let addressee =
            view.indirect.or(view.object).filter(|&o| !content.iter().any(|r| r.contains(&o)));
        let addressee = addressee
            .and_then(|a| self.mentions.at(a).first())
            .map(|&id| self.mentions.entities[id].clone());
        let cue = if self.calls_false(verb, &content) {
            Cue { stance: Stance::Rejects, ..cue }
        } else {
            cue
        };
        Some(self.make(cue, Some(verb), source, content, addressee))
    }

    /// "Asked whether he would go, he said …": he is not the one who asks.
    fn is_of_unnamed_asker(&self, verb: TokenId) -> bool {
        let doc = self.doc;
        let token = doc.token(verb);
        token.relation == Relation::Advcl
            && matches!(token.tag, Tag::Vbn | Tag::Vbd)
            && !doc.children(verb).iter().any(|&c| {
                let relation = doc.token(c).relation;
                relation.is_subject()
                    || matches!(relation, Relation::Aux | Relation::AuxPass | Relation::Mark)
            })
    }

    /// "…, stated a press release": a speaker after the verb, which the parser took for its object.
    fn speaker_after(&self, verb: TokenId, cue: Cue) -> Option<TokenId> {
        let doc = self.doc;
        let set_off = verb > 0 && matches!(doc.form(verb - 1), "," | "\"" | "”" | "''" | "’");
        let joined = matches!(doc.token(verb).relation, Relation::Conj | Relation::Parataxis);
        let object = child(doc, verb, Relation::Obj)
            .or_else(|| child(doc, verb, Relation::Iobj).filter(|_| !self.governs_clause(verb)))
            .filter(|&o| o > verb && doc.token(o).upos != Upos::Pron)?;
        let speaks = self.names_someone(object) || is_document(doc, self.lexicon, object);
        let own = doc.children(verb).iter().any(|&c| doc.token(c).relation.is_subject());
        (cue.quotes && set_off && joined && speaks && !own).then_some(object)
    }

    /// "Asked the council to investigate"
    fn governs_clause(&self, verb: TokenId) -> bool {
        let clause = |c: &TokenId| {
            *c > verb
                && matches!(
                    self.doc.token(*c).relation,
                    Relation::Xcomp | Relation::Ccomp | Relation::Advcl
                )
        };
        self.doc.children(verb).iter().any(clause)
    }

    /// Whether a phrase can be a source: it names somebody, or is a noun and no empty pronoun.
    pub(super) fn may_speak(&self, id: TokenId) -> bool {
        let empty = matches!(&*lower(self.doc, id), "it" | "there");
        let some = || {
            // "Some said", "85% of those asked say", "the executive says".
            let token = self.doc.token(id);
            matches!(token.upos, Upos::Det | Upos::Adj | Upos::Sym)
                && token.relation == Relation::Nsubj
                && !is_relative_pronoun(self.doc, id)
        };
        self.names_someone(id)
            || (is_nominal(self.doc, id) || some()) && !empty && !self.is_thing_said(id)
    }

    /// Whether the noun is plainly not a speaker but what a participle was mistaken to modify.
    fn is_thing_said(&self, id: TokenId) -> bool {
        let doc = self.doc;
        matches!(doc.token(id).relation, Relation::Obj | Relation::Obl | Relation::Xcomp)
            && doc.children_by(id, Relation::Acl).next().is_some()
            && !is_document(doc, self.lexicon, id)
    }

    /// "…," the statement, read.
    fn document_before(&self, verb: TokenId) -> Option<TokenId> {
        let token = self.doc.token(verb);
        let head = token.head.filter(|&h| h < verb && token.relation == Relation::Parataxis)?;
        is_document(self.doc, self.lexicon, head).then_some(head)
    }

    /// "called it a lie, emphasising that …": a participle hung on a noun speaks for its sentence's subject.
    fn speaker_above(&self, verb: TokenId) -> Option<TokenId> {
        let doc = self.doc;
        let mut at = verb;
        for _ in 0..4 {
            at = doc.token(at).head?;
            if is_verb(doc, at) {
                return clause(doc, at).subject;
            }
        }
        None
    }

    pub(super) fn names_someone(&self, id: TokenId) -> bool {
        !self.mentions.at(id).is_empty()
    }

    /// "said that …": the clause that the verb governs.
    fn clausal_content(&self, verb: TokenId) -> Option<Vec<Range<TokenId>>> {
        let doc = self.doc;
        let governed = doc.children(verb).iter().copied().find(|&c| {
            doc.token(c).relation == Relation::Ccomp
                || doc.token(c).relation == Relation::Csubj && is_verb(doc, c)
                || doc.token(c).relation == Relation::CsubjPass
                || doc.token(c).relation == Relation::Parataxis
                    && c > verb
                    && child(doc, c, Relation::Nsubj).is_some()
                    && !self.is_cue_verb(c)
                || doc.token(c).relation == Relation::Advcl
                    && (self.is_as_saying(c) || self.is_charge(c))
                || self.is_clause_taken_for_object(verb, c)
        })?;
        let mut content = doc.subtree(governed);
        let and_that = doc.children_by(verb, Relation::Conj).filter(|&c| self.is_and_that(c));
        content.extend(and_that.filter(|&c| c > governed).flat_map(|c| doc.subtree(c)));
        let beside = child(doc, verb, Relation::Ccomp).filter(|_| self.is_as_saying(governed));
        content.extend(beside.into_iter().flat_map(|c| doc.subtree(c)));
        content.sort_unstable();
        if self.is_charge(governed) {
            // "Accused Chad of shelling": who is charged is part of the charge.
            let charged = child(doc, verb, Relation::Obj).filter(|&o| o > verb);
            let charged = charged.into_iter().flat_map(|o| doc.subtree(o));
            content.extend(charged);
            content.sort_unstable();
            content.dedup();
        }
        // "Reported Saturday that …": the day is of the report.
        let that = doc.children_by(governed, Relation::Mark).find(|&m| lower(doc, m) == "that");
        content.retain(|&t| t < verb || that.is_none_or(|that| t >= that));
        Some(self.ranges(&content))
    }

    /// "Said in one of his letters [that the raid went on]", where the tree gives the clause to the letters.
    fn clause_of_adjunct(&self, verb: TokenId, cue: Cue) -> Option<Vec<Range<TokenId>>> {
        let doc = self.doc;
        let told = cue.quotes
            && cue.content == Standing::Told
            && child(doc, verb, Relation::Obj).is_none();
        let adjunct = doc.children_by(verb, Relation::Obl).filter(|&c| told && c > verb);
        let inside = adjunct.flat_map(|a| doc.subtree(a));
        let that = |m: TokenId| lower(doc, m) == "that" && doc.token(m).upos == Upos::Sconj;
        let names_it =
            |noun: TokenId| self.lexicon.words.cue_noun(&lower_lemma(doc, noun)).is_some();
        let clause = inside.filter(|&c| doc.token(c).relation == Relation::Acl).find(|&c| {
            doc.children_by(c, Relation::Mark).any(that) && !doc.token(c).head.is_some_and(names_it)
        })?;
        Some(self.ranges(&doc.subtree(clause)))
    }

    /// "Said that A, [and that B]", where the tree joins B to the word of saying.
    fn is_and_that(&self, conjunct: TokenId) -> bool {
        self.doc.children_by(conjunct, Relation::Mark).any(|m| lower(self.doc, m) == "that")
    }

    /// "Said [rebels seized the port]", where the tree takes the verb for a participle: nobody says rebels.
    fn is_clause_taken_for_object(&self, verb: TokenId, object: TokenId) -> bool {
        let doc = self.doc;
        let seized = |c: TokenId| c > object && doc.token(c).tag == Tag::Vbn;
        lemma(doc, verb) == "say"
            && object > verb
            && doc.token(object).relation == Relation::Obj
            && doc.children_by(object, Relation::Acl).any(seized)
    }

    /// "was quoted as saying that …"
    pub(super) fn is_as_saying(&self, id: TokenId) -> bool {
        lemma(self.doc, id) == "say"
            && self.doc.children_by(id, Relation::Mark).any(|m| lower(self.doc, m) == "as")
    }

    /// "“…,” he was quoted as saying": the clause that the verb above governs.
    fn content_above(&self, saying: TokenId) -> Option<Vec<Range<TokenId>>> {
        let above = self.doc.token(saying).head.filter(|_| self.is_as_saying(saying))?;
        let said = child(self.doc, above, Relation::Ccomp)?;
        Some(self.ranges(&self.doc.subtree(said)))
    }

    /// "Quoted officials as saying", "was quoted as saying": the one of whom the word above is said.
    fn quoted_one(&self, saying: TokenId) -> Option<TokenId> {
        clause(self.doc, self.doc.token(saying).head?).object
    }

    /// "accused Chad of shelling", "blamed it for killing", "charged him with shelling"
    fn is_charge(&self, id: TokenId) -> bool {
        let doc = self.doc;
        let charges = || doc.token(id).head.is_some_and(|verb| lemma(doc, verb) == "charge");
        doc.token(id).tag == Tag::Vbg
            && match crate::syntax::case_of(doc, id).as_str() {
                "of" | "for" => true,
                "with" => charges(),
                _ => false,
            }
    }

    pub(super) fn is_cue_verb(&self, id: TokenId) -> bool {
        is_verb(self.doc, id)
            && self.lexicon.words.cue_verb(&lower_lemma(self.doc, id)).is_some_and(|c| c.quotes)
    }

    /// "…, he said", "…, as the ministry put it": the verb hangs on what is said.
    fn surrounding_content(
        &self,
        verb: TokenId,
        cue: Cue,
        sentence: &Range<TokenId>,
        inverted: bool,
    ) -> Option<Vec<Range<TokenId>>> {
        let doc = self.doc;
        let token = doc.token(verb);
        let parenthetical =
            token.relation == Relation::Parataxis && cue.quotes && !self.is_after_semicolon(verb)
                || token.relation == Relation::Advcl
                    && cue.quotes
                    && doc.children_by(verb, Relation::Mark).any(|m| lower(doc, m) == "as")
                || token.relation == Relation::Discourse;
        let tagged = cue.quotes && self.is_tag_read_as_conjunct(verb);
        let head = token.head.filter(|_| parenthetical || inverted || tagged)?;
        let head = if tagged { first_conjunct(doc, head) } else { head };
        if head < verb && is_document(doc, self.lexicon, head) {
            // "…," the statement, read.
            return None;
        }
        if child(doc, verb, Relation::Obj).is_some()
            && !inverted
            && token.relation == Relation::Parataxis
            && self.quoted_in(sentence).is_empty()
        {
            return None;
        }
        let mine = doc.subtree(verb);
        let content: Vec<TokenId> =
            doc.subtree(head).into_iter().filter(|t| mine.binary_search(t).is_err()).collect();
        Some(self.ranges(&self.without_opening(content)))
    }

    /// "The bill lacks votes, [said Ann Lee]", which the tree takes for the second of two verbs.
    fn is_tag_read_as_conjunct(&self, verb: TokenId) -> bool {
        let doc = self.doc;
        let comma = verb > 0 && matches!(doc.form(verb - 1), "," | "\"" | "”" | "''");
        let speaker = child(doc, verb, Relation::Nsubj).filter(|&s| s > verb);
        let led = || child(doc, verb, Relation::Cc).is_some();
        let object = || child(doc, verb, Relation::Obj).is_some();
        comma
            && doc.token(verb).relation == Relation::Conj
            && speaker.is_some()
            && !led()
            && !object()
    }

    /// "The city fell; he had begged for help": what a semicolon divides from what comes before is no tag of it.
    fn is_after_semicolon(&self, verb: TokenId) -> bool {
        let first =
            self.doc.subtree(verb).into_iter().find(|&t| self.doc.token(t).upos != Upos::Punct);
        first.and_then(|t| t.checked_sub(1)).is_some_and(|before| self.doc.form(before) == ";")
    }

    /// A quotation in the verb's sentence that the tree does not join to it.
    fn quoted_content(
        &self,
        verb: TokenId,
        cue: Cue,
        sentence: &Range<TokenId>,
    ) -> Option<Vec<Range<TokenId>>> {
        if !cue.quotes {
            return None;
        }
        let subject = clause(self.doc, verb).subject;
        let runs: Vec<Range<TokenId>> = self
            .quoted_in(sentence)
            .into_iter()
            .filter(|r| !r.contains(&verb) && subject.is_none_or(|s| !r.contains(&s)))
            .filter(|r| r.start > verb || !self.opens_clause(r.end))
            .collect();
        // Only the verb nearest to the quotation cites it.
        let nearest = runs.first().is_some_and(|run| {
            !sentence.clone().any(|t| {
                t != verb
                    && self.is_cue_verb(t)
                    && distance(t, run) < distance(verb, run)
                    && !run.contains(&t)
            })
        });
        let mut runs = runs;
        if let Some(first) = runs.first_mut().filter(|_| nearest) {
            let longer = if first.start > verb {
                self.ending_in_quotation(verb, first)
            } else {
                self.opening_before_quotation(verb, first, sentence)
            };
            *first = longer.unwrap_or_else(|| first.clone());
        }
        (nearest && !runs.is_empty()).then_some(runs)
    }

    /// "A “truce”, [because] no side agreed": what follows the quotation is no tag.
    fn opens_clause(&self, after: TokenId) -> bool {
        let doc = self.doc;
        let word = (after..doc.tokens().len()).find(|&t| doc.token(t).upos != Upos::Punct);
        word.is_some_and(|t| {
            doc.token(t).upos == Upos::Sconj || doc.token(t).relation == Relation::Mark
        })
    }

    fn quoted_in(&self, sentence: &Range<TokenId>) -> Vec<Range<TokenId>> {
        let runs = self.quoted.in_sentence(self.doc.sentence_of(sentence.start));
        runs.map(|r| r.start.max(sentence.start)..r.end.min(sentence.end))
            .filter(|r| !r.is_empty())
            .collect()
    }

    /// "was confident that …", "is afraid that …".
    fn by_adjective(&self, adjective: TokenId) -> Option<Sourced> {
        let doc = self.doc;
        let cue = *self.lexicon.words.cue_adjective(&lower_lemma(doc, adjective))?;
        // "She made it clear that …": the verb's subject speaks, and the clause may hang on either.
        let maker = doc.token(adjective).head.filter(|&verb| {
            doc.token(adjective).relation == Relation::Xcomp
                && matches!(lemma(doc, verb), "make" | "leave")
        });
        let governed = [Some(adjective), maker]
            .into_iter()
            .flatten()
            .find_map(|t| doc.children_by(t, Relation::Ccomp).next())?;
        let own = doc
            .children(adjective)
            .iter()
            .copied()
            .find(|&c| doc.token(c).relation.is_subject() && self.names_someone(c));
        let source = maker.and_then(|verb| clause(doc, verb).subject).or(own)?;
        Some(self.make(
            cue,
            Some(adjective),
            Some(source),
            self.ranges(&doc.subtree(governed)),
            None,
        ))
    }

    /// "according to X": X is the source of all the rest of the sentence.
    fn by_according_to(&self, according: TokenId, sentence: &Range<TokenId>) -> Option<Sourced> {
        let doc = self.doc;
        let source = doc.token(according).head?;
        let source = if is_nominal(doc, source) && source > according {
            source
        } else {
            // The parser made "according" the head: its "to" phrase is the source.
            doc.children(according).iter().copied().find(|&c| is_nominal(doc, c))?
        };
        let top = if doc.is_within(source, according) { according } else { source };
        let phrase = doc.subtree(top);
        let content: Vec<TokenId> =
            sentence.clone().filter(|t| phrase.binary_search(t).is_err()).collect();
        let content = self.without_opening(content);
        let cue =
            Cue { stance: Stance::Asserts, content: Standing::Told, grade: 3.0, quotes: false };
        let content = self.ranges(&content);
        if content.is_empty() {
            return None;
        }
        let mut made = self.make(cue, Some(according), Some(source), content, None);
        let to = (according + 1).min(sentence.end - 1);
        made.attribution.cue = Some(doc.token(according).span.hull(doc.token(to).span));
        Some(made)
    }

    /// A speaker and a cue among `words`, whatever the tree says.
    fn by_words(&self, words: Range<TokenId>, run: &Range<TokenId>) -> Option<Sourced> {
        let doc = self.doc;
        let cue_of = |t: TokenId| {
            let table = &self.lexicon.words;
            let cue =
                table.cue_verb(&lower_lemma(doc, t)).or_else(|| table.cue_verb(&lower(doc, t)));
            cue.filter(|c| c.quotes && doc.token(t).upos != Upos::Adj).copied()
        };
        let speaks = |t: TokenId| self.names_someone(t) || is_document(doc, self.lexicon, t);
        let outside = |t: TokenId| !self.quoted.holds(t);
        let (token, cue) =
            words.clone().filter(|&t| outside(t)).find_map(|t| Some((t, cue_of(t)?)))?;
        let source = words
            .filter(|&t| t != token && outside(t) && speaks(t))
            .min_by_key(|t| t.abs_diff(token))?;
        Some(self.make(cue, Some(token), Some(source), self.whole(run.clone()), None))
    }
}

/// The first of the verbs that are joined to the one at `verb`.
fn first_conjunct(doc: &Doc, mut verb: TokenId) -> TokenId {
    while let Some(head) =
        doc.token(verb).head.filter(|_| doc.token(verb).relation == Relation::Conj)
    {
        verb = head;
    }
    verb
}

fn distance(token: TokenId, run: &Range<TokenId>) -> usize {
    if token < run.start { run.start - token } else { token.saturating_sub(run.end) }
}

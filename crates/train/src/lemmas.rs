//! Which rules turn forms into lemmas?
//!
//! Counts, for every form and every ending of up to six letters, which rule the treebanks use; keeps
//! an entry only where it says something else than the shorter ending.

use std::collections::BTreeMap;

use anyhow::Result;
use verbale_text::lemma::{Rule, ending_key, endings, form_key};
use verbale_text::table::HashTable;
use verbale_text::{Tag, Upos};

use crate::inflections;
use crate::treebank::Treebank;

type Class = (Upos, Tag);
type Counts = BTreeMap<Rule, usize>;

/// The lemma rules and the table that finds them.
pub(crate) struct Lemmas {
    pub(crate) rules: Vec<Rule>,
    pub(crate) table: Vec<u8>,
}

/// Learns lemma rules from `treebank`, and from the list `inflections` for forms that it lacks.
pub(crate) fn learn(treebank: &Treebank, inflections: &str) -> Result<Lemmas> {
    let mut by_ending: BTreeMap<(Class, String), Counts> = BTreeMap::new();
    let mut by_form: BTreeMap<(Class, String), Counts> = BTreeMap::new();
    for word in treebank.sentences.iter().flatten() {
        if word.lemma == "_" || word.upos == Upos::Propn && word.tag == Tag::Nnp {
            continue;
        }
        let class = (word.upos, word.tag);
        let lower = word.form.to_lowercase();
        let rule = Rule::between(&word.form, &word.lemma);
        *by_form.entry((class, lower)).or_default().entry(rule).or_default() += 1;
    }
    for ((form, upos, tag), lemma) in inflections::parse(inflections)? {
        let rule = Rule::between(&form, &lemma);
        let counts = by_form.entry(((upos, tag), form)).or_default();
        // Treebanks err in rare verbs; of nouns they know better which have no singular.
        if upos == Upos::Verb || counts.values().sum::<usize>() < 2 {
            *counts = Counts::from([(rule, 1)]);
        }
    }
    for ((class, lower), counts) in &by_form {
        // Each form counts once: rare forms tell more about other rare forms.
        let Some(rule) = most(counts) else { continue };
        let most_endings = if inflects(*class) { usize::MAX } else { 1 };
        for ending in endings(lower).take(most_endings) {
            let counts = by_ending.entry((*class, ending.to_owned())).or_default();
            *counts.entry(rule.clone()).or_default() += 1;
        }
    }
    // What is no ending is a misspelling or an abbreviation: one is an accident.
    by_form.retain(|(class, _), counts| inflects(*class) || counts.values().any(|n| *n > 1));
    // A rule that one form alone asks for says nothing of others with the same ending.
    by_ending.retain(|(_, ending), counts| ending.is_empty() || counts.values().any(|n| *n > 1));
    Ok(write(&by_ending, &by_form))
}

/// Whether words of `class` bear endings that their lemmas lack.
fn inflects((upos, tag): Class) -> bool {
    let verb = matches!(tag, Tag::Vbd | Tag::Vbn | Tag::Vbg | Tag::Vbz);
    let noun = matches!(tag, Tag::Nns | Tag::Nnps);
    let degree = matches!(tag, Tag::Jjr | Tag::Jjs | Tag::Rbr | Tag::Rbs);
    verb || noun || degree || (upos, tag) == (Upos::Verb, Tag::Nnp)
}

fn most(counts: &Counts) -> Option<&Rule> {
    // Of equals, the first in order.
    let best = counts.iter().rev().max_by_key(|(_, count)| **count);
    best.map(|(rule, _)| rule)
}

fn write(
    by_ending: &BTreeMap<(Class, String), Counts>,
    by_form: &BTreeMap<(Class, String), Counts>,
) -> Lemmas {
    let mut rules: Vec<Rule> = Vec::new();
    let mut numbers: BTreeMap<Rule, u32> = BTreeMap::new();
    let mut number = |rule: &Rule| {
        *numbers.entry(rule.clone()).or_insert_with(|| {
            rules.push(rule.clone());
            rules.len() as u32 - 1
        })
    };
    let predicted = |class: Class, lower: &str, shorter: bool| {
        let mut found = endings(lower).rev();
        if shorter {
            found.next();
        }
        found.find_map(|ending| most(by_ending.get(&(class, ending.to_owned()))?))
    };
    let mut entries = Vec::new();
    for ((class, ending), counts) in by_ending {
        let Some(rule) = most(counts) else { continue };
        if ending.is_empty() || predicted(*class, ending, true) != Some(rule) {
            entries.push((ending_key(ending, class.0, class.1), number(rule)));
        }
    }
    for ((class, lower), counts) in by_form {
        let Some(rule) = most(counts) else { continue };
        if predicted(*class, lower, false) != Some(rule) {
            entries.push((form_key(lower, class.0, class.1), number(rule)));
        }
    }
    let mut table = Vec::new();
    HashTable::write(&entries, &mut table);
    Lemmas { rules, table }
}

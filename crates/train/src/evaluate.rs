//! How good is a model?
//!
//! Scores an opened model on a treebank with given words, counting as the shared scorer does: relations
//! without subtypes, punctuation included.

use verbale_text::name::names;
use verbale_text::{Analysis, Language, NameTag, annotate};

use crate::treebank::{GoldSentence, Treebank};

/// Scores in percent.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scores {
    /// Universal part of speech.
    pub upos: f64,
    /// Penn tag.
    pub tag: f64,
    /// Dictionary form, case aside.
    pub lemma: f64,
    /// Head.
    pub uas: f64,
    /// Head and relation without subtype.
    pub las: f64,
    /// The same for relations between content words.
    pub core_las: f64,
    /// F1 of names, where somebody tells all of a sentence.
    pub names: Option<f64>,
}

impl std::fmt::Display for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { upos, tag, lemma, uas, las, core_las, names } = self;
        write!(
            f,
            "UPOS {upos:.2} XPOS {tag:.2} lemma {lemma:.2} UAS {uas:.2} LAS {las:.2} core {core_las:.2}"
        )?;
        names.map_or(Ok(()), |names| write!(f, " names {names:.2}"))
    }
}

const CORE: [&str; 12] = [
    "nsubj", "obj", "iobj", "obl", "ccomp", "xcomp", "advcl", "acl", "conj", "nmod", "csubj",
    "appos",
];

/// Scores `language` on `treebank`.
pub fn evaluate(treebank: &Treebank, language: &Language) -> Scores {
    let forms: Vec<Vec<&str>> = treebank.sentences.iter().map(forms).collect();
    let analyses = annotate(&forms, language);
    let [mut words, mut upos, mut tag, mut lemma, mut uas, mut las, mut core, mut core_right] =
        [0; 8];
    let pairs = treebank.sentences.iter().zip(&analyses);
    for (sentence, (gold, found)) in pairs.flat_map(|(s, a)| s.iter().zip(a).map(move |p| (s, p))) {
        words += 1;
        upos += usize::from(gold.upos == found.upos);
        tag += usize::from(gold.tag == found.tag);
        lemma += usize::from(gold.lemma.to_lowercase() == found.lemma.to_lowercase());
        let head = gold.head == found.head.unwrap_or(sentence.len());
        let both = head && gold.relation.base() == found.relation.base();
        uas += usize::from(head);
        las += usize::from(both);
        if CORE.contains(&gold.relation.base()) {
            core += 1;
            core_right += usize::from(both);
        }
    }
    let share = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    Scores {
        upos: share(upos, words),
        tag: share(tag, words),
        lemma: share(lemma, words),
        uas: share(uas, words),
        las: share(las, words),
        core_las: share(core_right, core),
        names: name_score(treebank, &analyses),
    }
}

/// F1 of names with their bounds and kind.
fn name_score(treebank: &Treebank, analyses: &[Vec<Analysis>]) -> Option<f64> {
    let (mut gold, mut found, mut right) = (0, 0, 0);
    for (sentence, analyses) in treebank.sentences.iter().zip(analyses) {
        let tags: Option<Vec<NameTag>> = sentence.iter().map(|word| word.name).collect();
        let Some(tags) = tags else { continue };
        let told = names(tags, 0);
        let ours = names(analyses.iter().map(|word| word.name), 0);
        gold += told.len();
        found += ours.len();
        right += ours.iter().filter(|name| told.contains(name)).count();
    }
    (gold > 0).then(|| 100.0 * 2.0 * right as f64 / (gold + found) as f64)
}

fn forms(sentence: &GoldSentence) -> Vec<&str> {
    sentence.iter().map(|word| word.form.as_str()).collect()
}

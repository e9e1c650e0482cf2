//! How does the parser learn?
//!
//! An averaged perceptron over the actions of the transition system. From the second epoch on it
//! mostly follows its own choices, right or wrong, and the dynamic oracle tells it what is best from
//! there; so it learns to go on after a mistake.

use std::collections::BTreeMap;

use verbale_text::Relation;
use verbale_text::form::Forms;
use verbale_text::parser::{TaggedForms, parse_features};
use verbale_text::table::{HashTable, Scores, best};
use verbale_text::transition::{Action, State};

use crate::oracle::Gold;
use crate::perceptron::{Perceptron, Row};
use crate::random::Random;
use crate::train_tagger::styled_forms;
use crate::treebank::{GoldSentence, Treebank};

/// The actions that the trees of `treebank` take, shifting first, then the most frequent.
pub(crate) fn actions(treebank: &Treebank) -> Vec<Action> {
    let mut counts: BTreeMap<[u8; 2], usize> = BTreeMap::new();
    for sentence in &treebank.sentences {
        for (at, word) in sentence.iter().enumerate() {
            let right = word.head < at;
            let action = match word.relation {
                Relation::Root => Action::Left(Relation::Root),
                relation if right => Action::Right(relation),
                relation => Action::Left(relation),
            };
            *counts.entry(action.to_bytes()).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(action, count)| (std::cmp::Reverse(*count), *action));
    let found = counts.into_iter().filter_map(|(action, _)| Action::from_bytes(action));
    std::iter::once(Action::Shift).chain(found).collect()
}

/// A parser in training.
pub(crate) struct ParserLearner<'t> {
    perceptron: Perceptron,
    actions: Vec<Action>,
    clusters: Option<&'t HashTable<'t>>,
    random: Random,
    forms: Forms,
    words: TaggedForms,
    state: State,
    features: Vec<u64>,
}

/// How often the parser follows its own mistakes.
const EXPLORE: f64 = 0.9;

impl<'t> ParserLearner<'t> {
    pub(crate) fn new(
        actions: Vec<Action>,
        clusters: Option<&'t HashTable<'t>>,
        seed: u64,
    ) -> Self {
        Self {
            perceptron: Perceptron::default(),
            actions,
            clusters,
            random: Random::new(seed),
            forms: Forms::default(),
            words: TaggedForms::default(),
            state: State::default(),
            features: Vec::new(),
        }
    }

    /// Goes once over `sentences`, which bear `tags`.
    pub(crate) fn epoch(&mut self, sentences: &[GoldSentence], tags: &[Vec<u8>], explore: bool) {
        let mut order: Vec<usize> = (0..sentences.len()).collect();
        self.random.shuffle(&mut order);
        for at in order {
            self.sentence(&sentences[at], &tags[at], explore);
        }
    }

    fn sentence(&mut self, sentence: &GoldSentence, tags: &[u8], explore: bool) {
        let forms = styled_forms(sentence, &mut self.random);
        let forms: Vec<&str> = forms.iter().map(|form| &**form).collect();
        self.forms.read(&forms, self.clusters);
        self.words.read(&self.forms, tags);
        self.state.start(sentence.len());
        let gold = Gold::new(sentence);
        let mut scores: Scores = [0; _];
        while !self.state.is_done() {
            parse_features(&self.words, &self.state, &mut self.features);
            self.perceptron.score(&self.features, &mut scores);
            let Some(taken) = self.decide(&gold, &scores, explore) else { return };
            self.state.take(self.actions[taken]);
        }
    }

    /// Learns from the decision at hand and says which action to take.
    fn decide(&mut self, gold: &Gold, scores: &Scores, explore: bool) -> Option<usize> {
        let (state, actions) = (&self.state, &self.actions);
        let all = 0..actions.len();
        let guess = best(scores, all.clone(), |class| state.allows(actions[class]))?;
        let costs = gold.costs(state);
        self.perceptron.tick();
        let is_right = |class: usize| {
            state.allows(actions[class]) && gold.is_best(state, costs, actions[class])
        };
        if is_right(guess) {
            return Some(guess);
        }
        // Where no label fits the best step, there is nothing to learn but the step itself.
        let right = best(scores, all.clone(), is_right).or_else(|| {
            best(scores, all, |class| {
                state.allows(actions[class]) && gold.is_best_step(costs, actions[class])
            })
        })?;
        if right == guess {
            return Some(guess);
        }
        self.perceptron.update(&self.features, right, guess);
        Some(if explore && self.random.happens(EXPLORE) { guess } else { right })
    }

    /// The averaged weights so far.
    pub(crate) fn averaged(&self) -> Vec<Row> {
        self.perceptron.averaged()
    }

    pub(crate) fn actions(&self) -> &[Action] {
        &self.actions
    }
}

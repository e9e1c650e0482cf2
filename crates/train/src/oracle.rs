//! What should the parser do here?
//!
//! The dynamic oracle of the arc-hybrid system with one root: for any state, also one that a mistake
//! led to, how many gold arcs each kind of step would put out of reach.

use verbale_text::transition::{Action, State};

use crate::treebank::GoldWord;

/// A gold tree, with the dependents of each word.
#[derive(Debug)]
pub(crate) struct Gold<'g> {
    words: &'g [GoldWord],
    children: Vec<Vec<usize>>,
}

/// How many gold arcs each kind of step would lose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Costs {
    shift: usize,
    left: usize,
    right: usize,
}

const FORBIDDEN: usize = usize::MAX;

impl<'g> Gold<'g> {
    pub(crate) fn new(words: &'g [GoldWord]) -> Self {
        let mut children = vec![Vec::new(); words.len() + 1];
        for (at, word) in words.iter().enumerate() {
            children[word.head].push(at);
        }
        Self { words, children }
    }

    /// What each kind of step costs in `state`.
    pub(crate) fn costs(&self, state: &State) -> Costs {
        Costs {
            shift: if state.may_shift() { self.shift_cost(state) } else { FORBIDDEN },
            left: if state.may_left() { self.left_cost(state) } else { FORBIDDEN },
            right: if state.may_right() { self.right_cost(state) } else { FORBIDDEN },
        }
    }

    /// Whether `action` is among the best in `state`, given the `costs` there.
    pub(crate) fn is_best(&self, state: &State, costs: Costs, action: Action) -> bool {
        let least = costs.shift.min(costs.left).min(costs.right);
        let (cost, relation) = match action {
            Action::Shift => return costs.shift == least,
            Action::Left(relation) => (costs.left, relation),
            Action::Right(relation) => (costs.right, relation),
        };
        let Some(&top) = state.stack().last() else { return false };
        cost == least && relation == self.words[top as usize].relation
    }

    /// Whether `action`, whatever its relation, is a step that loses least.
    pub(crate) fn is_best_step(&self, costs: Costs, action: Action) -> bool {
        let least = costs.shift.min(costs.left).min(costs.right);
        match action {
            Action::Shift => costs.shift == least,
            Action::Left(_) => costs.left == least,
            Action::Right(_) => costs.right == least,
        }
    }

    fn root(&self) -> usize {
        self.words.len()
    }

    fn shift_cost(&self, state: &State) -> usize {
        let next = state.next();
        let head = self.words[next].head;
        let stack = state.stack();
        let below_top = &stack[..stack.len().saturating_sub(1)];
        let head_lost = if head == self.root() {
            !stack.is_empty()
        } else {
            head < next && below_top.contains(&(head as u32))
        };
        let children = self.children[next].iter();
        let lost = children.filter(|&&child| child < next && !state.is_attached(child)).count();
        lost + usize::from(head_lost)
    }

    fn left_cost(&self, state: &State) -> usize {
        let (next, stack) = (state.next(), state.stack());
        let top = stack[stack.len() - 1] as usize;
        let head = self.words[top].head;
        let below = stack.len().checked_sub(2).map(|at| stack[at] as usize);
        let head_lost = head != next
            && (Some(head) == below || head > next && self.root_in_reach(head, stack.len()));
        self.right_children(top, next) + usize::from(head_lost)
    }

    fn right_cost(&self, state: &State) -> usize {
        let (next, stack) = (state.next(), state.stack());
        let top = stack[stack.len() - 1] as usize;
        let head = self.words[top].head;
        let head_lost = head >= next && self.root_in_reach(head, stack.len());
        self.right_children(top, next) + usize::from(head_lost)
    }

    /// Whether `head`, if it is the root, may still be had: only the lowest word of the stack can.
    fn root_in_reach(&self, head: usize, depth: usize) -> bool {
        head != self.root() || depth == 1
    }

    /// How many dependents of `word` are still to come.
    fn right_children(&self, word: usize, next: usize) -> usize {
        self.children[word].iter().filter(|&&child| child >= next).count()
    }
}

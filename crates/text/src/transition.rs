//! How is a tree built word by word?
//!
//! The arc-hybrid transition system with the root at the end of the buffer: a word is shifted onto
//! the stack, or the top of the stack is attached to the next word ([`Action::Left`]) or to the word
//! below it ([`Action::Right`]) and leaves the stack. Only the last word left may hang on the root,
//! so every sentence gets one projective tree with one root.

use crate::Relation;

/// One step of the parser.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Puts the next word on the stack.
    Shift,
    /// Attaches the top of the stack to the next word, or to the root where no word is left.
    Left(Relation),
    /// Attaches the top of the stack to the word below it.
    Right(Relation),
}

impl Action {
    /// The action as a byte pair: kind and relation.
    pub fn to_bytes(self) -> [u8; 2] {
        match self {
            Action::Shift => [0, 0],
            Action::Left(relation) => [1, relation as u8],
            Action::Right(relation) => [2, relation as u8],
        }
    }

    /// The action written as `bytes`.
    pub fn from_bytes(bytes: [u8; 2]) -> Option<Self> {
        let relation = *Relation::ALL.get(usize::from(bytes[1]))?;
        match bytes[0] {
            0 => Some(Action::Shift),
            1 => Some(Action::Left(relation)),
            2 => Some(Action::Right(relation)),
            _ => None,
        }
    }
}

/// The place of no word at all.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// What is known of a word's dependents so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dependents {
    pub(crate) first: u32,
    pub(crate) second: u32,
    pub(crate) last: u32,
    pub(crate) last_but_one: u32,
    pub(crate) left_count: u8,
    pub(crate) right_count: u8,
    /// The relations of the left and of the right dependents, a bit each.
    pub(crate) left_set: u64,
    pub(crate) right_set: u64,
}

const CHILDLESS: Dependents = Dependents {
    first: NOWHERE,
    second: NOWHERE,
    last: NOWHERE,
    last_but_one: NOWHERE,
    left_count: 0,
    right_count: 0,
    left_set: 0,
    right_set: 0,
};

/// A sentence that is being parsed.
#[derive(Debug, Default)]
pub struct State {
    /// Number of words; also the place of the root.
    len: u32,
    /// Words on the stack, the top last.
    pub(crate) stack: Vec<u32>,
    /// The next word; equal to `len` when only the root is left.
    pub(crate) next: u32,
    heads: Vec<u32>,
    relations: Vec<Relation>,
    dependents: Vec<Dependents>,
}

impl State {
    /// Starts anew on a sentence of `len` words.
    pub fn start(&mut self, len: usize) {
        self.len = len as u32;
        self.stack.clear();
        self.next = 0;
        self.heads.clear();
        self.heads.resize(len, NOWHERE);
        self.relations.clear();
        self.relations.resize(len, Relation::Dep);
        self.dependents.clear();
        self.dependents.resize(len + 1, CHILDLESS);
    }

    /// Whether the tree is complete.
    pub fn is_done(&self) -> bool {
        self.next == self.len && self.stack.is_empty()
    }

    /// Whether the next word may be shifted.
    pub fn may_shift(&self) -> bool {
        self.next < self.len
    }

    /// Whether the top of the stack may be attached to the next word.
    pub fn may_left(&self) -> bool {
        !self.stack.is_empty() && (self.next < self.len || self.stack.len() == 1)
    }

    /// Whether the top of the stack may be attached to the word below it.
    pub fn may_right(&self) -> bool {
        self.stack.len() >= 2
    }

    /// Whether `action` may be taken now. Only the root's dependent bears the relation `root`.
    pub fn allows(&self, action: Action) -> bool {
        let at_root = self.next == self.len;
        match action {
            Action::Shift => self.may_shift(),
            Action::Left(relation) => self.may_left() && at_root == (relation == Relation::Root),
            Action::Right(relation) => self.may_right() && relation != Relation::Root,
        }
    }

    /// Whether the word that leaves the stack next has a subject, and so tells something.
    pub fn top_has_subject(&self) -> bool {
        const SUBJECTS: u64 = 1 << (Relation::Nsubj as u8 % 64)
            | 1 << (Relation::NsubjPass as u8 % 64)
            | 1 << (Relation::Csubj as u8 % 64);
        self.stack.last().is_some_and(|&top| self.dependents(top).left_set & SUBJECTS != 0)
    }

    /// Takes `action`, which must be allowed.
    pub fn take(&mut self, action: Action) {
        match action {
            Action::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Action::Left(relation) => {
                if let Some(word) = self.stack.pop() {
                    self.attach(word, self.next, relation);
                }
            }
            Action::Right(relation) => {
                if let (Some(word), Some(&head)) = (self.stack.pop(), self.stack.last()) {
                    self.attach(word, head, relation);
                }
            }
        }
    }

    fn attach(&mut self, word: u32, head: u32, relation: Relation) {
        self.heads[word as usize] = head;
        self.relations[word as usize] = relation;
        let of = &mut self.dependents[head as usize];
        let bit = 1u64 << (relation as u8 % 64);
        if word < head {
            of.second = of.first;
            of.first = word;
            of.left_count = of.left_count.saturating_add(1);
            of.left_set |= bit;
        } else {
            of.last_but_one = of.last;
            of.last = word;
            of.right_count = of.right_count.saturating_add(1);
            of.right_set |= bit;
        }
    }

    /// The head of word `at` and its relation, once attached; `None` for the root.
    pub fn arc(&self, at: usize) -> (Option<usize>, Relation) {
        let head = self.heads[at];
        ((head < self.len).then_some(head as usize), self.relations[at])
    }

    /// Whether word `at` has its head already.
    pub fn is_attached(&self, at: usize) -> bool {
        self.heads[at] != NOWHERE
    }

    /// Words on the stack, the top last.
    pub fn stack(&self) -> &[u32] {
        &self.stack
    }

    /// The next word; the number of words when only the root is left.
    pub fn next(&self) -> usize {
        self.next as usize
    }

    /// Word `depth` of the stack, counted from its top, or [`NOWHERE`].
    #[inline]
    pub(crate) fn below_top(&self, depth: usize) -> u32 {
        let at = self.stack.len().checked_sub(depth + 1);
        at.map_or(NOWHERE, |at| self.stack[at])
    }

    /// The word `ahead` of the next one, or [`NOWHERE`]; the root counts as a word.
    #[inline]
    pub(crate) fn ahead(&self, ahead: u32) -> u32 {
        if self.next + ahead <= self.len { self.next + ahead } else { NOWHERE }
    }

    /// The place of the root.
    #[inline]
    pub(crate) fn root(&self) -> u32 {
        self.len
    }

    #[inline]
    pub(crate) fn dependents(&self, word: u32) -> &Dependents {
        self.dependents.get(word as usize).unwrap_or(&CHILDLESS)
    }

    /// The relation of a word that is already attached.
    #[inline]
    pub(crate) fn relation(&self, word: u32) -> u64 {
        self.relations.get(word as usize).map_or(0, |&relation| relation as u64 + 1)
    }
}

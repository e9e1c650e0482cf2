//! What does a text consist of, once read?
//!
//! A [`Doc`] owns its text, tokens and sentences; everything else points into it by [`TokenId`] or
//! [`ByteSpan`]. It is made by a [`DocBuilder`] and frozen: later stages return findings, they never
//! write into it.

use std::ops::Range;

use crate::name::{Name, names};
use crate::{ByteSpan, NameTag, Relation, Tag, Upos};

/// Index of a token in its [`Doc`], counted over the whole document.
pub type TokenId = usize;

/// One word or mark of punctuation, with what the reader found out about it.
#[derive(Debug, Clone)]
pub struct Token {
    /// Where it stands in the text.
    pub span: ByteSpan,
    /// Dictionary form: lower case but for names.
    pub lemma: Box<str>,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn tag: tells tense, number and verb form.
    pub tag: Tag,
    /// The word it depends on, always in the same sentence; `None` for the root.
    pub head: Option<TokenId>,
    /// How it depends on its head.
    pub relation: Relation,
    /// Its part in a name.
    pub name: NameTag,
}

/// What sort of line a sentence stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LineKind {
    /// Running text.
    Prose,
    /// A headline or section heading.
    Heading,
    /// The words under a picture, or its credit ("Image: AP").
    Caption,
    /// Who wrote it, or where and when it was filed; a dateline is cut off from the prose after it.
    Byline,
    /// A machine-written date or the like ("date 2022-02-11"), also before prose on the same line.
    Stamp,
}

/// One sentence: a run of tokens with one tree.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// From its first to its last token.
    pub span: ByteSpan,
    /// Its tokens, as a range of [`TokenId`].
    pub tokens: Range<TokenId>,
    /// What sort of line it stands on.
    pub kind: LineKind,
    /// Number of the paragraph that holds it, from 0.
    pub paragraph: usize,
}

/// A text with its sentences, tokens and trees. Never changes once built.
#[derive(Debug, Clone)]
pub struct Doc {
    text: Box<str>,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    /// Children of token `i` are `children[child_start[i]..child_start[i + 1]]`, in text order.
    children: Vec<TokenId>,
    child_start: Vec<u32>,
}

impl Doc {
    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All tokens in text order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// All sentences in text order.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// The token `id`; panics if there is none.
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id]
    }

    /// The words of token `id` as they stand in the text.
    pub fn form(&self, id: TokenId) -> &str {
        self.tokens[id].span.of(&self.text)
    }

    /// A view of token `id` with its text at hand.
    pub fn word(&self, id: TokenId) -> Word<'_> {
        Word { doc: self, id }
    }

    /// The direct dependents of token `id`, in text order.
    pub fn children(&self, id: TokenId) -> &[TokenId] {
        &self.children[self.child_start[id] as usize..self.child_start[id + 1] as usize]
    }

    /// The direct dependents of `id` that bear `relation`.
    pub fn children_by(
        &self,
        id: TokenId,
        relation: Relation,
    ) -> impl Iterator<Item = TokenId> + '_ {
        self.children(id).iter().copied().filter(move |&c| self.tokens[c].relation == relation)
    }

    /// Token `id` and all that depends on it, directly or not, in text order.
    pub fn subtree(&self, id: TokenId) -> Vec<TokenId> {
        let mut found = vec![id];
        let mut next = 0;
        while next < found.len() {
            found.extend_from_slice(self.children(found[next]));
            next += 1;
        }
        found.sort_unstable();
        found
    }

    /// Whether `id` is `ancestor` or depends on it, directly or not.
    pub fn is_within(&self, mut id: TokenId, ancestor: TokenId) -> bool {
        loop {
            if id == ancestor {
                return true;
            }
            match self.tokens[id].head {
                Some(head) => id = head,
                None => return false,
            }
        }
    }

    /// Index of the sentence that holds token `id`.
    pub fn sentence_of(&self, id: TokenId) -> usize {
        self.sentences.partition_point(|s| s.tokens.end <= id)
    }

    /// The root of sentence `index`.
    pub fn root(&self, index: usize) -> Option<TokenId> {
        self.sentences[index].tokens.clone().find(|&id| self.tokens[id].head.is_none())
    }

    /// The names of persons, organisations, places and nationalities, in text order, their words
    /// counted as tokens. No name reaches over the end of a sentence.
    pub fn names(&self) -> Vec<Name> {
        let of_sentence = |sentence: &Sentence| {
            let tokens = sentence.tokens.clone();
            let tags = self.tokens[tokens.clone()].iter().map(|token| token.name);
            names(tags, tokens.start)
        };
        self.sentences.iter().flat_map(of_sentence).collect()
    }

    /// The span from the first to the last of `tokens`, which must be in text order and not empty.
    pub fn span_of(&self, tokens: &[TokenId]) -> ByteSpan {
        let first = self.tokens[tokens[0]].span;
        tokens.last().map_or(first, |&last| first.hull(self.tokens[last].span))
    }
}

/// A token seen together with its document.
#[derive(Debug, Clone, Copy)]
pub struct Word<'d> {
    doc: &'d Doc,
    /// Its place in the document.
    pub id: TokenId,
}

impl<'d> Word<'d> {
    /// The word as it stands in the text.
    pub fn form(self) -> &'d str {
        self.doc.form(self.id)
    }

    /// Its dictionary form.
    pub fn lemma(self) -> &'d str {
        &self.doc.tokens[self.id].lemma
    }

    /// Its head, or `None` for a root.
    pub fn head(self) -> Option<Word<'d>> {
        self.doc.tokens[self.id].head.map(|id| self.doc.word(id))
    }
}

/// Collects sentences into a [`Doc`].
#[derive(Debug)]
pub struct DocBuilder {
    text: Box<str>,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
}

impl DocBuilder {
    /// Starts a document over `text`.
    pub fn new(text: &str) -> Self {
        Self { text: text.into(), tokens: Vec::new(), sentences: Vec::new() }
    }

    /// Adds one sentence. Heads in `tokens` count from the sentence's first token.
    ///
    /// Sentences come in text order; an empty one is skipped. A head that is out of range, or part of
    /// a cycle, makes its token a root, so that every tree is a tree.
    pub fn push(&mut self, mut tokens: Vec<Token>, kind: LineKind, paragraph: usize) {
        let Some((first, last)) = tokens.first().zip(tokens.last()) else { return };
        let span = first.span.hull(last.span);
        let base = self.tokens.len();
        break_cycles(&mut tokens);
        for token in &mut tokens {
            token.head = token.head.map(|h| h + base);
        }
        self.tokens.append(&mut tokens);
        self.sentences.push(Sentence { span, tokens: base..self.tokens.len(), kind, paragraph });
    }

    /// The finished document.
    pub fn finish(self) -> Doc {
        let n = self.tokens.len();
        let mut child_start = vec![0u32; n + 1];
        for token in &self.tokens {
            if let Some(head) = token.head {
                child_start[head + 1] += 1;
            }
        }
        for i in 0..n {
            child_start[i + 1] += child_start[i];
        }
        let mut cursor = child_start.clone();
        let mut children = vec![0; child_start[n] as usize];
        for (id, token) in self.tokens.iter().enumerate() {
            if let Some(head) = token.head {
                children[cursor[head] as usize] = id;
                cursor[head] += 1;
            }
        }
        Doc {
            text: self.text,
            tokens: self.tokens,
            sentences: self.sentences,
            children,
            child_start,
        }
    }
}

/// Cuts heads that point outside the sentence or close a cycle.
fn break_cycles(tokens: &mut [Token]) {
    for start in 0..tokens.len() {
        let mut at = start;
        let mut steps = 0;
        while let Some(head) = tokens[at].head {
            steps += 1;
            if head >= tokens.len() || steps > tokens.len() {
                tokens[at].head = None;
                tokens[at].relation = Relation::Root;
                break;
            }
            at = head;
        }
    }
}

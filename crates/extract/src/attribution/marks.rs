//! Which words stand in quotation marks?

use std::ops::Range;

use verbale_text::{Doc, TokenId};

use crate::index::Index;

/// The runs of words inside quotation marks, the marks left out.
#[derive(Debug)]
pub(crate) struct Quoted {
    /// In text order.
    runs: Vec<Range<TokenId>>,
    /// For each token, whether it stands in one.
    inside: Vec<bool>,
    /// The runs that have words in each sentence.
    in_sentence: Index,
}

impl Quoted {
    /// Finds what is quoted in `doc`.
    ///
    /// A quotation that is not closed in its paragraph runs to the paragraph's end if the next one opens
    /// with a mark again (the way papers print long quotations), else to the sentence's end.
    pub fn new(doc: &Doc) -> Self {
        let runs = runs(doc);
        let mut inside = vec![false; doc.tokens().len()];
        runs.iter().for_each(|run| inside[run.clone()].fill(true));
        let sentences =
            |run: &Range<TokenId>| doc.sentence_of(run.start)..doc.sentence_of(run.end - 1) + 1;
        let places =
            runs.iter().enumerate().flat_map(|(at, run)| sentences(run).map(move |s| (s, at)));
        let in_sentence = Index::new(doc.sentences().len(), places);
        Self { runs, inside, in_sentence }
    }

    /// All runs, in text order.
    pub fn runs(&self) -> &[Range<TokenId>] {
        &self.runs
    }

    /// The runs that have words in a sentence, whole.
    pub fn in_sentence(&self, sentence: usize) -> impl Iterator<Item = &Range<TokenId>> {
        self.in_sentence.at(sentence).iter().map(|&at| &self.runs[at])
    }

    /// Whether a token stands in quotation marks.
    pub fn holds(&self, token: TokenId) -> bool {
        self.inside[token]
    }
}

fn runs(doc: &Doc) -> Vec<Range<TokenId>> {
    let mut reader = Reader { doc, found: Vec::new(), open: None };
    let mut paragraph = None;
    for sentence in doc.sentences() {
        if paragraph != Some(sentence.paragraph) {
            paragraph = Some(sentence.paragraph);
            reader.end_paragraph(sentence.tokens.start);
        }
        for id in sentence.tokens.clone() {
            reader.read(id);
        }
    }
    reader.end_paragraph(doc.tokens().len());
    reader.found
}

struct Reader<'a> {
    doc: &'a Doc,
    found: Vec<Range<TokenId>>,
    /// The mark that opened the quotation that is going on.
    open: Option<TokenId>,
}

impl Reader<'_> {
    fn read(&mut self, id: TokenId) {
        let form = self.doc.form(id);
        match (form, self.open) {
            ("“" | "``" | "„" | "«" | "\"", Some(_)) if self.is_set_off_after(id) => {
                self.close(id)
            }
            ("“" | "``" | "„" | "«", None) => self.open = Some(id),
            ("“" | "``" | "„" | "«", Some(start)) => {
                self.give_up(start);
                self.open = Some(id);
            }
            ("''", None) if self.is_set_off_before(id) => self.open = Some(id),
            ("''", Some(start)) if self.is_set_off_before(id) => {
                self.give_up(start);
                self.open = Some(id);
            }
            ("”" | "''" | "»", Some(_)) => self.close(id),
            ("\"", None) => self.open = Some(id),
            ("\"", Some(start)) if self.is_set_off_before(id) => {
                self.give_up(start);
                self.open = Some(id);
            }
            ("\"", Some(_)) => self.close(id),
            ("‘", None) => self.open = Some(id),
            // An apostrophe closes only what its like has opened: "“the soldiers’ camp”".
            ("’", Some(start)) if self.doc.form(start) == "‘" => self.close(id),
            _ => {}
        }
    }

    /// Whether the mark stands right after a word and before a space, as a closing one does.
    fn is_set_off_after(&self, id: TokenId) -> bool {
        self.space(id, true) && !self.space(id, false)
    }

    /// Whether the mark stands after a space and right before a word, as an opening one does.
    fn is_set_off_before(&self, id: TokenId) -> bool {
        self.space(id, false) && !self.space(id, true)
    }

    /// Whether there is a space, or an end of the text, after the token or before it.
    fn space(&self, id: TokenId, after: bool) -> bool {
        let (span, text) = (self.doc.token(id).span, self.doc.text());
        let beside = if after {
            text[span.end as usize..].chars().next()
        } else {
            text[..span.start as usize].chars().next_back()
        };
        beside.is_none_or(char::is_whitespace)
    }

    fn close(&mut self, end: TokenId) {
        if let Some(start) = self.open.take().filter(|start| start + 1 < end) {
            self.found.push(start + 1..end);
        }
    }

    /// Ends a quotation that nothing closes with its sentence.
    fn give_up(&mut self, start: TokenId) {
        self.close(self.doc.sentences()[self.doc.sentence_of(start)].tokens.end);
    }

    /// Ends what is open where a paragraph ends, `next` being the first word of the one after it.
    fn end_paragraph(&mut self, next: TokenId) {
        let Some(start) = self.open else { return };
        let goes_on = next < self.doc.tokens().len()
            && matches!(self.doc.form(next), "“" | "``" | "„" | "«" | "\"" | "‘");
        if goes_on { self.close(next) } else { self.give_up(start) }
    }
}

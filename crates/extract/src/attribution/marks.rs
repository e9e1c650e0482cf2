//! Which words stand in quotation marks?

use std::ops::Range;

use verbale_text::{Doc, TokenId};

/// Finds the runs of tokens inside quotation marks, in text order, the marks left out.
///
/// A quotation that is not closed in its paragraph runs to the paragraph's end if the next one opens
/// with a mark again (the way papers print long quotations), else to the sentence's end.
pub(super) fn quoted(doc: &Doc) -> Vec<Range<TokenId>> {
    let mut found = Vec::new();
    let mut open: Option<TokenId> = None;
    let mut paragraph = None;
    for sentence in doc.sentences() {
        if paragraph != Some(sentence.paragraph) {
            paragraph = Some(sentence.paragraph);
            if let Some(start) = open.take() {
                close(&mut found, start, sentence.tokens.start);
            }
        }
        for id in sentence.tokens.clone() {
            match mark(doc.form(id), open.is_some()) {
                Some(Mark::Open) => open = Some(id + 1),
                Some(Mark::Close) => {
                    if let Some(start) = open.take() {
                        close(&mut found, start, id);
                    }
                }
                None => {}
            }
        }
    }
    if let Some(start) = open {
        close(&mut found, start, doc.tokens().len());
    }
    found
}

enum Mark {
    Open,
    Close,
}

fn mark(form: &str, inside: bool) -> Option<Mark> {
    match form {
        "“" | "``" | "„" | "«" => Some(Mark::Open),
        "”" | "''" | "»" => Some(Mark::Close),
        "\"" => Some(if inside { Mark::Close } else { Mark::Open }),
        "‘" if !inside => Some(Mark::Open),
        "’" if inside => Some(Mark::Close),
        _ => None,
    }
}

fn close(found: &mut Vec<Range<TokenId>>, start: TokenId, end: TokenId) {
    if start < end {
        found.push(start..end);
    }
}

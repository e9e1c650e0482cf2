//! Who speaks in a transcript ("QUESTION: …", "MR ADAMS: …")?

use std::ops::Range;

use verbale_lexicon::{Cue, Stance, Standing};
use verbale_text::{LineKind, TokenId, Upos};

use super::cue::Finder;
use super::{Sourced, trimmed_span};

/// Fewest lines that open with a speaker's name before a text is taken for a transcript: many reports
/// open with the town where they were written.
const MIN_LABELS: usize = 3;

/// Most words of a label.
const MAX_LABEL: usize = 5;

impl Finder<'_> {
    /// The attribution that each line of a transcript makes to the speaker whose name opens it.
    pub(super) fn labelled(&self) -> Vec<Sourced> {
        let sentences = self.doc.sentences();
        let label = |at: usize| {
            let sentence = &sentences[at];
            let tokens = (sentence.kind == LineKind::Prose).then(|| sentence.tokens.clone())?;
            Some((at, self.label(tokens)?))
        };
        let labels: Vec<(usize, Range<TokenId>)> = (0..sentences.len()).filter_map(label).collect();
        if labels.len() < MIN_LABELS {
            return Vec::new();
        }
        let next = |at: usize| labels.get(labels.partition_point(|l| l.0 <= at)).map(|l| l.0);
        let speech = |(at, label): &(usize, Range<TokenId>)| {
            let last = (*at..next(*at).unwrap_or(sentences.len()))
                .take_while(|&s| sentences[s].paragraph == sentences[*at].paragraph)
                .last()?;
            self.spoken_by(label.clone(), sentences[last].tokens.end)
        };
        labels.iter().filter_map(speech).collect()
    }

    /// The words before the colon with which a line opens, if they are written as a speaker's name is.
    fn label(&self, tokens: Range<TokenId>) -> Option<Range<TokenId>> {
        let doc = self.doc;
        let quoted = matches!(doc.form(tokens.start), "\"" | "“" | "``");
        let tokens = tokens.start + usize::from(quoted)..tokens.end;
        let colon = tokens.clone().take(MAX_LABEL + 1).find(|&t| doc.form(t) == ":")?;
        let loud = |t: TokenId| {
            let form = doc.form(t);
            !form.chars().any(char::is_lowercase) || doc.token(t).upos == Upos::Punct
        };
        let name = tokens.start..colon;
        let named = name.clone().any(|t| doc.form(t).chars().any(char::is_alphabetic));
        (named && name.clone().all(loud) && colon + 1 < tokens.end).then_some(name)
    }

    fn spoken_by(&self, label: Range<TokenId>, end: TokenId) -> Option<Sourced> {
        let cue =
            Cue { stance: Stance::Asserts, content: Standing::Told, grade: 2.8, quotes: true };
        let content = self.whole(label.end + 1..end);
        let mut made = self.make(cue, None, Some(label.end - 1), content, None);
        made.attribution.source_span = trimmed_span(self.doc, label);
        (!made.attribution.content.is_empty()).then_some(made)
    }
}

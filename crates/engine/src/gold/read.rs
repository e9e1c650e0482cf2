//! How are gold articles read, and what can be wrong with them?

use std::io::BufRead;

use serde::Deserialize;
use serde_json::Value;
use verbale_lexicon::Ontology;

use crate::input::jsonl::{MAX_LINE, from_fields, object};
use crate::input::lines::{Line, Lines};
use crate::input::unreadable;
use crate::record::Status;
use crate::{Article, InputError, InputErrorKind};

/// An article with what a person has coded in it.
#[derive(Debug, Clone)]
pub struct GoldArticle {
    /// The article.
    pub article: Article,
    /// Its line in the file.
    pub line: usize,
    /// The sentences that were coded.
    pub sentences: Vec<GoldSentence>,
}

/// A sentence, or any stretch of text that was coded by itself.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldSentence {
    /// Code point at which it begins.
    pub start: usize,
    /// Code point after its last.
    pub end: usize,
    /// Its words, where the file gives them: they must stand at its place.
    #[serde(default)]
    pub text: Option<String>,
    /// The events in it; none is as telling as some.
    #[serde(default)]
    pub events: Vec<GoldEvent>,
}

/// An event as a person has coded it.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldEvent {
    /// The words that tell it.
    pub trigger: String,
    /// PLOVER event.
    pub event: String,
    /// PLOVER mode.
    #[serde(default)]
    pub mode: Option<String>,
    /// Who did it.
    #[serde(default)]
    pub actor: Vec<Party>,
    /// To whom.
    #[serde(default)]
    pub recipient: Vec<Party>,
    /// Whether it took place.
    #[serde(default = "actual")]
    pub status: String,
    /// Whether it is only the content of somebody's word.
    #[serde(default)]
    pub alleged: bool,
}

/// A side of an event.
#[derive(Debug, Clone, Deserialize)]
pub struct Party {
    /// Country or bloc; `---` or nothing where it cannot be told.
    #[serde(default)]
    pub code: Option<String>,
}

fn actual() -> String {
    "actual".to_owned()
}

/// The gold articles in `reader`; a line that is wrong is a fault with its place, and the rest goes on.
pub fn read(
    reader: impl BufRead,
    file: &str,
    ontology: &Ontology,
) -> Vec<Result<GoldArticle, InputError>> {
    let mut lines = Lines::new(reader, MAX_LINE);
    let mut articles = Vec::new();
    loop {
        match lines.next_line() {
            Ok(Some(line)) => {
                let number = line.number;
                let fault = |(kind, message)| InputError {
                    kind,
                    file: file.to_owned(),
                    line: Some(number),
                    message,
                };
                articles.extend(article(line, ontology).map_err(fault).transpose());
            }
            Ok(None) => return articles,
            Err(error) => {
                articles.push(Err(unreadable(file, &error)));
                return articles;
            }
        }
    }
}

type Fault = (InputErrorKind, String);

fn wrong(message: String) -> Fault {
    (InputErrorKind::WrongType, message)
}

fn article(line: Line, ontology: &Ontology) -> Result<Option<GoldArticle>, Fault> {
    let number = line.number;
    let Some(mut fields) = object(line)? else { return Ok(None) };
    let Some(Value::Array(sentences)) = fields.remove("sentences") else {
        let message = "has no list `sentences`; docs/gold-format.md shows the form".to_owned();
        return Err((InputErrorKind::MissingField, message));
    };
    let article = from_fields(&mut fields)?;
    let chars: Vec<char> = article.text.chars().collect();
    let mut read = Vec::with_capacity(sentences.len());
    for (at, value) in sentences.into_iter().enumerate() {
        let place = |what: String| wrong(format!("sentence {at} of \"{}\": {what}", article.id));
        let sentence: GoldSentence =
            serde_json::from_value(value).map_err(|error| place(error.to_string()))?;
        check(&sentence, &chars, ontology).map_err(place)?;
        read.push(sentence);
    }
    Ok(Some(GoldArticle { article, line: number, sentences: read }))
}

/// What is wrong with a sentence.
fn check(sentence: &GoldSentence, text: &[char], ontology: &Ontology) -> Result<(), String> {
    let GoldSentence { start, end, .. } = *sentence;
    if start >= end || end > text.len() {
        let length = text.len();
        return Err(format!("{start} to {end} is no stretch of a text of {length} code points"));
    }
    let here: String = text[start..end].iter().collect();
    // How the words are spaced is no matter.
    let differs = |given: &&String| !given.split_whitespace().eq(here.split_whitespace());
    if let Some(given) = sentence.text.as_ref().filter(differs) {
        return Err(format!(
            "its `text` is \"{}\", but the article has \"{}\" there; count in Unicode code points",
            few(given),
            few(&here)
        ));
    }
    for event in &sentence.events {
        if ontology.event_named(&event.event).is_none() {
            let known: Vec<&str> = ontology.events().map(|(_, event)| &*event.code).collect();
            let known = known.join(", ");
            return Err(format!("unknown event \"{}\"; there are {known}", event.event));
        }
        let statuses = Status::ALL.map(Status::as_str);
        if !statuses.contains(&event.status.as_str()) {
            let known = statuses.join(", ");
            return Err(format!("unknown status \"{}\"; there are {known}", event.status));
        }
        if event.trigger.trim().is_empty() {
            return Err(format!("an event {} has an empty trigger", event.event));
        }
    }
    Ok(())
}

/// The first words of a long text.
fn few(text: &str) -> String {
    let text = text.trim();
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() { format!("{short}…") } else { short }
}

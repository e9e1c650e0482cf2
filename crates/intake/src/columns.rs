//! Which column of a table holds what?
//!
//! Told by `--columns text=body,date=published`; what is not told is found by the names that such tables
//! use. A number counts columns from 1; where all are given by number, there is no line of names.

use std::fmt::Write;
use std::str::FromStr;

use crate::markup::one_line;

/// What an article may have, each with the names that tables give it.
const FIELDS: [(&str, &[&str]); 7] = [
    ("id", &["id", "doc_id", "article_id", "document_id", "uuid", "guid"]),
    ("text", &["text", "body", "content", "fulltext", "full_text", "article", "article_text"]),
    ("date", &["date", "published", "published_at", "pubdate", "publication_date", "datetime"]),
    ("title", &["title", "headline"]),
    ("source", &["source", "publisher", "publication", "outlet", "newspaper", "site"]),
    ("url", &["url", "link", "uri", "address"]),
    ("lang", &["lang", "language"]),
];

/// Number of fields.
pub(crate) const COUNT: usize = FIELDS.len();

/// Where each field of an article is, in the order of `FIELDS`.
pub(crate) type Places = [Option<usize>; COUNT];

/// The choice of columns, as given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns([Option<String>; COUNT]);

impl FromStr for Columns {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut columns = Self::default();
        for pair in text.split(',') {
            let (field, column) = pair.split_once('=').ok_or_else(|| {
                format!("\"{pair}\" is no choice; write text=body,date=published")
            })?;
            let at = FIELDS.iter().position(|(name, _)| *name == field.trim());
            let at = at.ok_or_else(|| {
                let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
                format!("an article has no \"{field}\"; it has {}", names.join(", "))
            })?;
            columns.0[at] = Some(column.trim().to_owned());
        }
        Ok(columns)
    }
}

impl Columns {
    /// Whether the table has a line of names: not where all that is given are numbers.
    pub(crate) fn named(&self) -> bool {
        let mut given = self.0.iter().flatten().peekable();
        given.peek().is_none() || given.any(|column| number(column).is_none())
    }

    /// Where the fields are in a table with these `names`.
    pub(crate) fn places(&self, names: &[String]) -> Result<Places, String> {
        let mut places = [None; COUNT];
        for (at, given) in self.0.iter().enumerate() {
            let Some(column) = given else { continue };
            let place = find(names, &[column]).or_else(|| number(column));
            places[at] = Some(place.ok_or_else(|| unknown(column, names))?);
        }
        if self.named() {
            for (at, (_, usual)) in FIELDS.iter().enumerate() {
                let place = find(names, usual).filter(|place| !places.contains(&Some(*place)));
                places[at] = places[at].or(place);
            }
        }
        match places[TEXT] {
            Some(_) => Ok(places),
            None => Err(format!(
                "has no column for the text; name it, as in --columns text={}",
                names.first().map_or_else(|| "body".to_owned(), |name| shown(name))
            ) + &listed(names)),
        }
    }
}

/// The place of the text in [`Places`].
pub(crate) const TEXT: usize = 1;

/// Whether a table may well have a text in a column of this name.
pub(crate) fn holds_text(name: &str) -> bool {
    FIELDS[TEXT].1.contains(&name.trim().to_lowercase().as_str())
}

fn find(names: &[String], wanted: &[&str]) -> Option<usize> {
    wanted
        .iter()
        .find_map(|wanted| names.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted)))
}

fn number(column: &str) -> Option<usize> {
    column.parse::<usize>().ok()?.checked_sub(1)
}

fn unknown(column: &str, names: &[String]) -> String {
    format!("has no column \"{}\"", shown(column)) + &listed(names)
}

/// The beginning of a name, on one line: what stands in a file need not be one.
fn shown(name: &str) -> String {
    one_line(name).chars().take(40).collect()
}

/// At most so many names are told.
const LISTED: usize = 20;

fn listed(names: &[String]) -> String {
    let mut list = String::from("; it has ");
    for (at, name) in names.iter().take(LISTED).enumerate() {
        let _ = write!(list, "{}{}", if at > 0 { ", " } else { "" }, shown(name));
    }
    if names.len() > LISTED { list + ", …" } else { list }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn usual_names_are_known_and_given_ones_come_first() {
        let columns = Columns::default();
        let places = columns.places(&names("Nr Body Published")).unwrap();
        assert_eq!(places, [None, Some(1), Some(2), None, None, None, None]);
        let columns: Columns = "text=Lead,id=1".parse().unwrap();
        let places = columns.places(&names("Nr Body Lead")).unwrap();
        assert_eq!(places[..3], [Some(0), Some(2), None]);
        assert!(columns.named());
        assert!(!"text=3,id=1".parse::<Columns>().unwrap().named());
    }

    #[test]
    fn a_wrong_choice_is_told_with_what_there_is() {
        let told = |text: &str| text.parse::<Columns>().unwrap_err();
        assert!(told("body").contains("\"body\" is no choice"));
        assert!(told("words=body").contains("an article has no \"words\"; it has id, text, date"));
        let columns: Columns = "text=body".parse().unwrap();
        let fault = columns.places(&names("a b")).unwrap_err();
        assert_eq!(fault, "has no column \"body\"; it has a, b");
        let fault = Columns::default().places(&names("a b")).unwrap_err();
        assert!(fault.contains("name it, as in --columns text=a; it has a, b"), "{fault}");
    }
}

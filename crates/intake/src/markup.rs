//! How does marked-up text become the words that a reader sees?

use dom_query::Document;

/// What no reader sees as words of the text.
const UNSEEN: &str = "script, style, noscript, template, iframe, object, figure, button, form";

/// Tags by which marked-up text is known; anything else in angle brackets may be words.
const TAGS: [&str; 18] = [
    "p",
    "br",
    "div",
    "span",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "h1",
    "h2",
    "h3",
    "ul",
    "ol",
    "li",
    "img",
    "table",
    "blockquote",
];

/// Whether `text` has tags in it, or references to characters.
fn is_marked_up(text: &str) -> bool {
    let tag = text.split('<').skip(1).any(|rest| {
        let name = rest.trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        TAGS.iter().any(|tag| name[..end].eq_ignore_ascii_case(tag))
            && name[end..].starts_with(['>', ' ', '/', '\n', '\t'])
            && name.contains('>')
    });
    let reference = text.split('&').skip(1).any(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(rest.len());
        (2..=8).contains(&end) && rest[end..].starts_with(';')
    });
    tag || reference
}

/// The words of a piece of HTML, a blank line between paragraphs.
pub(crate) fn words(html: &str) -> String {
    let page = Document::fragment(html);
    page.select(UNSEEN).remove();
    page.formatted_text().trim().to_owned()
}

/// `text` with its white space made single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text` without its tags, if it has any, and a note that says so.
pub(crate) fn stripped(text: &str) -> (String, Option<String>) {
    if !is_marked_up(text) {
        return (text.to_owned(), None);
    }
    let note = "tags left out; offsets count in the text without them";
    (words(text), Some(note.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_go_and_paragraphs_stay() {
        let html = "<p>Ghana &amp; Togo <b>met</b>.</p><script>x()</script><p>They\n talked.</p>";
        assert_eq!(words(html), "Ghana & Togo met.\n\nThey talked.");
    }

    #[test]
    fn text_that_only_looks_like_it_is_left_alone() {
        for text in [
            "If 3 < 4 > 2, fine.",
            "Marks & Co; others",
            "a <- b",
            "AT&T and; x",
            "<Reuters>",
            "<3",
        ] {
            assert_eq!(stripped(text), (text.to_owned(), None));
        }
        assert_eq!(stripped("Talks<br/>went&nbsp;on").0, "Talks\nwent on");
    }
}

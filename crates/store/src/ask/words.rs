//! How are words that a person types made into a question to the index?

/// The question in the index's language: all words are wanted, `"a phrase"` as it stands, `word*` by its
/// beginning, `-word` not at all, `OR` between two either. `None` where no word is wanted.
pub(crate) fn expression(words: &str) -> Option<String> {
    let mut wanted = String::new();
    let mut unwanted = String::new();
    let mut either = false;
    for word in Words(words) {
        if word == "OR" {
            either = !wanted.is_empty();
            continue;
        }
        let (refused, word) = match word.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, word),
        };
        let beginning = if word.ends_with('*') { "*" } else { "" };
        let plain = word.trim_matches(['"', '*']);
        if !plain.chars().any(char::is_alphanumeric) {
            continue;
        }
        let term = format!("\"{}\"{beginning}", plain.replace('"', " "));
        if refused {
            unwanted.push_str(&format!(" NOT {term}"));
            continue;
        }
        if !wanted.is_empty() {
            wanted.push_str(if either { " OR " } else { " AND " });
        }
        wanted.push_str(&term);
        either = false;
    }
    (!wanted.is_empty()).then(|| format!("({wanted}){unwanted}"))
}

/// The question for sentences in which the words of `text` come one after another, the last one perhaps with an
/// ending; nothing where it has none.
pub(crate) fn beginning(text: &str) -> Option<String> {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // The index keeps stems: "try" and "trying" share two letters.
    let text = words.join(" ");
    let stem = text.strip_suffix(['y', 'e']).filter(|stem| stem.ends_with(char::is_alphanumeric));
    (!words.is_empty()).then(|| format!("\"{}\"*", stem.unwrap_or(&text)))
}

/// The words of a text; what stands between quotation marks is one.
struct Words<'t>(&'t str);

impl<'t> Iterator for Words<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let text = self.0.trim_start();
        let first = text.chars().next()?;
        let opening = text.starts_with("-\"");
        let end = if first == '"' || opening {
            let inside = if opening { 2 } else { 1 };
            text[inside..].find('"').map_or(text.len(), |close| inside + close + 1)
        } else {
            text.find(char::is_whitespace).unwrap_or(text.len())
        };
        let (word, rest) = text.split_at(end);
        self.0 = rest;
        Some(word)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rusqlite::Connection;

    use super::expression;

    #[test]
    fn words_phrases_beginnings_and_refusals() {
        let cases = [
            ("oil sanctions", "(\"oil\" AND \"sanctions\")"),
            ("\"oil price\" cap*", "(\"oil price\" AND \"cap\"*)"),
            ("gas OR oil -\"spot market\"", "(\"gas\" OR \"oil\") NOT \"spot market\""),
            ("NEAR(a AND b)", "(\"NEAR(a\" AND \"AND\" AND \"b)\")"),
        ];
        for (words, wanted) in cases {
            assert_eq!(expression(words).as_deref(), Some(wanted));
        }
        for words in ["", " * - \"\" ", "-oil", "OR"] {
            assert_eq!(expression(words), None, "{words}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_the_index_takes_it(words in r#"["*\-a-z: ORN()^+']{0,24}"#) {
            let db = Connection::open_in_memory().unwrap();
            db.execute_batch("CREATE VIRTUAL TABLE t USING fts5 (text)").unwrap();
            if let Some(expression) = expression(&words) {
                let mut ask = db.prepare("SELECT 1 FROM t WHERE t MATCH ?1").unwrap();
                prop_assert!(ask.exists([&expression]).is_ok(), "{expression}");
            }
        }
    }
}

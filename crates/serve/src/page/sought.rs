//! Which words of a sentence were looked for? They are marked, in whatever form they stand.

use maud::{Markup, html};

/// So long a beginning makes two words forms of one, …
const STEM: usize = 4;

/// … if what follows it is no longer in either.
const ENDING: usize = 4;

/// Words as they were typed, without what commands the search.
#[derive(Debug, Default)]
pub(super) struct Sought(Vec<Word>);

#[derive(Debug)]
struct Word {
    letters: String,
    /// Whether any word that begins so is meant.
    begins: bool,
}

impl Sought {
    /// The words of a question such as `oil "price cap" sanction* -rumour`.
    pub fn of(question: Option<&str>) -> Self {
        let wanted = question.unwrap_or_default().split_whitespace();
        let wanted = wanted.filter(|word| !word.starts_with('-') && *word != "OR");
        let word = |word: &str| Word {
            letters: word
                .chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect(),
            begins: word.ends_with('*'),
        };
        Self(wanted.map(word).filter(|word| !word.letters.is_empty()).collect())
    }

    /// `text`, what was looked for marked in it.
    pub fn marked(&self, text: &str) -> Markup {
        html! {
            @if self.0.is_empty() { (text) }
            @else {
                @for piece in pieces(text) {
                    @if self.0.iter().any(|word| word.is(piece)) { mark { (piece) } } @else { (piece) }
                }
            }
        }
    }
}

impl Word {
    fn is(&self, piece: &str) -> bool {
        let piece = piece.to_lowercase();
        if piece == self.letters || self.begins && piece.starts_with(&self.letters) {
            return true;
        }
        let alike = piece.chars().zip(self.letters.chars()).take_while(|(a, b)| a == b).count();
        let left = piece.chars().count().max(self.letters.chars().count()) - alike;
        alike >= STEM && left < ENDING
    }
}

/// `text` cut into words and what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != word).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        pieces.push(piece);
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::Sought;

    fn marked(question: &str, text: &str) -> String {
        Sought::of(Some(question)).marked(text).into_string()
    }

    #[test]
    fn words_are_marked_in_their_forms() {
        assert_eq!(
            marked("sanctions", "It sanctioned <Togo>."),
            "It <mark>sanctioned</mark> &lt;Togo&gt;."
        );
        assert_eq!(marked("expel* -spies", "Expelling spies"), "<mark>Expelling</mark> spies");
        assert_eq!(
            marked("\"oil price\"", "The oil price"),
            "The <mark>oil</mark> <mark>price</mark>"
        );
        assert_eq!(marked("oil", "It was soiled"), "It was soiled");
        assert_eq!(marked("OR -", "Or none"), "Or none");
    }
}

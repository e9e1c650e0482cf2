//! Which names and nouns of the news may stand where the treebanks have others?
//!
//! Treebanks hold few countries and fewer rebels. A proper name that stands alone may be replaced by a
//! country or capital, and a plural noun by a plural of persons who act; the tree stays as it is.

use verbale_text::{NameTag, Relation, Tag, Upos};

use super::batch::capitalised;
use crate::random::Random;
use crate::treebank::GoldSentence;

/// Names and nouns to put in place of others.
#[derive(Debug, Default)]
pub struct Substitutes {
    names: Vec<String>,
    plurals: Vec<String>,
}

/// Plurals that no rule gives, and that headings often begin with.
const MORE: [&str; 16] = [
    "troops",
    "rebels",
    "police",
    "protesters",
    "militants",
    "insurgents",
    "gunmen",
    "lawmakers",
    "forces",
    "reports",
    "talks",
    "sanctions",
    "strikes",
    "clashes",
    "officials",
    "envoys",
];

impl Substitutes {
    /// Takes names and nouns from the knowledge `files`: pairs of path and contents.
    pub fn from_files(files: &[(&str, &str)]) -> Self {
        let mut found = Self::default();
        for (path, contents) in files {
            let is_actors = path.starts_with("actors/");
            let keys: &[&str] = match *path {
                "words/agents.toml" => &["persons"],
                _ if is_actors => &["name", "capitals"],
                _ => continue,
            };
            let state = contents.split("\n\n").next().unwrap_or("");
            for line in if is_actors { state } else { contents }.lines() {
                let Some((key, values)) = line.split_once(" = ") else { continue };
                if !keys.contains(&key) {
                    continue;
                }
                for word in values.split('"').skip(1).step_by(2).filter(|word| is_plain(word)) {
                    if is_actors {
                        found.names.push(word.to_owned());
                    } else {
                        found.plurals.extend(plural(word));
                    }
                }
            }
        }
        found.plurals.extend(MORE.map(str::to_owned));
        found.names.sort();
        found.names.dedup();
        found.plurals.sort();
        found.plurals.dedup();
        found
    }

    /// Puts a name or noun in place of one of `sentence`, if one may be replaced.
    pub(crate) fn put(&self, sentence: &mut GoldSentence, random: &mut Random) {
        let is_part =
            |relation: Relation| matches!(relation.base(), "compound" | "flat" | "goeswith");
        let stands_alone = |at: usize| {
            !is_part(sentence[at].relation)
                && !sentence.iter().any(|word| word.head == at && is_part(word.relation))
        };
        let places: Vec<usize> = (0..sentence.len())
            .filter(|&at| {
                let word = &sentence[at];
                let is_name = word.upos == Upos::Propn && word.tag == Tag::Nnp;
                let is_plural = word.upos == Upos::Noun && word.tag == Tag::Nns;
                let is_argument =
                    matches!(word.relation.base(), "nsubj" | "obj" | "obl" | "conj" | "nmod");
                is_plain(&word.form) && is_argument && (is_name || is_plural) && stands_alone(at)
            })
            .collect();
        if places.is_empty() {
            return;
        }
        let at = places[random.below(places.len())];
        let word = &mut sentence[at];
        let pool = if word.upos == Upos::Propn { &self.names } else { &self.plurals };
        let is_capital = word.form.starts_with(char::is_uppercase);
        let Some(new) = pool.get(random.below(pool.len().max(1))) else { return };
        // Of a country or capital that stands alone we know what it is a name of.
        if word.upos == Upos::Propn {
            word.name = Some(NameTag::BeginPlace);
        }
        word.form = if is_capital { capitalised(new) } else { new.clone() };
    }
}

fn is_plain(word: &str) -> bool {
    word.chars().count() > 2 && word.chars().all(char::is_alphabetic)
}

fn plural(word: &str) -> Option<String> {
    let is_other = ["man", "police", "s", "x", "ch", "sh"].iter().any(|end| word.ends_with(end));
    if is_other {
        return None;
    }
    let stem = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    Some(stem.map_or_else(|| format!("{word}s"), |stem| format!("{stem}ies")))
}

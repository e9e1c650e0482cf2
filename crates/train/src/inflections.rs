//! Which forms do common words take?
//!
//! Takes the inflected forms of common words from the word list of the package lemminflect, so that
//! the lemma rules see more verbs and nouns than the treebanks hold. They are kept as a text file,
//! `data/model/inflections.tsv`; training needs that file, not its source.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use flate2::read::MultiGzDecoder;
use verbale_text::{Tag, Upos};

/// A form and its tags.
type Form = (String, Upos, Tag);

/// Words rarer than this, by their rank in newswire, are left out.
const COMMON: usize = 60_000;

/// Makes the list from the table at `path` (infl_lu.csv.gz), for the words in `ranks`.
pub fn make(path: &Path, ranks: &HashMap<String, usize>) -> Result<String> {
    let place = || path.display().to_string();
    let mut table = String::new();
    let file = std::fs::File::open(path).with_context(place)?;
    MultiGzDecoder::new(file).read_to_string(&mut table).with_context(place)?;
    let rank = |word: &str| ranks.get(word).copied().filter(|rank| *rank < COMMON);
    let mut lemmas: BTreeMap<Form, (usize, &str)> = BTreeMap::new();
    for line in table.lines() {
        let columns: Vec<&str> = line.split(',').collect();
        let Some((&lemma, [kind, forms @ ..])) = columns.split_first() else { continue };
        let Some(lemma_rank) = rank(lemma) else { continue };
        for (form, upos, tag) in inflected(kind, forms) {
            if form == lemma || rank(form).is_none() {
                continue;
            }
            // Of two words with the same form, the more frequent one is meant.
            let entry = lemmas.entry((form.to_owned(), upos, tag)).or_insert((lemma_rank, lemma));
            *entry = (*entry).min((lemma_rank, lemma));
        }
    }
    let mut text = String::from(
        "# Inflected forms of common words: form, part of speech, tag, lemma. Made by verbale-train from\n\
         # the word list of PyPI lemminflect 0.2.3 (MIT, Copyright Brad Jascob). Not edited.\n",
    );
    for ((form, upos, tag), (_, lemma)) in lemmas {
        writeln!(text, "{form}\t{upos}\t{tag}\t{lemma}")?;
    }
    Ok(text)
}

/// The forms of one line of the table, with their tags.
fn inflected<'t>(kind: &str, forms: &[&'t str]) -> Vec<(&'t str, Upos, Tag)> {
    let tags: &[(Upos, Tag)] = match kind {
        "verb" => &[
            (Upos::Verb, Tag::Vbd),
            (Upos::Verb, Tag::Vbn),
            (Upos::Verb, Tag::Vbg),
            (Upos::Verb, Tag::Vbz),
        ],
        "noun" => &[(Upos::Noun, Tag::Nns)],
        "adj" => &[(Upos::Adj, Tag::Jjr), (Upos::Adj, Tag::Jjs)],
        _ => &[],
    };
    let past = forms.first().copied().unwrap_or("");
    let mut found = Vec::new();
    for (&alternatives, &(upos, tag)) in forms.iter().zip(tags) {
        // An empty participle is like the past.
        let alternatives =
            if alternatives.is_empty() && tag == Tag::Vbn { past } else { alternatives };
        let alternatives = alternatives.split('/').filter(|form| !form.is_empty());
        found.extend(alternatives.map(|form| (form, upos, tag)));
    }
    found
}

/// Reads the list that [`make`] made: form, tags and lemma.
pub fn parse(text: &str) -> Result<Vec<(Form, String)>> {
    let entry = |line: &str| {
        let mut fields = line.split('\t');
        let form = fields.next()?.to_owned();
        let (upos, tag) = (Upos::parse(fields.next()?)?, Tag::parse(fields.next()?)?);
        Some(((form, upos, tag), fields.next()?.to_owned()))
    };
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| entry(line).ok_or_else(|| anyhow!("inflection line \"{line}\""))).collect()
}

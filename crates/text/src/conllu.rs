//! How is a tree written to a file, and how are given words read from one?
//!
//! CoNLL-U, the format of the Universal Dependencies treebanks: [`write()`] a [`Doc`], [`parse`] a
//! file, or [`reannotate`] one, which keeps its words, ranges, empty nodes and comments and replaces
//! tags, lemmas, features and trees. What others know of the words goes into the last column as [`Notes`].

use std::fmt::Write as _;

use thiserror::Error;

use crate::features::feats;
use crate::language::{Analysis, Language, annotate};
use crate::{ByteSpan, Doc, DocBuilder, LineKind, NameTag, Sentence, Token};

/// A line of a CoNLL-U file that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {fault}")]
pub struct ConlluError {
    /// Line number, from 1.
    pub line: usize,
    /// What is wrong, and what is allowed.
    pub fault: String,
}

/// A sentence of a CoNLL-U file.
#[derive(Debug, Clone, Default)]
pub struct Tree<'i> {
    /// Its lines, in order.
    pub lines: Vec<Line<'i>>,
}

/// A line of a CoNLL-U file.
#[derive(Debug, Clone, Copy)]
pub enum Line<'i> {
    /// A comment, a range of words written as one, or an empty node: kept as it stands.
    Kept(&'i str),
    /// A word, as the ten columns of its line.
    Word([&'i str; 10]),
}

impl<'i> Tree<'i> {
    /// The words, as the ten columns of their lines.
    pub fn words(&self) -> impl Iterator<Item = &[&'i str; 10]> {
        self.lines.iter().filter_map(|line| match line {
            Line::Word(columns) => Some(columns),
            Line::Kept(_) => None,
        })
    }
}

/// What else is to be written of a document's words: "Name=Value" for the last column, or nothing.
pub type Notes<'a> = dyn Fn(&Doc) -> Vec<Option<String>> + 'a;

/// Notes for those who have none to add.
pub fn no_notes(doc: &Doc) -> Vec<Option<String>> {
    vec![None; doc.tokens().len()]
}

/// Whether a file that begins with these bytes is surely CoNLL-U: below its comments stands the first word
/// of a sentence, in ten columns.
pub fn looks_like(start: &[u8]) -> bool {
    let mut lines = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start).split(|&b| b == b'\n');
    let Some(first) = lines.find(|line| !line.trim_ascii().is_empty() && line[0] != b'#') else {
        return false;
    };
    let columns: Vec<&[u8]> = first.split(|&b| b == b'\t').collect();
    let [id, .., head, _, _, _] = columns[..] else { return false };
    let begins = id == b"1" || id.starts_with(b"1-") || id == b"0.1";
    columns.len() == 10 && begins && (head == b"_" || head.iter().all(u8::is_ascii_digit))
}

/// Reads a CoNLL-U file.
pub fn parse(input: &str) -> Result<Vec<Tree<'_>>, ConlluError> {
    let mut trees = Vec::new();
    let mut tree = Tree::default();
    let mut words = 0;
    for (number, line) in input.lines().enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.trim().is_empty() {
            if !tree.lines.is_empty() {
                trees.push(std::mem::take(&mut tree));
            }
            words = 0;
            continue;
        }
        let error = |fault| ConlluError { line: number + 1, fault };
        tree.lines.push(parse_line(line, &mut words).map_err(error)?);
    }
    if !tree.lines.is_empty() {
        trees.push(tree);
    }
    Ok(trees)
}

/// Reads one line that follows `words` words of its sentence.
fn parse_line<'i>(line: &'i str, words: &mut usize) -> Result<Line<'i>, String> {
    if line.starts_with('#') {
        return Ok(Line::Kept(line));
    }
    let mut columns = [""; 10];
    let mut count = 0;
    for field in line.split('\t') {
        if count < 10 {
            columns[count] = field;
        }
        count += 1;
    }
    if count != 10 {
        return Err(format!("expected 10 columns between tabs, found {count}"));
    }
    let id = columns[0];
    if id.contains(['-', '.']) {
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let is_pair = id.split_once(['-', '.']).is_some_and(|(a, b)| digits(a) && digits(b));
        return if is_pair { Ok(Line::Kept(line)) } else { Err(bad_id(id, *words)) };
    }
    if id.parse() != Ok(*words + 1) {
        return Err(bad_id(id, *words));
    }
    if columns[1].is_empty() {
        return Err("the word's form is empty".to_owned());
    }
    *words += 1;
    Ok(Line::Word(columns))
}

fn bad_id(id: &str, words: usize) -> String {
    format!("unexpected id \"{id}\": expected {}, or a range or an empty node", words + 1)
}

/// A document of a treebank as running text, from its `# text` comments: blocks on one line, or after an
/// empty one where `# newpar` begins a paragraph. With the byte at which each sentence starts, and its block.
pub fn running_text(document: &str) -> (String, Vec<(usize, &str)>) {
    let (mut text, mut sentences) = (String::new(), Vec::new());
    for block in document.split("\n\n") {
        let Some(line) = block.lines().find_map(|line| line.strip_prefix("# text = ")) else {
            continue;
        };
        if !text.is_empty() {
            let is_new = block.lines().any(|line| line.starts_with("# newpar"));
            text.push_str(if is_new { "\n\n" } else { " " });
        }
        sentences.push((text.len(), block));
        text.push_str(line);
    }
    (text, sentences)
}

/// Analyses the words of a CoNLL-U file anew, and adds `notes` to what their last column holds.
pub fn reannotate(
    input: &str,
    language: &Language,
    notes: &Notes<'_>,
) -> Result<String, ConlluError> {
    let trees = parse(input)?;
    let forms: Vec<Vec<&str>> =
        trees.iter().map(|tree| tree.words().map(|columns| columns[1]).collect()).collect();
    let analyses = annotate(&forms, language);
    let doc = document(&forms, &analyses);
    let mut words = analyses.iter().flatten().zip(notes(&doc));
    let mut out = String::with_capacity(input.len());
    for tree in &trees {
        for line in &tree.lines {
            match line {
                Line::Kept(line) => out.push_str(line),
                Line::Word(columns) => {
                    if let Some((analysis, note)) = words.next() {
                        let misc = with_note(columns[9], note);
                        write_word(columns[0], columns[1], analysis, &misc, &mut out);
                    }
                }
            }
            out.push('\n');
        }
        out.push('\n');
    }
    Ok(out)
}

/// The document that given words make, with a space between any two.
fn document(forms: &[Vec<&str>], analyses: &[Vec<Analysis>]) -> Doc {
    let lines: Vec<String> = forms.iter().map(|words| words.join(" ")).collect();
    let text = lines.join("\n");
    let mut builder = DocBuilder::new(&text);
    let mut start = 0;
    for (paragraph, (words, analyses)) in forms.iter().zip(analyses).enumerate() {
        let token = |(form, analysis): (&&str, &Analysis)| {
            let span = ByteSpan::new(start, start + form.len());
            start += form.len() + 1;
            Token::new(span, analysis.clone())
        };
        let tokens: Vec<Token> = words.iter().zip(analyses).map(token).collect();
        // A sentence without words has its line break all the same.
        start += usize::from(tokens.is_empty());
        builder.push(tokens, LineKind::Prose, paragraph);
    }
    builder.finish()
}

/// The column `misc` with `note` among its attributes, in the order of their names.
fn with_note(misc: &str, note: Option<String>) -> String {
    let Some(note) = note else { return misc.to_owned() };
    let name = note.split('=').next().unwrap_or_default();
    let others = misc.split('|').filter(|a| *a != "_" && a.split('=').next() != Some(name));
    let mut attributes: Vec<&str> = others.collect();
    attributes.push(&note);
    attributes.sort_by_key(|attribute| attribute.to_lowercase());
    attributes.join("|")
}

/// Writes `doc` as CoNLL-U, with `notes` in the last column.
pub fn write(doc: &Doc, notes: &Notes<'_>) -> String {
    let notes = notes(doc);
    let mut out = String::new();
    let mut paragraph = None;
    for (index, sentence) in doc.sentences().iter().enumerate() {
        if index == 0 {
            out.push_str("# newdoc\n");
        }
        if paragraph != Some(sentence.paragraph) {
            out.push_str("# newpar\n");
            paragraph = Some(sentence.paragraph);
        }
        write_sentence(doc, index, sentence, &notes, &mut out);
    }
    out
}

fn write_sentence(
    doc: &Doc,
    index: usize,
    sentence: &Sentence,
    notes: &[Option<String>],
    out: &mut String,
) {
    let words: Vec<&str> = sentence.span.of(doc.text()).split_whitespace().collect();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "# sent_id = {}", index + 1);
    if sentence.kind != LineKind::Prose {
        let _ = writeln!(out, "# line_kind = {:?}", sentence.kind);
    }
    let _ = writeln!(out, "# text = {}", words.join(" "));
    let first = sentence.tokens.start;
    for id in sentence.tokens.clone() {
        let token = doc.token(id);
        let next = doc.tokens().get(id + 1);
        let joined = next.is_some_and(|next| next.span.start == token.span.end);
        let analysis = Analysis {
            upos: token.upos,
            tag: token.tag,
            lemma: token.lemma.clone(),
            head: token.head.map(|head| head - first),
            relation: token.relation,
            name: token.name,
        };
        let spaces = if joined { "SpaceAfter=No" } else { "_" };
        let name = (token.name != NameTag::Outside).then(|| format!("Name={}", token.name));
        let misc = with_note(&with_note(spaces, name), notes[id].clone());
        write_word(&(id - first + 1).to_string(), doc.form(id), &analysis, &misc, out);
        out.push('\n');
    }
    out.push('\n');
}

/// Writes the line of one word, without its newline.
fn write_word(id: &str, form: &str, analysis: &Analysis, misc: &str, out: &mut String) {
    let Analysis { upos, tag, lemma, head, relation, name: _ } = analysis;
    let feats = feats(form, *upos, *tag, *relation);
    let head = head.map_or(0, |head| head + 1);
    let _ =
        write!(out, "{id}\t{form}\t{lemma}\t{upos}\t{tag}\t{feats}\t{head}\t{relation}\t_\t{misc}");
}

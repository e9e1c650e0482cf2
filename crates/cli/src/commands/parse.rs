//! `verbale parse`: what are the words and trees of these texts?

use std::io::{BufWriter, Read, Write};

use anyhow::{Result, anyhow, bail};
use clap::Args;
use verbale_engine::input::{self, Articles};
use verbale_engine::{Coder, in_order};
use verbale_intake::{FORMATS, Held, Intake, format_named};
use verbale_text::{Doc, conllu};

use crate::files::names;
use crate::knowledge::KnowledgeArguments;
use crate::{Ending, terminal};

/// Write sentences, words and trees as CoNLL-U
///
/// Takes what `verbale code` takes, in any language, and CoNLL-U, also gzipped: the words of a treebank stay, its tags,
/// lemmas and trees are replaced, so that anyone can score them. The last column of every word that tells an event
/// holds `Factuality=`: from -3, it did not happen, to 3, it did.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Files to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// What the files are, where name and content do not tell: `conllu`, or a format of `verbale code`
    #[arg(long, value_name = "FORMAT", value_parser = names(formats()))]
    from: Option<String>,
    /// How many articles to read at once; the result is the same for any number
    #[arg(short, long, default_value_t = terminal::threads())]
    threads: usize,
    #[command(flatten)]
    knowledge: KnowledgeArguments,
}

/// The format that only this command reads.
const CONLLU: &str = "conllu";

fn formats() -> impl Iterator<Item = &'static str> {
    FORMATS.iter().map(|format| format.name).chain([CONLLU])
}

const EXAMPLES: &str = "\
Examples:
  verbale parse article.txt
  echo 'Ghana expelled two envoys.' | verbale parse -
  verbale parse gold.conllu > ours.conllu
  zcat gold.conllu.gz | verbale parse -";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let coder = arguments.knowledge.coder()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut ending = Ending::Complete;
    for file in &arguments.files {
        let part = match held(file, arguments.from.as_deref()) {
            Ok(Held::Other(trees)) => parse_conllu(&coder, file, trees, &mut out)?,
            Ok(Held::Articles(articles)) => {
                parse_articles(&coder, articles, arguments.threads, &mut out)?
            }
            Err(error) => {
                terminal::fault(&input::unreadable(file, &error).to_string());
                Ending::Partial
            }
        };
        if part == Ending::Partial {
            ending = part;
        }
    }
    out.flush()?;
    Ok(ending)
}

/// Articles or trees, as `from`, the name or the first bytes of `file` tell.
fn held(file: &str, from: Option<&str>) -> std::io::Result<Held> {
    if from == Some(CONLLU) {
        return Ok(Held::Other(verbale_intake::open(file)?));
    }
    let format = from.and_then(format_named);
    let intake = Intake { format, any_language: true, ..Intake::default() };
    let is_named = is_named_conllu(file);
    let is_conllu = |start: &[u8]| format.is_none() && (is_named || conllu::looks_like(start));
    Ok(intake.articles_or(file, is_conllu))
}

fn is_named_conllu(file: &str) -> bool {
    let name = file.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.ends_with(".conllu") || name.ends_with(".conll")
}

fn parse_conllu(
    coder: &Coder,
    file: &str,
    trees: impl Read,
    out: &mut impl Write,
) -> Result<Ending> {
    let parsed = read_all(file, trees).and_then(|text| {
        conllu::reannotate(&text, coder.language(), &|doc| factuality(coder, doc))
            .map_err(|error| anyhow!("{file}:{}: {}", error.line, error.fault))
    });
    match parsed {
        Ok(text) => out.write_all(text.as_bytes())?,
        Err(error) => {
            terminal::fault(&format!("{error:#}"));
            return Ok(Ending::Partial);
        }
    }
    Ok(Ending::Complete)
}

/// For each word that tells an event, how surely it took place.
fn factuality(coder: &Coder, doc: &Doc) -> Vec<Option<String>> {
    let grades = coder.extractor().factuality(doc).into_iter();
    // Adding nought makes -0 of no sign.
    grades.map(|grade| Some(format!("Factuality={:.2}", grade? + 0.0))).collect()
}

/// The longest treebank that is read whole: ten times the largest of English.
const MAX_TREES: u64 = 256 << 20;

/// All of `trees`, without a byte order mark.
fn read_all(file: &str, trees: impl Read) -> Result<String> {
    let mut bytes = Vec::new();
    let read = trees.take(MAX_TREES + 1).read_to_end(&mut bytes);
    read.map_err(|error| input::unreadable(file, &error))?;
    if bytes.len() as u64 > MAX_TREES {
        bail!("{file}: is longer than {} MiB; split it between sentences", MAX_TREES >> 20);
    }
    let text = String::from_utf8(bytes);
    let text = text.map_err(|_| anyhow!("{file}: is not UTF-8; convert it to UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

fn parse_articles(
    coder: &Coder,
    articles: Articles,
    threads: usize,
    out: &mut impl Write,
) -> Result<Ending> {
    let mut ending = Ending::Complete;
    let read = |article: Result<verbale_engine::Article, verbale_engine::InputError>| {
        article.map(|article| {
            let doc = coder.read(&article.text);
            (conllu::write(&doc, &|doc| factuality(coder, doc)), article.id)
        })
    };
    in_order(articles, threads, read, |trees| match trees {
        Ok((trees, id)) => {
            let body = trees.strip_prefix("# newdoc\n").unwrap_or(&trees);
            writeln!(out, "# newdoc id = {id}")?;
            out.write_all(body.as_bytes())
        }
        Err(error) => {
            ending = Ending::Partial;
            terminal::fault(&error.to_string());
            Ok(())
        }
    })?;
    Ok(ending)
}

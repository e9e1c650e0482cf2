//! `verbale parse`: what are the words and trees of these texts?

use std::io::{BufWriter, Read, Write};

use anyhow::{Result, anyhow};
use clap::Args;
use verbale_engine::{Coder, in_order, input};
use verbale_intake::{FORMATS, Intake, format_named};
use verbale_text::{Doc, conllu};

use crate::files::{names, open};
use crate::knowledge::KnowledgeArguments;
use crate::{Ending, terminal};

/// Write sentences, words and trees as CoNLL-U
///
/// Takes what `verbale code` takes, in any language; `--from conllu` keeps the words of a treebank and replaces its tags,
/// lemmas and trees, so that anyone can score them. The last column of every word that tells an event
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
  verbale parse gold.conllu > ours.conllu";

pub(crate) fn run(arguments: &Arguments) -> Result<Ending> {
    let coder = arguments.knowledge.coder()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut ending = Ending::Complete;
    for file in &arguments.files {
        let named = file.ends_with(".conllu") || file.ends_with(".conll");
        let is_conllu = arguments.from.as_deref().map_or(named, |format| format == CONLLU);
        let part = if is_conllu {
            parse_conllu(&coder, file, &mut out)?
        } else {
            parse_articles(&coder, file, arguments, &mut out)?
        };
        if part == Ending::Partial {
            ending = part;
        }
    }
    out.flush()?;
    Ok(ending)
}

fn parse_conllu(coder: &Coder, file: &str, out: &mut impl Write) -> Result<Ending> {
    let parsed = read_all(file).and_then(|text| {
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

fn read_all(file: &str) -> Result<String> {
    let mut text = String::new();
    let read = open(file).and_then(|mut reader| reader.read_to_string(&mut text));
    match read {
        Ok(_) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::InvalidData => {
            Err(anyhow!("{file}: is not UTF-8; convert it to UTF-8"))
        }
        Err(error) => Err(input::unreadable(file, &error).into()),
    }
}

fn parse_articles(
    coder: &Coder,
    file: &str,
    arguments: &Arguments,
    out: &mut impl Write,
) -> Result<Ending> {
    let format = arguments.from.as_deref().and_then(format_named);
    let intake = Intake { format, any_language: true, ..Intake::default() };
    let mut ending = Ending::Complete;
    let read = |article: Result<verbale_engine::Article, verbale_engine::InputError>| {
        article.map(|article| {
            let doc = coder.read(&article.text);
            (conllu::write(&doc, &|doc| factuality(coder, doc)), article.id)
        })
    };
    in_order(intake.articles(file), arguments.threads, read, |trees| match trees {
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

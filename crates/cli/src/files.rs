//! How are the files that a command names opened?

use std::fs::File;
use std::io::{BufRead, BufReader, Result};
use std::path::Path;
use std::sync::Arc;

use clap::Args;
use clap::builder::PossibleValuesParser;
use verbale_intake::{Columns, FORMATS, Format, Intake, format_named};

/// How to read files into articles.
#[derive(Debug, Clone, Args)]
pub(crate) struct IntakeArguments {
    /// What the files are, where name and content do not tell
    #[arg(long, value_name = "FORMAT", value_parser = names(FORMATS.iter().map(|f| f.name)), long_help = formats())]
    from: Option<String>,
    #[command(flatten)]
    reading: ReadingArguments,
}

/// The same, whatever format they are in.
#[derive(Debug, Clone, Args)]
pub(crate) struct ReadingArguments {
    /// Which columns of a table hold what, as in `text=body,date=published`
    ///
    /// An article has id, text, date, title, source, url and lang. Columns are named as the first row does,
    /// or by number from 1; where all are numbers, the first row is an article. What is not given is found
    /// by the usual names.
    #[arg(long, value_name = "FIELD=COLUMN,…")]
    columns: Option<Columns>,
    /// Keep articles that are not in English; they are read as if they were
    #[arg(long)]
    any_language: bool,
}

impl IntakeArguments {
    /// What reads files in this way.
    pub(crate) fn intake(&self) -> Intake {
        self.reading.intake(self.from.as_deref().and_then(format_named))
    }
}

impl ReadingArguments {
    /// What reads files of `format` in this way.
    pub(crate) fn intake(&self, format: Option<&'static Format>) -> Intake {
        Intake {
            format,
            columns: Arc::new(self.columns.clone().unwrap_or_default()),
            any_language: self.any_language,
            ..Intake::default()
        }
    }
}

fn formats() -> String {
    let formats: Vec<String> = FORMATS.iter().map(|f| format!("{}: {}", f.name, f.about)).collect();
    format!("What the files are, where name and content do not tell\n\n{}", formats.join("\n"))
}

/// Takes only `names`.
pub(crate) fn names(names: impl Iterator<Item = &'static str>) -> PossibleValuesParser {
    PossibleValuesParser::new(names)
}

/// The bytes of `file`; `-` is standard input.
pub(crate) fn open(file: &str) -> Result<Box<dyn BufRead + Send>> {
    if file == "-" {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let opened = File::open(Path::new(file))?;
    if opened.metadata()?.is_dir() {
        return Err(std::io::ErrorKind::IsADirectory.into());
    }
    Ok(Box::new(BufReader::new(opened)))
}

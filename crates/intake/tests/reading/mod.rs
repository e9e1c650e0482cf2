//! How do tests read files?

#![allow(dead_code, reason = "each test binary uses its part")]

use std::io::Cursor;
use std::path::Path;

use verbale_engine::{Article, InputError};
use verbale_intake::{Intake, Tally, format_named};

/// What reading gave.
#[derive(Debug)]
pub struct Read {
    pub articles: Vec<Article>,
    pub faults: Vec<InputError>,
    pub tally: Tally,
}

/// What `intake` makes of `bytes` as the file called `file`.
pub fn articles(intake: &Intake, file: &str, bytes: impl AsRef<[u8]>) -> Read {
    let mut read = Read { articles: Vec::new(), faults: Vec::new(), tally: intake.tally.clone() };
    for article in intake.read(Box::new(Cursor::new(bytes.as_ref().to_vec())), file) {
        match article {
            Ok(article) => read.articles.push(article),
            Err(fault) => read.faults.push(fault),
        }
    }
    read
}

/// What is in `bytes` as the file called `file`.
pub fn read(file: &str, bytes: impl AsRef<[u8]>) -> Read {
    articles(&Intake::default(), file, bytes)
}

/// The same in the format called `format`.
pub fn read_as(format: &str, file: &str, bytes: impl AsRef<[u8]>) -> Read {
    articles(&Intake { format: format_named(format), ..Intake::default() }, file, bytes)
}

/// The file of the test data called `name`.
pub fn data(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

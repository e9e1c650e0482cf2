//! How are the files that a command names opened?

use std::fs::File;
use std::io::{BufRead, BufReader, Result};
use std::path::Path;

use verbale_engine::input;

/// The articles in `file`; `-` is standard input.
pub(crate) fn articles(file: &str, format: Option<&'static input::Format>) -> input::Articles {
    match open(file) {
        Ok(reader) => input::read(reader, file, format),
        Err(error) => Box::new(std::iter::once(Err(input::unreadable(file, &error)))),
    }
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

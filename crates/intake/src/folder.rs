//! Which files does an argument name?
//!
//! A folder stands for the files in it and in its folders, in the order of their names, as far as their
//! endings tell that we read them. Hidden files and links to folders are left alone.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use crate::Tally;
use crate::format::{by_extension, unpacked};
use crate::stream::{Bytes, Stream};

/// A file to read, and what its only article is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    pub path: String,
    pub id: String,
}

impl Named {
    /// The place of an article called `id`, if it is called after this file: its path, with a line or number in it
    /// where it is one of several.
    pub fn place(&self, id: &str) -> Option<String> {
        let rest = id.strip_prefix(&self.id)?;
        let number = rest.strip_prefix(':').is_some_and(|number| number.parse::<usize>().is_ok());
        (rest.is_empty() || number).then(|| format!("{}{rest}", self.path))
    }
}

/// The files that `path` names; `-` is standard input.
pub(crate) fn files(path: &str, tally: &Tally) -> io::Result<Vec<Named>> {
    let root = Path::new(path);
    if path == "-" || !root.is_dir() {
        return Ok(vec![Named { path: path.to_owned(), id: stem(root) }]);
    }
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if !hidden && entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if !hidden && entry.path().is_file() {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    let known = |path: &PathBuf| {
        let known = by_extension(&path.to_string_lossy()).is_some();
        if !known {
            tally.add_other_file();
        }
        known
    };
    let named = |path: PathBuf| {
        let inside = path.strip_prefix(root).unwrap_or(&path);
        let id = inside.with_file_name(stem(inside)).to_string_lossy().into_owned();
        Named { path: path.to_string_lossy().into_owned(), id }
    };
    Ok(found.into_iter().filter(known).map(named).collect())
}

/// `talks` for `news/talks.txt.gz`; `stdin` for `-`.
pub(crate) fn stem(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match Path::new(unpacked(&name)).file_stem() {
        Some(stem) if stem != "-" => stem.to_string_lossy().into_owned(),
        _ => "stdin".to_owned(),
    }
}

/// The bytes of `file`, unpacked; `-` is standard input.
pub(crate) fn open(file: &str) -> io::Result<Stream> {
    let reader: Bytes = if file == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else {
        // Page-sized reads would be many for an archive of gigabytes.
        Box::new(BufReader::with_capacity(1 << 16, File::open(file)?))
    };
    Stream::new(reader)
}

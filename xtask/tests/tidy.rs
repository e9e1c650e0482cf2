//! Is the repository as tidy as we say? Every Rust file says what it is for, none is too long, and the
//! paths that the documents name are there.

use std::fs;
use std::path::{Path, PathBuf};

/// Past this a file has more than one task.
const MOST_LINES: usize = 800;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask has a parent").to_path_buf()
}

/// All files under `folder` with one of `extensions`, sorted; build output and hidden folders left out.
fn files(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = entry.file_name().to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && name != "scratch" && !name.starts_with('.') {
                folders.push(path);
            } else if path.extension().is_some_and(|ext| extensions.iter().any(|e| ext == *e)) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn lines(path: &Path) -> Vec<String> {
    fs::read_to_string(path).unwrap_or_default().lines().map(str::to_owned).collect()
}

#[test]
fn every_rust_file_opens_with_what_it_is_for() {
    let bare: Vec<String> = files(&root(), &["rs"])
        .iter()
        .filter(|path| !lines(path).first().is_some_and(|line| line.starts_with("//!")))
        .map(|path| path.display().to_string())
        .collect();
    assert!(
        bare.is_empty(),
        "begin with a `//!` line that says what the file is for:\n{}",
        bare.join("\n")
    );
}

#[test]
fn no_rust_file_is_too_long() {
    let long: Vec<String> = files(&root(), &["rs"])
        .iter()
        .map(|path| (path, lines(path).len()))
        .filter(|(_, count)| *count > MOST_LINES)
        .map(|(path, count)| format!("{} has {count} lines", path.display()))
        .collect();
    assert!(long.is_empty(), "split what has more than {MOST_LINES} lines:\n{}", long.join("\n"));
}

#[test]
fn paths_that_documents_name_are_there() {
    let root = root();
    let mut missing = Vec::new();
    for document in files(&root, &["md"]) {
        // A case document quotes the news, and no path of ours.
        if document.starts_with(root.join("tests/cases")) {
            continue;
        }
        for (number, line) in lines(&document).iter().enumerate() {
            for path in line.split('`').skip(1).step_by(2).filter(|path| is_our_path(&root, path)) {
                let beside = document.parent().unwrap_or(&root).join(path);
                if !root.join(path).exists() && !beside.exists() {
                    missing.push(format!("{}:{}: {path}", document.display(), number + 1));
                }
            }
        }
    }
    assert!(missing.is_empty(), "these paths are not there:\n{}", missing.join("\n"));
}

/// Whether a piece of code in a document is a path into the repository.
fn is_our_path(root: &Path, text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '_' | '@');
    let Some((first, _)) = text.split_once('/') else { return false };
    text.chars().all(plain)
        && !first.is_empty()
        && !first.starts_with('.')
        && root.join(first).is_dir()
}

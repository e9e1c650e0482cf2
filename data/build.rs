//! Lists the knowledge files so that `lib.rs` can embed them: dropping a file in is all it takes.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Folders whose `.toml`, `.tsv` and `.txt` files are knowledge.
const FOLDERS: [&str; 5] = ["ontology", "words", "frames", "actors", "places"];

fn main() {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let mut list = String::from("&[\n");
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        for file in files(&root.join(folder)) {
            let path = file.strip_prefix(&root).expect("under root").display().to_string();
            writeln!(list, "    ({path:?}, include_str!({:?})),", file.display().to_string())
                .expect("writing to a string");
        }
    }
    list.push(']');
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("set by cargo"));
    std::fs::write(out.join("files.rs"), list).expect("OUT_DIR is writable");
}

/// The knowledge files directly in `folder`, sorted by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension().is_some_and(|ext| ext == "toml" || ext == "tsv" || ext == "txt")
        })
        .collect();
    found.sort();
    found
}

//! Lists the knowledge files so that `lib.rs` can embed them, and compiles them: dropping a file in is
//! all it takes. A fault in one of them ends the build, told by file and line.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use verbale_lexicon::Lexicon;

mod digest;

use digest::digest;

/// Folders whose `.toml`, `.tsv` and `.txt` files are knowledge.
const FOLDERS: [&str; 5] = ["ontology", "words", "frames", "actors", "places"];
const MODELS: [&str; 2] = ["model/english.model", "model/acts.model"];

fn main() -> ExitCode {
    let root = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("set by cargo"));
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("set by cargo"));
    let paths: Vec<PathBuf> = FOLDERS.iter().flat_map(|folder| files(&root.join(folder))).collect();
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(&root).expect("under root").display().to_string();
        (name, std::fs::read_to_string(path).expect("a readable file in UTF-8"))
    };
    let texts: Vec<(String, String)> = paths.iter().map(read).collect();
    let mut files: Vec<(&str, &str)> =
        texts.iter().map(|(path, text)| (&**path, &**text)).collect();
    let lexicon = match Lexicon::read(&files) {
        Ok(lexicon) => lexicon.compile().expect("knowledge has a form in bytes"),
        Err(faults) => {
            faults.0.iter().for_each(|fault| println!("cargo::error=data/{fault}"));
            return ExitCode::FAILURE;
        }
    };
    let write = |name: &str, bytes: &[u8]| {
        std::fs::write(out.join(name), bytes).expect("OUT_DIR is writable");
    };
    write("files.rs", list(&paths, &files).as_bytes());
    write("lexicon.bin", &lexicon);
    files.sort_unstable();
    let models = MODELS.map(|model| std::fs::read(root.join(model)).expect("the model"));
    write("digest.txt", digest(files, models.each_ref().map(|model| &**model)).as_bytes());
    for watched in FOLDERS.iter().chain(&MODELS) {
        println!("cargo::rerun-if-changed={watched}");
    }
    ExitCode::SUCCESS
}

/// The files as `lib.rs` includes them.
fn list(paths: &[PathBuf], files: &[(&str, &str)]) -> String {
    let mut list = String::from("&[\n");
    for (path, (name, _)) in paths.iter().zip(files) {
        writeln!(list, "    ({name:?}, include_str!({:?})),", path.display().to_string())
            .expect("writing to a string");
    }
    list.push(']');
    list
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

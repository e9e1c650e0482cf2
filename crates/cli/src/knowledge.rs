//! Which knowledge does this run use, and where does it lie?

use std::fs;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;
use verbale_engine::{Coder, CoderError, ExtraFile, Knowledge};

/// Which knowledge to use.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct KnowledgeArguments {
    /// Folder whose knowledge files are added to those built in
    ///
    /// It has the shape of `data/` in the source: `frames/`, `actors/`, `words/` and so on. A file of the
    /// same path as a built-in one replaces it.
    #[arg(long, value_name = "DIR")]
    knowledge: Option<PathBuf>,
    /// Take only the acts that frames read, and none that the network proposes
    ///
    /// Those that it proposes carry `confidence` and a `rule` that begins with `proposed/`.
    #[arg(long)]
    frames_only: bool,
}

impl KnowledgeArguments {
    /// The knowledge, read but not linked.
    pub(crate) fn load(&self) -> Result<Knowledge> {
        let knowledge = match self.frames_only {
            true => Knowledge::built_in().without_proposals(),
            false => Knowledge::built_in(),
        };
        match &self.knowledge {
            Some(folder) => Ok(knowledge.with(folder_files(folder)?)),
            None => Ok(knowledge),
        }
    }

    /// A coder with it, kept until the program ends: to take it apart would take as long as making it.
    pub(crate) fn coder(&self) -> Result<ManuallyDrop<Coder>> {
        match Coder::new(&self.load()?) {
            Ok(coder) => Ok(ManuallyDrop::new(coder)),
            Err(CoderError::Knowledge(faults)) => {
                let count = faults.0.len();
                let list: Vec<String> = faults
                    .0
                    .iter()
                    .map(|fault| format!("  {}", self.placed(&fault.to_string())))
                    .collect();
                bail!("knowledge has {count} faults; mend them to go on\n{}", list.join("\n"))
            }
            Err(other) => Err(other.into()),
        }
    }

    /// `place`, which begins with a path inside a knowledge folder, with that folder before it.
    pub(crate) fn placed(&self, place: &str) -> String {
        let path = place.split(':').next().unwrap_or_default();
        match &self.knowledge {
            Some(folder) if folder.join(path).exists() => folder.join(place).display().to_string(),
            _ => format!("data/{place}"),
        }
    }
}

fn folder_files(folder: &Path) -> Result<Vec<ExtraFile>> {
    let mut files = Vec::new();
    for name in Knowledge::FOLDERS {
        let path = folder.join(name);
        if path.is_dir() {
            read_folder(&path, name, &mut files)?;
        }
    }
    if files.is_empty() {
        let folder = folder.display();
        bail!("{folder}: holds no knowledge; expected files such as {folder}/frames/accuse.toml");
    }
    Ok(files)
}

fn read_folder(path: &Path, name: &str, files: &mut Vec<ExtraFile>) -> Result<()> {
    let entries = fs::read_dir(path).with_context(|| path.display().to_string())?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths {
        let file = path.file_name().and_then(|file| file.to_str());
        let Some(file) = file.filter(|file| Knowledge::is_file(file)) else { continue };
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        files.push((format!("{name}/{file}"), text));
    }
    Ok(())
}

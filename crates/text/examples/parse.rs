//! Reads text from standard input and prints its trees as CoNLL-U; with `--conllu`, reads CoNLL-U and
//! analyses its words anew. With `--measure`, prints what reading took, as JSON: tokens, CPU seconds of
//! the reading alone and of opening the model, and the highest memory in MB (Linux).

use std::io::{Read as _, Write as _};
use std::time::Instant;

use verbale_text::{Language, conllu, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let has = |flag: &str| std::env::args().any(|argument| argument == flag);
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let (wall, cpu) = (Instant::now(), cpu_seconds());
    let language = Language::from_bytes(verbale_data::MODEL, verbale_data::FILES)?;
    let (wall_open, opened) = (wall.elapsed().as_secs_f64(), cpu_seconds());
    let mut out = std::io::stdout().lock();
    if has("--conllu") {
        out.write_all(conllu::reannotate(&input, &language, &conllu::no_notes)?.as_bytes())?;
        return Ok(());
    }
    let doc = read(&input, &language);
    if !has("--measure") {
        out.write_all(conllu::write(&doc, &conllu::no_notes).as_bytes())?;
        return Ok(());
    }
    // Where the system does not tell CPU time, the clock on the wall has to do.
    let wall_read = wall.elapsed().as_secs_f64() - wall_open;
    let (open, read) = match (cpu, opened, cpu_seconds()) {
        (Some(start), Some(opened), Some(end)) => (opened - start, end - opened),
        _ => (wall_open, wall_read),
    };
    let tokens = doc.tokens().len();
    let memory = memory_mb().unwrap_or(0);
    writeln!(
        out,
        "{{\"what\": \"verbale-text\", \"tokens\": {tokens}, \"seconds\": {read:.3}, \
         \"open\": {open:.3}, \"memory\": {memory}}}"
    )?;
    Ok(())
}

/// CPU seconds of this process so far, where Linux tells them in nanoseconds.
fn cpu_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    Some(told.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// The most memory that this process has held, in MB.
fn memory_mb() -> Option<u64> {
    let told = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? / 1024)
}

//! A text's trees, or what reading it took.

use std::error::Error;
use std::io::{ErrorKind, Read as _, Write as _};
use std::process::ExitCode;
use std::time::Instant;

use verbale_text::{Language, conllu, read};

const HELP: &str = "\
Reads English text from standard input and writes its sentences, words and trees as CoNLL-U.

Usage: parse [--conllu | --measure] [--model FILE] < TEXT

  --conllu   the input is CoNLL-U: its words stay, tags, lemmas and trees are replaced
  --measure  write instead what reading took, as JSON: tokens, CPU seconds of the reading alone and of opening the
             model, and the most memory held, in MB (Linux)
  --model    the model to read with; without it, the one built in
  --help     write this

Example: echo 'Ghana expelled two envoys.' | parse
";

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Task {
    Parse,
    Reannotate,
    Measure,
    Help,
}

/// What to do, and with which model; `None` is the one built in.
type Asked = (Task, Option<String>);

fn main() -> ExitCode {
    let asked = match asked(std::env::args().skip(1)) {
        Ok(asked) => asked,
        Err(fault) => return ended(&fault, 2),
    };
    match run(asked) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => ended(&error.to_string(), 1),
    }
}

#[expect(clippy::print_stderr, reason = "faults of a program")]
fn ended(fault: &str, status: u8) -> ExitCode {
    eprintln!("error: {fault}");
    ExitCode::from(status)
}

fn asked(mut arguments: impl Iterator<Item = String>) -> Result<Asked, String> {
    let (mut task, mut model) = (Task::Parse, None);
    while let Some(argument) = arguments.next() {
        let asked = match argument.as_str() {
            "--conllu" => Task::Reannotate,
            "--measure" => Task::Measure,
            "--help" | "-h" => return Ok((Task::Help, None)),
            "--model" => {
                model = Some(arguments.next().ok_or("--model wants a file")?);
                continue;
            }
            _ => {
                return Err(format!("unknown argument \"{argument}\"; --help tells what there is"));
            }
        };
        if task != Task::Parse && task != asked {
            return Err("--conllu and --measure do not go together; give one".to_owned());
        }
        task = asked;
    }
    Ok((task, model))
}

fn run((task, model): Asked) -> Result<(), Box<dyn Error>> {
    let written = if task == Task::Help { HELP.to_owned() } else { answer(task, model)? };
    match std::io::stdout().lock().write_all(written.as_bytes()) {
        // Who stops reading has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        written => Ok(written?),
    }
}

fn answer(task: Task, model: Option<String>) -> Result<String, Box<dyn Error>> {
    let mut input = Vec::new();
    std::io::stdin().read_to_end(&mut input)?;
    let input =
        String::from_utf8(input).map_err(|_| "standard input is not UTF-8; convert it to UTF-8")?;
    let start = (Instant::now(), cpu_seconds());
    let language = match model {
        None => Language::from_bytes(verbale_data::MODEL, verbale_data::FILES)?,
        Some(file) => opened(&file).map_err(|error| format!("{file}: {error}"))?,
    };
    match task {
        Task::Reannotate => Ok(conllu::reannotate(&input, &language, &conllu::no_notes)?),
        Task::Measure => Ok(measured(&input, &language, start)),
        Task::Parse | Task::Help => Ok(conllu::write(&read(&input, &language), &conllu::no_notes)),
    }
}

fn opened(file: &str) -> Result<Language, Box<dyn Error>> {
    Ok(Language::from_bytes(std::fs::read(file)?, verbale_data::FILES)?)
}

/// What reading `input` takes, as JSON; `start` tells both clocks before `language` was opened.
fn measured(input: &str, language: &Language, (wall, cpu): (Instant, Option<f64>)) -> String {
    let (wall_open, opened) = (wall.elapsed().as_secs_f64(), cpu_seconds());
    let doc = read(input, language);
    // Where the system does not tell CPU time, the clock on the wall has to do.
    let wall_read = wall.elapsed().as_secs_f64() - wall_open;
    let (open, read) = match (cpu, opened, cpu_seconds()) {
        (Some(start), Some(opened), Some(end)) => (opened - start, end - opened),
        _ => (wall_open, wall_read),
    };
    let tokens = doc.tokens().len();
    let memory = memory_mb().unwrap_or(0);
    format!(
        "{{\"what\": \"verbale-text\", \"tokens\": {tokens}, \"seconds\": {read:.3}, \
         \"open\": {open:.3}, \"memory\": {memory}}}\n"
    )
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_tell_the_task_and_unknown_ones_are_refused() {
        let asked = |line: &str| asked(line.split_whitespace().map(str::to_owned));
        assert_eq!(asked(""), Ok((Task::Parse, None)));
        assert_eq!(asked("--conllu"), Ok((Task::Reannotate, None)));
        assert_eq!(asked("--measure --measure"), Ok((Task::Measure, None)));
        assert_eq!(asked("--measure --help"), Ok((Task::Help, None)));
        assert_eq!(asked("--model a.model"), Ok((Task::Parse, Some("a.model".to_owned()))));
        assert!(asked("--conlu").is_err_and(|fault| fault.contains("\"--conlu\"")));
        assert!(asked("--conllu --measure").is_err());
        assert!(asked("--model").is_err());
    }
}

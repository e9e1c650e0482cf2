//! Reads text from standard input and prints its trees as CoNLL-U; with `--conllu`, reads CoNLL-U and
//! analyses its words anew. With `--time`, prints only how fast that went.

use std::io::{Read as _, Write as _};
use std::time::Instant;

use verbale_text::{Language, conllu, read};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let has = |flag: &str| std::env::args().any(|argument| argument == flag);
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let start = Instant::now();
    let language = Language::from_bytes(verbale_data::MODEL, verbale_data::FILES)?;
    let loaded = start.elapsed();
    let start = Instant::now();
    let mut out = std::io::stdout().lock();
    if has("--conllu") {
        let annotated = conllu::reannotate(&input, &language, &conllu::no_notes)?;
        if !has("--time") {
            out.write_all(annotated.as_bytes())?;
        }
        writeln!(std::io::stderr(), "load {loaded:?}, {:?}", start.elapsed())?;
    } else {
        let doc = read(&input, &language);
        let seconds = start.elapsed().as_secs_f64();
        let tokens = doc.tokens().len();
        if has("--time") {
            let speed = tokens as f64 / seconds;
            writeln!(out, "load {loaded:?}, {tokens} tokens, {seconds:.2} s, {speed:.0} tokens/s")?;
        } else {
            out.write_all(conllu::write(&doc, &conllu::no_notes).as_bytes())?;
        }
    }
    Ok(())
}

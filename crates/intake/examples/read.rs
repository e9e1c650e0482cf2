//! How fast are files read into articles, and in how much memory? Reads those named and counts.
//!
//! `cargo run --release -p verbale-intake --example read -- CC-NEWS.warc.gz`

#![allow(clippy::print_stdout, reason = "this is what it is for")]

use std::time::Instant;

use verbale_intake::Intake;

fn main() {
    let intake = Intake::default();
    let begun = Instant::now();
    let (mut articles, mut bytes, mut faults) = (0usize, 0usize, 0usize);
    for article in std::env::args().skip(1).flat_map(|file| intake.articles(&file)) {
        match article {
            Ok(article) => {
                articles += 1;
                bytes += article.text.len();
            }
            Err(fault) => {
                faults += 1;
                println!("{fault}");
            }
        }
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!("{articles} articles of {bytes} bytes, {faults} faults, in {seconds:.2} s");
    intake.tally.summary().iter().for_each(|line| println!("{line}"));
    // Linux only: the most memory that was held.
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().filter(|line| line.starts_with("VmHWM")).for_each(|line| println!("{line}"));
}

//! How is tension drawn? Bars around a middle line: on a terminal with blocks, else as SVG or PNG.

mod drawing;
mod picture;

use std::io::Write;
use std::path::{Path, PathBuf};

use anstyle::{AnsiColor, Style};
use anyhow::{Context, Result};
use verbale_store::Tension;

use crate::terminal::Brush;

/// The scale goes this far either way.
const FARTHEST: f64 = 10.0;

/// Characters of a bar of full length, either way.
const BAR: usize = 20;

/// Prints one line a step: conflict to the left of the middle, cooperation to the right. Steps without acts are
/// left out but for a sign that time passed.
pub(crate) fn print(steps: &[Tension]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let brush = Brush::new();
    let head =
        format!("{:10} {:>BAR$}│{:BAR$} {:>5}  acts", "from", "conflict ", " cooperation", "scale");
    writeln!(out, "{}", brush.paint(Style::new().bold(), &head))?;
    let mut quiet = 0;
    for step in steps {
        let Some(scale) = step.scale else {
            quiet += 1;
            continue;
        };
        if quiet > 0 {
            let told = format!("{:10} {:>BAR$}┊ {quiet} without acts", "", "");
            writeln!(out, "{}", brush.paint(Style::new().dimmed(), &told))?;
            quiet = 0;
        }
        writeln!(out, "{}", line(step, scale, brush))?;
    }
    Ok(())
}

fn line(step: &Tension, scale: f64, brush: Brush) -> String {
    let length = bar_length(scale);
    let (left, right) = if scale < 0.0 {
        (brush.paint(AnsiColor::Red.on_default(), &"█".repeat(length)), " ".repeat(BAR))
    } else {
        let bar = brush.paint(AnsiColor::Green.on_default(), &"█".repeat(length));
        (String::new(), bar + &" ".repeat(BAR - length))
    };
    let before = " ".repeat(if scale < 0.0 { BAR - length } else { BAR });
    let counts = ["verbal+", "material+", "verbal-", "material-"];
    let quads = counts.iter().zip(step.quads).filter(|(_, count)| *count > 0);
    let quads: Vec<String> = quads.map(|(what, count)| format!("{count} {what}")).collect();
    format!(
        "{:10} {before}{left}│{right} {scale:>5.1}  {} ({})",
        step.from,
        step.occurrences,
        quads.join(", ")
    )
}

fn bar_length(scale: f64) -> usize {
    let share = (scale.abs() / FARTHEST).min(1.0);
    (share * BAR as f64).round() as usize
}

/// A file into which a chart can be drawn.
pub(crate) fn file(name: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(name);
    match Drawing::of(&path) {
        Some(_) => Ok(path),
        None => Err("a chart is drawn as PNG or SVG: end the name in .png or .svg".to_owned()),
    }
}

/// How a chart is drawn into a file.
enum Drawing {
    Png,
    Svg,
}

impl Drawing {
    /// As the file's name ends.
    fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "png" => Some(Self::Png),
            "svg" => Some(Self::Svg),
            _ => None,
        }
    }
}

/// Draws the chart into a file, as its name ends.
pub(crate) fn write(path: &Path, title: &str, steps: &[Tension]) -> Result<()> {
    let shapes = drawing::shapes(title, steps);
    let bytes = match Drawing::of(path) {
        Some(Drawing::Png) => picture::png(&shapes)?,
        _ => drawing::svg(title, &shapes).into_bytes(),
    };
    std::fs::write(path, bytes).with_context(|| format!("{}: cannot be written", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_stay_in_their_room() {
        assert_eq!([-99.0, -10.0, -5.0, 0.0, 2.5, 10.0].map(bar_length), [20, 20, 10, 0, 5, 20]);
    }
}

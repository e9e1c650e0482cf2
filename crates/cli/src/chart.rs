//! How is tension drawn? Bars around a middle line: on a terminal with blocks, else as SVG.

use std::fmt::Write as _;
use std::io::Write;

use anstyle::{AnsiColor, Style};
use anyhow::Result;
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

/// Room of the drawing, in its own units.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 320.0;
const MARGIN: f64 = 48.0;

/// The chart as an SVG document: a bar for each step with acts, the scale from -10 to +10 upwards.
pub(crate) fn svg(title: &str, steps: &[Tension]) -> String {
    let middle = HEIGHT / 2.0;
    let reach = middle - MARGIN;
    let title = escaped(title);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>Tension: {title}</title>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n\
         <text x=\"{MARGIN}\" y=\"24\" font-size=\"16\">{title}</text>\n"
    );
    for (value, label) in [(10.0, "+10"), (5.0, "+5"), (0.0, "0"), (-5.0, "−5"), (-10.0, "−10")]
    {
        let y = middle - value / FARTHEST * reach;
        let (right, text) = (WIDTH - MARGIN / 2.0, y + 4.0);
        let _ = writeln!(
            svg,
            "<line x1=\"{MARGIN}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#ccc\"/>\
             <text x=\"{:.0}\" y=\"{text:.1}\" text-anchor=\"end\">{label}</text>",
            MARGIN - 8.0
        );
    }
    let room = (WIDTH - MARGIN * 1.5) / steps.len().max(1) as f64;
    for (at, step) in steps.iter().enumerate() {
        let Some(scale) = step.scale else { continue };
        let height = (scale.abs() / FARTHEST).min(1.0) * reach;
        let top = if scale < 0.0 { middle } else { middle - height };
        let x = MARGIN + at as f64 * room;
        let colour = if scale < 0.0 { "#b3362d" } else { "#2d7a4f" };
        let _ = writeln!(
            svg,
            "<rect x=\"{x:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{colour}\">\
             <title>{}: {scale:.1}, acts {}</title></rect>",
            (room * 0.8).max(0.5),
            height.max(1.0),
            step.from,
            step.occurrences
        );
    }
    for (anchor, x, step) in
        [("start", MARGIN, steps.first()), ("end", WIDTH - MARGIN / 2.0, steps.last())]
    {
        let day = step.map_or("", |step| step.from.as_str());
        let y = HEIGHT - 16.0;
        let _ = writeln!(svg, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{day}</text>");
    }
    svg.push_str("</svg>\n");
    svg
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(from: &str, scale: Option<f64>) -> Tension {
        Tension { from: from.to_owned(), scale, ..Tension::default() }
    }

    #[test]
    fn bars_stay_in_their_room() {
        assert_eq!([-99.0, -10.0, -5.0, 0.0, 2.5, 10.0].map(bar_length), [20, 20, 10, 0, 5, 20]);
    }

    #[test]
    fn the_drawing_has_a_bar_for_each_step_with_acts_and_no_foreign_markup() {
        let steps = [
            step("2015-06-01", Some(-4.0)),
            step("2015-06-08", None),
            step("2015-06-15", Some(3.0)),
        ];
        let svg = svg("A <b> & \"C\"", &steps);
        assert_eq!(svg.matches("<rect x=").count(), 2);
        assert!(svg.contains("A &lt;b&gt; &amp; &quot;C&quot;") && !svg.contains("<b>"));
        assert!(svg.contains(">2015-06-01</text>") && svg.contains(">2015-06-15</text>"));
        assert!(super::svg("nothing", &[]).ends_with("</svg>\n"));
    }
}

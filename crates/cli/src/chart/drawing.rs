//! Of which shapes does the chart consist? Computed once, for every format.

use std::fmt::Write as _;

use verbale_store::Tension;

use super::FARTHEST;

/// Room of the drawing, in its own units.
pub(super) const WIDTH: f64 = 960.0;
pub(super) const HEIGHT: f64 = 320.0;
const MARGIN: f64 = 48.0;

/// Where lines and bars end.
const RIGHT: f64 = WIDTH - MARGIN / 2.0;

/// A part of the drawing.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A line across.
    Line { left: f64, right: f64, y: f64 },
    /// A step with acts.
    Bar { x: f64, y: f64, width: f64, height: f64, conflict: bool, told: String },
    /// Words that begin or end at `x`.
    Text { x: f64, y: f64, size: f64, ends: bool, text: String },
}

/// A bar for each step with acts, the scale from -10 to +10 upwards.
pub(super) fn shapes(title: &str, steps: &[Tension]) -> Vec<Shape> {
    let middle = HEIGHT / 2.0;
    let reach = middle - MARGIN;
    let text =
        |x, y, size, ends, text: &str| Shape::Text { x, y, size, ends, text: text.to_owned() };
    let mut shapes = vec![text(MARGIN, 24.0, 16.0, false, title)];
    for (value, label) in [(10.0, "+10"), (5.0, "+5"), (0.0, "0"), (-5.0, "−5"), (-10.0, "−10")]
    {
        let y = middle - value / FARTHEST * reach;
        shapes.push(Shape::Line { left: MARGIN, right: RIGHT, y });
        shapes.push(text(MARGIN - 8.0, y + 4.0, 12.0, true, label));
    }
    let room = (WIDTH - MARGIN * 1.5) / steps.len().max(1) as f64;
    for (at, step) in steps.iter().enumerate() {
        let Some(scale) = step.scale else { continue };
        let height = (scale.abs() / FARTHEST).min(1.0) * reach;
        shapes.push(Shape::Bar {
            x: MARGIN + at as f64 * room,
            y: if scale < 0.0 { middle } else { middle - height },
            width: (room * 0.8).max(0.5),
            height: height.max(1.0),
            conflict: scale < 0.0,
            told: format!("{}: {scale:.1}, acts {}", step.from, step.occurrences),
        });
    }
    for (ends, x, step) in [(false, MARGIN, steps.first()), (true, RIGHT, steps.last())] {
        let day = step.map_or("", |step| step.from.as_str());
        shapes.push(text(x, HEIGHT - 16.0, 12.0, ends, day));
    }
    shapes
}

/// The drawing as an SVG document.
pub(super) fn svg(title: &str, shapes: &[Shape]) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>Tension: {}</title>\n\
         <rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"#fff\"/>\n",
        escaped(title)
    );
    for shape in shapes {
        // Writing into a string cannot fail.
        let _ = match shape {
            Shape::Line { left, right, y } => writeln!(
                svg,
                "<line x1=\"{left}\" x2=\"{right}\" y1=\"{y:.1}\" y2=\"{y:.1}\" stroke=\"#ccc\"/>"
            ),
            Shape::Bar { x, y, width, height, conflict, told } => writeln!(
                svg,
                "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" \
                 fill=\"{}\"><title>{}</title></rect>",
                if *conflict { "#b3362d" } else { "#2d7a4f" },
                escaped(told)
            ),
            Shape::Text { x, y, size, ends, text } => writeln!(
                svg,
                "<text x=\"{x}\" y=\"{y:.1}\" font-size=\"{size}\" text-anchor=\"{}\">{}</text>",
                if *ends { "end" } else { "start" },
                escaped(text)
            ),
        };
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
    fn the_drawing_has_a_bar_for_each_step_with_acts_and_no_foreign_markup() {
        let steps = [
            step("2015-06-01", Some(-4.0)),
            step("2015-06-08", None),
            step("2015-06-15", Some(3.0)),
        ];
        let title = "A <b> & \"C\"";
        let drawn = svg(title, &shapes(title, &steps));
        assert_eq!(drawn.matches("<rect x=").count(), 2);
        assert!(drawn.contains("A &lt;b&gt; &amp; &quot;C&quot;") && !drawn.contains("<b>"));
        assert!(drawn.contains(">2015-06-01</text>") && drawn.contains(">2015-06-15</text>"));
        assert!(svg("nothing", &shapes("nothing", &[])).ends_with("</svg>\n"));
    }
}

//! How is tension drawn? One bar a step around a middle line, and a line for either direction.

use maud::{Markup, html};
use verbale_store::{Step, Tension};

/// The scale goes this far either way.
const FARTHEST: f64 = 10.0;

/// Room of the drawing, in its own units.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 44.0;
const TOP: f64 = 16.0;
const MIDDLE: f64 = 136.0;

/// A bar is no wider: few steps do not make a wall.
const WIDEST: f64 = 36.0;

/// Days written below, at most.
const LABELS: usize = 8;

/// The chart of what passed between `pair`.
pub(super) fn tension(pair: &[String; 2], steps: &[Tension], step: Step) -> Markup {
    let room = (WIDTH - LEFT) / steps.len().max(1) as f64;
    let middle = |at: usize| LEFT + (at as f64 + 0.5) * room;
    let every = steps.len().div_ceil(LABELS).max(1);
    let title = format!("Tension between {} and {}", pair[0], pair[1]);
    html! {
        figure.chart {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(title) {
                title { (title) }
                @for (value, label) in [(10.0, "+10"), (5.0, "+5"), (0.0, "0"), (-5.0, "−5"), (-10.0, "−10")] {
                    line.axis[value == 0.0] x1=(LEFT) x2=(WIDTH) y1=(number(height(value))) y2=(number(height(value))) {}
                    text x=(LEFT - 8.0) y=(number(height(value) + 4.0)) text-anchor="end" { (label) }
                }
                @for (at, at_step) in steps.iter().enumerate() {
                    @if let Some(scale) = at_step.scale { (bar(at_step, scale, middle(at), room)) }
                    @if at % every == 0 {
                        text x=(number(middle(at))) y=(HEIGHT - 10.0) text-anchor="middle" { (label(at_step, step)) }
                    }
                }
            }
            figcaption {
                span.coop { "■" } " cooperation  " span.conflict { "■" } " conflict; "
                "● " (pair[0]) " → " (pair[1]) ", ○ " (pair[1]) " → " (pair[0]) ". Point at a bar for its numbers."
            }
        }
    }
}

fn height(value: f64) -> f64 {
    MIDDLE - value.clamp(-FARTHEST, FARTHEST) / FARTHEST * (MIDDLE - TOP)
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

/// The beginning of a step, as exact as the step.
fn label(tension: &Tension, step: Step) -> &str {
    let length = match step {
        Step::Year => 4,
        Step::Month => 7,
        Step::Day | Step::Week => 10,
    };
    tension.from.get(..length).unwrap_or(&tension.from)
}

fn bar(step: &Tension, scale: f64, x: f64, room: f64) -> Markup {
    let width = (room * 0.7).clamp(1.0, WIDEST);
    let (top, bottom) = (height(scale.max(0.0)), height(scale.min(0.0)));
    let dot = (width / 2.0).clamp(1.5, 3.5);
    let told =
        ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];
    let counts: Vec<String> = told
        .iter()
        .zip(step.quads)
        .filter(|(_, count)| *count > 0)
        .map(|(what, count)| format!("{count} {what}"))
        .collect();
    html! {
        g {
            title { (step.from) ": " (format!("{scale:+.1}")) " (" (counts.join(", ")) ")" }
            rect class=(if scale < 0.0 { "conflict" } else { "coop" })
                 x=(number(x - width / 2.0)) y=(number(top)) width=(number(width))
                 height=(number((bottom - top).max(1.0))) {}
            @if let Some(outward) = step.outward {
                circle.outward cx=(number(x)) cy=(number(height(outward))) r=(number(dot)) {}
            }
            @if let Some(inward) = step.inward {
                circle.inward cx=(number(x)) cy=(number(height(inward))) r=(number(dot)) {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_for_each_step_with_acts_and_names_as_text() {
        let told =
            |from: &str, scale| Tension { from: from.to_owned(), scale, ..Tension::default() };
        let steps = [
            told("2015-06-01", Some(-4.0)),
            told("2015-07-01", None),
            told("2015-08-01", Some(99.0)),
        ];
        let drawn =
            tension(&["A<b>".to_owned(), "C".to_owned()], &steps, Step::Month).into_string();
        assert_eq!(drawn.matches("<rect").count(), 2);
        assert!(drawn.contains("A&lt;b&gt;") && !drawn.contains("<b>"), "{drawn}");
        assert!(drawn.contains(">2015-06</text>") && drawn.contains("y=\"16.0\""), "{drawn}");
        assert!(
            tension(&["A".to_owned(), "B".to_owned()], &[], Step::Day)
                .into_string()
                .contains("<svg")
        );
    }
}

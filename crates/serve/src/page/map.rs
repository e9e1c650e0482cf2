//! Where it happened: places on a map of the world that we draw ourselves, since a page asks nobody else.

use maud::{Markup, PreEscaped, html};
use verbale_store::{EventFilter, Placed, Store};

use super::framed;
use super::parts::{address, counted};
use crate::asked::Asked;
use crate::fault::Fault;

/// Coastlines in the units of the drawing; `scripts/draw-land` makes them.
const LAND: &str = include_str!("land.path");

/// Room of the drawing, from 84 degrees north to 58 south.
const WIDTH: f64 = 2000.0;
const HEIGHT: f64 = 875.0;
const TOP: f64 = 1.382343;

/// How wide a degree is at the equator, in the units of the projection.
const WIDEST: f64 = 0.8707;

/// Places drawn, those with the most acts.
const SHOWN: usize = 400;

/// Places in the list.
const LISTED: usize = 30;

/// Radius of the circle of the place with the most acts, and of the smallest.
const LARGEST: f64 = 46.0;
const SMALLEST: f64 = 7.0;

/// `/map`.
pub(crate) fn map(store: &Store, mut asked: Asked) -> Result<Markup, Fault> {
    let query = asked.query().to_vec();
    let filter = EventFilter { took_place: true, limit: SHOWN, offset: 0, ..asked.events()? };
    asked.finish()?;
    let places = store.places(&filter)?;
    let acts: i64 = places.iter().map(|place| place.occurrences).sum();
    let told = format!("{} at {}", counted(acts, "act"), counted(places.len() as i64, "place"));
    let kept: Vec<(&str, &str)> = query
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "limit" | "offset" | "place"))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    let link = |place: &Placed| {
        let mut query = kept.clone();
        query.push(("place", &place.name));
        address("/", &query)
    };
    let body = html! {
        h1 { "Where it happened" }
        p.lead { (told) ". The larger a circle, the more acts that took place, each counted once." }
        (form(&filter))
        (drawing(&places, &link))
        @if places.is_empty() { p.quiet { "Nothing was read that took place so, at a place that is known." } }
        ol.facet.places {
            @for place in places.iter().take(LISTED) {
                li {
                    a href=(link(place)) { bdi { (place.name) } @if let Some(country) = &place.country { " " span.code { (country) } } }
                    span.count { (counted(place.occurrences, "act")) }
                }
            }
        }
    };
    Ok(framed("Map", None, &body))
}

fn form(filter: &EventFilter) -> Markup {
    let day = |day: Option<jiff::civil::Date>| day.map(|day| day.to_string());
    html! {
        form.ask action="/map" {
            label { "Who " input name="actor" value=[filter.actor.as_deref()] maxlength="200" placeholder="RUS"; }
            label { "Event " input name="event" value=[filter.event.as_deref()] maxlength="40" placeholder="ASSAULT"; }
            label { "From " input type="date" name="from" value=[day(filter.from)]; }
            label { "To " input type="date" name="to" value=[day(filter.to)]; }
            button { "Show" }
        }
    }
}

fn drawing(places: &[Placed], link: &dyn Fn(&Placed) -> String) -> Markup {
    let most = places.first().map_or(1, |place| place.occurrences).max(1);
    html! {
        figure.map {
            svg viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="group" aria-label="Map of the world" {
                path.land d=(PreEscaped(LAND.trim())) {}
                // The most acts come first, so that smaller circles lie over larger ones.
                @for place in places { (circle(place, most, &link(place))) }
            }
            figcaption {
                span.coop { "●" } " more cooperation  " span.conflict { "●" } " more conflict. "
                "A circle leads to its acts. Coastlines: Natural Earth."
            }
        }
    }
}

fn circle(place: &Placed, most: i64, link: &str) -> Markup {
    let (x, y) = laid(place.lat, place.lon);
    let radius = (LARGEST * (place.occurrences as f64 / most as f64).sqrt()).max(SMALLEST);
    let tone = if place.conflict * 2 > place.occurrences { "conflict" } else { "coop" };
    let told = format!("{}: {}", place.name, counted(place.occurrences, "act"));
    html! {
        a href=(link) aria-label=(told) {
            circle class=(tone) cx=(format!("{x:.0}")) cy=(format!("{y:.0}")) r=(format!("{radius:.0}")) {
                title { (told) ", " (place.conflict) " of conflict" }
            }
        }
    }
}

/// Where a point lies in the drawing: the Natural Earth projection, in which Europe is not pressed flat.
fn laid(lat: f64, lon: f64) -> (f64, f64) {
    let p = lat.clamp(-90.0, 90.0).to_radians();
    let (p2, p4, p6) = (p.powi(2), p.powi(4), p.powi(6));
    let wide = WIDEST - 0.131_979 * p2 + p4 * (-0.013_791 + p6 * (0.003_971 - 0.001_529 * p2));
    let north = 1.007_226 + p2 * (0.015_085 + p4 * (-0.044_475 + 0.028_874 * p2 - 0.005_916 * p4));
    // The equator fills the width.
    let scale = WIDTH / (2.0 * WIDEST * std::f64::consts::PI);
    let east = lon.clamp(-180.0, 180.0).to_radians() * wide;
    (WIDTH / 2.0 + east * scale, (TOP - p * north) * scale)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_lie_where_the_coastlines_have_them() {
        // As `scripts/draw-land` has them.
        for ((lat, lon), at) in [
            ((51.5, 0.0), (1000, 175)),
            ((-58.0, 0.0), (1000, 875)),
            ((0.0, 180.0), (2000, 505)),
            ((55.75, 37.6), (1176, 149)),
        ] {
            let (x, y) = laid(lat, lon);
            assert_eq!((x.round() as i32, y.round() as i32), at, "{lat} {lon}");
        }
        let plain = |c: char| c.is_ascii_digit() || "Mlz -\n".contains(c);
        assert!(LAND.chars().all(plain) && LAND.starts_with('M'));
    }

    #[test]
    fn circles_are_sized_by_acts_and_names_are_text() {
        let place = |name: &str, occurrences, conflict| Placed {
            name: name.to_owned(),
            country: None,
            lat: 0.0,
            lon: 0.0,
            occurrences,
            conflict,
        };
        let places = [place("A<b>", 100, 80), place("C", 25, 5), place("D", 1, 0)];
        let drawn =
            drawing(&places, &|place| format!("/?place={}", place.name.len())).into_string();
        for told in ["class=\"conflict\" cx=\"1000\" cy=\"505\" r=\"46\"", "r=\"23\"", "r=\"7\""] {
            assert!(drawn.contains(told), "{told}");
        }
        assert!(drawn.contains("A&lt;b&gt;: 100 acts") && !drawn.contains("<b>"));
    }
}

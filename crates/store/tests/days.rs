//! When was an act that several reports tell, and where does it stand in a chart?

mod shelf;

use shelf::{corpus, entry, sample};
use verbale_store::{Course, DyadFilter, Entry, EventFilter, EventRow, Step, Store};

const PAIR: [&str; 2] = ["GHA", "TGO"];

fn reports() -> [Entry; 2] {
    [
        entry("day", "2015-06-17", "Ghana expelled two Togolese diplomats over spying."),
        entry("year", "2015-12-01", "In 2015, Ghana expelled two Togolese diplomats over spying."),
    ]
}

fn course(store: &Store, step: Step) -> Course {
    store.tension(PAIR, step, &DyadFilter::default()).unwrap()
}

fn acts(store: &Store) -> Vec<EventRow> {
    let between = Some(PAIR.map(str::to_owned));
    let filter = EventFilter { between, took_place: true, ..EventFilter::default() };
    store.timeline(&filter).unwrap()
}

#[test]
fn a_later_report_that_tells_only_the_year_does_not_move_an_act() {
    let store = Store::open(&corpus("days-moved", &reports())).unwrap();
    let acts = acts(&store);
    assert_eq!((acts.len(), acts[0].reports), (1, 2), "{acts:#?}");
    assert_eq!(acts[0].day.as_deref(), Some("2015-06-17"));
    assert_eq!(acts[0].day_to.as_deref(), Some("2015-06-17"));
    let Course { steps, wider } = course(&store, Step::Week);
    let told: Vec<_> = steps.iter().map(|step| (step.from.as_str(), step.occurrences)).collect();
    assert_eq!((told, wider), (vec![("2015-06-15", 1)], 0));
}

#[test]
fn an_act_of_which_only_the_year_is_told_is_in_no_week_and_counted() {
    let [_, year] = reports();
    let store = Store::open(&corpus("days-wide", &[year])).unwrap();
    assert_eq!(acts(&store).len(), 1);
    for step in [Step::Day, Step::Week, Step::Month] {
        assert_eq!(course(&store, step), Course { steps: Vec::new(), wider: 1 }, "{}", step.name());
    }
    let Course { steps, wider } = course(&store, Step::Year);
    assert_eq!((steps.len(), steps[0].from.as_str(), wider), (1, "2015-01-01", 0));
}

#[test]
fn an_act_on_either_side_of_midnight_on_sunday_is_no_wider_than_a_week() {
    let text = "Ghana expelled two Togolese diplomats between 14 and 15 June 2015.";
    let store = Store::open(&corpus("days-midnight", &[entry("a", "2015-06-20", text)])).unwrap();
    let acts = acts(&store);
    assert_eq!(
        acts[0].day.as_deref().zip(acts[0].day_to.as_deref()),
        Some(("2015-06-14", "2015-06-15"))
    );
    assert_eq!(course(&store, Step::Week).wider, 0);
    assert_eq!(course(&store, Step::Day).wider, 1);
}

#[test]
fn steps_and_what_is_wider_are_all_acts_however_long_the_steps_are() {
    let store = Store::open(&corpus("days-sample", &sample())).unwrap();
    let all = |step| {
        let course = store.tension(["RUS", "UKR"], step, &DyadFilter::default()).unwrap();
        let steps: i64 = course.steps.iter().map(|step| step.occurrences).sum();
        steps + i64::try_from(course.wider).unwrap()
    };
    let yearly = all(Step::Year);
    assert!(yearly > 5, "{yearly}");
    for step in [Step::Day, Step::Week, Step::Month] {
        assert_eq!(all(step), yearly, "{}", step.name());
    }
}

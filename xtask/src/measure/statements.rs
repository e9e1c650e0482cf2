//! Sentences of five classes: how many mere statements (class 0) get an event, and do the others get
//! one of their quad class? The spans of the set are not looked at.

use std::path::Path;

use anyhow::Result;

use super::coded::{Bench, article, rows, string};
use super::table::Table;

pub(super) fn run(bench: &Bench<'_>, path: &Path, table: &mut Table) -> Result<()> {
    let rows = rows(path)?;
    let name = |n: usize| format!("cameo{n}");
    let articles = rows
        .iter()
        .enumerate()
        .map(|(n, row)| article(&name(n), "2010-01-01", string(row, "text")));
    let records = bench.code("cameo-sentences-dev", articles.collect())?;
    // For each class: sentences, those with an event, those with an event of that quad class.
    let mut classes = [(0usize, 0usize, 0usize); 5];
    for (n, row) in rows.iter().enumerate() {
        let Some(class) = string(row, "penta").parse::<usize>().ok().filter(|class| *class < 5)
        else {
            continue;
        };
        let events = records.events(&name(n));
        let (all, with, right) = &mut classes[class];
        *all += 1;
        *with += usize::from(!events.is_empty());
        *right += usize::from(events.iter().any(|event| usize::from(event.quad) == class));
    }
    let (all, with, _) = classes[0];
    table.share("class 0 with an event (less is better)", with, all);
    for (class, (all, with, right)) in classes.into_iter().enumerate().skip(1) {
        table.share(&format!("class {class} with an event"), with, all);
        table.share(&format!("class {class} with one of its quad class"), right, all);
    }
    Ok(())
}

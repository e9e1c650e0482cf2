//! What is new in the feeds that somebody watches? The only part of Verbale that reaches out.
//!
//! Feeds are asked for with what their servers last told of them, so that an unchanged one costs nothing.
//! Articles that they name are fetched once, at the pace that each host is owed. What is known of feeds and
//! links lies in the corpus: a watch that was stopped, however hard, goes on where it was. Whatever comes
//! from the web is hostile: sizes, times and redirections are bounded, and a link leads to no machine that
//! only we can reach.

mod clock;
mod fault;
mod guard;
mod manners;
mod robots;
mod round;
mod visit;
mod web;

pub use clock::{Clock, SystemClock};
pub use fault::Fault;
pub use round::{Checked, Options, Watch};

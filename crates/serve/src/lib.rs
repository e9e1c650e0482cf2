//! How does a person look at a corpus? Pages and a JSON API, for a browser on the same machine.
//!
//! The program renders every page itself: no script is needed to read, nothing is fetched from
//! elsewhere, and whatever stands in a document is shown as text. A page or an answer of the API is a
//! function from a corpus and what the address asks to a value; `routes` lists them all, `server` is the
//! only part that knows of sockets, `guard` refuses what is not meant for us.

mod api;
mod asked;
mod corpus;
mod fault;
mod guard;
mod page;
mod routes;
mod server;

pub use server::{Options, ServeError, Server};

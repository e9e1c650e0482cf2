//! What does an address ask for? Its parameters, read with care: unknown ones and bad values are faults.

use std::str::FromStr;

use jiff::civil::Date;
use verbale_store::{DyadFilter, EventFilter, StatementFilter, Step};

use crate::fault::Fault;

/// The parameters of an address: of its path and of its query. Each is taken once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    path: Vec<(String, String)>,
    query: Vec<(String, String)>,
}

/// Where in a long answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Paging {
    /// At most so many.
    pub limit: usize,
    /// After so many.
    pub offset: usize,
}

/// Rows of an answer where the asker does not say, and at most.
const USUAL: usize = 50;
const MOST: usize = 500;
/// Rows may be skipped up to here: beyond, days are the way to go on.
const FARTHEST: usize = 1_000_000;

impl Asked {
    pub fn new(path: Vec<(String, String)>, query: Vec<(String, String)>) -> Self {
        // A form sends its empty fields too: they ask nothing.
        let query = query.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect();
        Self { path, query }
    }

    /// The part of the path called `name`.
    pub fn part(&self, name: &str) -> Result<String, Fault> {
        let found = self.path.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
        found.ok_or_else(|| Fault::not_found(format!("the address lacks its {name}")))
    }

    /// The query as it came, for links that change one parameter.
    pub fn query(&self) -> &[(String, String)] {
        &self.query
    }

    pub fn text(&mut self, name: &str) -> Option<String> {
        let at = self.query.iter().position(|(key, _)| key == name)?;
        Some(self.query.remove(at).1)
    }

    fn parsed<T: FromStr>(&mut self, name: &str, wanted: &str) -> Result<Option<T>, Fault> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let fault = || Fault::bad_parameter(format!("{name}={text}: is not {wanted}"));
        text.trim().parse().map(Some).map_err(|_| fault())
    }

    fn day(&mut self, name: &str) -> Result<Option<Date>, Fault> {
        self.parsed(name, "a day such as 2018-03-27")
    }

    pub fn flag(&mut self, name: &str) -> Result<Option<bool>, Fault> {
        self.parsed(name, "true or false")
    }

    pub fn paging(&mut self) -> Result<Paging, Fault> {
        let limit = self.parsed("limit", "a number")?.unwrap_or(USUAL);
        let offset = self.parsed("offset", "a number")?.unwrap_or(0);
        if limit == 0 || limit > MOST {
            return Err(Fault::bad_parameter(format!("limit={limit}: is not from 1 to {MOST}")));
        }
        if offset > FARTHEST {
            let fault = format!("offset={offset}: is beyond {FARTHEST}; ask for fewer days");
            return Err(Fault::bad_parameter(fault));
        }
        Ok(Paging { limit, offset })
    }

    /// Two of a code or name each, a comma between.
    pub fn between(&mut self) -> Result<Option<[String; 2]>, Fault> {
        let Some(text) = self.text("between") else { return Ok(None) };
        let both = text.split(',').map(|who| who.trim().to_owned()).collect::<Vec<_>>();
        match <[String; 2]>::try_from(both) {
            Ok(both) if both.iter().all(|who| !who.is_empty()) => Ok(Some(both)),
            _ => Err(Fault::bad_parameter(format!(
                "between={text}: give two, such as between=GBR,RUS"
            ))),
        }
    }

    pub fn step(&mut self) -> Result<Step, Fault> {
        match self.text("by").as_deref() {
            None | Some("month") => Ok(Step::Month),
            Some("day") => Ok(Step::Day),
            Some("week") => Ok(Step::Week),
            Some("year") => Ok(Step::Year),
            Some(other) => {
                Err(Fault::bad_parameter(format!("by={other}: is not day, week, month or year")))
            }
        }
    }

    /// What is asked of events.
    pub fn events(&mut self) -> Result<EventFilter, Fault> {
        let Paging { limit, offset } = self.paging()?;
        Ok(EventFilter {
            words: self.text("q"),
            actor: self.text("actor"),
            recipient: self.text("recipient"),
            between: self.between()?,
            event: self.text("event"),
            mode: self.text("mode"),
            context: self.text("context"),
            place: self.text("place"),
            from: self.day("from")?,
            to: self.day("to")?,
            source: self.text("source"),
            doc: self.text("doc"),
            status: self.text("status"),
            alleged: self.flag("alleged")?,
            denied: self.flag("denied")?,
            took_place: false,
            limit,
            offset,
        })
    }

    /// What is asked of quotes and claims.
    pub fn statements(&mut self) -> Result<StatementFilter, Fault> {
        let Paging { limit, offset } = self.paging()?;
        Ok(StatementFilter {
            by: self.text("by"),
            about: self.text("about"),
            denied_by: self.text("denied_by"),
            stance: self.text("stance"),
            from: self.day("from")?,
            to: self.day("to")?,
            source: self.text("source"),
            limit,
            offset,
        })
    }

    /// What is asked of pairs.
    pub fn dyads(&mut self) -> Result<DyadFilter, Fault> {
        Ok(DyadFilter {
            from: self.day("from")?,
            to: self.day("to")?,
            alleged: self.flag("alleged")?.unwrap_or(false),
            ..DyadFilter::default()
        })
    }

    /// Faults what nobody took: a parameter that means nothing here.
    pub fn finish(self) -> Result<(), Fault> {
        match self.query.first() {
            None => Ok(()),
            Some((name, _)) => {
                Err(Fault::bad_parameter(format!("{name}: means nothing here, or stands twice")))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(query: &[(&str, &str)]) -> Asked {
        let pairs = query.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        Asked::new(Vec::new(), pairs.collect())
    }

    #[test]
    fn empty_fields_of_a_form_ask_nothing() {
        let mut asked = asked(&[("q", ""), ("event", " "), ("alleged", "")]);
        let filter = asked.events().unwrap();
        assert_eq!((filter.words, filter.event, filter.alleged), (None, None, None));
        assert_eq!(asked.finish(), Ok(()));
    }

    #[test]
    fn bad_values_name_the_parameter() {
        for (name, value) in [
            ("from", "yesterday"),
            ("alleged", "perhaps"),
            ("limit", "0"),
            ("limit", "501"),
            ("offset", "-1"),
            ("offset", "99999999"),
            ("between", "GBR"),
            ("between", "GBR,"),
        ] {
            let fault = asked(&[(name, value)]).events().unwrap_err();
            assert_eq!(fault.code, "bad_parameter");
            assert!(fault.message.contains(name), "{}", fault.message);
        }
        assert!(asked(&[("by", "fortnight")]).step().is_err());
    }

    #[test]
    fn what_nobody_takes_is_a_fault() {
        let mut asked = asked(&[("q", "oil"), ("q", "gas")]);
        asked.events().unwrap();
        assert!(asked.finish().unwrap_err().message.starts_with("q:"));
    }
}

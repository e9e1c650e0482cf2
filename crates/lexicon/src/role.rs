//! Who held which office when?

use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Country, Sector};

/// A date of which the month or day may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartialDate {
    #[serde(with = "day")]
    first: Date,
    #[serde(with = "day")]
    last: Date,
}

impl PartialDate {
    /// The first day that it can mean.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day that it can mean.
    pub fn last(self) -> Date {
        self.last
    }

    /// Reads `2004`, `2004-03` or `2004-03-09`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(day) = Date::from_str(text)
            && text.len() == 10
        {
            return Some(Self { first: day, last: day });
        }
        let (year, month) = text.split_once('-').map_or((text, None), |(y, m)| (y, Some(m)));
        let year: i16 = (year.len() == 4).then(|| year.parse().ok())??;
        let (first_month, last_month) = match month {
            Some(m) => (m.parse().ok()?, m.parse().ok()?),
            None => (1, 12),
        };
        let first = Date::new(year, first_month, 1).ok()?;
        let last = Date::new(year, last_month, 1).ok()?.last_of_month();
        Some(Self { first, last })
    }
}

/// A day as year, month and day: half as long as its text, and read in a tenth of the time.
mod day {
    use jiff::civil::Date;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(day: &Date, to: S) -> Result<S::Ok, S::Error> {
        (day.year(), day.month(), day.day()).serialize(to)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        let (year, month, day) = Deserialize::deserialize(from)?;
        Date::new(year, month, day).map_err(Error::custom)
    }
}

/// When a role was held; an open end is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleSpan {
    /// From when.
    pub from: Option<PartialDate>,
    /// Until when.
    pub until: Option<PartialDate>,
}

impl RoleSpan {
    /// Whether the role may have been held on `day`.
    pub fn covers(&self, day: Date) -> bool {
        self.from.is_none_or(|d| d.first() <= day) && self.until.is_none_or(|d| day <= d.last())
    }

    /// Whether the role was surely over before `day`.
    pub fn is_over_on(&self, day: Date) -> bool {
        self.until.is_some_and(|d| d.last() < day)
    }
}

/// One role of a person or organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// When it was held.
    pub span: RoleSpan,
    /// Its sectors, the most telling first.
    pub sectors: Vec<Sector>,
    /// The office in words; empty if none was given.
    pub office: Box<str>,
    /// The code that the bearer has in this role, where it differs from the entry's own.
    pub code: Option<Country>,
}

impl Role {
    /// Reads `from/until SECTOR [SECTOR] office [@CODE]`.
    ///
    /// # Errors
    /// What is wrong and what is expected, in words.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut words = text.split_whitespace().peekable();
        let span = words.next().unwrap_or_default();
        let (from, until) = span.split_once('/').ok_or_else(|| {
            format!("\"{span}\" is not a span of dates; write from/until, as in 2004-03-09/2012")
        })?;
        let span = RoleSpan { from: open_date(from)?, until: open_date(until)? };
        if let (Some(from), Some(until)) = (span.from, span.until)
            && until.last() < from.first()
        {
            return Err(format!("the role \"{text}\" ends before it begins"));
        }
        let mut sectors = Vec::new();
        while let Some(sector) = words.peek().and_then(|word| Sector::parse(word)) {
            sectors.push(sector);
            words.next();
        }
        let mut office: Vec<&str> = words.collect();
        let code = match office.last().and_then(|word| word.strip_prefix('@')) {
            Some(code) => {
                office.pop();
                Some(
                    Country::parse(code)
                        .ok_or_else(|| format!("\"@{code}\" is not a code of three capitals"))?,
                )
            }
            None => None,
        };
        Ok(Self { span, sectors, office: office.join(" ").into(), code })
    }
}

fn open_date(text: &str) -> Result<Option<PartialDate>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    PartialDate::parse(text)
        .map(Some)
        .ok_or_else(|| format!("\"{text}\" is not a date; write 2004, 2004-03 or 2004-03-09"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_reads_dates_sectors_office_and_code() {
        let role = Role::parse("2009-08/2014-09-30 GOV MIL secretary general @IGO").unwrap();
        assert_eq!(role.sectors.len(), 2);
        assert_eq!(&*role.office, "secretary general");
        assert_eq!(role.code, Country::parse("IGO"));
        assert!(role.span.covers(jiff::civil::date(2009, 8, 1)));
        assert!(role.span.is_over_on(jiff::civil::date(2014, 10, 1)));
        assert!(!role.span.covers(jiff::civil::date(2014, 10, 1)));
    }

    #[test]
    fn a_bad_date_is_named() {
        assert!(Role::parse("2009-13/ GOV x").unwrap_err().contains("2009-13"));
        assert!(Role::parse("2010/2009 GOV x").unwrap_err().contains("before it begins"));
    }
}

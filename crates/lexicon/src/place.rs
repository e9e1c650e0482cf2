//! Which places are there, and which of them bear a name?
//!
//! The tables of `data/places/` are kept as they stand. An index of name hashes, sorted, leads to their
//! lines; a line is read only when its name is looked up.

mod fold;

use serde::{Deserialize, Serialize};

use crate::{Country, Fault, Faults, KnowledgeFile};
use fold::{hash, hash_of_name};

/// The columns of a table, in order.
const COLUMNS: &str = "name\talternates\tcountry\tregion\tlat\tlon\tpopulation\tgeonameid\tkind";

/// What sort of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// A city or town.
    City,
    /// The capital of a state.
    Capital,
    /// A first-level region of a state.
    Region,
    /// A state or territory.
    Country,
    /// A sea, strait, border, mountain range or other area.
    Area,
}

/// A line of a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'g> {
    /// Its usual name.
    pub name: &'g str,
    /// Others, with semicolons between.
    pub alternates: &'g str,
    /// The country that it is in.
    pub country: Option<Country>,
    /// The first-level region that it is in, by GeoNames' code.
    pub region: &'g str,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// How many live there; 0 where nobody says.
    pub population: u32,
    /// Its number in GeoNames.
    pub geonameid: Option<u32>,
    /// What sort of place it is.
    pub kind: PlaceKind,
}

/// All places known; made once, used for many documents, from any thread.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gazetteer {
    /// The tables, one after the other; compiled knowledge takes them from the files.
    #[serde(skip)]
    text: String,
    /// Hash of a name in the upper half, start of its line in the lower half.
    index: Vec<u64>,
}

impl Gazetteer {
    /// Reads the tables among `files`: those whose path begins with `places/`.
    ///
    /// # Errors
    /// All faults of all tables, with file and line.
    pub fn read(files: &[KnowledgeFile<'_>]) -> Result<Self, Faults> {
        let mut gazetteer = Self::default();
        gazetteer.keep_tables(files);
        let mut faults = Vec::new();
        let mut start = 0;
        for (file, text) in tables(files) {
            gazetteer.add(file, text, start, &mut faults);
            start += text.len() + 1;
        }
        gazetteer.index.sort_unstable();
        gazetteer.index.dedup();
        if faults.is_empty() { Ok(gazetteer) } else { Err(Faults(faults)) }
    }

    /// Keeps the text of the tables among `files`, to which the index points.
    pub(crate) fn keep_tables(&mut self, files: &[KnowledgeFile<'_>]) {
        self.text.reserve_exact(tables(files).map(|(_, text)| text.len() + 1).sum());
        for (_, text) in tables(files) {
            self.text.push_str(text);
            self.text.push('\n');
        }
    }

    /// Puts the names of the table at `base` in the index.
    fn add(&mut self, file: &str, table: &str, base: usize, faults: &mut Vec<Fault>) {
        let mut at = base;
        for (number, line) in table.split('\n').enumerate() {
            let start = at;
            at += line.len() + 1;
            if line.is_empty() || line.starts_with('#') || line == COLUMNS {
                continue;
            }
            let place = parse(line).and_then(|place| {
                let start = u32::try_from(start).map_err(|_| "the tables are too large".to_owned());
                start.map(|start| (place, start))
            });
            match place {
                Ok((place, start)) => {
                    let hashes = place.names().filter_map(hash_of_name);
                    self.index.extend(hashes.map(|h| u64::from(h) << 32 | u64::from(start)));
                }
                Err(message) => {
                    faults.push(Fault { file: file.into(), line: number + 1, message });
                }
            }
        }
    }

    /// How many names are known.
    pub fn len(&self) -> usize {
        self.index.len()
    }

    /// Whether no place is known.
    pub fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// Adds what counts of `text` to `key`, by which places are looked up.
    pub fn fold_into(key: &mut String, text: &str) {
        fold::fold_into(key, text);
    }

    /// Whether some name may fold to `key`.
    pub fn knows(&self, key: &str) -> bool {
        let hash = u64::from(hash(key));
        let at = self.index.partition_point(|entry| entry >> 32 < hash);
        self.index.get(at).is_some_and(|entry| entry >> 32 == hash)
    }

    /// The places of which a name folds to `key`, with that name.
    pub fn named(&self, key: &str) -> Vec<(&str, Place<'_>)> {
        let hash = u64::from(hash(key));
        let first = self.index.partition_point(|entry| entry >> 32 < hash);
        let mut folded = String::new();
        let entries = self.index[first..].iter().take_while(|entry| **entry >> 32 == hash);
        let places = entries.filter_map(|entry| self.place((*entry & 0xffff_ffff) as usize));
        places
            .filter_map(|place| {
                let name = place.names().find(|name| {
                    folded.clear();
                    Self::fold_into(&mut folded, name);
                    folded == key
                })?;
                Some((name, place))
            })
            .collect()
    }

    fn place(&self, start: usize) -> Option<Place<'_>> {
        parse(self.text.get(start..)?.lines().next()?).ok()
    }
}

impl<'g> Place<'g> {
    /// The usual name and the others.
    pub fn names(&self) -> impl Iterator<Item = &'g str> + use<'g> {
        let others = (!self.alternates.is_empty()).then(|| self.alternates.split(';'));
        std::iter::once(self.name).chain(others.into_iter().flatten())
    }
}

/// The tables of places among `files`.
fn tables<'a, 'f>(
    files: &'f [KnowledgeFile<'a>],
) -> impl Iterator<Item = KnowledgeFile<'a>> + use<'a, 'f> {
    files.iter().copied().filter(|(file, _)| file.starts_with("places/"))
}

/// The nine columns of `line`. (Written out because it runs for each of forty thousand lines.)
fn columns(line: &str) -> Option<[&str; 9]> {
    let mut columns = [""; 9];
    let (mut start, mut filled) = (0, 0);
    for (at, byte) in line.bytes().enumerate() {
        if byte == b'\t' {
            *columns.get_mut(filled)? = line.get(start..at)?;
            (start, filled) = (at + 1, filled + 1);
        }
    }
    *columns.get_mut(filled)? = line.get(start..)?;
    (filled == 8).then_some(columns)
}

/// The place on `line`, or what is wrong with it.
fn parse(line: &str) -> Result<Place<'_>, String> {
    let [name, alternates, country, region, lat, lon, population, geonameid, kind] =
        columns(line).ok_or("a place has nine columns")?;
    if name.is_empty() {
        return Err("a place needs a name".into());
    }
    let code = Country::parse(country);
    if code.is_none() && !country.is_empty() {
        return Err(format!("country \"{country}\" is not three capitals"));
    }
    Ok(Place {
        name,
        alternates,
        country: code,
        region,
        lat: degrees(lat, 90.0)?,
        lon: degrees(lon, 180.0)?,
        population: number(population)?.unwrap_or(0),
        geonameid: number(geonameid)?.filter(|id| *id > 0),
        kind: match kind {
            "city" => PlaceKind::City,
            "capital" => PlaceKind::Capital,
            "region" | "county" => PlaceKind::Region,
            "country" => PlaceKind::Country,
            "area" | "sea" | "strait" | "border" | "river" | "islands" | "continent" => {
                PlaceKind::Area
            }
            _ => return Err(format!("unknown kind of place \"{kind}\"")),
        },
    })
}

fn degrees(text: &str, most: f64) -> Result<f64, String> {
    let value: f64 = text.parse().map_err(|_| format!("\"{text}\" is not a number of degrees"))?;
    if value.abs() <= most { Ok(value) } else { Err(format!("{text} degrees are too many")) }
}

fn number(text: &str) -> Result<Option<u32>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| format!("\"{text}\" is not a whole number"))
}

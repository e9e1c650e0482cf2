//! How does each record become rows?

use std::collections::BTreeMap;

use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;
use verbale_engine::record::{
    Body, Claim, Document, Entity, Event, Quote, QuoteType, Record, Span, Via,
};
use verbale_text::CodePoints;

use super::Memory;
use super::names::Names;
use crate::entry::Entry;
use crate::error::Result;
use crate::occurrence::{self, Days, Linker, Telling, Words, days};
use crate::sums;
use crate::{glance, lineage};

/// Writes all that `entry` says, under `number`.
pub(super) fn write(
    db: &Connection,
    memory: &mut Memory,
    number: i64,
    entry: &Entry,
    document: &Document,
) -> Result<()> {
    let Memory { names, reports, occurrences, .. } = memory;
    let related = lineage::file(db, number, &entry.article.text, reports)?;
    let mut linker = Linker::new(db, &related, occurrences)?;
    let first_record = next(db, "SELECT max(record_id) FROM records")?;
    let sheet = Sheet {
        db,
        number,
        first_record,
        first_passage: next(db, "SELECT max(passage_id) FROM passages")?,
        words: CodePoints::new(&entry.article.text),
        sentences: &entry.sentences,
        numbers: numbers(&entry.records, first_record),
    };
    sheet.passages(entry.article.title.as_deref())?;
    sheet.rows(&entry.records)?;
    let published = document.date.as_deref().and_then(|day| day.parse().ok());
    let report = occurrence::names(&entry.article.text);
    let mut words: BTreeMap<usize, Words> = BTreeMap::new();
    for (position, record) in entry.records.iter().enumerate() {
        if let Body::Event(event) = &record.body {
            let days = days(event, published);
            let sentence = event.sentence.index;
            let words = words
                .entry(sentence)
                .or_insert_with(|| occurrence::stems(sheet.sentence(sentence)));
            let telling = Telling::of(event, words.clone(), days, report.clone());
            let act = linker.file(&telling)?;
            sheet.event(names, sheet.record(position), event, days, act)?;
        }
    }
    // After the events, which claims point at.
    for (position, record) in entry.records.iter().enumerate() {
        match &record.body {
            Body::Quote(quote) => sheet.quote(names, sheet.record(position), quote)?,
            Body::Claim(claim) => sheet.claim(names, sheet.record(position), claim)?,
            _ => {}
        }
    }
    sheet.mentions(names, &entry.records)?;
    sums::add(db, (first_record, first_record + entry.records.len() as i64 - 1))?;
    for (table, of) in [("events", "event"), ("quotes", "quote"), ("claims", "claim")] {
        let rows = entry.records.iter().filter(|record| kind(record) == of).count();
        sums::total(db, table, rows as i64)?;
    }
    Ok(())
}

fn next(db: &Connection, last: &str) -> Result<i64> {
    let last: Option<i64> = db.prepare_cached(last)?.query_row([], |row| row.get(0))?;
    Ok(last.unwrap_or(0) + 1)
}

/// The numbers of the records that have identifiers.
fn numbers(records: &[Record], first: i64) -> FxHashMap<&str, i64> {
    let ids = records.iter().map(id).zip(first..);
    ids.filter_map(|(id, number)| Some((id?, number))).collect()
}

fn id(record: &Record) -> Option<&str> {
    match &record.body {
        Body::Event(event) => Some(&event.id),
        Body::Quote(quote) => Some(&quote.id),
        Body::Claim(claim) => Some(&claim.id),
        Body::Document(document) => Some(&document.id),
        Body::Mention(_) | Body::Place(_) | Body::Time(_) => None,
    }
}

fn kind(record: &Record) -> &'static str {
    match &record.body {
        Body::Event(_) => "event",
        Body::Quote(_) => "quote",
        Body::Claim(_) => "claim",
        Body::Document(_) => "document",
        Body::Mention(_) => "mention",
        Body::Place(_) => "place",
        Body::Time(_) => "time",
    }
}

/// Where the rows of one document go.
struct Sheet<'a> {
    db: &'a Connection,
    number: i64,
    first_record: i64,
    first_passage: i64,
    words: CodePoints<'a>,
    sentences: &'a [(usize, usize)],
    numbers: FxHashMap<&'a str, i64>,
}

impl Sheet<'_> {
    fn record(&self, position: usize) -> i64 {
        self.first_record + position as i64
    }

    /// The number of the sentence at `index`; that of the headline comes before them all.
    fn passage(&self, index: usize) -> i64 {
        self.first_passage + 1 + index as i64
    }

    /// The number of the sentence that holds code point `at`.
    fn passage_at(&self, at: usize) -> Option<i64> {
        let after = self.sentences.partition_point(|&(start, _)| start <= at);
        after.checked_sub(1).map(|index| self.passage(index))
    }

    fn sentence(&self, index: usize) -> &str {
        self.sentences.get(index).map_or("", |&(start, end)| self.words.slice(start, end))
    }

    fn passages(&self, title: Option<&str>) -> Result<()> {
        let mut insert = self.db.prepare_cached(
            "INSERT INTO passages (passage_id, document_id, position, span_start, span_end)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let mut index =
            self.db.prepare_cached("INSERT INTO passages_fts (rowid, text) VALUES (?1, ?2)")?;
        if let Some(title) = title {
            insert.execute(params![self.first_passage, self.number, -1, 0, 0])?;
            index.execute(params![self.first_passage, title])?;
        }
        for (at, &(start, end)) in self.sentences.iter().enumerate() {
            insert.execute(params![self.passage(at), self.number, at, start, end])?;
            index.execute(params![self.passage(at), self.words.slice(start, end)])?;
        }
        Ok(())
    }

    fn rows(&self, records: &[Record]) -> Result<()> {
        let mut insert = self.db.prepare_cached(
            "INSERT INTO records (record_id, document_id, position, kind, id, json)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        for (position, record) in records.iter().enumerate() {
            if let Some(id) = id(record) {
                let json = serde_json::to_string(record)?;
                let number = self.record(position);
                insert.execute(params![number, self.number, position, kind(record), id, json])?;
            }
        }
        Ok(())
    }

    fn event(
        &self,
        names: &mut Names,
        record: i64,
        event: &Event,
        days: Days,
        occurrence: i64,
    ) -> Result<()> {
        let place = event.place.as_ref().map(|place| names.place(self.db, place)).transpose()?;
        let (from, to) = days.span.map(|(from, to)| (from.to_string(), to.to_string())).unzip();
        self.db
            .prepare_cached(
                "INSERT INTO events (record_id, document_id, passage_id, event, mode, cameo, quad, scale,
                                     status, alleged, denied, day_from, day_to, day_told, place_id,
                                     trigger_start, trigger_end, rule, occurrence_id)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                         ?18, ?19)",
            )?
            .execute(params![
                record,
                self.number,
                self.passage(event.sentence.index),
                event.event,
                event.mode,
                event.cameo,
                event.quad,
                f64::from(event.scale),
                event.status.as_str(),
                event.alleged,
                !event.denied_by.is_empty(),
                from,
                to,
                days.told,
                place,
                event.trigger.start,
                event.trigger.end,
                event.rule,
                occurrence
            ])?;
        let mut context = self.db.prepare_cached(
            "INSERT OR IGNORE INTO event_contexts (record_id, context) VALUES (?1, ?2)",
        )?;
        for name in &event.context {
            context.execute(params![record, name])?;
        }
        glance::toll(self.db, record, event)?;
        self.parties(names, record, event)?;
        self.event_words(record, event)?;
        self.codes(record, event, &from.unwrap_or_default())
    }

    fn parties(&self, names: &mut Names, record: i64, event: &Event) -> Result<()> {
        let roles = [
            ("actor", &event.actor),
            ("recipient", &event.recipient),
            ("denier", &event.denied_by),
        ];
        for (role, entities) in roles {
            for (position, entity) in entities.iter().enumerate() {
                self.party(names, record, role, position, Some(entity), None)?;
            }
        }
        for (position, link) in event.attribution.iter().enumerate() {
            self.party(names, record, "word", position, link.holder.as_ref(), None)?;
            if let Some(cue) = &link.cue {
                self.span(record, "cue", position, cue.start, cue.end)?;
            }
        }
        Ok(())
    }

    fn event_words(&self, record: i64, event: &Event) -> Result<()> {
        self.spans(record, "topic", &event.topic)?;
        self.spans(record, "condition", event.condition.as_slice())?;
        if let Some(time) = &event.time {
            self.span(record, "time", 0, time.start, time.end)?;
        }
        if let Some(place) = &event.place {
            self.span(record, "place", 0, place.start, place.end)?;
        }
        Ok(())
    }

    /// Files an event under the codes of its parties and their pairs.
    fn codes(&self, record: i64, event: &Event, day: &str) -> Result<()> {
        let codes = |entities: &[Entity]| -> Vec<String> {
            let mut codes: Vec<String> = entities.iter().filter_map(|e| e.code.clone()).collect();
            codes.sort();
            codes.dedup();
            codes
        };
        let (actors, recipients) = (codes(&event.actor), codes(&event.recipient));
        let mut insert = self.db.prepare_cached(
            "INSERT INTO event_codes (code, role, day, record_id) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for (role, codes) in [("actor", &actors), ("recipient", &recipients)] {
            for code in codes {
                insert.execute(params![code, role, day, record])?;
            }
        }
        let mut insert = self.db.prepare_cached(
            "INSERT INTO event_pairs (actor_code, recipient_code, day, record_id)
             VALUES (?1, ?2, ?3, ?4)",
        )?;
        let others = if event.recipient.is_empty() { &actors } else { &recipients };
        for actor in &actors {
            for other in
                others.iter().filter(|&other| other != actor || !event.recipient.is_empty())
            {
                insert.execute(params![actor, other, day, record])?;
            }
        }
        Ok(())
    }

    fn quote(&self, names: &mut Names, record: i64, quote: &Quote) -> Result<()> {
        let within = quote.within.as_deref().and_then(|id| self.numbers.get(id));
        let passage = quote.content.first().and_then(|span| self.passage_at(span.start));
        self.db
            .prepare_cached(
                "INSERT INTO quotes (record_id, document_id, passage_id, type, within_id)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![record, self.number, passage, quote_type(quote.quote_type), within])?;
        if let Some(source) = &quote.source {
            let span = Some((source.start, source.end));
            self.party(names, record, "source", 0, source.entity.as_ref(), span)?;
        }
        if let Some(addressee) = &quote.addressee {
            self.party(names, record, "addressee", 0, Some(addressee), None)?;
        }
        self.spans(record, "content", &quote.content)?;
        self.spans(record, "cue", quote.cue.as_slice())
    }

    fn claim(&self, names: &mut Names, record: i64, claim: &Claim) -> Result<()> {
        let answers = claim.answers.as_deref().and_then(|id| self.numbers.get(id));
        let passage = claim.content.first().and_then(|span| self.passage_at(span.start));
        self.db
            .prepare_cached(
                "INSERT INTO claims (record_id, document_id, passage_id, stance, answers_id)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![record, self.number, passage, claim.stance.as_str(), answers])?;
        self.party(names, record, "holder", 0, Some(&claim.holder), None)?;
        self.spans(record, "content", &claim.content)?;
        let mut insert = self.db.prepare_cached(
            "INSERT OR IGNORE INTO claim_events (claim_id, event_id) VALUES (?1, ?2)",
        )?;
        for event in claim.events.iter().filter_map(|id| self.numbers.get(id.as_str())) {
            insert.execute([record, *event])?;
        }
        Ok(())
    }

    /// Writes one that takes part; `span` where the words that name it are not the entity's own.
    fn party(
        &self,
        names: &mut Names,
        record: i64,
        role: &str,
        position: usize,
        entity: Option<&Entity>,
        span: Option<(usize, usize)>,
    ) -> Result<()> {
        let number = entity.map(|entity| names.entity(self.db, entity)).transpose()?;
        let (start, end) = span.or(entity.map(|entity| (entity.start, entity.end))).unzip();
        let via = entity.and_then(|entity| entity.via).map(via);
        self.db
            .prepare_cached(
                "INSERT INTO participants (record_id, role, position, entity_id, span_start, span_end, via)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![record, role, position, number, start, end, via])?;
        Ok(())
    }

    fn spans(&self, record: i64, role: &str, spans: &[Span]) -> Result<()> {
        for (position, span) in spans.iter().enumerate() {
            self.span(record, role, position, span.start, span.end)?;
        }
        Ok(())
    }

    fn span(&self, record: i64, role: &str, at: usize, start: usize, end: usize) -> Result<()> {
        self.db
            .prepare_cached(
                "INSERT INTO record_spans (record_id, role, position, span_start, span_end)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![record, role, at, start, end])?;
        Ok(())
    }

    fn mentions(&self, names: &mut Names, records: &[Record]) -> Result<()> {
        let mut mention = self.db.prepare_cached(
            "INSERT INTO mentions (document_id, position, entity_id, span_start, span_end, via)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?;
        let mut place = self.db.prepare_cached(
            "INSERT INTO place_mentions (document_id, position, place_id, span_start, span_end)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?;
        let mut time = self.db.prepare_cached(
            "INSERT INTO time_mentions (document_id, position, span_start, span_end, day_from, day_to,
                                        granularity, value)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        for (at, record) in records.iter().enumerate() {
            match &record.body {
                Body::Mention(found) => {
                    let who = &found.entity;
                    let entity = names.entity(self.db, who)?;
                    let via = who.via.map(via);
                    mention.execute(params![self.number, at, entity, who.start, who.end, via])?;
                }
                Body::Place(found) => {
                    let number = names.place(self.db, &found.place)?;
                    let (start, end) = (found.place.start, found.place.end);
                    place.execute(params![self.number, at, number, start, end])?;
                }
                Body::Time(found) => {
                    let when = &found.time;
                    time.execute(params![
                        self.number,
                        at,
                        when.start,
                        when.end,
                        when.from,
                        when.to,
                        when.granularity,
                        found.value
                    ])?;
                }
                _ => {}
            }
        }
        self.appearances(records)
    }

    /// How often the document names each actor and each code.
    fn appearances(&self, records: &[Record]) -> Result<()> {
        let mut counts = [BTreeMap::<&str, i64>::new(), BTreeMap::new()];
        for record in records {
            let Body::Mention(found) = &record.body else { continue };
            let keys = [&found.entity.id, &found.entity.code];
            for (times, key) in counts.iter_mut().zip(keys) {
                if let Some(key) = key {
                    *times.entry(key.as_str()).or_default() += 1;
                }
            }
        }
        let inserts = [
            "INSERT INTO appearances (actor, document_id, times) VALUES (?1, ?2, ?3)",
            "INSERT INTO code_appearances (code, document_id, times) VALUES (?1, ?2, ?3)",
        ];
        for (insert, times) in inserts.into_iter().zip(counts) {
            let mut insert = self.db.prepare_cached(insert)?;
            for (key, times) in times {
                insert.execute(params![key, self.number, times])?;
            }
        }
        Ok(())
    }
}

fn via(via: Via) -> &'static str {
    match via {
        Via::Pronoun => "pronoun",
        Via::Name => "name",
        Via::Title => "title",
        Via::Metonym => "metonym",
        Via::Nominal => "nominal",
    }
}

fn quote_type(quote_type: QuoteType) -> &'static str {
    match quote_type {
        QuoteType::Direct => "direct",
        QuoteType::Indirect => "indirect",
        QuoteType::Mixed => "mixed",
    }
}

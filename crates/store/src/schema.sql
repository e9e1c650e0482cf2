-- The tables of a Verbale corpus. Documented in docs/store.md; `PRAGMA user_version` is their version.
-- Spans count Unicode code points into `documents.text`, from `span_start` up to `span_end`, which is
-- what `substr(text, span_start + 1, span_end - span_start)` gives. Unknown is NULL. Whoever writes here takes
-- rows out by their keys: what is kept in the order of other keys has no index of its own for that.

-- Provenance --------------------------------------------------------------------------------------

-- One row for each coder and state of knowledge that ever wrote here.
CREATE TABLE runs (
    run_id     INTEGER PRIMARY KEY,
    coder      TEXT NOT NULL,
    knowledge  TEXT NOT NULL,
    first_used TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
    UNIQUE (coder, knowledge)
) STRICT;

-- One row for each time that a document was coded: the last one made its present records.
CREATE TABLE codings (
    coding_id   INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    run_id      INTEGER NOT NULL REFERENCES runs,
    reason      TEXT NOT NULL CHECK (reason IN ('added', 'replaced', 'recoded')),
    sha256      TEXT NOT NULL,
    records     INTEGER NOT NULL
) STRICT;
CREATE INDEX codings_by_document ON codings (document_id);

-- Documents ---------------------------------------------------------------------------------------

CREATE TABLE documents (
    document_id    INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE,   -- what the giver calls it, as in `doc` of every record
    day            TEXT,                   -- of publication, as given or as the text itself says
    title          TEXT,
    source         TEXT,
    url            TEXT,
    sentence_count INTEGER NOT NULL,
    sha256         TEXT NOT NULL,          -- of the text
    run_id         INTEGER NOT NULL REFERENCES runs,
    -- As given, so that the document can be coded anew:
    fingerprint    TEXT NOT NULL,          -- of text, day, title, source, url and language as given
    given_day      TEXT,
    lang           TEXT,
    reader_notes   TEXT NOT NULL DEFAULT '[]',
    text           TEXT NOT NULL           -- kept once; everything else points into it
) STRICT;
CREATE INDEX documents_by_day ON documents (day);
CREATE INDEX documents_by_sha256 ON documents (sha256);
CREATE INDEX documents_by_run ON documents (run_id);

-- What full-text search looks in: every sentence, and the headline (position -1) where it is given
-- apart from the text.
CREATE TABLE passages (
    passage_id  INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    span_start  INTEGER NOT NULL,
    span_end    INTEGER NOT NULL,
    UNIQUE (document_id, position)
) STRICT;

CREATE VIEW passage_texts AS
SELECT passage_id, document_id, position,
       CASE WHEN position < 0 THEN documents.title
            ELSE substr(documents.text, span_start + 1, span_end - span_start) END AS text
FROM passages JOIN documents USING (document_id);

CREATE VIRTUAL TABLE passages_fts USING fts5 (
    text, content = 'passage_texts', content_rowid = 'passage_id',
    tokenize = 'porter unicode61 remove_diacritics 2', columnsize = 0
);
-- Every article adds a part to the index: more of them are joined at once, so that each is written less often.
INSERT INTO passages_fts (passages_fts, rank) VALUES ('automerge', 8);

CREATE VIEW sentences AS
SELECT passage_id, documents.id AS doc, position, span_start, span_end,
       substr(documents.text, span_start + 1, span_end - span_start) AS text
FROM passages JOIN documents USING (document_id)
WHERE position >= 0;

-- Whom and where ----------------------------------------------------------------------------------

-- Somebody in a capacity: the same person in another office is another row with the same `actor`.
CREATE TABLE entities (
    entity_id INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE,        -- the fields below in one
    actor     TEXT,                        -- identifier in Verbale's knowledge, `id` in records
    name      TEXT,
    code      TEXT,
    sectors   TEXT,                        -- most telling first, spaces between
    office    TEXT
) STRICT;
CREATE INDEX entities_by_code ON entities (code);
CREATE INDEX entities_by_actor ON entities (actor);

CREATE TABLE places (
    place_id  INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE,
    name      TEXT NOT NULL,
    country   TEXT,
    lat       REAL,
    lon       REAL,
    geonameid INTEGER
) STRICT;
CREATE INDEX places_by_name ON places (name);
CREATE INDEX places_by_country ON places (country);

-- Records -----------------------------------------------------------------------------------------

-- Every record but mentions, as it was written: the same JSON that `verbale code` gives.
CREATE TABLE records (
    record_id   INTEGER PRIMARY KEY,
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position    INTEGER NOT NULL,          -- among all records of the document, mentions counted
    kind        TEXT NOT NULL,             -- document, event, quote, claim
    id          TEXT NOT NULL,             -- as in the record; unique within its document
    json        TEXT NOT NULL,
    UNIQUE (document_id, position)
) STRICT;

CREATE TABLE events (
    record_id     INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
    document_id   INTEGER NOT NULL,
    passage_id    INTEGER NOT NULL REFERENCES passages,
    event         TEXT NOT NULL,
    mode          TEXT,
    cameo         TEXT,
    quad          INTEGER NOT NULL,
    scale         REAL NOT NULL,
    status        TEXT NOT NULL,
    alleged       INTEGER NOT NULL,        -- 0, 1
    denied        INTEGER NOT NULL,        -- 0, 1: somebody denies it in this document
    day_from      TEXT,                    -- when, as the text says; else the day of publication, for
    day_to        TEXT,                    -- what is neither historical nor future
    day_told      INTEGER NOT NULL,        -- 1: the text says it, 0: taken from the publication
    place_id      INTEGER REFERENCES places,
    trigger_start INTEGER NOT NULL,
    trigger_end   INTEGER NOT NULL,
    rule          TEXT NOT NULL,
    occurrence_id INTEGER NOT NULL REFERENCES occurrences
) STRICT;
CREATE INDEX events_by_passage ON events (passage_id);
CREATE INDEX events_by_day ON events (day_from);
CREATE INDEX events_by_event ON events (event, day_from);
CREATE INDEX events_by_occurrence ON events (occurrence_id);
CREATE INDEX events_by_place ON events (place_id, day_from) WHERE place_id IS NOT NULL;

CREATE TABLE event_contexts (
    record_id INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    context   TEXT NOT NULL,
    PRIMARY KEY (record_id, context)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotes (
    record_id   INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
    document_id INTEGER NOT NULL,
    passage_id  INTEGER,                   -- where its content begins
    type        TEXT NOT NULL,             -- direct, indirect, mixed
    within_id   INTEGER                    -- the quote that contains this one
) STRICT;
CREATE INDEX quotes_by_passage ON quotes (passage_id);

CREATE TABLE claims (
    record_id   INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
    document_id INTEGER NOT NULL,
    passage_id  INTEGER,
    stance      TEXT NOT NULL,
    answers_id  INTEGER                    -- the claim that this one denies or rejects
) STRICT;
CREATE INDEX claims_by_passage ON claims (passage_id);
CREATE INDEX claims_by_answer ON claims (answers_id) WHERE answers_id IS NOT NULL;

CREATE TABLE claim_events (
    claim_id INTEGER NOT NULL REFERENCES claims ON DELETE CASCADE,
    event_id INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    PRIMARY KEY (claim_id, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_events_by_event ON claim_events (event_id);

-- Who takes which part in a record. Roles: actor, recipient, denier (of events); word (on whose word an
-- event rests, outermost first); source, addressee (of quotes); holder (of claims).
CREATE TABLE participants (
    record_id  INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
    role       TEXT NOT NULL,
    position   INTEGER NOT NULL,
    entity_id  INTEGER REFERENCES entities,  -- NULL: words of which it is not known whom they name
    span_start INTEGER,
    span_end   INTEGER,
    via        TEXT,
    PRIMARY KEY (record_id, role, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX participants_by_entity ON participants (entity_id, role, record_id);

-- Other words that a record rests on. Roles: content (of quotes and claims), topic, condition, time,
-- place (of events), cue (the word of saying: of a quote, or of an event's chain of word).
CREATE TABLE record_spans (
    record_id  INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
    role       TEXT NOT NULL,
    position   INTEGER NOT NULL,
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    PRIMARY KEY (record_id, role, position)
) STRICT, WITHOUT ROWID;

-- Events by the codes of those who take part (role: actor, recipient) and by pairs of codes, in order of
-- days. Both sides of a mutual act are actors: their pairs stand in either order. An unknown day is ''.
CREATE TABLE event_codes (
    code      TEXT NOT NULL,
    role      TEXT NOT NULL,
    day       TEXT NOT NULL,
    record_id INTEGER NOT NULL,
    PRIMARY KEY (code, role, day, record_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_pairs (
    actor_code     TEXT NOT NULL,
    recipient_code TEXT NOT NULL,
    day            TEXT NOT NULL,
    record_id      INTEGER NOT NULL,
    PRIMARY KEY (actor_code, recipient_code, day, record_id)
) STRICT, WITHOUT ROWID;

-- Every naming of an actor, place or time, whether or not a record uses it.
CREATE TABLE mentions (
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    entity_id   INTEGER NOT NULL REFERENCES entities,
    span_start  INTEGER NOT NULL,
    span_end    INTEGER NOT NULL,
    via         TEXT,
    PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE place_mentions (
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    place_id    INTEGER NOT NULL REFERENCES places,
    span_start  INTEGER NOT NULL,
    span_end    INTEGER NOT NULL,
    PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE time_mentions (
    document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    position    INTEGER NOT NULL,
    span_start  INTEGER NOT NULL,
    span_end    INTEGER NOT NULL,
    day_from    TEXT,
    day_to      TEXT,
    granularity TEXT,
    value       TEXT,                      -- as TIMEX3 writes it
    PRIMARY KEY (document_id, position)
) STRICT, WITHOUT ROWID;

-- How often each known actor is named in each document.
CREATE TABLE appearances (
    actor       TEXT NOT NULL,
    document_id INTEGER NOT NULL,
    times       INTEGER NOT NULL,
    PRIMARY KEY (actor, document_id)
) STRICT, WITHOUT ROWID;

-- Lineage -----------------------------------------------------------------------------------------

-- A sample of the shingles (runs of words outside quotation marks) of each document.
CREATE TABLE shingles (
    hash        INTEGER NOT NULL,
    document_id INTEGER NOT NULL,
    PRIMARY KEY (hash, document_id)
) STRICT, WITHOUT ROWID;

-- Which report echoes which: the one of the earlier day is the origin; on one day, the one of which the
-- lesser share is shared, since the other shortened it; else the one that came first.
CREATE TABLE echoes (
    document_id  INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    origin_id    INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    share        REAL NOT NULL,            -- of the words of document_id that origin_id has too, 0 to 1
    origin_share REAL NOT NULL,            -- of the words of origin_id that document_id has too
    PRIMARY KEY (document_id, origin_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX echoes_by_origin ON echoes (origin_id);

-- All documents that echoes join, directly or not, have one cluster: one independent source.
CREATE TABLE clusters (
    document_id INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
    cluster_id  INTEGER NOT NULL           -- the least document_id among them
) STRICT;
CREATE INDEX clusters_by_cluster ON clusters (cluster_id);

-- Occurrences -------------------------------------------------------------------------------------

-- An act in the world, told by one report or by many.
CREATE TABLE occurrences (
    occurrence_id INTEGER PRIMARY KEY,
    event         TEXT NOT NULL,
    mode          TEXT,
    happened      TEXT NOT NULL,           -- yes (actual, historical), future, hypothetical, negated
    day_from      TEXT,                    -- the fewest days that a report tells, else of the first publication
    day_to        TEXT,
    day_told      INTEGER NOT NULL,
    actors        TEXT NOT NULL,           -- codes of all reports, sorted, spaces between; of bodies of
    recipients    TEXT NOT NULL,           -- no country their identifiers, of strangers "~" and the name
    people        TEXT NOT NULL,           -- holders of offices on either side
    triggers      TEXT NOT NULL,           -- words that tell it, stemmed
    words         TEXT NOT NULL,           -- of the sentence that told it first, stemmed and sorted; after
                                           -- " / " those of the first other sentence
    names         TEXT NOT NULL DEFAULT '', -- in the report that told it first
    places        TEXT NOT NULL DEFAULT ''  -- words of the places that reports tell
) STRICT;

-- Where to look for the occurrence of an event.
CREATE TABLE occurrence_codes (
    event         TEXT NOT NULL,
    code          TEXT NOT NULL,           -- of actors and recipients, as there; of nobody, the triggers
    day           TEXT NOT NULL,
    occurrence_id INTEGER NOT NULL,
    PRIMARY KEY (event, code, day, occurrence_id)
) STRICT, WITHOUT ROWID;

-- Views for people --------------------------------------------------------------------------------

-- How many reports tell an occurrence, and how many independent ones: reports that echo each other, or
-- clusters whose first report has the same publisher, count once.
CREATE VIEW occurrence_sources AS
SELECT events.occurrence_id,
       count(*) AS tellings,
       count(DISTINCT events.document_id) AS reports,
       count(DISTINCT coalesce(origin.source, clusters.cluster_id)) AS sources,
       min(events.alleged) AS alleged,     -- 1: in every report only somebody's word
       max(events.denied) AS denied        -- 1: somebody denies it in some report
FROM events
JOIN clusters ON clusters.document_id = events.document_id
JOIN documents AS origin ON origin.document_id = clusters.cluster_id
GROUP BY events.occurrence_id;

CREATE VIEW event_details AS
SELECT events.record_id, records.id, documents.id AS doc, documents.day AS published,
       documents.source, events.event, events.mode, events.cameo, events.quad, events.scale,
       events.status, events.alleged, events.denied, events.day_from, events.day_to,
       (SELECT group_concat(coalesce(entities.name, entities.code, '?'), '; ')
        FROM participants JOIN entities USING (entity_id)
        WHERE participants.record_id = events.record_id AND role = 'actor') AS actors,
       (SELECT group_concat(coalesce(entities.name, entities.code, '?'), '; ')
        FROM participants JOIN entities USING (entity_id)
        WHERE participants.record_id = events.record_id AND role = 'recipient') AS recipients,
       places.name AS place, places.country,
       substr(documents.text, trigger_start + 1, trigger_end - trigger_start) AS trigger_text,
       substr(documents.text, passages.span_start + 1, passages.span_end - passages.span_start)
           AS sentence,
       events.rule, events.occurrence_id
FROM events
JOIN records USING (record_id)
JOIN documents ON documents.document_id = events.document_id
JOIN passages USING (passage_id)
LEFT JOIN places USING (place_id);

CREATE VIEW quote_details AS
SELECT quotes.record_id, records.id, documents.id AS doc, documents.day AS published,
       documents.source AS publisher, quotes.type,
       (SELECT coalesce(entities.name, entities.code)
        FROM participants JOIN entities USING (entity_id)
        WHERE participants.record_id = quotes.record_id AND role = 'source') AS speaker,
       (SELECT group_concat(substr(documents.text, span_start + 1, span_end - span_start), ' … ')
        FROM record_spans WHERE record_spans.record_id = quotes.record_id AND role = 'content')
           AS content
FROM quotes
JOIN records USING (record_id)
JOIN documents ON documents.document_id = quotes.document_id;

CREATE VIEW claim_details AS
SELECT claims.record_id, records.id, documents.id AS doc, documents.day AS published,
       documents.source AS publisher, claims.stance,
       (SELECT coalesce(entities.name, entities.code)
        FROM participants JOIN entities USING (entity_id)
        WHERE participants.record_id = claims.record_id AND role = 'holder') AS holder,
       (SELECT group_concat(substr(documents.text, span_start + 1, span_end - span_start), ' … ')
        FROM record_spans WHERE record_spans.record_id = claims.record_id AND role = 'content')
           AS content,
       claims.answers_id
FROM claims
JOIN records USING (record_id)
JOIN documents ON documents.document_id = claims.document_id;

CREATE VIEW echo_details AS
SELECT document.id AS doc, document.day, document.source, origin.id AS origin_doc,
       origin.day AS origin_day, origin.source AS origin_source, echoes.share, echoes.origin_share
FROM echoes
JOIN documents AS document ON document.document_id = echoes.document_id
JOIN documents AS origin ON origin.document_id = echoes.origin_id;

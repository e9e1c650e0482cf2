-- Tables that corpora of before version 3 lack: they get them, filled, when they are opened.

-- How often each code is named in each document, by name or not: where to look for words about a country.
CREATE TABLE code_appearances (
    code        TEXT NOT NULL,
    document_id INTEGER NOT NULL,
    times       INTEGER NOT NULL,
    PRIMARY KEY (code, document_id)
) STRICT, WITHOUT ROWID;

-- How many people an event befell, and what: dead, injured, arrested, abducted, deported, displaced, missing.
CREATE TABLE event_tolls (
    record_id  INTEGER NOT NULL REFERENCES events ON DELETE CASCADE,
    position   INTEGER NOT NULL,
    kind       TEXT NOT NULL,
    least      INTEGER,                    -- NULL: only "up to so many" is told
    most       INTEGER,                    -- NULL: only "at least so many" is told
    span_start INTEGER NOT NULL,
    span_end   INTEGER NOT NULL,
    PRIMARY KEY (record_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_tolls_by_kind ON event_tolls (kind, least);

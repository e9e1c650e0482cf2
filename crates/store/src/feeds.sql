-- What `verbale watch` knows of feeds, made when it first looks at one. Times are seconds since 1970.

CREATE TABLE IF NOT EXISTS feeds (
    feed_id       INTEGER PRIMARY KEY,
    url           TEXT NOT NULL UNIQUE,        -- as given
    etag          TEXT,                        -- as the server last told it: asked with next time
    last_modified TEXT,
    due           INTEGER NOT NULL DEFAULT 0,  -- not to be asked for before
    failures      INTEGER NOT NULL DEFAULT 0,  -- in a row
    fault         TEXT                         -- the last one
) STRICT;

-- Articles that feeds name, each fetched once.
CREATE TABLE IF NOT EXISTS feed_links (
    link_id INTEGER PRIMARY KEY,
    url     TEXT NOT NULL UNIQUE,
    feed_id INTEGER NOT NULL REFERENCES feeds,
    title   TEXT,                              -- as the feed tells
    day     TEXT,
    state   TEXT NOT NULL DEFAULT 'waiting'
            CHECK (state IN ('waiting', 'kept', 'set aside', 'given up')),
    tries   INTEGER NOT NULL DEFAULT 0,        -- that failed
    due     INTEGER NOT NULL DEFAULT 0,        -- not to be tried before
    fault   TEXT                               -- why it is not kept
) STRICT;
CREATE INDEX IF NOT EXISTS feed_links_waiting ON feed_links (feed_id, due) WHERE state = 'waiting';

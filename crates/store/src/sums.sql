-- Sums that are kept, so that a broad question need not read every event. They change in the transaction that
-- changes what they count. What a row of `occurrence_…` counts is told by the events of the act; `dyad_sums`,
-- `place_sums` and `denial_sums` follow by themselves, through triggers.

-- Rows of the tables that everybody asks the size of.
CREATE TABLE totals (
    counted TEXT PRIMARY KEY,              -- name of a table
    rows    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How often somebody takes part in a record, in any role.
CREATE TABLE entity_sums (
    entity_id INTEGER PRIMARY KEY REFERENCES entities,
    parts     INTEGER NOT NULL
) STRICT;

-- Acts that took place by the codes of those who take part (role: actor, recipient), in order of days. An
-- unknown day is ''.
CREATE TABLE occurrence_parties (
    code          TEXT NOT NULL,
    role          TEXT NOT NULL,
    day           TEXT NOT NULL,           -- first day of the act
    occurrence_id INTEGER NOT NULL,
    tellings      INTEGER NOT NULL,        -- events that tell it so
    PRIMARY KEY (code, role, day, occurrence_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER occurrence_parties_gone AFTER UPDATE OF tellings ON occurrence_parties
WHEN NEW.tellings = 0 BEGIN
    DELETE FROM occurrence_parties
    WHERE (code, role, day, occurrence_id) = (NEW.code, NEW.role, NEW.day, NEW.occurrence_id);
END;

-- Acts that took place by pairs of codes. Both sides of a mutual act are actors: their pairs stand in either order.
CREATE TABLE occurrence_pairs (
    actor_code     TEXT NOT NULL,
    recipient_code TEXT NOT NULL,
    day            TEXT NOT NULL,          -- first and last day of the act
    occurrence_id  INTEGER NOT NULL,
    day_to         TEXT NOT NULL,
    quad           INTEGER NOT NULL,
    tellings       INTEGER NOT NULL,       -- events that tell it so
    reports        INTEGER NOT NULL,       -- documents
    unalleged      INTEGER NOT NULL,       -- tellings that do not rest on somebody's word alone
    scale_sum      INTEGER NOT NULL,       -- of all tellings, in millionths
    alleged        INTEGER NOT NULL GENERATED ALWAYS AS (unalleged = 0),
    scale          INTEGER GENERATED ALWAYS AS (iif(tellings > 0, scale_sum / tellings, 0)),
    PRIMARY KEY (actor_code, recipient_code, day, occurrence_id)
) STRICT, WITHOUT ROWID;

-- Acts of one code towards another; those that every report gives on somebody's word alone stand apart.
CREATE TABLE dyad_sums (
    actor_code           TEXT NOT NULL,
    recipient_code       TEXT NOT NULL,
    alleged              INTEGER NOT NULL, -- 0, 1
    occurrences          INTEGER NOT NULL, -- acts, each once
    reports              INTEGER NOT NULL, -- documents that tell them
    verbal_cooperation   INTEGER NOT NULL,
    material_cooperation INTEGER NOT NULL,
    verbal_conflict      INTEGER NOT NULL,
    material_conflict    INTEGER NOT NULL,
    scale_sum            INTEGER NOT NULL, -- of the acts, each the mean of its tellings, in millionths
    PRIMARY KEY (actor_code, recipient_code, alleged)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER occurrence_pairs_new AFTER INSERT ON occurrence_pairs BEGIN
    INSERT INTO dyad_sums
    VALUES (NEW.actor_code, NEW.recipient_code, NEW.alleged, 1, NEW.reports, NEW.quad = 1, NEW.quad = 2,
            NEW.quad = 3, NEW.quad = 4, NEW.scale)
    ON CONFLICT DO UPDATE SET
        occurrences = occurrences + 1, reports = reports + excluded.reports,
        verbal_cooperation = verbal_cooperation + excluded.verbal_cooperation,
        material_cooperation = material_cooperation + excluded.material_cooperation,
        verbal_conflict = verbal_conflict + excluded.verbal_conflict,
        material_conflict = material_conflict + excluded.material_conflict,
        scale_sum = scale_sum + excluded.scale_sum;
END;
-- What a telling more or less changes of an act that stays one under its pair …
CREATE TRIGGER occurrence_pairs_told AFTER UPDATE OF tellings ON occurrence_pairs
WHEN NEW.tellings > 0 AND NEW.alleged = OLD.alleged BEGIN
    UPDATE dyad_sums SET reports = reports + NEW.reports - OLD.reports,
                         scale_sum = scale_sum + NEW.scale - OLD.scale
    WHERE (actor_code, recipient_code, alleged) = (NEW.actor_code, NEW.recipient_code, NEW.alleged);
END;
-- … and of one that nobody tells any more, or no longer on somebody's word alone.
CREATE TRIGGER occurrence_pairs_gone AFTER UPDATE OF tellings ON occurrence_pairs
WHEN NEW.tellings = 0 OR NEW.alleged <> OLD.alleged BEGIN
    UPDATE dyad_sums SET
        occurrences = occurrences - 1, reports = reports - OLD.reports,
        verbal_cooperation = verbal_cooperation - (OLD.quad = 1),
        material_cooperation = material_cooperation - (OLD.quad = 2),
        verbal_conflict = verbal_conflict - (OLD.quad = 3),
        material_conflict = material_conflict - (OLD.quad = 4),
        scale_sum = scale_sum - OLD.scale
    WHERE (actor_code, recipient_code, alleged) = (OLD.actor_code, OLD.recipient_code, OLD.alleged);
    DELETE FROM dyad_sums
    WHERE (actor_code, recipient_code, alleged) = (OLD.actor_code, OLD.recipient_code, OLD.alleged)
      AND occurrences = 0;
    -- Taken out and put in again, it is counted as a new one is.
    DELETE FROM occurrence_pairs
    WHERE (actor_code, recipient_code, day, occurrence_id)
        = (NEW.actor_code, NEW.recipient_code, NEW.day, NEW.occurrence_id);
    INSERT INTO occurrence_pairs (actor_code, recipient_code, day, occurrence_id, day_to, quad, tellings,
                                  reports, unalleged, scale_sum)
    SELECT NEW.actor_code, NEW.recipient_code, NEW.day, NEW.occurrence_id, NEW.day_to, NEW.quad, NEW.tellings,
           NEW.reports, NEW.unalleged, NEW.scale_sum
    WHERE NEW.tellings > 0;
END;

-- Acts that took place by their places.
CREATE TABLE occurrence_places (
    place_id      INTEGER NOT NULL REFERENCES places,
    occurrence_id INTEGER NOT NULL,
    conflict      INTEGER NOT NULL,        -- 0, 1
    tellings      INTEGER NOT NULL,
    PRIMARY KEY (place_id, occurrence_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE place_sums (
    place_id    INTEGER PRIMARY KEY REFERENCES places,
    occurrences INTEGER NOT NULL,          -- acts, each once
    conflict    INTEGER NOT NULL           -- how many of them are conflict
) STRICT;

CREATE TRIGGER occurrence_places_new AFTER INSERT ON occurrence_places BEGIN
    INSERT INTO place_sums VALUES (NEW.place_id, 1, NEW.conflict)
    ON CONFLICT DO UPDATE SET occurrences = occurrences + 1, conflict = conflict + excluded.conflict;
END;
CREATE TRIGGER occurrence_places_gone AFTER UPDATE OF tellings ON occurrence_places
WHEN NEW.tellings = 0 BEGIN
    UPDATE place_sums SET occurrences = occurrences - 1, conflict = conflict - OLD.conflict
    WHERE place_id = OLD.place_id;
    DELETE FROM place_sums WHERE place_id = OLD.place_id AND occurrences = 0;
    DELETE FROM occurrence_places
    WHERE (place_id, occurrence_id) = (NEW.place_id, NEW.occurrence_id);
END;

-- Claims that deny or reject, and acts that somebody denies without a claim of their own.
CREATE TABLE denials (
    record_id     INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
    position      INTEGER NOT NULL,        -- of who denies, in the record
    day           TEXT,                    -- of publication
    stance        TEXT NOT NULL,
    denier        TEXT NOT NULL,           -- name, or the words that name them
    denier_actor  TEXT,                    -- identifier or name, of those whom the corpus knows
    denier_code   TEXT,
    accuser       TEXT,                    -- whose word is denied
    accuser_actor TEXT,
    PRIMARY KEY (record_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX denials_by_day ON denials (day DESC, record_id, denier);

-- Who denies whose word how often; what is unknown is ''.
CREATE TABLE denial_sums (
    denier        TEXT NOT NULL,
    accuser       TEXT NOT NULL,
    denier_actor  TEXT NOT NULL,
    accuser_actor TEXT NOT NULL,
    denials       INTEGER NOT NULL,
    PRIMARY KEY (denier, accuser, denier_actor, accuser_actor)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER denials_new AFTER INSERT ON denials BEGIN
    INSERT INTO denial_sums
    VALUES (NEW.denier, coalesce(NEW.accuser, ''), coalesce(NEW.denier_actor, ''),
            coalesce(NEW.accuser_actor, ''), 1)
    ON CONFLICT DO UPDATE SET denials = denials + 1;
END;
CREATE TRIGGER denials_gone AFTER DELETE ON denials BEGIN
    UPDATE denial_sums SET denials = denials - 1
    WHERE (denier, accuser, denier_actor, accuser_actor)
        = (OLD.denier, coalesce(OLD.accuser, ''), coalesce(OLD.denier_actor, ''), coalesce(OLD.accuser_actor, ''));
    DELETE FROM denial_sums
    WHERE (denier, accuser, denier_actor, accuser_actor)
        = (OLD.denier, coalesce(OLD.accuser, ''), coalesce(OLD.denier_actor, ''), coalesce(OLD.accuser_actor, ''))
      AND denials = 0;
END;

-- For lists of acts in order of days.
CREATE INDEX occurrences_by_day ON occurrences (day_from);

-- name: casefile_events_schema_1
-- Calls and messages that rows of tables and chats tell of (casefile/event_rows.h); made anew from the pages when their document is read anew.
CREATE TABLE event_row (
    id        INTEGER PRIMARY KEY,
    document  INTEGER NOT NULL REFERENCES document (id),
    page      INTEGER NOT NULL,
    start     INTEGER NOT NULL, -- where the row stands, in code points of the page's text
    end_at    INTEGER NOT NULL,
    kind      TEXT NOT NULL,    -- as the table calls it; message, call or notice where it does not
    at        TEXT NOT NULL,    -- YYYY-MM-DD[THH:MM[:SS]], '': not understood
    zone      TEXT NOT NULL,    -- as stated, '': not stated
    said      TEXT NOT NULL,    -- the time as it stands
    assumed   INTEGER NOT NULL, -- 1: the order of day and month is told nowhere in the document, the day was taken to be first
    sender    TEXT NOT NULL,
    recipient TEXT NOT NULL,
    party     TEXT NOT NULL,    -- the other side, where the table does not say who called whom
    direction TEXT NOT NULL,
    seconds   INTEGER NOT NULL, -- -1: not stated
    text      TEXT NOT NULL,
    other     TEXT NOT NULL     -- columns of unknown headings, "HEADING: VALUE" a line
);
CREATE INDEX event_row_by_time ON event_row (at, id);
CREATE INDEX event_row_by_document ON event_row (document, page, start);
-- Who takes part, as letters and digits to find them by (event_party in casefile/events.h).
CREATE TABLE event_party (
    party TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES event_row (id),
    PRIMARY KEY (party, event)
);

-- name: casefile_events_schema_2
-- Rows of printed tables, of pages of the web and of more texts are told since: once more for what was read before.
UPDATE document SET step = 1 WHERE step = 2 AND kind IN ('pdf', 'picture', 'xps', 'web-page', 'table', 'text', 'excel', 'opendocument');

-- name: casefile_events_to_take
SELECT id FROM document WHERE step = 1 AND state = 'done' ORDER BY id LIMIT 1;

-- name: casefile_events_taken
UPDATE document SET step = 2 WHERE id = ?1;

-- name: casefile_events_as_pages
UPDATE document SET fate = 'partly', why = CASE WHEN why = '' THEN ?2 ELSE why || '; ' || ?2 END
WHERE id = ?1 AND fate IN ('read', 'partly') AND instr(why, ?2) = 0;

-- name: casefile_events_kind
SELECT kind FROM document WHERE id = ?1;

-- name: casefile_events_pages
SELECT number, label, text, words FROM page WHERE document = ?1 ORDER BY number;

-- name: casefile_events_drop_parties
DELETE FROM event_party WHERE event IN (SELECT id FROM event_row WHERE document = ?1);

-- name: casefile_events_drop
DELETE FROM event_row WHERE document = ?1;

-- name: casefile_event_add
INSERT INTO event_row (document, page, start, end_at, kind, at, zone, said, assumed, sender, recipient, party, direction, seconds, text, other)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16);

-- name: casefile_event_last
SELECT max(id) FROM event_row;

-- name: casefile_event_party_add
INSERT INTO event_party (party, event) VALUES (?1, ?2) ON CONFLICT (party, event) DO NOTHING;

-- name: casefile_events_held
SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'event_row';

-- name: casefile_events_counted
SELECT count(*), count(*) FILTER (WHERE is_call), count(*) FILTER (WHERE text <> '' AND NOT is_call), coalesce(min(nullif(at, '')), ''), max(at)
FROM (SELECT at, text, seconds >= 0 OR lower(kind) LIKE '%call%' AS is_call FROM event_row WHERE document = ?1 AND kind <> 'notice')
HAVING count(*) > 0;

-- name: casefile_events_between
SELECT name FROM (SELECT sender AS name FROM event_row WHERE document = ?1
                  UNION ALL SELECT recipient FROM event_row WHERE document = ?1
                  UNION ALL SELECT party FROM event_row WHERE document = ?1)
WHERE name <> '' GROUP BY name ORDER BY count(*) DESC, name;

-- name: casefile_events
SELECT event_row.document, page, start, end_at, event_row.kind, at, zone, said, assumed, sender, recipient, party, direction, seconds, text, other,
       coalesce((SELECT path FROM file WHERE file.document = event_row.document ORDER BY file.state <> 'here', file.id LIMIT 1), '')
FROM event_row
WHERE (?1 = '' OR EXISTS (SELECT 1 FROM event_party WHERE event_party.event = event_row.id AND event_party.party = ?1))
  AND (?2 = '' OR at >= ?2) AND (?3 = '' OR (at <> '' AND at < ?3))
ORDER BY at = '', at, event_row.id LIMIT ?4;

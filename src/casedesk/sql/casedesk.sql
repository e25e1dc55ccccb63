-- name: casedesk_schema_1
-- Searches that somebody kept under a name.
CREATE TABLE desk_search (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,
    words     TEXT NOT NULL,
    kind      TEXT NOT NULL, -- bounds as casefile/find_pages.h has them, '' for none
    fate      TEXT NOT NULL,
    source    TEXT NOT NULL,
    sent_from TEXT NOT NULL,
    sent_to   TEXT NOT NULL,
    sender    TEXT NOT NULL,
    recipient TEXT NOT NULL,
    folder    TEXT NOT NULL,
    who       TEXT NOT NULL,
    at        TEXT NOT NULL  -- UTC
);

-- name: casedesk_schema_1_seen
-- Who has opened which document on which day: so that the audit says it once.
CREATE TABLE desk_seen (
    who      TEXT NOT NULL,
    document INTEGER NOT NULL,
    day      TEXT NOT NULL, -- UTC
    PRIMARY KEY (who, document, day)
) WITHOUT ROWID;

-- name: casedesk_seen
SELECT count(*) FROM desk_seen WHERE who = ?1 AND document = ?2 AND day = ?3;

-- name: casedesk_seen_add
INSERT INTO desk_seen (who, document, day) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING;

-- name: casedesk_acts
SELECT seq, line FROM audit_event
WHERE seq < ?1 AND (?2 = '' OR json_extract(line, '$.by') = ?2) AND (?3 = '' OR json_extract(line, '$.event') = ?3)
  AND (?4 = 0 OR json_extract(line, '$.what.document') = ?4 OR EXISTS (SELECT 1 FROM json_each(line, '$.what.to') WHERE value = ?4))
ORDER BY seq DESC LIMIT 51;

-- name: casedesk_path
SELECT path FROM file WHERE document = ?1 ORDER BY state <> 'here', id LIMIT 1;

-- name: casedesk_temporary
-- a confined process can make no file elsewhere
PRAGMA temp_store=MEMORY;

-- name: casedesk_search_add
INSERT INTO desk_search (name, words, kind, fate, source, sent_from, sent_to, sender, recipient, folder, who, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT (name) DO NOTHING;

-- name: casedesk_search_remove
DELETE FROM desk_search WHERE id = ?1;

-- name: casedesk_searches
SELECT id, name, who FROM desk_search ORDER BY name LIMIT 200;

-- name: casedesk_search
SELECT words, kind, fate, source, sent_from, sent_to, sender, recipient, folder FROM desk_search WHERE id = ?1;

-- name: casedesk_data_version
PRAGMA data_version;

-- name: casedesk_own_changes
SELECT total_changes();

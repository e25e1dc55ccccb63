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

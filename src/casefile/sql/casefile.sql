-- name: casefile_schema_1
-- One case in one file, on this machine alone. Times are UTC texts, boxes hundredths of a point from the page's top left corner.
CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY, -- folder: what was read, as an absolute path
    value TEXT NOT NULL
);
-- What some bytes say; the same bytes in several places are read once.
CREATE TABLE document (
    id      INTEGER PRIMARY KEY,
    sha256  TEXT NOT NULL UNIQUE,
    bytes   INTEGER NOT NULL,
    kind    TEXT NOT NULL,    -- what the reader took it for, '' before
    state   TEXT NOT NULL,    -- waiting, done
    fate    TEXT NOT NULL,    -- read, partly, not; '' before
    why     TEXT NOT NULL,    -- of partly and not
    next    INTEGER NOT NULL, -- where reading goes on, in units of the reader
    pages   INTEGER NOT NULL,
    members INTEGER NOT NULL,
    step    INTEGER NOT NULL  -- what was made of it after reading: 0 nothing, 1 compared with the others
);
CREATE INDEX document_by_state ON document (state, id);
CREATE INDEX document_by_step ON document (step, state, id);
-- A place where a document is: a file of the folder, or one within another document.
CREATE TABLE file (
    id       INTEGER PRIMARY KEY,
    parent   INTEGER REFERENCES document (id), -- NULL: in the folder itself
    ordinal  INTEGER NOT NULL, -- within its parent, from 1; 0 in the folder
    path     TEXT NOT NULL,    -- relative to the folder; within a document: its path, '//', the name there
    version  INTEGER NOT NULL, -- from 1: a file of the folder that changed has another row
    bytes    INTEGER NOT NULL,
    modified INTEGER NOT NULL, -- nanoseconds since 1970, to see cheaply that it changed
    depth    INTEGER NOT NULL, -- 0 in the folder
    top      INTEGER NOT NULL, -- the file of the folder that it lies in, 0: it is one
    document INTEGER REFERENCES document (id), -- NULL: its bytes were not taken yet, or cannot be
    state    TEXT NOT NULL,    -- here, replaced (by the next version), gone
    fate     TEXT NOT NULL,    -- not: no bytes could be had; '' otherwise
    why      TEXT NOT NULL     -- of not; with fate '': why it could not be looked at the last time, so that it stays as it was
);
CREATE UNIQUE INDEX file_of_folder ON file (path, version) WHERE parent IS NULL;
CREATE UNIQUE INDEX file_within ON file (parent, ordinal) WHERE parent IS NOT NULL;
CREATE INDEX file_by_document ON file (document, id);
CREATE INDEX file_by_top ON file (top, id);
CREATE INDEX file_to_take ON file (id) WHERE document IS NULL AND fate = '' AND state = 'here';
-- Bytes of files within others, until they are read; of sound and video until it is heard.
CREATE TABLE waiting_bytes (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    bytes    BLOB NOT NULL
);
CREATE TABLE page (
    id       INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES document (id),
    number   INTEGER NOT NULL,
    label    TEXT NOT NULL,    -- of formats without pages: which part it is
    source   TEXT NOT NULL,    -- text, ocr, both; speech: a machine-made transcript of a minute of sound (speech.sql)
    width    INTEGER NOT NULL, -- hundredths of a point, 0: none
    height   INTEGER NOT NULL,
    text     TEXT NOT NULL,
    words    BLOB NOT NULL     -- where they stand: casefile/word_places.h
);
CREATE UNIQUE INDEX page_by_number ON page (document, number);
-- Parts of pages that nobody read.
CREATE TABLE unread (
    document INTEGER NOT NULL REFERENCES document (id),
    page     INTEGER NOT NULL,
    x0       INTEGER, -- all NULL: the whole page
    y0       INTEGER,
    x1       INTEGER,
    y1       INTEGER,
    why      TEXT NOT NULL
);
CREATE INDEX unread_by_page ON unread (document, page);
-- What a file says of itself.
CREATE TABLE meta (
    document INTEGER NOT NULL REFERENCES document (id),
    name     TEXT NOT NULL, -- from, to, subject, sent, message-id, title, author, …
    value    TEXT NOT NULL
);
CREATE INDEX meta_by_document ON meta (document, name);
CREATE INDEX meta_by_name ON meta (name, document);
-- Messages by conversation, made anew after each reading.
CREATE TABLE thread (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    thread   INTEGER NOT NULL, -- the first document of the conversation
    above    INTEGER,          -- the message that it answers, when it is in the case
    place    INTEGER NOT NULL, -- in the conversation, from 1
    depth    INTEGER NOT NULL
);
CREATE INDEX thread_by_thread ON thread (thread, place);
-- Keys by which documents that are alike are found, and the pairs (alike/shingles.h).
CREATE TABLE alike_key (
    place    INTEGER NOT NULL,
    value    INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES document (id),
    PRIMARY KEY (place, value, document)
);
CREATE TABLE alike (
    a      INTEGER NOT NULL REFERENCES document (id), -- a < b
    b      INTEGER NOT NULL REFERENCES document (id),
    both   INTEGER NOT NULL, -- shingles in both
    either INTEGER NOT NULL, -- in either
    PRIMARY KEY (a, b)
);

-- name: casefile_reading
-- 32 MiB of pages between two checkpoints, each of which waits for the disk twice; readers of the case meanwhile look that far beside it
PRAGMA wal_autocheckpoint = 8192;

-- name: casefile_setting
SELECT value FROM setting WHERE name = ?1;

-- name: casefile_setting_set
INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: casefile_newest
SELECT id, version, bytes, modified, state, fate FROM file WHERE parent IS NULL AND path = ?1 ORDER BY version DESC LIMIT 1;

-- name: casefile_file_add
INSERT INTO file (parent, ordinal, path, version, bytes, modified, depth, top, document, state, fate, why)
VALUES (NULL, 0, ?1, ?2, ?3, ?4, 0, 0, NULL, 'here', ?5, ?6);

-- name: casefile_file_state
UPDATE file SET state = ?2 WHERE id = ?1;

-- name: casefile_file_try_again
UPDATE file SET fate = '', why = '' WHERE id = ?1;

-- name: casefile_seen_table
CREATE TEMPORARY TABLE IF NOT EXISTS seen (file INTEGER PRIMARY KEY);

-- name: casefile_seen_clear
DELETE FROM seen;

-- name: casefile_seen_add
INSERT INTO seen (file) VALUES (?1);

-- name: casefile_unlooked_table
CREATE TEMPORARY TABLE IF NOT EXISTS unlooked (path TEXT PRIMARY KEY, why TEXT NOT NULL);

-- name: casefile_unlooked_clear
DELETE FROM unlooked;

-- name: casefile_unlooked_add
INSERT OR IGNORE INTO unlooked (path, why) VALUES (?1, ?2);

-- name: casefile_unlooked_before
UPDATE file SET why = '' WHERE parent IS NULL AND fate = '' AND why <> '';

-- name: casefile_unlooked_tell
UPDATE file SET why = 'could not be looked at: ' || unlooked.why
FROM unlooked
WHERE file.parent IS NULL AND file.state = 'here' AND file.fate = ''
  AND (unlooked.path = '.' OR file.path = unlooked.path OR (file.path > unlooked.path || '/' AND file.path < unlooked.path || '0'))
  AND NOT EXISTS (SELECT 1 FROM seen WHERE seen.file = file.id);

-- name: casefile_unlooked_file
UPDATE file SET why = 'could not be looked at: ' || ?2 WHERE id = ?1 AND fate = '';

-- name: casefile_gone
UPDATE file SET state = 'gone' WHERE parent IS NULL AND state = 'here' AND (fate <> '' OR why = '')
  AND NOT EXISTS (SELECT 1 FROM unlooked WHERE unlooked.path = '.' OR (file.path > unlooked.path || '/' AND file.path < unlooked.path || '0'))
  AND NOT EXISTS (SELECT 1 FROM seen WHERE seen.file = file.id);

-- name: casefile_here_count
SELECT count(*) FROM (SELECT 1 FROM file WHERE parent IS NULL AND state = 'here' AND path <> '.' LIMIT 1);

-- name: casefile_setting_count
SELECT count(*) FROM setting WHERE name = ?1;

-- name: casefile_to_take
SELECT id, path, bytes, modified FROM file WHERE document IS NULL AND fate = '' AND why = '' AND state = 'here' ORDER BY id LIMIT 1;

-- name: casefile_take_count
SELECT count(*) FROM file WHERE document IS NULL AND fate = '' AND why = '' AND state = 'here';

-- name: casefile_file_taken
UPDATE file SET document = ?2, bytes = ?3, modified = ?4 WHERE id = ?1;

-- name: casefile_file_not
UPDATE file SET fate = 'not', why = ?2 WHERE id = ?1;

-- name: casefile_file_again
UPDATE file SET document = NULL, bytes = ?2, modified = ?3 WHERE id = ?1;

-- name: casefile_document_by_digest
SELECT id, state, why FROM document WHERE sha256 = ?1;

-- name: casefile_document_add
INSERT INTO document (sha256, bytes, kind, state, fate, why, next, pages, members, step) VALUES (?1, ?2, '', 'waiting', '', '', 0, 0, 0, 0);

-- name: casefile_document_wait
UPDATE document SET state = 'waiting', fate = '', why = '', step = 0 WHERE id = ?1;

-- name: casefile_documents_waiting
SELECT id, bytes, next, pages, members FROM document
WHERE state = 'waiting'
  AND (NOT EXISTS (SELECT 1 FROM file WHERE file.document = document.id AND file.parent IS NULL AND file.state = 'here' AND file.why <> '')
       OR EXISTS (SELECT 1 FROM file WHERE file.document = document.id AND file.parent IS NULL AND file.state = 'here' AND file.why = '')
       OR EXISTS (SELECT 1 FROM waiting_bytes WHERE waiting_bytes.document = document.id))
ORDER BY id LIMIT ?1;

-- name: casefile_document_count
SELECT count(*) FROM document WHERE state = ?1;

-- name: casefile_document_end
UPDATE document SET state = 'done', fate = ?2, why = ?3, kind = ?4, next = 0 WHERE id = ?1;

-- name: casefile_document_goes_on
UPDATE document SET next = ?2, pages = ?3, members = ?4, why = ?5 WHERE id = ?1;

-- name: casefile_document_why
SELECT why, pages, members, kind FROM document WHERE id = ?1;

-- name: casefile_source_within
SELECT bytes FROM waiting_bytes WHERE document = ?1;

-- name: casefile_source_on_disk
SELECT id, path, bytes, modified FROM file WHERE document = ?1 AND parent IS NULL AND state = 'here' AND why = '' ORDER BY id LIMIT 1;

-- name: casefile_name_of
SELECT id, path, depth, top FROM file WHERE document = ?1 ORDER BY id LIMIT 1;

-- name: casefile_bytes_add
INSERT INTO waiting_bytes (document, bytes) VALUES (?1, ?2);

-- name: casefile_bytes_drop
DELETE FROM waiting_bytes WHERE document = ?1;

-- name: casefile_member_add
INSERT INTO file (parent, ordinal, path, version, bytes, modified, depth, top, document, state, fate, why)
VALUES (?1, ?2, ?3, 1, ?4, 0, ?5, ?6, ?7, 'here', ?8, ?9);

-- name: casefile_within_count
SELECT count(*) FROM file WHERE top = ?1;

-- name: casefile_page_add
INSERT INTO page (document, number, label, source, width, height, text, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8);

-- name: casefile_page_id
SELECT id FROM page WHERE document = ?1 AND number = ?2;

-- name: casefile_unread_add
INSERT INTO unread (document, page, x0, y0, x1, y1, why) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7);

-- name: casefile_unread_page_add
INSERT INTO unread (document, page, x0, y0, x1, y1, why) VALUES (?1, ?2, NULL, NULL, NULL, NULL, ?3);

-- name: casefile_meta_add
INSERT INTO meta (document, name, value) VALUES (?1, ?2, ?3);

-- name: casefile_page_texts
SELECT text FROM page WHERE document = ?1 ORDER BY number;

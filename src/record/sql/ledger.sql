-- ledger.db: the keeper's own. log is 0 for the public log, 1 for the private one.

-- name: ledger_schema_1
CREATE TABLE leaf (
    log  INTEGER NOT NULL,
    idx  INTEGER NOT NULL,
    id   TEXT NOT NULL,
    root INTEGER NOT NULL, -- 1: genesis and key.*, read at every start
    note BLOB NOT NULL,    -- the entry, byte for byte
    hash BLOB NOT NULL,    -- of the leaf
    salt BLOB NOT NULL,
    body BLOB NOT NULL,    -- canonical JSON
    PRIMARY KEY (log, idx)
);
CREATE UNIQUE INDEX leaf_by_id ON leaf (log, id);
CREATE INDEX leaf_of_keys ON leaf (log, idx) WHERE root = 1;

-- Nodes of levels 8, 16, …: those between are made from at most 256 below.
CREATE TABLE node (
    log   INTEGER NOT NULL,
    level INTEGER NOT NULL,
    idx   INTEGER NOT NULL,
    hash  BLOB NOT NULL,
    PRIMARY KEY (log, level, idx)
);

CREATE TABLE head (
    log     INTEGER NOT NULL PRIMARY KEY,
    size    INTEGER NOT NULL,
    root    BLOB NOT NULL,
    last_at INTEGER NOT NULL -- of our own leaves: the clock never goes back
);

-- Statements of a subject that no other one names in its prev.
CREATE TABLE subject_head (
    log     INTEGER NOT NULL,
    subject TEXT NOT NULL,
    id      TEXT NOT NULL,
    PRIMARY KEY (log, subject, id)
);

CREATE TABLE key_seq (
    log  INTEGER NOT NULL,
    name TEXT NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (log, name)
);

-- What private.head/1 commits to, so that it can be opened.
CREATE TABLE private_head (
    date TEXT NOT NULL PRIMARY KEY,
    salt BLOB NOT NULL,
    text TEXT NOT NULL -- the private checkpoint's note text
);

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- name: ledger_schema_2
-- Bodies that a body.removed/1 of this log names, also before their statement has come. A leaf whose body was
-- removed keeps its row with an empty salt and an empty body.
CREATE TABLE tombstone (
    log     INTEGER NOT NULL,
    id      TEXT NOT NULL,
    removal INTEGER NOT NULL, -- leaf of the first removal that names it
    PRIMARY KEY (log, id)
);
-- What a removal still has to take away, until nothing is left of it:
-- 'body' a statement's id, 'blob' a digest that body or its envelope named, 'envelopes' (one row) there was an
-- envelope among them, 'pages' free pages alone
CREATE TABLE scrub (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (kind, name)
);
-- A person's publications that wait unsigned.
CREATE TABLE outbox (
    number  INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: it is what a person cancels
    log     INTEGER NOT NULL,
    type    TEXT NOT NULL,
    subject TEXT NOT NULL, -- '': a fresh one
    body    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    due     INTEGER NOT NULL,
    problem TEXT NOT NULL -- why it could not be appended when it was due, or ''
);

-- name: leaf_insert
INSERT INTO leaf (log, idx, id, root, note, hash, salt, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- name: leaf_by_index
SELECT id, note, salt, body FROM leaf WHERE log = ? AND idx = ?;

-- name: leaf_index_of
SELECT idx FROM leaf WHERE log = ? AND id = ?;

-- name: leaf_hashes
SELECT hash FROM leaf WHERE log = ? AND idx >= ? AND idx < ? ORDER BY idx;

-- name: leaf_roots
SELECT idx, note, body FROM leaf WHERE log = 0 AND root = 1 ORDER BY idx;

-- name: leaf_range
SELECT idx, note, salt, body, id FROM leaf WHERE log = ? AND idx >= ? AND idx < ? ORDER BY idx;

-- name: leaf_notes_after
SELECT note FROM leaf WHERE log = ? AND idx > ? ORDER BY idx;

-- name: node_insert
INSERT INTO node (log, level, idx, hash) VALUES (?, ?, ?, ?);

-- name: node_hashes
SELECT hash FROM node WHERE log = ? AND level = ? AND idx >= ? AND idx < ? ORDER BY idx;

-- name: head_get
SELECT size, root, last_at FROM head WHERE log = ?;

-- name: head_set
INSERT INTO head (log, size, root, last_at) VALUES (?, ?, ?, ?)
ON CONFLICT (log) DO UPDATE SET size = excluded.size, root = excluded.root, last_at = excluded.last_at;

-- name: subject_heads
SELECT id FROM subject_head WHERE log = ? AND subject = ? ORDER BY id;

-- name: subject_head_delete
DELETE FROM subject_head WHERE log = ? AND subject = ? AND id = ?;

-- name: subject_head_insert
INSERT INTO subject_head (log, subject, id) VALUES (?, ?, ?);

-- name: key_seq_get
SELECT next FROM key_seq WHERE log = ? AND name = ?;

-- name: key_seq_set
INSERT INTO key_seq (log, name, next) VALUES (?, ?, ?)
ON CONFLICT (log, name) DO UPDATE SET next = excluded.next;

-- name: private_head_last
SELECT date FROM private_head ORDER BY date DESC LIMIT 1;

-- name: private_head_insert
INSERT INTO private_head (date, salt, text) VALUES (?, ?, ?);

-- name: setting_get
SELECT value FROM setting WHERE name = ?;

-- name: setting_set
INSERT INTO setting (name, value) VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: leaf_empty
UPDATE leaf SET salt = x'', body = x'' WHERE log = ? AND idx = ?;

-- name: tombstone_insert
INSERT INTO tombstone (log, id, removal) VALUES (?, ?, ?) ON CONFLICT (log, id) DO NOTHING;

-- name: tombstone_get
SELECT removal FROM tombstone WHERE log = ? AND id = ?;

-- name: scrub_insert
INSERT INTO scrub (kind, name) VALUES (?, ?) ON CONFLICT (kind, name) DO NOTHING;

-- name: scrub_names
SELECT name FROM scrub WHERE kind = ? ORDER BY name;

-- name: scrub_count
SELECT COUNT(*), COALESCE(SUM(kind <> 'pages'), 0) FROM scrub;

-- name: scrub_clear
DELETE FROM scrub;

-- name: outbox_insert
INSERT INTO outbox (log, type, subject, body, at, due, problem) VALUES (?, ?, ?, ?, ?, ?, '') RETURNING number;

-- name: outbox_get
SELECT log, type, subject, body FROM outbox WHERE number = ?;

-- name: outbox_list
SELECT number, log, type, subject, body, at, due, problem FROM outbox ORDER BY number;

-- name: outbox_next_due
SELECT number FROM outbox WHERE due <= ? AND problem = '' ORDER BY due, number LIMIT 1;

-- name: outbox_hold
UPDATE outbox SET problem = ? WHERE problem = '';

-- name: outbox_problem
UPDATE outbox SET problem = ? WHERE number = ?;

-- name: outbox_delete
DELETE FROM outbox WHERE number = ?;

-- bodies that are no leaves yet: they will name their blobs
-- name: scrub_not_yet
SELECT body FROM outbox UNION ALL SELECT body FROM exchange_held;

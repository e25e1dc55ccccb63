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

-- What one watcher has seen of one log. Times are seconds since 1970.

-- name: watch_schema_1
CREATE TABLE seen_head (
    name  TEXT NOT NULL PRIMARY KEY, -- log_key (VKEY), checkpoint (whole note), seen_at
    value TEXT NOT NULL
);
CREATE TABLE seen_leaf (
    log_index INTEGER NOT NULL PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    hash      TEXT NOT NULL, -- of the leaf, HEX64
    type      TEXT NOT NULL,
    at        INTEGER NOT NULL,
    has_body  INTEGER NOT NULL
);
-- ids that a body.removed/1 names
CREATE TABLE seen_removal (
    id      TEXT NOT NULL PRIMARY KEY,
    removal TEXT NOT NULL
);
-- where something was public, never what: RFC 6901 pointers
CREATE TABLE seen_value (
    subject   TEXT NOT NULL,
    type      TEXT NOT NULL,
    pointer   TEXT NOT NULL,
    log_index INTEGER NOT NULL, -- the first time
    PRIMARY KEY (subject, type, pointer)
);

-- name: watch_head_get
SELECT value FROM seen_head WHERE name = ?;

-- name: watch_head_set
INSERT INTO seen_head (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: watch_leaf_insert
INSERT INTO seen_leaf (log_index, id, hash, type, at, has_body) VALUES (?, ?, ?, ?, ?, ?);

-- name: watch_leaf_get
SELECT id, hash, type, at, has_body FROM seen_leaf WHERE log_index = ?;

-- name: watch_leaf_lost
UPDATE seen_leaf SET has_body = 0 WHERE log_index = ?;

-- name: watch_leaves_late
SELECT log_index, id, type, at FROM seen_leaf WHERE log_index >= ? AND log_index <= ? AND at < ? ORDER BY log_index;

-- name: watch_removal_insert
INSERT INTO seen_removal (id, removal) VALUES (?, ?) ON CONFLICT (id) DO NOTHING;

-- name: watch_removal_get
SELECT removal FROM seen_removal WHERE id = ?;

-- name: watch_value_insert
INSERT INTO seen_value (subject, type, pointer, log_index) VALUES (?, ?, ?, ?) ON CONFLICT (subject, type, pointer) DO NOTHING;

-- name: watch_value_get
SELECT log_index FROM seen_value WHERE subject = ? AND type = ? AND pointer = ?;

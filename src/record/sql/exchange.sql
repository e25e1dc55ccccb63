-- What a keeper remembers of exchange with other logs: in ledger.db, private, kept by backups.

-- name: exchange_schema
-- Logs that sent bundles, as their operators' keys were compared here, and their newest state.
CREATE TABLE exchange_peer (
    origin     TEXT NOT NULL PRIMARY KEY,
    log_key    TEXT NOT NULL, -- VKEY
    size       INTEGER NOT NULL,
    checkpoint TEXT NOT NULL  -- the signed note
);
-- Leaf hashes of each, 256 a row: another history shows at its first other leaf.
CREATE TABLE exchange_tile (
    origin TEXT NOT NULL,
    idx    INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    PRIMARY KEY (origin, idx)
);
-- Statements that came before an earlier one of their key; checked, not in the log.
CREATE TABLE exchange_held (
    key_name TEXT NOT NULL,
    seq      INTEGER NOT NULL,
    id       TEXT NOT NULL,
    note     BLOB NOT NULL,
    salt     BLOB NOT NULL,
    body     BLOB NOT NULL,
    PRIMARY KEY (key_name, seq)
);
-- Statements named in a prev before they came.
CREATE TABLE awaited (
    log     INTEGER NOT NULL,
    id      TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (log, id)
);

-- name: exchange_schema_2
-- Removals from other logs that name statements which are not here: they count once the statement has come, when its
-- signer is of the organisation that removed it.
CREATE TABLE tombstone_claim (
    log          INTEGER NOT NULL,
    id           TEXT NOT NULL,
    removal      INTEGER NOT NULL, -- its leaf
    organisation TEXT NOT NULL,
    PRIMARY KEY (log, id, removal)
);

-- name: tombstone_claim_insert
INSERT INTO tombstone_claim (log, id, removal, organisation) VALUES (?, ?, ?, ?) ON CONFLICT (log, id, removal) DO NOTHING;

-- name: tombstone_claim_get
SELECT removal FROM tombstone_claim WHERE log = ? AND id = ? AND organisation = ? ORDER BY removal LIMIT 1;

-- name: exchange_held_by_id
SELECT key_name FROM exchange_held WHERE id = ?;

-- name: exchange_held_empty
UPDATE exchange_held SET salt = x'', body = x'' WHERE id = ?;

-- name: exchange_held_bodiless
SELECT 1 FROM exchange_held WHERE body = x'' LIMIT 1;

-- name: exchange_held_all
SELECT key_name, seq, id, note, body FROM exchange_held ORDER BY key_name, seq;

-- name: exchange_peer_get
SELECT log_key, size FROM exchange_peer WHERE origin = ?;

-- name: exchange_peer_set
INSERT INTO exchange_peer (origin, log_key, size, checkpoint) VALUES (?, ?, ?, ?)
ON CONFLICT (origin) DO UPDATE SET size = excluded.size, checkpoint = excluded.checkpoint;

-- name: exchange_tile_get
SELECT hashes FROM exchange_tile WHERE origin = ? AND idx = ?;

-- name: exchange_tile_set
INSERT INTO exchange_tile (origin, idx, hashes) VALUES (?, ?, ?)
ON CONFLICT (origin, idx) DO UPDATE SET hashes = excluded.hashes;

-- name: exchange_held_get
SELECT id FROM exchange_held WHERE key_name = ? AND seq = ?;

-- name: exchange_held_insert
INSERT INTO exchange_held (key_name, seq, id, note, salt, body) VALUES (?, ?, ?, ?, ?, ?);

-- name: exchange_held_next
SELECT note, salt, body FROM exchange_held WHERE key_name = ? AND seq = ?;

-- name: exchange_held_keys
SELECT DISTINCT key_name FROM exchange_held ORDER BY key_name;

-- name: exchange_held_delete
DELETE FROM exchange_held WHERE key_name = ? AND seq = ?;

-- name: exchange_held_count
SELECT COUNT(*) FROM exchange_held;

-- name: awaited_insert
INSERT INTO awaited (log, id, subject) VALUES (?, ?, ?) ON CONFLICT (log, id) DO NOTHING;

-- name: awaited_get
SELECT subject FROM awaited WHERE log = ? AND id = ?;

-- name: awaited_delete
DELETE FROM awaited WHERE log = ? AND id = ?;

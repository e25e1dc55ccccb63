-- What the public tables say of a log's keys.

-- name: proof_meta
SELECT value FROM meta WHERE key = ?;

-- name: proof_key
SELECT vkey, key_use, from_index, revoked_index FROM signing_key WHERE name = ?;

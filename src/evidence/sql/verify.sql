-- What verification asks of public.db (its schema: src/record/sql/public.sql).

-- name: verify_key
SELECT vkey, key_use, from_index, revoked_index, counts_until, organisation FROM signing_key WHERE name = ?

-- name: verify_meta
SELECT value FROM meta WHERE key = ?

-- name: verify_statement
SELECT log_index, body FROM statement WHERE id = ? AND type = ?

-- name: verify_removal
SELECT removal, ground FROM removal WHERE id = ?

-- a removed listing says nothing any more
-- name: verify_tools
SELECT body FROM statement WHERE type = 'tool.listed/1' AND body <> '' ORDER BY log_index

-- name: verify_emptied
SELECT id FROM statement WHERE type = ? AND body = '' ORDER BY log_index LIMIT 1

-- name: verify_benchmarks
SELECT body FROM statement WHERE type IN ('benchmark.listed/1', 'benchmark.sealed/1') AND body <> '' ORDER BY log_index

-- name: verify_benchmark
SELECT definition FROM benchmark WHERE digest = ?

-- name: public_schema_1
-- public.db, step 1: views of the public log. Nothing here is kept anywhere else than in the log, its bodies
-- and the public blobs, but for the rows of `progress`; the file may be deleted and rebuilt.
-- Times are UTC texts. Texts named body, manifest, definition, payload are JSON as published.

-- origin, log_key (VKEY), authority ('demonstration' or 'named'), size, root (HEX64), checkpoint (whole note)
CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE statement (
    log_index  INTEGER NOT NULL PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    at         TEXT NOT NULL,
    logged_at  TEXT NOT NULL,
    type       TEXT NOT NULL,
    subject    TEXT NOT NULL,
    key_name   TEXT NOT NULL,
    seq        INTEGER NOT NULL,
    understood INTEGER NOT NULL,
    body       TEXT NOT NULL
);
CREATE INDEX statement_by_subject ON statement (subject, log_index);
CREATE INDEX statement_by_type ON statement (type, log_index);

CREATE TABLE signing_key (
    name          TEXT NOT NULL PRIMARY KEY,
    vkey          TEXT NOT NULL,
    key_use       TEXT NOT NULL, -- centre, recovery, keeper, statement, evidence
    held          TEXT NOT NULL, -- here, away
    organisation  TEXT NOT NULL, -- '' when not stated
    from_index    INTEGER NOT NULL, -- may sign from this leaf on
    revoked_index INTEGER -- the leaf that revoked or replaced it
);

-- one row a tool.listed/1
CREATE TABLE tool (
    digest       TEXT NOT NULL PRIMARY KEY, -- of the identity
    identity     TEXT NOT NULL,             -- canonical JSON
    kind         TEXT NOT NULL,             -- digest, declared, service
    id           TEXT NOT NULL,
    version      TEXT NOT NULL,
    name         TEXT NOT NULL,
    task         TEXT NOT NULL,
    supplier     TEXT NOT NULL,
    licence      TEXT NOT NULL,
    manifest     TEXT NOT NULL, -- tool.json
    statement_id TEXT NOT NULL,
    log_index    INTEGER NOT NULL,
    logged_at    TEXT NOT NULL
);
CREATE INDEX tool_by_id ON tool (id, log_index);

-- one row a benchmark.listed/1
CREATE TABLE benchmark (
    digest       TEXT NOT NULL PRIMARY KEY, -- SHA-256 of benchmark.json
    id           TEXT NOT NULL,
    version      TEXT NOT NULL,
    title        TEXT NOT NULL,
    task         TEXT NOT NULL,
    licence      TEXT NOT NULL,
    source       TEXT NOT NULL,
    definition   TEXT NOT NULL, -- benchmark.json
    statement_id TEXT NOT NULL,
    log_index    INTEGER NOT NULL,
    logged_at    TEXT NOT NULL
);
CREATE INDEX benchmark_by_id ON benchmark (id, log_index);

-- one row a run.registered/1; issued or not is a question to `evidence`
CREATE TABLE run (
    id                TEXT NOT NULL PRIMARY KEY, -- the statement's id
    log_index         INTEGER NOT NULL,
    tool_digest       TEXT NOT NULL,
    benchmark_digest  TEXT NOT NULL,
    benchmark_id      TEXT NOT NULL,
    benchmark_version TEXT NOT NULL,
    parameters        TEXT NOT NULL,
    seed              INTEGER NOT NULL,
    logged_at         TEXT NOT NULL
);
CREATE INDEX run_by_tool ON run (tool_digest, log_index);

-- one row an evidence.issued/1
CREATE TABLE evidence (
    envelope         TEXT NOT NULL PRIMARY KEY, -- SHA-256 of the *.dsse.json, a public blob
    run_id           TEXT NOT NULL,
    tool_digest      TEXT NOT NULL,
    tool_title       TEXT NOT NULL, -- "ID VERSION"
    benchmark_digest TEXT NOT NULL,
    benchmark_id     TEXT NOT NULL,
    exposure         TEXT NOT NULL,
    isolation        TEXT NOT NULL, -- full, reduced, remote
    statement_id     TEXT NOT NULL,
    log_index        INTEGER NOT NULL,
    logged_at        TEXT NOT NULL,
    payload          TEXT NOT NULL
);
CREATE INDEX evidence_by_tool ON evidence (tool_digest, log_index);
CREATE INDEX evidence_by_benchmark ON evidence (benchmark_digest, log_index);

-- predicate.figures in their order; DEC texts, '' where a key is absent
CREATE TABLE figure (
    envelope    TEXT NOT NULL,
    position    INTEGER NOT NULL,
    metric      TEXT NOT NULL,
    grp         TEXT NOT NULL, -- 'all' or 'NAME=VALUE' as in the figures
    n           INTEGER NOT NULL,
    clusters    INTEGER, -- NULL when absent
    value       TEXT NOT NULL,
    numerator   TEXT NOT NULL,
    denominator TEXT NOT NULL,
    low         TEXT NOT NULL,
    high        TEXT NOT NULL,
    method      TEXT NOT NULL,
    undefined   TEXT NOT NULL, -- the reason, '' when there is a value
    PRIMARY KEY (envelope, position)
);

-- "being measured, 12 of 400": a copy of the worker's counts, not part of the record
CREATE TABLE progress (
    tool       TEXT NOT NULL, -- tool id
    benchmark  TEXT NOT NULL, -- benchmark id
    done       INTEGER NOT NULL,
    total      INTEGER NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (tool, benchmark)
);

-- name: public_schema_2
-- Evidence by a key revoked from an earlier leaf on counts no more: it leaves `evidence` and `figure` and is
-- noted here. The emptied tables are filled again from the log, as in a new file.
ALTER TABLE signing_key ADD COLUMN counts_until INTEGER; -- evidence of it from this leaf on counts no more
ALTER TABLE evidence ADD COLUMN key_name TEXT NOT NULL DEFAULT ''; -- signed the envelope
ALTER TABLE evidence ADD COLUMN issuer TEXT NOT NULL DEFAULT '';   -- signed the evidence.issued/1
CREATE TABLE evidence_withdrawn (
    statement_id     TEXT NOT NULL PRIMARY KEY, -- the evidence.issued/1
    log_index        INTEGER NOT NULL,
    envelope         TEXT NOT NULL,
    run_id           TEXT NOT NULL,
    tool_digest      TEXT NOT NULL,
    benchmark_digest TEXT NOT NULL,
    revoked_by       TEXT NOT NULL -- the key.revoked/1; '': its run was removed
);
CREATE INDEX evidence_withdrawn_by_tool ON evidence_withdrawn (tool_digest, log_index);
-- of the files an envelope names, those that were public blobs when it was projected
CREATE TABLE evidence_file (
    envelope TEXT NOT NULL,
    name     TEXT NOT NULL, -- results.jsonl, stats.jsonl, …
    sha256   TEXT NOT NULL,
    PRIMARY KEY (envelope, name)
);
DELETE FROM meta;
DELETE FROM statement;
DELETE FROM signing_key;
DELETE FROM tool;
DELETE FROM benchmark;
DELETE FROM run;
DELETE FROM evidence;
DELETE FROM figure;

-- name: public_schema_3
-- one row a removed body: the first removal that names it. The statement itself may come later.
CREATE TABLE removal (
    id        TEXT NOT NULL PRIMARY KEY, -- of the statement whose body is gone
    removal   TEXT NOT NULL,             -- the body.removed/1
    log_index INTEGER NOT NULL,          -- its leaf
    ground    TEXT NOT NULL,
    role      TEXT NOT NULL,
    date      TEXT NOT NULL
);

-- name: public_schema_4
-- Statements that came from other logs may be late (their key had ended), may wait for one that has not come, and
-- may contradict each other: two heads of one subject are a conflict until a statement names both in its prev.
ALTER TABLE statement ADD COLUMN state TEXT NOT NULL DEFAULT ''; -- 'late': kept, without effect
ALTER TABLE tool ADD COLUMN own INTEGER NOT NULL DEFAULT 1;      -- listed by a key held here
ALTER TABLE tool ADD COLUMN at TEXT NOT NULL DEFAULT '';
ALTER TABLE benchmark ADD COLUMN own INTEGER NOT NULL DEFAULT 1;
ALTER TABLE benchmark ADD COLUMN at TEXT NOT NULL DEFAULT '';
CREATE TABLE waiting (
    statement_id TEXT NOT NULL, -- has no effect until
    awaits       TEXT NOT NULL, -- this one has come
    PRIMARY KEY (statement_id, awaits)
);
CREATE INDEX waiting_by_awaits ON waiting (awaits, statement_id);
CREATE TABLE subject_head (
    subject TEXT NOT NULL,
    id      TEXT NOT NULL,
    PRIMARY KEY (subject, id)
);
CREATE TABLE received (
    first_index INTEGER NOT NULL PRIMARY KEY, -- one row a log.received/1
    last_index  INTEGER NOT NULL,
    origin      TEXT NOT NULL -- '' when not stated
);

-- name: public_schema_5
-- What organisations are called and what became of them, by date. A row counts while its statement is a head of its
-- subject. `own`: said by the organisation itself, not by the operator in its place.
CREATE TABLE organisation_name (
    statement_id TEXT NOT NULL PRIMARY KEY,
    organisation TEXT NOT NULL,
    date         TEXT NOT NULL, -- from then on
    name         TEXT NOT NULL,
    kind         TEXT NOT NULL,
    region       TEXT NOT NULL, -- '' when not stated
    area_code    TEXT NOT NULL,
    own          INTEGER NOT NULL,
    at           TEXT NOT NULL,
    log_index    INTEGER NOT NULL
);
CREATE TABLE organisation_succession (
    statement_id TEXT NOT NULL,
    organisation TEXT NOT NULL,
    date         TEXT NOT NULL, -- from then on
    successor    TEXT NOT NULL, -- '': none
    own          INTEGER NOT NULL,
    at           TEXT NOT NULL,
    log_index    INTEGER NOT NULL,
    PRIMARY KEY (statement_id, successor)
);
CREATE INDEX statement_by_key ON statement (key_name, state, logged_at);

-- name: public_schema_6
-- what removals that came from other logs name: they count for what their own organisation signed
CREATE TABLE removal_claim (
    id           TEXT NOT NULL,
    removal      TEXT NOT NULL,
    log_index    INTEGER NOT NULL,
    organisation TEXT NOT NULL,
    ground       TEXT NOT NULL,
    role         TEXT NOT NULL,
    date         TEXT NOT NULL,
    PRIMARY KEY (id, log_index)
);

-- name: public_schema_7
-- one row an evidence.issued/1 that counts: several keys of an organisation may issue one envelope, and the row of
-- `evidence` is of the one that ranks first
CREATE TABLE evidence_issue (
    statement_id TEXT NOT NULL PRIMARY KEY,
    envelope     TEXT NOT NULL,
    log_index    INTEGER NOT NULL,
    logged_at    TEXT NOT NULL,
    issuer       TEXT NOT NULL,
    own          INTEGER NOT NULL, -- by a key held here
    at           TEXT NOT NULL
);
CREATE INDEX evidence_issue_by_rank ON evidence_issue (envelope, own DESC, at, statement_id);

-- name: public_schema_8
-- how many statements each key signed that were logged on a day and may have an effect: counting rows of `statement` would
-- take longer the longer the log
CREATE TABLE statement_tally (
    key_name TEXT NOT NULL,
    day      TEXT NOT NULL, -- YYYY-MM-DD
    count    INTEGER NOT NULL,
    PRIMARY KEY (key_name, day)
);

-- name: public_schema_9
-- a force's page lists what its keys signed last; evidence for another version of a product is looked for by its name
DROP INDEX statement_by_key;
CREATE INDEX statement_by_signer ON statement (key_name, log_index);
CREATE INDEX tool_by_name ON tool (name);

-- Who has cosigned is no matter of the leaves.
-- name: public_clear
DELETE FROM meta WHERE key <> 'cosigned';
DELETE FROM statement;
DELETE FROM statement_tally;
DELETE FROM signing_key;
DELETE FROM tool;
DELETE FROM benchmark;
DELETE FROM run;
DELETE FROM evidence;
DELETE FROM evidence_issue;
DELETE FROM evidence_withdrawn;
DELETE FROM evidence_file;
DELETE FROM figure;
DELETE FROM removal;
DELETE FROM removal_claim;
DELETE FROM waiting;
DELETE FROM subject_head;
DELETE FROM received;
DELETE FROM organisation_name;
DELETE FROM organisation_succession;

-- name: public_tally_add
INSERT INTO statement_tally (key_name, day, count) VALUES (?, ?, 1)
ON CONFLICT (key_name, day) DO UPDATE SET count = count + 1;

-- name: public_removal_insert
INSERT INTO removal (id, removal, log_index, ground, role, date) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO NOTHING;

-- name: public_removal_claim
INSERT INTO removal_claim (id, removal, log_index, organisation, ground, role, date)
SELECT ?1, ?2, ?3, k.organisation, ?4, ?5, ?6 FROM signing_key k WHERE k.name = ?7
ON CONFLICT (id, log_index) DO NOTHING;

-- once both have come; the removal that came first is the one that is named
-- name: public_removal_meet
INSERT INTO removal (id, removal, log_index, ground, role, date)
SELECT c.id, c.removal, c.log_index, c.ground, c.role, c.date FROM removal_claim c
JOIN statement s ON s.id = c.id JOIN signing_key k ON k.name = s.key_name
WHERE c.id = ? AND s.body = '' AND s.state <> 'algorithm' AND k.organisation = c.organisation
ORDER BY c.log_index LIMIT 1
ON CONFLICT (id) DO UPDATE SET removal = excluded.removal, log_index = excluded.log_index, ground = excluded.ground,
    role = excluded.role, date = excluded.date WHERE excluded.log_index < log_index;

-- name: public_removal_get
SELECT removal FROM removal WHERE id = ?;

-- name: public_evidence_withdrawn_insert
INSERT INTO evidence_withdrawn (statement_id, log_index, envelope, run_id, tool_digest, benchmark_digest, revoked_by)
VALUES (?, ?, ?, ?, ?, ?, ?);

-- name: public_waiting_insert
INSERT INTO waiting (statement_id, awaits) VALUES (?, ?) ON CONFLICT (statement_id, awaits) DO NOTHING;

-- name: public_waiting_first
SELECT w.statement_id, s.log_index, s.logged_at FROM waiting w JOIN statement s ON s.id = w.statement_id
WHERE w.awaits = ? ORDER BY s.log_index, w.statement_id LIMIT 1;

-- name: public_waiting_delete
DELETE FROM waiting WHERE statement_id = ? AND awaits = ?;

-- name: public_waiting_left
SELECT 1 FROM waiting WHERE statement_id = ? LIMIT 1;

-- there, and waiting for nothing itself
-- name: public_statement_there
SELECT 1 FROM statement s WHERE s.id = ? AND NOT EXISTS (SELECT 1 FROM waiting w WHERE w.statement_id = s.id);

-- name: public_head_delete
DELETE FROM subject_head WHERE subject = ? AND id = ?;

-- name: public_head_insert
INSERT INTO subject_head (subject, id) VALUES (?, ?);

-- name: public_received_insert
INSERT INTO received (first_index, last_index, origin) VALUES (?, ?, ?) ON CONFLICT (first_index) DO NOTHING;

-- name: public_meta_set
INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value;

-- name: public_meta_get
SELECT value FROM meta WHERE key = ?;

-- name: public_statement_insert
INSERT INTO statement (log_index, id, at, logged_at, type, subject, key_name, seq, understood, body, state)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: public_keys_clear
DELETE FROM signing_key;

-- name: public_key_insert
INSERT INTO signing_key (name, vkey, key_use, held, organisation, from_index, revoked_index, counts_until)
VALUES (?, ?, ?, ?, ?, ?, ?, ?);

-- of several listings of one thing ours counts, then the one stated first: whatever order they came in
-- name: public_tool_insert
INSERT INTO tool (digest, identity, kind, id, version, name, task, supplier, licence, manifest, statement_id, log_index,
                  logged_at, own, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (digest) DO UPDATE SET identity = excluded.identity, kind = excluded.kind, id = excluded.id,
    version = excluded.version, name = excluded.name, task = excluded.task, supplier = excluded.supplier,
    licence = excluded.licence, manifest = excluded.manifest, statement_id = excluded.statement_id,
    log_index = excluded.log_index, logged_at = excluded.logged_at, own = excluded.own, at = excluded.at
WHERE excluded.own > own OR (excluded.own = own AND (excluded.at < at OR (excluded.at = at AND
      excluded.statement_id < statement_id)));

-- name: public_benchmark_insert
INSERT INTO benchmark (digest, id, version, title, task, licence, source, definition, statement_id, log_index, logged_at,
                       own, at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (digest) DO UPDATE SET id = excluded.id, version = excluded.version, title = excluded.title,
    task = excluded.task, licence = excluded.licence, source = excluded.source, definition = excluded.definition,
    statement_id = excluded.statement_id, log_index = excluded.log_index, logged_at = excluded.logged_at,
    own = excluded.own, at = excluded.at
WHERE excluded.own > own OR (excluded.own = own AND (excluded.at < at OR (excluded.at = at AND
      excluded.statement_id < statement_id)));

-- name: public_run_insert
INSERT INTO run (id, log_index, tool_digest, benchmark_digest, benchmark_id, benchmark_version, parameters, seed, logged_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: public_evidence_insert
INSERT INTO evidence (envelope, run_id, tool_digest, tool_title, benchmark_digest, benchmark_id, exposure, isolation,
                      statement_id, log_index, logged_at, payload, key_name, issuer)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (envelope) DO NOTHING;

-- name: public_run_body
SELECT s.body FROM statement s WHERE s.id = ? AND s.type = 'run.registered/1'
                                 AND (s.body = '' OR EXISTS (SELECT 1 FROM run r WHERE r.id = s.id));

-- name: public_issue_insert
INSERT INTO evidence_issue (statement_id, envelope, log_index, logged_at, issuer, own, at) VALUES (?, ?, ?, ?, ?, ?, ?);

-- of several issues of one envelope ours counts, then the one stated first: whatever order they came in
-- name: public_evidence_rank
UPDATE evidence SET (statement_id, log_index, logged_at, issuer) =
    (SELECT i.statement_id, i.log_index, i.logged_at, i.issuer FROM evidence_issue i
     WHERE i.envelope = evidence.envelope ORDER BY i.own DESC, i.at, i.statement_id LIMIT 1)
WHERE envelope = ?;

-- what a key signed or issued from a leaf on
-- name: public_issue_withdraw
DELETE FROM evidence_issue WHERE log_index >= ?1 AND
    (issuer = ?2 OR envelope IN (SELECT envelope FROM evidence WHERE key_name = ?2));

-- name: public_evidence_rank_again
UPDATE evidence SET (statement_id, log_index, logged_at, issuer) =
    (SELECT i.statement_id, i.log_index, i.logged_at, i.issuer FROM evidence_issue i
     WHERE i.envelope = evidence.envelope ORDER BY i.own DESC, i.at, i.statement_id LIMIT 1)
WHERE NOT EXISTS (SELECT 1 FROM evidence_issue i WHERE i.statement_id = evidence.statement_id) AND
      EXISTS (SELECT 1 FROM evidence_issue i WHERE i.envelope = evidence.envelope);

-- the envelopes that nothing issues any more
-- name: public_evidence_withdraw
INSERT INTO evidence_withdrawn (statement_id, log_index, envelope, run_id, tool_digest, benchmark_digest, revoked_by)
SELECT statement_id, log_index, envelope, run_id, tool_digest, benchmark_digest, ? FROM evidence e
WHERE NOT EXISTS (SELECT 1 FROM evidence_issue i WHERE i.envelope = e.envelope);

-- name: public_figure_withdraw
DELETE FROM figure WHERE NOT EXISTS (SELECT 1 FROM evidence_issue i WHERE i.envelope = figure.envelope);

-- name: public_evidence_file_withdraw
DELETE FROM evidence_file WHERE NOT EXISTS (SELECT 1 FROM evidence_issue i WHERE i.envelope = evidence_file.envelope);

-- name: public_evidence_withdrawn_delete
DELETE FROM evidence WHERE NOT EXISTS (SELECT 1 FROM evidence_issue i WHERE i.envelope = evidence.envelope);

-- name: public_evidence_file_insert
INSERT INTO evidence_file (envelope, name, sha256) VALUES (?, ?, ?) ON CONFLICT (envelope, name) DO NOTHING;

-- name: public_figure_insert
INSERT INTO figure (envelope, position, metric, grp, n, clusters, value, numerator, denominator, low, high, method,
                    undefined)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (envelope, position) DO NOTHING;

-- name: public_progress_set
INSERT INTO progress (tool, benchmark, done, total, updated_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (tool, benchmark) DO UPDATE SET done = excluded.done, total = excluded.total, updated_at = excluded.updated_at;

-- name: public_progress_none
DELETE FROM progress;

-- name: public_progress_clear
DELETE FROM progress WHERE tool = ? AND benchmark = ?;

-- name: public_tool_exists
SELECT 1 FROM tool WHERE digest = ?;

-- name: public_runs_of
SELECT r.id FROM run r JOIN tool t ON t.digest = r.tool_digest
WHERE t.id = ? AND r.benchmark_digest = ? ORDER BY r.log_index;

-- name: public_benchmark_exists
SELECT 1 FROM benchmark WHERE digest = ?;

-- name: public_organisation_name_insert
INSERT INTO organisation_name (statement_id, organisation, date, name, kind, region, area_code, own, at, log_index)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: public_organisation_succession_insert
INSERT INTO organisation_succession (statement_id, organisation, date, successor, own, at, log_index)
VALUES (?, ?, ?, ?, ?, ?, ?);

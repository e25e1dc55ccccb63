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

-- name: registry_schema
-- Every statement of the registry that has effect, one row each, whatever its type. `current`: a head of its subject;
-- two current entries of one subject are a conflict. `entered`: 'own', said by the organisation's own key; 'operator', by
-- the centre for it, not yet confirmed. `about`: the subject of the deployment or notice it is about, '' when none.
-- `stage` and `title` serve lists alone.
CREATE TABLE IF NOT EXISTS entry (
    statement_id TEXT NOT NULL PRIMARY KEY,
    log_index    INTEGER NOT NULL,
    at           TEXT NOT NULL,
    logged_at    TEXT NOT NULL,
    type         TEXT NOT NULL,
    subject      TEXT NOT NULL,
    organisation TEXT NOT NULL,
    key_name     TEXT NOT NULL,
    entered      TEXT NOT NULL,
    about        TEXT NOT NULL,
    stage        TEXT NOT NULL,
    title        TEXT NOT NULL,
    current      INTEGER NOT NULL,
    body         TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS entry_by_subject ON entry (subject, log_index);
CREATE INDEX IF NOT EXISTS entry_by_about ON entry (about, type, current, log_index);
CREATE INDEX IF NOT EXISTS entry_by_type ON entry (type, current, log_index);
CREATE INDEX IF NOT EXISTS entry_by_organisation ON entry (organisation, type, current, log_index);
CREATE INDEX IF NOT EXISTS entry_in_order ON entry (log_index);
CREATE INDEX IF NOT EXISTS entry_by_speaker ON entry (organisation, log_index);
-- the forces a deployment is of, or that a return is asked of
CREATE TABLE IF NOT EXISTS entry_force (
    statement_id TEXT NOT NULL,
    force        TEXT NOT NULL,
    log_index    INTEGER NOT NULL, -- of the statement
    PRIMARY KEY (statement_id, force)
);
CREATE INDEX IF NOT EXISTS entry_force_by_force ON entry_force (force, log_index, statement_id);
-- the tools an entry names. `role`: used, upstream, downstream, described, noticed
CREATE TABLE IF NOT EXISTS entry_tool (
    statement_id TEXT NOT NULL,
    position     INTEGER NOT NULL,
    role         TEXT NOT NULL,
    digest       TEXT NOT NULL, -- of the identity; '' for a notice on a product
    identity     TEXT NOT NULL, -- canonical JSON
    parameters   TEXT NOT NULL, -- canonical JSON, '' when not stated
    supplier     TEXT NOT NULL, -- as stated, '' for a held package
    product      TEXT NOT NULL, -- product or model
    from_version TEXT NOT NULL, -- of a notice; else the version
    to_version   TEXT NOT NULL,
    PRIMARY KEY (statement_id, position)
);
CREATE INDEX IF NOT EXISTS entry_tool_by_digest ON entry_tool (digest, role, statement_id);
CREATE INDEX IF NOT EXISTS entry_tool_by_product ON entry_tool (product, supplier, role, statement_id);

-- name: registry_clear
DELETE FROM entry;
DELETE FROM entry_force;
DELETE FROM entry_tool;

-- name: registry_owner
SELECT organisation, type FROM entry WHERE subject = ? ORDER BY log_index LIMIT 1;

-- name: registry_entry_insert
INSERT INTO entry (statement_id, log_index, at, logged_at, type, subject, organisation, key_name, entered, about, stage,
    title, current, body)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?);

-- name: registry_entry_current
UPDATE entry SET current = 0
WHERE subject = ? AND current = 1 AND NOT EXISTS (SELECT 1 FROM subject_head h WHERE h.subject = entry.subject
    AND h.id = entry.statement_id);

-- name: registry_force_insert
INSERT INTO entry_force (statement_id, force, log_index) VALUES (?, ?, ?);

-- name: registry_tool_insert
INSERT INTO entry_tool (statement_id, position, role, digest, identity, parameters, supplier, product, from_version,
    to_version)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: registry_forces_of
SELECT force FROM entry_force WHERE statement_id = ? ORDER BY force;

-- name: registry_heads
SELECT e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.about, e.stage,
    e.title, e.current, e.body
FROM entry e WHERE e.subject = ? AND e.current = 1 ORDER BY e.log_index;

-- name: registry_versions
SELECT e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.about, e.stage,
    e.title, e.current, e.body
FROM entry e WHERE e.subject = ? ORDER BY e.log_index;

-- name: registry_one
SELECT e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.about, e.stage,
    e.title, e.current, e.body
FROM entry e WHERE e.statement_id = ?;

-- name: registry_about
SELECT e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.about, e.stage,
    e.title, e.current, e.body
FROM entry e WHERE e.about = ? AND e.type = ? AND e.current = 1 ORDER BY e.log_index;

-- name: registry_about_ever
SELECT e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.about, e.stage,
    e.title, e.current, e.body
FROM entry e WHERE e.about = ? AND e.type = ? ORDER BY e.log_index;

-- name: registry_of_type
SELECT e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.about, e.stage,
    e.title, e.current, e.body
FROM entry e WHERE e.type = ? AND e.current = 1 ORDER BY e.log_index;

-- name: registry_by
SELECT e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.about, e.stage,
    e.title, e.current, e.body
FROM entry e WHERE e.organisation = ? AND e.type = ? AND e.current = 1 ORDER BY e.log_index;

-- name: registry_naming
SELECT e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.about, e.stage,
    e.title, e.current, e.body
FROM entry_force f JOIN entry e ON e.statement_id = f.statement_id
WHERE f.force = ? AND e.type = ? AND e.current = 1 ORDER BY e.log_index;

-- name: registry_with_tool
SELECT e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.about, e.stage,
    e.title, e.current, e.body
FROM entry_tool t JOIN entry e ON e.statement_id = t.statement_id
WHERE t.digest = ? AND t.role = ? AND e.current = 1 ORDER BY e.log_index, t.position;

-- name: openings_schema
-- What was withheld and is disclosed now: the value that a gap of a statement commits to, proved by its salt. A row only
-- when the commitment holds and the organisation that opens it is the one that said the statement.
CREATE TABLE IF NOT EXISTS opening (
    statement_id TEXT NOT NULL, -- with the gap
    pointer      TEXT NOT NULL, -- RFC 6901
    value        TEXT NOT NULL, -- JSON
    opened_by    TEXT NOT NULL, -- the gap.opened/1
    logged_at    TEXT NOT NULL,
    PRIMARY KEY (statement_id, pointer)
);

-- name: openings_clear
DELETE FROM opening;

-- name: openings_statement
SELECT s.subject, s.type, s.body, k.organisation FROM statement s JOIN signing_key k ON k.name = s.key_name WHERE s.id = ?;

-- name: openings_insert
INSERT INTO opening (statement_id, pointer, value, opened_by, logged_at) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (statement_id, pointer) DO NOTHING;

-- name: openings_of
SELECT pointer, value, opened_by, logged_at FROM opening WHERE statement_id = ? ORDER BY pointer;

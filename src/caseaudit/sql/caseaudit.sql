-- name: case_audit_schema_1
-- What was done in a case, one row a line; the file beside it holds the same lines.
CREATE TABLE IF NOT EXISTS audit_event (
    seq  INTEGER PRIMARY KEY,
    line TEXT NOT NULL
);

-- name: case_audit_there
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'audit_event';

-- name: case_audit_last
SELECT seq, line FROM audit_event ORDER BY seq DESC LIMIT 1;

-- name: case_audit_event_add
INSERT INTO audit_event (seq, line) VALUES (?1, ?2);

-- name: case_audit_events_from
SELECT seq, line FROM audit_event WHERE seq > ?1 ORDER BY seq;

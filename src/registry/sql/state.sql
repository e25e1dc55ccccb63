-- The state of the evidence for each current deployment, over time. Time alone changes it, so a row says from when until
-- when it holds: the row of a moment is the one with from_at <= moment < until_at. Made by the pure function of
-- evidence_state.h at each moment at which its answer can change.

-- name: state_schema
-- `force`: '' for whoever measured it, else one of the deployment's forces, on its own data. The columns that lists are
-- filtered and ordered by are those of deployment_facet, so that one index answers.
CREATE TABLE IF NOT EXISTS deployment_state (
    statement_id TEXT NOT NULL,
    subject      TEXT NOT NULL,
    force        TEXT NOT NULL,
    from_at      TEXT NOT NULL, -- '' from the beginning on
    until_at     TEXT NOT NULL, -- '~', after every time: for good
    state        TEXT NOT NULL, -- evidence_state_word
    ends         TEXT NOT NULL, -- in date: until then; lapsed: since then; else ''
    envelope     TEXT NOT NULL, -- that the state rests on, '' when none
    title        TEXT NOT NULL,
    stage        TEXT NOT NULL,
    use_area     TEXT NOT NULL,
    risk         TEXT NOT NULL,
    said         TEXT NOT NULL, -- own: by the force's own key; centre: by the centre for it; other: by another force
    PRIMARY KEY (statement_id, force, from_at)
);
CREATE INDEX IF NOT EXISTS deployment_state_by_subject ON deployment_state (subject);
CREATE INDEX IF NOT EXISTS deployment_state_by_title ON deployment_state (force, title, statement_id, from_at, until_at,
    state, stage, use_area, risk);
CREATE INDEX IF NOT EXISTS deployment_state_by_state ON deployment_state (force, state, title, statement_id, from_at,
    until_at, stage, use_area, risk);
CREATE INDEX IF NOT EXISTS deployment_state_by_until ON deployment_state (force, until_at, from_at);
CREATE INDEX IF NOT EXISTS deployment_state_by_saying ON deployment_state (from_at, force, said, stage);
-- subjects whose rows are to be made again at the end of the range; empty otherwise
CREATE TABLE IF NOT EXISTS state_due (
    subject TEXT NOT NULL PRIMARY KEY
);

-- name: state_clear
DELETE FROM deployment_state;
DELETE FROM state_due;

-- name: state_due_note
INSERT INTO state_due (subject) VALUES (?) ON CONFLICT (subject) DO NOTHING;

-- what can change with evidence for a tool of this digest, or with its listing: deployments that use it, or a product
-- of the name it is listed under, or another listed version of it
-- name: state_due_tool
INSERT INTO state_due (subject)
SELECT e.subject FROM entry_tool t CROSS JOIN entry e ON e.statement_id = t.statement_id
WHERE t.digest IN (SELECT ?1 UNION SELECT n.digest FROM tool o JOIN tool n ON n.id = o.id WHERE o.digest = ?1)
    AND t.role = 'used' AND e.current = 1 AND e.type = 'deployment.described/1'
UNION
SELECT e.subject FROM entry_tool t CROSS JOIN entry e ON e.statement_id = t.statement_id
WHERE t.product IN (SELECT o.id FROM tool o WHERE o.digest = ?1 UNION SELECT o.name FROM tool o WHERE o.digest = ?1)
    AND t.role = 'used' AND e.current = 1 AND e.type = 'deployment.described/1'
ON CONFLICT (subject) DO NOTHING;

-- what rests on evidence that there is
-- name: state_due_resting
INSERT INTO state_due (subject)
SELECT DISTINCT s.subject FROM deployment_state s WHERE s.envelope <> ''
ON CONFLICT (subject) DO NOTHING;

-- name: state_due_next
SELECT subject FROM state_due WHERE subject > ? ORDER BY subject LIMIT 1;

-- name: state_due_done
DELETE FROM state_due;

-- the tool that an envelope is about, in whatever table it stands
-- name: state_envelope_tool
SELECT tool_digest FROM evidence WHERE envelope = ?;

-- name: state_drop
DELETE FROM deployment_state WHERE subject = ?;

-- name: state_insert
INSERT INTO deployment_state (statement_id, subject, force, from_at, until_at, state, ends, envelope, title, stage,
    use_area, risk, said)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- ?1 the statement, ?2 a force or '', ?3 the moment
-- name: state_at
SELECT state, ends, envelope, until_at FROM deployment_state
WHERE statement_id = ?1 AND force = ?2 AND from_at <= ?3 AND until_at > ?3;

-- the next moment at which one of them says something else
-- name: state_next
SELECT until_at FROM deployment_state WHERE force = ?1 AND until_at > ?2 AND from_at <= ?2 ORDER BY until_at LIMIT 1;

-- how many deployments are in each state: whoever measured it
-- name: state_counts
SELECT state, COUNT(*) FROM deployment_state WHERE force = '' AND from_at <= ?1 AND until_at > ?1
GROUP BY state ORDER BY state;

-- each subject once, in the order of the log: the first row of a head
-- name: state_subjects_of_force
SELECT s.subject FROM deployment_state s JOIN entry e ON e.statement_id = s.statement_id
WHERE s.from_at = '' AND s.force = ? AND s.stage <> 'ended' ORDER BY e.log_index;

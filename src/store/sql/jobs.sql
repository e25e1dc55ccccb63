-- name: jobs_schema_1
-- jobs.db, step 1: the worker's queue. Times are UTC texts; state is waiting, leased, done or failed.
CREATE TABLE job (
    key         TEXT NOT NULL PRIMARY KEY, -- digest of the inputs: the same work is queued once
    kind        TEXT NOT NULL,
    input       TEXT NOT NULL, -- JSON
    state       TEXT NOT NULL,
    owner       TEXT NOT NULL, -- who holds the lease, '' else
    lease_until TEXT NOT NULL,
    done        INTEGER NOT NULL,
    total       INTEGER NOT NULL,
    cancel      INTEGER NOT NULL, -- 1: its owner shall stop
    attempts    INTEGER NOT NULL,
    reason      TEXT NOT NULL, -- of a failure
    created_at  TEXT NOT NULL,
    position    INTEGER NOT NULL
);
CREATE INDEX job_by_state ON job (state, position);

-- name: jobs_next_position
SELECT COALESCE(MAX(position), 0) + 1 FROM job;

-- name: jobs_insert
INSERT INTO job (key, kind, input, state, owner, lease_until, done, total, cancel, attempts, reason, created_at, position)
VALUES (?, ?, ?, 'waiting', '', '', 0, 0, 0, 0, '', ?, ?)
ON CONFLICT (key) DO NOTHING;

-- name: jobs_again
UPDATE job SET state = 'waiting', owner = '', reason = '', cancel = 0, attempts = 0 WHERE key = ? AND state = 'failed';

-- name: jobs_release
UPDATE job SET state = 'waiting', owner = '' WHERE state = 'leased';

-- name: jobs_give_back
UPDATE job SET state = 'waiting', owner = '', attempts = attempts - 1
WHERE key = ? AND owner = ? AND state = 'leased';

-- name: jobs_forget_attempts
UPDATE job SET attempts = 0;

-- name: jobs_find
SELECT key, kind, input, attempts FROM job
WHERE state = 'waiting' OR (state = 'leased' AND lease_until < ?)
ORDER BY position, key LIMIT 1;

-- name: jobs_lease
UPDATE job SET state = 'leased', owner = ?, lease_until = ?, attempts = attempts + 1 WHERE key = ?;

-- name: jobs_beat
UPDATE job SET lease_until = ?, done = ?, total = ? WHERE key = ? AND owner = ? AND state = 'leased';

-- name: jobs_cancelled
SELECT cancel FROM job WHERE key = ?;

-- name: jobs_finish
UPDATE job SET state = ?, reason = ?, owner = '' WHERE key = ? AND owner = ? AND state = 'leased';

-- name: jobs_cancel
UPDATE job SET cancel = 1 WHERE key = ? AND state IN ('waiting', 'leased');

-- name: jobs_state
SELECT state, reason, done, total FROM job WHERE key = ?;

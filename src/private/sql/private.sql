-- name: private_schema
-- Who may use the private program that runs now: digests only, emptied at each start.
CREATE TABLE IF NOT EXISTS link (
    hash TEXT NOT NULL PRIMARY KEY,
    used INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS session (
    hash TEXT NOT NULL PRIMARY KEY,
    who  TEXT NOT NULL,
    role TEXT NOT NULL
);

-- name: private_links_clear
DELETE FROM link;
-- name: private_sessions_clear
DELETE FROM session;
-- name: private_link_add
INSERT INTO link (hash, used) VALUES (?, 0);
-- name: private_link_use
UPDATE link SET used = 1 WHERE hash = ? AND used = 0;
-- name: private_session_add
INSERT INTO session (hash, who, role) VALUES (?, '', '');
-- name: private_session
SELECT who, role FROM session WHERE hash = ?;
-- name: private_session_name
UPDATE session SET who = ?2, role = ?3 WHERE hash = ?1;
-- name: private_session_namesakes
SELECT count(*) FROM session WHERE who = ?2 AND hash <> ?1;

-- When each current deployment was first published, for the list of uses that are announced (use_notice.h).

-- name: published_schema
CREATE TABLE IF NOT EXISTS deployment_published (
    subject   TEXT NOT NULL PRIMARY KEY,
    stage     TEXT NOT NULL, -- of its newest head
    published TEXT NOT NULL  -- the later of the stated and the logged time of its first statement
);
CREATE INDEX IF NOT EXISTS deployment_published_by_stage ON deployment_published (stage, published, subject);
-- subjects whose rows are to be made again at the end of the range; empty otherwise
CREATE TABLE IF NOT EXISTS published_due (
    subject TEXT NOT NULL PRIMARY KEY
);

-- name: published_clear
DELETE FROM deployment_published;
DELETE FROM published_due;

-- name: published_due_note
INSERT INTO published_due (subject) VALUES (?) ON CONFLICT (subject) DO NOTHING;

-- name: published_due_next
SELECT subject FROM published_due WHERE subject > ? ORDER BY subject LIMIT 1;

-- name: published_due_done
DELETE FROM published_due;

-- name: published_drop
DELETE FROM deployment_published WHERE subject = ?;

-- name: published_insert
INSERT INTO deployment_published (subject, stage, published)
SELECT e.subject, e.stage, (SELECT CASE WHEN f.at > f.logged_at THEN f.at ELSE f.logged_at END FROM entry f
    WHERE f.subject = e.subject ORDER BY f.log_index LIMIT 1)
FROM entry e WHERE e.subject = ? AND e.current = 1 AND e.type = 'deployment.described/1' ORDER BY e.log_index DESC LIMIT 1;

-- ?1 published from then on, ?2 how many, ?3 from where on
-- name: published_running
SELECT subject FROM deployment_published WHERE stage = 'considering' AND published >= ?1
ORDER BY published, subject LIMIT ?2 OFFSET ?3;

-- name: published_running_count
SELECT COUNT(*) FROM deployment_published WHERE stage = 'considering' AND published >= ?1;

-- The long texts of current deployments, to find those that stand in several records (shingles.h), and records in which
-- several tools stand.

-- name: texts_schema
-- one row a long text of a current deployment statement
CREATE TABLE IF NOT EXISTS long_text (
    statement_id TEXT NOT NULL,
    position     INTEGER NOT NULL, -- among all texts of the statement (long_texts.h)
    subject      TEXT NOT NULL,
    field        TEXT NOT NULL,
    digest       TEXT NOT NULL, -- text_sketch
    PRIMARY KEY (statement_id, position)
);
CREATE INDEX IF NOT EXISTS long_text_by_digest ON long_text (digest, subject, statement_id, position, field);
CREATE INDEX IF NOT EXISTS long_text_by_subject ON long_text (subject, digest);
-- one row for all texts of the same words
CREATE TABLE IF NOT EXISTS text_words (
    digest  TEXT NOT NULL PRIMARY KEY,
    words   INTEGER NOT NULL,
    records INTEGER NOT NULL -- subjects in which they stand
);
CREATE INDEX IF NOT EXISTS text_words_by_records ON text_words (records, words, digest);
-- the keys of those words: texts that are alike share one, and so may some that are not
CREATE TABLE IF NOT EXISTS text_key (
    sketch_key INTEGER NOT NULL,
    digest     TEXT NOT NULL,
    PRIMARY KEY (sketch_key, digest)
);
CREATE INDEX IF NOT EXISTS text_key_by_digest ON text_key (digest);
-- current deployment statements that list more than one tool
CREATE TABLE IF NOT EXISTS several_tools (
    statement_id TEXT NOT NULL PRIMARY KEY,
    subject      TEXT NOT NULL,
    title        TEXT NOT NULL,
    tools        INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS several_tools_by_subject ON several_tools (subject);
CREATE INDEX IF NOT EXISTS several_tools_by_tools ON several_tools (tools, title, subject);
-- subjects whose rows are to be made again at the end of the range; empty otherwise
CREATE TABLE IF NOT EXISTS texts_due (
    subject TEXT NOT NULL PRIMARY KEY
);

-- name: texts_clear
DELETE FROM long_text;
DELETE FROM text_words;
DELETE FROM text_key;
DELETE FROM several_tools;
DELETE FROM texts_due;

-- name: texts_due_note
INSERT INTO texts_due (subject) VALUES (?) ON CONFLICT (subject) DO NOTHING;

-- name: texts_due_next
SELECT subject FROM texts_due WHERE subject > ? ORDER BY subject LIMIT 1;

-- name: texts_due_done
DELETE FROM texts_due;

-- A subject is taken out (uncount, drop) and put in again (insert, count); words that stand nowhere then go (forget).
-- name: texts_uncount
UPDATE text_words SET records = records - 1
WHERE digest IN (SELECT t.digest FROM long_text t WHERE t.subject = ?);

-- name: texts_drop
DELETE FROM long_text WHERE subject = ?;

-- name: texts_several_drop
DELETE FROM several_tools WHERE subject = ?;

-- name: texts_insert
INSERT INTO long_text (statement_id, position, subject, field, digest) VALUES (?, ?, ?, ?, ?);

-- name: texts_words_insert
INSERT INTO text_words (digest, words, records) VALUES (?, ?, 0) ON CONFLICT (digest) DO NOTHING;

-- name: texts_key_insert
INSERT INTO text_key (sketch_key, digest) VALUES (?, ?) ON CONFLICT (sketch_key, digest) DO NOTHING;

-- name: texts_several_insert
INSERT INTO several_tools (statement_id, subject, title, tools) VALUES (?, ?, ?, ?);

-- name: texts_count
UPDATE text_words SET records = records + 1
WHERE digest IN (SELECT t.digest FROM long_text t WHERE t.subject = ?);

-- name: texts_forget_keys
DELETE FROM text_key WHERE digest IN (SELECT w.digest FROM text_words w WHERE w.records = 0);

-- name: texts_forget
DELETE FROM text_words WHERE records = 0;

-- ---- what is read of them ----

-- the long texts of a statement; the same words once
-- name: texts_of
SELECT MIN(t.position), t.digest, w.words, w.records FROM long_text t JOIN text_words w ON w.digest = t.digest
WHERE t.statement_id = ? GROUP BY t.digest, w.words, w.records ORDER BY 1;

-- ?1 a digest, ?2 how many at most: other words that share a key with it, those that share most of them first
-- name: texts_near
SELECT o.digest FROM text_key k JOIN text_key o ON o.sketch_key = k.sketch_key
WHERE k.digest = ?1 AND o.digest <> ?1 GROUP BY o.digest ORDER BY COUNT(*) DESC, o.digest LIMIT ?2;

-- one text of these words
-- name: texts_one
SELECT statement_id, position FROM long_text WHERE digest = ? ORDER BY subject, statement_id, position LIMIT 1;

-- ?1 to ?25 digests, '' where there are fewer; ?26 the subject that is not counted
-- name: texts_records
SELECT COUNT(DISTINCT subject) FROM long_text
WHERE digest IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
    ?24, ?25) AND subject <> ?26;

-- ?1 a digest, ?2 the subject that is left out, ?3 how many: the records in which these words stand
-- name: texts_standing
SELECT t.subject, t.field, e.title, e.organisation FROM long_text t JOIN entry e ON e.statement_id = t.statement_id
WHERE t.digest = ?1 AND t.subject <> ?2 ORDER BY t.subject, t.statement_id, t.position LIMIT ?3;

-- words that stand in more than one record, and in how many places that is
-- name: texts_shared_counts
SELECT COUNT(*), COALESCE(SUM(records), 0) FROM text_words WHERE records > 1;

-- name: texts_shared
SELECT digest, words, records FROM text_words WHERE records > 1 ORDER BY records DESC, words DESC, digest LIMIT ?;

-- name: texts_several_count
SELECT COUNT(*) FROM several_tools;

-- name: texts_several
SELECT subject, title, tools FROM several_tools ORDER BY tools DESC, title, subject LIMIT ?;

-- every product that a statement names, in whatever role, once: from one to the next in the index, since there are far
-- fewer than statements
-- name: texts_products
WITH RECURSIVE named (product) AS (
    SELECT MIN(t.product) FROM entry_tool t WHERE t.product > ''
    UNION ALL
    SELECT (SELECT MIN(t.product) FROM entry_tool t WHERE t.product > named.product) FROM named WHERE named.product IS NOT NULL)
SELECT product FROM named WHERE product IS NOT NULL UNION SELECT name FROM tool ORDER BY 1;

-- does a current deployment other than ?2 use a product of this name?
-- name: texts_product_used
SELECT 1 FROM entry_tool t JOIN entry e ON e.statement_id = t.statement_id
WHERE t.product = ?1 AND t.role = 'used' AND e.current = 1 AND e.type = 'deployment.described/1' AND e.subject <> ?2
UNION ALL
SELECT 1 FROM tool o JOIN entry_tool t ON t.digest = o.digest JOIN entry e ON e.statement_id = t.statement_id
WHERE o.name = ?1 AND t.role = 'used' AND e.current = 1 AND e.type = 'deployment.described/1' AND e.subject <> ?2
LIMIT 1;

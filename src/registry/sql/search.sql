-- What lists and the search look through. This file is SQLite's own: another engine has another full-text index.

-- name: search_schema
-- one row a current deployment statement, for lists and their filters; '' where nothing is said or it is withheld
CREATE TABLE IF NOT EXISTS deployment_facet (
    statement_id TEXT NOT NULL PRIMARY KEY,
    subject      TEXT NOT NULL,
    title        TEXT NOT NULL,
    stage        TEXT NOT NULL,
    use_area     TEXT NOT NULL,
    risk         TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS deployment_facet_by_title ON deployment_facet (title, statement_id);
CREATE INDEX IF NOT EXISTS deployment_facet_by_subject ON deployment_facet (subject);
-- what can be found by words, current statements alone; the rowid is the statement's place in the log
CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5(kind UNINDEXED, id UNINDEXED, name, words,
    tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE IF NOT EXISTS search_word USING fts5vocab(search_text, 'row');

-- The index keeps words of rows that are gone until its parts are merged, so it is made again instead.
-- name: search_clear
DELETE FROM deployment_facet;
DROP TABLE IF EXISTS search_word;
DROP TABLE IF EXISTS search_text;
CREATE VIRTUAL TABLE search_text USING fts5(kind UNINDEXED, id UNINDEXED, name, words,
    tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE search_word USING fts5vocab(search_text, 'row');

-- name: search_facet_drop
DELETE FROM deployment_facet WHERE subject = ?;

-- name: search_facet_insert
INSERT INTO deployment_facet (statement_id, subject, title, stage, use_area, risk) VALUES (?, ?, ?, ?, ?, ?);

-- name: search_text_drop
DELETE FROM search_text WHERE rowid IN (SELECT log_index FROM entry WHERE subject = ?);

-- name: search_text_insert
INSERT INTO search_text (rowid, kind, id, name, words) VALUES (?, ?, ?, ?, ?);

-- the best first; every word of the pattern must stand in the row
-- name: search_find
SELECT kind, id, name FROM search_text WHERE search_text MATCH ? ORDER BY bm25(search_text, 0, 0, 8, 1), rowid LIMIT 100;

-- name: search_words
SELECT term, doc FROM search_word ORDER BY term;

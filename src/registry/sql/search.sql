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
-- what can be found by words, current statements alone
CREATE TABLE IF NOT EXISTS search_item (
    log_index INTEGER NOT NULL PRIMARY KEY,
    subject   TEXT NOT NULL,
    kind      TEXT NOT NULL, -- deployment, notice, operation, product
    id        TEXT NOT NULL, -- by which its page is found
    name      TEXT NOT NULL,
    words     TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS search_item_by_subject ON search_item (subject);
CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5(name, words, content = 'search_item',
    content_rowid = 'log_index', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE IF NOT EXISTS search_word USING fts5vocab(search_text, 'row');

-- The index would keep words of rows that are gone until its parts are merged, so all of it goes.
-- name: search_clear
DELETE FROM deployment_facet;
DELETE FROM search_item;
INSERT INTO search_text (search_text) VALUES ('delete-all');

-- name: search_facet_drop
DELETE FROM deployment_facet WHERE subject = ?;

-- name: search_facet_insert
INSERT INTO deployment_facet (statement_id, subject, title, stage, use_area, risk) VALUES (?, ?, ?, ?, ?, ?);

-- name: search_text_drop
INSERT INTO search_text (search_text, rowid, name, words)
SELECT 'delete', i.log_index, i.name, i.words FROM search_item i WHERE i.subject = ? ORDER BY i.log_index;

-- name: search_item_drop
DELETE FROM search_item WHERE subject = ?;

-- name: search_item_insert
INSERT INTO search_item (log_index, subject, kind, id, name, words) VALUES (?, ?, ?, ?, ?, ?);

-- name: search_text_insert
INSERT INTO search_text (rowid, name, words)
SELECT i.log_index, i.name, i.words FROM search_item i WHERE i.log_index = ?;

-- the best first; every word of the pattern must stand in the row
-- name: search_find
SELECT i.kind, i.id, i.name FROM search_text t JOIN search_item i ON i.log_index = t.rowid
WHERE t.search_text MATCH ? ORDER BY bm25(search_text, 8, 1), t.rowid LIMIT 100;

-- name: search_words
SELECT term, doc FROM search_word ORDER BY term;

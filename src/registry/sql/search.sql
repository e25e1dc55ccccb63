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
CREATE INDEX IF NOT EXISTS deployment_facet_by_stage ON deployment_facet (stage);
-- the tools that a current deployment uses or takes from; `maker`: supplier, a tab and product, A-Z as a-z; '' for a
-- held package
CREATE TABLE IF NOT EXISTS deployment_tool (
    statement_id TEXT NOT NULL,
    position     INTEGER NOT NULL,
    subject      TEXT NOT NULL,
    digest       TEXT NOT NULL,
    maker        TEXT NOT NULL,
    PRIMARY KEY (statement_id, position)
);
CREATE INDEX IF NOT EXISTS deployment_tool_by_digest ON deployment_tool (digest, statement_id);
CREATE INDEX IF NOT EXISTS deployment_tool_by_maker ON deployment_tool (maker, statement_id);
CREATE INDEX IF NOT EXISTS deployment_tool_by_subject ON deployment_tool (subject);
-- how many fields of a current deployment are withheld under a section
CREATE TABLE IF NOT EXISTS deployment_gap (
    statement_id TEXT NOT NULL,
    subject      TEXT NOT NULL,
    section      TEXT NOT NULL, -- 'ncnd': neither confirmed nor denied
    gaps         INTEGER NOT NULL,
    PRIMARY KEY (statement_id, section)
);
CREATE INDEX IF NOT EXISTS deployment_gap_by_subject ON deployment_gap (subject);
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
-- the words of that index of up to 64 bytes, and in how many of its rows each stands: what search_word says, without
-- reading the index for it
CREATE TABLE IF NOT EXISTS search_term (
    term TEXT NOT NULL PRIMARY KEY,
    docs INTEGER NOT NULL
) WITHOUT ROWID;
-- by which a word is found from one with other letters: numbers of its parts (search_near.h)
CREATE TABLE IF NOT EXISTS search_part (
    part INTEGER NOT NULL,
    term TEXT NOT NULL,
    PRIMARY KEY (part, term)
) WITHOUT ROWID;

-- subjects whose rows above are to be made again at the end of the range; empty otherwise
CREATE TABLE IF NOT EXISTS search_due (
    subject TEXT NOT NULL PRIMARY KEY
);

-- The index would keep words of rows that are gone until its parts are merged, so all of it goes.
-- name: search_clear
DELETE FROM deployment_facet;
DELETE FROM deployment_tool;
DELETE FROM deployment_gap;
DELETE FROM search_item;
DELETE FROM search_term;
DELETE FROM search_part;
DELETE FROM search_due;
INSERT INTO search_text (search_text) VALUES ('delete-all');

-- name: search_due_note
INSERT INTO search_due (subject) VALUES (?) ON CONFLICT (subject) DO NOTHING;

-- name: search_due_next
SELECT subject FROM search_due WHERE subject > ? ORDER BY subject LIMIT 1;

-- name: search_due_done
DELETE FROM search_due;

-- name: search_facet_drop
DELETE FROM deployment_facet WHERE subject = ?;

-- name: search_facet_insert
INSERT INTO deployment_facet (statement_id, subject, title, stage, use_area, risk) VALUES (?, ?, ?, ?, ?, ?);

-- name: search_tool_drop
DELETE FROM deployment_tool WHERE subject = ?;

-- name: search_tool_insert
INSERT INTO deployment_tool (statement_id, position, subject, digest, maker) VALUES (?, ?, ?, ?, ?);

-- name: search_gap_drop
DELETE FROM deployment_gap WHERE subject = ?;

-- name: search_gap_insert
INSERT INTO deployment_gap (statement_id, subject, section, gaps) VALUES (?1, ?2, ?3, 1)
ON CONFLICT (statement_id, section) DO UPDATE SET gaps = gaps + 1;

-- what deployments that have not ended use or take from, of this digest or of this maker; a held package is called what
-- its listing calls it
-- name: search_reached
SELECT t.digest, COALESCE(o.supplier, n.supplier), COALESCE(o.id, n.product), COALESCE(o.name, ''),
    COALESCE(o.version, n.from_version), e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation,
    e.entered, e.stage, e.title
FROM deployment_tool t JOIN entry e ON e.statement_id = t.statement_id
JOIN entry_tool n ON n.statement_id = t.statement_id AND n.position = t.position
LEFT JOIN tool o ON o.digest = t.digest AND n.product = ''
WHERE ((t.digest = ?1 AND ?1 <> '') OR (t.maker = ?2 AND ?2 <> '')) AND e.stage <> 'ended'
ORDER BY t.statement_id, t.position;

-- listed tools, by which a notice on a product reaches held packages
-- name: search_listed
SELECT digest, supplier, id, name, version FROM tool ORDER BY digest;

-- name: search_listed_one
SELECT supplier, id, name, version FROM tool WHERE digest = ?;

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

-- what is found by words of a subject
-- name: search_items
SELECT name, words FROM search_item WHERE subject = ? ORDER BY log_index;

-- name: search_term_docs
SELECT docs FROM search_term WHERE term = ?;

-- name: search_term_set
INSERT INTO search_term (term, docs) VALUES (?, ?) ON CONFLICT (term) DO UPDATE SET docs = excluded.docs;

-- name: search_term_drop
DELETE FROM search_term WHERE term = ?;

-- name: search_part_insert
INSERT INTO search_part (part, term) VALUES (?, ?) ON CONFLICT (part, term) DO NOTHING;

-- name: search_part_drop
DELETE FROM search_part WHERE part = ? AND term = ?;

-- words that share a part
-- name: search_part_find
SELECT p.term, t.docs FROM search_part p JOIN search_term t ON t.term = p.term WHERE p.part = ? ORDER BY p.term LIMIT 5000;

-- Full-text search: SQLite's FTS5 (https://www.sqlite.org/fts5.html), its own file per engine.
-- Starts of one or two letters have an index of their own: without it each word that begins so would be gone through. A case file of before has none and is as right, only slower.

-- name: casefile_search_schema_1
CREATE VIRTUAL TABLE page_words USING fts5 (text, content = 'page', content_rowid = 'id', prefix = '1 2', tokenize = 'unicode61 remove_diacritics 2');

-- name: casefile_page_words_add
INSERT INTO page_words (rowid, text) VALUES (?1, ?2);

-- name: casefile_search_count
SELECT count(*) FROM page_words WHERE page_words MATCH ?1;

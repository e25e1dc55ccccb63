-- Full-text search: SQLite's FTS5 (https://www.sqlite.org/fts5.html), its own file per engine.

-- name: casefile_search_schema_1
CREATE VIRTUAL TABLE page_words USING fts5 (text, content = 'page', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');

-- name: casefile_page_words_add
INSERT INTO page_words (rowid, text) VALUES (?1, ?2);

-- name: casefile_search_count
SELECT count(*) FROM page_words WHERE page_words MATCH ?1;

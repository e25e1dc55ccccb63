-- Full-text search: SQLite's FTS5 (https://www.sqlite.org/fts5.html), its own file per engine.

-- name: casefile_search_schema_1
CREATE VIRTUAL TABLE page_words USING fts5 (text, content = 'page', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');

-- name: casefile_page_words_add
INSERT INTO page_words (rowid, text) VALUES (?1, ?2);

-- name: casefile_search_count
SELECT count(*) FROM page_words WHERE page_words MATCH ?1;

-- name: casefile_search
-- The best are chosen first: highlight and snippet cost more than rank, and would be made for every page that matches.
SELECT page.document, page.number, page.label, page.source, file.path, file.state,
       highlight(page_words, 0, char(2), char(3)), snippet(page_words, 0, char(2), char(3), ' … ', 16), page.words
FROM (SELECT rowid AS page, rank AS score FROM page_words WHERE page_words MATCH ?1 ORDER BY rank, rowid LIMIT ?2) AS best
JOIN page_words ON page_words.rowid = best.page
JOIN page ON page.id = best.page
JOIN file ON file.id = (SELECT id FROM file AS place WHERE place.document = page.document ORDER BY place.state <> 'here', place.id LIMIT 1)
WHERE page_words MATCH ?1
ORDER BY best.score, page.id;

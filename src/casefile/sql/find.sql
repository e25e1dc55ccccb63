-- name: casefile_find_indexes
-- What a search and the pages of the private program ask for at every turn; made where they are not there. Each holds all that its question needs, so that the rows of
-- pages, which carry their texts, are not read for it.
DROP INDEX IF EXISTS file_by_path;
CREATE INDEX IF NOT EXISTS file_by_place ON file (path, version, id, document);
CREATE INDEX IF NOT EXISTS alike_by_b ON alike (b, a);
CREATE INDEX IF NOT EXISTS document_by_kind ON document (kind);
CREATE INDEX IF NOT EXISTS document_by_fate ON document (fate);
CREATE INDEX IF NOT EXISTS page_place ON page (id, document);
CREATE INDEX IF NOT EXISTS page_by_source ON page (source, id) WHERE source <> 'text';
CREATE INDEX IF NOT EXISTS meta_by_value ON meta (name, value, document) WHERE name = 'sent' OR name = 'from' OR name = 'to' OR name = 'cc' OR name = 'bcc';

-- name: casefile_find_once
-- 256 KiB: to touch memory for each page of the file for the first time costs more than to read the page again
PRAGMA cache_size = -256;

-- name: casefile_bound_kind
SELECT id FROM document WHERE kind = ?1 AND id >= ?2 ORDER BY id;

-- name: casefile_bound_fate
SELECT id FROM document WHERE fate = ?1 AND id >= ?2 ORDER BY id;

-- name: casefile_bound_sent
-- a time begins with its day: 2026-03-31T09:00:00Z
SELECT document FROM meta WHERE name = 'sent' AND value >= ?1 AND value < ?2 || char(1114111);

-- name: casefile_bound_from
-- equal values follow one another
SELECT document, value FROM meta WHERE name = 'from' AND value > ?1 ORDER BY value;

-- name: casefile_bound_to
SELECT document, value FROM meta WHERE name = 'to' AND value > ?1 ORDER BY value;

-- name: casefile_bound_cc
SELECT document, value FROM meta WHERE name = 'cc' AND value > ?1 ORDER BY value;

-- name: casefile_bound_bcc
SELECT document, value FROM meta WHERE name = 'bcc' AND value > ?1 ORDER BY value;

-- name: casefile_bound_folder
SELECT document FROM file WHERE path >= ?1 AND path < ?1 || char(1114111) AND document IS NOT NULL;

-- name: casefile_bound_source
SELECT id FROM page WHERE source <> 'text' AND source >= ?1 AND source <= ?2;

-- name: casefile_bound_indexed
-- whether the next can be asked
SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name = 'page_place';

-- name: casefile_bound_pages
SELECT id, document FROM page INDEXED BY page_place WHERE id >= ?1 ORDER BY id;

-- name: casefile_bound_pages_by_document
SELECT id, document FROM page INDEXED BY page_by_number ORDER BY document;

-- name: casefile_bound_pages_of
-- of the documents ?1, a JSON array
SELECT page.id FROM json_each(?1) AS wanted CROSS JOIN page INDEXED BY page_by_number ON page.document = wanted.value;

-- name: casefile_document_last
SELECT coalesce(max(id), 0) FROM document;

-- name: casefile_page_last
SELECT coalesce(max(id), 0) FROM page;

-- name: casefile_find
-- in the order of the case
SELECT rowid FROM page_words WHERE page_words MATCH ?1 AND rowid >= ?2 ORDER BY rowid;

-- name: casefile_find_weighed
-- the same with what each weighs (db_let_weigh)
SELECT rowid, page_weight(page_words) FROM page_words WHERE page_words MATCH ?1 AND rowid >= ?2 ORDER BY rowid;

-- name: casefile_find_held
SELECT count(*) FROM (SELECT 1 FROM page_words WHERE page_words MATCH ?1 LIMIT ?2);

-- name: casefile_find_first_pages
-- the same without words: the first page of each document
SELECT id, document FROM page INDEXED BY page_by_number WHERE number = 1 ORDER BY document;

-- name: casefile_find_ranked
-- Of the pages ?4, a JSON array, the best first. The + keeps the full-text index from being asked once for each.
SELECT rowid FROM page_words
WHERE page_words MATCH ?1 AND rowid BETWEEN ?2 AND ?3 AND +rowid IN (SELECT value FROM json_each(?4)) ORDER BY rank, rowid;

-- name: casefile_find_page
SELECT document, number FROM page WHERE id = ?1;

-- name: casefile_find_show
-- The pages ?4 in one pass: a start of words is looked up once, not once a page.
SELECT page.document, page.number, page.label, page.source, file.path, file.state,
       highlight(page_words, 0, char(2), char(3)), snippet(page_words, 0, char(2), char(3), ' … ', 24), page.id, page.words
FROM page_words CROSS JOIN page ON page.id = page_words.rowid
JOIN file ON file.id = (SELECT id FROM file AS place WHERE place.document = page.document ORDER BY place.state <> 'here', place.id LIMIT 1)
WHERE page_words MATCH ?1 AND page_words.rowid BETWEEN ?2 AND ?3 AND +page_words.rowid IN (SELECT value FROM json_each(?4));

-- name: casefile_find_show_each
-- the same of pages that lie far apart, each looked up by itself
SELECT page.document, page.number, page.label, page.source, file.path, file.state,
       highlight(page_words, 0, char(2), char(3)), snippet(page_words, 0, char(2), char(3), ' … ', 24), page.id, page.words
FROM json_each(?4) AS wanted CROSS JOIN page_words ON page_words.rowid = wanted.value CROSS JOIN page ON page.id = wanted.value
JOIN file ON file.id = (SELECT id FROM file AS place WHERE place.document = page.document ORDER BY place.state <> 'here', place.id LIMIT 1)
WHERE page_words MATCH ?1 AND wanted.value BETWEEN ?2 AND ?3;

-- name: casefile_find_show_documents
SELECT page.document, page.number, page.label, page.source, file.path, file.state, '', substr(page.text, 1, 200), page.id, page.words
FROM json_each(?4) AS wanted CROSS JOIN page ON page.id = wanted.value
JOIN file ON file.id = (SELECT id FROM file AS place WHERE place.document = page.document ORDER BY place.state <> 'here', place.id LIMIT 1)
WHERE ?1 = '' AND page.id BETWEEN ?2 AND ?3;

-- name: casefile_find_on_page
SELECT highlight(page_words, 0, char(2), char(3)) FROM page_words WHERE page_words MATCH ?1 AND page_words.rowid = ?2;

-- name: casefile_find_page_first
SELECT coalesce(min(id), 0) FROM page WHERE document = ?1;

-- name: casefile_find_page_last
SELECT coalesce(max(id), 0) FROM page WHERE document = ?1;

-- name: casefile_find_next
SELECT page.number FROM page_words CROSS JOIN page ON page.id = page_words.rowid
WHERE page_words MATCH ?1 AND page_words.rowid BETWEEN ?2 AND ?3 AND page.document = ?4 AND page.number > ?5
ORDER BY page.number LIMIT 1;

-- name: casefile_find_previous
SELECT page.number FROM page_words CROSS JOIN page ON page.id = page_words.rowid
WHERE page_words MATCH ?1 AND page_words.rowid BETWEEN ?2 AND ?3 AND page.document = ?4 AND page.number < ?5
ORDER BY page.number DESC LIMIT 1;

-- name: casefile_alike_near
SELECT b FROM alike WHERE a = ?1 AND 100 * alike.both >= ?2 * either
UNION SELECT a FROM alike WHERE b = ?1 AND 100 * alike.both >= ?2 * either ORDER BY 1;

-- name: casefile_kinds
SELECT kind, count(*) FROM document WHERE kind <> '' GROUP BY kind ORDER BY kind;

-- name: casefile_files_page
SELECT file.id, file.path, file.version, file.state, file.bytes, coalesce(file.document, 0),
       CASE WHEN file.fate <> '' THEN file.fate WHEN document.state = 'done' THEN document.fate ELSE 'waiting' END AS told,
       CASE WHEN file.fate <> '' THEN file.why
            ELSE coalesce(document.why, '') || CASE WHEN coalesce(document.why, '') <> '' AND place.why <> '' THEN '; ' ELSE '' END || place.why END,
       coalesce(document.kind, ''), coalesce(document.pages, 0),
       coalesce((SELECT other.path FROM file AS other WHERE other.document = file.document AND other.id < file.id ORDER BY other.id LIMIT 1), ''),
       file.depth
FROM file JOIN file AS place ON place.id = CASE WHEN file.top = 0 THEN file.id ELSE file.top END
LEFT JOIN document ON document.id = file.document
WHERE (file.path, file.version, file.id) > (?1, ?2, ?3)
  AND (?4 = '' OR (file.state = 'here' AND ?4 = CASE WHEN file.fate <> '' THEN file.fate WHEN document.state = 'done' THEN document.fate ELSE 'waiting' END)
       OR file.state = ?4)
ORDER BY file.path, file.version, file.id LIMIT ?5;

-- name: casefile_whys
SELECT CASE WHEN file.fate <> '' THEN file.fate WHEN document.state = 'done' THEN document.fate ELSE 'waiting' END AS told,
       CASE WHEN file.fate <> '' OR file.why <> '' THEN file.why ELSE document.why END AS why, count(*) AS files
FROM file LEFT JOIN document ON document.id = file.document
WHERE file.state = 'here' AND (file.fate <> '' OR file.why <> '' OR document.fate IN ('partly', 'not'))
GROUP BY 1, 2 ORDER BY 1, files DESC, why LIMIT ?1;

-- name: casefile_place
SELECT id, path, bytes, modified FROM file WHERE document = ?1 AND parent IS NULL AND state = 'here' ORDER BY id LIMIT 1;

-- name: casefile_page_newest
SELECT coalesce(max(number), 0) FROM page WHERE document = ?1;

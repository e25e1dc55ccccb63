-- name: casefile_find_indexes
-- What pages of the private program ask for at every turn; made where they are not there.
CREATE INDEX IF NOT EXISTS file_by_path ON file (path, version, id);
CREATE INDEX IF NOT EXISTS alike_by_b ON alike (b, a);
CREATE INDEX IF NOT EXISTS document_by_kind ON document (kind);

-- name: casefile_find_ranked
-- ?2 kind, ?3 fate, ?4 source, ?5 and ?6 days of sending, ?7 sender, ?8 recipient, ?9 folder; '' asks nothing
SELECT page.id, page.document, page.number
FROM page_words CROSS JOIN page ON page.id = page_words.rowid CROSS JOIN document ON document.id = page.document
WHERE page_words MATCH ?1
  AND (?2 = '' OR document.kind = ?2) AND (?3 = '' OR document.fate = ?3) AND (?4 = '' OR (page.source = ?4 OR (?4 = 'ocr' AND page.source = 'both')))
  AND (?5 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name = 'sent' AND substr(meta.value, 1, 10) >= ?5))
  AND (?6 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name = 'sent' AND substr(meta.value, 1, 10) <= ?6))
  AND (?7 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name = 'from' AND instr(lower(meta.value), lower(?7)) > 0))
  AND (?8 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name IN ('to', 'cc', 'bcc') AND instr(lower(meta.value), lower(?8)) > 0))
  AND (?9 = '' OR EXISTS (SELECT 1 FROM file WHERE file.document = page.document AND substr(file.path, 1, length(?9)) = ?9))
ORDER BY rank LIMIT ?10;

-- name: casefile_find
SELECT page.id, page.document, page.number
FROM page_words CROSS JOIN page ON page.id = page_words.rowid CROSS JOIN document ON document.id = page.document
WHERE page_words MATCH ?1
  AND (?2 = '' OR document.kind = ?2) AND (?3 = '' OR document.fate = ?3) AND (?4 = '' OR (page.source = ?4 OR (?4 = 'ocr' AND page.source = 'both')))
  AND (?5 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name = 'sent' AND substr(meta.value, 1, 10) >= ?5))
  AND (?6 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name = 'sent' AND substr(meta.value, 1, 10) <= ?6))
  AND (?7 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name = 'from' AND instr(lower(meta.value), lower(?7)) > 0))
  AND (?8 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name IN ('to', 'cc', 'bcc') AND instr(lower(meta.value), lower(?8)) > 0))
  AND (?9 = '' OR EXISTS (SELECT 1 FROM file WHERE file.document = page.document AND substr(file.path, 1, length(?9)) = ?9))
ORDER BY page_words.rowid LIMIT ?10;

-- name: casefile_find_documents
-- the same without words: the first page of each document
SELECT page.id, page.document, page.number
FROM document JOIN page ON page.document = document.id AND page.number = 1
WHERE ?1 = ''
  AND (?2 = '' OR document.kind = ?2) AND (?3 = '' OR document.fate = ?3) AND (?4 = '' OR (page.source = ?4 OR (?4 = 'ocr' AND page.source = 'both')))
  AND (?5 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name = 'sent' AND substr(meta.value, 1, 10) >= ?5))
  AND (?6 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name = 'sent' AND substr(meta.value, 1, 10) <= ?6))
  AND (?7 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name = 'from' AND instr(lower(meta.value), lower(?7)) > 0))
  AND (?8 = '' OR EXISTS (SELECT 1 FROM meta WHERE meta.document = page.document AND meta.name IN ('to', 'cc', 'bcc') AND instr(lower(meta.value), lower(?8)) > 0))
  AND (?9 = '' OR EXISTS (SELECT 1 FROM file WHERE file.document = page.document AND substr(file.path, 1, length(?9)) = ?9))
ORDER BY document.id LIMIT ?10;

-- name: casefile_find_show
SELECT page.document, page.number, page.label, page.source, file.path, file.state,
       highlight(page_words, 0, char(2), char(3)), snippet(page_words, 0, char(2), char(3), ' … ', 24), page.words
FROM page_words CROSS JOIN page ON page.id = page_words.rowid
JOIN file ON file.id = (SELECT id FROM file AS place WHERE place.document = page.document ORDER BY place.state <> 'here', place.id LIMIT 1)
WHERE page_words MATCH ?1 AND page_words.rowid = ?2;

-- name: casefile_find_show_document
SELECT page.document, page.number, page.label, page.source, file.path, file.state, '', substr(page.text, 1, 200), page.words
FROM page
JOIN file ON file.id = (SELECT id FROM file AS place WHERE place.document = page.document ORDER BY place.state <> 'here', place.id LIMIT 1)
WHERE page.id = ?2 AND ?1 = '';

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
       CASE WHEN file.fate <> '' THEN file.why ELSE coalesce(document.why, '') END,
       coalesce(document.kind, ''), coalesce(document.pages, 0),
       coalesce((SELECT other.path FROM file AS other WHERE other.document = file.document AND other.id < file.id ORDER BY other.id LIMIT 1), ''),
       file.depth
FROM file LEFT JOIN document ON document.id = file.document
WHERE (file.path, file.version, file.id) > (?1, ?2, ?3)
  AND (?4 = '' OR (file.state = 'here' AND ?4 = CASE WHEN file.fate <> '' THEN file.fate WHEN document.state = 'done' THEN document.fate ELSE 'waiting' END)
       OR file.state = ?4)
ORDER BY file.path, file.version, file.id LIMIT ?5;

-- name: casefile_whys
SELECT CASE WHEN file.fate <> '' THEN file.fate ELSE document.fate END AS told,
       CASE WHEN file.fate <> '' THEN file.why ELSE document.why END AS why, count(*) AS files
FROM file LEFT JOIN document ON document.id = file.document
WHERE file.state = 'here' AND (file.fate <> '' OR document.fate IN ('partly', 'not'))
GROUP BY 1, 2 ORDER BY 1, files DESC, why LIMIT ?1;

-- name: casefile_place
SELECT id, path, bytes, modified FROM file WHERE document = ?1 AND parent IS NULL AND state = 'here' ORDER BY id LIMIT 1;

-- name: casefile_page_newest
SELECT coalesce(max(number), 0) FROM page WHERE document = ?1;

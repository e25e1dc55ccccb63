-- name: casefile_files
SELECT file.id, file.path, file.version, file.state, file.bytes, coalesce(file.document, 0),
       CASE WHEN file.fate <> '' THEN file.fate WHEN document.state = 'done' THEN document.fate ELSE 'waiting' END,
       CASE WHEN file.fate <> '' THEN file.why
            ELSE coalesce(document.why, '') || CASE WHEN coalesce(document.why, '') <> '' AND place.why <> '' THEN '; ' ELSE '' END || place.why END,
       coalesce(document.kind, ''), coalesce(document.pages, 0),
       coalesce((SELECT other.path FROM file AS other WHERE other.document = file.document AND other.id < file.id ORDER BY other.id LIMIT 1), ''),
       file.depth
FROM file JOIN file AS place ON place.id = CASE WHEN file.top = 0 THEN file.id ELSE file.top END
LEFT JOIN document ON document.id = file.document
ORDER BY file.path, file.version, file.id;

-- name: casefile_totals
SELECT CASE WHEN file.state <> 'here' THEN file.state WHEN file.fate <> '' THEN file.fate
            WHEN document.state = 'done' THEN document.fate ELSE 'waiting' END AS fate,
       file.parent IS NULL, count(*), sum(file.bytes)
FROM file LEFT JOIN document ON document.id = file.document
GROUP BY 1, 2 ORDER BY 1, 2;

-- name: casefile_unlooked_total
SELECT count(*) FROM file JOIN file AS place ON place.id = CASE WHEN file.top = 0 THEN file.id ELSE file.top END
WHERE file.state = 'here' AND place.state = 'here' AND place.fate = '' AND place.why <> '';

-- name: casefile_page_total
SELECT count(*) FROM page;

-- name: casefile_document
SELECT sha256, bytes, kind, state, fate, why, pages, members FROM document WHERE id = ?1;

-- name: casefile_documents_named
SELECT document, path, rank FROM (
    SELECT document, min(path) AS path,
           min(CASE WHEN state <> 'here' THEN 2 WHEN path = ?1 THEN 0 ELSE 1 END) AS rank
    FROM file
    WHERE document IS NOT NULL AND (path = ?1 OR substr(path, -length(?1) - 1) = '/' || ?1)
    GROUP BY document)
ORDER BY rank, path, document LIMIT ?2;

-- name: casefile_document_places
SELECT path, version, state FROM file WHERE document = ?1 ORDER BY id;

-- name: casefile_document_within
SELECT path, coalesce(document, 0), fate, why FROM file WHERE parent = ?1 ORDER BY ordinal;

-- name: casefile_document_meta
SELECT name, value FROM meta WHERE document = ?1 ORDER BY name, value;

-- name: casefile_document_unread
SELECT page, x0, y0, x1, y1, why FROM unread WHERE document = ?1 AND (page = ?2 OR ?2 = 0) ORDER BY page, y0, x0;

-- name: casefile_document_pages
SELECT number, label, source, width, height, text, words FROM page WHERE document = ?1 AND (number = ?2 OR ?2 = 0) ORDER BY number;

-- name: casefile_document_thread
SELECT other.document, other.place, other.depth,
       coalesce((SELECT value FROM meta INDEXED BY meta_by_document WHERE meta.document = other.document AND meta.name = 'subject' ORDER BY value LIMIT 1), ''),
       coalesce((SELECT value FROM meta INDEXED BY meta_by_document WHERE meta.document = other.document AND meta.name = 'from' ORDER BY value LIMIT 1), ''),
       coalesce((SELECT value FROM meta INDEXED BY meta_by_document WHERE meta.document = other.document AND meta.name = 'sent' ORDER BY value LIMIT 1), '')
FROM thread AS own JOIN thread AS other ON other.thread = own.thread
WHERE own.document = ?1 ORDER BY other.place;

-- name: casefile_alike_of
SELECT CASE WHEN a = ?1 THEN b ELSE a END, both, either FROM alike WHERE a = ?1 OR b = ?1 ORDER BY 1.0 * both / either DESC, 1;

-- name: casefile_alike_pairs
SELECT alike.a, alike.b, alike.both, alike.either,
       (SELECT path FROM file WHERE file.document = alike.a ORDER BY id LIMIT 1),
       (SELECT path FROM file WHERE file.document = alike.b ORDER BY id LIMIT 1)
FROM alike WHERE 100 * alike.both >= ?1 * alike.either
ORDER BY 1.0 * alike.both / alike.either DESC, alike.a, alike.b LIMIT ?2;

-- name: casefile_same_bytes
SELECT document.id, document.bytes, count(*) FROM document JOIN file ON file.document = document.id
WHERE file.state = 'here' AND document.bytes > 0 GROUP BY document.id, document.bytes HAVING count(*) > 1 ORDER BY document.id;

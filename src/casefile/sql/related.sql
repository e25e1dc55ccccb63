-- name: casefile_to_compare
SELECT id FROM document WHERE step = 0 AND state = 'done' ORDER BY id LIMIT 1;

-- name: casefile_compared
UPDATE document SET step = 1 WHERE id = ?1;

-- name: casefile_alike_key_add
INSERT INTO alike_key (place, value, document) VALUES (?1, ?2, ?3) ON CONFLICT (place, value, document) DO NOTHING;

-- name: casefile_alike_candidates
SELECT document FROM alike_key WHERE place = ?1 AND value = ?2 AND document <> ?3 ORDER BY document LIMIT ?4;

-- name: casefile_alike_add
INSERT INTO alike (a, b, both, either) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (a, b) DO NOTHING;

-- name: casefile_messages
SELECT document.id,
       coalesce((SELECT value FROM meta INDEXED BY meta_by_document WHERE meta.document = document.id AND name = 'message-id' ORDER BY value LIMIT 1), ''),
       coalesce((SELECT value FROM meta INDEXED BY meta_by_document WHERE meta.document = document.id AND name = 'references' ORDER BY value LIMIT 1), ''),
       coalesce((SELECT value FROM meta INDEXED BY meta_by_document WHERE meta.document = document.id AND name = 'in-reply-to' ORDER BY value LIMIT 1), ''),
       coalesce((SELECT value FROM meta INDEXED BY meta_by_document WHERE meta.document = document.id AND name = 'subject' ORDER BY value LIMIT 1), ''),
       coalesce((SELECT value FROM meta INDEXED BY meta_by_document WHERE meta.document = document.id AND name = 'sent' ORDER BY value LIMIT 1), '')
FROM document WHERE document.kind = 'message' AND document.state = 'done'
ORDER BY 6, document.id;

-- name: casefile_threads_clear
DELETE FROM thread;

-- name: casefile_thread_add
INSERT INTO thread (document, thread, above, place, depth) VALUES (?1, ?2, ?3, ?4, ?5);

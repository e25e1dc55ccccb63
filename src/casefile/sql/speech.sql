-- name: casefile_speech_schema_1
-- Sound and videos that were given to the tool that hears; pages of them have the source speech, their words' x0 and x1 are hundredths of a second.
CREATE TABLE heard (
    document   INTEGER PRIMARY KEY REFERENCES document (id),
    tool       TEXT NOT NULL,    -- its id and version
    words      INTEGER NOT NULL, -- 0: none, the document's why says how it went
    duration   INTEGER NOT NULL, -- hundredths of a second that were decoded
    confidence INTEGER NOT NULL, -- of the words in the mean, 0 to 100
    damaged    INTEGER NOT NULL  -- packets of the file that could not be decoded
);

-- name: casefile_to_hear
-- A later version of the tool tries again what gave nothing before.
SELECT id, kind FROM document
WHERE kind IN ('sound', 'video') AND state = 'done' AND pages = 0
  AND NOT EXISTS (SELECT 1 FROM heard WHERE heard.document = document.id AND (heard.tool = ?2 OR heard.words > 0))
  AND (EXISTS (SELECT 1 FROM file WHERE file.document = document.id AND file.parent IS NULL AND file.state = 'here' AND file.why = '')
       OR EXISTS (SELECT 1 FROM waiting_bytes WHERE waiting_bytes.document = document.id))
ORDER BY id LIMIT ?1;

-- name: casefile_to_hear_count
SELECT count(*) FROM document
WHERE kind IN ('sound', 'video') AND state = 'done' AND pages = 0
  AND NOT EXISTS (SELECT 1 FROM heard WHERE heard.document = document.id AND (heard.tool = ?1 OR heard.words > 0));

-- name: casefile_heard
UPDATE document SET fate = ?2, why = ?3, pages = ?4, step = 0 WHERE id = ?1;

-- name: casefile_heard_add
INSERT INTO heard (document, tool, words, duration, confidence, damaged) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (document) DO UPDATE SET tool = excluded.tool, words = excluded.words, duration = excluded.duration, confidence = excluded.confidence,
    damaged = excluded.damaged;

-- name: casefile_hear_lost
-- Within other files, read by a program that did not keep their bytes.
UPDATE document SET why = ?1
WHERE kind IN ('sound', 'video') AND state = 'done' AND pages = 0
  AND NOT EXISTS (SELECT 1 FROM heard WHERE heard.document = document.id)
  AND NOT EXISTS (SELECT 1 FROM waiting_bytes WHERE waiting_bytes.document = document.id)
  AND NOT EXISTS (SELECT 1 FROM file WHERE file.document = document.id AND file.parent IS NULL);

-- name: casecheck_schema_1
-- What a case file was found to lack, and who and what its documents speak of. Rows of findings and decisions stay; those of mentions are made anew with their document.
CREATE TABLE check_run (
    id         INTEGER PRIMARY KEY,
    at         TEXT NOT NULL,
    who        TEXT NOT NULL,
    offence    TEXT NOT NULL,
    plea       TEXT NOT NULL,
    test       TEXT NOT NULL,
    unverified INTEGER NOT NULL, -- 1: with the rules whose source was not read
    tool       TEXT NOT NULL,    -- id and version
    documents  INTEGER NOT NULL, -- that were looked at
    unread     INTEGER NOT NULL, -- files that were read in part or not
    newest     INTEGER NOT NULL  -- document of the case then
);
CREATE TABLE check_finding (
    id        INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE, -- by which it is known in the next run: kind, subject, of a disagreement its documents, a number
    kind      TEXT NOT NULL,
    subject   TEXT NOT NULL,
    says      TEXT NOT NULL,
    rule      TEXT NOT NULL,
    first_run INTEGER NOT NULL REFERENCES check_run (id), -- since when it is there without a break
    last_run  INTEGER NOT NULL REFERENCES check_run (id)
);
CREATE INDEX check_finding_by_run ON check_finding (last_run, id);
CREATE TABLE check_place (
    finding  INTEGER NOT NULL REFERENCES check_finding (id),
    ordinal  INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES document (id),
    page     INTEGER NOT NULL,
    start    INTEGER NOT NULL, -- code points of the page's text
    end      INTEGER NOT NULL,
    PRIMARY KEY (finding, ordinal)
);
-- The newest of a finding counts.
CREATE TABLE check_decision (
    id       INTEGER PRIMARY KEY,
    finding  INTEGER NOT NULL REFERENCES check_finding (id),
    standing TEXT NOT NULL, -- dealt with, not a defect, open
    reason   TEXT NOT NULL,
    who      TEXT NOT NULL,
    at       TEXT NOT NULL
);
CREATE INDEX check_decision_by_finding ON check_decision (finding, id);
-- Documents whose mentions are in.
CREATE TABLE check_indexed (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    tool     TEXT NOT NULL -- id and version
);
CREATE TABLE check_mention (
    id             INTEGER PRIMARY KEY,
    document       INTEGER NOT NULL REFERENCES document (id),
    page           INTEGER NOT NULL,
    start          INTEGER NOT NULL, -- code points of the page's text
    end            INTEGER NOT NULL,
    kind           TEXT NOT NULL,    -- person, phone, vehicle, place, mail, exhibit, when
    key            TEXT NOT NULL,    -- '' of a moment
    day            TEXT NOT NULL,    -- of a moment: 2026-03-14, --03-14
    minute         INTEGER NOT NULL, -- of the day, -1: none
    time           TEXT NOT NULL,    -- '', about, half day
    how            TEXT NOT NULL,    -- '', reckoned, by the document's day
    anchor_start   INTEGER NOT NULL,
    anchor_end     INTEGER NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end   INTEGER NOT NULL
);
CREATE INDEX check_mention_by_key ON check_mention (kind, key, document);
CREATE INDEX check_mention_by_document ON check_mention (document);
CREATE INDEX check_mention_by_day ON check_mention (day, minute) WHERE kind = 'when';

-- name: casecheck_schema_rules
-- What a rule rests on, as the tool that applied it last says.
CREATE TABLE IF NOT EXISTS check_rule (
    rule     TEXT NOT NULL PRIMARY KEY,
    source   TEXT NOT NULL,
    was_read INTEGER NOT NULL -- 1: whoever wrote the rule read that source
);

-- name: casecheck_schema_unindexed
-- Documents that the tool gave no good answer about: they stand in check_indexed too, so that they are not asked about again.
CREATE TABLE IF NOT EXISTS check_unindexed (
    document INTEGER PRIMARY KEY REFERENCES document (id),
    tool     TEXT NOT NULL, -- id and version
    why      TEXT NOT NULL
);

-- name: casecheck_there
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'check_mention';

-- name: casecheck_run_add
INSERT INTO check_run (at, who, offence, plea, test, unverified, tool, documents, unread, newest)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, (SELECT coalesce(max(id), 0) FROM document WHERE state = 'done'));

-- name: casecheck_run_last
SELECT id, at, who, offence, plea, test, unverified, tool, documents, unread,
       newest < (SELECT coalesce(max(id), 0) FROM document WHERE state = 'done')
FROM check_run ORDER BY id DESC LIMIT 1;

-- name: casecheck_run_before
SELECT coalesce(max(id), 0) FROM check_run WHERE id < ?1;

-- name: casecheck_run_newest
SELECT coalesce(max(id), 0) FROM check_run;

-- name: casecheck_pages
SELECT page.document, file.path, page.number, page.text FROM page
JOIN document ON document.id = page.document
JOIN file ON file.id = (SELECT id FROM file AS place WHERE place.document = page.document AND place.state = 'here' ORDER BY place.id LIMIT 1)
WHERE document.state = 'done' AND page.text <> ''
ORDER BY page.document, page.number;

-- name: casecheck_documents
SELECT count(DISTINCT page.document) FROM page JOIN document ON document.id = page.document
WHERE document.state = 'done' AND page.text <> ''
  AND EXISTS (SELECT 1 FROM file WHERE file.document = page.document AND file.state = 'here');

-- name: casecheck_unread
SELECT count(*) FROM file LEFT JOIN document ON document.id = file.document
WHERE file.state = 'here' AND (file.fate = 'not' OR document.fate IN ('partly', 'not') OR document.state = 'waiting' OR document.id IS NULL);

-- name: casecheck_page_length
SELECT length(text) FROM page WHERE document = ?1 AND number = ?2;

-- name: casecheck_finding_by_key
SELECT id, last_run FROM check_finding WHERE key = ?1;

-- name: casecheck_finding_add
INSERT INTO check_finding (key, kind, subject, says, rule, first_run, last_run) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6);

-- name: casecheck_finding_again
UPDATE check_finding SET says = ?2, rule = ?3, first_run = CASE WHEN last_run = ?5 THEN first_run ELSE ?4 END, last_run = ?4 WHERE id = ?1;

-- name: casecheck_places_clear
DELETE FROM check_place WHERE finding = ?1;

-- name: casecheck_place_add
INSERT INTO check_place (finding, ordinal, document, page, start, end) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: casecheck_gone
SELECT count(*) FROM check_finding WHERE last_run = ?1;

-- name: casecheck_fresh
SELECT count(*) FROM check_finding WHERE first_run = ?1;

-- name: casecheck_rules_there
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'check_rule';

-- name: casecheck_unindexed_there
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'check_unindexed';

-- name: casecheck_rule_put
INSERT INTO check_rule (rule, source, was_read) VALUES (?1, ?2, ?3) ON CONFLICT (rule) DO UPDATE SET source = excluded.source, was_read = excluded.was_read;

-- name: casecheck_rule
SELECT source, was_read FROM check_rule WHERE rule = ?1;

-- name: casecheck_findings
SELECT finding.id, finding.kind, finding.subject, finding.says, finding.rule,
       CASE WHEN finding.last_run < ?1 THEN 'gone' ELSE coalesce(decision.standing, 'open') END,
       coalesce(decision.reason, ''), coalesce(decision.who, ''), coalesce(decision.at, ''),
       finding.first_run = ?1, (SELECT count(*) FROM check_place WHERE check_place.finding = finding.id)
FROM check_finding AS finding
LEFT JOIN check_decision AS decision ON decision.id = (SELECT max(id) FROM check_decision WHERE check_decision.finding = finding.id)
WHERE ?2 = 1 OR (finding.last_run = ?1 AND coalesce(decision.standing, 'open') = 'open')
ORDER BY finding.id;

-- name: casecheck_findings_of
SELECT finding.id, finding.kind, finding.subject, finding.says, finding.rule,
       CASE WHEN finding.last_run < ?1 THEN 'gone' ELSE coalesce(decision.standing, 'open') END,
       coalesce(decision.reason, ''), coalesce(decision.who, ''), coalesce(decision.at, ''),
       finding.first_run = ?1, (SELECT count(*) FROM check_place WHERE check_place.finding = finding.id)
FROM check_finding AS finding
LEFT JOIN check_decision AS decision ON decision.id = (SELECT max(id) FROM check_decision WHERE check_decision.finding = finding.id)
WHERE finding.last_run = ?1 AND finding.id IN (SELECT place.finding FROM check_place AS place WHERE place.document = ?2)
ORDER BY finding.id;

-- name: casecheck_finding
SELECT id, kind, subject FROM check_finding WHERE id = ?1;

-- name: casecheck_places
SELECT place.document, place.page, place.start, place.end,
       coalesce((SELECT path FROM file WHERE file.document = place.document ORDER BY file.state <> 'here', file.id LIMIT 1), ''),
       substr(page.text, place.start + 1, min(place.end - place.start, 300))
FROM check_place AS place JOIN page ON page.document = place.document AND page.number = place.page
WHERE place.finding = ?1 ORDER BY place.ordinal;

-- name: casecheck_decision_add
INSERT INTO check_decision (finding, standing, reason, who, at) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: casecheck_to_index
SELECT document.id, coalesce((SELECT value FROM meta INDEXED BY meta_by_document WHERE meta.document = document.id AND name = 'sent' ORDER BY value LIMIT 1), '')
FROM document WHERE document.state = 'done' AND document.id > ?2
  AND (document.pages > 0 OR document.kind NOT IN ('sound', 'video')) -- sound that was not heard yet
  AND NOT EXISTS (SELECT 1 FROM check_indexed WHERE check_indexed.document = document.id AND check_indexed.tool = ?1)
ORDER BY document.id LIMIT ?3;

-- name: casecheck_to_index_count
SELECT count(*) FROM document WHERE state = 'done'
  AND (document.pages > 0 OR document.kind NOT IN ('sound', 'video'))
  AND NOT EXISTS (SELECT 1 FROM check_indexed WHERE check_indexed.document = document.id AND check_indexed.tool = ?1);

-- name: casecheck_unindexed_count
SELECT count(*) FROM document WHERE state = 'done'
  AND (document.pages > 0 OR document.kind NOT IN ('sound', 'video'))
  AND NOT EXISTS (SELECT 1 FROM check_indexed WHERE check_indexed.document = document.id);

-- name: casecheck_index_pages
SELECT number, text FROM page WHERE document = ?1 AND text <> '' ORDER BY number;

-- name: casecheck_mentions_clear
DELETE FROM check_mention WHERE document = ?1;

-- name: casecheck_mention_add
INSERT INTO check_mention (document, page, start, end, kind, key, day, minute, time, how, anchor_start, anchor_end, sentence_start, sentence_end)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14);

-- name: casecheck_indexed_set
INSERT INTO check_indexed (document, tool) VALUES (?1, ?2) ON CONFLICT (document) DO UPDATE SET tool = excluded.tool;

-- name: casecheck_unindexed_clear
DELETE FROM check_unindexed WHERE document = ?1;

-- name: casecheck_unindexed_add
INSERT INTO check_unindexed (document, tool, why) VALUES (?1, ?2, ?3);

-- name: casecheck_unindexed_again
-- They are asked about as if they had never been; what is known of them stays until then.
DELETE FROM check_indexed WHERE document IN (SELECT document FROM check_unindexed);

-- name: casecheck_unindexed_failed_count
SELECT count(*) FROM check_unindexed;

-- name: casecheck_unindexed_failed
SELECT document, coalesce((SELECT path FROM file WHERE file.document = check_unindexed.document ORDER BY file.state <> 'here', file.id LIMIT 1), ''), why
FROM check_unindexed ORDER BY document LIMIT ?1;

-- name: casecheck_things
SELECT kind, key, count(*), count(DISTINCT document), min(id) FROM check_mention
WHERE kind <> 'when' AND (kind = ?1 OR ?1 = '')
GROUP BY kind, key ORDER BY 4 DESC, 3 DESC, kind, key LIMIT ?2;

-- name: casecheck_things_count
SELECT count(*) FROM (SELECT DISTINCT kind, key FROM check_mention WHERE kind <> 'when' AND (kind = ?1 OR ?1 = '')) AS thing;

-- name: casecheck_mention_text
SELECT substr(page.text, mention.start + 1, min(mention.end - mention.start, 200))
FROM check_mention AS mention JOIN page ON page.document = mention.document AND page.number = mention.page WHERE mention.id = ?1;

-- name: casecheck_forms
SELECT DISTINCT substr(page.text, mention.start + 1, min(mention.end - mention.start, 100))
FROM (SELECT * FROM check_mention WHERE kind = ?1 AND key = ?2 ORDER BY document LIMIT 200) AS mention
JOIN page ON page.document = mention.document AND page.number = mention.page LIMIT 8;

-- name: casecheck_mentions
SELECT mention.document, mention.page, mention.start, mention.end,
       coalesce((SELECT path FROM file WHERE file.document = mention.document ORDER BY file.state <> 'here', file.id LIMIT 1), ''),
       substr(page.text, mention.start + 1, min(mention.end - mention.start, 200))
FROM check_mention AS mention JOIN page ON page.document = mention.document AND page.number = mention.page
WHERE mention.kind = ?1 AND mention.key = ?2 ORDER BY mention.document, mention.page, mention.start LIMIT ?3;

-- name: casecheck_timeline_count
SELECT count(*) FROM check_mention AS mention JOIN page ON page.document = mention.document AND page.number = mention.page
WHERE mention.kind = 'when' AND (?1 = '' OR (mention.day >= ?1 AND mention.day >= '0')) AND (?2 = '' OR (mention.day <= ?2 AND mention.day >= '0'))
  AND (?3 = '' OR instr(lower(substr(page.text, mention.sentence_start + 1, mention.sentence_end - mention.sentence_start)), lower(?3)) > 0);

-- name: casecheck_timeline
SELECT mention.day, mention.minute, mention.time, mention.how, mention.document, mention.page, mention.start, mention.end,
       mention.anchor_start, mention.anchor_end, mention.sentence_start, mention.sentence_end,
       coalesce((SELECT path FROM file WHERE file.document = mention.document ORDER BY file.state <> 'here', file.id LIMIT 1), ''),
       substr(page.text, mention.sentence_start + 1, min(mention.sentence_end - mention.sentence_start, 400))
FROM check_mention AS mention JOIN page ON page.document = mention.document AND page.number = mention.page
WHERE mention.kind = 'when' AND (?1 = '' OR (mention.day >= ?1 AND mention.day >= '0')) AND (?2 = '' OR (mention.day <= ?2 AND mention.day >= '0'))
  AND (?3 = '' OR instr(lower(substr(page.text, mention.sentence_start + 1, mention.sentence_end - mention.sentence_start)), lower(?3)) > 0)
ORDER BY mention.day < '0', mention.day, mention.minute, mention.document, mention.page, mention.start LIMIT ?4;

-- name: casecheck_summary_pages
SELECT page.document, page.number, page.text,
       coalesce((SELECT path FROM file WHERE file.document = page.document ORDER BY file.state <> 'here', file.id LIMIT 1), '')
FROM page JOIN document ON document.id = page.document
WHERE document.state = 'done' AND page.text <> ''
  AND EXISTS (SELECT 1 FROM file WHERE file.document = page.document AND file.state = 'here')
ORDER BY page.document, page.number;

-- name: disclosure_schema_1
-- Schedules of unused material of one case, in its case file. Times are UTC texts. What people did stands in the audit; here is what holds now.
-- What the tool proposed of a document.
CREATE TABLE schedule_proposal (
    document    INTEGER PRIMARY KEY REFERENCES document (id),
    tool        TEXT NOT NULL,    -- id, version and digest of its folder
    at          TEXT NOT NULL,
    why         TEXT NOT NULL,    -- why there is no answer, '' when there is one
    category    TEXT NOT NULL,    -- of the presumption list, 'none'
    sensitive   INTEGER NOT NULL, -- 1: passages were flagged
    description TEXT NOT NULL
);
CREATE INDEX schedule_proposal_by_tool ON schedule_proposal (tool);
-- Passages that may be sensitive.
CREATE TABLE schedule_passage (
    document INTEGER NOT NULL REFERENCES document (id),
    ordinal  INTEGER NOT NULL,
    page     INTEGER NOT NULL,
    start    INTEGER NOT NULL, -- code points of the page's text
    stop     INTEGER NOT NULL,
    reason   TEXT NOT NULL,    -- code of reference/disclosure/sensitive.json
    PRIMARY KEY (document, ordinal)
);
-- Many items of one kind that are listed by their number.
CREATE TABLE schedule_block (
    id          INTEGER PRIMARY KEY,
    description TEXT NOT NULL,
    why         TEXT NOT NULL, -- why they need not be listed one by one
    by          TEXT NOT NULL,
    at          TEXT NOT NULL
);
-- What an officer decided of a document; '' where nothing was.
CREATE TABLE schedule_item (
    document      INTEGER PRIMARY KEY REFERENCES document (id),
    acts          INTEGER NOT NULL, -- how often it was changed: who changes says which they saw
    mark          TEXT NOT NULL,    -- evidence, unused, not-relevant
    mark_why      TEXT NOT NULL,
    category      TEXT NOT NULL,    -- an id, none
    category_why  TEXT NOT NULL,
    sensitive     TEXT NOT NULL,    -- yes, no
    sensitive_why TEXT NOT NULL,
    description   TEXT NOT NULL,    -- instead of the proposed one
    location      TEXT NOT NULL,
    bears         TEXT NOT NULL,    -- why it may undermine the prosecution or assist the accused
    block         INTEGER REFERENCES schedule_block (id),
    by            TEXT NOT NULL,    -- who changed it last
    at            TEXT NOT NULL
);
CREATE INDEX schedule_item_by_block ON schedule_item (block);
-- A schedule that was made, and the number that each item has on it for ever.
CREATE TABLE schedule_made (
    id        INTEGER PRIMARY KEY,
    by        TEXT NOT NULL,
    at        TEXT NOT NULL,
    open      INTEGER NOT NULL, -- items on the non-sensitive schedule
    sensitive INTEGER NOT NULL
);
CREATE TABLE schedule_number (
    schedule TEXT NOT NULL,    -- non-sensitive, sensitive
    number   INTEGER NOT NULL, -- from 1
    kind     TEXT NOT NULL,    -- document, block
    thing    INTEGER NOT NULL, -- id of either
    made     INTEGER NOT NULL REFERENCES schedule_made (id), -- where it stood first
    PRIMARY KEY (schedule, number)
);
CREATE UNIQUE INDEX schedule_number_of ON schedule_number (schedule, kind, thing);
-- Words that were searched for, for the disclosure management document.
CREATE TABLE schedule_term (
    id        INTEGER PRIMARY KEY,
    words     TEXT NOT NULL,
    why       TEXT NOT NULL,
    pages     INTEGER NOT NULL, -- found when it was recorded
    documents INTEGER NOT NULL, -- in the case then
    by        TEXT NOT NULL,
    at        TEXT NOT NULL
);

-- name: disclosure_schema_2_head
-- What stands at the head of the papers: urn, defendant, offence, officer.
CREATE TABLE schedule_head (
    name TEXT PRIMARY KEY,
    says TEXT NOT NULL
);

-- name: disclosure_head
SELECT name, says FROM schedule_head ORDER BY name;

-- name: disclosure_head_set
INSERT INTO schedule_head (name, says) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET says = excluded.says;

-- name: disclosure_to_describe
SELECT document.id FROM document LEFT JOIN schedule_proposal ON schedule_proposal.document = document.id
     LEFT JOIN schedule_item ON schedule_item.document = document.id
WHERE document.state = 'done' AND document.id > ?1
  AND (schedule_proposal.document IS NULL OR schedule_proposal.tool <> ?2 OR (schedule_item.bears <> '' AND schedule_item.at >= schedule_proposal.at))
ORDER BY document.id LIMIT ?3;

-- name: disclosure_to_describe_new
SELECT document.id FROM document LEFT JOIN schedule_proposal ON schedule_proposal.document = document.id
     LEFT JOIN schedule_item ON schedule_item.document = document.id
WHERE document.state = 'done' AND document.id > ?1
  AND (schedule_proposal.document IS NULL OR schedule_proposal.why <> '' OR (schedule_item.bears <> '' AND schedule_item.at >= schedule_proposal.at))
ORDER BY document.id LIMIT ?3;

-- name: disclosure_describe_count
SELECT count(*) FROM document LEFT JOIN schedule_proposal ON schedule_proposal.document = document.id
     LEFT JOIN schedule_item ON schedule_item.document = document.id
WHERE document.state = 'done' AND (schedule_proposal.document IS NULL OR (schedule_item.bears <> '' AND schedule_item.at >= schedule_proposal.at) OR (?1 = '' AND schedule_proposal.why <> '') OR (?1 <> '' AND schedule_proposal.tool <> ?1));

-- name: disclosure_described
SELECT kind, pages, coalesce((SELECT path FROM file WHERE file.document = document.id ORDER BY file.id LIMIT 1), '') FROM document WHERE id = ?1;

-- name: disclosure_pages
SELECT number, text FROM page WHERE document = ?1 ORDER BY number;

-- What an officer said of how it bears on the case.
-- name: disclosure_bears
SELECT bears FROM schedule_item WHERE document = ?1 AND bears <> '';

-- name: disclosure_page
SELECT text FROM page WHERE document = ?1 AND number = ?2;

-- name: disclosure_facts
SELECT name, value FROM meta WHERE document = ?1 ORDER BY name, value;

-- name: disclosure_proposal_set
INSERT INTO schedule_proposal (document, tool, at, why, category, sensitive, description) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
ON CONFLICT (document) DO UPDATE SET tool = excluded.tool, at = excluded.at, why = excluded.why, category = excluded.category,
    sensitive = excluded.sensitive, description = excluded.description;

-- name: disclosure_passages_drop
DELETE FROM schedule_passage WHERE document = ?1;

-- name: disclosure_passage_add
INSERT INTO schedule_passage (document, ordinal, page, start, stop, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: disclosure_passages
SELECT page, start, stop, reason FROM schedule_passage WHERE document = ?1 ORDER BY ordinal;

-- name: disclosure_reasons
SELECT DISTINCT reason FROM schedule_passage WHERE document = ?1 ORDER BY reason;

-- name: disclosure_items
SELECT document.id, document.kind, document.pages, document.fate, document.state,
       coalesce((SELECT path FROM file WHERE file.document = document.id ORDER BY file.id LIMIT 1), ''),
       coalesce(schedule_proposal.why, 'not described yet'), coalesce(schedule_proposal.category, ''),
       coalesce(schedule_proposal.sensitive, 0), coalesce(schedule_proposal.description, ''),
       coalesce(schedule_item.acts, 0), coalesce(schedule_item.mark, ''), coalesce(schedule_item.mark_why, ''),
       coalesce(schedule_item.category, ''), coalesce(schedule_item.sensitive, ''), coalesce(schedule_item.sensitive_why, ''),
       coalesce(schedule_item.description, ''), coalesce(schedule_item.location, ''), coalesce(schedule_item.bears, ''),
       coalesce(schedule_item.block, 0), coalesce(schedule_item.by, ''), coalesce(schedule_item.at, ''),
       coalesce((SELECT number FROM schedule_number WHERE schedule = 'non-sensitive' AND kind = 'document' AND thing = document.id), 0),
       coalesce((SELECT number FROM schedule_number WHERE schedule = 'sensitive' AND kind = 'document' AND thing = document.id), 0)
FROM document LEFT JOIN schedule_proposal ON schedule_proposal.document = document.id
     LEFT JOIN schedule_item ON schedule_item.document = document.id
WHERE document.id >= ?1 ORDER BY document.id LIMIT ?2;

-- name: disclosure_no_bytes
SELECT count(*) FROM file WHERE document IS NULL AND state = 'here';

-- name: disclosure_item_make
INSERT INTO schedule_item (document, acts, mark, mark_why, category, category_why, sensitive, sensitive_why, description, location, bears, block, by, at)
VALUES (?1, 0, '', '', '', '', '', '', '', '', '', NULL, '', '') ON CONFLICT (document) DO NOTHING;

-- name: disclosure_item_mark
UPDATE schedule_item SET mark = ?2, mark_why = ?3 WHERE document = ?1;

-- name: disclosure_item_category
UPDATE schedule_item SET category = ?2, category_why = ?3 WHERE document = ?1;

-- name: disclosure_item_sensitive
UPDATE schedule_item SET sensitive = ?2, sensitive_why = ?3 WHERE document = ?1;

-- name: disclosure_item_description
UPDATE schedule_item SET description = ?2 WHERE document = ?1;

-- name: disclosure_item_location
UPDATE schedule_item SET location = ?2 WHERE document = ?1;

-- name: disclosure_item_bears
UPDATE schedule_item SET bears = ?2 WHERE document = ?1;

-- name: disclosure_item_block
UPDATE schedule_item SET block = ?2 WHERE document = ?1;

-- name: disclosure_item_no_block
UPDATE schedule_item SET block = NULL WHERE document = ?1;

-- name: disclosure_item_changed
UPDATE schedule_item SET acts = acts + 1, by = ?2, at = ?3 WHERE document = ?1;

-- name: disclosure_document_there
SELECT id FROM document WHERE id = ?1;

-- name: disclosure_block_add
INSERT INTO schedule_block (description, why, by, at) VALUES (?1, ?2, ?3, ?4) RETURNING id;

-- name: disclosure_block
SELECT description, why, by, at FROM schedule_block WHERE id = ?1;

-- name: disclosure_blocks
SELECT schedule_block.id, schedule_block.description, schedule_block.why, schedule_block.by, schedule_block.at,
       coalesce((SELECT number FROM schedule_number WHERE schedule = 'non-sensitive' AND kind = 'block' AND thing = schedule_block.id), 0)
FROM schedule_block ORDER BY schedule_block.id;

-- name: disclosure_number_next
SELECT coalesce(max(number), 0) + 1 FROM schedule_number WHERE schedule = ?1;

-- name: disclosure_number_add
INSERT INTO schedule_number (schedule, number, kind, thing, made) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: disclosure_numbers
SELECT number, kind, thing FROM schedule_number WHERE schedule = ?1 ORDER BY number;

-- name: disclosure_made_add
INSERT INTO schedule_made (by, at, open, sensitive) VALUES (?1, ?2, ?3, ?4) RETURNING id;

-- name: disclosure_made_all
SELECT id, by, at, open, sensitive FROM schedule_made ORDER BY id;

-- name: disclosure_term_add
INSERT INTO schedule_term (words, why, pages, documents, by, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6);

-- name: disclosure_terms
SELECT words, why, pages, documents, by, at FROM schedule_term ORDER BY id;

-- name: disclosure_tools
SELECT tool, count(*), coalesce(sum(CASE WHEN why <> '' THEN 1 ELSE 0 END), 0), min(at), max(at) FROM schedule_proposal GROUP BY tool ORDER BY min(at), tool;

-- name: disclosure_document_count
SELECT count(*) FROM document;

-- name: disclosure_kinds
SELECT CASE WHEN kind = '' THEN 'unknown' ELSE kind END, count(*), coalesce(sum(pages), 0),
       coalesce(sum(CASE WHEN fate = 'read' THEN 1 ELSE 0 END), 0), coalesce(sum(CASE WHEN fate = 'partly' THEN 1 ELSE 0 END), 0),
       coalesce(sum(CASE WHEN fate = 'not' OR state <> 'done' THEN 1 ELSE 0 END), 0)
FROM document GROUP BY 1 ORDER BY 2 DESC, 1;

-- name: disclosure_block_top
SELECT coalesce(max(id), 0) FROM schedule_block;

-- What reviewers said (src/review), where they reviewed at all.
-- name: disclosure_reviewed_at_all
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('review_verdict', 'review_label', 'review_issue', 'review_rule', 'review_round', 'review_sample');

-- name: disclosure_reviewed
SELECT document, max(CASE WHEN verdict = 'relevant' THEN 1 ELSE 0 END), max(sensitive) FROM review_verdict
WHERE verdict = 'relevant' OR sensitive = 1 GROUP BY document ORDER BY document;

-- name: disclosure_reviewed_why
SELECT review_issue.name,
       coalesce((SELECT reason FROM review_label WHERE review_label.issue = review_verdict.issue AND review_label.document = review_verdict.document
                 AND says = 'relevant' AND reason <> '' ORDER BY review_label.id DESC LIMIT 1), '')
FROM review_verdict JOIN review_issue ON review_issue.id = review_verdict.issue
WHERE review_verdict.document = ?1 AND review_verdict.verdict = 'relevant' ORDER BY review_issue.id;

-- name: disclosure_review_rounds
SELECT review_issue.name, review_round.number, review_round.tool || ' ' || review_round.version || ', SHA-256 ' || review_round.digest || ', parameters ' || review_round.parameters,
       review_round.documents, review_round.known, review_round.at
FROM review_round JOIN review_issue ON review_issue.id = review_round.issue ORDER BY review_round.issue, review_round.number;

-- name: disclosure_review_rules
SELECT review_issue.name, review_rule.kind,
       CASE WHEN review_rule.kind = 'control' THEN 'of the relevant ones at least ' ELSE 'of the unread at most ' END || printf('%g %%', review_rule.target / 10.0),
       printf('%g %%', review_rule.confidence / 10.0),
       review_rule.sample || ' asked for' ||
       coalesce((SELECT group_concat('; ' || drawn || ' of ' || out_of || ' drawn', '') FROM
                 (SELECT review_sample.out_of AS out_of, (SELECT count(*) FROM review_sample_document WHERE review_sample_document.sample = review_sample.id) AS drawn
                  FROM review_sample WHERE review_sample.rule = review_rule.id ORDER BY review_sample.id)), '; none drawn yet'),
       CASE WHEN review_rule.reason = '' THEN 'declared first' ELSE review_rule.reason END || ' (' || review_rule.who || ', ' || review_rule.at || ')'
FROM review_rule JOIN review_issue ON review_issue.id = review_rule.issue ORDER BY review_rule.issue, review_rule.id;

-- name: disclosure_review_samples
SELECT review_issue.name, review_sample.kind, review_sample.out_of,
       (SELECT count(*) FROM review_sample_document WHERE review_sample_document.sample = review_sample.id),
       (SELECT count(*) FROM review_sample_document JOIN review_verdict ON review_verdict.document = review_sample_document.document AND review_verdict.issue = review_sample.issue
        WHERE review_sample_document.sample = review_sample.id AND review_verdict.verdict = 'relevant'),
       review_sample.at
FROM review_sample JOIN review_issue ON review_issue.id = review_sample.issue ORDER BY review_sample.issue, review_sample.id;

-- name: disclosure_review_verdicts
SELECT review_issue.name, sum(CASE WHEN verdict = 'relevant' THEN 1 ELSE 0 END), sum(CASE WHEN verdict = 'not' THEN 1 ELSE 0 END),
       sum(CASE WHEN verdict = 'unsure' THEN 1 ELSE 0 END), sum(CASE WHEN verdict = 'disputed' THEN 1 ELSE 0 END), count(*)
FROM review_verdict JOIN review_issue ON review_issue.id = review_verdict.issue GROUP BY review_issue.id, review_issue.name ORDER BY review_issue.id;

-- name: disclosure_review_unread
SELECT review_issue.name, (SELECT count(*) FROM document) - (SELECT count(*) FROM review_verdict WHERE review_verdict.issue = review_issue.id),
       (SELECT count(*) FROM review_verdict WHERE review_verdict.issue = review_issue.id AND verdict = 'unsure'),
       (SELECT count(*) FROM review_verdict WHERE review_verdict.issue = review_issue.id AND verdict = 'disputed'),
       (SELECT count(*) FROM review_verdict WHERE review_verdict.issue = review_issue.id AND verdict = '')
FROM review_issue ORDER BY review_issue.id;

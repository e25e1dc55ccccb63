-- name: review_schema_1
-- Review of documents for one question at a time. Rows are added, never changed, but for the state of a batch's document.
CREATE TABLE review_issue (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL UNIQUE,
    reviewers INTEGER NOT NULL, -- 1, or 2: each document is read by two, blind to each other
    who       TEXT NOT NULL,
    at        TEXT NOT NULL
);
-- What the order begins with.
CREATE TABLE review_seed (
    issue    INTEGER NOT NULL REFERENCES review_issue (id),
    ordinal  INTEGER NOT NULL, -- from 1
    text     TEXT NOT NULL,    -- '' when it is a document
    document INTEGER REFERENCES document (id),
    PRIMARY KEY (issue, ordinal)
);
-- A rule for stopping; the newest of an issue stands, the others stay.
CREATE TABLE review_rule (
    id         INTEGER PRIMARY KEY,
    issue      INTEGER NOT NULL REFERENCES review_issue (id),
    kind       TEXT NOT NULL,    -- control, elusion
    target     INTEGER NOT NULL, -- of a thousand: control: relevant ones found; elusion: relevant ones among the unread, at most
    confidence INTEGER NOT NULL, -- of a thousand
    sample     INTEGER NOT NULL, -- documents
    reason     TEXT NOT NULL,
    who        TEXT NOT NULL,
    at         TEXT NOT NULL
);
CREATE INDEX review_rule_by_issue ON review_rule (issue, id);
-- A sample that was drawn for a rule.
CREATE TABLE review_sample (
    id        INTEGER PRIMARY KEY,
    issue     INTEGER NOT NULL REFERENCES review_issue (id),
    rule      INTEGER NOT NULL REFERENCES review_rule (id),
    kind      TEXT NOT NULL,    -- control, elusion
    number    INTEGER NOT NULL, -- of the elusion samples of the issue, from 1; 1 of a control sample
    out_of    INTEGER NOT NULL, -- documents it was drawn from
    newest    INTEGER NOT NULL, -- the newest document of the case then
    seed      TEXT NOT NULL,    -- of the generator, hexadecimal: the draw can be made again
    who       TEXT NOT NULL,
    at        TEXT NOT NULL
);
CREATE INDEX review_sample_by_issue ON review_sample (issue, kind, id);
CREATE TABLE review_sample_document (
    sample   INTEGER NOT NULL REFERENCES review_sample (id),
    place    INTEGER NOT NULL, -- from 1, in the order drawn
    document INTEGER NOT NULL REFERENCES document (id),
    PRIMARY KEY (sample, place)
);
CREATE INDEX review_sample_by_document ON review_sample_document (document, sample);

-- name: review_schema_1_rounds
-- One ranking by a tool.
CREATE TABLE review_round (
    id         INTEGER PRIMARY KEY,
    issue      INTEGER NOT NULL REFERENCES review_issue (id),
    number     INTEGER NOT NULL, -- of the issue, from 1
    tool       TEXT NOT NULL,
    version    TEXT NOT NULL,
    digest     TEXT NOT NULL,    -- of the tool's folder
    parameters TEXT NOT NULL,    -- JSON
    seed       INTEGER NOT NULL, -- that the tool was told
    documents  INTEGER NOT NULL, -- shown to it
    known      INTEGER NOT NULL, -- labels that it was given
    relevant   INTEGER NOT NULL, -- of these: relevant, unsure or disputed
    ordered    INTEGER NOT NULL,
    cut        INTEGER NOT NULL, -- documents of which only the beginning was shown
    who        TEXT NOT NULL,
    at         TEXT NOT NULL
);
CREATE UNIQUE INDEX review_round_by_issue ON review_round (issue, number);
-- Its order, the first to be read first.
CREATE TABLE review_order (
    round    INTEGER NOT NULL REFERENCES review_round (id),
    rank     INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES document (id),
    PRIMARY KEY (round, rank)
);
CREATE INDEX review_order_by_document ON review_order (round, document);
-- Documents that are shown as one, in a round: nearly the same texts, messages of one conversation. Those alone stand nowhere.
CREATE TABLE review_like (
    round    INTEGER NOT NULL REFERENCES review_round (id),
    likeness INTEGER NOT NULL, -- the smallest document of them
    document INTEGER NOT NULL REFERENCES document (id),
    PRIMARY KEY (round, likeness, document)
);
CREATE INDEX review_like_by_document ON review_like (round, document);
-- What was put before people.
CREATE TABLE review_batch (
    id     INTEGER PRIMARY KEY,
    issue  INTEGER NOT NULL REFERENCES review_issue (id),
    round  INTEGER NOT NULL REFERENCES review_round (id),
    number INTEGER NOT NULL -- of the issue, from 1
);
CREATE UNIQUE INDEX review_batch_by_issue ON review_batch (issue, number);
CREATE TABLE review_batch_document (
    batch    INTEGER NOT NULL REFERENCES review_batch (id),
    place    INTEGER NOT NULL, -- from 1
    issue    INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES document (id),
    rank     INTEGER NOT NULL,
    PRIMARY KEY (batch, place)
);
CREATE UNIQUE INDEX review_batch_by_document ON review_batch_document (issue, document);
-- What people said.
CREATE TABLE review_label (
    id           INTEGER PRIMARY KEY,
    issue        INTEGER NOT NULL REFERENCES review_issue (id),
    document     INTEGER NOT NULL REFERENCES document (id),
    says         TEXT NOT NULL,    -- relevant, not, unsure
    reason       TEXT NOT NULL,
    sensitive    INTEGER NOT NULL, -- 1: it should not be disclosed as it is
    settles      INTEGER NOT NULL, -- 1: outweighs the labels before it
    carried_from INTEGER,          -- the document whose label was carried to this one
    who          TEXT NOT NULL,
    at           TEXT NOT NULL
);
CREATE INDEX review_label_by_document ON review_label (issue, document, id);
-- What these come to, kept beside them: of all documents that somebody labelled.
CREATE TABLE review_verdict (
    issue     INTEGER NOT NULL REFERENCES review_issue (id),
    document  INTEGER NOT NULL REFERENCES document (id),
    verdict   TEXT NOT NULL,    -- relevant, not, unsure, disputed; '': a second person has to read it
    readers   INTEGER NOT NULL, -- people who labelled it
    sensitive INTEGER NOT NULL,
    PRIMARY KEY (issue, document)
);
CREATE INDEX review_verdict_by_verdict ON review_verdict (issue, verdict);

-- name: review_issue_add
INSERT INTO review_issue (name, reviewers, who, at) VALUES (?1, ?2, ?3, ?4) RETURNING id;

-- name: review_seed_add
INSERT INTO review_seed (issue, ordinal, text, document) VALUES (?1, ?2, ?3, nullif(?4, 0));

-- name: review_seeds
SELECT text, coalesce(document, 0) FROM review_seed WHERE issue = ?1 ORDER BY ordinal;

-- name: review_issue_by_name
SELECT id, name, reviewers, who, at, (SELECT count(*) FROM review_seed WHERE issue = id) FROM review_issue WHERE name = ?1 OR CAST(id AS TEXT) = ?1 ORDER BY name <> ?1 LIMIT 1;

-- name: review_issue_list
SELECT id, name, reviewers, who, at, (SELECT count(*) FROM review_seed WHERE issue = id) FROM review_issue ORDER BY id;

-- name: review_issue_reviewers
SELECT reviewers FROM review_issue WHERE id = ?1;

-- name: review_document_there
SELECT count(*) FROM document WHERE id = ?1 AND state = 'done' AND pages > 0;

-- name: review_document_newest
SELECT coalesce(max(id), 0) FROM document;

-- name: review_documents_with_text
SELECT count(*) FROM document WHERE state = 'done' AND pages > 0 AND id > ?1;

-- name: review_documents_unreadable
SELECT (SELECT count(*) FROM document WHERE state = 'done' AND fate <> 'read' AND EXISTS (SELECT 1 FROM file WHERE file.document = document.id AND file.state = 'here'))
     + (SELECT count(*) FROM file WHERE fate = 'not' AND state = 'here' AND document IS NULL);

-- name: review_in_batches
SELECT count(*) FROM review_batch_document WHERE issue = ?1;

-- name: review_batch_open
SELECT count(*) FROM review_batch_document AS b WHERE b.issue = ?1
   AND NOT EXISTS (SELECT 1 FROM review_verdict AS v WHERE v.issue = ?1 AND v.document = b.document AND v.verdict <> '');

-- name: review_sample_open
SELECT count(*) FROM review_sample_document AS d JOIN review_sample AS s ON s.id = d.sample WHERE s.issue = ?1
   AND s.id = (SELECT max(id) FROM review_sample AS newer WHERE newer.issue = s.issue AND newer.kind = s.kind)
   AND NOT EXISTS (SELECT 1 FROM review_batch_document AS b WHERE b.issue = ?1 AND b.document = d.document)
   AND NOT EXISTS (SELECT 1 FROM review_verdict AS v WHERE v.issue = ?1 AND v.document = d.document AND v.verdict <> '');

-- name: review_verdict_counts
SELECT verdict, count(*), sum(sensitive) FROM review_verdict WHERE issue = ?1 GROUP BY verdict;

-- name: review_round_count
SELECT count(*) FROM review_round WHERE issue = ?1;

-- name: review_open_items
SELECT document, why, batch, place, of, rank,
       (SELECT path FROM file WHERE file.document = item.document ORDER BY file.state <> 'here', file.id LIMIT 1) FROM (
    SELECT d.document AS document, s.kind AS why, 0 AS batch, d.place AS place,
           (SELECT count(*) FROM review_sample_document AS n WHERE n.sample = s.id) AS of, 0 AS rank, s.id AS first, d.place AS second, 0 AS kind
    FROM review_sample AS s JOIN review_sample_document AS d ON d.sample = s.id
    WHERE s.issue = ?1 AND s.id = (SELECT max(id) FROM review_sample AS newer WHERE newer.issue = s.issue AND newer.kind = s.kind)
    UNION ALL
    SELECT d.document, 'batch', b.number, d.place, (SELECT count(*) FROM review_batch_document AS n WHERE n.batch = b.id), d.rank, b.number, d.place, 1
    FROM review_batch AS b JOIN review_batch_document AS d ON d.batch = b.id WHERE b.issue = ?1)
AS item
WHERE NOT EXISTS (SELECT 1 FROM review_verdict AS v WHERE v.issue = ?1 AND v.document = item.document AND v.verdict <> '')
  AND NOT EXISTS (SELECT 1 FROM review_label AS l WHERE l.issue = ?1 AND l.document = item.document AND l.who = ?2)
ORDER BY item.kind, item.first, item.second;

-- name: review_like_of
SELECT other.document, (SELECT path FROM file WHERE file.document = other.document ORDER BY file.state <> 'here', file.id LIMIT 1)
FROM review_like AS own JOIN review_like AS other ON other.round = own.round AND other.likeness = own.likeness
WHERE own.round = (SELECT max(id) FROM review_round WHERE issue = ?1) AND own.document = ?2 AND other.document <> ?2
ORDER BY other.document;

-- name: review_like_count
SELECT count(*)
FROM review_like AS own JOIN review_like AS other ON other.round = own.round AND other.likeness = own.likeness
WHERE own.round = (SELECT max(id) FROM review_round WHERE issue = ?1) AND own.document = ?2 AND other.document <> ?2;

-- name: review_label_add
INSERT INTO review_label (issue, document, says, reason, sensitive, settles, carried_from, who, at)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, nullif(?7, 0), ?8, ?9) RETURNING id;

-- name: review_labels_of
SELECT id, says, reason, sensitive, settles, coalesce(carried_from, 0), who, at FROM review_label WHERE issue = ?1 AND document = ?2 ORDER BY id;

-- name: review_carried
SELECT count(DISTINCT document) FROM review_label WHERE issue = ?1 AND carried_from = ?2 AND who = ?3;

-- name: review_verdict_set
INSERT INTO review_verdict (issue, document, verdict, readers, sensitive) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (issue, document) DO UPDATE SET verdict = excluded.verdict, readers = excluded.readers, sensitive = excluded.sensitive;

-- name: review_batch_of
SELECT batch FROM review_batch_document WHERE issue = ?1 AND document = ?2;

-- name: review_batch_add_last
INSERT INTO review_batch_document (batch, place, issue, document, rank)
SELECT ?1, 1 + max(place), ?2, ?3, 0 FROM review_batch_document WHERE batch = ?1;

-- name: review_list
SELECT d.document, coalesce((SELECT b.number FROM review_batch_document AS bd JOIN review_batch AS b ON b.id = bd.batch WHERE bd.issue = ?1 AND bd.document = d.document), 0),
       coalesce((SELECT bd.rank FROM review_batch_document AS bd WHERE bd.issue = ?1 AND bd.document = d.document), 0),
       coalesce(v.readers, 0), document.pages, coalesce(v.sensitive, 0), coalesce(v.verdict, ''),
       (SELECT path FROM file WHERE file.document = d.document ORDER BY file.state <> 'here', file.id LIMIT 1)
FROM (SELECT document FROM review_batch_document WHERE issue = ?1
      UNION SELECT sd.document FROM review_sample_document AS sd JOIN review_sample AS s ON s.id = sd.sample WHERE s.issue = ?1
      UNION SELECT document FROM review_verdict WHERE issue = ?1) AS d
JOIN document ON document.id = d.document
LEFT JOIN review_verdict AS v ON v.issue = ?1 AND v.document = d.document
ORDER BY d.document;

-- name: review_rule_add
INSERT INTO review_rule (issue, kind, target, confidence, sample, reason, who, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) RETURNING id;

-- name: review_rules_of
SELECT id, kind, target, confidence, sample, reason, who, at FROM review_rule WHERE issue = ?1 ORDER BY id;

-- name: review_rule_standing
SELECT id, kind, target, confidence, sample, reason, who, at FROM review_rule WHERE issue = ?1 ORDER BY id DESC LIMIT 1;

-- name: review_rule_count
SELECT count(*) FROM review_rule WHERE issue = ?1;

-- name: review_draw_from_all
SELECT id FROM document WHERE state = 'done' AND pages > 0 ORDER BY id;

-- name: review_draw_from_unread
SELECT id FROM document WHERE state = 'done' AND pages > 0
   AND NOT EXISTS (SELECT 1 FROM review_batch_document AS b WHERE b.issue = ?1 AND b.document = document.id)
   AND NOT EXISTS (SELECT 1 FROM review_verdict AS v WHERE v.issue = ?1 AND v.document = document.id)
ORDER BY id;

-- name: review_unread_count
SELECT count(*) FROM document WHERE state = 'done' AND pages > 0
   AND NOT EXISTS (SELECT 1 FROM review_batch_document AS b WHERE b.issue = ?1 AND b.document = document.id)
   AND NOT EXISTS (SELECT 1 FROM review_verdict AS v WHERE v.issue = ?1 AND v.document = document.id);

-- name: review_sample_add
INSERT INTO review_sample (issue, rule, kind, number, out_of, newest, seed, who, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) RETURNING id;

-- name: review_sample_document_add
INSERT INTO review_sample_document (sample, place, document) VALUES (?1, ?2, ?3);

-- name: review_sample_newest
SELECT id, number, out_of, newest FROM review_sample WHERE issue = ?1 AND rule = ?2 ORDER BY id DESC LIMIT 1;

-- name: review_sample_count
SELECT count(*) FROM review_sample WHERE issue = ?1 AND kind = ?2;

-- name: review_sample_verdicts
SELECT coalesce(v.verdict, ''), EXISTS (SELECT 1 FROM review_batch_document AS b WHERE b.issue = ?1 AND b.document = d.document)
FROM review_sample_document AS d LEFT JOIN review_verdict AS v ON v.issue = ?1 AND v.document = d.document
WHERE d.sample = ?2;

-- name: review_round_add
INSERT INTO review_round (issue, number, tool, version, digest, parameters, seed, documents, known, relevant, ordered, cut, who, at)
VALUES (?1, (SELECT count(*) + 1 FROM review_round WHERE issue = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) RETURNING id, number;

-- name: review_order_add
INSERT INTO review_order (round, rank, document) VALUES (?1, ?2, ?3);

-- name: review_like_add
INSERT INTO review_like (round, likeness, document) VALUES (?1, ?2, ?3);

-- name: review_batch_add
INSERT INTO review_batch (issue, round, number) VALUES (?1, ?2, (SELECT count(*) + 1 FROM review_batch WHERE issue = ?1)) RETURNING id, number;

-- name: review_batch_document_add
INSERT INTO review_batch_document (batch, place, issue, document, rank) VALUES (?1, ?2, ?3, ?4, ?5);

-- name: review_to_rank
SELECT document.id,
       (SELECT path FROM file WHERE file.document = document.id ORDER BY file.state <> 'here', file.id LIMIT 1),
       EXISTS (SELECT 1 FROM review_batch_document AS b WHERE b.issue = ?1 AND b.document = document.id),
       EXISTS (SELECT 1 FROM review_sample_document AS sd JOIN review_sample AS s ON s.id = sd.sample WHERE s.issue = ?1 AND s.kind = 'elusion' AND sd.document = document.id),
       coalesce((SELECT verdict FROM review_verdict AS v WHERE v.issue = ?1 AND v.document = document.id), ''),
       coalesce((SELECT value FROM meta INDEXED BY meta_by_document WHERE meta.document = document.id AND name = 'subject' ORDER BY value LIMIT 1), '')
FROM document WHERE document.state = 'done' AND document.pages > 0 ORDER BY document.id;

-- name: review_text_of
SELECT text FROM page WHERE document = ?1 ORDER BY number;

-- name: review_pairs_alike
SELECT a, b FROM alike WHERE 100 * both >= ?1 * either ORDER BY a, b;

-- name: review_threads
SELECT thread, document FROM thread WHERE thread <> document ORDER BY thread, document;

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
    relevant   INTEGER NOT NULL, -- of these
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
-- name: review_schema_1b
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

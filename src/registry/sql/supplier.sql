-- What suppliers were asked and said about evidence on what they handed in.

-- name: supplier_schema
-- one row a supplier.asked/1 or supplier.reply/1 that is a head of its subject and of the organisation whose key issued
-- the evidence, as far as that is known: others do not speak for it
CREATE TABLE IF NOT EXISTS supplier_asked (
    statement_id TEXT NOT NULL PRIMARY KEY,
    log_index    INTEGER NOT NULL,
    logged_at    TEXT NOT NULL,
    subject      TEXT NOT NULL,
    organisation TEXT NOT NULL, -- of the key that signed
    envelope     TEXT NOT NULL,
    supplier     TEXT NOT NULL,
    served       TEXT NOT NULL, -- dates
    until        TEXT NOT NULL,
    days         INTEGER NOT NULL,
    source       TEXT NOT NULL, -- of the number of days
    outcome      TEXT NOT NULL  -- replied, waived, closed
);
CREATE INDEX IF NOT EXISTS supplier_asked_by_envelope ON supplier_asked (envelope, log_index);
CREATE TABLE IF NOT EXISTS supplier_reply (
    statement_id TEXT NOT NULL PRIMARY KEY,
    log_index    INTEGER NOT NULL,
    logged_at    TEXT NOT NULL,
    subject      TEXT NOT NULL,
    organisation TEXT NOT NULL,
    envelope     TEXT NOT NULL,
    supplier     TEXT NOT NULL,
    received     TEXT NOT NULL, -- date
    words        TEXT NOT NULL,
    vkey         TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS supplier_reply_by_envelope ON supplier_reply (envelope, log_index);

-- name: supplier_clear
DELETE FROM supplier_asked;
DELETE FROM supplier_reply;

-- name: supplier_asked_older
DELETE FROM supplier_asked WHERE subject = ?1 AND NOT EXISTS (SELECT 1 FROM subject_head h
    WHERE h.subject = supplier_asked.subject AND h.id = supplier_asked.statement_id);

-- name: supplier_reply_older
DELETE FROM supplier_reply WHERE subject = ?1 AND NOT EXISTS (SELECT 1 FROM subject_head h
    WHERE h.subject = supplier_reply.subject AND h.id = supplier_reply.statement_id);

-- name: supplier_is_head
SELECT 1 FROM subject_head WHERE subject = ?1 AND id = ?2;

-- name: supplier_asked_insert
INSERT INTO supplier_asked (statement_id, log_index, logged_at, subject, organisation, envelope, supplier, served, until,
    days, source, outcome)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- name: supplier_reply_insert
INSERT INTO supplier_reply (statement_id, log_index, logged_at, subject, organisation, envelope, supplier, received, words,
    vkey)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?);

-- ?1 envelope
-- name: supplier_asked_of
SELECT a.supplier, a.served, a.until, a.outcome, a.days, a.source, a.statement_id FROM supplier_asked a
WHERE a.envelope = ?1 AND EXISTS (SELECT 1 FROM evidence e JOIN signing_key k ON k.name = e.issuer
    WHERE e.envelope = a.envelope AND k.organisation = a.organisation)
ORDER BY a.log_index DESC LIMIT 1;

-- ?1 envelope; `late`: 1 when it came after the day until which was waited
-- name: supplier_replies_of
SELECT r.supplier, r.received, r.words, r.statement_id, CASE WHEN EXISTS (SELECT 1 FROM supplier_asked a
    WHERE a.envelope = r.envelope AND a.organisation = r.organisation AND r.received > a.until) THEN 1 ELSE 0 END
FROM supplier_reply r
WHERE r.envelope = ?1 AND EXISTS (SELECT 1 FROM evidence e JOIN signing_key k ON k.name = e.issuer
    WHERE e.envelope = r.envelope AND k.organisation = r.organisation)
ORDER BY r.log_index, r.statement_id;

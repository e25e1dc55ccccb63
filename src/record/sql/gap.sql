-- name: gap_schema
-- What is withheld in statements of this keeper: the value and the salt of the commitment in its place. Private, and gone
-- with the statement's body.
CREATE TABLE gap (
    statement TEXT NOT NULL,
    pointer   TEXT NOT NULL, -- RFC 6901
    subject   TEXT NOT NULL,
    salt      BLOB NOT NULL,
    value     TEXT NOT NULL, -- canonical JSON; null: nothing is held
    PRIMARY KEY (statement, pointer)
);
CREATE INDEX gap_by_subject ON gap (subject, statement);

-- name: gap_schema_2
-- The harm as it is recorded for those who decide and review, in words that are not published; '': none was given.
ALTER TABLE gap ADD COLUMN private_harm TEXT NOT NULL DEFAULT '';

-- name: gap_insert
INSERT INTO gap (statement, pointer, subject, salt, value, private_harm) VALUES (?, ?, ?, ?, ?, ?);

-- name: gap_list
SELECT g.statement, g.pointer, g.salt, g.value, g.private_harm FROM gap g JOIN leaf l ON l.id = g.statement
WHERE g.subject = ? ORDER BY l.log, l.idx, g.pointer;

-- name: gap_forget
DELETE FROM gap WHERE statement = ?;

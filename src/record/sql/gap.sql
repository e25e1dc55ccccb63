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

-- name: gap_insert
INSERT INTO gap (statement, pointer, subject, salt, value) VALUES (?, ?, ?, ?, ?);

-- name: gap_list
SELECT g.statement, g.pointer, g.salt, g.value FROM gap g JOIN leaf l ON l.id = g.statement
WHERE g.subject = ? ORDER BY l.log, l.idx, g.pointer;

-- name: gap_forget
DELETE FROM gap WHERE statement = ?;

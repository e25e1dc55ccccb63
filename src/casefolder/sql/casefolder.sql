-- name: case_schema_1
-- case.db, step 1. Everything of one case, on this machine alone; nothing of it is ever a statement. Times are UTC texts.
CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY, -- recipient, second_reader
    value TEXT NOT NULL
);
-- A file of the folder. `pass` goes up each time it is to be read anew: marks and decisions of an earlier pass stay, unseen.
CREATE TABLE file (
    id         INTEGER PRIMARY KEY,
    path       TEXT NOT NULL UNIQUE, -- relative to the folder
    sha256     TEXT NOT NULL,        -- of what was read, '' before
    bytes      INTEGER NOT NULL,
    modified   INTEGER NOT NULL,     -- nanoseconds since 1970, to see cheaply that it changed
    state      TEXT NOT NULL,        -- waiting, read, refused, changed, gone
    why        TEXT NOT NULL,        -- of a refusal
    characters INTEGER NOT NULL,
    pass       INTEGER NOT NULL,
    tool       TEXT NOT NULL,
    read_at    TEXT NOT NULL,
    read_ms    INTEGER NOT NULL      -- how long it took, 0: not known
);
CREATE INDEX file_by_state ON file (state, path);
-- A place in a file where something may have to be hidden.
CREATE TABLE mention (
    id         INTEGER PRIMARY KEY,
    file       INTEGER NOT NULL REFERENCES file (id),
    pass       INTEGER NOT NULL,
    start      INTEGER NOT NULL,     -- code points of the file's text, end exclusive
    end        INTEGER NOT NULL,
    page       INTEGER,              -- from 1, of a document with pages
    x0         INTEGER,              -- its box on that page, hundredths of a point from the top left
    y0         INTEGER,
    x1         INTEGER,
    y1         INTEGER,
    label      TEXT NOT NULL,
    text       TEXT NOT NULL,
    likeness   TEXT NOT NULL,        -- label and text folded: what "all like this" means
    confidence INTEGER,              -- in a thousand; NULL: the tool says none
    line       INTEGER NOT NULL,     -- of the text, from 1: what stands on one line belongs together
    lead       TEXT NOT NULL,        -- the words before it on that line: a title may be among them
    source     TEXT NOT NULL,        -- tool; repeat: the same words stand here as in a mark of the tool; officer
    uncertain  INTEGER NOT NULL,     -- 1: a person should look at it
    person     INTEGER REFERENCES person (id),
    link       TEXT NOT NULL,        -- how it is the person's: name, short (surname or initials), near (stands close by), ''
    verdict    TEXT NOT NULL,        -- what decisions come to: '', keep, redact, disputed
    readers    INTEGER NOT NULL,     -- how many people say so
    last       INTEGER NOT NULL      -- the newest row of decision about it, 0: none
);
CREATE INDEX mention_by_file ON mention (file, pass, start);
CREATE INDEX mention_by_likeness ON mention (likeness);
CREATE INDEX mention_by_person ON mention (person);
-- The cast. Numbers are given once and stay, so that a pseudonym means one person in every hand-over of the case.
CREATE TABLE person (
    id        INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE, -- the name folded
    name      TEXT NOT NULL,
    suggested TEXT NOT NULL,        -- a role, ''
    why       TEXT NOT NULL         -- the words beside the name that suggest it
);
-- Two that may be one. Only a person joins them.
CREATE TABLE alike (
    one   TEXT NOT NULL, -- keys, one < other
    other TEXT NOT NULL,
    why   TEXT NOT NULL,
    PRIMARY KEY (one, other)
);
-- Rows of these are only ever added: the newest counts.
CREATE TABLE role_choice (
    id     INTEGER PRIMARY KEY,
    person TEXT NOT NULL, -- key
    role   TEXT NOT NULL,
    who    TEXT NOT NULL,
    at     TEXT NOT NULL
);
CREATE INDEX role_choice_by_person ON role_choice (person, id);
CREATE TABLE join_choice (
    id    INTEGER PRIMARY KEY,
    one   TEXT NOT NULL,
    other TEXT NOT NULL,
    same  INTEGER NOT NULL,
    who   TEXT NOT NULL,
    at    TEXT NOT NULL
);
CREATE TABLE decision (
    id      INTEGER PRIMARY KEY,
    act     INTEGER NOT NULL, -- what was decided by one press of a button
    mention INTEGER NOT NULL REFERENCES mention (id),
    choice  TEXT NOT NULL,    -- keep, redact, undo
    undoes  INTEGER NOT NULL, -- of an undo: the act, else 0
    reason  TEXT NOT NULL,    -- code, '' is the policy's
    who     TEXT NOT NULL,
    at      TEXT NOT NULL
);
CREATE INDEX decision_by_mention ON decision (mention, id);
CREATE INDEX decision_by_act ON decision (act);
CREATE TABLE handover (
    id        INTEGER PRIMARY KEY,
    recipient TEXT NOT NULL,
    state     TEXT NOT NULL, -- waiting, made, failed
    why       TEXT NOT NULL, -- of a failure
    who       TEXT NOT NULL,
    role      TEXT NOT NULL,
    reason    TEXT NOT NULL, -- why with open doubts
    doubts    INTEGER NOT NULL,
    at        TEXT NOT NULL,
    folder    TEXT NOT NULL
);
-- The audit: the file audit.jsonl holds the same lines.
CREATE TABLE event (
    seq  INTEGER PRIMARY KEY,
    line TEXT NOT NULL
);
-- Who may use the desk that runs now: digests only, emptied at each start.
CREATE TABLE link (
    hash TEXT NOT NULL PRIMARY KEY,
    used INTEGER NOT NULL
);
CREATE TABLE session (
    hash TEXT NOT NULL PRIMARY KEY,
    who  TEXT NOT NULL,
    role TEXT NOT NULL
);

-- name: case_schema_2
-- Documents. The text of one stands in its pages, since a tool made it of the file.
ALTER TABLE file ADD COLUMN kind TEXT NOT NULL DEFAULT 'text'; -- text: its bytes are its text; document
ALTER TABLE file ADD COLUMN pages INTEGER NOT NULL DEFAULT 0;  -- of a document: how many it has, 0: none or not known
-- Where a mark stands on its page: x0 y0 x1 y1 of each box, hundredths of a point from the top left corner of the page as shown.
ALTER TABLE mention ADD COLUMN boxes TEXT NOT NULL DEFAULT '';
ALTER TABLE mention DROP COLUMN x0;
ALTER TABLE mention DROP COLUMN y0;
ALTER TABLE mention DROP COLUMN x1;
ALTER TABLE mention DROP COLUMN y1;
CREATE INDEX mention_by_page ON mention (file, pass, page);
-- The words of a mark whatever its label: its likeness after the label.
CREATE INDEX mention_by_words ON mention (substr(likeness, length(label) + 2));
CREATE INDEX mention_kept ON mention (verdict) WHERE verdict = 'keep';
CREATE TABLE page (
    file       INTEGER NOT NULL REFERENCES file (id),
    pass       INTEGER NOT NULL,
    number     INTEGER NOT NULL, -- from 1; 0: the whole of a document without pages
    start      INTEGER NOT NULL, -- code points of the pages before it
    characters INTEGER NOT NULL,
    text       TEXT NOT NULL,
    places     TEXT NOT NULL,    -- start end x0 y0 x1 y1 of each word, in its text and in hundredths of a point
    picture    INTEGER NOT NULL, -- 0: none yet, 1: made, 2: cannot be made
    width      INTEGER NOT NULL, -- of the page, hundredths of a point, 0: not known
    height     INTEGER NOT NULL,
    PRIMARY KEY (file, pass, number)
);
CREATE INDEX page_by_picture ON page (picture);
-- The newest row counts. Words that are kept here and hidden there: somebody says that it is meant so, having seen all up to `seen`.
CREATE TABLE difference_choice (
    id    INTEGER PRIMARY KEY,
    words TEXT NOT NULL,    -- folded
    seen  INTEGER NOT NULL, -- the newest decision about them then
    marks INTEGER NOT NULL, -- how many marks there were
    who   TEXT NOT NULL,
    at    TEXT NOT NULL
);
CREATE INDEX difference_choice_by_words ON difference_choice (words, id);
-- Whose a telephone number, an address, a plate is: somebody says so, of all that are alike.
CREATE TABLE owner_choice (
    id       INTEGER PRIMARY KEY,
    likeness TEXT NOT NULL,
    person   TEXT NOT NULL, -- key, '': nobody's
    who      TEXT NOT NULL,
    at       TEXT NOT NULL
);
CREATE INDEX owner_choice_by_likeness ON owner_choice (likeness, id);

-- name: case_schema_3
-- The audit is a part of its own.
ALTER TABLE event RENAME TO audit_event;

-- name: case_setting
SELECT value FROM setting WHERE name = ?;
-- name: case_setting_set
INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: case_file_by_path
SELECT id, bytes, modified, state FROM file WHERE path = ?;
-- name: case_file_add
INSERT INTO file (path, sha256, bytes, modified, state, why, characters, pass, tool, read_at, read_ms)
VALUES (?, '', ?, ?, 'waiting', '', 0, 1, '', '', 0);
-- name: case_file_touched
UPDATE file SET bytes = ?2, modified = ?3 WHERE id = ?1;
-- name: case_file_state
UPDATE file SET state = ?2, why = ?3 WHERE id = ?1;
-- name: case_file_again
UPDATE file SET state = 'waiting', why = '', pass = pass + 1, pages = 0, read_ms = 0
WHERE id = ? AND state IN ('changed', 'refused', 'gone');
-- name: case_file_start_over
UPDATE file SET pass = pass + 1, pages = 0, read_ms = 0, sha256 = '' WHERE id = ? AND state = 'waiting';
-- name: case_pages_forget
DELETE FROM page WHERE file = ?1 AND pass < (SELECT pass FROM file WHERE id = ?1);
-- name: case_page_add
INSERT INTO page (file, pass, number, start, characters, text, places, picture, width, height) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0);
-- name: case_page_next_start
SELECT start + characters FROM page WHERE file = ? AND pass = ? ORDER BY number DESC LIMIT 1;
-- name: case_page_by_number
SELECT number, start, text, places, picture, width, height FROM page WHERE file = ? AND pass = ? AND number = ?;
-- name: case_page_by_start
SELECT number, start, text, places, picture, width, height FROM page WHERE file = ? AND pass = ? AND start <= ?
ORDER BY start DESC, number DESC LIMIT 1;
-- name: case_page_texts
SELECT text FROM page WHERE file = ? AND pass = ? ORDER BY number;
-- name: case_page_unpictured
SELECT p.file, p.number FROM page p JOIN file f ON f.id = p.file AND f.pass = p.pass
WHERE p.picture = 0 AND f.state IN ('waiting', 'read') ORDER BY p.file, p.number LIMIT 1;
-- name: case_page_picture
UPDATE page SET picture = ?4, width = ?5, height = ?6 WHERE file = ?1 AND pass = ?2 AND number = ?3;
-- name: case_file_page_read
UPDATE file SET kind = 'document', pages = ?3, sha256 = ?4, tool = ?5, read_ms = read_ms + ?6
WHERE id = ?1 AND pass = ?2 AND state = 'waiting';
-- name: case_file_document_read
UPDATE file SET state = 'read', why = '', characters = ?3, read_at = ?4 WHERE id = ?1 AND pass = ?2 AND state = 'waiting';
-- name: case_file_paths
SELECT id, path, state FROM file ORDER BY path;
-- name: case_file_next
SELECT id FROM file WHERE state = 'waiting' ORDER BY path LIMIT ?;
-- name: case_file_read
UPDATE file SET kind = 'text', state = 'read', why = '', sha256 = ?2, characters = ?3, tool = ?4, read_at = ?5, read_ms = ?6
WHERE id = ?1 AND pass = ?7 AND state = 'waiting';
-- name: case_file_row
SELECT path, sha256, state, why, characters, pass, tool, bytes, modified, kind, pages,
       (SELECT COUNT(*) FROM page p WHERE p.file = file.id AND p.pass = file.pass)
FROM file WHERE id = ?;
-- name: case_file_clear
DELETE FROM mention WHERE file = ? AND pass = ? AND last = 0;
-- name: case_file_tally
-- of a document that is being read the share of its pages counts
SELECT state, COUNT(*), SUM(bytes - CASE WHEN pages > 0 AND state = 'waiting'
         THEN bytes * (SELECT COUNT(*) FROM page p WHERE p.file = file.id AND p.pass = file.pass) / pages ELSE 0 END),
       SUM(read_ms), SUM(bytes)
FROM file GROUP BY state;

-- name: case_mention_add
INSERT INTO mention (file, pass, start, end, page, boxes, label, text, likeness, confidence, source, uncertain,
                     line, lead, person, link, verdict, readers, last)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '', '', 0, 0);
-- name: case_mentions_of_page
SELECT m.id, m.file, m.start, m.end, m.label, m.text, m.likeness, m.confidence, m.source, m.uncertain, m.person, m.link,
       m.verdict, m.readers, m.last, m.line, m.lead, m.page, m.boxes
FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
WHERE m.file = ? AND m.page = ? ORDER BY m.start, m.end, m.id;
-- name: case_mention_count
SELECT COUNT(*) FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass WHERE m.file = ?;
-- name: case_mention_row
SELECT id, file, start, end, label, text, likeness, confidence, source, uncertain, person, link, verdict, readers, last, line, lead, page, boxes
FROM mention WHERE id = ?;
-- name: case_mentions_of_file
SELECT m.id, m.file, m.start, m.end, m.label, m.text, m.likeness, m.confidence, m.source, m.uncertain, m.person, m.link,
       m.verdict, m.readers, m.last, m.line, m.lead, m.page, m.boxes
FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
WHERE m.file = ? ORDER BY m.start, m.end, m.id;
-- name: case_mentions_all
SELECT m.id, m.file, m.start, m.end, m.label, m.text, m.likeness, m.confidence, m.source, m.uncertain, m.person, m.link,
       m.verdict, m.readers, m.last, m.line, m.lead, m.page, m.boxes
FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
ORDER BY m.file, m.start, m.end, m.id;
-- ?1 how many must agree; ?2 a file or 0
-- name: case_doubts
SELECT m.id, m.file, m.start, m.end, m.label, m.text, m.likeness, m.confidence, m.source, m.uncertain, m.person, m.link,
       m.verdict, m.readers, m.last, m.line, m.lead, m.page, m.boxes
FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
WHERE (?2 = 0 OR m.file = ?2)
  AND (m.verdict = 'disputed' OR (m.uncertain = 1 AND (m.verdict = '' OR m.readers < ?1)))
ORDER BY m.source <> 'unreadable', m.verdict <> 'disputed', m.confidence IS NULL, m.confidence, f.path, m.start, m.id LIMIT ?3;
-- name: case_doubt_count
SELECT COUNT(*) FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
WHERE (?2 = 0 OR m.file = ?2)
  AND (m.verdict = 'disputed' OR (m.uncertain = 1 AND (m.verdict = '' OR m.readers < ?1)));
-- name: case_mention_like
SELECT m.id, m.last FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass WHERE m.likeness = ? ORDER BY m.id;
-- name: case_mention_verdict
UPDATE mention SET verdict = ?2, readers = ?3, last = ?4 WHERE id = ?1;
-- name: case_mention_link
UPDATE mention SET person = ?2, link = ?3 WHERE id = ?1 AND (person IS NOT ?2 OR link <> ?3);

-- name: case_decision_add
INSERT INTO decision (act, mention, choice, undoes, reason, who, at) VALUES (?, ?, ?, ?, ?, ?, ?);
-- name: case_decision_last
SELECT COALESCE(MAX(id), 0) FROM decision WHERE mention = ?;
-- name: case_act_next
SELECT COALESCE(MAX(act), 0) + 1 FROM decision;
-- those that still count, oldest first
-- name: case_decisions_of
SELECT d.id, d.who, d.choice, d.reason, d.at, d.act FROM decision d
WHERE d.mention = ? AND d.choice <> 'undo'
  AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.mention = d.mention AND u.choice = 'undo' AND u.undoes = d.act)
ORDER BY d.id;
-- name: case_act_last
SELECT COALESCE(MAX(d.act), 0) FROM decision d
WHERE d.who = ? AND d.choice <> 'undo' AND NOT EXISTS (SELECT 1 FROM decision u WHERE u.choice = 'undo' AND u.undoes = d.act);
-- name: case_act_mentions
SELECT mention, who FROM decision WHERE act = ? AND choice <> 'undo' ORDER BY mention;
-- name: case_act_undone
SELECT COUNT(*) FROM decision WHERE choice = 'undo' AND undoes = ?;
-- name: case_decision_who
SELECT who, choice, at FROM decision WHERE id = ?;

-- name: case_person_by_key
SELECT id FROM person WHERE key = ?;
-- name: case_person_add
INSERT INTO person (key, name, suggested, why) VALUES (?, ?, '', '');
-- name: case_person_suggest
UPDATE person SET name = ?2, suggested = ?3, why = ?4 WHERE id = ?1;
-- name: case_people
SELECT p.id, p.key, p.name, p.suggested, p.why,
       COALESCE((SELECT r.role FROM role_choice r WHERE r.person = p.key ORDER BY r.id DESC LIMIT 1), ''),
       (SELECT COUNT(*) FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
        WHERE m.person = p.id AND m.link IN ('name', 'short')),
       (SELECT COUNT(DISTINCT m.file) FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass WHERE m.person = p.id)
FROM person p
WHERE EXISTS (SELECT 1 FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass WHERE m.person = p.id)
ORDER BY 7 DESC, p.name, p.id;
-- name: case_person_role
SELECT p.key, COALESCE((SELECT r.role FROM role_choice r WHERE r.person = p.key ORDER BY r.id DESC LIMIT 1), '')
FROM person p WHERE p.id = ?;
-- name: case_person_forms
SELECT m.text, COUNT(*) FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
WHERE m.person = ? AND m.link IN ('name', 'short') GROUP BY m.text ORDER BY 2 DESC, m.text LIMIT 12;
-- name: case_person_near
SELECT m.label, m.text, COUNT(*), MIN(m.id), MAX(m.link = 'said') FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
WHERE m.person = ? AND m.link IN ('near', 'said') AND m.text <> '' GROUP BY m.label, m.text ORDER BY m.label, m.text LIMIT 20;
-- name: case_role_add
INSERT INTO role_choice (person, role, who, at) VALUES (?, ?, ?, ?);
-- name: case_alike_clear
DELETE FROM alike;
-- name: case_alike_add
INSERT INTO alike (one, other, why) VALUES (?, ?, ?) ON CONFLICT (one, other) DO NOTHING;
-- name: case_alikes
SELECT a.one, a.other, a.why, p.name, q.name FROM alike a JOIN person p ON p.key = a.one JOIN person q ON q.key = a.other
WHERE NOT EXISTS (SELECT 1 FROM join_choice j WHERE j.one = a.one AND j.other = a.other) ORDER BY p.name, q.name LIMIT 200;
-- name: case_join_add
INSERT INTO join_choice (one, other, same, who, at) VALUES (?, ?, ?, ?, ?);
-- name: case_joins
SELECT j.one, j.other, j.same FROM join_choice j
WHERE j.id = (SELECT MAX(k.id) FROM join_choice k WHERE k.one = j.one AND k.other = j.other);

-- name: case_handover_add
INSERT INTO handover (recipient, state, why, who, role, reason, doubts, at, folder) VALUES (?, 'waiting', '', ?, ?, ?, ?, ?, '');
-- name: case_handover_next
SELECT id, recipient, who, role, reason, doubts, at FROM handover WHERE state = 'waiting' ORDER BY id LIMIT 1;
-- name: case_handover_end
UPDATE handover SET state = ?2, why = ?3, folder = ?4 WHERE id = ?1;
-- name: case_handovers
SELECT id, recipient, state, why, who, role, reason, doubts, at, folder FROM handover ORDER BY id DESC LIMIT 50;

-- name: case_mention_newest
SELECT MAX(id) FROM mention;
-- a confined process can make no file elsewhere
-- name: case_temporary
PRAGMA temp_store=MEMORY;
-- name: case_file_page
SELECT id, path, state, why, pages, (SELECT COUNT(*) FROM page p WHERE p.file = file.id AND p.pass = file.pass)
FROM file ORDER BY path LIMIT ? OFFSET ?;

-- name: case_mention_newest_found
SELECT COALESCE(MAX(id), 0) FROM mention WHERE source IN ('tool', 'officer');
-- what somebody keeps is looked for nowhere
-- name: case_mention_words
SELECT m.label, m.text FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
WHERE m.source IN ('tool', 'officer') AND m.text <> '' AND m.verdict <> 'keep' GROUP BY m.likeness;
-- name: case_difference_marks
SELECT m.id, m.file, m.start, m.end, m.label, m.text, m.likeness, m.confidence, m.source, m.uncertain, m.person, m.link,
       m.verdict, m.readers, m.last, m.line, m.lead, m.page, m.boxes, substr(m.likeness, length(m.label) + 2)
FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
WHERE m.end > m.start AND substr(m.likeness, length(m.label) + 2) IN (
  SELECT substr(k.likeness, length(k.label) + 2) FROM mention k JOIN file g ON g.id = k.file AND g.pass = k.pass
  WHERE k.verdict = 'keep' AND k.end > k.start)
ORDER BY 20, m.id;
-- name: case_difference_choice
SELECT seen, marks FROM difference_choice WHERE words = ? ORDER BY id DESC LIMIT 1;
-- name: case_difference_add
INSERT INTO difference_choice (words, seen, marks, who, at) VALUES (?, ?, ?, ?, ?);
-- name: case_owner_add
INSERT INTO owner_choice (likeness, person, who, at) VALUES (?, ?, ?, ?);
-- name: case_owners
SELECT o.likeness, o.person FROM owner_choice o WHERE o.id = (SELECT MAX(n.id) FROM owner_choice n WHERE n.likeness = o.likeness)
ORDER BY o.likeness;

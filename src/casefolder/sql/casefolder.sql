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

-- name: case_setting
SELECT value FROM setting WHERE name = ?;
-- name: case_setting_set
INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- name: case_event_last
SELECT seq, line FROM event ORDER BY seq DESC LIMIT 1;
-- name: case_event_add
INSERT INTO event (seq, line) VALUES (?, ?);
-- name: case_events_from
SELECT seq, line FROM event WHERE seq > ? ORDER BY seq;

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
UPDATE file SET state = 'waiting', why = '', pass = pass + 1 WHERE id = ? AND state IN ('changed', 'refused', 'gone');
-- name: case_file_paths
SELECT id, path, state FROM file ORDER BY path;
-- name: case_file_next
SELECT id, path, pass FROM file WHERE state = 'waiting' ORDER BY path LIMIT ?;
-- name: case_file_read
UPDATE file SET state = 'read', why = '', sha256 = ?2, characters = ?3, tool = ?4, read_at = ?5, read_ms = ?6
WHERE id = ?1 AND pass = ?7 AND state = 'waiting';
-- name: case_file_row
SELECT path, sha256, state, why, characters, pass, tool, bytes, modified FROM file WHERE id = ?;
-- name: case_file_clear
DELETE FROM mention WHERE file = ? AND pass = ? AND last = 0;
-- name: case_file_tally
SELECT state, COUNT(*), SUM(bytes), SUM(read_ms), SUM(characters) FROM file GROUP BY state;

-- name: case_mention_add
INSERT INTO mention (file, pass, start, end, page, x0, y0, x1, y1, label, text, likeness, confidence, source, uncertain,
                     line, lead, person, link, verdict, readers, last)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, '', '', 0, 0);
-- name: case_mention_row
SELECT id, file, start, end, label, text, likeness, confidence, source, uncertain, person, link, verdict, readers, last, line, lead
FROM mention WHERE id = ?;
-- name: case_mentions_of_file
SELECT m.id, m.file, m.start, m.end, m.label, m.text, m.likeness, m.confidence, m.source, m.uncertain, m.person, m.link,
       m.verdict, m.readers, m.last, m.line, m.lead
FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
WHERE m.file = ? ORDER BY m.start, m.end, m.id;
-- name: case_mentions_all
SELECT m.id, m.file, m.start, m.end, m.label, m.text, m.likeness, m.confidence, m.source, m.uncertain, m.person, m.link,
       m.verdict, m.readers, m.last, m.line, m.lead
FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
ORDER BY m.file, m.start, m.end, m.id;
-- ?1 how many must agree; ?2 a file or 0
-- name: case_doubts
SELECT m.id, m.file, m.start, m.end, m.label, m.text, m.likeness, m.confidence, m.source, m.uncertain, m.person, m.link,
       m.verdict, m.readers, m.last, m.line, m.lead
FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
WHERE (?2 = 0 OR m.file = ?2)
  AND (m.verdict = 'disputed' OR (m.uncertain = 1 AND (m.verdict = '' OR m.readers < ?1)))
ORDER BY m.verdict <> 'disputed', m.confidence IS NULL, m.confidence, f.path, m.start, m.id LIMIT ?3;
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
SELECT m.label, m.text, COUNT(*) FROM mention m JOIN file f ON f.id = m.file AND f.pass = m.pass
WHERE m.person = ? AND m.link = 'near' GROUP BY m.label, m.text ORDER BY m.label, m.text LIMIT 20;
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

-- name: case_links_clear
DELETE FROM link;
-- name: case_sessions_clear
DELETE FROM session;
-- name: case_link_add
INSERT INTO link (hash, used) VALUES (?, 0);
-- name: case_link_use
UPDATE link SET used = 1 WHERE hash = ? AND used = 0;
-- name: case_session_add
INSERT INTO session (hash, who, role) VALUES (?, '', '');
-- name: case_session
SELECT who, role FROM session WHERE hash = ?;
-- name: case_session_name
UPDATE session SET who = ?2, role = ?3 WHERE hash = ?1;
-- name: case_mention_newest
SELECT MAX(id) FROM mention;
-- a confined process can make no file elsewhere
-- name: case_temporary
PRAGMA temp_store=MEMORY;
-- name: case_file_page
SELECT id, path, state, why FROM file ORDER BY path LIMIT ? OFFSET ?;

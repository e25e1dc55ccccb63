-- What the public pages read from public.db. Every list has a total order.

-- name: web_data_version
PRAGMA data_version;

-- of which log, and by which rules, the tables are
-- name: web_state_of_tables
SELECT (SELECT value FROM meta WHERE key = 'root'), (SELECT value FROM meta WHERE key = 'rules');

-- name: web_site
SELECT (SELECT value FROM meta WHERE key = 'authority'), (SELECT value FROM meta WHERE key = 'origin'),
       (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'size'),
       (SELECT 'yes' FROM organisation_name WHERE organisation = 'sample-centre' ORDER BY log_index LIMIT 1);

-- name: web_leaf
SELECT log_index FROM statement WHERE id = ?;

-- name: web_counts
SELECT (SELECT COUNT(DISTINCT id) FROM tool), (SELECT COUNT(DISTINCT id) FROM benchmark), (SELECT COUNT(*) FROM run),
       (SELECT COUNT(*) FROM evidence), (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'size');

-- the newest version of each tool
-- name: web_tools
SELECT t.id, t.version, t.name, t.task, t.supplier, t.licence, t.kind, t.digest, t.logged_at,
       (SELECT COUNT(*) FROM run r JOIN tool o ON o.digest = r.tool_digest WHERE o.id = t.id),
       (SELECT COUNT(*) FROM evidence e JOIN tool o ON o.digest = e.tool_digest WHERE o.id = t.id)
FROM tool t WHERE t.log_index = (SELECT MAX(n.log_index) FROM tool n WHERE n.id = t.id) ORDER BY t.id;

-- name: web_tools_of_task
SELECT t.id, t.version, t.name, t.supplier FROM tool t
WHERE t.log_index = (SELECT MAX(n.log_index) FROM tool n WHERE n.id = t.id) AND t.task = ? ORDER BY t.id;

-- name: web_tool_newest
SELECT digest, version FROM tool WHERE id = ? ORDER BY log_index DESC LIMIT 1;

-- name: web_tool_of_version
SELECT digest, version FROM tool WHERE id = ? AND version = ? ORDER BY log_index DESC LIMIT 1;

-- name: web_tool
SELECT id, version, name, task, supplier, licence, kind, digest, identity, statement_id, log_index, logged_at
FROM tool WHERE digest = ?;

-- name: web_tool_manifest
SELECT manifest FROM tool WHERE digest = ?;

-- name: web_tool_versions
SELECT id, version, digest, statement_id, logged_at FROM tool WHERE id = ? ORDER BY log_index DESC;

-- name: web_tool_by_digest
SELECT id, version, name FROM tool WHERE digest = ?;

-- progress of one tool, or of all with ''
-- name: web_progress
SELECT p.tool, p.benchmark, p.done, p.total, p.updated_at, (SELECT b.title FROM benchmark b WHERE b.id = p.benchmark
    ORDER BY b.log_index DESC LIMIT 1)
FROM progress p WHERE p.tool = ?1 OR ?1 = '' ORDER BY p.tool, p.benchmark;

-- name: web_runs
SELECT r.id, r.benchmark_id, r.benchmark_version, r.benchmark_digest, r.seed, r.parameters, r.logged_at,
       (SELECT e.envelope FROM evidence e WHERE e.run_id = r.id ORDER BY e.log_index LIMIT 1),
       (SELECT w.envelope FROM evidence_withdrawn w WHERE w.run_id = r.id ORDER BY w.log_index LIMIT 1)
FROM run r WHERE r.tool_digest = ? ORDER BY r.log_index DESC;

-- name: web_run_counts
SELECT COUNT(*), COALESCE(SUM((SELECT COUNT(*) FROM evidence e WHERE e.run_id = r.id) > 0), 0)
FROM run r WHERE r.tool_digest = ?;

-- the newest evidence for each benchmark and parameters first, so that older ones can be told
-- name: web_evidence_of_tool
SELECT e.envelope, e.benchmark_id, e.benchmark_digest, e.exposure, e.isolation, e.logged_at, r.benchmark_version,
       r.parameters,
       (SELECT b.title FROM benchmark b WHERE b.digest = e.benchmark_digest),
       EXISTS (SELECT 1 FROM evidence o JOIN run q ON q.id = o.run_id
               WHERE o.tool_digest = e.tool_digest AND o.benchmark_id = e.benchmark_id
                     AND q.parameters = r.parameters AND o.log_index > e.log_index)
FROM evidence e JOIN run r ON r.id = e.run_id WHERE e.tool_digest = ? ORDER BY e.log_index DESC;

-- name: web_evidence_of_benchmark
SELECT e.envelope, e.tool_title, e.exposure, e.isolation, e.logged_at, t.id, t.version, t.name,
       (SELECT f.n FROM figure f WHERE f.envelope = e.envelope ORDER BY f.position LIMIT 1),
       (SELECT f.clusters FROM figure f WHERE f.envelope = e.envelope ORDER BY f.position LIMIT 1),
       e.tool_digest, r.parameters
FROM evidence e JOIN tool t ON t.digest = e.tool_digest JOIN run r ON r.id = e.run_id
WHERE e.benchmark_digest = ? ORDER BY e.log_index DESC;

-- name: web_evidence
SELECT envelope, run_id, tool_digest, tool_title, benchmark_digest, benchmark_id, exposure, isolation, statement_id,
       log_index, logged_at
FROM evidence WHERE envelope = ?;

-- name: web_evidence_there
SELECT COUNT(*) FROM evidence WHERE envelope = ?;

-- name: web_evidence_payload
SELECT payload FROM evidence WHERE envelope = ?;

-- name: web_evidence_files
SELECT name, sha256 FROM evidence_file WHERE envelope = ? ORDER BY name;

-- name: web_evidence_key
SELECT k.name, k.vkey, k.organisation FROM evidence e JOIN signing_key k ON k.name = e.key_name WHERE e.envelope = ?;

-- the key that signed the statement which issued it
-- name: web_evidence_issuer
SELECT k.vkey FROM evidence e JOIN statement s ON s.id = e.statement_id JOIN signing_key k ON k.name = s.key_name
WHERE e.envelope = ?;

-- evidence that counts no more because its key was revoked or its run removed
-- name: web_evidence_withdrawn
SELECT w.envelope, w.statement_id, w.run_id, w.tool_digest, w.revoked_by, r.removal, r.ground, r.role, r.date
FROM evidence_withdrawn w LEFT JOIN removal r ON r.id = w.run_id WHERE w.envelope = ? ORDER BY w.log_index LIMIT 1;

-- name: web_figures
SELECT metric, grp, n, clusters, value, numerator, denominator, low, high, method, undefined
FROM figure WHERE envelope = ? ORDER BY position;

-- name: web_benchmarks
SELECT b.id, b.version, b.title, b.task, b.licence, b.source, b.digest, b.logged_at,
       (SELECT COUNT(*) FROM evidence e WHERE e.benchmark_id = b.id)
FROM benchmark b WHERE b.log_index = (SELECT MAX(n.log_index) FROM benchmark n WHERE n.id = b.id) ORDER BY b.id;

-- name: web_benchmarks_of_task
SELECT b.id, b.version, b.title FROM benchmark b
WHERE b.log_index = (SELECT MAX(n.log_index) FROM benchmark n WHERE n.id = b.id) AND b.task = ? ORDER BY b.id;

-- name: web_benchmark
SELECT id, version, title, task, licence, source, digest, statement_id, log_index, logged_at
FROM benchmark WHERE id = ? ORDER BY log_index DESC LIMIT 1;

-- name: web_benchmark_definition
SELECT definition FROM benchmark WHERE digest = ?;

-- name: web_meta
SELECT value FROM meta WHERE key = ?;

-- name: web_first_statement
SELECT id FROM statement WHERE log_index = 0;

-- name: web_statements
SELECT s.log_index, s.id, s.type, s.at, s.logged_at, s.key_name, s.understood,
       CASE WHEN s.state <> '' THEN s.state WHEN EXISTS (SELECT 1 FROM waiting w WHERE w.statement_id = s.id) THEN 'waits'
            WHEN EXISTS (SELECT 1 FROM subject_head h WHERE h.subject = s.subject AND h.id = s.id)
                 AND (SELECT COUNT(*) FROM subject_head h WHERE h.subject = s.subject) > 1 THEN 'conflict' ELSE '' END
FROM statement s WHERE s.log_index < ? ORDER BY s.log_index DESC LIMIT 100;

-- name: web_statement
SELECT log_index, id, type, subject, at, logged_at, key_name, seq, understood, body FROM statement WHERE id = ?;

-- name: web_removal_of
SELECT removal FROM removal WHERE id = ?;

-- name: web_removal
SELECT removal, log_index, ground, role, date FROM removal WHERE id = ?;

-- name: web_removed_count
SELECT COUNT(*) FROM removal WHERE id = ?;

-- name: web_removes_count
SELECT COUNT(*) FROM removal WHERE removal = ?;

-- what a body.removed/1 took; the statement may be of another log
-- name: web_removes
SELECT r.id, s.type, s.log_index FROM removal r LEFT JOIN statement s ON s.id = r.id WHERE r.removal = ? ORDER BY r.id;

-- name: web_removals_of_type
SELECT r.id, r.removal, r.ground, r.role, r.date FROM removal r JOIN statement s ON s.id = r.id WHERE s.type = ?
ORDER BY r.log_index DESC, r.id LIMIT 20;

-- name: web_removals
SELECT r.id, s.type, r.removal, r.ground, r.date FROM removal r JOIN statement s ON s.id = r.id
ORDER BY r.log_index DESC, r.id LIMIT 50;

-- late, waits, conflict or nothing
-- name: web_statement_state
SELECT CASE WHEN s.state <> '' THEN s.state WHEN EXISTS (SELECT 1 FROM waiting w WHERE w.statement_id = s.id) THEN 'waits'
            WHEN EXISTS (SELECT 1 FROM subject_head h WHERE h.subject = s.subject AND h.id = s.id)
                 AND (SELECT COUNT(*) FROM subject_head h WHERE h.subject = s.subject) > 1 THEN 'conflict' ELSE '' END FROM statement s WHERE s.id = ?;

-- name: web_statement_awaits
SELECT awaits FROM waiting WHERE statement_id = ? ORDER BY awaits LIMIT 100;

-- the versions of a subject that contradict each other, when there are several
-- name: web_subject_versions
SELECT h.id, s.log_index, s.logged_at FROM subject_head h JOIN statement s ON s.id = h.id
WHERE h.subject = ?1 AND (SELECT COUNT(*) FROM subject_head o WHERE o.subject = ?1) > 1 ORDER BY h.id LIMIT 100;

-- the same for the subject under which a tool is listed
-- name: web_tool_conflict
SELECT h.id, s.log_index, s.logged_at FROM tool t JOIN statement o ON o.id = t.statement_id
JOIN subject_head h ON h.subject = o.subject JOIN statement s ON s.id = h.id
WHERE t.digest = ? AND (SELECT COUNT(*) FROM subject_head n WHERE n.subject = o.subject) > 1 ORDER BY h.id LIMIT 100;

-- name: web_statement_subject
SELECT id, type, log_index, logged_at FROM statement WHERE subject = ? ORDER BY log_index LIMIT 200;

-- name: web_key
SELECT organisation, key_use, vkey FROM signing_key WHERE name = ?;

-- a digest or id, or how one begins (?2 is the first text that does not begin so)
-- name: web_find_hex
SELECT 'statement', id, type FROM statement WHERE id >= ?1 AND id < ?2
UNION ALL SELECT 'evidence', envelope, tool_title FROM evidence WHERE envelope >= ?1 AND envelope < ?2
UNION ALL SELECT 'tool', id, version FROM tool WHERE digest >= ?1 AND digest < ?2
UNION ALL SELECT 'benchmark', id, version FROM benchmark WHERE digest >= ?1 AND digest < ?2
ORDER BY 1, 2, 3 LIMIT 50;

-- name: web_find_tools
SELECT t.id, t.name, t.version, t.task, t.supplier, t.manifest FROM tool t
WHERE t.log_index = (SELECT MAX(n.log_index) FROM tool n WHERE n.id = t.id) ORDER BY t.id;

-- name: web_find_benchmarks
SELECT b.id, b.title, b.version, b.task, b.source, b.definition FROM benchmark b
WHERE b.log_index = (SELECT MAX(n.log_index) FROM benchmark n WHERE n.id = b.id) ORDER BY b.id;

-- CROSS JOIN: names are few, statements and heads are not, and the planner does not know it.
-- what counts: statements that are heads of their subject; of several on one date the last row
-- name: web_organisation_names
SELECT n.organisation, n.date, n.name, n.kind, n.region, n.area_code FROM organisation_name n
CROSS JOIN statement s ON s.id = n.statement_id CROSS JOIN subject_head h ON h.subject = s.subject AND h.id = s.id
ORDER BY n.organisation, n.date, n.own, n.at DESC, n.statement_id DESC;

-- the same; of several statements the first
-- name: web_organisation_successions
SELECT o.organisation, o.statement_id, o.date, o.successor FROM organisation_succession o
CROSS JOIN statement s ON s.id = o.statement_id CROSS JOIN subject_head h ON h.subject = s.subject AND h.id = s.id
ORDER BY o.organisation, o.own DESC, o.at, o.statement_id, o.successor;

-- name: web_organisations_of_keys
SELECT DISTINCT organisation FROM signing_key WHERE organisation <> '' ORDER BY organisation;

-- signed by statement keys of each, logged by a day
-- name: web_organisation_counts
SELECT k.organisation, SUM(t.count) FROM signing_key k JOIN statement_tally t ON t.key_name = k.name
WHERE k.key_use = 'statement' AND k.organisation <> '' AND t.day <= ?
GROUP BY k.organisation ORDER BY k.organisation;

-- name: web_organisation_names_of
SELECT n.date, n.name, n.statement_id FROM organisation_name n
CROSS JOIN statement s ON s.id = n.statement_id CROSS JOIN subject_head h ON h.subject = s.subject AND h.id = s.id
WHERE n.organisation = ? ORDER BY n.date, n.own, n.at DESC, n.statement_id DESC;

-- name: web_organisation_records
SELECT s.id, s.type, s.log_index, s.logged_at FROM signing_key k CROSS JOIN statement s ON s.log_index IN (
    SELECT n.log_index FROM statement n WHERE n.key_name = k.name ORDER BY n.log_index DESC LIMIT 50)
WHERE k.organisation = ? AND k.key_use = 'statement' ORDER BY s.log_index DESC LIMIT 50;

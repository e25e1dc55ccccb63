-- What the public pages of the registry read beside the rows that src/registry reads.

-- name: web_deployments
SELECT f.statement_id FROM deployment_facet f
WHERE (?1 = '' OR f.use_area = ?1) AND (?2 = '' OR f.risk = ?2) AND f.stage IN (?3, ?4, ?5, ?6, ?7) AND ?8 = ''
ORDER BY f.title, f.statement_id LIMIT ?9 OFFSET ?10;

-- name: web_deployments_count
SELECT COUNT(*) FROM deployment_facet f
WHERE (?1 = '' OR f.use_area = ?1) AND (?2 = '' OR f.risk = ?2) AND f.stage IN (?3, ?4, ?5, ?6, ?7) AND ?8 = '';

-- name: web_deployments_of_force
SELECT f.statement_id FROM entry_force x JOIN deployment_facet f ON f.statement_id = x.statement_id
WHERE (?1 = '' OR f.use_area = ?1) AND (?2 = '' OR f.risk = ?2) AND f.stage IN (?3, ?4, ?5, ?6, ?7) AND x.force = ?8
ORDER BY f.title, f.statement_id LIMIT ?9 OFFSET ?10;

-- name: web_deployments_of_force_count
SELECT COUNT(*) FROM entry_force x JOIN deployment_facet f ON f.statement_id = x.statement_id
WHERE (?1 = '' OR f.use_area = ?1) AND (?2 = '' OR f.risk = ?2) AND f.stage IN (?3, ?4, ?5, ?6, ?7) AND x.force = ?8;

-- what any statement says the identity of this digest is; the newest first
-- name: web_identity
SELECT t.identity FROM entry_tool t JOIN entry e ON e.statement_id = t.statement_id
WHERE t.digest = ? AND t.identity <> '' ORDER BY e.log_index DESC, t.position LIMIT 1;

-- name: web_stages
SELECT stage, COUNT(*) FROM deployment_facet GROUP BY stage ORDER BY stage;

-- name: web_gap_sections
SELECT section, SUM(gaps) FROM deployment_gap GROUP BY section ORDER BY 2 DESC, section LIMIT 50;

-- name: web_facet_subjects
SELECT subject FROM deployment_facet ORDER BY title, statement_id LIMIT 2000;

-- what changed in the registry, the newest first: all of it
-- name: web_feed
SELECT e.statement_id, e.logged_at, e.type, e.subject, e.organisation, e.title, e.body, e.entered FROM entry e
ORDER BY e.log_index DESC LIMIT 50;

-- of one force: what it says, and what names it
-- name: web_feed_of_force
SELECT e.statement_id, e.logged_at, e.type, e.subject, e.organisation, e.title, e.body, e.entered FROM entry e
WHERE e.organisation = ?1
   OR e.statement_id IN (SELECT f.statement_id FROM entry_force f WHERE f.force = ?1)
ORDER BY e.log_index DESC LIMIT 50;

-- of one tool: whatever names its identity
-- name: web_feed_of_tool
SELECT e.statement_id, e.logged_at, e.type, e.subject, e.organisation, e.title, e.body, e.entered FROM entry e
WHERE e.statement_id IN (SELECT t.statement_id FROM entry_tool t WHERE t.digest = ?1)
ORDER BY e.log_index DESC LIMIT 50;

-- every statement of the registry from a place in the log on, for the history
-- name: web_history
SELECT e.log_index, e.statement_id, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.current, e.body
FROM entry e WHERE e.log_index >= ?1 AND e.log_index < ?2 ORDER BY e.log_index;

-- name: web_history_span
SELECT COALESCE(MIN(e.log_index), 0), COALESCE(MAX(e.log_index), 0), COUNT(*) FROM entry e;

-- name: web_use_count
SELECT COUNT(*) FROM deployment_facet;

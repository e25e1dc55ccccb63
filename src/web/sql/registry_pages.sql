-- What the public pages of the registry read beside the rows that src/registry reads.

-- The lists read one index in its order (force, title) or (force, state, title), which holds all they ask for; "+" keeps the
-- planner from the index by until_at, with which it would look up each row.

-- ?1 use, ?2 risk, ?3 to ?7 stages, ?8 a force or '', ?9 the moment, ?10 how many, ?11 from where on
-- name: web_deployments
SELECT s.statement_id FROM deployment_state s
WHERE s.force = ?8 AND s.from_at <= ?9 AND +s.until_at > ?9 AND (?1 = '' OR s.use_area = ?1) AND (?2 = '' OR s.risk = ?2)
    AND s.stage IN (?3, ?4, ?5, ?6, ?7)
ORDER BY s.title, s.statement_id LIMIT ?10 OFFSET ?11;

-- name: web_deployments_count
SELECT COUNT(*) FROM deployment_state s
WHERE s.force = ?8 AND s.from_at <= ?9 AND +s.until_at > ?9 AND (?1 = '' OR s.use_area = ?1) AND (?2 = '' OR s.risk = ?2)
    AND s.stage IN (?3, ?4, ?5, ?6, ?7);

-- the same in one state of evidence, ?12
-- name: web_deployments_in_state
SELECT s.statement_id FROM deployment_state s
WHERE s.force = ?8 AND s.state = ?12 AND s.from_at <= ?9 AND +s.until_at > ?9 AND (?1 = '' OR s.use_area = ?1)
    AND (?2 = '' OR s.risk = ?2) AND s.stage IN (?3, ?4, ?5, ?6, ?7)
ORDER BY s.title, s.statement_id LIMIT ?10 OFFSET ?11;

-- name: web_deployments_in_state_count
SELECT COUNT(*) FROM deployment_state s
WHERE s.force = ?8 AND s.state = ?12 AND s.from_at <= ?9 AND +s.until_at > ?9 AND (?1 = '' OR s.use_area = ?1)
    AND (?2 = '' OR s.risk = ?2) AND s.stage IN (?3, ?4, ?5, ?6, ?7);

-- what any statement says the identity of this digest is; the newest first
-- name: web_identity
SELECT t.identity FROM entry_tool t JOIN entry e ON e.statement_id = t.statement_id
WHERE t.digest = ? AND t.identity <> '' ORDER BY e.log_index DESC, t.position LIMIT 1;

-- name: web_stages
SELECT stage, COUNT(*) FROM deployment_facet GROUP BY stage ORDER BY stage;

-- name: web_gap_sections
SELECT section, SUM(gaps) FROM deployment_gap GROUP BY section ORDER BY 2 DESC, section LIMIT 50;

-- what changed in the registry, the newest first: all of it
-- name: web_feed
SELECT e.statement_id, e.logged_at, e.type, e.subject, e.organisation, e.title, e.body, e.entered FROM entry e
ORDER BY e.log_index DESC LIMIT 50;

-- of one force: what it says, and what names it; the newest of each, and of those the newest
-- name: web_feed_of_force
SELECT e.statement_id, e.logged_at, e.type, e.subject, e.organisation, e.title, e.body, e.entered FROM entry e
WHERE e.log_index IN (
    SELECT n.log_index FROM (SELECT s.log_index FROM entry s WHERE s.organisation = ?1 ORDER BY s.log_index DESC LIMIT 50) n
    UNION
    SELECT f.log_index FROM (SELECT x.log_index FROM entry_force x WHERE x.force = ?1 ORDER BY x.log_index DESC LIMIT 50) f)
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

-- the uses that name a force: by title, those that have ended last; ?2 the moment, ?3 how many, ?4 from where on
-- name: web_uses_of_force
SELECT s.statement_id FROM deployment_state s
WHERE s.force = ?1 AND s.from_at <= ?2 AND +s.until_at > ?2 AND s.stage <> 'ended'
ORDER BY s.title, s.statement_id LIMIT ?3 OFFSET ?4;

-- name: web_ended_of_force
SELECT s.statement_id FROM deployment_state s
WHERE s.force = ?1 AND s.from_at <= ?2 AND +s.until_at > ?2 AND s.stage = 'ended'
ORDER BY s.title, s.statement_id LIMIT ?3 OFFSET ?4;

-- name: web_uses_of_force_count
SELECT COUNT(*) FROM deployment_state s WHERE s.force = ? AND s.from_at = '';

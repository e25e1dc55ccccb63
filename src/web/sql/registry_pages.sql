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

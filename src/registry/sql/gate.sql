-- The evidence that could say something about a used tool: of this identity, or of the same product in another version.
-- What counts is decided in evidence_state.c.

-- the tools of one statement in a role
-- name: registry_tools_of
SELECT digest, parameters, supplier, product, identity, role, from_version, to_version FROM entry_tool
WHERE statement_id = ? ORDER BY position;

-- name: registry_evidence_of_digest
SELECT e.envelope, e.benchmark_id, e.tool_digest, r.parameters, e.exposure,
       COALESCE((SELECT k.organisation FROM signing_key k WHERE k.name = e.key_name), ''),
       COALESCE((SELECT s.at FROM statement s WHERE s.id = e.statement_id), e.logged_at), e.logged_at, e.log_index, 0
FROM evidence e JOIN run r ON r.id = e.run_id WHERE e.tool_digest = ? ORDER BY e.log_index;

-- ?1 the used tool's digest, ?2 and ?3 its supplier and product as declared; a held package's are those of its listing
-- name: registry_evidence_of_product
SELECT e.envelope, e.benchmark_id, e.tool_digest, r.parameters, e.exposure,
       COALESCE((SELECT k.organisation FROM signing_key k WHERE k.name = e.key_name), ''),
       COALESCE((SELECT s.at FROM statement s WHERE s.id = e.statement_id), e.logged_at), e.logged_at, e.log_index, 1
FROM evidence e JOIN run r ON r.id = e.run_id
WHERE e.tool_digest <> ?1 AND e.tool_digest IN (
    SELECT t.digest FROM tool t WHERE t.id = ?3 AND t.supplier = ?2 AND ?3 <> ''
    UNION SELECT t.digest FROM tool t WHERE t.name = ?3 AND t.supplier = ?2 AND ?3 <> ''
    UNION SELECT t.digest FROM tool o JOIN tool t ON t.id = o.id AND t.supplier = o.supplier WHERE o.digest = ?1)
ORDER BY e.log_index;

-- how many deployments that have not ended name each force, by who says so; one row a deployment and force is the one
-- from the beginning on
-- name: registry_coverage_uses
SELECT s.force, CASE WHEN s.said = 'other' THEN 0 ELSE 1 END, CASE WHEN s.said = 'centre' THEN 0 ELSE 1 END,
       CASE WHEN s.stage IN ('pilot', 'operational') THEN 1 ELSE 0 END, COUNT(*)
FROM deployment_state s WHERE s.from_at = '' AND s.force <> '' AND s.stage <> 'ended' AND (?1 = '' OR s.force = ?1)
GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4;

-- figures of groups of one envelope
-- name: registry_group_figures
SELECT COUNT(*) FROM figure WHERE envelope = ? AND grp <> 'all';

-- what is used by which force: a held package is called what its listing calls it
-- name: registry_products_used
SELECT DISTINCT CASE WHEN t.product <> '' THEN t.product
                     ELSE COALESCE((SELECT o.name FROM tool o WHERE o.digest = t.digest), '') END,
       CASE WHEN t.product <> '' THEN t.supplier
            ELSE COALESCE((SELECT o.supplier FROM tool o WHERE o.digest = t.digest), '') END, f.force
FROM entry e JOIN entry_tool t ON t.statement_id = e.statement_id JOIN entry_force f ON f.statement_id = e.statement_id
WHERE e.type = 'deployment.described/1' AND e.current = 1 AND t.role = 'used' ORDER BY 1, 2, 3;

-- name: registry_figures
SELECT metric, grp, n, value, numerator, denominator, low, high, undefined FROM figure WHERE envelope = ? ORDER BY position;

-- what a statement calls its tools, in whatever role
-- name: registry_own_products
SELECT CASE WHEN t.product <> '' THEN t.product
            ELSE COALESCE((SELECT o.name FROM tool o WHERE o.digest = t.digest), '') END
FROM entry_tool t WHERE t.statement_id = ? ORDER BY t.position;

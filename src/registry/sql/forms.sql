-- name: form_forces
-- What organisations are called, each name after the one it takes the place of.
SELECT organisation, name, kind FROM organisation_name ORDER BY organisation, date, own, at, log_index;

-- name: form_history
-- Every entry in the order of the log.
SELECT statement_id, log_index, at, logged_at, type, subject, organisation, entered, current, body FROM entry
ORDER BY log_index;

-- name: form_history_of
-- The same of a force: what it says, and what names it.
SELECT e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.current, e.body
FROM entry e WHERE e.log_index IN (SELECT s.log_index FROM entry s WHERE s.organisation = ?1
    UNION SELECT f.log_index FROM entry_force f WHERE f.force = ?1)
ORDER BY e.log_index;

-- name: form_of_force
-- Current entries of a type, ?2, that a force says or that name it; columns as in registry.sql.
SELECT e.statement_id, e.log_index, e.at, e.logged_at, e.type, e.subject, e.organisation, e.entered, e.about, e.stage,
    e.title, e.current, e.body
FROM entry e WHERE +e.type = ?2 AND +e.current = 1 AND e.log_index IN (
    SELECT s.log_index FROM entry s WHERE s.organisation = ?1 AND s.type = ?2 AND s.current = 1
    UNION SELECT f.log_index FROM entry_force f WHERE f.force = ?1)
ORDER BY e.log_index;

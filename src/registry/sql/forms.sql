-- name: form_forces
-- What organisations are called, each name after the one it takes the place of.
SELECT organisation, name, kind FROM organisation_name ORDER BY organisation, date, own, at, log_index;

-- name: form_history
-- Every entry in the order of the log; ?1 '' or the organisation that says it or a force it names.
SELECT statement_id, log_index, at, logged_at, type, subject, organisation, entered, current, body FROM entry
WHERE ?1 = '' OR organisation = ?1 OR EXISTS (SELECT 1 FROM entry_force f WHERE f.statement_id = entry.statement_id AND f.force = ?1)
ORDER BY log_index;

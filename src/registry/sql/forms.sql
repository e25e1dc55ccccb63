-- name: form_forces
-- What organisations are called, each name after the one it takes the place of.
SELECT organisation, name, kind FROM organisation_name ORDER BY organisation, date, own, at, log_index;

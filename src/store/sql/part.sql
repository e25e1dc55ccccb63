-- Tables of several parts in one file (db_part.h).

-- name: part_schema
CREATE TABLE IF NOT EXISTS part_schema (
    part  TEXT NOT NULL PRIMARY KEY,
    steps INTEGER NOT NULL -- how many of its steps were done
);

-- name: part_schema_there
SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'part_schema';

-- name: part_schema_steps
SELECT steps FROM part_schema WHERE part = ?1;

-- name: part_schema_set
INSERT INTO part_schema (part, steps) VALUES (?1, ?2) ON CONFLICT (part) DO UPDATE SET steps = excluded.steps;

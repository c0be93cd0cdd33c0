-- name: lock_audit$
-- One writer at a time is what SQLite is.
SELECT 1;

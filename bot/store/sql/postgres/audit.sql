-- name: lock_audit$
-- Until the end of the transaction nobody else adds: the next row must know this one's hash.
SELECT pg_advisory_xact_lock(20260701);

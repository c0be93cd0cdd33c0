-- name: rate_hold!
-- Holds the two flows of a bot until the end of the transaction, so that one process at a time
-- looks and takes.
INSERT INTO rates (name, free_at) VALUES (:name, 0), (:bulk, 0)
ON CONFLICT (name) DO UPDATE SET free_at = rates.free_at;

-- name: rate_ahead^
-- The database's own clock, and seconds until the next place of each flow; of announcements below
-- 0, within the credit, for one that is to be made up for.
WITH clock AS MATERIALIZED (
    SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION) AS now)
SELECT c.now, GREATEST(r.free_at - c.now, 0),
    CASE WHEN b.free_at >= c.now - CAST(:credit AS DOUBLE PRECISION)
         THEN b.free_at - c.now ELSE 0 END
FROM clock c, rates r, rates b WHERE r.name = :name AND b.name = :bulk;

-- name: rate_take!
UPDATE rates SET free_at = :free_at WHERE name = :name;

-- name: rate_ahead$
-- Seconds until the next place of a flow that several processes share, by the database's own
-- clock. Holds the row, so that one process at a time looks and takes.
INSERT INTO rates (name, free_at) VALUES (:name, 0)
ON CONFLICT (name) DO UPDATE SET free_at = rates.free_at
RETURNING GREATEST(
    free_at - CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION), 0);

-- name: rate_take!
UPDATE rates SET free_at =
    GREATEST(free_at, CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION))
    + CAST(:seconds AS DOUBLE PRECISION)
WHERE name = :name;

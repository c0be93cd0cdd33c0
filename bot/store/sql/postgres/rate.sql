-- name: rate_ahead$
-- Seconds until the next place of a flow that several processes share, by the database's own
-- clock; below 0, within the credit, for one that is to be made up for. Holds the row, so that one
-- process at a time looks and takes.
INSERT INTO rates (name, free_at) VALUES (:name, 0)
ON CONFLICT (name) DO UPDATE SET free_at = rates.free_at
RETURNING CASE WHEN free_at >= CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)
                               - CAST(:credit AS DOUBLE PRECISION)
    THEN free_at - CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION) ELSE 0 END;

-- name: rate_take!
UPDATE rates SET free_at = CAST(:seconds AS DOUBLE PRECISION)
    + CASE WHEN free_at >= CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION)
                           - CAST(:credit AS DOUBLE PRECISION)
      THEN free_at ELSE CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS DOUBLE PRECISION) END
WHERE name = :name;

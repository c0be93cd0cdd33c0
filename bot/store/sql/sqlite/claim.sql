-- name: claim
-- Marks the most urgent rows as being sent and gives them to one worker. Of one address only the
-- first row may go, and none while another is on its way; replies keep their order even while
-- the first of them waits.
WITH due AS (
    SELECT o.id
    FROM outbox o
    WHERE o.state = 'waiting' AND o.channel = :channel AND o.not_before <= :now
      AND NOT EXISTS (
        SELECT 1 FROM outbox e
        WHERE e.address_id = o.address_id AND e.state IN ('waiting', 'sending') AND e.id <> o.id
          AND (e.state = 'sending'
               OR ((e.rank < o.rank OR (e.rank = o.rank AND e.id < o.id))
                   AND (e.not_before <= :now OR e.rank = 0))))
    ORDER BY o.rank, o.id
    LIMIT :count
)
UPDATE outbox
SET state = 'sending', lease_until = :lease_until, leased_by = :worker, attempts = attempts + 1
FROM due
WHERE outbox.id = due.id
RETURNING outbox.id, outbox.rank, outbox.body, outbox.attempts, outbox.expires_at,
          outbox.address_id, (SELECT address FROM addresses WHERE addresses.id = outbox.address_id) AS address;

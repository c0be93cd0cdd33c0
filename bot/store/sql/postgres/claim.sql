-- name: finish!
-- How several deliveries ended, in one statement. Guarded by the lease: a worker that lost a row
-- may not speak for it. A row that was already called unclear may still be cleared by the worker
-- that knows better.
UPDATE outbox SET state = d.state, outcome = d.outcome, message = d.message, done_at = :now,
    lease_until = NULL
FROM jsonb_to_recordset(CAST(:done AS jsonb)) AS d(id bigint, state text, outcome text, message text)
WHERE outbox.id = d.id AND outbox.leased_by = :worker AND outbox.state IN ('sending', 'unclear');

-- name: claim
-- Marks the most urgent rows as being sent and gives them to one worker. Of one address only the
-- first row may go, and none while another is on its way; replies keep their order even while
-- the first of them waits.
WITH due AS (
    SELECT o.id
    FROM outbox o
    WHERE o.state = 'waiting' AND o.channel = :channel AND o.not_before <= :now
      AND (o.expires_at IS NULL OR o.expires_at > :now)  -- a late one never goes
      AND o.announcement_id IS NULL
      AND NOT EXISTS (
        SELECT 1 FROM outbox e
        WHERE e.address_id = o.address_id AND e.state IN ('waiting', 'sending') AND e.id <> o.id
          AND (e.state = 'sending'
               OR (e.announcement_id IS NULL
                   AND (e.rank < o.rank OR (e.rank = o.rank AND e.id < o.id))
                   AND (e.not_before <= :now OR e.rank = 0))))
    ORDER BY o.rank, o.id
    LIMIT :count
    FOR UPDATE OF o SKIP LOCKED
)
UPDATE outbox
SET state = 'sending', lease_until = :lease_until, leased_by = :worker, attempts = attempts + 1
FROM due, addresses a
WHERE outbox.id = due.id AND a.id = outbox.address_id AND outbox.state = 'waiting'
RETURNING outbox.id, outbox.rank, outbox.body, outbox.attempts, outbox.expires_at,
          outbox.address_id, a.address AS address, outbox.replaces;

-- name: claim_bulk
-- The same for one announcement, while it runs. Its words are joined here, never copied. Whoever
-- has stopped announcements by now is passed over; a row of the same address that belongs to an
-- announcement that does not run holds nothing up.
WITH due AS (
    SELECT o.id
    FROM outbox o
    WHERE o.state = 'waiting' AND o.channel = :channel AND o.announcement_id = :number
      AND o.not_before <= :now
      AND EXISTS (SELECT 1 FROM announcements n WHERE n.id = :number AND n.state = 'running')
      AND NOT EXISTS (
        SELECT 1 FROM addresses a JOIN stops s ON s.person_id = a.person_id
        WHERE a.id = o.address_id AND s.kind = 'announcement')
      AND NOT EXISTS (
        SELECT 1 FROM outbox e
        WHERE e.address_id = o.address_id AND e.state IN ('waiting', 'sending') AND e.id <> o.id
          AND (e.state = 'sending'
               OR (e.announcement_id IS NULL AND (e.not_before <= :now OR e.rank = 0))
               OR (e.id < o.id AND e.not_before <= :now AND e.announcement_id IN (
                   SELECT n.id FROM announcements n WHERE n.state = 'running'))))
    ORDER BY o.not_before, o.id
    LIMIT :count
    FOR UPDATE OF o SKIP LOCKED
)
UPDATE outbox
SET state = 'sending', lease_until = :lease_until, leased_by = :worker, attempts = attempts + 1
FROM due, addresses a
WHERE outbox.id = due.id AND a.id = outbox.address_id AND outbox.state = 'waiting'
RETURNING outbox.id, outbox.rank,
          (SELECT CASE WHEN :plain = 1 THEN n.plain ELSE n.body END
           FROM announcements n WHERE n.id = outbox.announcement_id) AS body,
          outbox.attempts, outbox.expires_at, outbox.address_id, a.address AS address,
          outbox.replaces;

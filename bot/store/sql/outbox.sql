-- name: add_outbox!
INSERT INTO outbox (key, channel, address_id, rank, body, created_at, not_before, expires_at)
VALUES (:key, :channel, :address_id, :rank, :body, :now, :not_before, :expires_at)
ON CONFLICT (key) DO NOTHING;

-- name: held$
-- Whether a row may no longer go, although it was claimed: its announcement was paused or stopped,
-- or its lease ended and somebody else decides.
SELECT COUNT(*) FROM outbox o LEFT JOIN announcements n ON n.id = o.announcement_id
WHERE o.id = :id AND (o.state <> 'sending' OR n.state <> 'running');

-- name: put_back!
-- To be sent later; `attempts` is given because a wait that was asked for is no attempt.
UPDATE outbox SET state = 'waiting', not_before = :not_before, attempts = :attempts,
    outcome = :outcome, lease_until = NULL, leased_by = ''
WHERE id = :id AND leased_by = :worker AND state = 'sending';

-- name: expire!
UPDATE outbox SET state = 'expired', outcome = 'too late', done_at = :now
WHERE state = 'waiting' AND expires_at IS NOT NULL AND expires_at <= :now;

-- name: reap_again!
-- Replies and reminders whose worker died are sent once more: better twice than never.
UPDATE outbox SET state = 'waiting', lease_until = NULL, leased_by = ''
WHERE state = 'sending' AND lease_until < :dead AND rank < :hold_rank AND attempts < :tries;

-- name: reap_unclear!
UPDATE outbox SET state = 'unclear', outcome = 'the sender died', done_at = :now, lease_until = NULL
WHERE state = 'sending' AND lease_until < :dead;

-- name: cancel_of_address!
UPDATE outbox SET state = 'cancelled', outcome = :outcome, done_at = :now
WHERE address_id = :address_id AND state = 'waiting';

-- name: next_due$
SELECT MIN(not_before) FROM outbox
WHERE state = 'waiting' AND channel = :channel AND announcement_id IS NULL;

-- name: next_bulk_due$
SELECT o.not_before FROM outbox o
WHERE o.state = 'waiting' AND o.channel = :channel AND o.announcement_id = :number
ORDER BY o.not_before, o.id LIMIT 1;

-- name: runs
-- Announcements that run now, the small ones first: nobody waits hours behind a large one.
SELECT id FROM announcements
WHERE state = 'running' AND (expires_at IS NULL OR expires_at > :now)
ORDER BY counted, id;

-- name: count_states
SELECT state, COUNT(*) AS number FROM outbox GROUP BY state ORDER BY state;

-- name: put_flood!
INSERT INTO floods (channel, until) VALUES (:channel, :until)
ON CONFLICT (channel) DO UPDATE SET until = excluded.until;

-- name: flood_until$
SELECT until FROM floods WHERE channel = :channel;

-- name: forget_replies!
-- What waits or is under way has no end yet.
DELETE FROM outbox WHERE rank = :reply AND done_at < :before;

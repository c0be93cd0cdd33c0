-- name: addresses_beside
-- The open addresses of the person who has this one, whether it is open or not.
SELECT id, channel, heard_at FROM addresses
WHERE closed_at IS NULL
  AND person_id = (SELECT person_id FROM addresses WHERE id = :address_id)
ORDER BY COALESCE(heard_at, 0) DESC, id;

-- name: readdress!
UPDATE outbox SET address_id = :address_id, channel = :channel, state = 'waiting',
    not_before = :not_before, outcome = :outcome, lease_until = NULL, leased_by = '', replaces = ''
WHERE id = :id AND leased_by = :worker AND state = 'sending';

-- name: readdress_waiting!
-- Replies stay: they answer what was said there.
UPDATE outbox SET address_id = :to_id, channel = :channel, replaces = ''
WHERE address_id = :address_id AND state = 'waiting' AND rank > 0;

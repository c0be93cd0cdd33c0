-- name: put_push!
-- A browser has one endpoint; who subscribes with it last is who gets the reminders.
INSERT INTO push_subscriptions (address, endpoint, key, secret, since)
VALUES (:address, :endpoint, :key, :secret, :now)
ON CONFLICT (endpoint) DO UPDATE SET address = excluded.address, key = excluded.key,
    secret = excluded.secret, since = excluded.since;

-- name: prune_push!
DELETE FROM push_subscriptions WHERE address = :address AND id <= (
    SELECT id FROM push_subscriptions WHERE address = :address ORDER BY id DESC
    LIMIT 1 OFFSET :keep);

-- name: drop_push_of!
DELETE FROM push_subscriptions WHERE address = :address AND endpoint = :endpoint;

-- name: push_gone!
DELETE FROM push_subscriptions WHERE endpoint = :endpoint;

-- name: push_to
SELECT endpoint, key, secret FROM push_subscriptions WHERE address = :address ORDER BY id;

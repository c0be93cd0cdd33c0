-- name: take_quota$
-- Nothing comes back when the month's quota is used up.
INSERT INTO quotas (channel, account, month, used) VALUES (:channel, :account, :month, 1)
ON CONFLICT (channel, account, month) DO UPDATE SET used = quotas.used + 1
WHERE quotas.used < :most
RETURNING used;

-- name: give_back_quota!
UPDATE quotas SET used = used - 1
WHERE channel = :channel AND account = :account AND month = :month AND used > 0;

-- name: quota_used
SELECT account, used FROM quotas WHERE channel = :channel AND month = :month;

-- name: open_chats
SELECT address FROM addresses WHERE channel = :channel AND closed_at IS NULL;

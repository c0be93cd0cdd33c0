-- name: open_session!
INSERT INTO web_sessions (address, token, opened_at, watched_until)
VALUES (:address, :token, :now, 0);

-- name: session_of$
SELECT address FROM web_sessions WHERE token = :token;

-- name: close_session!
DELETE FROM web_sessions WHERE address = :address;

-- name: next_seq$
-- The row is held until the transaction ends, so that what has a later number is seen later.
UPDATE web_sessions SET last_seq = last_seq + 1 WHERE address = :address RETURNING last_seq;

-- name: watch!
UPDATE web_sessions SET watched_until = :until WHERE address = :address;

-- name: watched_until$
SELECT watched_until FROM web_sessions WHERE address = :address;

-- name: add_web_message$
-- Nothing comes back when this message is there already.
INSERT INTO web_messages (address, seq, key, author, body, at)
VALUES (:address, :seq, :key, :author, :body, :now)
ON CONFLICT (address, key) DO NOTHING
RETURNING id;

-- name: web_body$
SELECT body FROM web_messages WHERE address = :address AND key = :key AND author = 'bot';

-- name: replace_web_message!
UPDATE web_messages SET seq = :seq, body = :body, chosen = '', at = :now
WHERE address = :address AND key = :key;

-- name: choose_web_message!
UPDATE web_messages SET seq = :seq, chosen = :chosen, at = :now
WHERE address = :address AND key = :key AND author = 'bot';

-- name: web_messages_after
-- The page of the conversation, and what was shown or changed after a number (a row of nothing
-- where nothing was).
SELECT s.page, m.seq, m.key, m.author, m.body, m.chosen, m.at
FROM web_sessions s LEFT JOIN web_messages m ON m.address = s.address AND m.seq > :after
WHERE s.address = :address ORDER BY m.id;

-- name: web_messages_last
SELECT s.page, m.seq, m.key, m.author, m.body, m.chosen, m.at
FROM web_sessions s LEFT JOIN (
    SELECT * FROM web_messages WHERE address = :address ORDER BY id DESC LIMIT :count
) AS m ON m.address = s.address
WHERE s.address = :address ORDER BY m.id;

-- name: web_messages_talked
-- Whose conversations moved since a moment, in any process.
SELECT DISTINCT address FROM web_messages WHERE at >= :since;

-- name: prune_web_messages!
DELETE FROM web_messages WHERE address = :address AND id <= (
    SELECT id FROM web_messages WHERE address = :address ORDER BY id DESC LIMIT 1 OFFSET :keep);

-- name: prune_web_files!
DELETE FROM web_files WHERE address = :address AND id <= (
    SELECT id FROM web_files WHERE address = :address ORDER BY id DESC LIMIT 1 OFFSET :keep);

-- name: drop_old_web_files!
DELETE FROM web_files WHERE at < :before;

-- name: add_web_file!
INSERT INTO web_files (address, ref, name, mime, data, at)
VALUES (:address, :ref, :name, :mime, :data, :now)
ON CONFLICT (ref) DO NOTHING;

-- name: web_file^
SELECT address, name, mime, data FROM web_files WHERE ref = :ref;

-- name: clear_web_messages!
DELETE FROM web_messages WHERE address = :address;

-- name: clear_web_files!
DELETE FROM web_files WHERE address = :address;

-- name: clear_push!
DELETE FROM push_subscriptions WHERE address = :address;

-- name: turn_web_page!
-- `page` counts how often the conversation was erased: who shows an older one must clear it.
UPDATE web_sessions SET page = page + 1 WHERE address IN
    (SELECT address FROM addresses WHERE person_id = :person AND channel = 'web');

-- name: drop_web_messages!
DELETE FROM web_messages WHERE address IN
    (SELECT address FROM addresses WHERE person_id = :person AND channel = 'web');

-- name: drop_web_files!
DELETE FROM web_files WHERE address IN
    (SELECT address FROM addresses WHERE person_id = :person AND channel = 'web');

-- name: drop_push!
DELETE FROM push_subscriptions WHERE address IN
    (SELECT address FROM addresses WHERE person_id = :person AND channel = 'web');

-- name: drop_idle_sessions!
DELETE FROM web_sessions WHERE opened_at < :before AND NOT EXISTS
    (SELECT 1 FROM web_messages m WHERE m.address = web_sessions.address);

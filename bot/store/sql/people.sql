-- name: find_address
-- Who writes from this address, a row for each dialogue that is open or paused with them.
SELECT a.id AS address_id, a.person_id, a.closed_at, a.offered, p.name, p.tinh, p.xa,
       d.state, d.name AS dialogue, d.subject, d.version, d.answers, d.revision
FROM addresses a
JOIN people p ON p.id = a.person_id
LEFT JOIN dialogues d ON d.person_id = a.person_id AND d.state IN ('open', 'paused')
WHERE a.channel = :channel AND a.address = :address
ORDER BY d.changed_at DESC;

-- name: owner_of^
SELECT id, person_id FROM addresses WHERE channel = :channel AND address = :address;

-- name: add_person$
INSERT INTO people (created_at) VALUES (:now) RETURNING id;

-- name: add_address$
-- Nothing comes back when another process was first.
INSERT INTO addresses (person_id, channel, address, opened_at, heard_at)
VALUES (:person, :channel, :address, :now, :now)
ON CONFLICT (channel, address) DO NOTHING
RETURNING id;

-- name: close_address!
UPDATE addresses SET closed_at = :now, closed_why = :why
WHERE id = :address_id AND closed_at IS NULL;

-- name: heard!
-- They wrote from here: the address that reaches them first, and the start of the time in which
-- some platforms let us write.
UPDATE addresses SET heard_at = :now WHERE id = :address_id AND person_id = :person;

-- name: open_address!
UPDATE addresses SET closed_at = NULL, closed_why = '' WHERE id = :address_id;

-- name: move_address!
UPDATE addresses SET address = :address WHERE id = :address_id;

-- name: set_offered!
UPDATE addresses SET offered = :offered WHERE id = :address_id;

-- name: facts_of
SELECT key, value FROM facts WHERE person_id = :person;

-- name: put_fact!
INSERT INTO facts (person_id, key, value, changed_at) VALUES (:person, :key, :value, :now)
ON CONFLICT (person_id, key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at;

-- name: drop_fact!
DELETE FROM facts WHERE person_id = :person AND key = :key;

-- name: drop_facts!
DELETE FROM facts WHERE person_id = :person;

-- name: drop_dialogues!
DELETE FROM dialogues WHERE person_id = :person;

-- name: drop_requests!
DELETE FROM requests WHERE person_id = :person;

-- name: drop_waiting!
DELETE FROM outbox WHERE address_id IN (SELECT id FROM addresses WHERE person_id = :person);

-- name: drop_inbox!
UPDATE inbox SET address_id = NULL
WHERE address_id IN (SELECT id FROM addresses WHERE person_id = :person);

-- name: drop_addresses!
DELETE FROM addresses WHERE person_id = :person;

-- name: drop_person!
DELETE FROM people WHERE id = :person;

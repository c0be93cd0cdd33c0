-- name: add_code!
INSERT INTO codes (code_hash, person_id, made_at, expires_at)
VALUES (:code_hash, :person, :now, :expires_at);

-- name: drop_codes!
DELETE FROM codes WHERE person_id = :person;

-- name: code_owner$
SELECT person_id FROM codes WHERE code_hash = :code_hash AND expires_at > :now;

-- name: spend_code$
-- A code works once: whoever deletes the row has it.
DELETE FROM codes WHERE code_hash = :code_hash AND expires_at > :now RETURNING person_id;

-- name: channels_of
SELECT channel FROM addresses WHERE person_id = :person AND closed_at IS NULL ORDER BY id;

-- name: open_addresses_of
-- Where a person can be reached, the address they last wrote from first.
SELECT id, channel, address, heard_at FROM addresses
WHERE person_id = :person AND closed_at IS NULL
ORDER BY COALESCE(heard_at, 0) DESC, id;

-- name: count_guesses$
SELECT COUNT(*) FROM guesses g JOIN addresses a ON a.id = g.address_id
WHERE a.channel = :channel AND a.address = :address AND g.at > :since;

-- name: count_all_guesses$
SELECT COUNT(*) FROM guesses WHERE at > :since;

-- name: add_guess!
INSERT INTO guesses (address_id, at) VALUES (:address_id, :now);

-- name: forget_guesses!
DELETE FROM guesses WHERE at < :before;

-- name: drop_guesses!
DELETE FROM guesses
WHERE address_id IN (SELECT id FROM addresses WHERE person_id = :person);

-- name: offices_of
SELECT id, role, tinh, xa, may_write, may_send FROM officials
WHERE person_id = :person AND until IS NULL ORDER BY id;

-- name: office^
-- An office that somebody holds now, whoever it is.
SELECT id, role, tinh, xa, may_write, may_send, person_id FROM officials
WHERE id = :office AND until IS NULL;

-- name: add_office$
-- Who comes new is told of questions that wait already.
INSERT INTO officials (person_id, role, tinh, xa, may_write, may_send, since)
VALUES (:person, :role, :tinh, :xa, :may_write, :may_send, :now)
RETURNING id;

-- name: end_office!
UPDATE officials SET until = :now WHERE id = :office AND until IS NULL;

-- name: officials_near
-- Those within the reach of an official: an editor sees editors of the same reach.
SELECT o.person_id, p.name, o.id, o.role, o.tinh, o.xa, o.may_write, o.may_send, o.since
FROM officials o JOIN people p ON p.id = o.person_id
WHERE o.until IS NULL AND EXISTS (
    SELECT 1 FROM officials m
    WHERE m.person_id = :person AND m.until IS NULL
      AND (m.tinh = '' OR m.tinh = o.tinh) AND (m.xa = '' OR m.xa = o.xa)
      AND (m.role <> 'editor' OR o.role = 'editor'))
ORDER BY o.tinh, o.xa, o.id LIMIT 200;

-- name: drop_officials!
DELETE FROM officials WHERE person_id = :person;

-- name: add_invitation!
INSERT INTO invitations (code_hash, kind, person_id, office_id, role, tinh, xa, may_write,
    may_send, invited_by, made_at, expires_at)
VALUES (:code_hash, :kind, :person, :office, :role, :tinh, :xa, :may_write, :may_send,
    :invited_by, :now, :expires_at);

-- name: invitation_by^
SELECT i.id, i.kind, i.role, i.tinh, i.xa, i.may_write, i.may_send, i.office_id, i.person_id,
       i.invited_by, i.expires_at, i.ended_at, p.name, p.tinh AS home, p.xa AS commune
FROM invitations i LEFT JOIN people p ON p.id = i.person_id
WHERE i.code_hash = :code_hash;

-- name: end_invitation!
-- It works once: whoever changes the row has it.
UPDATE invitations SET ended_at = :now, outcome = :outcome
WHERE id = :id AND ended_at IS NULL AND expires_at > :now;

-- name: withdraw_invitations_of!
-- With an office go the invitations that stand on it, so that nobody comes in after its end.
UPDATE invitations SET ended_at = :now, outcome = 'withdrawn'
WHERE ended_at IS NULL AND (office_id = :office OR (kind = 'office' AND invited_by = :person));

-- name: withdraw_person_invitations!
UPDATE invitations SET ended_at = :now, outcome = 'renewed'
WHERE ended_at IS NULL AND kind = 'person' AND person_id = :person;

-- name: drop_invitations!
DELETE FROM invitations WHERE person_id = :person OR invited_by = :person
    OR office_id IN (SELECT id FROM officials WHERE person_id = :person);

-- name: name_person!
-- Only where no name is known.
UPDATE people SET name = :name WHERE id = :person AND name = '';

-- name: all_officials
SELECT o.person_id, p.name, o.id, o.role, o.tinh, o.xa, o.may_write, o.may_send, o.since
FROM officials o JOIN people p ON p.id = o.person_id
WHERE o.until IS NULL ORDER BY o.tinh, o.xa, o.id;

-- name: add_shown_code!
INSERT INTO codes_shown (outbox_key) VALUES (:key);

-- name: empty_shown_codes!
UPDATE outbox SET body = '{"text": ""}'
WHERE key IN (SELECT outbox_key FROM codes_shown) AND state NOT IN ('waiting', 'sending');

-- name: forget_shown_codes!
DELETE FROM codes_shown WHERE outbox_key NOT IN (
    SELECT key FROM outbox WHERE state IN ('waiting', 'sending'));

-- name: hold_office!
-- Nobody ends the office until this transaction is over; 0 when the person does not hold it.
UPDATE officials SET until = NULL WHERE id = :office AND person_id = :person AND until IS NULL;

-- name: keep_office!
-- The same, whoever holds it.
UPDATE officials SET until = NULL WHERE id = :office AND until IS NULL;

-- name: pending_invitations
-- Codes of an official that still work, the newest first.
SELECT COALESCE(office_id, 0), role, tinh, xa, may_write, may_send, id, kind, expires_at
FROM invitations
WHERE invited_by = :person AND ended_at IS NULL AND expires_at > :now AND kind <> 'person'
ORDER BY id DESC LIMIT 100;

-- name: withdraw_invitation!
UPDATE invitations SET ended_at = :now, outcome = 'withdrawn'
WHERE id = :id AND invited_by = :person AND ended_at IS NULL;

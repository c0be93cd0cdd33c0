-- name: offices_of
SELECT role, tinh, xa, may_write, may_send FROM officials
WHERE person_id = :person AND until IS NULL ORDER BY id;

-- name: add_office$
INSERT INTO officials (person_id, role, tinh, xa, may_write, may_send, since)
VALUES (:person, :role, :tinh, :xa, :may_write, :may_send, :now)
RETURNING id;

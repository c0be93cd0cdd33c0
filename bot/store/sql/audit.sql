-- name: audit_last^
SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1;

-- name: add_audit!
INSERT INTO audit (noted_at, person, act, about, previous, hash)
VALUES (:at, :person, :act, :about, :previous, :hash);

-- name: audit_from
SELECT id, noted_at, person, act, about, previous, hash
FROM audit WHERE id > :after ORDER BY id LIMIT :count;

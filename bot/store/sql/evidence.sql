-- name: add_evidence!
-- The same file twice about the same thing is one.
INSERT INTO evidence (person_id, subject, about, name, label, mime, size, digest, kept_at)
VALUES (:person, :subject, :about, :name, :label, :mime, :size, :digest, :now)
ON CONFLICT (person_id, subject, about, digest) DO NOTHING;

-- name: evidence_room^
SELECT COUNT(*), COALESCE(SUM(size), 0) FROM evidence WHERE person_id = :person;

-- name: evidence_twice$
SELECT name FROM evidence
WHERE person_id = :person AND subject = :subject AND about = :about AND digest = :digest;

-- name: evidence_of$
SELECT id FROM evidence WHERE person_id = :person AND name = :name;

-- name: evidence_names
SELECT name FROM evidence;

-- name: move_evidence!
-- One that is there already stays where it is.
UPDATE evidence SET about = :to_about
WHERE person_id = :person AND subject = :subject AND about = :about AND NOT EXISTS (
    SELECT 1 FROM evidence e WHERE e.person_id = evidence.person_id
        AND e.subject = evidence.subject AND e.about = :to_about AND e.digest = evidence.digest
);

-- name: retire_evidence_of_person!
-- Files cannot be deleted within a transaction: their names wait here until they are.
INSERT INTO evidence_gone (name) SELECT name FROM evidence WHERE person_id = :person
ON CONFLICT (name) DO NOTHING;

-- name: drop_evidence_of_person!
DELETE FROM evidence WHERE person_id = :person;

-- name: retire_evidence_about!
INSERT INTO evidence_gone (name)
SELECT name FROM evidence WHERE person_id = :person AND subject = :subject
ON CONFLICT (name) DO NOTHING;

-- name: drop_evidence_about!
DELETE FROM evidence WHERE person_id = :person AND subject = :subject;

-- name: retire_evidence!
INSERT INTO evidence_gone (name)
SELECT name FROM evidence WHERE person_id = :person AND name = :name
ON CONFLICT (name) DO NOTHING;

-- name: drop_evidence!
DELETE FROM evidence WHERE person_id = :person AND name = :name;

-- name: evidence_gone
SELECT name FROM evidence_gone ORDER BY name LIMIT :most;

-- name: drop_evidence_gone!
DELETE FROM evidence_gone WHERE name = :name;

-- name: assessments_behind
-- The pattern is how `Dialogue.answers_json` writes the rule.
SELECT person_id, subject, answers FROM dialogues
WHERE name = 'assess' AND state IN ('open', 'paused') AND answers NOT LIKE :current
ORDER BY person_id, id;

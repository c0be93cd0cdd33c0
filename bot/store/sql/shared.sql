-- name: put_shared!
INSERT INTO shared (person_id, subject, tinh, xa, name, set_no, body, shared_at)
VALUES (:person, :subject, :tinh, :xa, :name, :set_no, :body, :now)
ON CONFLICT (person_id, subject) DO UPDATE SET tinh = excluded.tinh, xa = excluded.xa,
    name = excluded.name, set_no = excluded.set_no, body = excluded.body,
    shared_at = excluded.shared_at;

-- name: drop_comments_about!
DELETE FROM comments WHERE shared_id IN (
    SELECT id FROM shared WHERE person_id = :person AND subject = :subject
);

-- name: drop_shared_about!
DELETE FROM shared WHERE person_id = :person AND subject = :subject;

-- name: drop_comments_of_person!
DELETE FROM comments WHERE shared_id IN (SELECT id FROM shared WHERE person_id = :person);

-- name: drop_shared_of_person!
DELETE FROM shared WHERE person_id = :person;

-- name: unname_comments!
-- What an official said stays with the producer; the official's name goes with them.
UPDATE comments SET by_person = NULL, by_name = '' WHERE by_person = :person;

-- name: shared_within
SELECT id, person_id, subject, tinh, xa, name, set_no, shared_at FROM shared
WHERE (tinh = :tinh OR :any_tinh = 1) AND (xa = :xa OR :any_xa = 1)
ORDER BY shared_at DESC, id DESC LIMIT :count;

-- name: shared_one^
SELECT id, person_id, subject, tinh, xa, name, set_no, shared_at, body FROM shared WHERE id = :id;

-- name: comments_on
SELECT code, text, by_name, written_at FROM comments WHERE shared_id = :id ORDER BY id;

-- name: add_comment!
INSERT INTO comments (shared_id, by_person, by_name, code, text, written_at)
VALUES (:shared, :person, :by, :code, :text, :now);

-- name: facts_like
SELECT key FROM facts WHERE person_id = :person AND key LIKE :pattern;

-- name: drop_facts_like!
DELETE FROM facts WHERE person_id = :person AND key LIKE :pattern;

-- name: latest_address^
-- Where they wrote from last, among the addresses that can be written to.
SELECT id, channel FROM addresses WHERE person_id = :person AND closed_at IS NULL
ORDER BY COALESCE(heard_at, opened_at) DESC LIMIT 1;

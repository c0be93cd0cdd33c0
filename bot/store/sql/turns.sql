-- name: add_inbox$
-- Nothing comes back when this update was taken before.
INSERT INTO inbox (channel, update_id, address_id, turn, kind, route, received_at)
VALUES (:channel, :update_id, :address_id, :turn, :kind, :route, :now)
ON CONFLICT (channel, update_id) DO NOTHING
RETURNING id;

-- name: seen_inbox$
SELECT id FROM inbox WHERE channel = :channel AND update_id = :update_id;

-- name: add_dialogue$
-- Opens a dialogue anew (revision 0: none yet, or one that ended), or goes on with the one whose
-- revision is the one we read.
INSERT INTO dialogues (person_id, name, subject, version, answers, revision, state, changed_at)
VALUES (:person, :name, :subject, :version, :answers, 1, 'open', :now)
ON CONFLICT (person_id, name, subject) DO UPDATE
SET version = excluded.version, answers = excluded.answers,
    revision = dialogues.revision + 1, state = 'open', changed_at = excluded.changed_at
WHERE dialogues.revision = :revision OR (dialogues.state = 'done' AND :revision = 0)
RETURNING revision;

-- name: shut_dialogues!
-- Every other open dialogue of this person is paused: at most one is open.
UPDATE dialogues SET state = 'paused', changed_at = :now
WHERE person_id = :person AND state = 'open' AND NOT (name = :name AND subject = :subject);

-- name: end_dialogue!
-- Nobody reads the answers of what has ended, so they are not kept.
UPDATE dialogues SET state = 'done', answers = '{}', revision = revision + 1, changed_at = :now
WHERE person_id = :person AND name = :name AND subject = :subject AND revision = :revision;

-- name: pause_dialogue!
UPDATE dialogues SET state = 'paused', changed_at = :now
WHERE person_id = :person AND name = :name AND subject = :subject AND revision = :revision
    AND state = 'open';

-- name: add_question!
INSERT INTO questions (turn, asked_at, text, outcome, entries)
VALUES (:turn, :now, :text, :outcome, :entries)
ON CONFLICT (turn) DO NOTHING;

-- name: add_press!
INSERT INTO presses (turn, pressed_at, pressed, entry) VALUES (:turn, :now, :pressed, :entry);

-- name: add_request!
INSERT INTO requests (person_id, question, asked_at) VALUES (:person, :question, :now);

-- name: forget_inbox!
DELETE FROM inbox WHERE received_at < :before;

-- name: questions_since
SELECT q.asked_at, q.text, q.outcome, q.entries, p.pressed
FROM questions q LEFT JOIN presses p ON p.turn = q.turn
WHERE q.asked_at >= :since ORDER BY q.id, p.id;

-- name: open_requests
SELECT asked_at, question FROM requests WHERE state = 'open' ORDER BY id;

-- Whose question is it to answer? Those who reach the place of whoever asked; where nobody does,
-- or the place is unknown, those with the widest reach there is (parts/answers.sql).

-- name: next_request^
SELECT r.id, r.person_id, p.name, p.phone, p.tinh, p.xa, r.question, r.asked_at, r.state,
       (SELECT COUNT(*) FROM addresses a WHERE a.person_id = p.id AND a.closed_at IS NULL) AS chats
FROM requests r JOIN people p ON p.id = r.person_id
WHERE r.state = 'open' AND r.id > :after AND EXISTS (
-- include: answers
))
ORDER BY r.id LIMIT 1;

-- name: request_of^
SELECT r.id, r.person_id, p.name, p.phone, p.tinh, p.xa, r.question, r.asked_at, r.state,
       (SELECT COUNT(*) FROM addresses a WHERE a.person_id = p.id AND a.closed_at IS NULL) AS chats
FROM requests r JOIN people p ON p.id = r.person_id
WHERE r.id = :request AND EXISTS (
-- include: answers
));

-- name: count_requests$
SELECT COUNT(*) FROM requests r JOIN people p ON p.id = r.person_id
WHERE r.state = 'open' AND EXISTS (
-- include: answers
));

-- name: untold_requests^
-- How many open questions an official has not been told of, and the newest of them.
SELECT COUNT(*), COALESCE(MAX(r.id), 0) FROM requests r JOIN people p ON p.id = r.person_id
WHERE r.state = 'open' AND r.id > :told AND EXISTS (
-- include: answers
));

-- name: officials_to_tell
-- Those who may answer, once a person, and up to where they have been told.
SELECT person_id, MAX(told_request) AS told FROM officials
WHERE until IS NULL AND role <> 'editor'
GROUP BY person_id HAVING COALESCE(MAX(told_at), 0) <= :since
ORDER BY person_id;

-- name: told_of_requests!
UPDATE officials SET told_request = :told, told_at = :now
WHERE person_id = :person AND until IS NULL AND told_request < :told;

-- name: close_request!
-- The first answer wins.
UPDATE requests SET state = 'answered', answer = :answer, answered_by = :person,
    answered_at = :now
WHERE id = :request AND state = 'open';

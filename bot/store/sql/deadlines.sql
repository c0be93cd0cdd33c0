-- name: add_deadline$
INSERT INTO deadlines (tinh, xa, title, day, kind, urgent, made_by, changed_at)
VALUES (:tinh, :xa, :title, :day, :kind, :urgent, :person, :now)
RETURNING id;

-- name: move_deadline!
UPDATE deadlines SET moved_from = day, day = :day, version = version + 1, changed_at = :now
WHERE id = :id AND state = 'active' AND day <> :day;

-- name: cancel_deadline!
UPDATE deadlines SET state = 'cancelled', version = version + 1, changed_at = :now
WHERE id = :id AND state = 'active';

-- name: deadline_row^
SELECT id, tinh, xa, title, day, kind, urgent, state, version, moved_from
FROM deadlines WHERE id = :id;

-- name: deadlines_set_for
-- Those of the place itself.
SELECT id, tinh, xa, title, day, kind, urgent, state, version, moved_from
FROM deadlines WHERE tinh = :tinh AND xa = :xa AND day >= :since ORDER BY day, id;

-- name: deadlines_reaching
-- Those that somebody who lives there is told of.
SELECT id, tinh, xa, title, day, kind, urgent, state, version, moved_from
FROM deadlines
WHERE state = 'active' AND tinh IN ('', :tinh) AND xa IN ('', :xa) AND day >= :since
ORDER BY day, id;

-- name: place_of^
SELECT tinh, xa FROM people WHERE id = :person;

-- name: count_producers$
SELECT COUNT(*) FROM people p
WHERE (:tinh = '' OR p.tinh = :tinh) AND (:xa = '' OR p.xa = :xa)
  AND EXISTS (SELECT 1 FROM products g WHERE g.person_id = p.id)
  AND EXISTS (SELECT 1 FROM addresses a WHERE a.person_id = p.id AND a.closed_at IS NULL);

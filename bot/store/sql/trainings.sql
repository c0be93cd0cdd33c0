-- name: add_training$
INSERT INTO trainings (tinh, xa, sets, topic, place, map, starts_at, ends_at, seats, made_by,
    changed_at)
VALUES (:tinh, :xa, :sets, :topic, :place, :map, :starts_at, :ends_at, :seats, :by, :now)
RETURNING id;

-- name: hold_training^
-- Whoever changes seats holds the training until the end of their transaction: one at a time.
UPDATE trainings SET changed_at = changed_at WHERE id = :training
RETURNING seats, state, starts_at;

-- name: change_training!
UPDATE trainings SET
    starts_at = COALESCE(:starts_at, starts_at), ends_at = COALESCE(:ends_at, ends_at),
    place = COALESCE(:place, place), map = COALESCE(:map, map), seats = COALESCE(:seats, seats),
    version = version + 1, changed_at = :now
WHERE id = :training;

-- name: cancel_training!
UPDATE trainings SET state = 'cancelled', version = version + 1, changed_at = :now
WHERE id = :training AND state = 'open';

-- name: keep_materials!
UPDATE trainings SET materials = :materials, changed_at = :now WHERE id = :training;

-- name: seats_taken$
SELECT COUNT(*) FROM registrations WHERE training_id = :training AND state = 'seat';

-- name: in_line$
SELECT COUNT(*) FROM registrations WHERE training_id = :training AND state = 'waiting';

-- name: registration_state$
SELECT state FROM registrations WHERE training_id = :training AND person_id = :person;

-- name: register!
INSERT INTO registrations (training_id, person_id, name, state, asked_at)
VALUES (:training, :person, :name, :state, :now)
ON CONFLICT (training_id, person_id) DO UPDATE
SET name = excluded.name, state = excluded.state, asked_at = excluded.asked_at, news = '';

-- name: rename_registration!
UPDATE registrations SET name = :name WHERE training_id = :training AND person_id = :person;

-- name: unregister!
UPDATE registrations SET state = 'left', news = ''
WHERE training_id = :training AND person_id = :person AND state IN ('seat', 'waiting');

-- name: promote!
-- The first in the line get the free seats, and are to be told.
UPDATE registrations SET state = 'seat', news = 'seat'
WHERE id IN (
    SELECT id FROM registrations WHERE training_id = :training AND state = 'waiting'
    ORDER BY asked_at, id LIMIT :count);

-- name: note_training_news!
UPDATE registrations SET news = :news
WHERE training_id = :training AND state IN ('seat', 'waiting');

-- name: mark_came!
UPDATE registrations SET came = :came
WHERE id = :registration AND training_id = :training AND state = 'seat';

-- name: rate_useful!
UPDATE registrations SET useful = :mark WHERE training_id = :training AND person_id = :person;

-- name: rate_clear!
UPDATE registrations SET clear = :mark WHERE training_id = :training AND person_id = :person;

-- name: short_trainings
-- Where somebody waits although a seat is free: a person was erased meanwhile.
SELECT t.id FROM trainings t
WHERE t.state = 'open' AND t.starts_at > :now
  AND EXISTS (SELECT 1 FROM registrations r WHERE r.training_id = t.id AND r.state = 'waiting')
  AND t.seats > (SELECT COUNT(*) FROM registrations r
                 WHERE r.training_id = t.id AND r.state = 'seat');

-- name: ask_feedback!
-- Once for everybody with a seat who was not marked absent, when the training is over; not for
-- trainings that were over before `since` (a bot that was off for weeks).
UPDATE registrations SET news = 'feedback'
WHERE state = 'seat' AND came <> 'no' AND useful = '' AND news = '' AND training_id IN (
    SELECT id FROM trainings WHERE state = 'open' AND ends_at <= :now AND ends_at > :since)
  AND NOT EXISTS (SELECT 1 FROM stops s
                  WHERE s.person_id = registrations.person_id AND s.kind = 'training');

-- name: training_news
SELECT r.id, r.news, r.person_id, r.training_id, r.asked_at FROM registrations r
WHERE r.news <> '' AND r.id > :after ORDER BY r.id LIMIT :count;

-- name: told_training_news!
-- Who was asked for feedback has a "0" until they give it: nobody is asked twice.
UPDATE registrations SET news = '',
    useful = CASE WHEN news = 'feedback' AND useful = '' THEN '0' ELSE useful END
WHERE id = :registration AND news = :news;

-- name: ungiven_materials
SELECT r.id, 'materials' AS news, r.person_id, r.training_id, t.changed_at
FROM registrations r JOIN trainings t ON t.id = r.training_id
WHERE r.came = 'yes' AND t.materials <> '' AND r.given <> t.materials AND r.id > :after
ORDER BY r.id LIMIT :count;

-- name: gave_materials!
UPDATE registrations SET given = :materials WHERE id = :registration;

-- name: training_of^
SELECT t.id, t.tinh, t.xa, t.sets, t.topic, t.place, t.map, t.starts_at, t.ends_at, t.seats,
    t.state, t.version, t.materials,
    (SELECT COUNT(*) FROM registrations r WHERE r.training_id = t.id AND r.state = 'seat'),
    (SELECT COUNT(*) FROM registrations r WHERE r.training_id = t.id AND r.state = 'waiting'),
    COALESCE(m.state, ''),
    (SELECT COUNT(*) FROM registrations r WHERE r.training_id = t.id AND r.state = 'waiting'
     AND (r.asked_at < m.asked_at OR (r.asked_at = m.asked_at AND r.id < m.id)))
FROM trainings t
LEFT JOIN registrations m ON m.training_id = t.id AND m.person_id = :person
WHERE t.id = :training;

-- name: trainings_ahead
-- Those that reach a person: by their place (any, while it is unknown) and by what they make.
SELECT t.id FROM trainings t JOIN people p ON p.id = :person
WHERE t.starts_at > :now AND t.state = 'open'
  AND (p.tinh = '' OR ((t.tinh = '' OR t.tinh = p.tinh) AND (t.xa = '' OR p.xa = '' OR t.xa = p.xa)))
  AND (t.sets = '' OR EXISTS (
        SELECT 1 FROM products q WHERE q.person_id = p.id
        AND REPLACE(t.sets, ',' || CAST(q.set_no AS TEXT) || ',', '') <> t.sets))
UNION
SELECT t.id FROM trainings t JOIN registrations r ON r.training_id = t.id
WHERE r.person_id = :person AND r.state IN ('seat', 'waiting') AND t.ends_at > :now;

-- name: trainings_of_place
SELECT id FROM trainings
WHERE starts_at > :since AND (:tinh = '' OR tinh = :tinh) AND (:xa = '' OR xa = :xa)
ORDER BY starts_at, id LIMIT 100;

-- name: registered_for
SELECT r.id, r.name, p.phone, p.tinh, p.xa, r.state, r.came
FROM registrations r JOIN people p ON p.id = r.person_id
WHERE r.training_id = :training AND r.state IN ('seat', 'waiting')
ORDER BY r.state, r.asked_at, r.id;

-- name: ratings_of
SELECT useful, clear, COUNT(*) AS number FROM registrations
WHERE training_id = :training AND useful IN ('1', '2', '3') GROUP BY useful, clear;

-- name: drop_registrations!
DELETE FROM registrations WHERE person_id = :person;

-- name: put_feed!
INSERT INTO feeds (person_id, token_hash, shown, made_at)
VALUES (:person, :token_hash, :shown, :now)
ON CONFLICT (person_id) DO UPDATE
SET token_hash = excluded.token_hash, shown = excluded.shown, made_at = excluded.made_at;

-- name: hide_shown_feeds!
-- The address stands in the message that showed it: once that is over, only the hash is left.
UPDATE outbox SET body = '{"text": ""}'
WHERE key IN (SELECT shown FROM feeds WHERE shown <> '')
  AND state NOT IN ('waiting', 'sending');

-- name: hid_shown_feeds!
UPDATE feeds SET shown = ''
WHERE shown <> '' AND NOT EXISTS (
    SELECT 1 FROM outbox o WHERE o.key = feeds.shown AND o.state IN ('waiting', 'sending'));

-- name: drop_feed!
DELETE FROM feeds WHERE person_id = :person;

-- name: feed_owner$
SELECT person_id FROM feeds WHERE token_hash = :token_hash;

-- name: feed_of$
SELECT made_at FROM feeds WHERE person_id = :person;

-- name: training_address^
-- Where a person is written to: the open address that was heard last.
SELECT id, channel FROM addresses WHERE person_id = :person AND closed_at IS NULL
ORDER BY COALESCE(heard_at, 0) DESC, id DESC LIMIT 1;

-- name: lessons_between
SELECT r.person_id, t.id AS training, t.topic, t.starts_at
FROM registrations r JOIN trainings t ON t.id = r.training_id
WHERE r.state = 'seat' AND t.state = 'open' AND t.starts_at > :now AND t.starts_at <= :until
ORDER BY t.starts_at, r.id;

-- name: lock_planning^
-- Whoever plans holds this row until the end of the transaction: several processes take turns.
UPDATE planning SET id = 1 WHERE id = 1 RETURNING day, full_day;

-- name: set_planning!
UPDATE planning SET day = :day, full_day = :full_day WHERE id = 1;

-- name: last_person$
SELECT COALESCE(MAX(id), 0) FROM people;

-- name: mark_place!
-- A date of the law, or an official's, for everybody of a place who makes something.
INSERT INTO reminders (person_id, what, due, stage, kind, about, state, urgent,
    not_before, day, made_at)
SELECT c.person_id, c.what, c.due, :stage, :kind, :about, :state, :urgent, :not_before,
    :day, :now
FROM (SELECT p.id AS person_id, :what AS what, :due AS due, 'window' AS stop
      FROM people p
      WHERE p.id > :after AND p.id <= :upto
        AND (:tinh = '' OR p.tinh = :tinh) AND (:xa = '' OR p.xa = :xa)) c
WHERE
-- include: wished
  AND EXISTS (SELECT 1 FROM products g WHERE g.person_id = c.person_id)
ORDER BY c.person_id
ON CONFLICT DO NOTHING;

-- name: mark_offices!
-- A date of the law for the officials whose date it is.
INSERT INTO reminders (person_id, what, due, stage, kind, about, state, urgent,
    not_before, day, made_at)
SELECT DISTINCT c.person_id, c.what, c.due, :stage, :kind, :about, :state, :urgent, :not_before,
    :day, :now
FROM (SELECT o.person_id, :what AS what, :due AS due, 'window' AS stop
      FROM officials o WHERE o.role = :role AND o.until IS NULL) c
WHERE
-- include: wished
ON CONFLICT DO NOTHING;

-- name: mark_certificates!
-- The certificates that end between two days: whose stage has begun since the last full day, or
-- whose owner has written, or that were changed, since then.
INSERT INTO reminders (person_id, what, due, stage, kind, about, state, urgent,
    not_before, day, made_at)
SELECT c.person_id, c.what, c.due, :stage, c.stop, c.name, :state, 0, :not_before, :day, :now
FROM (SELECT g.person_id, g.expires_on AS due, g.name, g.id, 'certificate' AS stop,
             'certificate.' || g.subject || '.' || REPLACE(g.expires_on, '-', '') AS what
      FROM products g
      WHERE (g.expires_on >= :fresh AND g.expires_on <= :last)
         OR (g.expires_on >= :first AND g.expires_on <= :last AND g.id IN (
             SELECT t.id FROM addresses b JOIN products t ON t.person_id = b.person_id
             WHERE b.heard_at >= :touched
             UNION SELECT t.id FROM products t WHERE t.changed_at >= :touched))) c
WHERE
-- include: wished
ORDER BY c.person_id, c.id
ON CONFLICT DO NOTHING;

-- name: mark_papers!
-- The papers that end between two days, likewise.
INSERT INTO reminders (person_id, what, due, stage, kind, about, state, urgent,
    not_before, day, made_at)
SELECT c.person_id, c.what, c.due, :stage, c.stop, c.name, :state, 0, :not_before, :day, :now
FROM (SELECT g.person_id, g.expires_on AS due, g.name, g.id, 'paper' AS stop,
             'paper.' || g.id || '.' || REPLACE(g.expires_on, '-', '') AS what
      FROM papers_due g
      WHERE (g.expires_on >= :fresh AND g.expires_on <= :last)
         OR (g.expires_on >= :first AND g.expires_on <= :last AND g.id IN (
             SELECT t.id FROM addresses b JOIN papers_due t ON t.person_id = b.person_id
             WHERE b.heard_at >= :touched
             UNION SELECT t.id FROM papers_due t WHERE t.changed_at >= :touched))) c
WHERE
-- include: wished
ORDER BY c.person_id, c.id
ON CONFLICT DO NOTHING;

-- name: mark_assessments!
-- An assessment left alone since between two moments, of those who agreed to be asked; once ever.
INSERT INTO reminders (person_id, what, due, stage, kind, about, state, urgent,
    not_before, day, made_at)
SELECT g.person_id, 'assessment.' || g.subject, :due, 'once', 'assessment', g.name, 'due',
       0, :not_before, :day, :now
FROM facts f
CROSS JOIN products g  -- in this order: those who agreed are few
JOIN dialogues t ON t.person_id = g.person_id AND t.subject = g.subject AND t.name = 'assess'
    AND t.state IN ('open', 'paused') AND t.changed_at > :since AND t.changed_at <= :before
WHERE f.key = :agreed AND f.value = 'yes'
  AND g.person_id = f.person_id AND g.readiness = 'started'
  AND EXISTS (SELECT 1 FROM addresses a WHERE a.person_id = g.person_id AND a.closed_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM reminders r WHERE r.person_id = g.person_id
      AND r.what = 'assessment.' || g.subject)
  AND NOT EXISTS (SELECT 1 FROM stops s WHERE s.person_id = g.person_id AND s.kind = 'assessment')
ORDER BY g.person_id, g.id
ON CONFLICT DO NOTHING;

-- name: mark_snoozed!
-- What was silent until today or before, once more. What is over is left out when bundled.
INSERT INTO reminders (person_id, what, due, stage, kind, about, state, urgent,
    not_before, day, made_at)
SELECT r.person_id, r.what, r.due, 'again.' || z.until, r.kind, r.about, 'due', r.urgent,
       :not_before, :day, :now
FROM snoozes z
CROSS JOIN reminders r  -- in this order: snoozes are few
WHERE r.person_id = z.person_id AND r.what = z.what AND r.state = 'planned'
  AND z.until <= :today AND z.until > :since AND r.kind <> 'training'
  AND r.id = (SELECT MAX(m.id) FROM reminders m
              WHERE m.person_id = r.person_id AND m.what = r.what AND m.state = 'planned')
  AND NOT EXISTS (SELECT 1 FROM series_done d WHERE d.person_id = r.person_id AND d.what = r.what)
  AND NOT EXISTS (SELECT 1 FROM stops s WHERE s.person_id = r.person_id
      AND s.kind = CASE WHEN r.kind = 'deadline' THEN 'window' ELSE r.kind END)
ORDER BY r.person_id, r.id
ON CONFLICT DO NOTHING;

-- name: deadlines_active
-- Those whose reminders may be of use between two days.
SELECT id, tinh, xa, title, day, kind, urgent, state, version, moved_from
FROM deadlines WHERE state = 'active' AND day >= :first AND day <= :last ORDER BY day, id;

-- name: deadlines_changed
SELECT id, tinh, xa, title, day, kind, urgent, state, version, moved_from
FROM deadlines WHERE version > told_version ORDER BY id;

-- name: set_told_version!
UPDATE deadlines SET told_version = :version WHERE id = :id AND version = :version;

-- name: take_back_waiting!
-- Bundles that name this date and have not begun to go.
DELETE FROM outbox WHERE state = 'waiting' AND key IN (
    SELECT bundle FROM reminders
    WHERE what = :what AND kind = 'deadline' AND state = 'planned' AND bundle <> '');

-- name: free_taken_back!
-- What stood in the bundles that were taken back is due again.
UPDATE reminders SET state = 'due', bundle = ''
WHERE state = 'planned' AND made_at >= :since AND bundle <> ''
  AND person_id IN (SELECT t.person_id FROM reminders t
                    WHERE t.what = :what AND t.kind = 'deadline' AND t.state = 'planned')
  AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.key = reminders.bundle);

-- name: forget_untold!
-- Reminders of a day that no longer holds, of which nobody was told.
DELETE FROM reminders
WHERE what = :what AND kind = 'deadline' AND (:off = 1 OR due <> :due)
  AND (state = 'due' OR (state = 'planned' AND made_at >= :since AND NOT EXISTS (
      SELECT 1 FROM outbox o
      WHERE o.key = reminders.bundle AND o.state IN ('sent', 'sending', 'unclear'))));

-- name: mark_change!
-- Those who were last told of another day, or of a date that is off, are told of the change.
INSERT INTO reminders (person_id, what, due, stage, kind, about, state, urgent,
    not_before, day, made_at)
SELECT r.person_id, r.what, :due,
       CASE WHEN :off = 1 THEN 'off' ELSE 'moved.' || r.due || '.' || :version END,
       'deadline', :about, 'due', :urgent, :not_before, '', :now
FROM reminders r
WHERE r.what = :what AND r.kind = 'deadline' AND r.state = 'planned' AND r.stage <> 'off'
  AND (:off = 1 OR r.due <> :due)
  AND r.id = (SELECT MAX(m.id) FROM reminders m WHERE m.what = :what AND m.kind = 'deadline'
              AND m.person_id = r.person_id AND m.state = 'planned')
  AND NOT EXISTS (SELECT 1 FROM stops s WHERE s.person_id = r.person_id AND s.kind = 'window')
  AND NOT EXISTS (SELECT 1 FROM series_done d WHERE d.person_id = r.person_id AND d.what = :what)
ORDER BY r.person_id
ON CONFLICT DO NOTHING;

-- name: reopen_late!
-- What stood in bundles that came too late is due again; what is no longer of use is dropped later.
UPDATE reminders SET state = 'due', bundle = '', not_before = :not_before,
    day = CASE WHEN day = '' THEN '' ELSE :day END
WHERE state = 'planned' AND bundle <> '' AND bundle IN (
    SELECT key FROM outbox WHERE state = 'expired' AND rank = 10 AND SUBSTR(key, 1, 7) = 'remind:');

-- name: close_late!
UPDATE outbox SET state = 'cancelled', outcome = 'too late, planned anew'
WHERE state = 'expired' AND rank = 10 AND SUBSTR(key, 1, 7) = 'remind:';

-- name: carry_over!
-- What was due on an earlier morning and never bundled.
UPDATE reminders SET day = :day, not_before = :not_before
WHERE state = 'due' AND day <> '' AND day <> :day;

-- name: forget_unwished!
-- What is due and no longer wished, or whose date is no longer the one it was.
DELETE FROM reminders
WHERE state = 'due' AND (
    EXISTS (SELECT 1 FROM stops s WHERE s.person_id = reminders.person_id
        AND s.kind = CASE WHEN reminders.kind = 'deadline' THEN 'window' ELSE reminders.kind END)
    OR EXISTS (SELECT 1 FROM series_done d WHERE d.person_id = reminders.person_id
        AND d.what = reminders.what)
    OR EXISTS (SELECT 1 FROM snoozes z WHERE z.person_id = reminders.person_id
        AND z.what = reminders.what AND z.until > :today AND reminders.stage <> 'off'
        AND SUBSTR(reminders.stage, 1, 6) <> 'moved.')
    OR (reminders.kind = 'deadline' AND reminders.stage <> 'off' AND NOT EXISTS (
        SELECT 1 FROM deadlines d WHERE 'deadline.' || d.id = reminders.what
        AND d.state = 'active' AND d.day = reminders.due))
    OR (reminders.kind = 'certificate' AND NOT EXISTS (
        SELECT 1 FROM products g WHERE g.person_id = reminders.person_id
        AND 'certificate.' || g.subject || '.' || REPLACE(g.expires_on, '-', '') = reminders.what))
    OR (reminders.kind = 'paper' AND NOT EXISTS (
        SELECT 1 FROM papers_due g WHERE g.person_id = reminders.person_id
        AND 'paper.' || g.id || '.' || REPLACE(g.expires_on, '-', '') = reminders.what)));

-- name: due_page
-- What is due now, by person, with the open address that was heard last.
SELECT r.id, r.person_id, r.what, r.due, r.stage, r.kind, r.about, r.day, r.not_before,
       a.id AS address_id, a.channel
FROM reminders r
JOIN addresses a ON a.id = (
    SELECT b.id FROM addresses b WHERE b.person_id = r.person_id AND b.closed_at IS NULL
    ORDER BY COALESCE(b.heard_at, 0) DESC, b.id DESC LIMIT 1)
WHERE r.state = 'due' AND r.not_before <= :soon AND r.person_id > :after AND r.urgent >= :urgent
ORDER BY r.person_id, r.id
LIMIT :count;

-- name: put_off!
UPDATE reminders SET not_before = :not_before WHERE id = :id;

-- name: put_snooze!
INSERT INTO snoozes (person_id, what, until, set_at) VALUES (:person, :what, :until, :now)
ON CONFLICT (person_id, what) DO UPDATE SET until = excluded.until, set_at = excluded.set_at;

-- name: put_series_done!
INSERT INTO series_done (person_id, what, done_at) VALUES (:person, :what, :now)
ON CONFLICT (person_id, what) DO NOTHING;

-- name: put_stop!
INSERT INTO stops (person_id, kind, stopped_at) VALUES (:person, :kind, :now)
ON CONFLICT (person_id, kind) DO NOTHING;

-- name: drop_stop!
DELETE FROM stops WHERE person_id = :person AND kind = :kind;

-- name: put_paper_due!
INSERT INTO papers_due (person_id, subject, paper, name, expires_on, changed_at)
VALUES (:person, :subject, :paper, :name, :expires_on, :now)
ON CONFLICT (person_id, subject, paper) DO UPDATE SET
    name = excluded.name, expires_on = excluded.expires_on, changed_at = excluded.changed_at;

-- name: drop_paper_due!
DELETE FROM papers_due WHERE person_id = :person AND subject = :subject AND paper = :paper;

-- name: drop_papers_about!
DELETE FROM papers_due WHERE person_id = :person AND subject = :subject;

-- name: drop_papers_due!
DELETE FROM papers_due WHERE person_id = :person;

-- name: drop_reminders!
DELETE FROM reminders WHERE person_id = :person;

-- name: drop_snoozes!
DELETE FROM snoozes WHERE person_id = :person;

-- name: drop_series_done!
DELETE FROM series_done WHERE person_id = :person;

-- name: drop_stops!
DELETE FROM stops WHERE person_id = :person;

-- name: stops_of
SELECT kind FROM stops WHERE person_id = :person;

-- name: series_done_of
SELECT what FROM series_done WHERE person_id = :person;

-- name: snoozes_of
SELECT what, until FROM snoozes WHERE person_id = :person AND until > :today;

-- name: products_of
SELECT subject, name, expires_on FROM products WHERE person_id = :person ORDER BY id;

-- name: papers_due_of
SELECT id, subject, name, expires_on, paper FROM papers_due
WHERE person_id = :person ORDER BY expires_on, id;

-- name: silent
-- Who was reminded and has neither pressed nor written since: the latest reminder of each thing.
SELECT p.id, p.name, p.phone, p.xa, r.what, r.about, MAX(o.done_at) AS told_at
FROM people p
JOIN reminders r ON r.person_id = p.id AND r.made_at >= :since AND r.state = 'planned'
JOIN outbox o ON o.key = r.bundle AND o.state = 'sent'
WHERE p.tinh = :tinh AND (:xa = '' OR p.xa = :xa)
  AND NOT EXISTS (SELECT 1 FROM series_done d WHERE d.person_id = p.id AND d.what = r.what)
  AND NOT EXISTS (SELECT 1 FROM snoozes s WHERE s.person_id = p.id AND s.what = r.what)
  AND NOT EXISTS (SELECT 1 FROM addresses a WHERE a.person_id = p.id AND a.heard_at > o.done_at)
GROUP BY p.id, p.name, p.phone, p.xa, r.what, r.about
ORDER BY told_at, p.id;

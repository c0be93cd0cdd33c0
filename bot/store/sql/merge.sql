-- name: move_addresses!
-- Both people's addresses are written to, so that no turn of either runs at the same time: a turn
-- begins by writing to its address (`heard`), and finds that the person has changed.
UPDATE addresses SET person_id = :winner WHERE person_id IN (:loser, :winner);

-- name: drop_older_facts!
-- Of what both have alike the newer row stays; of one moment, the winner's. So it is with all
-- that is "older": the statements differ in their table, what is alike, and when it was.
DELETE FROM facts AS t WHERE t.person_id IN (:loser, :winner) AND EXISTS (
    SELECT 1 FROM facts o WHERE o.person_id IN (:loser, :winner) AND o.key = t.key
      AND (o.changed_at, o.person_id = :winner) > (t.changed_at, t.person_id = :winner));

-- name: move_facts!
UPDATE facts SET person_id = :winner WHERE person_id = :loser;

-- name: fill_products!
-- A product that both have: what the newer row leaves open is taken from the older one.
UPDATE products SET
    name = CASE WHEN products.name <> '' THEN products.name ELSE o.name END,
    set_no = CASE WHEN products.set_no <> 0 THEN products.set_no ELSE o.set_no END,
    readiness = CASE WHEN products.readiness <> '' THEN products.readiness ELSE o.readiness END,
    stars = CASE WHEN products.stars <> 0 THEN products.stars ELSE o.stars END,
    certificate = CASE WHEN products.certificate <> '' THEN products.certificate
                       ELSE o.certificate END,
    certified_on = CASE WHEN products.certified_on <> '' THEN products.certified_on
                        ELSE o.certified_on END,
    expires_on = CASE WHEN products.expires_on <> '' THEN products.expires_on
                      ELSE o.expires_on END
FROM products o
WHERE products.person_id IN (:loser, :winner) AND o.person_id IN (:loser, :winner)
  AND o.person_id <> products.person_id AND o.subject = products.subject;

-- name: drop_older_products!
DELETE FROM products AS t WHERE t.person_id IN (:loser, :winner) AND EXISTS (
    SELECT 1 FROM products o WHERE o.person_id IN (:loser, :winner) AND o.subject = t.subject
      AND (o.changed_at, o.person_id = :winner) > (t.changed_at, t.person_id = :winner));

-- name: move_products!
UPDATE products SET person_id = :winner WHERE person_id = :loser;

-- name: drop_older_dialogues!
DELETE FROM dialogues AS t WHERE t.person_id IN (:loser, :winner) AND EXISTS (
    SELECT 1 FROM dialogues o WHERE o.person_id IN (:loser, :winner)
      AND o.name = t.name AND o.subject = t.subject
      AND (o.changed_at, o.person_id = :winner) > (t.changed_at, t.person_id = :winner));

-- name: pause_older_dialogue!
UPDATE dialogues AS t SET state = 'paused'
WHERE t.person_id IN (:loser, :winner) AND t.state = 'open' AND EXISTS (
    SELECT 1 FROM dialogues o WHERE o.person_id IN (:loser, :winner) AND o.state = 'open'
      AND (o.changed_at, o.person_id = :winner) > (t.changed_at, t.person_id = :winner));

-- name: move_dialogues!
UPDATE dialogues SET person_id = :winner WHERE person_id = :loser;

-- name: move_requests!
UPDATE requests SET person_id = :winner WHERE person_id = :loser;

-- name: move_codes!
UPDATE codes SET person_id = :winner WHERE person_id = :loser;

-- name: move_officials!
UPDATE officials SET person_id = :winner WHERE person_id = :loser;

-- name: move_invitations!
UPDATE invitations SET person_id = :winner WHERE person_id = :loser;

-- name: move_invitations_invited_by!
UPDATE invitations SET invited_by = :winner WHERE invited_by = :loser;

-- name: move_announcements_author!
UPDATE announcements SET author = :winner WHERE author = :loser;

-- name: move_announcements_approved_by!
UPDATE announcements SET approved_by = :winner WHERE approved_by = :loser;

-- name: move_comments_by_person!
UPDATE comments SET by_person = :winner WHERE by_person = :loser;

-- name: drop_older_segments!
DELETE FROM segments AS t WHERE t.person_id IN (:loser, :winner) AND EXISTS (
    SELECT 1 FROM segments o WHERE o.person_id IN (:loser, :winner) AND o.name = t.name
      AND (o.made_at, o.person_id = :winner) > (t.made_at, t.person_id = :winner));

-- name: move_segments!
UPDATE segments SET person_id = :winner WHERE person_id = :loser;

-- name: drop_older_papers_due!
DELETE FROM papers_due AS t WHERE t.person_id IN (:loser, :winner) AND EXISTS (
    SELECT 1 FROM papers_due o WHERE o.person_id IN (:loser, :winner)
      AND o.subject = t.subject AND o.paper = t.paper
      AND (o.changed_at, o.person_id = :winner) > (t.changed_at, t.person_id = :winner));

-- name: move_papers_due!
UPDATE papers_due SET person_id = :winner WHERE person_id = :loser;

-- name: drop_older_snoozes!
DELETE FROM snoozes AS t WHERE t.person_id IN (:loser, :winner) AND EXISTS (
    SELECT 1 FROM snoozes o WHERE o.person_id IN (:loser, :winner) AND o.what = t.what
      AND (o.set_at, o.person_id = :winner) > (t.set_at, t.person_id = :winner));

-- name: move_snoozes!
UPDATE snoozes SET person_id = :winner WHERE person_id = :loser;

-- name: drop_same_series_done!
DELETE FROM series_done AS t WHERE t.person_id = :loser AND EXISTS (
    SELECT 1 FROM series_done o WHERE o.person_id = :winner AND o.what = t.what);

-- name: move_series_done!
UPDATE series_done SET person_id = :winner WHERE person_id = :loser;

-- name: drop_same_stops!
DELETE FROM stops AS t WHERE t.person_id = :loser AND EXISTS (
    SELECT 1 FROM stops o WHERE o.person_id = :winner AND o.kind = t.kind);

-- name: move_stops!
UPDATE stops SET person_id = :winner WHERE person_id = :loser;

-- name: drop_same_announcement_reads!
DELETE FROM announcement_reads AS t WHERE t.person_id = :loser AND EXISTS (
    SELECT 1 FROM announcement_reads o WHERE o.person_id = :winner
      AND o.announcement_id = t.announcement_id);

-- name: move_announcement_reads!
UPDATE announcement_reads SET person_id = :winner WHERE person_id = :loser;

-- name: drop_same_evidence!
DELETE FROM evidence AS t WHERE t.person_id = :loser AND EXISTS (
    SELECT 1 FROM evidence o WHERE o.person_id = :winner
      AND o.subject = t.subject AND o.about = t.about AND o.digest = t.digest);

-- name: move_evidence_of_person!
UPDATE evidence SET person_id = :winner WHERE person_id = :loser;

-- name: drop_same_reminders!
-- What was said to one of them is not said again to both.
DELETE FROM reminders WHERE person_id IN (:loser, :winner) AND EXISTS (
    SELECT 1 FROM reminders o
    WHERE o.person_id IN (:loser, :winner) AND o.person_id <> reminders.person_id
      AND o.what = reminders.what AND o.due = reminders.due AND o.stage = reminders.stage
      AND ((o.state <> 'due' AND reminders.state = 'due')
           OR ((o.state = 'due') = (reminders.state = 'due') AND o.person_id = :winner)));

-- name: move_reminders!
UPDATE reminders SET person_id = :winner WHERE person_id = :loser;

-- name: hand_over_comments!
-- Comments on a result that both shared stand under the newer one.
UPDATE comments SET shared_id = o.id
FROM shared s, shared o
WHERE s.id = comments.shared_id AND s.person_id IN (:loser, :winner)
  AND o.person_id IN (:loser, :winner) AND o.person_id <> s.person_id AND o.subject = s.subject
  AND (o.shared_at, o.person_id = :winner) > (s.shared_at, s.person_id = :winner);

-- name: drop_older_shared!
DELETE FROM shared AS t WHERE t.person_id IN (:loser, :winner) AND EXISTS (
    SELECT 1 FROM shared o WHERE o.person_id IN (:loser, :winner) AND o.subject = t.subject
      AND (o.shared_at, o.person_id = :winner) > (t.shared_at, t.person_id = :winner));

-- name: move_shared!
UPDATE shared SET person_id = :winner WHERE person_id = :loser;

-- name: fill_person!
-- The winner's own name, phone and place stand; what they lack comes from the loser.
UPDATE people SET
    name = CASE WHEN people.name <> '' THEN people.name ELSE l.name END,
    phone = CASE WHEN people.phone <> '' THEN people.phone ELSE l.phone END,
    tinh = CASE WHEN people.tinh <> '' OR people.xa <> '' THEN people.tinh ELSE l.tinh END,
    xa = CASE WHEN people.tinh <> '' OR people.xa <> '' THEN people.xa ELSE l.xa END,
    created_at = CASE WHEN people.created_at <= l.created_at THEN people.created_at
                      ELSE l.created_at END
FROM people l
WHERE people.id = :winner AND l.id = :loser;

-- name: drop_weaker_registrations!
-- A seat is better than a place in the line, and that than having left. A seat that becomes free
-- is given on by jobs/trainings.py.
DELETE FROM registrations WHERE person_id IN (:loser, :winner) AND EXISTS (
    SELECT 1 FROM registrations o
    WHERE o.person_id IN (:loser, :winner) AND o.person_id <> registrations.person_id
      AND o.training_id = registrations.training_id
      AND ((CASE o.state WHEN 'seat' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END)
           < (CASE registrations.state WHEN 'seat' THEN 0 WHEN 'waiting' THEN 1 ELSE 2 END)
           OR (o.state = registrations.state AND o.person_id = :winner)));

-- name: move_registrations!
UPDATE registrations SET person_id = :winner WHERE person_id = :loser;

-- name: drop_same_feed!
DELETE FROM feeds AS t WHERE t.person_id = :loser AND EXISTS (
    SELECT 1 FROM feeds o WHERE o.person_id = :winner);

-- name: move_feed!
UPDATE feeds SET person_id = :winner WHERE person_id = :loser;

-- name: hold_lists!
-- Who writes a list of people holds its announcement: we wait for the page, and see its rows.
UPDATE announcements SET cursor = cursor WHERE expanded_at IS NULL AND ended_at IS NULL;

-- name: hold_announced!
-- Who claims or finishes a row holds it: from here on what we see of them is what is.
UPDATE outbox SET leased_by = leased_by
WHERE state <> 'sent' AND key IN (
    SELECT 'announce:' || CAST(n.id AS TEXT) || ':' || CAST(p.id AS TEXT)
    FROM announcements n, people p WHERE p.id IN (:loser, :winner));

-- name: doubt_announced!
-- Both are on their way, or the one may have arrived and the other is on its way: their senders
-- still say how it went, but neither is put back or sent once more (rank 21).
UPDATE outbox SET rank = 21,
    outcome = CASE WHEN state = 'sending' THEN 'linked on its way' ELSE outcome END,
    state = CASE WHEN state = 'sending' THEN 'unclear' ELSE state END
WHERE state <> 'sent' AND id IN (
    SELECT CASE WHEN one.n = 1 THEN twice.weak ELSE twice.strong END
    FROM (SELECT 1 AS n UNION ALL SELECT 2) one CROSS JOIN
-- include: announced_twice
    WHERE twice.weak_state = 'sending');

-- name: drop_weaker_announced!
-- Of two rows of one announcement the one stays that went furthest; what has not gone out of the
-- other ends. What takes an announcement back belongs to a message and not to a person: it stays.
DELETE FROM outbox
WHERE state NOT IN ('sent', 'unclear', 'left', 'sending') AND id IN (
    SELECT weak FROM
-- include: announced_twice
);

-- name: set_aside_announced!
-- Both went out: the other stands aside under a name of its own, and nobody need decide on it.
UPDATE outbox SET key = key || '~' || CAST(id AS TEXT),
    state = CASE WHEN state = 'unclear' AND rank = 20 THEN 'left' ELSE state END, rank = 21
WHERE id IN (
    SELECT weak FROM
-- include: announced_twice
);

-- name: move_announced!
UPDATE outbox
SET key = 'announce:' || CAST(announcement_id AS TEXT) || ':' || CAST(:winner AS TEXT)
WHERE key IN (
    SELECT 'announce:' || CAST(n.id AS TEXT) || ':' || CAST(:loser AS TEXT)
    FROM announcements n WHERE n.kind <> 'withdrawal');

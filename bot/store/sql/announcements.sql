-- name: add_announcement$
-- Nothing comes back when this draft was confirmed before.
INSERT INTO announcements (draft, author, office, kind, parent, state, text, body, plain, file,
    file_path, audience, counted, made_at, starts_at, expires_at, repeats, shown_to)
VALUES (:draft, :author, :office, :kind, :parent, :state, :text, :body, :plain, :file,
    :file_path, :audience, :counted, :now, :starts_at, :expires_at, :repeats, :shown_to)
ON CONFLICT (draft) DO NOTHING
RETURNING id;

-- name: announcement_number$
SELECT id FROM announcements WHERE draft = :draft;

-- name: announcement_draft$
SELECT draft FROM announcements WHERE id = :number;

-- name: announcement^
SELECT n.id, n.draft, COALESCE(n.author, 0), n.office, n.kind, COALESCE(m.draft, ''), n.state,
    n.why, n.text, n.body, n.plain, n.audience, n.counted, n.starts_at, n.expires_at, n.repeats,
    n.expanded_at
FROM announcements n LEFT JOIN announcements m ON m.id = n.parent
WHERE n.draft = :draft;

-- name: latest_announcements
SELECT draft FROM announcements
ORDER BY CASE WHEN state = 'pending' THEN 0 ELSE 1 END, id DESC LIMIT :count;

-- name: count_of_announcement
SELECT state, CASE WHEN state IN ('dead', 'cancelled') THEN outcome ELSE '' END AS why, COUNT(*)
FROM outbox WHERE announcement_id = :number GROUP BY 1, 2;

-- name: count_reads$
SELECT COUNT(*) FROM announcement_reads WHERE announcement_id = :number;

-- name: approve!
-- The author never approves: two pairs of eyes.
UPDATE announcements SET state = 'scheduled', approved_by = :person, approved_at = :now
WHERE id = :number AND state = 'pending' AND COALESCE(author, 0) <> :person;

-- name: set_state!
-- From one state to another; nothing happens when somebody was quicker.
UPDATE announcements SET state = :state, why = :why,
    ended_at = CASE WHEN :ended = 1 THEN :now ELSE NULL END
WHERE id = :number AND state IN (:one, :other);

-- name: start_due!
UPDATE announcements SET state = 'running'
WHERE id = :number AND state = 'scheduled' AND starts_at <= :now;

-- name: failed_again!
-- Rank 21 is never sent once more: its person may have it by another row (merge.sql).
UPDATE outbox SET state = 'waiting', attempts = 0, not_before = :now, leased_by = '',
    done_at = NULL
WHERE announcement_id = :number AND state = 'dead' AND rank = 20;

-- name: unclear_again!
UPDATE outbox SET state = CASE WHEN rank = 20 THEN 'waiting' ELSE 'left' END,
    attempts = 0, not_before = :now, leased_by = '', done_at = NULL
WHERE announcement_id = :number AND state = 'unclear';

-- name: unclear_left!
UPDATE outbox SET state = 'left', leased_by = ''
WHERE announcement_id = :number AND state = 'unclear';

-- name: under_way
SELECT id, draft, state, kind, parent, audience, starts_at, expires_at, cursor, expanded_at, repeats,
    file, file_path, shown_to, shown_at, shown
FROM announcements
WHERE state IN ('scheduled', 'running', 'paused') OR (state = 'stopped' AND ended_at IS NULL)
ORDER BY id;

-- name: cursor_of$
-- Who expands holds the row, so that pages follow one another.
UPDATE announcements SET cursor = cursor WHERE id = :number AND expanded_at IS NULL
    AND state IN ('scheduled', 'running', 'paused')
RETURNING cursor;

-- name: move_cursor!
UPDATE announcements SET cursor = :cursor WHERE id = :number;

-- name: expanded!
UPDATE announcements SET expanded_at = :now WHERE id = :number;

-- name: cancel_page!
-- What waits of it ends, a page at a time, so that replies need not wait for that.
UPDATE outbox SET state = :state, outcome = :outcome, done_at = :now
WHERE id IN (
    SELECT id FROM outbox
    WHERE announcement_id = :number AND state = 'waiting' ORDER BY id LIMIT :count
) AND state = 'waiting';

-- name: cancel_stopped_people!
-- Who stopped announcements meanwhile: the claim passes them over, this ends their rows.
UPDATE outbox SET state = 'cancelled', outcome = 'opted out', done_at = :now
WHERE announcement_id = :number AND state = 'waiting' AND address_id IN (
    SELECT a.id FROM stops s JOIN addresses a ON a.person_id = s.person_id
    WHERE s.kind = 'announcement');

-- name: rows_left$
SELECT COUNT(*) FROM (
    SELECT id FROM outbox
    WHERE announcement_id = :number AND state IN ('waiting', 'sending') LIMIT 1
) left_over;

-- name: end_announcement!
UPDATE announcements SET state = 'done', ended_at = :now
WHERE id = :number AND state = 'running' AND expanded_at IS NOT NULL;

-- name: stop_is_over!
UPDATE announcements SET ended_at = :now WHERE id = :number AND state = 'stopped';

-- name: repeat_announcement!
INSERT INTO announcements (draft, author, office, kind, state, text, body, plain, file, file_path,
    audience, counted, made_at, starts_at, repeats, approved_by, approved_at, shown_to)
SELECT :draft, author, office, kind, 'scheduled', text,
    REPLACE(body, 'an:read:' || draft || '"', 'an:read:' || :read || '"'), plain, file, file_path,
    audience, counted, :now, :starts_at, repeats, approved_by, approved_at, shown_to
FROM announcements WHERE id = :number
ON CONFLICT (draft) DO NOTHING;

-- name: file_came!
UPDATE announcements SET file_path = :path, body = :body, plain = :plain WHERE id = :number;

-- name: bodies_of^
SELECT file, body, plain FROM announcements WHERE id = :number;

-- name: show_again$
-- Whose turn it is to show the progress: one process, at most once in a while.
UPDATE announcements SET shown_at = :now, shown = :shown, shown_times = shown_times + 1
WHERE id = :number AND shown_at <= :before AND shown <> :shown
RETURNING shown_times;

-- name: shown_message^
SELECT a.id, a.channel, a.closed_at, (
    SELECT o.message FROM outbox o WHERE o.key = 'progress:' || CAST(n.id AS TEXT) || ':1')
FROM announcements n JOIN addresses a ON a.id = n.shown_to WHERE n.id = :number;

-- name: mark_read!
INSERT INTO announcement_reads (announcement_id, person_id, read_at)
SELECT id, :person, :now FROM announcements WHERE id = :number
ON CONFLICT (announcement_id, person_id) DO NOTHING;

-- name: last_got$
SELECT o.announcement_id FROM outbox o JOIN addresses a ON a.id = o.address_id
WHERE a.person_id = :person AND o.announcement_id IS NOT NULL AND o.state = 'sent'
ORDER BY o.done_at DESC LIMIT 1;

-- name: add_list!
INSERT INTO announcement_lists (turn, announcement_id, address_id, asked_at)
VALUES (:turn, :number, :address_id, :now) ON CONFLICT (turn) DO NOTHING;

-- name: lists_wanted
SELECT l.id, l.announcement_id, l.address_id, a.channel
FROM announcement_lists l JOIN addresses a ON a.id = l.address_id
WHERE l.made_at IS NULL ORDER BY l.id;

-- name: list_made!
UPDATE announcement_lists SET made_at = :now WHERE id = :id AND made_at IS NULL;

-- name: people_of_announcement
SELECT o.id, p.name, p.phone, p.tinh, p.xa, o.channel, o.state, o.outcome, o.done_at, r.read_at
FROM outbox o
JOIN addresses a ON a.id = o.address_id
JOIN people p ON p.id = a.person_id
LEFT JOIN announcement_reads r ON r.announcement_id = o.announcement_id AND r.person_id = p.id
WHERE o.announcement_id = :number AND o.id > :after ORDER BY o.id LIMIT :count;

-- name: approvers
-- Officials who may send, with an open address each: where they were heard last.
SELECT f.person_id, f.role, f.tinh, f.xa, (
    SELECT a.id FROM addresses a WHERE a.person_id = f.person_id AND a.closed_at IS NULL
    ORDER BY COALESCE(a.heard_at, 0) DESC, a.id DESC LIMIT 1) AS address_id
FROM officials f WHERE f.until IS NULL AND f.may_send = 1 ORDER BY f.id;

-- name: channel_of_address$
SELECT channel FROM addresses WHERE id = :address_id;

-- name: drop_reads!
DELETE FROM announcement_reads WHERE person_id = :person;

-- name: drop_lists!
DELETE FROM announcement_lists
WHERE address_id IN (SELECT id FROM addresses WHERE person_id = :person);

-- name: forget_shown!
UPDATE announcements SET shown_to = NULL
WHERE shown_to IN (SELECT id FROM addresses WHERE person_id = :person);

-- name: forget_author!
UPDATE announcements SET author = NULL WHERE author = :person;

-- name: forget_approver!
UPDATE announcements SET approved_by = NULL WHERE approved_by = :person;

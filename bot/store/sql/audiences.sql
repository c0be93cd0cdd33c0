-- name: audience_channels
WITH
-- include: rules
,
-- include: members
SELECT a.channel, COUNT(*) FROM members m JOIN addresses a ON a.id = m.address_id
GROUP BY a.channel ORDER BY a.channel;

-- name: audience_sample
WITH
-- include: rules
,
-- include: members
SELECT name FROM members WHERE address_id IS NOT NULL ORDER BY RANDOM() LIMIT :count;

-- name: last_of_page$
SELECT MAX(id) FROM (SELECT id FROM people WHERE id > :after ORDER BY id LIMIT :count) page;

-- name: expand_page!
-- A row for each person of the page who belongs to it; who has one already keeps it.
INSERT INTO outbox (key, channel, address_id, rank, body, created_at, not_before, announcement_id)
WITH
-- include: rules
,
-- include: members
SELECT 'announce:' || CAST(:number AS TEXT) || ':' || CAST(m.person_id AS TEXT),
    (SELECT a.channel FROM addresses a WHERE a.id = m.address_id), m.address_id,
    :rank, '', :now, :not_before, :number
FROM members m
WHERE m.address_id IS NOT NULL
ON CONFLICT (key) DO NOTHING;

-- name: expand_withdrawal!
-- The same people by the same addresses as the announcement it takes back, in its place where
-- the platform can change what was sent.
INSERT INTO outbox (key, channel, address_id, rank, body, created_at, not_before, announcement_id,
    replaces)
SELECT 'announce:' || CAST(:number AS TEXT) || SUBSTR(o.key, :tail), o.channel, o.address_id,
    :rank, '', :now, :not_before, :number, o.message
FROM outbox o
WHERE o.announcement_id = :parent AND o.state = 'sent' AND o.id > :after AND o.id <= :upto
ON CONFLICT (key) DO NOTHING;

-- name: last_of_rows$
SELECT MAX(id) FROM (
    SELECT id FROM outbox WHERE announcement_id = :parent AND id > :after ORDER BY id LIMIT :count
) page;

-- name: put_segment!
INSERT INTO segments (person_id, name, audience, made_at) VALUES (:person, :name, :audience, :now)
ON CONFLICT (person_id, name) DO UPDATE SET audience = excluded.audience;

-- name: drop_segment$
DELETE FROM segments WHERE person_id = :person AND name = :name RETURNING id;

-- name: segments_of
SELECT name, audience FROM segments WHERE person_id = :person ORDER BY name;

-- name: drop_segments!
DELETE FROM segments WHERE person_id = :person;

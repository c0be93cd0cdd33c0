-- name: add_bundles
-- Many outbox rows at once; the keys of those that were not there yet.
INSERT INTO outbox (key, channel, address_id, rank, body, created_at, not_before, expires_at)
SELECT j.key, j.channel, j.address_id, :rank, j.body, :now, j.not_before, j.expires_at
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS j(
    key text, channel text, address_id bigint, body text, not_before bigint, expires_at bigint)
ON CONFLICT (key) DO NOTHING
RETURNING key;

-- name: set_planned!
UPDATE reminders SET state = j.state, bundle = j.key
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS j(id bigint, state text, key text)
WHERE reminders.id = j.id;

-- name: mark_timely!
INSERT INTO reminders (person_id, what, due, stage, kind, about, state, urgent,
    not_before, day, made_at)
SELECT j.person, j.what, j.due, j.stage, :kind, j.about, j.state, j.urgent, j.not_before, '', :now
FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS j(
    person bigint, what text, due text, stage text, about text, state text, urgent integer,
    not_before bigint)
WHERE NOT EXISTS (SELECT 1 FROM stops s WHERE s.kind = :kind AND s.person_id = j.person)
  AND NOT EXISTS (SELECT 1 FROM series_done d WHERE d.what = j.what AND d.person_id = j.person)
ON CONFLICT DO NOTHING;

-- name: forget_untimely!
-- What was due of a kind that is told by the hour and holds no longer: "PERSON WHAT DUE".
DELETE FROM reminders WHERE state = 'due' AND kind = :kind
  AND person_id || ' ' || what || ' ' || due NOT IN (
      SELECT value FROM jsonb_array_elements_text(CAST(:holding AS jsonb)));

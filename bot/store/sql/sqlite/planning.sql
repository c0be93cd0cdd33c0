-- name: add_bundles
-- Many outbox rows at once; the keys of those that were not there yet.
INSERT INTO outbox (key, channel, address_id, rank, body, created_at, not_before, expires_at)
SELECT json_extract(j.value, '$.key'), json_extract(j.value, '$.channel'),
       json_extract(j.value, '$.address_id'), :rank, json_extract(j.value, '$.body'), :now,
       json_extract(j.value, '$.not_before'), json_extract(j.value, '$.expires_at')
FROM json_each(:rows) j WHERE true
ON CONFLICT (key) DO NOTHING
RETURNING key;

-- name: set_planned!
UPDATE reminders SET state = json_extract(j.value, '$.state'),
    bundle = json_extract(j.value, '$.key')
FROM json_each(:rows) j WHERE reminders.id = json_extract(j.value, '$.id');

-- name: mark_timely!
INSERT INTO reminders (person_id, what, due, stage, kind, about, state, urgent,
    not_before, day, made_at)
SELECT json_extract(j.value, '$.person'), json_extract(j.value, '$.what'),
       json_extract(j.value, '$.due'), json_extract(j.value, '$.stage'), :kind,
       json_extract(j.value, '$.about'), json_extract(j.value, '$.state'),
       json_extract(j.value, '$.urgent'), json_extract(j.value, '$.not_before'), '', :now
FROM json_each(:rows) j
WHERE NOT EXISTS (SELECT 1 FROM stops s WHERE s.kind = :kind
      AND s.person_id = json_extract(j.value, '$.person'))
  AND NOT EXISTS (SELECT 1 FROM series_done d WHERE d.what = json_extract(j.value, '$.what')
      AND d.person_id = json_extract(j.value, '$.person'))
ON CONFLICT DO NOTHING;

-- name: forget_untimely!
-- What was due of a kind that is told by the hour and holds no longer: "PERSON WHAT DUE".
DELETE FROM reminders WHERE state = 'due' AND kind = :kind
  AND person_id || ' ' || what || ' ' || due NOT IN (SELECT value FROM json_each(:holding));

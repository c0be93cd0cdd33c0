-- name: products_of_phones
SELECT p.phone, p.id, COALESCE(q.subject, ''), COALESCE(q.name, '')
FROM people p LEFT JOIN products q ON q.person_id = p.id
WHERE p.phone <> '' AND p.phone IN (SELECT value FROM json_each(:phones));

-- name: put_certificates!
-- What a list does not say stays as it was. ("WHERE true" parts the two meanings of ON.)
INSERT INTO products (person_id, subject, name, set_no, stars, certificate, certified_on,
    expires_on, changed_at)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
       json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]'),
       json_extract(value, '$[6]'), json_extract(value, '$[7]'), :now
FROM json_each(:rows) WHERE true
ON CONFLICT (person_id, subject) DO UPDATE SET
    stars = CASE WHEN excluded.stars <> 0 THEN excluded.stars ELSE products.stars END,
    certificate = CASE WHEN excluded.certificate <> '' THEN excluded.certificate
                       ELSE products.certificate END,
    certified_on = excluded.certified_on, expires_on = excluded.expires_on,
    changed_at = excluded.changed_at;

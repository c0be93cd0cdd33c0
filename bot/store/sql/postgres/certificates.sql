-- name: products_of_phones
SELECT p.phone, p.id, COALESCE(q.subject, ''), COALESCE(q.name, '')
FROM people p LEFT JOIN products q ON q.person_id = p.id
WHERE p.phone <> '' AND p.phone IN (SELECT json_array_elements_text(CAST(:phones AS json)));

-- name: put_certificates!
-- What a list does not say stays as it was.
INSERT INTO products (person_id, subject, name, set_no, stars, certificate, certified_on,
    expires_on, changed_at)
SELECT CAST(r->>0 AS bigint), r->>1, r->>2, CAST(r->>3 AS integer), CAST(r->>4 AS integer),
       r->>5, r->>6, r->>7, CAST(:now AS bigint)
FROM json_array_elements(CAST(:rows AS json)) AS r
ON CONFLICT (person_id, subject) DO UPDATE SET
    stars = CASE WHEN excluded.stars <> 0 THEN excluded.stars ELSE products.stars END,
    certificate = CASE WHEN excluded.certificate <> '' THEN excluded.certificate
                       ELSE products.certificate END,
    certified_on = excluded.certified_on, expires_on = excluded.expires_on,
    changed_at = excluded.changed_at;

-- name: owned_products
SELECT subject, name, set_no, stars, certificate, certified_on, expires_on FROM products
WHERE person_id = :person AND name <> '' ORDER BY name, subject;

-- name: certificates_ending
SELECT q.expires_on, COUNT(DISTINCT q.person_id) AS people
FROM products q JOIN people p ON p.id = q.person_id
WHERE q.expires_on >= :since AND (:tinh = '' OR p.tinh = :tinh) AND (:xa = '' OR p.xa = :xa)
GROUP BY q.expires_on ORDER BY q.expires_on LIMIT 400;

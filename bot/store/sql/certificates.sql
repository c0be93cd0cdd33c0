-- name: owned_products
SELECT subject, name, set_no, stars, certificate, certified_on, expires_on FROM products
WHERE person_id = :person AND name <> '' ORDER BY name, subject;

-- name: known_phones
SELECT DISTINCT phone FROM people
WHERE phone <> '' AND phone IN (SELECT value FROM json_each(:phones));

-- name: person_numbers
-- Numbers for so many new people. Nobody else writes meanwhile.
WITH RECURSIVE n(id, left_) AS (
    SELECT COALESCE(MAX(id), 0) + 1, :count - 1 FROM people
    UNION ALL SELECT id + 1, left_ - 1 FROM n WHERE left_ > 0)
SELECT id FROM n;

-- name: add_people!
INSERT INTO people (id, name, phone, tinh, xa, created_at)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
       json_extract(value, '$[3]'), json_extract(value, '$[4]'), :now
FROM json_each(:rows);

-- name: add_products!
INSERT INTO products (person_id, subject, name, set_no, stars, certificate, certified_on,
    expires_on, changed_at)
SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
       json_extract(value, '$[3]'), json_extract(value, '$[4]'), json_extract(value, '$[5]'),
       json_extract(value, '$[6]'), json_extract(value, '$[7]'), :now
FROM json_each(:rows);

-- name: known_phones
SELECT DISTINCT phone FROM people
WHERE phone <> '' AND phone IN (SELECT json_array_elements_text(CAST(:phones AS json)));

-- name: person_numbers
SELECT nextval(pg_get_serial_sequence('people', 'id'))
FROM generate_series(1, CAST(:count AS integer));

-- name: add_people!
INSERT INTO people (id, name, phone, tinh, xa, created_at)
SELECT CAST(r->>0 AS bigint), r->>1, r->>2, r->>3, r->>4, CAST(:now AS bigint)
FROM json_array_elements(CAST(:rows AS json)) AS r;

-- name: add_products!
INSERT INTO products (person_id, subject, name, set_no, stars, certificate, certified_on,
    expires_on, changed_at)
SELECT CAST(r->>0 AS bigint), r->>1, r->>2, CAST(r->>3 AS integer), CAST(r->>4 AS integer),
       r->>5, r->>6, r->>7, CAST(:now AS bigint)
FROM json_array_elements(CAST(:rows AS json)) AS r;

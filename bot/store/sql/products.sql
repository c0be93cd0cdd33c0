-- name: put_product!
-- What is NULL stays as it was, or as a new product has it.
INSERT INTO products (person_id, subject, name, set_no, readiness, stars, certificate,
    certified_on, expires_on, changed_at)
VALUES (:person, :subject, COALESCE(:name, ''), COALESCE(:set_no, 0), COALESCE(:readiness, ''),
    COALESCE(:stars, 0), COALESCE(:certificate, ''), COALESCE(:certified_on, ''),
    COALESCE(:expires_on, ''), :now)
ON CONFLICT (person_id, subject) DO UPDATE SET
    name = COALESCE(:name, products.name), set_no = COALESCE(:set_no, products.set_no),
    readiness = COALESCE(:readiness, products.readiness),
    stars = COALESCE(:stars, products.stars),
    certificate = COALESCE(:certificate, products.certificate),
    certified_on = COALESCE(:certified_on, products.certified_on),
    expires_on = COALESCE(:expires_on, products.expires_on), changed_at = :now;

-- name: drop_product!
DELETE FROM products WHERE person_id = :person AND subject = :subject;

-- name: drop_products!
DELETE FROM products WHERE person_id = :person;

-- name: drop_dialogues_about!
DELETE FROM dialogues WHERE person_id = :person AND subject = :subject AND state <> 'open';

-- name: live_at!
UPDATE people SET tinh = :tinh, xa = :xa WHERE id = :person;

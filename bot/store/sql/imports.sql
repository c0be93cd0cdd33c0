-- name: imported_people
-- Imported and not come yet: a telephone number and no chat. Page by page.
SELECT p.id, p.name, p.phone, p.tinh, p.xa FROM people p
WHERE p.id > :after AND p.phone <> ''
  AND (:tinh = '' OR p.tinh = :tinh) AND (:xa = '' OR p.xa = :xa)
  AND NOT EXISTS (SELECT 1 FROM addresses a WHERE a.person_id = p.id)
ORDER BY p.id LIMIT :count;

-- name: count_imported$
SELECT COUNT(*) FROM people p
WHERE p.phone <> '' AND (:tinh = '' OR p.tinh = :tinh) AND (:xa = '' OR p.xa = :xa)
  AND NOT EXISTS (SELECT 1 FROM addresses a WHERE a.person_id = p.id);

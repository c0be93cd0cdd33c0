-- Who an audience is among the people numbered after :after up to :upto, and the one address of
-- each: of those that are open, where they were heard last. Expects `rules`. What is asked of the
-- outbox stands behind a condition, or PostgreSQL would read all of it for every page.
members AS MATERIALIZED (
    SELECT p.id AS person_id, p.name, (
        SELECT a.id FROM addresses a
        WHERE a.person_id = p.id AND a.closed_at IS NULL
          AND (NOT EXISTS (SELECT 1 FROM rules WHERE field = 'channel')
               OR a.channel IN (SELECT value FROM rules WHERE field = 'channel'))
        ORDER BY COALESCE(a.heard_at, 0) DESC, a.id DESC LIMIT 1
    ) AS address_id
    FROM people p
    WHERE p.id > :after AND p.id <= :upto
      AND (EXISTS (SELECT 1 FROM rules WHERE field = 'reach' AND value = '*')
           OR p.tinh IN (SELECT value FROM rules WHERE field = 'reach')
           OR p.tinh || ':' || p.xa IN (SELECT value FROM rules WHERE field = 'reach'))
      AND (NOT EXISTS (SELECT 1 FROM rules WHERE field = 'place')
           OR p.tinh IN (SELECT value FROM rules WHERE field = 'place')
           OR p.tinh || ':' || p.xa IN (SELECT value FROM rules WHERE field = 'place'))
      AND p.tinh NOT IN (SELECT value FROM rules WHERE field = 'no_place')
      AND p.tinh || ':' || p.xa NOT IN (SELECT value FROM rules WHERE field = 'no_place')
      AND p.created_at >= COALESCE(
          (SELECT MAX(CAST(value AS BIGINT)) FROM rules WHERE field = 'since'), 0)
      AND (NOT EXISTS (
              SELECT 1 FROM rules WHERE field IN ('set', 'star', 'ready', 'expires'))
           OR EXISTS (
              SELECT 1 FROM products q
              WHERE q.person_id = p.id
                AND (NOT EXISTS (SELECT 1 FROM rules WHERE field = 'set')
                     OR CAST(q.set_no AS TEXT) IN (SELECT value FROM rules WHERE field = 'set'))
                AND (NOT EXISTS (SELECT 1 FROM rules WHERE field = 'star')
                     OR CAST(q.stars AS TEXT) IN (SELECT value FROM rules WHERE field = 'star'))
                AND (NOT EXISTS (SELECT 1 FROM rules WHERE field = 'ready')
                     OR q.readiness IN (SELECT value FROM rules WHERE field = 'ready'))
                AND (NOT EXISTS (SELECT 1 FROM rules WHERE field = 'expires')
                     OR q.expires_on BETWEEN :today
                        AND (SELECT MAX(value) FROM rules WHERE field = 'expires')))
           OR (EXISTS (SELECT 1 FROM rules WHERE field = 'ready' AND value = '')
               AND NOT EXISTS (
                   SELECT 1 FROM rules WHERE field IN ('set', 'star', 'expires'))
               AND NOT EXISTS (SELECT 1 FROM products q WHERE q.person_id = p.id)))
      AND NOT EXISTS (
          SELECT 1 FROM products q
          WHERE EXISTS (SELECT 1 FROM rules WHERE field IN ('no_set', 'no_star', 'no_ready'))
            AND q.person_id = p.id
            AND (CAST(q.set_no AS TEXT) IN (SELECT value FROM rules WHERE field = 'no_set')
                 OR CAST(q.stars AS TEXT) IN (SELECT value FROM rules WHERE field = 'no_star')
                 OR q.readiness IN (SELECT value FROM rules WHERE field = 'no_ready')))
      AND (NOT EXISTS (SELECT 1 FROM rules WHERE field IN ('got', 'unread'))
           OR EXISTS (
              SELECT 1 FROM rules r
              JOIN outbox o ON o.key = 'announce:' || r.value || ':' || CAST(p.id AS TEXT)
              WHERE r.field IN ('got', 'unread') AND o.state = 'sent'
                AND (r.field = 'got' OR NOT EXISTS (
                    SELECT 1 FROM announcement_reads s
                    WHERE s.announcement_id = CAST(r.value AS BIGINT) AND s.person_id = p.id))))
      AND (NOT EXISTS (SELECT 1 FROM rules WHERE field = 'training')
           OR EXISTS (
              SELECT 1 FROM rules r
              JOIN registrations g ON g.training_id = CAST(r.value AS BIGINT)
              WHERE r.field = 'training' AND g.person_id = p.id AND g.came = 'yes'))
      AND NOT (EXISTS (SELECT 1 FROM rules WHERE field = 'no_training') AND EXISTS (
          SELECT 1 FROM rules r
          JOIN registrations g ON g.training_id = CAST(r.value AS BIGINT)
          WHERE r.field = 'no_training' AND g.person_id = p.id AND g.came = 'yes'))
      AND NOT (EXISTS (SELECT 1 FROM rules WHERE field = 'no_got') AND EXISTS (
          SELECT 1 FROM rules r
          JOIN outbox o ON o.key = 'announce:' || r.value || ':' || CAST(p.id AS TEXT)
          WHERE r.field = 'no_got' AND o.state = 'sent'))
      AND NOT EXISTS (
          SELECT 1 FROM stops s WHERE s.person_id = p.id AND s.kind = 'announcement')
)

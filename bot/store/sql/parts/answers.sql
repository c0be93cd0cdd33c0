-- An office of :person that answers what p asked: it reaches p, or nobody does and none is wider.
    SELECT 1 FROM officials o
    WHERE o.person_id = :person AND o.until IS NULL AND o.role <> 'editor'
      AND (((o.tinh = '' OR o.tinh = p.tinh) AND (o.xa = '' OR o.xa = p.xa))
           OR (NOT EXISTS (
                   SELECT 1 FROM officials r
                   WHERE r.until IS NULL AND r.role <> 'editor'
                     AND (r.tinh = '' OR r.tinh = p.tinh) AND (r.xa = '' OR r.xa = p.xa))
               AND NOT EXISTS (
                   SELECT 1 FROM officials w
                   WHERE w.until IS NULL AND w.role <> 'editor'
                     AND ((w.tinh = '' AND o.tinh <> '') OR (w.xa = '' AND o.xa <> ''))))

-- It was not marked before, and whom it is for can be written to and has not stopped such
-- reminders, done with this one, or put it off. `c` has person_id, what, due, and stop: the kind of
-- reminders that may be stopped.
    NOT EXISTS (SELECT 1 FROM reminders r WHERE r.person_id = c.person_id AND r.what = c.what
      AND r.due = c.due AND r.stage = :stage)
  AND EXISTS (SELECT 1 FROM addresses a WHERE a.person_id = c.person_id AND a.closed_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM stops s WHERE s.person_id = c.person_id AND s.kind = c.stop)
  AND NOT EXISTS (SELECT 1 FROM series_done d WHERE d.person_id = c.person_id AND d.what = c.what)
  AND NOT EXISTS (SELECT 1 FROM snoozes z WHERE z.person_id = c.person_id AND z.what = c.what
      AND z.until > :today)

-- Rows of announcements that :loser and :winner both have, and of which the other's went further:
-- sent, then what may have arrived, on its way, waiting, ended. Of two alike the winner's stays.
SELECT CASE WHEN pair.lost < pair.won THEN pair.winner_row ELSE pair.loser_row END
FROM (
    SELECT l.id AS loser_row, w.id AS winner_row,
        CASE l.state WHEN 'sent' THEN 0 WHEN 'unclear' THEN 1 WHEN 'left' THEN 1
            WHEN 'sending' THEN 2 WHEN 'waiting' THEN 3 ELSE 4 END AS lost,
        CASE w.state WHEN 'sent' THEN 0 WHEN 'unclear' THEN 1 WHEN 'left' THEN 1
            WHEN 'sending' THEN 2 WHEN 'waiting' THEN 3 ELSE 4 END AS won
    FROM announcements n
    JOIN outbox l ON l.key = 'announce:' || CAST(n.id AS TEXT) || ':' || CAST(:loser AS TEXT)
    JOIN outbox w ON w.key = 'announce:' || CAST(n.id AS TEXT) || ':' || CAST(:winner AS TEXT)
    WHERE n.kind <> 'withdrawal') pair

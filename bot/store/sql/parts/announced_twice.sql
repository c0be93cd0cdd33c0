-- Pairs of rows of announcements that :loser and :winner both have. Strong is what went further:
-- sent, then what may have arrived, on its way, waiting, ended. Of two alike the winner's.
(
    SELECT CASE WHEN pair.lost < pair.won THEN pair.l ELSE pair.w END AS strong,
        CASE WHEN pair.lost < pair.won THEN pair.w ELSE pair.l END AS weak,
        CASE WHEN pair.lost < pair.won THEN pair.w_state ELSE pair.l_state END AS weak_state
    FROM (
        SELECT l.id AS l, w.id AS w, l.state AS l_state, w.state AS w_state,
            CASE WHEN l.state = 'sent' THEN 0 WHEN l.rank > 20 THEN 1
                WHEN l.state IN ('unclear', 'left') THEN 1 WHEN l.state = 'sending' THEN 2
                WHEN l.state = 'waiting' THEN 3 ELSE 4 END AS lost,
            CASE WHEN w.state = 'sent' THEN 0 WHEN w.rank > 20 THEN 1
                WHEN w.state IN ('unclear', 'left') THEN 1 WHEN w.state = 'sending' THEN 2
                WHEN w.state = 'waiting' THEN 3 ELSE 4 END AS won
        FROM announcements n
        JOIN outbox l
            ON l.key = 'announce:' || CAST(n.id AS TEXT) || ':' || CAST(:loser AS TEXT)
        JOIN outbox w
            ON w.key = 'announce:' || CAST(n.id AS TEXT) || ':' || CAST(:winner AS TEXT)
        WHERE n.kind <> 'withdrawal') pair
) twice

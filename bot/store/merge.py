"""Two people who turn out to be one: everything of the one becomes the other's, nothing is lost."""

from __future__ import annotations

from typing import Any

from bot.store.database import Database

MOVES = (
    "move_addresses",  # first: it holds back the turns of both until we are done
    "drop_older_facts",
    "move_facts",
    "fill_products",
    "drop_older_products",
    "move_products",
    "drop_older_dialogues",
    "pause_older_dialogue",
    "move_dialogues",
    "move_requests",
    "move_codes",
    "move_officials",
    "move_invitations",
    "move_invitations_invited_by",
    "move_announcements_author",
    "move_announcements_approved_by",
    "move_comments_by_person",
    "drop_older_segments",
    "move_segments",
    "drop_older_papers_due",
    "move_papers_due",
    "drop_older_snoozes",
    "move_snoozes",
    "drop_same_series_done",
    "move_series_done",
    "drop_same_stops",
    "move_stops",
    "drop_same_announcement_reads",
    "move_announcement_reads",
    "drop_same_evidence",
    "move_evidence_of_person",
    "drop_same_reminders",
    "move_reminders",
    "hand_over_comments",
    "drop_older_shared",
    "move_shared",
    "drop_weaker_registrations",
    "move_registrations",
    "drop_same_feed",
    "move_feed",
    "hold_lists",
    "hold_announced",
    "doubt_announced",
    "drop_weaker_announced",
    "set_aside_announced",
    "move_announced",
    "fill_person",
)
"""The statements of merge.sql, in order, each taking :loser and :winner.

Whoever makes a table with a person in it adds a statement to merge.sql and its name here;
`tests/store/test_merge.py` finds references to people that nobody moves.
"""


async def merge(db: Database, tx: Any, *, loser: int, winner: int) -> None:
    """Make the winner of both, within a transaction; the loser's number is gone afterwards.

    Where both have the same (a fact, a product's value, a dialogue), the newer one stays; at most
    one dialogue stays open. Messages follow their addresses; of an announcement that reached both
    lists one row goes on. ValueError for one and the same.
    """
    if loser == winner:
        raise ValueError("a person cannot be merged with themselves")
    for name in MOVES:
        await getattr(db.sql, name)(tx, loser=loser, winner=winner)
    await db.sql.drop_person(tx, person=loser)

"""A screen of a draft: its words, its buttons, the way out, and the draft as it is now."""

from __future__ import annotations

from dataclasses import replace

from bot.core.effects import Effect
from bot.core.message import Choice, Outgoing, Rows
from bot.core.turn import Reply, Turn
from handlers.announce.actions import act
from handlers.announce.draft import Draft
from handlers.desk import Desk


def screen(
    desk: Desk, turn: Turn, draft: Draft, text: str, *rows: tuple[Choice, ...],
    effects: tuple[Effect, ...] = (),
) -> Reply:  # fmt: skip
    """In place of the screen whose button was pressed; the draft is kept."""
    drop = (desk.button("an_drop", act("drop", draft.id)),)
    shown = Outgoing(text, (*rows, drop, desk.way_home()), replaces=turn.incoming.pressed)
    return Reply((shown,), effects, dialogue=draft.dialogue)


def asked(desk: Desk, turn: Turn, draft: Draft, what: str, *rows: tuple[Choice, ...]) -> Reply:
    """A question whose answer is written: the draft remembers which."""
    return screen(desk, turn, draft.put(ask=what), desk.text(f"an_ask_{what}"), *rows)


def again(desk: Desk, turn: Turn, draft: Draft, key: str, *rows: tuple[Choice, ...],
          **gaps: str) -> Reply:  # fmt: skip
    """What was written cannot be taken: why, and the same question still stands."""
    return screen(desk, turn, draft, desk.text(key, **gaps), *rows)


def pressed(desk: Desk, draft: Draft, key: str, verb: str, value: str = "") -> tuple[Choice, ...]:
    """A row of one button of this draft."""
    return (desk.button(f"an_{key}", act(verb, draft.id, value)),)


def ticked(draft: Draft, on: bool, label: str, verb: str, value: str = "") -> tuple[Choice, ...]:
    """A row of one button that shows whether it is on."""
    return (Choice(f"{'☑' if on else '☐'} {label}", act(verb, draft.id, value)),)


def page(rows: Rows, at: int, size: int) -> Rows:
    """The rows of one page."""
    return rows[at : at + size]


def with_first(reply: Reply, *messages: Outgoing) -> Reply:
    """The reply with messages before its own."""
    return replace(reply, messages=(*messages, *reply.messages))

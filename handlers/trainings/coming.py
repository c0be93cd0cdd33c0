"""Who came: one press a person, or all the others at once."""

from __future__ import annotations

from datetime import timedelta

from bot.core.effects import MarkCame
from bot.core.message import Choice, Outgoing
from bot.core.reads.trainings import Registered, Training
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.desk import Desk
from handlers.trainings.shapes import act

SHOWN = 8
LOOK_BACK = timedelta(days=31)
SIGNS = {"yes": "✓", "no": "✗", "": "·"}


async def press(desk: Desk, turn: Turn, one: Training, verb: str, numbers: list[int]) -> Reply:
    """ "training:came:N", "training:mark:N:WHO:FROM", "training:rest:N:yes|no"."""
    if turn.now < one.starts_at or one.state != "open":
        return fallback.stale(desk, turn)
    people = [p for p in await desk.reads.trainings.registered(one.number) if p.state == "seat"]
    if verb == "came":
        return Reply((_listed(desk, one, people, numbers[0] if numbers else 0),))
    if verb == "mark":
        return _marked(desk, one, people, *numbers)
    came = turn.incoming.action.endswith(":yes")
    left = tuple(p.number for p in people if not p.came)
    after = [_with(p, came) if not p.came else p for p in people]
    return Reply((_listed(desk, one, after, 0),), (MarkCame(one.number, left, came),))


def _marked(desk: Desk, one: Training, people: list[Registered], who: int, start: int) -> Reply:
    """One of them: came; pressed again: did not."""
    found = next((p for p in people if p.number == who), None)
    if found is None:
        return desk.reply("stale")
    came = found.came != "yes"
    after = [_with(p, came) if p.number == who else p for p in people]
    message = _listed(desk, one, after, start)
    return Reply((message,), (MarkCame(one.number, (who,), came),))


def _listed(desk: Desk, one: Training, people: list[Registered], start: int) -> Outgoing:
    page = people[start : start + SHOWN]
    rows: list[tuple[Choice, ...]] = [
        (Choice(_label(desk, p), act("mark", one.number, p.number, start)),) for p in page
    ]
    if start + SHOWN < len(people):
        rows.append((desk.button("next", act("came", one.number, start + SHOWN)),))
    if any(not p.came for p in people):
        rows.append((desk.button("tr_rest_came", act("rest", one.number, "yes")),))
        rows.append((desk.button("tr_rest_not", act("rest", one.number, "no")),))
    rows.append((desk.button("tr_back", act("office", one.number)),))
    counts = {sign: sum(p.came == sign for p in people) for sign in SIGNS}
    key = "tr_came" if people else "tr_came_nobody"
    text = desk.text(key, yes=str(counts["yes"]), no=str(counts["no"]), open=str(counts[""]))
    return Outgoing(text, (*rows, desk.way_home()))


def _with(person: Registered, came: bool) -> Registered:
    more = (person.tinh, person.xa, person.state)
    mark = "yes" if came else "no"
    return Registered(person.number, person.name, person.phone, *more, mark)


def _label(desk: Desk, person: Registered) -> str:
    name = person.name or desk.text("tr_nameless")
    return f"{SIGNS[person.came]} {shorten(name, 40, 'characters')}"

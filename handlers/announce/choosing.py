"""For whom: fields, their values, and what is left out."""

from __future__ import annotations

from bot.core.audience import covers, place_of
from bot.core.clock import VIETNAM, local_day
from bot.core.message import Choice, Rows
from bot.core.turn import Reply, Turn
from handlers.announce.actions import act
from handlers.announce.draft import Draft, writers
from handlers.announce.screens import again, asked, page, pressed, screen, ticked
from handlers.announce.wording import audience_lines, number, place_name, value_name
from handlers.desk import Desk
from handlers.officials.gate import Offices
from knowledge import places
from knowledge.calendar.reading import Doubt, read_day
from knowledge.criteria.load import load_criteria

PAGE = 9  # values of a field on a screen
FIELDS = ("place", "sector", "set", "star", "ready", "expires", "training", "since", "channel")
LEFT_OUT = ("no_place", "no_set", "no_star", "no_ready", "no_training")
STARS, READINESS, DAYS = (
    ("0", "3", "4", "5"),
    ("none", "started", "stuck", "ready"),
    (30, 60, 90, 180),
)
MOST_PLACES = 8  # of one name


async def who(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """For whom it is now, how many that is, and what can be chosen."""
    counts = await desk.reads.announcements.by_channel(draft.audience, local_day(turn.now))
    lines = "\n".join(audience_lines(desk, draft.audience))
    text = desk.text("an_who", lines=lines, count=number(sum(counts.values())))
    fields = [desk.button(f"an_by_{f}", act("by", draft.id, f)) for f in FIELDS]
    rows: Rows = tuple(tuple(fields[at : at + 3]) for at in range(0, len(fields), 3))
    more = (
        desk.button("an_left_out", act("left_out", draft.id)),
        desk.button("an_segments", act("segments", draft.id)),
    )
    onward = (*pressed(desk, draft, "back", "buttons"), *pressed(desk, draft, "preview", "preview"))
    return screen(desk, turn, draft.put(ask=""), text, *rows, more, onward)


def left_out(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """Whom to leave out."""
    rows = [(desk.button(f"an_by_{field}", act("by", draft.id, field)),) for field in LEFT_OUT]
    back = pressed(desk, draft, "back", "who")
    return screen(desk, turn, draft, desk.text("an_left_out"), *rows, back)


async def by(desk: Desk, turn: Turn, draft: Draft, value: str, offices: Offices) -> Reply:
    """ "by:FIELD" or "by:FIELD.FROM": the values of a field, or the question for one."""
    field, _, start = value.partition(".")
    if field.endswith("place"):
        return asked(
            desk, turn, draft.put(field=field), "place", pressed(desk, draft, "back", "who")
        )
    if field == "since":
        clear = pressed(desk, draft, "clear", "clear", field)
        return asked(desk, turn, draft, "since", clear, pressed(desk, draft, "back", "who"))
    values = await _values(desk, turn, draft, field, offices)
    if not values:
        return screen(desk, turn, draft, desk.text("an_nothing_to_choose"),
                      pressed(desk, draft, "back", "who"))  # fmt: skip
    at = int(start) if start.isdecimal() else 0
    return _listed(desk, turn, draft, field, values, at)


def _listed(
    desk: Desk, turn: Turn, draft: Draft, field: str, values: dict[str, str], at: int
) -> Reply:
    chosen = draft.audience.of(field) if field != "sector" else _sectors(draft)
    rows = tuple(
        ticked(draft, _rule(value) in chosen, name, "put", f"{field}.{value}.{at}")
        for value, name in values.items()
    )
    turning = []
    if at:
        turning.append(
            desk.button("an_before", act("by", draft.id, f"{field}.{max(0, at - PAGE)}"))
        )
    if at + PAGE < len(rows):
        turning.append(desk.button("next", act("by", draft.id, f"{field}.{at + PAGE}")))
    done = pressed(desk, draft, "chosen", "who")
    shown = (*page(rows, at, PAGE), *([tuple(turning)] if turning else []), done)
    return screen(desk, turn, draft, desk.text(f"an_choose_{field}"), *shown)


def _rule(value: str) -> str:
    """A value as the audience writes it: "" for those who did not begin."""
    return "" if value == "none" else value


async def _values(
    desk: Desk, turn: Turn, draft: Draft, field: str, offices: Offices
) -> dict[str, str]:
    """All values of a field, by how they are written in an action, with their names."""
    bare = field.removeprefix("no_")
    if bare == "set":
        return {str(no): f"{no}. {one.name}" for no, one in load_criteria().sets.items()}
    if bare == "sector":
        return dict(load_criteria().sectors)
    if bare == "star":
        return {star: value_name(desk, "star", star) for star in STARS}
    if bare == "ready":
        return {one: desk.text(f"an_ready_{one}") for one in READINESS}
    if bare == "expires":
        return {str(days): desk.text("an_days", days=str(days)) for days in DAYS}
    if bare == "channel":
        return {name: name for name in desk.reads.announcements.channels()}
    if bare == "training":
        return await _trainings(desk, turn, offices)
    return {}


async def _trainings(desk: Desk, turn: Turn, offices: Offices) -> dict[str, str]:
    """Those of the last year within reach."""
    since = turn.now.replace(year=turn.now.year - 1, day=min(turn.now.day, 28))
    found = [
        training
        for office in writers(offices)
        for training in await desk.reads.trainings.of_place(office.tinh, office.xa, since)
    ]
    return {str(one.number): one.topic for one in found}


def _sectors(draft: Draft) -> tuple[str, ...]:
    """The sectors of which all sets are chosen."""
    criteria, chosen = load_criteria(), set(draft.audience.of("set"))
    return tuple(key for key in criteria.sectors if chosen >= set(_sets_of(key)))


def _sets_of(sector: str) -> list[str]:
    return [str(no) for no, one in load_criteria().sets.items() if one.sector == sector]


async def put(desk: Desk, turn: Turn, draft: Draft, value: str, offices: Offices) -> Reply:
    """ "put:FIELD.VALUE.FROM": choose a value, or unchoose it."""
    field, chosen, at = (*value.split(".", 2), "", "")[:3]
    values = await _values(desk, turn, draft, field, offices)
    if chosen not in values:
        return desk.reply("stale")
    audience = draft.audience
    if field == "sector":
        has = chosen in _sectors(draft)
        kept = set(audience.of("set")) - set(_sets_of(chosen)) if has else {
            *audience.of("set"), *_sets_of(chosen)}  # fmt: skip
        audience = audience.having("set", *sorted(kept, key=int))
    elif field == "expires":
        had = audience.of(field) == (chosen,)
        audience = audience.having(field, *(() if had else (chosen,)))
    else:
        audience = audience.toggled(field, _rule(chosen))
    start = int(at) if at.isdecimal() else 0
    return _listed(desk, turn, draft.for_(audience), field, values, start)


async def clear(desk: Desk, turn: Turn, draft: Draft, field: str) -> Reply:
    """Take a field away."""
    return await who(desk, turn, draft.for_(draft.audience.having(field)))


async def place_written(desk: Desk, turn: Turn, draft: Draft, offices: Offices) -> Reply:
    """A place by its name, as people write it: only one within reach is taken."""
    found = places.find(turn.text)
    able = [p for p in found if _within(f"{p.tinh}:{p.xa}" if p.xa else p.tinh, offices)]
    if not found:
        return again(desk, turn, draft, "an_place_unknown", pressed(desk, draft, "back", "who"))
    if not able:
        reach = ", ".join(place_name(desk, place_of(office)) for office in writers(offices))
        back = pressed(desk, draft, "back", "who")
        return again(desk, turn, draft, "an_place_far", back, reach=reach)
    asked_for = [f"{p.tinh}:{p.xa}" if p.xa else p.tinh for p in able]
    if len(asked_for) == 1:
        return await place_put(desk, turn, draft, asked_for[0], offices)
    rows = [
        (Choice(place_name(desk, one), act("place", draft.id, one)),)
        for one in asked_for[:MOST_PLACES]
    ]
    return again(desk, turn, draft, "an_place_which", *rows)


async def place_put(desk: Desk, turn: Turn, draft: Draft, place: str, offices: Offices) -> Reply:
    """ "place:CODE": choose it, or unchoose it."""
    if not _within(place, offices):
        return desk.reply("stale")
    field = draft.told("field") or "place"
    return await who(desk, turn, draft.for_(draft.audience.toggled(field, place)))


def _within(place: str, offices: Offices) -> bool:
    """Whether a place lies within the reach of an office that writes."""
    return any(covers(office, place) for office in writers(offices))


async def since_written(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """The day since which people are known to us."""
    today = local_day(turn.now)
    read = read_day(turn.text, today, last=today)
    if isinstance(read, Doubt):
        return again(desk, turn, draft, "an_day_unclear", pressed(desk, draft, "back", "who"))
    began = turn.now.astimezone(VIETNAM).replace(
        year=read.year, month=read.month, day=read.day, hour=0, minute=0, second=0, microsecond=0
    )
    moment = str(round(began.timestamp() * 1000))
    return await who(desk, turn, draft.for_(draft.audience.having("since", moment)))

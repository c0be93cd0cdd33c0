"""One message a person a morning: several things in it, each with its button."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import groupby

from bot.core.choices import HOME
from bot.core.clock import local_day
from bot.core.message import Choice, Outgoing
from bot.core.reminding import kind_of
from bot.core.reminding_actions import act
from bot.store.planned import Bundle, Due, Stands
from jobs.quiet import MORNING, at, closing, next_open
from knowledge.calendar.series import over
from knowledge.calendar.wording import Told, button, is_change, lines
from knowledge.model import Library

MOST_LETTERS = 600  # of a message; the rest is told by its number
MOST_THINGS = 3  # with buttons of their own


def bundles(library: Library, rows: Sequence[Due], now: datetime) -> list[Bundle]:
    """The messages for one person: one for each morning, one for what goes by itself."""
    if len(rows) == 1:
        return [_bundle(library, list(rows), now)]
    made = []
    for _, group in groupby(sorted(rows, key=lambda row: (row.day, row.id)), lambda row: row.day):
        together = list(group)
        made.append(_bundle(library, together, now))
    return made


def is_over(row: Due, now: datetime) -> bool:
    """Whether it is too late for this to be of any use."""
    if "T" in row.due:
        return now >= datetime.fromisoformat(row.due)
    return _over(row.kind, row.due, row.stage, _day_of(now))


@lru_cache(maxsize=4096)
def _over(kind: str, due: str, stage: str, today: date) -> bool:
    return over(kind, date.fromisoformat(due), stage, today)


@lru_cache(maxsize=64)  # most of a page goes at one moment
def _day_of(moment: datetime) -> date:
    return local_day(moment)


@lru_cache(maxsize=64)
def _closing(moment: datetime) -> datetime:
    return closing(moment)


def _bundle(library: Library, rows: list[Due], now: datetime) -> Bundle:
    """One message; this is done for everybody on a morning, so nothing is worked out twice."""
    first = rows[0]
    not_before = max(now, *[row.not_before for row in rows])
    told = tuple([Told(row.what, row.kind, row.due, row.stage, row.about) for row in rows])
    return Bundle(
        key=_key(first),
        person=first.person,
        channel=first.channel,
        address_id=first.address_id,
        message=_message(_shelf(library), _one_each(told), _day_of(not_before)),
        not_before=not_before,
        expires_at=_expires(rows, not_before),
        stands=tuple([Stands(row.id, row.kind, row.what, row.due, row.stage) for row in rows]),
    )


def _key(first: Due) -> str:
    """One for each morning; what goes by itself has its own first row in its key."""
    rest = first.day or f"{first.id}:{_day_of(first.not_before)}"
    return f"remind:{first.person}:{rest}"


def _expires(rows: list[Due], not_before: datetime) -> datetime:
    """Never in quiet hours, and never after what it tells of has begun."""
    moments = [datetime.fromisoformat(row.due) for row in rows if "T" in row.due]
    return min([_closing(not_before), *moments])


def _one_each(told: tuple[Told, ...]) -> tuple[Told, ...]:
    """One of each thing: a change says more than a stage; soonest first."""
    if len(told) == 1:
        return told
    chosen: dict[str, Told] = {}
    for one in told:
        if one.what not in chosen or is_change(one.stage):
            chosen[one.what] = one
    return tuple(sorted(chosen.values(), key=lambda one: (not is_change(one.stage), one.due)))


class _Shelf:
    """The library as a key of the cache: the same object is the same content."""

    def __init__(self, library: Library) -> None:
        self.library = library


_SHELVES: list[_Shelf] = []  # the one in use


def _shelf(library: Library) -> _Shelf:
    """The same shelf for the same library."""
    if not _SHELVES or _SHELVES[0].library is not library:
        _SHELVES[:] = [_Shelf(library)]
    return _SHELVES[0]


@lru_cache(maxsize=512)  # on a morning of a round everybody is told the same
def _message(shelf: _Shelf, told: tuple[Told, ...], today: date) -> Outgoing:
    library = shelf.library
    texts = library.texts
    parts = ["\n".join(lines(library, one, today)) for one in told]
    shown = _that_fit(parts)
    head = _head(told[:shown])
    if len(told) > 1:
        parts = [f"{number}. {part}" for number, part in enumerate(parts, 1)]
    text = "\n\n".join([texts[head], *parts[:shown]])
    if shown < len(told):
        text += "\n\n" + texts["rm_more"].format(count=len(told) - shown)
    return Outgoing(text, _rows(library, told, shown))


def _that_fit(parts: list[str]) -> int:
    """How many fit into one message, at least one."""
    length, fit = 120, 0
    for part in parts[:MOST_THINGS]:
        length += len(part) + 5
        if fit and length > MOST_LETTERS:
            break
        fit += 1
    return fit


def _head(told: tuple[Told, ...]) -> str:
    many = "_many" if len(told) > 1 else ""
    if all(is_change(one.stage) for one in told):
        return "rm_news" + many
    return "rm_soon" if told[0].kind == "training" else "rm_morning" + many


def _rows(library: Library, told: tuple[Told, ...], shown: int) -> tuple[tuple[Choice, ...], ...]:
    texts = library.texts
    main = [button(texts, told[0])]
    if shown < len(told):
        main.append(Choice(texts["button_rm_ahead"], act("ahead")))
    kinds = {kind_of(one.what) for one in told}
    stop = ("stop", kinds.pop().value) if len(kinds) == 1 else ("stop",)
    label = "button_rm_stop" if len(stop) == 2 else "button_rm_stop_many"
    home = (Choice(texts["button_home"], HOME), Choice(texts["button_official"], "official"))
    wishes = _wishes(library, told[:shown], many=len(told) > 1)
    return (tuple(main), *wishes, (Choice(texts[label], act(*stop)),), home)


def _wishes(
    library: Library, told: tuple[Told, ...], *, many: bool
) -> tuple[tuple[Choice, ...], ...]:
    """ "Đã làm xong" and "Nhắc lại sau" for each thing that can be done."""
    rows, of = [], "_of" if many else ""
    for place, one in enumerate(told, 1):
        if one.stage == "off" or one.kind == "training":
            continue
        row = [
            Choice(library.texts[f"button_rm_{verb}{of}"].format(place=place), act(verb, one.what))
            for verb in ("done", "snooze")
        ]
        rows.append(tuple(row))
    return tuple(rows)


def tomorrow(now: datetime) -> datetime:
    """When somebody whose bundle of today has gone may be told of more: the next morning."""
    opens = next_open(closing(now) + timedelta(minutes=1))
    return at(local_day(opens), MORNING)

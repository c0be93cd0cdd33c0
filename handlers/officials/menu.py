"""An official's home: what they look after and what they can do, one line a part of the house.

Who adds a part adds a Line: its text `button_<key>`, its action, and for whom it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.core.message import Choice, Outgoing, Rows
from bot.core.reads.officials import Office, Role
from bot.core.turn import Reply, Turn
from handlers.desk import Desk
from handlers.officials.gate import Offices
from handlers.officials.words import office_name

HOME = "oc:home"
WORDS = ("/canbo_menu", "việc cán bộ", "viec can bo", "việc của cán bộ")


@dataclass(frozen=True, slots=True)
class Line:
    """A button of the officials' home, and the offices that see it."""

    key: str
    action: str
    shown: Callable[[Office], bool]


def _looks_after_people(office: Office) -> bool:
    return office.role is not Role.EDITOR


def _anyone(office: Office) -> bool:
    return True


LINES = (
    Line("oc_questions", "oc:q", _looks_after_people),
    Line("oc_announce", "an:menu", _looks_after_people),
    Line("oc_results", "res:list", _looks_after_people),
    Line("dl_menu", "dl:menu", _looks_after_people),
    Line("tr_own", "training:own", _looks_after_people),
    Line("oc_people", "oc:people", _anyone),
    Line("oc_invite", "oc:invite", _anyone),
    Line("oc_leave", "oc:leave", _anyone),
)


async def home(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:home", "/canbo_menu": the offices, what waits, and what can be done."""
    waiting = await desk.reads.officials.waiting(turn.person.number)
    named = "\n".join(f"- {office_name(desk, office)}" for office in offices)
    waits = desk.text("oc_waiting", count=str(waiting)) if waiting else desk.text("oc_none_waiting")
    text = desk.text("oc_home", offices=named, waiting=waits)
    message = Outgoing(text, lines(desk, offices), replaces=turn.incoming.pressed)
    return Reply((message,), ends=turn.dialogue is not None)


def lines(desk: Desk, offices: Offices) -> Rows:
    """The buttons that these offices see, two in a row, then the way home."""
    seen = [line for line in LINES if any(line.shown(office) for office in offices)]
    choices = [desk.button(line.key, line.action) for line in seen]
    rows = tuple(tuple(choices[i : i + 2]) for i in range(0, len(choices), 2))
    return (*rows, (desk.button("home", "home"),))


async def entrance(desk: Desk, turn: Turn) -> tuple[tuple[Choice, ...], ...]:
    """The row that officials have in their main menu; none for anybody else."""
    offices = await desk.reads.officials.offices(turn.person.number)
    return ((desk.button("oc_home", HOME),),) if offices else ()


def way_back(desk: Desk) -> tuple[Choice, ...]:
    """The row under an official's screens."""
    return (desk.button("oc_home", HOME), desk.button("home", "home"))

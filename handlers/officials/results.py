"""Results that producers showed: read by officials, commented on, their papers marked as seen."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.core.clock import local_day, weekday_in_sentence
from bot.core.message import Choice, Outgoing, Rows
from bot.core.reads.evidence import Shared
from bot.core.reads.officials import Role
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers.assess import holding, result
from handlers.assess.actions import QUESTION
from handlers.assess.asking import pages
from handlers.assess.paperwork import PAPER
from handlers.desk import Desk
from handlers.officials import comments, shown_files
from handlers.officials.gate import Offices
from handlers.officials.menu import way_back
from handlers.officials.sheet import A_SCREEN, Sheet, is_talking, sheet_of, to_list
from handlers.officials.words import place_name

NUMBER = "[0-9]{1,12}"
SHAPE = (
    f"res:(?:list(?::[0-9]{{1,5}})?|(?:one|papers|send|files):{NUMBER}|crit:{NUMBER}:[0-9]{{1,3}}"
    f"|(?:at|say):{NUMBER}:{QUESTION}|seen:{NUMBER}:{PAPER}"
    f"|file:{NUMBER}:[0-9a-f]{{{holding.SHORT}}})"
)


async def press(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """Any "res:…" button."""
    _, verb, *rest = turn.incoming.action.split(":")
    if verb == "list":
        return await _list(desk, turn, offices, int(rest[0]) if rest else 0)
    sheet = await sheet_of(desk, offices, int(rest[0]))
    if sheet is None:
        return Reply((Outgoing(desk.text("res_gone"), (to_list(desk), way_back(desk))),))
    return await DO[verb](desk, turn, sheet, rest[1:])


async def _list(desk: Desk, turn: Turn, offices: Offices, skip: int) -> Reply:
    """ "res:list": the results within reach, the latest first."""
    mine = [office for office in offices if office.role is not Role.EDITOR]
    found = await desk.reads.shared.within(mine, A_SCREEN + 1, skip)
    if not found:
        return Reply((Outgoing(desk.text("res_none"), (way_back(desk),)),))
    rows: Rows = tuple((Choice(_label(one), f"res:one:{one.id}"),) for one in found[:A_SCREEN])
    if len(found) > A_SCREEN:
        rows = (*rows, (desk.button("next", f"res:list:{skip + A_SCREEN}"),))
    shown = Outgoing(desk.text("res_list"), (*rows, way_back(desk)), replaces=turn.incoming.pressed)
    return Reply((shown,), ends=is_talking(turn))


def _label(one: Shared) -> str:
    """ "Trà atiso · xã Nam Trực · 22/11"."""
    day = local_day(one.at)
    place = place_name(one.tinh, one.xa).split(",")[0]
    tail = " · ".join(part for part in (place, f"{day.day}/{day.month}") if part)
    return f"{shorten(one.name, max(12, 58 - len(tail)), 'characters')} · {tail}"


async def _one(desk: Desk, turn: Turn, sheet: Sheet, rest: list[str]) -> Reply:
    """ "res:one:N": the result in words, and what can be looked at."""
    number = sheet.shared.id
    day = weekday_in_sentence(local_day(sheet.shared.at))
    place = place_name(sheet.shared.tinh, sheet.shared.xa) or desk.text("res_nowhere")
    text = "\n".join(
        [desk.text("res_head", day=day, place=place), result.in_words(desk, sheet.product)]
    )
    files = holding.count(sheet.product.dialogue) + holding.count(sheet.dossier)
    rows: Rows = ((desk.button("res_crit", f"res:crit:{number}:0"),),)
    if sheet.dossier is not None:
        rows = (*rows, (desk.button("res_papers", f"res:papers:{number}"),))
    if files:
        label = desk.text("button_res_files", count=str(files))
        rows = (*rows, (Choice(label, f"res:files:{number}"),))
    rows = (*rows, to_list(desk), way_back(desk))
    return Reply(tuple(pages(desk, text, rows)), ends=is_talking(turn))


Do = Callable[[Desk, Turn, Sheet, list[str]], Awaitable[Reply]]
DO: dict[str, Do] = {
    "one": _one,
    "crit": comments.listed,
    "at": comments.at,
    "say": comments.say,
    "send": comments.send,
    "files": shown_files.every,
    "file": shown_files.one,
    "papers": shown_files.listed,
    "seen": shown_files.seen,
}

"""The papers and files of a shared result: seen by an official, and marked as seen."""

from __future__ import annotations

from bot.core.effects import SeePaper
from bot.core.message import Choice, Outgoing, Rows
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.assess import evidence, holding
from handlers.assess.asking import today
from handlers.assess.paperwork import papers, states
from handlers.desk import Desk
from handlers.officials.menu import way_back
from handlers.officials.sheet import A_SCREEN, LABEL, Sheet, to_one


async def every(desk: Desk, turn: Turn, sheet: Sheet, rest: list[str]) -> Reply:
    """ "res:files:N": all files that were shown with the result."""
    both = holding.everything(sheet.product.dialogue) | holding.everything(sheet.dossier)
    rows: Rows = ()
    for about in both:
        rows += await files_at(desk, sheet, about)
    rows = (*rows[: 3 * A_SCREEN], to_one(desk, sheet.shared.id), way_back(desk))
    return Reply((Outgoing(desk.text("res_files", name=sheet.product.name), rows),))


async def files_at(desk: Desk, sheet: Sheet, about: str) -> Rows:
    """A button for each file about something that is still there."""
    of = sheet.dossier if about.startswith(evidence.OF_PAPER) else sheet.product.dialogue
    there = [
        (name, label)
        for name, label in holding.sent(of, about).items()
        if await desk.reads.shared.is_kept(sheet.shared.owner, name)
    ]
    return tuple(
        (Choice(label, f"res:file:{sheet.shared.id}:{name[: holding.SHORT]}"),)
        for name, label in there
    )


async def one(desk: Desk, turn: Turn, sheet: Sheet, rest: list[str]) -> Reply:
    """ "res:file:N:NAME": one file, while its owner keeps it and shows it."""
    found = holding.find(sheet.product.dialogue, rest[0]) or holding.find(sheet.dossier, rest[0])
    if found is None or not await desk.reads.shared.is_kept(sheet.shared.owner, found[1]):
        return Reply((Outgoing(desk.text("res_file_gone"), (way_back(desk),)),))
    about, name, label = found
    title = evidence.title(evidence.Spot(sheet.product, sheet.product.dialogue, about))
    rows: Rows = (to_one(desk, sheet.shared.id), way_back(desk))
    if not about.startswith(evidence.OF_PAPER) and about:
        rows = ((desk.button("res_say", f"res:say:{sheet.shared.id}:{about}"),), *rows)
    text = desk.text("ev_look", label=label, about=title)
    return Reply((Outgoing(text, rows, evidence.kept(name, label)),))


async def listed(desk: Desk, turn: Turn, sheet: Sheet, rest: list[str]) -> Reply:
    """ "res:papers:N": the papers of the dossier; a press marks one as seen, or no longer."""
    if sheet.dossier is None:
        return fallback.stale(desk, turn)
    return Reply((_paper_list(desk, sheet, frozenset(sheet.shared.seen)),))


async def seen(desk: Desk, turn: Turn, sheet: Sheet, rest: list[str]) -> Reply:
    """ "res:seen:N:PAPER"."""
    paper, before = rest[0], frozenset(sheet.shared.seen)
    known = {n.paper.id for n in papers(sheet.product, sheet.dossier)} if sheet.dossier else ()
    if paper not in known:
        return fallback.stale(desk, turn)
    day = "" if paper in before else today(turn)
    shown = _paper_list(desk, sheet, before ^ {paper}, replaces=turn.incoming.pressed)
    return Reply((shown,), (SeePaper(sheet.shared.id, paper, day),))


def _paper_list(desk: Desk, sheet: Sheet, seen: frozenset[str], *, replaces: str = "") -> Outgoing:
    said = states(sheet.dossier)
    rows: list[tuple[Choice, ...]] = []
    for needed in papers(sheet.product, sheet.dossier):
        state = said.get(needed.paper.id)
        tail = desk.text(f"button_do_{state.having if state else 'missing'}").lower()
        mark = "✓ " if needed.paper.id in seen else ""
        room = LABEL - len(tail) - len(mark)
        label = f"{mark}{shorten(needed.paper.name, room, 'characters')} · {tail}"
        rows.append((Choice(label, f"res:seen:{sheet.shared.id}:{needed.paper.id}"),))
    text = desk.text("res_papers", name=sheet.product.name)
    below = (to_one(desk, sheet.shared.id), way_back(desk))
    return Outgoing(text, (*rows, *below), replaces=replaces)

"""The dossier alone: paper by paper, what is there, what is missing, and until when it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.clock import local_day, weekday_in_sentence
from bot.core.dialogue import Dialogue
from bot.core.effects import KeepPaper
from bot.core.message import Choice, Outgoing, Rows
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.assess import beside, evidence, holding, paperwork
from handlers.assess.actions import PRODUCT, act
from handlers.assess.aside import asked_aside
from handlers.assess.asking import pages
from handlers.assess.onward import led
from handlers.assess.paperwork import (
    HAVING,
    PAPER,
    STATE,
    papers,
    seen_on,
    waiting,
    without,
)
from handlers.assess.product import Product
from handlers.assess.said import folded, meant
from handlers.desk import Desk
from handlers.reminders.days import MAYBE, YES, Bounds, heard, is_day
from knowledge.calendar.reading import fold
from knowledge.dossier.load import load_dossier
from knowledge.dossier.model import Having, Needed, Progress

SHAPE = (
    f"dossier:(?:menu|(?:open|recase|sum):{PRODUCT}|case:{PRODUCT}:(?:first|upgrade|again)"
    f"|(?:paper|back|forever):{PRODUCT}:{PAPER}|is:{PRODUCT}:{PAPER}:(?:{'|'.join(HAVING)}))"
)
EARLIEST, LATEST = date(2000, 1, 1), date(2079, 12, 31)  # days that a paper may end on
WORDS: dict[str, Having] = {
    "co": "have", "co roi": "have", "da co": "have", "chua": "missing", "chua co": "missing",
    "dang lam": "doing", "khong can": "not_needed",
}  # fmt: skip


def press(desk: Desk, turn: Turn) -> Reply:
    """Any "dossier:…" button."""
    return beside.pressed(desk, turn, turn.incoming.action, _do)


def _do(
    desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, verb: str, rest: list[str]
) -> Reply:
    if verb == "open":
        return _on(desk, turn, product, without(dialogue, "send"))
    dialogue = _free(dialogue)
    if verb == "case":
        return _on(desk, turn, product, dialogue.put("case", rest[0]))
    if verb == "recase":
        return _on(desk, turn, product, without(dialogue, "case"))
    if verb == "sum":
        return Reply(tuple(_summed(desk, turn, product, dialogue)), dialogue=dialogue)
    return _at_paper(desk, turn, product, dialogue, verb, rest)


def _at_paper(
    desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, verb: str, rest: list[str]
) -> Reply:
    road = papers(product, dialogue)
    needed = next((one for one in road if one.paper.id == rest[0]), None)
    if needed is None:
        return fallback.stale(desk, turn)
    if verb == "is":
        return _stated(desk, turn, product, dialogue, needed, rest[1])
    if verb == "back":
        at = max(0, road.index(needed) - 1)
        return _on(desk, turn, product, dialogue.put("at", road[at].paper.id))
    if verb == "forever":
        dropped = KeepPaper(product.id, needed.paper.id, needed.paper.name, None)
        return replace(_on(desk, turn, product, dialogue), effects=(dropped,))
    return _on(desk, turn, product, dialogue.put("at", needed.paper.id))


def said(desk: Desk, turn: Turn) -> Reply:
    """Typed while the papers are walked through: a state, a day, or a question."""
    found = beside.open_one(turn)
    if found is None:
        return fallback.stale(desk, turn)
    product, dialogue = found
    here = screen(desk, turn, product, dialogue)
    if (action := meant(turn.text, here)).startswith("dossier:"):
        return beside.pressed(desk, turn, action, _do)
    if paper := dialogue.answers.get("wait"):
        return _dated(desk, turn, product, dialogue, paper)
    needed = waiting(product, dialogue)
    state = WORDS.get(folded(turn.text))
    if needed and state and dialogue.answers.get("case"):
        return _stated(desk, turn, product, _free(dialogue), needed, state)
    return asked_aside(desk, turn, here)


def _stated(
    desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, needed: Needed, state: str
) -> Reply:
    if state == "not_needed" and needed.must:
        return fallback.stale(desk, turn)
    paper, before = needed.paper, paperwork.states(dialogue).get(needed.paper.id)
    dialogue = dialogue.put(f"{STATE}{paper.id}", state)
    if state == "have" and paper.expires:
        dialogue = dialogue.put("wait", paper.id)
    said = desk.text("do_noted", paper=paper.name, state=desk.text(f"button_do_{state}").lower())
    reply = _on(desk, turn, product, dialogue, said)
    if before is None or before.until is None:
        return reply
    return replace(reply, effects=(KeepPaper(product.id, paper.id, paper.name, None),))


def _dated(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, paper: str) -> Reply:
    """What was typed when a last day was asked: a day, a doubt that is asked back, a question."""
    today = local_day(turn.now)
    if not is_day(turn.text, today) and fold(turn.text) not in YES:
        return asked_aside(desk, turn, screen(desk, turn, product, dialogue))
    rows = _day_rows(desk, product, paper)
    day = heard(desk, dialogue, turn.text, Bounds(today, EARLIEST, LATEST), rows)
    return day if isinstance(day, Reply) else _until(desk, turn, product, dialogue, paper, day)


def day_pressed(desk: Desk, turn: Turn) -> Reply:
    """ "day:20291231": yes, this day was meant."""
    found = beside.open_one(turn)
    paper, maybe = (found[1].answers.get(key, "") for key in ("wait", MAYBE)) if found else ("", "")
    if found is None or not paper or turn.incoming.action != f"day:{maybe.replace('-', '')}":
        return fallback.stale(desk, turn)
    return _until(desk, turn, *found, paper, date.fromisoformat(maybe))


def _until(
    desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, paper: str, day: date
) -> Reply:
    """The last day of a paper, for the dossier and for the reminders."""
    dialogue = _free(dialogue).put(f"{STATE}{paper}", f"have:{day.isoformat()}")
    key = "do_until" if day >= local_day(turn.now) else "do_over"
    name = next(p.name for p in load_dossier().papers if p.id == paper)
    reply = _on(desk, turn, product, dialogue, desk.text(key, day=weekday_in_sentence(day)))
    return replace(reply, effects=(KeepPaper(product.id, paper, name, day),))


def _on(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, said: str = "") -> Reply:
    messages = led(said, screen(desk, turn, product, dialogue))
    return Reply(tuple(messages), dialogue=dialogue)


def screen(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue) -> list[Outgoing]:
    """The messages of the place where a dossier stands."""
    if not dialogue.answers.get("case"):
        return [_which_case(desk, product)]
    if paper := dialogue.answers.get("send"):
        about = f"{evidence.OF_PAPER}{paper}"
        return [evidence.asking(desk, evidence.Spot(product, dialogue, about))]
    if paper := dialogue.answers.get("wait"):
        return [_which_day(desk, product, paper)]
    needed = waiting(product, dialogue)
    if needed is None:
        return _summed(desk, turn, product, dialogue)
    return [_which_state(desk, turn, product, dialogue, needed)]


def _which_case(desk: Desk, product: Product) -> Outgoing:
    rows = tuple(
        (Choice(name, f"dossier:case:{product.id}:{case}"),)
        for case, name in load_dossier().cases.items()
    )
    return Outgoing(desk.text("do_case", name=product.name), (*rows, desk.way_home()))


def _which_day(desk: Desk, product: Product, paper_id: str) -> Outgoing:
    paper = next(p for p in load_dossier().papers if p.id == paper_id)
    rows = (*_day_rows(desk, product, paper_id), _leave(desk, product))
    return Outgoing(desk.text("do_day", paper=paper.name, where=paper.expires), rows)


def _day_rows(desk: Desk, product: Product, paper_id: str) -> Rows:
    """It has no last day; or the paper itself is sent."""
    send = f"ev:send:{product.id}:{evidence.OF_PAPER}{paper_id}"
    return (
        (desk.button("do_forever", f"dossier:forever:{product.id}:{paper_id}"),),
        (desk.button("ev_send", send),),
    )


def _which_state(
    desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, needed: Needed
) -> Outgoing:
    road, paper = papers(product, dialogue), needed.paper
    key = "do_must" if needed.must else "do_star" if needed.star else "do_more"
    text = desk.text(
        "do_paper",
        at=str(road.index(needed) + 1),
        all=str(len(road)),
        paper=paper.name + (f" ({needed.count})" if needed.count > 1 else ""),
        about=paper.about,
        where=paper.where,
        need=desk.text(key, star=str(needed.star)),
    )
    at = f"{product.id}:{paper.id}"
    states = HAVING[:3] if needed.must else HAVING
    rows = tuple((desk.button(f"do_{s}", f"dossier:is:{at}:{s}"),) for s in states)
    if day := seen_on(turn, product, paper.id):
        text = f"{text}\n{desk.text('do_seen', day=weekday_in_sentence(day))}"
    about = f"{evidence.OF_PAPER}{paper.id}"
    if there := len(holding.sent(dialogue, about)):
        text = f"{text}\n{desk.text('ev_there', count=str(there))}"
    send = (desk.button("ev_send", f"ev:send:{product.id}:{about}"),)
    back = (
        desk.button("as_back", f"dossier:back:{at}"),
        desk.button("do_sum", f"dossier:sum:{product.id}"),
    )
    return Outgoing(text, (*rows, send, back, _leave(desk, product)))


def _leave(desk: Desk, product: Product) -> tuple[Choice, ...]:
    return (desk.button("as_stop", act("stop", product.id)), *desk.way_home())


def _summed(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue) -> list[Outgoing]:
    """Per cent, and the papers by how they stand."""
    found = paperwork.how_far(product, dialogue, local_day(turn.now))
    lines = [desk.text("do_percent", name=product.name, percent=str(found.percent))]
    for key in ("have", "doing", "missing", "expired", "ending"):
        pile: tuple[Needed, ...] = getattr(found, key)
        if pile:
            names = "; ".join(one.paper.name for one in pile)
            lines.append(desk.text(f"do_pile_{key}", count=str(len(pile)), names=names))
    seen = [n.paper.name for n in papers(product, dialogue) if seen_on(turn, product, n.paper.id)]
    if seen:
        lines.append(desk.text("do_pile_seen", count=str(len(seen)), names="; ".join(seen)))
    lines.append(desk.text("do_copies"))
    return pages(desk, "\n".join(lines), _sum_rows(desk, product, found))


def _sum_rows(desk: Desk, product: Product, found: Progress) -> Rows:
    todo = (*found.expired, *found.missing, *found.doing)[:6]
    rows: Rows = tuple(
        (
            Choice(
                shorten(n.paper.name, 40, "characters"), f"dossier:paper:{product.id}:{n.paper.id}"
            ),
        )
        for n in todo
    )
    return (
        *rows,
        (desk.button("as_mau01", act("file", product.id, "mau01")),),
        (
            desk.button("do_recase", f"dossier:recase:{product.id}"),
            desk.button("as_card", act("card", product.id)),
        ),
        _leave(desk, product),
    )


def _free(dialogue: Dialogue) -> Dialogue:
    """Without what was waited for: every press answers or leaves it."""
    return without(dialogue, "at", "wait", "send", MAYBE)

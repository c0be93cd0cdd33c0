"""The dossier alone: paper by paper, what is there, what is missing, and until when it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.core.clock import local_day, show_day
from bot.core.dialogue import Dialogue
from bot.core.message import Choice, Outgoing, Rows
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.assess.actions import PRODUCT, act
from handlers.assess.aside import asked_aside
from handlers.assess.asking import pages
from handlers.assess.days import read_day
from handlers.assess.onward import led, onward
from handlers.assess.product import Product, find, new, products
from handlers.assess.said import folded, meant
from handlers.desk import Desk
from knowledge.dossier.load import load_dossier
from knowledge.dossier.model import Case, Having, Needed, Progress, State
from knowledge.dossier.progress import papers_for, progress
from knowledge.dossier.rounds import next_rounds

NAME = "dossier"
PAPER = "[a-z0-9_]{1,24}"
HAVING: tuple[Having, ...] = ("have", "doing", "missing", "not_needed")
SHAPE = (
    f"dossier:(?:menu|(?:open|recase|sum):{PRODUCT}|case:{PRODUCT}:(?:first|upgrade|again)"
    f"|(?:paper|back|forever):{PRODUCT}:{PAPER}|is:{PRODUCT}:{PAPER}:(?:{'|'.join(HAVING)}))"
)
WORDS: dict[str, Having] = {
    "co": "have", "co roi": "have", "da co": "have", "chua": "missing", "chua co": "missing",
    "dang lam": "doing", "khong can": "not_needed",
}  # fmt: skip


def press(desk: Desk, turn: Turn) -> Reply:
    """Any "dossier:…" button."""
    return _do(desk, turn, turn.incoming.action)


def _do(desk: Desk, turn: Turn, action: str) -> Reply:
    _, verb, *rest = action.split(":")
    if verb == "menu":
        return chosen(desk, turn, NAME)
    product = find(turn, rest[0])
    if product is None:
        return fallback.stale(desk, turn)
    if product.chosen is None:
        return onward(desk, turn, product.put({"want": NAME}))
    dialogue = _without(turn.unfinished(NAME, product.id) or Dialogue(NAME, subject=product.id))
    if verb == "case":
        return _on(desk, turn, product, dialogue.put("case", rest[1]))
    if verb == "recase":
        return _on(desk, turn, product, _dropped(dialogue, "case"))
    if verb == "open":
        return _on(desk, turn, product, dialogue)
    if verb == "sum":
        return Reply(tuple(_summed(desk, turn, product, dialogue)), dialogue=dialogue)
    return _at_paper(desk, turn, product, dialogue, verb, rest[1:])


def _at_paper(
    desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, verb: str, rest: list[str]
) -> Reply:
    road = _papers(product, dialogue)
    needed = next((one for one in road if one.paper.id == rest[0]), None)
    if needed is None:
        return fallback.stale(desk, turn)
    if verb == "is":
        return _stated(desk, turn, product, dialogue, needed, rest[1])
    if verb == "back":
        at = max(0, road.index(needed) - 1)
        return _on(desk, turn, product, dialogue.put("at", road[at].paper.id))
    if verb == "forever":
        return _on(desk, turn, product, dialogue)
    return _on(desk, turn, product, dialogue.put("at", needed.paper.id))


def said(desk: Desk, turn: Turn) -> Reply:
    """Typed while the papers are walked through: a state, a day, or a question."""
    dialogue = turn.dialogue
    product = find(turn, dialogue.subject) if dialogue else None
    if dialogue is None or product is None or product.chosen is None:
        return fallback.stale(desk, turn)
    here = _screen(desk, turn, product, dialogue)
    if (action := meant(turn.text, here)).startswith("dossier:"):
        return _do(desk, turn, action)
    if waiting := dialogue.answers.get("wait"):
        return _dated(desk, turn, product, dialogue, waiting)
    needed = _waiting(product, dialogue)
    state = WORDS.get(folded(turn.text))
    if needed and state and dialogue.answers.get("case"):
        return _stated(desk, turn, product, _without(dialogue), needed, state)
    return asked_aside(desk, turn, here)


def chosen(desk: Desk, turn: Turn, name: str) -> Reply:
    """Which product is it for? The only one is taken; without any, one is named first."""
    known = products(turn)
    if not known:
        return onward(desk, turn, new(turn).put({"want": name}))
    rows = tuple((Choice(shorten(p.name, 40, "characters"), f"{name}:open:{p.id}"),) for p in known)
    another = (desk.button("as_new", act("new", name)),)
    return Reply((Outgoing(desk.text("do_which"), (*rows[:8], another, desk.way_home())),))


def _stated(
    desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, needed: Needed, state: str
) -> Reply:
    if state == "not_needed" and needed.must:
        return fallback.stale(desk, turn)
    paper = needed.paper
    dialogue = dialogue.put(f"p:{paper.id}", state)
    if state == "have" and paper.expires:
        dialogue = dialogue.put("wait", paper.id)
    said = desk.text("do_noted", paper=paper.name, state=desk.text(f"button_do_{state}").lower())
    return _on(desk, turn, product, dialogue, said)


def _dated(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, paper: str) -> Reply:
    day = read_day(turn.text)
    if day is None and any(char.isdigit() for char in turn.text):
        wrong = led(desk.text("do_no_day"), _screen(desk, turn, product, dialogue))
        return Reply(tuple(wrong), dialogue=dialogue)
    if day is None:
        return asked_aside(desk, turn, _screen(desk, turn, product, dialogue))
    dialogue = _without(dialogue).put(f"p:{paper}", f"have:{day.isoformat()}")
    key = "do_until" if day >= local_day(turn.now) else "do_over"
    return _on(desk, turn, product, dialogue, desk.text(key, day=show_day(day)))


def _on(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, said: str = "") -> Reply:
    messages = led(said, _screen(desk, turn, product, dialogue))
    return Reply(tuple(messages), dialogue=dialogue)


def here(desk: Desk, turn: Turn) -> list[Outgoing]:
    """Where the open dossier stands, for going on after a question."""
    dialogue = turn.dialogue
    product = find(turn, dialogue.subject) if dialogue else None
    if dialogue is None or product is None or product.chosen is None:
        return []
    return _screen(desk, turn, product, dialogue)


def _screen(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue) -> list[Outgoing]:
    if not dialogue.answers.get("case"):
        return [_which_case(desk, product)]
    if waiting := dialogue.answers.get("wait"):
        return [_which_day(desk, product, waiting)]
    needed = _waiting(product, dialogue)
    if needed is None:
        return _summed(desk, turn, product, dialogue)
    return [_which_state(desk, product, dialogue, needed)]


def _which_case(desk: Desk, product: Product) -> Outgoing:
    rows = tuple(
        (Choice(name, f"dossier:case:{product.id}:{case}"),)
        for case, name in load_dossier().cases.items()
    )
    return Outgoing(desk.text("do_case", name=product.name), (*rows, desk.way_home()))


def _which_day(desk: Desk, product: Product, paper_id: str) -> Outgoing:
    paper = next(p for p in load_dossier().papers if p.id == paper_id)
    rows = (
        (desk.button("do_forever", f"dossier:forever:{product.id}:{paper_id}"),),
        _leave(desk, product),
    )
    return Outgoing(desk.text("do_day", paper=paper.name, where=paper.expires), rows)


def _which_state(desk: Desk, product: Product, dialogue: Dialogue, needed: Needed) -> Outgoing:
    road, paper = _papers(product, dialogue), needed.paper
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
    back = (
        desk.button("as_back", f"dossier:back:{at}"),
        desk.button("do_sum", f"dossier:sum:{product.id}"),
    )
    return Outgoing(text, (*rows, back, _leave(desk, product)))


def _leave(desk: Desk, product: Product) -> tuple[Choice, ...]:
    return (desk.button("as_stop", act("stop", product.id)), *desk.way_home())


def _summed(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue) -> list[Outgoing]:
    """Per cent, and the papers by how they stand."""
    found = _progress(turn, product, dialogue)
    lines = [desk.text("do_percent", name=product.name, percent=str(found.percent))]
    for key in ("have", "doing", "missing", "expired", "ending"):
        pile: tuple[Needed, ...] = getattr(found, key)
        if pile:
            names = "; ".join(one.paper.name for one in pile)
            lines.append(desk.text(f"do_pile_{key}", count=str(len(pile)), names=names))
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


def _progress(turn: Turn, product: Product, dialogue: Dialogue) -> Progress:
    states = {}
    for needed in _papers(product, dialogue):
        having, _, until = dialogue.answers.get(f"p:{needed.paper.id}", "").partition(":")
        known = next((h for h in HAVING if h == having), None)
        if known:
            states[needed.paper.id] = State(known, date.fromisoformat(until) if until else None)
    today = local_day(turn.now)
    by = next((one.hand_in for one in next_rounds(today) if one.hand_in >= today), None)
    return progress(_papers(product, dialogue), states, today, by=by)


def _papers(product: Product, dialogue: Dialogue) -> tuple[Needed, ...]:
    cases: tuple[Case, ...] = ("first", "upgrade", "again")
    case = next((c for c in cases if c == dialogue.answers.get("case")), cases[0])
    return papers_for(product.criteria.no, case)


def _waiting(product: Product, dialogue: Dialogue) -> Needed | None:
    """The paper to ask about: the one gone back to, else the first without an answer."""
    road = _papers(product, dialogue)
    at = dialogue.answers.get("at")
    again = next((one for one in road if one.paper.id == at), None)
    return again or next((n for n in road if f"p:{n.paper.id}" not in dialogue.answers), None)


def _without(dialogue: Dialogue) -> Dialogue:
    """Without what was waited for: every press answers or leaves it."""
    return _dropped(dialogue, "at", "wait")


def _dropped(dialogue: Dialogue, *keys: str) -> Dialogue:
    kept = {key: value for key, value in dialogue.answers.items() if key not in keys}
    return replace(dialogue, answers=kept)

"""One question as a message: its progress, its words, its answers as big buttons."""

from __future__ import annotations

import re

from bot.core.clock import local_day
from bot.core.message import Choice, Outgoing, Rows
from bot.core.text import split
from bot.core.turn import Turn
from handlers.assess import answers, holding
from handlers.assess.actions import act
from handlers.assess.product import Product
from handlers.assess.questions import Question, options, questions
from handlers.assess.where import SHORT, walk
from handlers.desk import Desk
from knowledge.criteria.model import Criterion

SCREEN = 600  # characters that one message may have
NOTED = ("note", "unscored")
_CONSEQUENCE = re.compile(r",? thì (?:bị loại|hội đồng dừng chấm)\.$")


def asked(desk: Desk, product: Product, question: Question, *, why: bool = False) -> list[Outgoing]:
    """The question, in more than one message only when `why` needs the room."""
    text = "\n\n".join(
        filter(None, [_head(desk, product, question), *_words(desk, product, question)])
    )
    if why:
        text = f"{text}\n\n{_why(desk, product, question)}"
    parts = [part.strip() for part in split(text, SCREEN, "characters")]
    return [*map(Outgoing, parts[:-1]), Outgoing(parts[-1], rows(desk, product, question))]


def cases(desk: Desk, product: Product) -> list[Outgoing]:
    """Which case? Asked again, for criteria that offer several."""
    criterion = next(c for c in product.criteria.criteria if _has_cases(c))
    text = desk.text("as_which_case", code=criterion.code, title=criterion.title)
    keep = (desk.button("as_go", act("go", product.id)),)
    return [Outgoing(text, (*_cases(product, criterion), keep, desk.way_home()))]


def label(desk: Desk, product: Product, question: Question, key: str) -> str:
    """An answer in words: the level's label, or what was said of the condition."""
    if question.criterion is not None:
        levels = {o.key: o.level.label for o in options(question.criterion, product.told("case"))}
        if key in levels:
            return levels[key]
    elif key in (answers.CLEAR, answers.HIT):
        return desk.text(_condition_key(question, key))
    return desk.text(f"button_as_{key}") if key in answers.OPEN else ""


def progress(desk: Desk, product: Product, question: Question) -> str:
    """ "12/35 · phần A": its place on the short path, or among the criteria."""
    road = walk(product)
    if product.told("path") == SHORT:
        return desk.text("as_progress_short", **_place(road, question))
    if question.criterion is None:
        conditions = tuple(q for q in road if q.criterion is None)
        return desk.text("as_progress_condition", **_place(conditions, question))
    criteria = tuple(q for q in questions(product.criteria) if q.criterion is not None)
    return desk.text("as_progress", **_place(criteria, question), part=question.criterion.part)


def _place(road: tuple[Question, ...], question: Question) -> dict[str, str]:
    """Its number among the road's questions; the last one's for a question beside the road."""
    ids = [q.id for q in road]
    at = ids.index(question.id) if question.id in ids else len(ids) - 1
    return {"at": str(at + 1), "all": str(len(ids))}


def rows(desk: Desk, product: Product, question: Question) -> Rows:
    """The answers, one a row, then what else can be done at a question."""
    at = (product.id, product.criteria.no, question.id)
    keep = (desk.button("as_keep", act("keep", product.id)),)
    below: Rows = (
        *((keep,) if _is_kept(product, question) else ()),
        (
            desk.button("as_unknown", act("answer", *at, answers.UNKNOWN)),
            desk.button("as_skip", act("answer", *at, answers.SKIPPED)),
        ),
        (desk.button("as_why", act("why", *at)), desk.button("as_now", act("now", product.id))),
        (desk.button("as_back", act("back", *at)), desk.button("as_list", act("list", *at))),
        (desk.button("ev_send", f"ev:send:{product.id}:{question.id}"),),
        (desk.button("as_stop", act("stop", product.id)), *desk.way_home()),
    )
    if question.criterion is not None and _has_cases(question.criterion):
        if not product.told("case"):
            return _cases(product, question.criterion) + below[-3:]
        below = ((desk.button("as_recase", act("recase", product.id)),), *below)
    return tuple((choice,) for choice in _answers(desk, product, question)) + below


def _is_kept(product: Product, question: Question) -> bool:
    """Whether it was gone back to and has an answer that may stay."""
    return product.told("at") == question.id and question.id in answers.known(product)


def _answers(desk: Desk, product: Product, question: Question) -> list[Choice]:
    at = (product.id, product.criteria.no, question.id)
    if question.criterion is None:
        return [
            Choice(desk.text(_condition_key(question, key)), act("answer", *at, key))
            for key in (answers.CLEAR, answers.HIT)
        ]
    return [
        Choice(o.level.label, act("answer", *at, o.key))
        for o in options(question.criterion, product.told("case"))
    ]


def _cases(product: Product, criterion: Criterion) -> Rows:
    number = product.criteria.no
    return tuple((Choice(c.name, act("case", product.id, number, c.key)),) for c in criterion.cases)


def _has_cases(criterion: Criterion) -> bool:
    return len(criterion.cases) > 1


def _condition_key(question: Question, key: str) -> str:
    """The text for "ok" and "hit": a must is asked the other way round."""
    must = question.condition is not None and question.condition.kind == "must"
    return f"button_as_{'must_' if must else ''}{key}"


def _head(desk: Desk, product: Product, question: Question) -> str:
    shown = progress(desk, product, question)
    return desk.text("as_head", name=product.name, progress=shown)


def _words(desk: Desk, product: Product, question: Question) -> list[str]:
    """The question itself, what is odd about it, and the answer it has."""
    if question.condition is not None:
        key = f"as_ask_{question.condition.kind}"
        words = [desk.text(key, condition=said_once(question.condition.text))]
    else:
        words = _criterion_words(desk, product, question)
    key = answers.known(product).get(question.id, "")
    if key:
        words.append(desk.text("as_chosen", label=label(desk, product, question, key)))
    if there := len(holding.sent(product.dialogue, question.id)):
        words.append(desk.text("ev_there", count=str(there)))
    return words


def said_once(text: str) -> str:
    """A condition without its consequence: our own words around it say that already."""
    return _CONSEQUENCE.sub(".", text)


def _criterion_words(desk: Desk, product: Product, question: Question) -> list[str]:
    criterion = question.criterion
    if criterion is None:
        return []
    if _has_cases(criterion) and not product.told("case"):
        return [desk.text("as_which_case", code=criterion.code, title=criterion.title)]
    words = [f"{criterion.code}. {criterion.question}"]
    words += [c.text for c in criterion.conditions if c.kind in NOTED]
    odd = [n.text for n in product.criteria.notes if n.code == criterion.code]
    return words + [desk.text("as_odd", note=note) for note in odd]


def _why(desk: Desk, product: Product, question: Question) -> str:
    """Why it is asked, the rank it is needed for, and the paper that proves each level."""
    criterion = question.criterion
    if criterion is None:
        kind = question.condition.kind if question.condition else "reject"
        return desk.text(f"as_why_{kind}")
    lines = [desk.text("as_why", why=criterion.why)]
    for option in options(criterion, product.told("case")):
        level = option.level
        star = desk.text("as_min_star", star=str(level.min_for_star)) if level.min_for_star else ""
        lines.append(f"- {level.label}{star and ' '}{star}: {level.proof}")
    return "\n".join(lines)


def pages(desk: Desk, text: str, below: Rows = ()) -> list[Outgoing]:
    """A long text in messages of one screen each; the last one has the buttons."""
    parts = [part.strip() for part in split(text, SCREEN, "characters")]
    return [*map(Outgoing, parts[:-1]), Outgoing(parts[-1], below or (desk.way_home(),))]


def today(turn: Turn) -> str:
    """The day in Việt Nam, as "2026-11-22"."""
    return local_day(turn.now).isoformat()

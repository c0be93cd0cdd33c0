"""The sums in words: the running estimate, the first verdict, the review before finishing."""

from __future__ import annotations

from bot.core.message import Choice, Outgoing, Rows
from bot.core.text import shorten
from handlers.assess import answers
from handlers.assess.actions import act
from handlers.assess.asking import pages, said_once
from handlers.assess.product import Product
from handlers.assess.questions import FIRST_STAR, Question, options
from handlers.assess.where import walk
from handlers.desk import Desk
from knowledge.criteria.score import Assessment, Blocker, assess

SHOWN = 6  # open questions with a button of their own
LABEL = 40  # characters of a title on a button


def estimate(desk: Desk, product: Product) -> str:
    """Points and ranks as they stand, in three lines, and what would reject the dossier."""
    sums = assess(product.criteria, answers.points(product))
    lines = [desk.text("as_estimate"), *points(desk, product, sums), *hits(desk, product)]
    return "\n".join(lines)


def points(desk: Desk, product: Product, sums: Assessment) -> list[str]:
    """Points by part, the range while something is unknown, and both ranks."""
    parts = ", ".join(
        f"{part.code} {sums.parts[part.code]}/{part.max}"
        for part in product.criteria.rule.parts.values()
    )
    lines = [desk.text("as_points", parts=parts, total=str(sums.total))]
    if sums.highest > sums.total:
        low, high = str(sums.total), str(sums.highest)
        lines.append(desk.text("as_range", low=low, high=high))
    ranks = {"by_points": str(sums.rank_by_points), "rank": str(sums.rank)}
    return [*lines, desk.text("as_ranks", **ranks)]


def hits(desk: Desk, product: Product) -> list[str]:
    """What rejects the dossier or stops the scoring as it stands."""
    return [
        desk.text(f"as_hit_{c.kind}", condition=said_once(c.text)) for c in answers.hits(product)
    ]


def verdict(desk: Desk, product: Product) -> list[Outgoing]:
    """After the short path: whether three stars are in sight, and what stands in the way."""
    lacking = [
        b for b in assess(product.criteria, answers.points(product)).blockers
        if b.star <= FIRST_STAR
    ]  # fmt: skip
    lines = hits(desk, product) + [blocked(desk, product, one) for one in lacking]
    key = "as_verdict_no" if lines else "as_verdict_yes"
    open_ones = waiting(product)
    threshold = str(dict(product.criteria.rule.ranks)[FIRST_STAR])
    head = desk.text(key, name=product.name, points=threshold)
    text = "\n".join([head, *lines, "", *_open(desk, open_ones)])
    rows: Rows = (
        (desk.button("as_on", act("full", product.id)),),
        *_buttons(product, open_ones),
        (desk.button("as_now", act("now", product.id)), _list(desk, product)),
        (desk.button("as_stop", act("stop", product.id)), *desk.way_home()),
    )
    return pages(desk, f"{text.strip()}\n\n{desk.text('as_verdict_on')}", rows)


def blocked(desk: Desk, product: Product, blocker: Blocker) -> str:
    """One minimum level that is missing: which, what is needed, what is there."""
    criterion = product.criteria.by_code[blocker.code]
    key = answers.known(product).get(blocker.code, answers.SKIPPED)
    chosen = answers.option(product, blocker.code)
    now = chosen.level.label if chosen else desk.text(f"button_as_{key}").lower()
    levels = [o.level.label for o in options(criterion, product.told("case") or "a")
              if o.level.points >= blocker.needs]  # fmt: skip
    return desk.text(
        "as_blocked", code=blocker.code, title=criterion.title, needs=levels[0], has=now
    )


def review(desk: Desk, product: Product) -> list[Outgoing]:
    """Everything answered, nothing finished yet: what is open, and the way on."""
    open_ones = waiting(product)
    holding, road = answers.known(product), walk(product)
    done = str(sum(holding.get(q.id, "skip") not in answers.OPEN for q in road))
    lines = [desk.text("as_review", name=product.name, done=done, all=str(len(road)))]
    lines += [*_open(desk, open_ones), *hits(desk, product)]
    rows: Rows = (
        (desk.button("as_done", act("done", product.id)),),
        *_buttons(product, open_ones),
        (desk.button("as_now", act("now", product.id)), _list(desk, product)),
        (desk.button("as_stop", act("stop", product.id)), *desk.way_home()),
    )
    return pages(desk, "\n".join(lines), rows)


def waiting(product: Product) -> list[Question]:
    """The questions left open: said to be unknown, or skipped."""
    holding = answers.known(product)
    return [q for q in walk(product) if holding.get(q.id, answers.SKIPPED) in answers.OPEN]


def short_title(question: Question) -> str:
    """ "4.1 Nơi bán", or a condition's first words."""
    code = f"{question.id} " if question.criterion else ""
    return shorten(f"{code}{question.title}", LABEL, "characters")


def _open(desk: Desk, open_ones: list[Question]) -> list[str]:
    if not open_ones:
        return []
    titles = "; ".join(short_title(q) for q in open_ones[:SHOWN])
    more = " " + desk.text("as_and_more", count=str(len(open_ones) - SHOWN))
    tail = more if len(open_ones) > SHOWN else ""
    return [desk.text("as_open", count=str(len(open_ones)), titles=titles + tail)]


def _buttons(product: Product, open_ones: list[Question]) -> Rows:
    """The first open questions, to be answered after all."""
    number = product.criteria.no
    return tuple(
        (Choice(short_title(q), act("jump", product.id, number, q.id)),) for q in open_ones[:SHOWN]
    )


def _list(desk: Desk, product: Product) -> Choice:
    first = walk(product)[0].id
    return desk.button("as_list", act("list", product.id, product.criteria.no, first))

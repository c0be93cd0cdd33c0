"""The result in words: points, ranks, what blocks, three quick wins, dates, and its limits."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from bot.core.clock import local_day, show_day, weekday_in_sentence
from bot.core.message import Outgoing, Rows
from bot.core.turn import Turn
from handlers.assess import answers, behalf
from handlers.assess.actions import act
from handlers.assess.asking import pages
from handlers.assess.files import KINDS, evidence
from handlers.assess.paperwork import how_far, of_product, states
from handlers.assess.product import Product
from handlers.assess.questions import options
from handlers.assess.tally import blocked, hits, points, short_title, waiting
from handlers.desk import Desk
from knowledge.criteria.quickwins import Change, QuickWin, quick_wins
from knowledge.criteria.score import Assessment, assess
from knowledge.dossier.rounds import next_rounds

KEPT = 5  # earlier results of a product
SHOWN = 12  # blockers that are written out


def finished(product: Product, turn: Turn) -> Product:
    """The product with today's result written down under the rule it was made by."""
    sums = assess(product.criteria, answers.points(product))
    row = {
        "day": local_day(turn.now).isoformat(),
        "rule": product.criteria.rule.version,
        "set": product.criteria.no,
        "total": sums.total,
        "highest": sums.highest,
        "rank": sums.rank,
        "answers": answers.points(product),
        "cases": answers.cases(product),
        "hits": [condition.key for condition in answers.hits(product)],
    }
    earlier = [one for one in results(product) if one != row]
    kept = json.dumps([row, *earlier][:KEPT], ensure_ascii=False)
    return product.put({"done": "yes", "path": "full", "at": "", "results": kept})


def results(product: Product) -> list[dict[str, Any]]:
    """The results that were finished, latest first, each with its day, its rule's version, and
    all that is needed to print it again as it was."""
    found: list[dict[str, Any]] = json.loads(product.told("results") or "[]")
    return found


def shown(desk: Desk, product: Product, turn: Turn) -> list[Outgoing]:
    """The whole result, a few messages; the last has the files, the official, the dossier."""
    sums = assess(product.criteria, answers.points(product))
    sections = [
        *_head(desk, product, sums),
        _way_up(desk, product, sums),
        *_wins(desk, product),
        _papers(desk, product, turn),
        _sent(desk, product, turn),
        _dates(desk, local_day(turn.now)),
        _limits(desk, product),
    ]
    messages = [m for text in filter(None, sections) for m in pages(desk, text, _nothing())]
    return [*messages[:-1], Outgoing(messages[-1].text, _rows(desk, product))]


def in_words(desk: Desk, product: Product) -> str:
    """The result for an official, without the advice on how to rise."""
    sums = assess(product.criteria, answers.points(product))
    return "\n".join([*_head(desk, product, sums), _way_up(desk, product, sums)])


def earlier(desk: Desk, product: Product) -> str:
    """The last finished result in a line, with its day and its rule; "" for none."""
    if not results(product):
        return ""
    last = results(product)[0]
    day = show_day(date.fromisoformat(str(last["day"])))
    rank, total, rule = str(last["rank"]), str(last["total"]), str(last["rule"])
    return desk.text("as_earlier_result", day=day, rank=rank, total=total, rule=rule)


def _nothing() -> Rows:
    """A message that is not the last one has no buttons."""
    return ((),)


def _head(desk: Desk, product: Product, sums: Assessment) -> list[str]:
    no, name = str(product.criteria.no), product.criteria.name
    lines = [desk.text("as_result", name=product.name, no=no, set=name)]
    lines += [line for line in (behalf.line(desk, product),) if line]
    lines += [*points(desk, product, sums), *hits(desk, product)]
    open_ones = waiting(product)
    if open_ones:
        titles = "; ".join(short_title(q) for q in open_ones[:SHOWN])
        lines.append(desk.text("as_open", count=str(len(open_ones)), titles=titles))
    return ["\n".join(lines)]


def _way_up(desk: Desk, product: Product, sums: Assessment) -> str:
    """Exactly what blocks the next rank: missing minimum levels, and missing points."""
    target = sums.rank + 1
    threshold = dict(product.criteria.rule.ranks).get(target)
    if threshold is None:
        return desk.text("as_top")
    lines = [desk.text("as_blocks", star=str(target))]
    if sums.total < threshold:
        lacking = str(threshold - sums.total)
        lines.append(desk.text("as_lacking", points=lacking, threshold=str(threshold)))
    found = [b for b in sums.blockers if b.star <= target]
    return "\n".join(lines + [blocked(desk, product, one) for one in found])


def _wins(desk: Desk, product: Product) -> list[str]:
    """Up to three cheapest ways to the next rank; what all of them need is said once."""
    wins = quick_wins(product.criteria, answers.points(product))
    if not wins:
        return []
    shared = [c for c in wins[0].changes if all(c in win.changes for win in wins)]
    common = shared if len(wins) > 1 else []
    paragraphs = [[desk.text("as_wins", star=str(wins[0].rank), count=str(len(wins)))]]
    if common:
        lines = [_change(desk, product, change) for change in common]
        paragraphs.append([desk.text("as_wins_shared"), *lines])
    paragraphs += [_way(desk, product, at, win, common) for at, win in enumerate(wins, start=1)]
    return ["\n\n".join("\n".join(lines) for lines in paragraphs if lines)]


def _way(
    desk: Desk, product: Product, number: int, win: QuickWin, shared: list[Change]
) -> list[str]:
    own = [_change(desk, product, c) for c in win.changes if c not in shared]
    return [desk.text("as_way", number=str(number)), *own] if own else []


def _change(desk: Desk, product: Product, change: Change) -> str:
    """One criterion raised: to which level, and the paper that proves it."""
    criterion = product.criteria.by_code[change.code]
    cases = [product.told("case")] if product.told("case") else [c.key for c in criterion.cases]
    levels = [o.level for case in cases for o in options(criterion, case)]
    level = next(v for v in levels if v.points == change.after)
    return desk.text(
        "as_change",
        code=change.code,
        title=criterion.title,
        level=level.label,
        points=str(change.after - change.before),
        proof=level.proof,
    )


def _papers(desk: Desk, product: Product, turn: Turn) -> str:
    """How far the dossier is, when its papers were spoken of; "" else."""
    dossier = of_product(turn, product.id)
    if not states(dossier):
        return ""
    found = how_far(product, dossier, local_day(turn.now))
    names = "; ".join(one.paper.name for one in (*found.expired, *found.missing))
    lacking = " " + desk.text("as_papers_lacking", names=names) if names else ""
    return desk.text("as_papers", percent=str(found.percent)) + lacking


def _sent(desk: Desk, product: Product, turn: Turn) -> str:
    """How many photos and papers were sent, and for how many criteria; "" for none."""
    files = evidence(product, turn)
    count = sum(map(len, files.values()))
    return desk.text("ev_result", count=str(count), things=str(len(files))) if count else ""


def _dates(desk: Desk, today: date) -> str:
    lines = [
        desk.text(
            "as_round",
            no=str(one.no),
            year=str(one.year),
            hand_in=weekday_in_sentence(one.hand_in),
            commune=weekday_in_sentence(one.commune_before),
        )
        for one in next_rounds(today)
    ]
    return "\n".join([desk.text("as_rounds"), *lines])


def _limits(desk: Desk, product: Product) -> str:
    """That it is a draft, what we inferred, what is odd in the text, and the rule's version."""
    rule = product.criteria.rule
    odd = [f"- {n.code} {n.text}".replace("-  ", "- ") for n in product.criteria.notes]
    lines = [desk.text("as_limits", document=rule.version), *(f"- {line}" for line in rule.about)]
    return "\n".join([*lines, *([desk.text("as_oddities"), *odd] if odd else [])])


def _rows(desk: Desk, product: Product) -> Rows:
    one = product.id
    files = {name: desk.button(f"as_{name}", act("file", one, name)) for name in KINDS}
    first = act("list", one, product.criteria.no, product.criteria.criteria[0].code)
    papers = desk.button("as_dossier", f"dossier:open:{one}")
    story = desk.button("as_story", f"story:open:{one}")
    return (
        (files["png"], files["pdf"]),
        (files["mau01"], files["mau02"]),
        (desk.button("as_share", act("share", one)),),
        (papers, story),
        (desk.button("as_change", first), desk.button("as_card", act("card", one))),
        desk.way_home(),
    )

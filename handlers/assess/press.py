"""A pressed button of the assessment: what it does, verb by verb."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.effects import DropProduct
from bot.core.message import Outgoing, Rows
from bot.core.turn import Answer, Reply, Turn
from handlers import fallback
from handlers.assess import (
    asking,
    behalf,
    business,
    files,
    listing,
    naming,
    past,
    rest,
    share,
    shelf,
    tally,
)
from handlers.assess.actions import act, read
from handlers.assess.answering import answer, choose_case, choose_set
from handlers.assess.onward import led, onward, screen, with_messages
from handlers.assess.product import Product, find, new, products
from handlers.assess.questions import Question
from handlers.assess.questions import find as find_question
from handlers.assess.result import finished
from handlers.assess.where import before, place
from handlers.desk import Desk
from knowledge.criteria.load import load_criteria

Do = Callable[[Desk, Turn, Product, list[str]], Answer]


def press(desk: Desk, turn: Turn) -> Answer:
    """Any "as:…" button, or the words for the first one.

    A button of a product that is gone, or of a set it has no longer, is stale.
    """
    return do(desk, turn, turn.incoming.action or act("menu"))


def do(desk: Desk, turn: Turn, action: str) -> Answer:
    """What an action does, pressed or meant by words."""
    verb, rest_of = read(action)
    if verb == "menu":
        shown = shelf.shelf(desk, products(turn), rest_of[0] if rest_of else "")
        return Reply((replace(shown, replaces=turn.incoming.pressed),))
    if verb == "new":
        return onward(desk, turn, new(turn).put({"want": rest_of[0] if rest_of else ""}))
    product = find(turn, rest_of[0])
    if product is None:
        return fallback.stale(desk, turn)
    if verb in AT_SET:
        return _at_set(desk, turn, product, verb, rest_of[1:])
    if product.chosen is None and verb in NEED_SET:
        return onward(desk, turn, product)
    return DO[verb](desk, turn, product, rest_of[1:])


def _at_set(desk: Desk, turn: Turn, product: Product, verb: str, rest_of: list[str]) -> Reply:
    """A button of one set: stale when the product has another one by now."""
    if product.chosen is None or str(product.criteria.no) != rest_of[0]:
        return fallback.stale(desk, turn)
    if verb == "case":
        return choose_case(desk, turn, product, rest_of[1])
    question = find_question(product.criteria, rest_of[1])
    if question is None:
        return fallback.stale(desk, turn)
    if verb == "answer":
        return answer(desk, turn, product, question, rest_of[2])
    return AT_QUESTION[verb](desk, turn, product, question)


def _jump(desk: Desk, turn: Turn, product: Product, question: Question) -> Reply:
    path = product.told("path") or "full"
    return onward(desk, turn, product.put({"at": question.id, "path": path, "wait": ""}))


def _why(desk: Desk, turn: Turn, product: Product, question: Question) -> Reply:
    return with_messages(product, *asking.asked(desk, product, question, why=True))


def _back(desk: Desk, turn: Turn, product: Product, question: Question) -> Reply:
    earlier = before(product, question)
    if earlier is None:
        return onward(desk, turn, product, desk.text("as_at_first"))
    return _jump(desk, turn, product, earlier)


def _list(desk: Desk, turn: Turn, product: Product, question: Question) -> Reply:
    return with_messages(product, listing.listed(desk, product, question))


def _card(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    product = product.put({"wait": ""})
    return with_messages(product, shelf.card(desk, product, products(turn)))


def _go(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    return onward(desk, turn, product.put({"wait": ""}))


def _keep(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    """On from a question that was gone back to, its answer as it was."""
    return onward(desk, turn, product.put({"wait": "", "at": ""}))


def _name(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    return onward(desk, turn, product.put({"wait": "name"}))


def _drop(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    """Asking opens the product: only the answer to this question deletes it."""
    return with_messages(product, shelf.dropping(desk, product))


def _dropped(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    if turn.dialogue is None or turn.dialogue != product.dialogue:
        return _drop(desk, turn, product, rest_of)
    left = tuple(p for p in products(turn) if p.id != product.id)
    gone = desk.text("as_gone", name=product.name)
    messages = led(gone, [shelf.shelf(desk, left)])
    return Reply(tuple(messages), (DropProduct(product.id),), ends=True)


def _tree(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    if not rest_of:
        return _instead(turn, product, naming.sectors(desk, product))
    if rest_of[0] not in load_criteria().sectors:
        return fallback.stale(desk, turn)
    return _instead(turn, product, naming.groups(desk, product, rest_of[0]))


def _group(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    if int(rest_of[0]) not in load_criteria().sets:
        return fallback.stale(desk, turn)
    return _instead(turn, product, naming.sets(desk, product, int(rest_of[0])))


def _offer(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    chosen = load_criteria().sets.get(int(rest_of[0]))
    if chosen is None:
        return fallback.stale(desk, turn)
    return _instead(turn, product, naming.confirming(desk, product, chosen))


def _instead(turn: Turn, product: Product, message: Outgoing) -> Reply:
    """A branch of the tree takes the place of the one whose button was pressed."""
    return with_messages(product, replace(message, replaces=turn.incoming.pressed))


def _set(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    if int(rest_of[0]) not in load_criteria().sets:
        return fallback.stale(desk, turn)
    return choose_set(desk, turn, product, int(rest_of[0]))


def _quick(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    return onward(desk, turn, product.put({"path": "short", "at": "", "want": ""}))


def _full(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    return onward(desk, turn, product.put({"path": "full", "at": "", "want": ""}))


def _recase(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    """Ask for the case again; nothing is dropped before another one is chosen."""
    if not any(len(c.cases) > 1 for c in product.criteria.criteria):
        return fallback.stale(desk, turn)
    return with_messages(product, *asking.cases(desk, product))


def _now(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    sums = asking.pages(desk, tally.estimate(desk, product), ((),))
    if place(product).stage == "question":
        return with_messages(product, *sums, *screen(desk, turn, product))
    return with_messages(product, *sums[:-1], Outgoing(sums[-1].text, _way_on(desk, product)))


def _review(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    return with_messages(product, *tally.review(desk, product))


def _done(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    full = product.put({"path": "full", "at": ""})
    if place(full).stage == "question":
        return onward(desk, turn, full, desk.text("as_not_all"))
    return onward(desk, turn, finished(full, turn))


def _stop(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    return rest.stop(desk, turn)


def _copy(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    other = find(turn, rest_of[0])
    if other is None:
        return fallback.stale(desk, turn)
    product, count = business.copied(product, other)
    said = desk.text("as_copied", count=str(count), name=other.name)
    return onward(desk, turn, product.put({"done": ""} if count else {}), said)


def _behalf(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    return onward(desk, turn, product.put({"wait": "behalf", "for": "", "consent": ""}))


def _consent(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    settled = behalf.settled(product, rest_of[0] == "yes", asking.today(turn))
    return onward(desk, turn, settled, behalf.line(desk, settled))


async def _file(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    """A file to carry away; who renews a certificate sees in it when to hand in."""
    owned = await desk.reads.certificates.products(turn.person.number)
    until = next((one.expires_on for one in owned if one.subject == product.id), None)
    return with_messages(product, files.sent(desk, product, turn, rest_of[0], until))


def _past(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    return with_messages(product, past.listed(desk, product))


def _reprint(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    message = past.printed(desk, product, int(rest_of[0]), rest_of[1])
    return with_messages(product, message) if message else fallback.stale(desk, turn)


def _share(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    return with_messages(product, share.asking(desk, turn, product))


def _shared(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    return share.shared(desk, turn, product, files=bool(rest_of))


def _unshare(desk: Desk, turn: Turn, product: Product, rest_of: list[str]) -> Reply:
    return share.taken_back(desk, product)


def _way_on(desk: Desk, product: Product) -> Rows:
    return ((desk.button("as_go", act("go", product.id)),), desk.way_home())


AT_QUESTION: dict[str, Callable[[Desk, Turn, Product, Question], Reply]] = {
    "jump": _jump, "why": _why, "back": _back, "list": _list,
}  # fmt: skip
AT_SET = ("answer", "case", *AT_QUESTION)
DO: dict[str, Do] = {
    "card": _card, "go": _go, "keep": _keep, "name": _name, "drop": _drop, "dropped": _dropped,
    "tree": _tree, "group": _group, "offer": _offer, "set": _set, "quick": _quick, "full": _full,
    "recase": _recase, "now": _now, "review": _review, "done": _done, "stop": _stop,
    "copy": _copy, "behalf": _behalf, "consent": _consent, "file": _file,
    "past": _past, "reprint": _reprint, "share": _share, "shared": _shared, "unshare": _unshare,
}  # fmt: skip
NEED_SET = (
    "quick",
    "full",
    "recase",
    "now",
    "review",
    "done",
    "copy",
    "file",
    "share",
    "shared",
    "unshare",
)

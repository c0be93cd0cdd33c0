"""What is typed while an assessment is open: a name, an answer, a word for a button, a question."""

from __future__ import annotations

import re

from bot.core.choices import HOME
from bot.core.message import Outgoing
from bot.core.turn import Answer, Reply, Turn
from handlers.ask import ask
from handlers.assess import answers, finding, naming
from handlers.assess.actions import act
from handlers.assess.answering import answer
from handlers.assess.aside import asked_aside
from handlers.assess.onward import onward, screen, with_messages
from handlers.assess.press import do
from handlers.assess.product import Product, as_name, current
from handlers.assess.questions import Question, options
from handlers.assess.questions import find as find_question
from handlers.assess.where import Place, place
from handlers.desk import Desk
from knowledge.search.letters import plain, tidy

WORDS = {
    answers.UNKNOWN: ("chua ro", "khong ro", "khong biet", "chua biet", "em khong biet"),
    answers.SKIPPED: ("bo qua", "qua", "cau khac", "tiep"),
    "why": ("vi sao", "tai sao", "vi sao hoi", "tai sao hoi", "hoi de lam gi"),
    "now": ("tam tinh", "tinh diem", "duoc may diem", "bao nhieu diem roi"),
    "back": ("quay lai", "lui lai", "tro lai", "cau truoc"),
    "list": ("danh sach", "cac cau", "xem danh sach"),
    "go": ("lam tiep", "tiep tuc", "cham tiep"),
    "done": ("xem ket qua", "ket qua", "cho xem ket qua"),
    "yes": ("co", "dung", "dung roi", "phai", "roi", "u", "vang", "da", "ok"),
    "no": ("khong", "chua", "khong phai", "khong co", "chua co", "khong dung"),
}
_MEANT = {word: key for key, words in WORDS.items() for word in words}
_CODE = re.compile(r"(?:(?:cau|muc|tieu chi) )(\d{1,2}(?: \d{1,2}){0,2})")
_POINTS = re.compile(r"(\d{1,3})(?: ?(?:d|diem))?")
_WORD = re.compile(r"[^\W_]+")


def said(desk: Desk, turn: Turn) -> Answer:
    """A typed message, in the light of where the product stands."""
    product = current(turn)
    if product is None or not turn.text.strip():
        return ask(desk, turn)
    here = place(product)
    action = meant(turn.text, screen(desk, turn, product))
    if action.startswith("as:"):
        return do(desk, turn, action)
    if (asked := _CODE.fullmatch(folded(turn.text))) and product.chosen:
        found = find_question(product.criteria, ".".join(asked[1].split()))
        if found is not None:
            return do(desk, turn, act("jump", product.id, product.criteria.no, found.id))
    if here.stage == "result":
        return ask(desk, turn)  # it is finished: nothing waits behind the answer
    if here.question is not None:
        return _at_question(desk, turn, product, here.question)
    return _before(desk, turn, product, here)


def meant(text: str, messages: list[Outgoing]) -> str:
    """The action of the button whose label was typed, with marks or without; "" for none."""
    typed = folded(text)
    labels = {folded(c.label): c.action for m in messages for c in m.choices() if c.action != HOME}
    return labels.get(typed, "") if typed else ""


def folded(text: str) -> str:
    """Plain words, one space apart."""
    return " ".join(plain(word) for word in _WORD.findall(tidy(text)))


def _at_question(desk: Desk, turn: Turn, product: Product, question: Question) -> Answer:
    typed = folded(turn.text)
    if found := _POINTS.fullmatch(typed):
        return _by_points(desk, turn, product, question, int(found[1]))
    word = _MEANT.get(typed, "")
    if word in answers.OPEN:
        return answer(desk, turn, product, question, word)
    if word in ("why", "back", "list"):
        return do(desk, turn, act(word, product.id, product.criteria.no, question.id))
    if word in ("now", "go", "done"):
        return do(desk, turn, act(word, product.id))
    asks = turn.text.rstrip().endswith("?")  # "có?" asks, "có" answers
    if word and question.condition is not None and not asks:
        must = question.condition.kind == "must"
        key = answers.CLEAR if (word == "yes") == must else answers.HIT
        return answer(desk, turn, product, question, key)
    return asked_aside(desk, turn, screen(desk, turn, product))


def _by_points(desk: Desk, turn: Turn, product: Product, question: Question, points: int) -> Reply:
    """The level of these points; a number that is none of them is said to be none."""
    if question.criterion is None:
        return onward(desk, turn, product, desk.text("as_choose"))
    levels = options(question.criterion, product.told("case"))
    keys = [o.key for o in levels if o.level.points == points]
    if keys:
        return answer(desk, turn, product, question, keys[0])
    if not levels:
        return onward(desk, turn, product)  # the case comes first
    there = ", ".join(dict.fromkeys(str(o.level.points) for o in levels))
    wrong = desk.text("as_no_level", points=str(points), levels=there)
    return onward(desk, turn, product, wrong)


def _before(desk: Desk, turn: Turn, product: Product, here: Place) -> Answer:
    """Names and sets; elsewhere words that stand for the first button, or a question."""
    word = _MEANT.get(folded(turn.text), "")
    if here.stage in ("name", "behalf") and not turn.text.rstrip().endswith("?"):
        return _named(desk, turn, product, here)
    if here.stage == "find":
        return _described(desk, turn, product, word)
    if here.stage == "consent" and word in ("yes", "no"):
        return do(desk, turn, act("consent", product.id, word))
    if word == "now":
        return do(desk, turn, act("now", product.id))
    if word == "go":
        return onward(desk, turn, product)
    return asked_aside(desk, turn, screen(desk, turn, product))


def _named(desk: Desk, turn: Turn, product: Product, here: Place) -> Reply:
    name = as_name(turn.text)
    if not name:
        return onward(desk, turn, product, desk.text("as_no_name"))
    if here.stage == "behalf":
        return onward(desk, turn, product.put({"for": name}))
    return onward(desk, turn, product.put({"name": name, "wait": ""}))


def _described(desk: Desk, turn: Turn, product: Product, word: str) -> Answer:
    """While the set is sought: yes, no, or the product in other words."""
    found = finding.sets_for(desk.library, product.name)
    if word == "yes" and len(found) == 1:
        return do(desk, turn, act("set", product.id, found[0].no))
    if word == "no":
        return do(desk, turn, act("tree", product.id))
    others = finding.sets_for(desk.library, turn.text)
    if others and not turn.text.rstrip().endswith("?"):
        return with_messages(product, naming.confirming(desk, product, others[0]))
    return asked_aside(desk, turn, screen(desk, turn, product))

"""The story and the business plan: a few short questions, then what was said, well arranged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.core.dialogue import Dialogue
from bot.core.message import Choice, Outgoing, Rows
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.assess import beside
from handlers.assess.actions import PRODUCT, act
from handlers.assess.aside import asked_aside
from handlers.assess.asking import pages, today
from handlers.assess.files import made
from handlers.assess.onward import led
from handlers.assess.product import Product
from handlers.assess.said import folded, meant
from handlers.desk import Desk
from knowledge.dossier.load import load_dossier
from knowledge.dossier.model import Question
from knowledge.dossier.plan import outline
from knowledge.dossier.story import checks, drafts, tidy

STORY, PLAN = "story", "plan"
LONGEST = 1000  # characters of one answer
SKIPPED = "-"
ID = "[a-z]{1,12}"
SHAPE = (
    f"(?:story|plan):(?:menu|(?:open|file|again):{PRODUCT}|(?:at|skip|back):{PRODUCT}:{ID}"
    f"|shown:{PRODUCT}:{ID})"
)


def press(desk: Desk, turn: Turn) -> Reply:
    """Any "story:…" or "plan:…" button."""
    return beside.pressed(desk, turn, turn.incoming.action, _do)


def _do(
    desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, verb: str, rest: list[str]
) -> Reply:
    if verb == "open":
        return _on(desk, turn, product, dialogue)
    if verb == "again":
        return _on(desk, turn, product, dialogue.put("at", _questions(dialogue.name)[0].id))
    if verb == "file":
        return Reply((_file(desk, turn, product, dialogue),), dialogue=dialogue)
    return _at(desk, turn, product, dialogue, verb, rest[0])


def _at(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, verb: str, key: str) -> Reply:
    if verb == "shown":
        return _shown(desk, turn, product, dialogue, key)
    ids = [question.id for question in _questions(dialogue.name)]
    if key not in ids:
        return fallback.stale(desk, turn)
    if verb == "skip":
        kept = dialogue if dialogue.answers.get(f"s:{key}") else dialogue.put(f"s:{key}", SKIPPED)
        return _on(desk, turn, product, _leaving(kept, ids, key))
    if verb == "back":
        key = ids[max(0, ids.index(key) - 1)]
    return _on(desk, turn, product, dialogue.put("at", key))


def said(desk: Desk, turn: Turn) -> Reply:
    """Typed while the story or the plan is told: the answer itself, unless it asks something."""
    found = beside.open_one(turn)
    if found is None:
        return fallback.stale(desk, turn)
    product, dialogue = found
    now = screen(desk, turn, product, dialogue)
    if (action := meant(turn.text, now)).startswith(f"{dialogue.name}:"):
        return beside.pressed(desk, turn, action, _do)
    question = _waiting(dialogue)
    if question is None or turn.text.rstrip().endswith("?"):
        return asked_aside(desk, turn, now)
    if folded(turn.text) in ("bo qua", "qua", "chua co", "khong co", "chua ro", "khong biet"):
        return _at(desk, turn, product, dialogue, "skip", question.id)
    return _told(desk, turn, product, dialogue, question)


def _told(
    desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, question: Question
) -> Reply:
    text = turn.text.strip()
    if not tidy(text) or len(text) > LONGEST:
        wrong = desk.text("st_too_long" if len(text) > LONGEST else "st_no_words")
        return _on(desk, turn, product, dialogue, wrong)
    ids = [one.id for one in _questions(dialogue.name)]
    dialogue = dialogue.put(f"s:{question.id}", text)
    return _on(desk, turn, product, _leaving(dialogue, ids, question.id), desk.text("st_noted"))


def _leaving(dialogue: Dialogue, ids: list[str], key: str) -> Dialogue:
    """On from a question: the next one while going through all again, else what is open."""
    kept = {k: v for k, v in dialogue.answers.items() if k != "at"}
    going = dialogue.answers.get("at") == key and ids.index(key) + 1 < len(ids)
    kept |= {"at": ids[ids.index(key) + 1]} if going else {}
    return replace(dialogue, answers=kept)


def _on(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, said: str = "") -> Reply:
    messages = led(said, screen(desk, turn, product, dialogue))
    return Reply(tuple(messages), dialogue=dialogue)


def screen(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue) -> list[Outgoing]:
    """The messages of the place where a story or a plan stands."""
    question = _waiting(dialogue)
    if question is not None:
        return [_asked(desk, product, dialogue, question)]
    if dialogue.name == PLAN:
        return _planned(desk, product, dialogue)
    return _drafted(desk, product, dialogue)


def _asked(desk: Desk, product: Product, dialogue: Dialogue, question: Question) -> Outgoing:
    every = _questions(dialogue.name)
    lines = [
        desk.text(
            "st_head", at=str(every.index(question) + 1), all=str(len(every)), name=question.name
        ),
        question.ask,
        question.hint,
    ]
    if told := _said(dialogue).get(question.id):
        lines.append(desk.text("st_told", text=told[:200]))
    at = f"{product.id}:{question.id}"
    rows: Rows = (
        (
            desk.button("as_back", f"{dialogue.name}:back:{at}"),
            desk.button("st_keep" if told else "as_skip", f"{dialogue.name}:skip:{at}"),
        ),
        (desk.button("as_stop", act("stop", product.id)), *desk.way_home()),
    )
    return Outgoing("\n".join(lines), rows)


def _drafted(desk: Desk, product: Product, dialogue: Dialogue) -> list[Outgoing]:
    """The story in three lengths, and which story criteria it would meet."""
    answers = _said(dialogue)
    shown = _places(dialogue)
    if not answers:
        return pages(desk, desk.text("st_nothing"), _rows(desk, product, dialogue))
    found = [desk.text("st_draft", name=d.name, use=d.use, text=d.text) for d in drafts(answers)]
    lines = [desk.text("st_checks")]
    for check in checks(answers, shown, product.criteria):
        missing = "; ".join(check.missing)
        wanted = " " + desk.text("st_missing", missing=missing) if missing else ""
        points = {"points": str(check.points), "most": str(check.most)}
        lines.append(
            desk.text("st_check", code=check.code, title=check.title, level=check.level, **points)
            + wanted
        )
    first = [m for text in found for m in pages(desk, text, ((),))]
    return [*first, *pages(desk, "\n".join(lines), _rows(desk, product, dialogue))]


def _planned(desk: Desk, product: Product, dialogue: Dialogue) -> list[Outgoing]:
    """The outline, section by section; what was not said is marked."""
    blank = desk.text("st_blank")
    lines = [desk.text("st_plan", name=product.name)]
    lines += [f"{s.question.name}: {s.said or blank}" for s in outline(_said(dialogue))]
    return pages(desk, "\n".join(lines), _rows(desk, product, dialogue))


def _rows(desk: Desk, product: Product, dialogue: Dialogue) -> Rows:
    name, one = dialogue.name, product.id
    places: Rows = ()
    if name == STORY:
        marks = {True: desk.text("st_is_there"), False: desk.text("st_not_there")}
        there = _places(dialogue)
        places = tuple(
            (Choice(f"{label}: {marks[key in there]}", f"story:shown:{one}:{key}"),)
            for key, label in load_dossier().shown.items()
        )
    return (
        *places,
        (desk.button("st_file", f"{name}:file:{one}"),),
        (desk.button("st_again", f"{name}:again:{one}"), desk.button("as_card", act("card", one))),
        (desk.button("as_stop", act("stop", one)), *desk.way_home()),
    )


def _shown(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue, place: str) -> Reply:
    """One press says that the story hangs there, the next that it does not."""
    if place not in load_dossier().shown or dialogue.name != STORY:
        return fallback.stale(desk, turn)
    now = "" if place in _places(dialogue) else "yes"
    dialogue = dialogue.put(f"at:{place}", now)
    return Reply(tuple(screen(desk, turn, product, dialogue)[-1:]), dialogue=dialogue)


def _file(desk: Desk, turn: Turn, product: Product, dialogue: Dialogue) -> Outgoing:
    data: dict[str, Any] = {
        "product": product.name,
        "made_on": today(turn),
        "answers": dict(_said(dialogue)),
    }
    if product.told("for"):
        data["owner"] = product.told("for")
    if dialogue.name == STORY:
        data |= {"set": product.criteria.no, "shown": list(_places(dialogue))}
    text = desk.text(f"st_file_{dialogue.name}", name=product.name)
    return Outgoing(text, (desk.way_home(),), made(f"{dialogue.name}_docx", data))


def _questions(name: str) -> tuple[Question, ...]:
    return load_dossier().questions if name == STORY else load_dossier().sections


def _said(dialogue: Dialogue) -> Mapping[str, str]:
    """What was told, by question id; what was skipped is not there."""
    ids = [question.id for question in _questions(dialogue.name)]
    told = {key: dialogue.answers.get(f"s:{key}", "") for key in ids}
    return {key: text for key, text in told.items() if text not in ("", SKIPPED)}


def _places(dialogue: Dialogue) -> tuple[str, ...]:
    return tuple(key for key in load_dossier().shown if dialogue.answers.get(f"at:{key}"))


def _waiting(dialogue: Dialogue) -> Question | None:
    every = _questions(dialogue.name)
    again = next((q for q in every if q.id == dialogue.answers.get("at")), None)
    return again or next((q for q in every if f"s:{q.id}" not in dialogue.answers), None)

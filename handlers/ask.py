"""A question: what was found, said honestly, and remembered for the next one."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta

from bot.core.clock import local_day
from bot.core.effects import Effect, NotePress, NoteQuestion, Remember
from bot.core.message import Choice, Outgoing
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import answer
from handlers.desk import Desk
from knowledge.model import Context, Finding, Outcome, Part

MEMORY = timedelta(minutes=10)  # how long "cái đó" still means the last answer
ASKED = "asked"  # the fact that keeps the last question
COMMAND = re.compile(r"/\w+")  # no question; an official's one looks as unknown as any to others
NUMBERS = re.compile(r"\d(?:[ .-]?\d){7,}")  # telephone and identity numbers


def ask(desk: Desk, turn: Turn) -> Reply:
    """Answer what was written, or ask back, or say that we do not know."""
    if not turn.text.strip():
        return desk.reply("empty")
    if COMMAND.fullmatch(turn.text.strip()):
        return Reply((_nothing(desk),))
    finding = desk.finder.find(turn.text, local_day(turn.now), _context(turn))
    messages = [_said(desk, turn, part, len(finding.parts) > 1) for part in finding.parts]
    if finding.left:
        left = "; ".join(finding.left)
        text = desk.text("left_over", questions=shorten(left, 400, "characters"))
        messages.append(Outgoing(text, (desk.way_home(),)))
    return Reply(messages=tuple(messages), effects=_noted(turn, finding))


def _said(desk: Desk, turn: Turn, part: Part, several: bool) -> Outgoing:
    if part.outcome is Outcome.ANSWER:
        first, *near = (candidate.entry for candidate in part.candidates)
        return answer.answered(desk, first, turn.number, near)
    if part.outcome is Outcome.SUGGEST:
        return _suggested(desk, turn, part, several)
    if part.outcome is Outcome.SMALLTALK:
        return Outgoing(part.reply, (desk.way_home(),))
    return _unknown(desk, part, several)


def _suggested(desk: Desk, turn: Turn, part: Part, several: bool) -> Outgoing:
    rows = [
        (Choice(c.entry.title, f"chose:{c.entry.id}:{turn.number:x}"),) for c in part.candidates
    ]
    rows.append((desk.button("none", f"none:{turn.number:x}"),))
    text = desk.text("suggest")
    if several:
        text = desk.text("suggest_more", question=shorten(part.question, 80, "characters"))
    return Outgoing(text, (*rows, desk.way_home()))


def _unknown(desk: Desk, part: Part, several: bool) -> Outgoing:
    if part.outdated:
        return _nothing(desk, "outdated")
    if several:
        question = shorten(part.question, 80, "characters")
        return _nothing(desk, "unknown_part", question=question)
    return _nothing(desk)


def _nothing(desk: Desk, key: str = "unknown", **gaps: str) -> Outgoing:
    """We have no answer: browse, or the way home."""
    rows = ((desk.button("browse", "ask"),), desk.way_home())
    return Outgoing(desk.text(key, **gaps), rows)


def _noted(turn: Turn, finding: Finding) -> tuple[Effect, ...]:
    """For curation (without a name), and for understanding the next question."""
    met = tuple(dict.fromkeys(c.entry.id for p in finding.parts for c in p.candidates))
    answered = tuple(p.candidates[0].entry.id for p in finding.parts if p.outcome is Outcome.ANSWER)
    text = NUMBERS.sub("[số]", turn.text)
    noted: list[Effect] = [NoteQuestion(text[:1000], finding.outcome.value, met)]
    if met:
        near = tuple(e for e in met if e not in answered)
        noted.append(_remembered(turn.now, answered[::-1], near))
    return tuple(noted)


def _remembered(now: datetime, answered: tuple[str, ...], near: tuple[str, ...]) -> Remember:
    """The entries just answered, latest first, and those that were near."""
    kept = {"at": now.isoformat(), "answered": answered[:3], "near": near[:3]}
    return Remember(ASKED, json.dumps(kept))


def _last(turn: Turn, which: str) -> tuple[str, ...]:
    """The entries "answered" or "near" of the last question, if that was a short while ago."""
    kept = json.loads(turn.person.recall(ASKED) or "{}")
    if not kept or turn.now - datetime.fromisoformat(kept["at"]) > MEMORY:
        return ()
    return tuple(kept[which])


def _context(turn: Turn) -> Context | None:
    entries = _last(turn, "answered")
    return Context(entries) if entries else None


def show(desk: Desk, turn: Turn) -> Reply:
    """A button with an entry on it: "entry:ID" or "chose:ID:TURN"."""
    route, _, rest = turn.incoming.action.partition(":")
    entry_id, _, asked = rest.partition(":")
    entry = desk.library.entries.get(entry_id)
    current = entry and desk.library.on_day(entry, local_day(turn.now))
    if entry is None or current is None:
        return desk.reply("stale")
    effects: list[Effect] = [_remembered(turn.now, (entry.id,), ())]
    if route == "chose":
        effects.append(NotePress(int(asked, 16), "chose", entry.id))
    number = int(asked, 16) if asked else turn.number
    return Reply((answer.answered(desk, current, number),), tuple(effects))


def more(desk: Desk, turn: Turn) -> Reply:
    """ "more:ID:PAGE:TURN": the next page of an answer."""
    _, entry_id, page, asked = turn.incoming.action.split(":")
    entry = desk.library.entries.get(entry_id)
    message = answer.more(desk, entry, int(page), int(asked, 16)) if entry else None
    if message is None:
        return desk.reply("more_gone")
    return Reply((message,), (NotePress(int(asked, 16), "more", entry_id),))


def right(desk: Desk, turn: Turn) -> Reply:
    """ "right:ID:TURN": it was what they meant."""
    return _judged(desk, turn, "right", desk.reply("thanks_right").messages[0])


def wrong(desk: Desk, turn: Turn) -> Reply:
    """ "wrong:ID:TURN": it was not; offer the others that were near, or an official."""
    entry_id = turn.incoming.action.split(":")[1]
    near = [desk.library.entries.get(i) for i in _last(turn, "near") if i != entry_id]
    others = [entry for entry in near if entry is not None]
    if not others:
        return _judged(desk, turn, "wrong", desk.reply("sorry_wrong_none").messages[0])
    asked = turn.incoming.action.split(":")[2]
    rows = tuple((Choice(e.title, f"chose:{e.id}:{asked}"),) for e in others)
    none = (desk.button("none", f"none:{asked}"),)
    return _judged(
        desk,
        turn,
        "wrong",
        Outgoing(desk.text("sorry_wrong"), (*rows, none, desk.way_home())),
    )


def none(desk: Desk, turn: Turn) -> Reply:
    """ "none:TURN": none of the suggestions was meant."""
    asked = int(turn.incoming.action.split(":")[1], 16)
    message = Outgoing(
        desk.text("none_of_these"), ((desk.button("browse", "ask"),), desk.way_home())
    )
    return Reply((message,), (NotePress(asked, "none"),))


def _judged(desk: Desk, turn: Turn, verdict: str, message: Outgoing) -> Reply:
    """Note the verdict and take its two buttons off the message that was judged."""
    _, entry_id, asked = turn.incoming.action.split(":")
    number = int(asked, 16)
    entry = desk.library.entries.get(entry_id)
    messages: tuple[Outgoing, ...] = (message,)
    if entry is not None and turn.incoming.pressed:
        rows = answer.rows(desk, entry, number, judged=True)
        messages = (Outgoing("", rows, replaces=turn.incoming.pressed), message)
    return Reply(messages, (NotePress(number, verdict, entry_id),))

"""Answering what people asked: one question at a time, typed, seen once more, sent."""

from __future__ import annotations

from bot.core.dialogue import Dialogue
from bot.core.effects import AnswerRequest
from bot.core.message import Kind, Outgoing
from bot.core.reads.officials import Asked, Office, Role
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers.desk import Desk
from handlers.officials.gate import Offices
from handlers.officials.menu import way_back
from handlers.officials.words import office_name, who_asked

NAME = "oc_answer"
LONGEST = 1500  # characters of an answer
QUOTED = 300  # characters of the question that are said again with its answer


async def show(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:q" the oldest question, "oc:q:NUMBER" the one after that."""
    after = number_in(turn.incoming.action)
    asked = await desk.reads.officials.next_asked(turn.person.number, after)
    if asked is None:
        key = "oc_no_more" if after else "oc_no_questions"
        return Reply((Outgoing(desk.text(key), (way_back(desk),)),), ends=turn.dialogue is not None)
    waiting = await desk.reads.officials.waiting(turn.person.number)
    return Reply((_question(desk, asked, waiting),), ends=turn.dialogue is not None)


def _question(desk: Desk, asked: Asked, waiting: int) -> Outgoing:
    text = desk.text(
        "oc_question",
        question=shorten(asked.question, 900, "characters"),
        who=who_asked(desk, asked),
        count=str(waiting),
    )
    if not asked.reachable:
        text = f"{text}\n\n{desk.text('oc_unreachable')}"
    next_ = desk.button("oc_next", f"oc:q:{asked.number}")
    return Outgoing(
        text, ((desk.button("oc_answer", f"oc:a:{asked.number}"), next_), way_back(desk))
    )


async def begin(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:a:NUMBER": the next message is the answer."""
    asked = await _open(desk, turn)
    if asked is None:
        return taken(desk)
    dialogue = Dialogue(NAME, subject=str(asked.number))
    dialogue = turn.unfinished(NAME, dialogue.subject) or dialogue
    text = desk.text("oc_write_answer", question=shorten(asked.question, QUOTED, "characters"))
    return Reply((Outgoing(text, (way_back(desk),)),), dialogue=dialogue)


async def said(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """The answer: shown as it will arrive, to be sent or written anew."""
    assert turn.dialogue is not None
    text = turn.text.strip()
    if turn.incoming.kind is not Kind.TEXT or not text:
        return Reply((Outgoing(desk.text("oc_answer_not_text"), (way_back(desk),)),))
    if len(text) > LONGEST:
        told = desk.text("oc_answer_long", most=str(LONGEST), has=str(len(text)))
        return Reply((Outgoing(told, (way_back(desk),)),))
    asked = await desk.reads.officials.asked(turn.person.number, int(turn.dialogue.subject))
    if asked is None or asked.answered:
        return taken(desk, ends=True)
    rows = (
        (desk.button("oc_send", f"oc:send:{asked.number}"),),
        (desk.button("oc_rewrite", f"oc:a:{asked.number}"),),
        way_back(desk),
    )
    seen = desk.text("oc_answer_sure", message=answer_text(desk, offices, asked, text))
    return Reply((Outgoing(seen, rows),), dialogue=turn.dialogue.put("answer", text))


async def send(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:send:NUMBER": into the outbox, and the next question."""
    asked = await _open(desk, turn)
    talk = turn.unfinished(NAME, str(number_in(turn.incoming.action)))
    if asked is None:
        return taken(desk, ends=turn.dialogue is not None)
    if talk is None or not talk.answers.get("answer"):
        return await begin(desk, turn, offices)
    answer = talk.answers["answer"]
    told = Outgoing(answer_text(desk, offices, asked, answer), (desk.way_home(),))
    key = "oc_answered" if asked.reachable else "oc_answered_unreachable"
    rows = ((desk.button("oc_next", f"oc:q:{asked.number}"),), way_back(desk))
    return Reply(
        (Outgoing(desk.text(key), rows),),
        (AnswerRequest(asked.number, answer, told),),
        ends=turn.dialogue is not None,
    )


def answer_text(desk: Desk, offices: Offices, asked: Asked, answer: str) -> str:
    """What whoever asked will read: their question, whose office answers, the answer."""
    question = shorten(asked.question, QUOTED, "characters")
    office = office_name(desk, answering(offices, asked))
    office = office[:1].upper() + office[1:]
    return desk.text("oc_answer_told", question=question, office=office, answer=answer)


def answering(offices: Offices, asked: Asked) -> Office:
    """The office that answers: the narrowest that reaches them, else the first."""
    fit = [o for o in offices if o.role is not Role.EDITOR and o.reaches(asked.tinh, asked.xa)]
    return min(fit or list(offices), key=lambda o: (not o.xa, not o.tinh))


def taken(desk: Desk, *, ends: bool = False) -> Reply:
    """Somebody else was first."""
    rows = ((desk.button("oc_next", "oc:q"),), way_back(desk))
    return Reply((Outgoing(desk.text("oc_taken"), rows),), ends=ends)


async def _open(desk: Desk, turn: Turn) -> Asked | None:
    number = number_in(turn.incoming.action)
    asked = await desk.reads.officials.asked(turn.person.number, number)
    return None if asked is None or asked.answered else asked


def number_in(action: str) -> int:
    """The number at the end of an action, 0 for none."""
    last = action.rsplit(":", 1)[-1]
    return int(last) if last.isdecimal() else 0

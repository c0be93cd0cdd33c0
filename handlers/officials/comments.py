"""The criteria of a shared result, and an official's word on one of them."""

from __future__ import annotations

from bot.core.clock import local_day, weekday_in_sentence
from bot.core.dialogue import Dialogue
from bot.core.effects import CommentOn
from bot.core.message import Choice, Kind, Outgoing, Rows
from bot.core.reads.evidence import Comment
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.assess import answers
from handlers.assess.actions import act
from handlers.assess.asking import pages
from handlers.assess.listing import answer_of
from handlers.assess.product import Product
from handlers.assess.questions import Question, questions
from handlers.assess.questions import find as find_question
from handlers.assess.tally import short_title
from handlers.desk import Desk
from handlers.officials.gate import Offices
from handlers.officials.menu import way_back
from handlers.officials.sheet import A_SCREEN, LABEL, TALK, Sheet, is_talking, sheet_of, to_one
from handlers.officials.shown_files import files_at
from handlers.officials.words import office_name

LONGEST = 400  # characters of a comment


async def listed(desk: Desk, turn: Turn, sheet: Sheet, rest: list[str]) -> Reply:
    """ "res:crit:N:FROM": the questions with their answers, a page of them."""
    every, number = questions(sheet.product.criteria), sheet.shared.id
    start = min(int(rest[0]), max(0, len(every) - 1))
    said = {comment.code for comment in await desk.reads.shared.comments(number)}
    rows: Rows = tuple(
        (Choice(_line(desk, sheet.product, one, one.id in said), f"res:at:{number}:{one.id}"),)
        for one in every[start : start + A_SCREEN]
    )
    turns = []
    if start:
        turns.append(desk.button("as_earlier", f"res:crit:{number}:{max(0, start - A_SCREEN)}"))
    if start + A_SCREEN < len(every):
        turns.append(desk.button("next", f"res:crit:{number}:{start + A_SCREEN}"))
    rows = (*rows, *((tuple(turns),) if turns else ()), to_one(desk, number), way_back(desk))
    text = desk.text("res_crit", name=sheet.product.name)
    return Reply((Outgoing(text, rows, replaces=turn.incoming.pressed),))


def _line(desk: Desk, product: Product, question: Question, commented: bool) -> str:
    """ "3.5 Nhãn hiệu · 2 điểm · có góp ý"."""
    tail = answer_of(desk, product, question)
    tail += f" · {desk.text('res_said')}" if commented else ""
    return f"{shorten(short_title(question), LABEL - len(tail), 'characters')} · {tail}"


async def at(desk: Desk, turn: Turn, sheet: Sheet, rest: list[str]) -> Reply:
    """ "res:at:N:CODE": one criterion: what was answered, its files, what was said of it."""
    question = find_question(sheet.product.criteria, rest[0])
    if question is None:
        return fallback.stale(desk, turn)
    number = sheet.shared.id
    said = [c for c in await desk.reads.shared.comments(number) if c.code == question.id]
    rows = (
        *await files_at(desk, sheet, question.id),
        (desk.button("res_say", f"res:say:{number}:{question.id}"),),
        (desk.button("res_crit", f"res:crit:{number}:{_page(sheet, question)}"),),
        way_back(desk),
    )
    text = "\n\n".join([_criterion(desk, sheet.product, question), *(_said(desk, c) for c in said)])
    return Reply(tuple(pages(desk, text, rows)), ends=is_talking(turn))


def _criterion(desk: Desk, product: Product, question: Question) -> str:
    """The question, the level that was chosen, and the paper it needs."""
    lines = [f"{short_title(question)}: {answer_of(desk, product, question)}"]
    if question.criterion is not None:
        lines.append(question.criterion.question)
        if chosen := answers.option(product, question.id):
            lines.append(desk.text("as_chosen", label=chosen.level.label))
            lines.append(desk.text("res_proof", proof=chosen.level.proof))
    return "\n".join(lines)


def _said(desk: Desk, comment: Comment) -> str:
    day = weekday_in_sentence(local_day(comment.at))
    by = comment.by or desk.text("res_by_nobody")
    return desk.text("res_comment", by=by, day=day, text=comment.text)


def _page(sheet: Sheet, question: Question) -> int:
    ids = [one.id for one in questions(sheet.product.criteria)]
    at = ids.index(question.id)
    return at - at % A_SCREEN


async def say(desk: Desk, turn: Turn, sheet: Sheet, rest: list[str]) -> Reply:
    """ "res:say:N:CODE": the next message is a word on this criterion."""
    question = find_question(sheet.product.criteria, rest[0])
    if question is None:
        return fallback.stale(desk, turn)
    subject = str(sheet.shared.id)
    talk = turn.unfinished(TALK, subject) or Dialogue(TALK, subject=subject)
    text = desk.text("res_write", about=short_title(question), name=sheet.product.name)
    return Reply((Outgoing(text, (way_back(desk),)),), dialogue=talk.put("code", question.id))


async def said(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """The comment as it was typed: seen once more, then sent."""
    assert turn.dialogue is not None
    sheet = await sheet_of(desk, offices, int(turn.dialogue.subject))
    if sheet is None:
        return Reply((Outgoing(desk.text("res_gone"), (way_back(desk),)),), ends=True)
    text = turn.text.strip()
    if turn.incoming.kind is not Kind.TEXT or not text or len(text) > LONGEST:
        wrong = desk.text("res_wrong", most=str(LONGEST))
        return Reply((Outgoing(wrong, (way_back(desk),)),))
    code = turn.dialogue.answers["code"]
    sure = _sure(desk, sheet, code, text)
    return Reply((sure,), dialogue=turn.dialogue.put("text", text))


def _sure(desk: Desk, sheet: Sheet, code: str, text: str) -> Outgoing:
    """The comment as it will arrive."""
    rows = (
        (desk.button("res_send", f"res:send:{sheet.shared.id}"),),
        (desk.button("res_rewrite", f"res:say:{sheet.shared.id}:{code}"),),
        way_back(desk),
    )
    return Outgoing(desk.text("res_sure", message=_told(desk, sheet, code, text).text), rows)


async def send(desk: Desk, turn: Turn, sheet: Sheet, rest: list[str]) -> Reply:
    """ "res:send:N": to the producer, with a button to the criterion."""
    talk = turn.unfinished(TALK, str(sheet.shared.id))
    text, code = (talk.answers.get(key, "") for key in ("text", "code")) if talk else ("", "")
    if not text or talk is None:
        return fallback.stale(desk, turn)
    if not is_talking(turn):  # left meanwhile: seen once more before it goes
        return Reply((_sure(desk, sheet, code, text),), dialogue=talk)
    by = office_name(desk, sheet.office)
    comment = CommentOn(sheet.shared.id, code, text, by, _told(desk, sheet, code, text))
    rows = (
        (desk.button("res_crit", f"res:crit:{sheet.shared.id}:0"),),
        to_one(desk, sheet.shared.id),
        way_back(desk),
    )
    return Reply((Outgoing(desk.text("res_sent"), rows),), (comment,), ends=True)


def _told(desk: Desk, sheet: Sheet, code: str, text: str) -> Outgoing:
    """What the producer reads."""
    question = find_question(sheet.product.criteria, code)
    title = short_title(question) if question else code
    words = desk.text(
        "res_told",
        office=office_name(desk, sheet.office),
        about=title,
        name=sheet.product.name,
        text=text,
    )
    jump = act("jump", sheet.shared.subject, sheet.product.criteria.no, code)
    return Outgoing(words, ((desk.button("res_there", jump),), desk.way_home()))

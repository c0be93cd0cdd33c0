"""Linking chats: a code shown on one channel and typed on another makes the two one person."""

from __future__ import annotations

from bot.core import codes
from bot.core.effects import JoinByCode, KeepCode, NoteGuess, ShowCode
from bot.core.message import Kind, Outgoing
from bot.core.reads.links import Look, Sight
from bot.core.turn import Reply, Turn
from handlers.desk import Desk

WORDS = ("/lienket", "liên kết", "lien ket", "/start lk")
SHAPE = f"link:yes:[{codes.ALPHABET}]{{{codes.LENGTH}}}"


def offer(desk: Desk, turn: Turn) -> Reply:
    """ "link", "/lienket", "liên kết": a code for the other channel, and how to use it."""
    code = codes.fresh()
    text = desk.text("link_code", code=codes.shown(code), here=channel_name(desk, turn))
    return Reply((Outgoing(text, (desk.way_home(),)),), (KeepCode(code), ShowCode()))


def is_typed(turn: Turn) -> bool:
    """Whether somebody typed a code, alone or after "liên kết"; no word of a question is one."""
    return turn.incoming.kind is Kind.TEXT and bool(typed_code(turn.text))


def typed_code(text: str) -> str:
    """The code in what was typed; "" when there is none."""
    said = text.strip()
    for words in WORDS:
        if said.casefold().startswith(words):
            said = said[len(words) :].lstrip(" :-")
            break
    code = codes.read(said)
    return code if len(code) == codes.LENGTH else ""


async def typed(desk: Desk, turn: Turn) -> Reply:
    """A code: whose chat is it, and do they want to be one?"""
    code = typed_code(turn.text)
    look = await _look(desk, turn, code)
    if look.sight is not Sight.FOUND:
        return _not_found(desk, look)
    text = desk.text("link_sure", there=_named(desk, look.channels), here=channel_name(desk, turn))
    rows = ((desk.button("link_yes", f"link:yes:{code}"),), desk.way_home())
    return Reply((Outgoing(text, rows),), (ShowCode(),))


async def join(desk: Desk, turn: Turn) -> Reply:
    """ "link:yes:CODE": the two become one, and the other chat is told."""
    code = turn.incoming.action.removeprefix("link:yes:")
    look = await _look(desk, turn, code)
    if look.sight is not Sight.FOUND:
        return _not_found(desk, look)
    there = _named(desk, look.channels)
    told = Outgoing(desk.text("link_told", there=channel_name(desk, turn)), (desk.way_home(),))
    done = desk.text("link_done", there=there)
    return Reply((Outgoing(done, desk.menu()),), (JoinByCode(code, told),))


def _not_found(desk: Desk, look: Look) -> Reply:
    """The code is of no use; a wrong one is counted."""
    if look.sight is not Sight.WRONG:
        return desk.reply(f"link_{look.sight}")
    rows = ((desk.button("link", "link"),), desk.way_home())
    return Reply((Outgoing(desk.text("link_wrong"), rows),), (NoteGuess(),))


async def _look(desk: Desk, turn: Turn, code: str) -> Look:
    incoming = turn.incoming
    return await desk.reads.links.look(
        code,
        person=turn.person.number,
        channel=incoming.channel,
        address=incoming.address,
        now=turn.now,
    )


def channel_name(desk: Desk, turn: Turn) -> str:
    """The channel of this turn as people call it."""
    return _named(desk, (turn.incoming.channel,))


def _named(desk: Desk, channels: tuple[str, ...]) -> str:
    """Channels as people call them: "Zalo và Telegram"."""
    texts = desk.library.texts
    names = [texts.get(f"channel_{channel}", texts["channel_other"]) for channel in channels]
    return " và ".join(names) or texts["channel_other"]

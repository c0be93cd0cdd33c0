"""What lies ahead, to keep: a calendar file, and a private address to subscribe to."""

from __future__ import annotations

import json

from bot.core.clock import local_day
from bot.core.effects import CloseFeed, OpenFeed
from bot.core.feeds import new_token, path, token_hash
from bot.core.message import Attachment, Choice, Outgoing
from bot.core.reminding_actions import act as under
from bot.core.turn import Reply, Turn
from handlers.desk import Desk
from handlers.reminders.ahead import mine, of_person
from handlers.reminders.events import calendar
from handlers.reminders.shapes import act


async def ics(desk: Desk, turn: Turn) -> Reply:
    """ "lich:ics": everything ahead as one file; made when it is sent."""
    coming, lessons = await of_person(desk, turn), await mine(desk, turn)
    data = calendar(desk.library.texts, coming, lessons, local_day(turn.now))
    if not data["events"]:
        return desk.reply("lich_nothing")
    ref = "made:" + json.dumps({"kind": "ics", "data": data}, ensure_ascii=False)
    rows = ((desk.button("lich_feed", act("feed")),), desk.way_home())
    return Reply((Outgoing(desk.text("lich_file"), rows, Attachment("document", ref)),))


async def feed(desk: Desk, turn: Turn) -> Reply:
    """ "lich:feed": what the private address is, and the way to have, renew or end one."""
    if not desk.public:
        return _told(desk, "feed_nowhere", desk.button("lich_ics", act("ics")))
    if not await desk.reads.trainings.has_feed(turn.person.number):
        return _told(desk, "feed_what", desk.button("feed_new", act("feed_new")))
    renew, end = (
        desk.button("feed_renew", act("feed_new")),
        desk.button("feed_end", act("feed_end")),
    )
    return _told(desk, "feed_has", renew, end)


def _told(desk: Desk, key: str, *choices: Choice) -> Reply:
    """A text of ours with these buttons, one a row."""
    rows = tuple((choice,) for choice in choices)
    return Reply((Outgoing(desk.text(key), (*rows, desk.way_home())),))


async def feed_new(desk: Desk, turn: Turn) -> Reply:
    """ "lich:feed_new": a new address; one that was there before ends."""
    if not desk.public:
        return await feed(desk, turn)
    token = new_token()
    text = desk.text("feed_here", address=desk.public + path(token))
    rows = ((desk.button("feed_end", act("feed_end")),), desk.way_home())
    return Reply((Outgoing(text, rows),), (OpenFeed(token_hash(token)),))


async def feed_end(desk: Desk, turn: Turn) -> Reply:
    """ "lich:feed_end": the address serves nobody any more."""
    rows = ((desk.button("rm_ahead", under("ahead")),), desk.way_home())
    return Reply((Outgoing(desk.text("feed_ended"), rows),), (CloseFeed(),))

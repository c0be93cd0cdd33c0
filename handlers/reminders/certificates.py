"""The certificate of a product, by chat: which product, its day, stars, number; then what comes.

It holds 36 months from the day it was issued (Điều 4.3); re-evaluation is handed in from 180 to
120 days before its last day (Điều 7.6a).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.core.clock import local_day, show_weekday
from bot.core.dialogue import Dialogue
from bot.core.effects import KeepProduct
from bot.core.message import Choice, Outgoing
from bot.core.reads.certificates import Owned
from bot.core.reminding_actions import act as under
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import dossier, fallback
from handlers.assess.onward import onward
from handlers.assess.paperwork import DOSSIER
from handlers.assess.product import NAME as ASSESS
from handlers.assess.product import Product, as_name, find
from handlers.desk import Desk
from handlers.reminders.days import Bounds, heard, without
from handlers.reminders.outlook import FIRST_DAY, expiry, outlook
from knowledge.calendar.reading import fold

NAME = "certificate"
SUBJECT = "[0-9a-f]{1,12}"
SHAPE = f"cert:(?:menu|new|add|ends|begins|skip|save|again|(?:of|prepare):{SUBJECT}|stars:[345])"
SHOWN = 8  # products with a button
LONGEST = 60  # characters of a certificate's number
ENDED = timedelta(days=366 * 3)  # a certificate that ended longer ago is of no use here


async def menu(desk: Desk, turn: Turn) -> Reply:
    """ "cert:menu": which product has the certificate?"""
    owned = await desk.reads.certificates.products(turn.person.number)
    if not owned:
        return Reply((_naming(desk),), dialogue=Dialogue(NAME, answers={"new": "yes"}))
    return Reply((_choosing(desk, owned),), dialogue=Dialogue(NAME))


async def of(desk: Desk, turn: Turn, subject: str) -> Reply:
    """ "cert:of:SUBJECT", "rm:renew:certificate…": this product's certificate."""
    owned = await desk.reads.certificates.products(turn.person.number)
    product = next((one for one in owned if one.subject == subject), None)
    if product is None:
        return fallback.stale(desk, turn)
    return _on(desk, turn, Dialogue(NAME, answers={"of": subject, "name": product.name}))


async def press(desk: Desk, turn: Turn) -> Reply:
    """Any "cert:…" button."""
    _, verb, *rest = turn.incoming.action.split(":")
    if verb == "menu":
        return await menu(desk, turn)
    if verb == "of":
        return await of(desk, turn, rest[0])
    if verb == "prepare":
        return await _prepared(desk, turn, rest[0])
    dialogue = turn.dialogue
    if dialogue is None or dialogue.name != NAME:
        return fallback.stale(desk, turn)
    return _pressed(desk, turn, without(dialogue), verb, rest)


async def _prepared(desk: Desk, turn: Turn, subject: str) -> Reply:
    """The papers of a product; one that came from a list is taken up first, to find its set."""
    if find(turn, subject) is not None:
        opened = replace(turn.incoming, action=f"dossier:open:{subject}")
        return dossier.press(desk, replace(turn, incoming=opened))
    owned = await desk.reads.certificates.products(turn.person.number)
    product = next((one for one in owned if one.subject == subject), None)
    if product is None:
        return fallback.stale(desk, turn)
    begun = Product(Dialogue(ASSESS, subject=subject))
    return onward(desk, turn, begun.put({"name": product.name, "want": DOSSIER}))


def _pressed(desk: Desk, turn: Turn, dialogue: Dialogue, verb: str, rest: list[str]) -> Reply:
    if verb == "new":
        return Reply((_naming(desk),), dialogue=dialogue.put("new", "yes"))
    if verb == "add" and dialogue.answers.get("name"):
        return _on(desk, turn, dialogue.put("of", f"{turn.number:x}"))
    if verb in ("ends", "begins"):
        return _on(desk, turn, dialogue.put("by", verb))
    if verb == "stars":
        return _on(desk, turn, dialogue.put("stars", rest[0]))
    if verb == "skip":
        return _on(desk, turn, dialogue.put(_stage(dialogue), "-"))
    if verb == "again":
        return _on(desk, turn, without(dialogue, "day", "by"))
    if verb == "save" and _stage(dialogue) == "sure":
        return _saved(desk, dialogue)
    return _on(desk, turn, dialogue)


async def said(desk: Desk, turn: Turn) -> Reply:
    """What is typed: a name, a day, a number."""
    dialogue = turn.dialogue
    assert dialogue is not None
    stage = _stage(dialogue)
    if stage == "which":
        return await _named(desk, turn, dialogue)
    if stage == "day":
        return _dated(desk, turn, dialogue)
    if stage == "stars":
        found = [star for star in "345" if star in turn.text]
        return _on(desk, turn, dialogue.put("stars", found[0]) if len(found) == 1 else dialogue)
    if stage == "number":
        number = " ".join(turn.text.split())
        wrong = not number or len(number) > LONGEST
        return _on(desk, turn, dialogue if wrong else dialogue.put("number", number))
    if fold(turn.text) in ("dung", "luu", "luu lai", "phai", "ok", "co", "dung roi"):
        return _saved(desk, dialogue)
    return _on(desk, turn, dialogue)


def _stage(dialogue: Dialogue) -> str:
    """Where it stands: the first thing that is not known yet."""
    if not dialogue.answers.get("of"):
        return "which"
    known = (key for key in ("day", "stars", "number") if not dialogue.answers.get(key))
    return next(known, "sure")


async def _named(desk: Desk, turn: Turn, dialogue: Dialogue) -> Reply:
    """A product of theirs by its name; another one is offered to be added."""
    name = as_name(turn.text)
    if not name:
        return Reply((_naming(desk),), dialogue=dialogue)
    owned = await desk.reads.certificates.products(turn.person.number)
    same = [one for one in owned if fold(one.name) == fold(name)]
    if len(same) == 1:
        chosen = dialogue.put("of", same[0].subject).put("name", same[0].name)
        return _on(desk, turn, chosen)
    if dialogue.answers.get("new"):
        return _on(desk, turn, dialogue.put("name", name).put("of", f"{turn.number:x}"))
    rows = [(desk.button("cert_add", "cert:add"),)]
    rows += [(_product(one),) for one in owned[: SHOWN - 1]]
    text = desk.text("cert_not_yours", name=name)
    message = Outgoing(text, (*rows, desk.way_home()))
    return Reply((message,), dialogue=dialogue.put("name", name))


def _dated(desk: Desk, turn: Turn, dialogue: Dialogue) -> Reply:
    by = dialogue.answers.get("by") or _meant(turn.text)
    today = local_day(turn.now)
    if by == "ends":
        last = expiry(today)
        bounds = Bounds(today, today - ENDED, last, "cert_ended_long", "cert_ends_late")
    else:
        bounds = Bounds(today, FIRST_DAY, today, "cert_too_old", "cert_not_yet")
    asked = dialogue.put("by", by)
    day = heard(desk, asked, turn.text, bounds, (_other_day(desk, by),))
    if isinstance(day, Reply):
        return day
    return _on(desk, turn, without(asked).put("day", day.isoformat()))


def _meant(text: str) -> str:
    """Whether they speak of the last day, or of the day on which it was signed."""
    words = fold(text)
    last = any(word in words for word in ("het han", "han den", "den ngay", "den het"))
    return "ends" if last else "begins"


def _on(desk: Desk, turn: Turn, dialogue: Dialogue) -> Reply:
    """The screen of where it stands."""
    stage, name = _stage(dialogue), dialogue.answers.get("name", "")
    rows: tuple[tuple[Choice, ...], ...] = ()
    if stage == "which":
        return Reply((_naming(desk),), dialogue=dialogue)
    if stage == "day":
        by = dialogue.answers.get("by") or "begins"
        text, rows = desk.text(f"cert_{by}", name=name), (_other_day(desk, by),)
    elif stage == "stars":
        text = desk.text("cert_stars")
        # Where buttons are numbered lines, "3" must be 3 stars: two other choices come first.
        others = (desk.button("cert_skip", "cert:skip"), desk.button("cert_again", "cert:again"))
        stars = tuple(Choice(f"{star} sao", f"cert:stars:{star}") for star in (3, 4, 5))
        rows = (others, stars)
    elif stage == "number":
        text, rows = desk.text("cert_number"), ((desk.button("cert_skip", "cert:skip"),),)
    else:
        text = _summary(desk, turn, dialogue)
        rows = (
            (desk.button("cert_save", "cert:save"),),
            (desk.button("cert_again", "cert:again"),),
        )
    return Reply((Outgoing(text, (*rows, desk.way_home())),), dialogue=dialogue)


def _summary(desk: Desk, turn: Turn, dialogue: Dialogue) -> str:
    told, (issued, ends) = dialogue.answers, _days(dialogue)
    lines = [desk.text("cert_sum", name=told["name"])]
    if issued is not None:
        lines.append(desk.text("cert_sum_issued", day=show_weekday(issued)))
    lines.append(desk.text("cert_sum_ends", day=show_weekday(ends)))
    if told["stars"] != "-":
        lines.append(desk.text("cert_sum_stars", stars=told["stars"]))
    if told["number"] != "-":
        lines.append(desk.text("cert_sum_number", number=told["number"]))
    return "\n".join([*lines, outlook(desk, ends, local_day(turn.now)), desk.text("cert_sure")])


def _saved(desk: Desk, dialogue: Dialogue) -> Reply:
    told, (issued, ends) = dialogue.answers, _days(dialogue)
    kept = KeepProduct(
        told["of"],
        name=told["name"],
        stars=None if told["stars"] == "-" else int(told["stars"]),
        certificate=None if told["number"] == "-" else told["number"],
        certified_on=issued,
        expires_on=ends,
    )
    rows = (
        (desk.button("rm_ahead", under("ahead")), desk.button("lich_ics", "lich:ics")),
        (desk.button("cert_other", "cert:menu"),),
        desk.way_home(),
    )
    text = desk.text("cert_saved", name=told["name"])
    return Reply((Outgoing(text, rows),), (kept,), ends=True)


def _days(dialogue: Dialogue) -> tuple[date | None, date]:
    """The day it was issued (None when only the last day was said), and its last day."""
    day = date.fromisoformat(dialogue.answers["day"])
    if dialogue.answers.get("by") == "ends":
        return None, day
    return day, expiry(day)


def _naming(desk: Desk) -> Outgoing:
    return Outgoing(desk.text("cert_name"), (desk.way_home(),))


def _choosing(desk: Desk, owned: tuple[Owned, ...]) -> Outgoing:
    rows = [(_product(one),) for one in owned[:SHOWN]]
    rows.append((desk.button("cert_new", "cert:new"),))
    return Outgoing(desk.text("cert_which"), (*rows, desk.way_home()))


def _product(one: Owned) -> Choice:
    return Choice(shorten(one.name, 40, "characters"), f"cert:of:{one.subject}")


def _other_day(desk: Desk, by: str) -> tuple[Choice, ...]:
    """To say the other day of the two that stand on a certificate."""
    other = "begins" if by == "ends" else "ends"
    return (desk.button(f"cert_{other}", f"cert:{other}"),)


def here(desk: Desk, turn: Turn) -> tuple[Outgoing, ...]:
    """The screen of where it stands, after a question in the middle."""
    assert turn.dialogue is not None
    return _on(desk, turn, turn.dialogue).messages

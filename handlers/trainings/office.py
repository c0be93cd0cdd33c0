"""An official and a training: who registered, the list to print, who came, another time, off."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.core.clock import local_day
from bot.core.effects import CancelTraining
from bot.core.message import Attachment, Choice, Outgoing
from bot.core.reads.trainings import Training
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.deadlines import reach
from handlers.desk import Desk
from handlers.officials.gate import Offices
from handlers.trainings import changing, coming, opening
from handlers.trainings.shapes import act, read
from handlers.trainings.wording import card, seats, when
from knowledge import places

SHOWN = 6


async def press(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """Any official's "training:…" button; a training out of reach is no training."""
    verb, numbers = read(turn.incoming.action)
    if verb == "new":
        return await opening.begin(desk, offices)
    if verb in ("step", "reach"):
        return await opening.step(desk, turn, offices)
    if verb == "own":
        return await _listed(desk, turn, offices, numbers[0] if numbers else 0)
    one = await desk.reads.trainings.one(numbers[0], 0)
    if one is None or not reach.within(offices, one.tinh, one.xa):
        return fallback.stale(desk, turn)
    if verb in ("came", "mark", "rest"):
        return await coming.press(desk, turn, one, verb, numbers[1:])
    if verb == "change":
        return changing.begin(desk, turn, one)
    return await _at(desk, turn, one, verb)


async def _at(desk: Desk, turn: Turn, one: Training, verb: str) -> Reply:
    if verb == "paper":
        return await _paper(desk, turn, one)
    if verb == "ratings":
        return await _ratings(desk, one)
    if verb == "cancel":
        rows = (
            (desk.button("tr_cancelled", act("cancelled", one.number)),),
            (desk.button("tr_keep", act("office", one.number)),),
            desk.way_home(),
        )
        count = str(one.taken + one.waiting)
        text = desk.text("tr_cancel", topic=one.topic, count=count)
        return Reply((Outgoing(text, rows),))
    if verb == "cancelled" and one.open(turn.now):
        return replace(desk.reply("tr_was_cancelled"), effects=(CancelTraining(one.number),))
    return shown(desk, turn, one)


async def _listed(desk: Desk, turn: Turn, offices: Offices, start: int) -> Reply:
    """ "training:own": those within reach, of the last month and ahead."""
    found: dict[int, Training] = {}
    for office in reach.writing(offices):
        since = turn.now - coming.LOOK_BACK
        for one in await desk.reads.trainings.of_place(office.tinh, office.xa, since):
            found[one.number] = one
    every = sorted(found.values(), key=lambda one: one.starts_at, reverse=True)
    rows: list[tuple[Choice, ...]] = [
        (Choice(_label(one), act("office", one.number)),) for one in every[start : start + SHOWN]
    ]
    if start + SHOWN < len(every):
        rows.append((desk.button("next", act("own", start + SHOWN)),))
    rows.append((desk.button("tr_new", act("new")),))
    text = desk.text("tr_own" if every else "tr_own_none")
    return Reply((Outgoing(text, (*rows, desk.way_home())),))


def shown(desk: Desk, turn: Turn, one: Training, said: str = "") -> Reply:
    """The training as officials see it."""
    counts = desk.text("tr_counts", taken=str(one.taken), waiting=str(one.waiting))
    lines = [said, card(desk, one), seats(desk, one), counts]
    text = shorten("\n".join(line for line in lines if line), 600, "characters")
    return Reply((Outgoing(text, _rows(desk, turn, one)),))


def _rows(desk: Desk, turn: Turn, one: Training) -> tuple[tuple[Choice, ...], ...]:
    rows: list[tuple[Choice, ...]] = [(desk.button("tr_paper", act("paper", one.number)),)]
    if one.open(turn.now):
        for what in ("when", "place", "seats"):
            rows.append((desk.button(f"tr_change_{what}", act("change", one.number, what)),))
        rows.append((desk.button("tr_cancel", act("cancel", one.number)),))
    elif one.state == "open":
        rows.append((desk.button("tr_came", act("came", one.number)),))
        rows.append((desk.button("tr_materials", act("change", one.number, "materials")),))
        rows.append((desk.button("tr_ratings", act("ratings", one.number)),))
    return (*rows, (desk.button("tr_own", act("own")),), desk.way_home())


async def _paper(desk: Desk, turn: Turn, one: Training) -> Reply:
    """The attendance list, made when it is sent."""
    people = await desk.reads.trainings.registered(one.number)
    data = {
        "topic": one.topic,
        "made_on": local_day(turn.now).isoformat(),
        "when": when(one),
        "place": one.place,
        "seats": str(one.seats),
        "people": [
            {"name": p.name, "place": places.short(p.xa) if places.exists(p.xa) else ""}
            for p in people
            if p.state == "seat"
        ],
    }
    ref = "made:" + json.dumps({"kind": "attendance_pdf", "data": data}, ensure_ascii=False)
    rows = ((desk.button("tr_back", act("office", one.number)),), desk.way_home())
    return Reply((Outgoing(desk.text("tr_paper"), rows, Attachment("document", ref)),))


async def _ratings(desk: Desk, one: Training) -> Reply:
    """How useful and how clear it was, as counts."""
    told = await desk.reads.trainings.ratings(one.number)
    lines = [desk.text("tr_ratings", count=str(sum(told.get("useful", {}).values())))]
    for question in ("useful", "clear"):
        counts = told.get(question, {})
        parts = (f"{desk.text(f'tr_{question}_{m}')}: {counts.get(m, 0)}" for m in "321")
        lines.append(desk.text(f"tr_rated_{question}", counts=", ".join(parts)))
    rows = ((desk.button("tr_back", act("office", one.number)),), desk.way_home())
    return Reply((Outgoing("\n".join(lines), rows),))


def _label(one: Training) -> str:
    sign = "" if one.state == "open" else "✗ "
    label = f"{sign}{shorten(one.topic, 30, 'characters')}, {when(one).split(', ', 1)[1]}"
    return shorten(label, 58, "characters")

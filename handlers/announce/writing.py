"""The words of an announcement, its file, and its buttons."""

from __future__ import annotations

import json

from bot.core.message import Choice, Kind
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers.announce import checking
from handlers.announce.actions import act
from handlers.announce.draft import Draft, new, writers
from handlers.announce.screens import again, asked, pressed, screen, ticked
from handlers.desk import Desk
from handlers.officials.gate import Offices

QUOTED = 120  # characters of the text on the screens after it


def begin(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """A new draft: first the words."""
    able = writers(offices)
    return asked(desk, turn, new(turn, able), "text") if able else desk.reply("an_no_right")


def written(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """The words, perhaps under a photo or a PDF."""
    if turn.incoming.kind is Kind.FILE:
        wrong = checking.file(turn.incoming.attachments[0])
        if wrong:
            return again(desk, turn, draft, f"an_file_{wrong}")
        draft = _with_file(draft, turn)
    text = turn.text.strip() or draft.text
    draft = draft.put(edited="" if text == draft.text else "1", tags="", split="")
    return taken(desk, turn, draft.put(text=text, ask="")) if text else _words(desk, turn, draft)


def _words(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    return screen(desk, turn, draft.put(ask="text"), desk.text("an_file_first"))


def _with_file(draft: Draft, turn: Turn) -> Draft:
    file = turn.incoming.attachments[0]
    told = [file.kind, file.ref, file.name, file.mime, file.size]
    return draft.put(file=json.dumps(told, ensure_ascii=False), channel=turn.incoming.channel)


def taken(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """The words, unless something about them should be asked first."""
    found = checking.tags(draft.text)
    if found and not draft.told("tags"):
        rows = (
            pressed(desk, draft, "tags_off", "tags_off"),
            pressed(desk, draft, "tags_keep", "tags_keep"),
        )
        return again(desk, turn, draft, "an_tags", *rows, tags=" ".join(found[:5]))
    if len(draft.text) > checking.LONGEST:
        return again(desk, turn, draft.put(ask="text"), "an_far_too_long")
    count = checking.parts(draft.text, draft.file is not None, desk.reads.announcements.channels())
    if count > 1 and not draft.told("split"):
        return _long(desk, turn, draft, count)
    return buttons(desk, turn, draft)


def _long(desk: Desk, turn: Turn, draft: Draft, count: int) -> Reply:
    rows = (
        pressed(desk, draft, "shorten", "text"),
        pressed(desk, draft, "split", "split"),
        pressed(desk, draft, "attach", "attach"),
    )
    return again(desk, turn, draft, "an_long", *rows, count=str(count))


def buttons(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """What stands under it: "Đã đọc", a link, a training; and its file."""
    read, (label, address) = bool(draft.told("read")), draft.link
    rows = [ticked(draft, read, desk.text("an_button_read"), "read_on")]
    if address:
        rows.append(ticked(draft, True, label, "link_off"))
    else:
        rows.append(pressed(desk, draft, "link", "link"))
    join = draft.told("join")
    rows.append(ticked(draft, bool(join), desk.text("an_button_join"), "join"))
    if draft.file:
        rows.append(pressed(desk, draft, "file_off", "file_off"))
    rows.append((*pressed(desk, draft, "text", "text"), *pressed(desk, draft, "who", "who")))
    words = shorten(draft.text, QUOTED, "characters")
    key = "an_buttons_file" if draft.file else "an_buttons"
    return screen(desk, turn, draft.put(ask="file"), desk.text(key, text=words), *rows)


def link_written(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """The address of the link; then what the button says."""
    address, wrong = checking.link(turn.text)
    if wrong == "scheme":
        offer = pressed(desk, draft, "link_take", "link_take")
        return again(desk, turn, draft.put(offered=address), "an_link_scheme", offer, link=address)
    if wrong:
        return again(desk, turn, draft, "an_link_bad")
    return asked(desk, turn, draft.put(offered=address), "label")


def label_written(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """What the button of the link says."""
    label = " ".join(turn.text.split())
    if not label or len(label) > checking.LONGEST_LABEL:
        return again(desk, turn, draft, "an_label_bad")
    address = draft.told("offered")
    return buttons(desk, turn, draft.put(link=f"{label}\n{address}", offered="", ask=""))


async def join(desk: Desk, turn: Turn, draft: Draft, value: str, offices: Offices) -> Reply:
    """The training that people can register for; pressed again, none."""
    if draft.told("join") or value:
        return buttons(desk, turn, draft.put(join="" if draft.told("join") else value))
    found = [
        training
        for office in writers(offices)
        for training in await desk.reads.trainings.of_place(office.tinh, office.xa, turn.now)
        if training.open(turn.now)
    ]
    if not found:
        return screen(desk, turn, draft, desk.text("an_no_training"),
                      pressed(desk, draft, "back", "buttons"))  # fmt: skip
    rows = {t.number: (Choice(t.topic, act("join", draft.id, str(t.number))),) for t in found[:8]}
    return screen(desk, turn, draft, desk.text("an_which_training"), *rows.values())


def press(desk: Desk, turn: Turn, draft: Draft, verb: str) -> Reply:
    """The other buttons around words, file and link."""
    match verb:
        case "text" | "link" | "attach":
            what = {"attach": "pdf"}.get(verb, verb)
            return asked(desk, turn, draft, what)
        case "tags_off":
            return taken(desk, turn, draft.put(text=checking.without_tags(draft.text)))
        case "tags_keep":
            return taken(desk, turn, draft.put(tags="keep"))
        case "split":
            return buttons(desk, turn, draft.put(split="1"))
        case "read_on":
            return buttons(desk, turn, draft.put(read="" if draft.told("read") else "1"))
        case "link_off":
            return buttons(desk, turn, draft.put(link=""))
        case "link_take":
            return asked(desk, turn, draft, "label")
        case "file_off":
            return buttons(desk, turn, draft.put(file="", channel=""))
        case _:
            return buttons(desk, turn, draft)


VERBS = ("text", "link", "attach", "tags_off", "tags_keep", "split", "read_on", "link_off",
         "link_take", "file_off", "buttons")  # fmt: skip

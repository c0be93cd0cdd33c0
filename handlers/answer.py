"""How an entry looks on a phone: the answer, its doubt, its source, and the buttons under it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.clock import show_day
from bot.core.message import Choice, Outgoing, Rows
from bot.core.text import split
from handlers.desk import Desk
from knowledge.model import Confidence, Entry

SCREEN = 600  # characters that one message may have
RELATED = 2  # related questions under an answer


def answered(desk: Desk, entry: Entry, turn: int, near: Sequence[Entry] = ()) -> Outgoing:
    """The first screen of an entry. `turn` names the question for the buttons.

    `near` are entries that might have been meant too: they are offered first below.
    """
    text = "\n\n".join([entry.answer, *_doubt(desk, entry), source_line(desk, entry)])
    return Outgoing(text, rows(desk, entry, turn, near))


def more(desk: Desk, entry: Entry, page: int, turn: int) -> Outgoing | None:
    """A further page (1 is the first) of an entry, or None when there is none."""
    source = source_line(desk, entry)
    pages = split(entry.more, SCREEN - len(source) - 2, "characters") if entry.more else []
    if not 1 <= page <= len(pages):
        return None
    buttons: Rows = (desk.way_home(),)
    if page < len(pages):
        buttons = ((desk.button("next", f"more:{entry.id}:{page + 1}:{turn:x}"),), *buttons)
    return Outgoing(f"{pages[page - 1].strip()}\n\n{source}", buttons)


def source_line(desk: Desk, entry: Entry) -> str:
    """ "Nguồn: Quyết định 26/2026/QĐ-TTg, Điều 4 khoản 3. Kiểm tra ngày 21/11/2026." """
    articles: dict[str, list[str]] = {}
    for cited in entry.sources:
        articles.setdefault(cited.document, []).append(cited.article)
    places = [
        ", ".join([desk.library.sources[document].title, *filter(None, found)])
        for document, found in list(articles.items())[:2]
    ]
    return desk.text("source", places="; ".join(places), day=show_day(entry.reviewed_on))


def rows(
    desk: Desk, entry: Entry, turn: int, near: Sequence[Entry] = (), *, judged: bool = False
) -> Rows:
    """The buttons under an answer: more, related questions, right or wrong, the way home."""
    below: list[tuple[Choice, ...]] = []
    if entry.more:
        below.append((desk.button("more", f"more:{entry.id}:1:{turn:x}"),))
    below += [(Choice(e.title, f"entry:{e.id}"),) for e in related(desk, entry, near)]
    if not judged:
        below.append(
            (
                desk.button("right", f"right:{entry.id}:{turn:x}"),
                desk.button("wrong", f"wrong:{entry.id}:{turn:x}"),
            )
        )
    return (*below, desk.way_home())


def related(desk: Desk, entry: Entry, near: Sequence[Entry] = ()) -> tuple[Entry, ...]:
    """What people ask next: those near, the related ones it names, its neighbours in the topic."""
    day = entry.reviewed_on  # neighbours that hold together with this entry, also an old one
    named = [desk.library.entries[i] for i in entry.related if i in desk.library.entries]
    siblings = [e for e in desk.library.of_topic(entry.topic, day) if e.id != entry.id]
    ring = _after(siblings, entry)
    return tuple(dict.fromkeys([*near, *named, *ring]))[:RELATED]


def _after(siblings: list[Entry], entry: Entry) -> list[Entry]:
    """The siblings in a ring from this entry on, so that a topic can be read through."""
    later = [e for e in siblings if e.id > entry.id]
    return later + [e for e in siblings if e.id < entry.id]


def _doubt(desk: Desk, entry: Entry) -> list[str]:
    if entry.confidence is Confidence.VB:
        return []
    return [desk.text(f"doubt_{entry.confidence}")]

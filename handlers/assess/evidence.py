"""Photos and papers as evidence: sent at a question or at a paper, seen again, deleted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.core.clock import local_day, show_day
from bot.core.dialogue import Dialogue
from bot.core.effects import DropEvidence, KeepEvidence
from bot.core.message import Attachment, Choice, Incoming, Outgoing, Rows
from bot.core.reads.evidence import Received, Wrong
from bot.core.text import shorten
from bot.core.turn import Answer, Reply, Turn
from handlers import fallback
from handlers.assess import answers, holding
from handlers.assess.actions import PRODUCT, QUESTION, act
from handlers.assess.paperwork import DOSSIER, PAPER, asked_about, of_product
from handlers.assess.product import Product, current, find
from handlers.assess.questions import find as find_question
from handlers.assess.tally import short_title
from handlers.assess.where import place
from handlers.desk import Desk
from knowledge.dossier.load import load_dossier

OF_PAPER = "p-"  # what ABOUT begins with when it is a paper's
ABOUT = f"(?:{QUESTION}|{OF_PAPER}{PAPER})?"
SHAPE = (
    f"ev:(?:all:{PRODUCT}|(?:send|at):{PRODUCT}:{ABOUT}"
    f"|(?:see|drop|gone):{PRODUCT}:[0-9a-f]{{{holding.SHORT}}})"
)
A_SCREEN = 8  # files or headings on one screen
LABEL = 40  # characters of a label
KEPT = "kept:"
_CODE_NAMES = re.compile(r"[\w-]{20,}")  # names that a camera or a platform gave


@dataclass(frozen=True)
class Spot:
    """What a file is about: a question of the product or a paper of its dossier."""

    product: Product
    dialogue: Dialogue
    about: str


def press(desk: Desk, turn: Turn) -> Reply:
    """Any "ev:…" button."""
    _, verb, product_id, *rest = turn.incoming.action.split(":")
    product = find(turn, product_id)
    if product is None or product.chosen is None:
        return fallback.stale(desk, turn)
    if verb == "all":
        return _shown(product.dialogue, _all(desk, turn, product))
    if verb in ("send", "at"):
        spot = _spot(turn, product, rest[0])
        if spot is None:
            return fallback.stale(desk, turn)
        return _ask(desk, spot) if verb == "send" else _shown(spot.dialogue, _at(desk, spot))
    return _one(desk, turn, product, verb, rest[0])


def _one(desk: Desk, turn: Turn, product: Product, verb: str, short: str) -> Reply:
    """A file that is looked at, or deleted after a second press."""
    for dialogue in (product.dialogue, of_product(turn, product.id)):
        found = holding.find(dialogue, short)
        if dialogue is None or found is None:
            continue
        about, name, label = found
        spot = Spot(product, dialogue, about)
        if verb == "gone":
            return _gone(desk, spot, name, label)
        look = _look(desk, spot, name, label) if verb == "see" else _sure(desk, spot, name, label)
        return _shown(dialogue, look)
    return fallback.stale(desk, turn)


def file(desk: Desk, turn: Turn) -> Answer:
    """A photo or a document: evidence where something is asked, else a word on where to send it."""
    spot = here(turn)
    if spot is None:
        return fallback.file(desk, turn)
    return _received(desk, turn, spot)


async def _received(desk: Desk, turn: Turn, spot: Spot) -> Reply:
    got = await desk.reads.evidence.receive(
        turn.incoming, turn.person.number, spot.product.id, spot.about
    )
    if isinstance(got, Wrong):
        words = desk.text(f"ev_wrong_{got.why}")
        return _shown(spot.dialogue, Outgoing(words, _below(desk, spot)))
    return _kept(desk, turn, spot, got)


def _kept(desk: Desk, turn: Turn, spot: Spot, got: Received) -> Reply:
    label = _label(desk, turn.incoming, got, show_day(local_day(turn.now)))
    kept = KeepEvidence(
        spot.product.id, spot.about, got.name, label, got.mime, got.size, got.digest
    )
    dialogue = holding.with_file(spot.dialogue, spot.about, got.name, label)
    spot = Spot(spot.product, dialogue, spot.about)
    number = str(len(holding.sent(dialogue, spot.about)))
    words = desk.text("ev_kept", label=label, about=title(spot), count=number)
    return Reply((Outgoing(words, _below(desk, spot)),), (kept,), waiting(spot))


def here(turn: Turn) -> Spot | None:
    """What a file would be about if it came now; None where nothing is asked."""
    product = current(turn)
    if product is not None:
        at = place(product).question if product.chosen else None
        return Spot(product, product.dialogue, at.id) if at else None
    if turn.dialogue is None or turn.dialogue.name != DOSSIER:
        return None
    product = find(turn, turn.dialogue.subject)
    if product is None or product.chosen is None:
        return None
    paper = asked_about(product, turn.dialogue)
    return Spot(product, turn.dialogue, f"{OF_PAPER}{paper}") if paper else None


def waiting(spot: Spot) -> Dialogue:
    """The dialogue of a spot, waiting for (more) files about it."""
    if spot.about.startswith(OF_PAPER):
        return spot.dialogue.put("send", spot.about.removeprefix(OF_PAPER))
    return Product(spot.dialogue).put({"wait": "file", "at": spot.about}).dialogue


def title(spot: Spot) -> str:
    """ "3.5 Nhãn hiệu", a condition's words, or a paper's name."""
    if spot.about.startswith(OF_PAPER):
        paper = spot.about.removeprefix(OF_PAPER)
        return next((p.name for p in load_dossier().papers if p.id == paper), paper)
    question = find_question(spot.product.criteria, spot.about)
    return short_title(question) if question else spot.product.name


def asking(desk: Desk, spot: Spot) -> Outgoing:
    """ "Anh/chị gửi ảnh hoặc PDF vào đây"."""
    return Outgoing(desk.text("ev_send", about=title(spot)), _below(desk, spot))


def _ask(desk: Desk, spot: Spot) -> Reply:
    return Reply((asking(desk, spot),), dialogue=waiting(spot))


def _below(desk: Desk, spot: Spot) -> Rows:
    """What was sent about it, and the way on."""
    there = len(holding.sent(spot.dialogue, spot.about))
    label = desk.text("button_ev_at", count=str(there))
    one = spot.product.id
    rows: Rows = ((Choice(label, f"ev:at:{one}:{spot.about}"),),) if there else ()
    if spot.about.startswith(OF_PAPER):
        on = desk.button("ev_on", f"dossier:open:{one}")
    else:
        answered = spot.about in answers.known(spot.product)
        on = desk.button("ev_on", act("keep" if answered else "go", one))
    return (*rows, (on,), desk.way_home())


def _all(desk: Desk, turn: Turn, product: Product) -> Outgoing:
    """Everything that was sent for a product, by what it is about."""
    both = {
        **holding.everything(product.dialogue),
        **holding.everything(of_product(turn, product.id)),
    }
    rows: list[tuple[Choice, ...]] = []
    for about, files in list(both.items())[: A_SCREEN * 3]:
        name = title(Spot(product, product.dialogue, about))
        label = f"{shorten(name, LABEL, 'characters')} · {len(files)}"
        rows.append((Choice(label, f"ev:at:{product.id}:{about}"),))
    number = str(sum(map(len, both.values())))
    text = desk.text("ev_all" if both else "ev_none", name=product.name, count=number)
    back = (desk.button("as_card", act("card", product.id)),)
    return Outgoing(text, (*rows, back, desk.way_home()))


def _at(desk: Desk, spot: Spot) -> Outgoing:
    """The files about one thing, each to be looked at."""
    files = holding.sent(spot.dialogue, spot.about)
    one = spot.product.id
    rows: Rows = tuple(
        (Choice(label, f"ev:see:{one}:{name[: holding.SHORT]}"),)
        for name, label in list(files.items())[-A_SCREEN * 3 :]
    )
    more = (desk.button("ev_send", f"ev:send:{one}:{spot.about}"),) if spot.about else ()
    text = desk.text("ev_listed", about=title(spot), count=str(len(files)))
    rows = (*rows, *((more,) if more else ()), (desk.button("ev_all", f"ev:all:{one}"),))
    return Outgoing(text, (*rows, desk.way_home()))


def _look(desk: Desk, spot: Spot, name: str, label: str) -> Outgoing:
    text = desk.text("ev_look", label=label, about=title(spot))
    short = name[: holding.SHORT]
    rows: Rows = (
        (desk.button("ev_drop", f"ev:drop:{spot.product.id}:{short}"),),
        (desk.button("back", f"ev:at:{spot.product.id}:{spot.about}"),),
        desk.way_home(),
    )
    return Outgoing(text, rows, kept(name, label))


def kept(name: str, label: str) -> Attachment:
    """One of our files, to be sent."""
    kind = "photo" if name.endswith(".jpg") else "document"
    suffix = name[name.rindex(".") :]
    named = label if label.endswith(suffix) else f"{label.replace('/', '-')}{suffix}"
    return Attachment(kind, f"{KEPT}{name}", named)


def _sure(desk: Desk, spot: Spot, name: str, label: str) -> Outgoing:
    short = name[: holding.SHORT]
    rows: Rows = (
        (desk.button("ev_gone", f"ev:gone:{spot.product.id}:{short}"),),
        (desk.button("as_not_dropped", f"ev:at:{spot.product.id}:{spot.about}"),),
        desk.way_home(),
    )
    return Outgoing(desk.text("ev_sure", label=label), rows)


def _gone(desk: Desk, spot: Spot, name: str, label: str) -> Reply:
    dialogue = holding.without_file(spot.dialogue, name)
    product = spot.product
    if dialogue.name == product.dialogue.name:
        product = Product(dialogue)
    after = Outgoing(
        desk.text("ev_gone", label=label), _below(desk, Spot(product, dialogue, spot.about))
    )
    return Reply((after,), (DropEvidence(name),), dialogue)


def _label(desk: Desk, incoming: Incoming, got: Received, day: str) -> str:
    """The caption, the file's own name when it tells something, else "Ảnh ngày 22/11/2026"."""
    told = " ".join(incoming.text.split())
    name = incoming.attachments[0].name
    stem = name.rsplit(".", 1)[0]
    if not told and stem and not _CODE_NAMES.fullmatch(stem):
        told = name
    if told:
        return shorten(told, LABEL, "characters")
    return desk.text("ev_photo" if got.mime.startswith("image/") else "ev_paper", day=day)


def _spot(turn: Turn, product: Product, about: str) -> Spot | None:
    if about.startswith(OF_PAPER):
        dialogue = of_product(turn, product.id)
        known = {p.id for p in load_dossier().papers}
        there = dialogue is not None and about.removeprefix(OF_PAPER) in known
        return Spot(product, dialogue, about) if dialogue and there else None
    if about and find_question(product.criteria, about) is None:
        return None
    return Spot(product, product.dialogue, about)


def _shown(dialogue: Dialogue, message: Outgoing) -> Reply:
    return Reply((message,), dialogue=dialogue)

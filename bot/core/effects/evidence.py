"""Effects on evidence files and on results that are shown to officials."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.effects.base import Effect
from bot.core.message import Outgoing


@dataclass(frozen=True)
class KeepEvidence(Effect):
    """A file that was received (see `reads.evidence`) belongs to a product from now on.

    `about` is the question's id or "p-" and the paper's id; `name` is the file's on our disk,
    `label` what people call it; `size` in bytes; `digest` of what was sent.
    """

    subject: str
    about: str
    name: str
    label: str
    mime: str
    size: int
    digest: str


@dataclass(frozen=True)
class DropEvidence(Effect):
    """Delete one of the person's files, its row now and the file soon after."""

    name: str


@dataclass(frozen=True)
class MoveEvidence(Effect):
    """What was sent about one thing is about another from now on ("": about the product)."""

    subject: str
    about: str
    to: str = ""


@dataclass(frozen=True)
class ShareResult(Effect):
    """Show a result, as it is now, to the officials of a place; it takes an earlier one's place.

    `body` is JSON of what they may see. `tinh` and `xa` are codes, `xa` "" for the province only.
    """

    subject: str
    name: str
    set_no: int
    tinh: str
    xa: str
    body: str


@dataclass(frozen=True)
class TakeBack(Effect):
    """Officials see this product's result no longer."""

    subject: str


@dataclass(frozen=True)
class CommentOn(Effect):
    """An official's word on a criterion of a shared result; `told` goes to its owner."""

    shared: int
    code: str
    text: str
    by: str
    told: Outgoing


@dataclass(frozen=True)
class SeePaper(Effect):
    """An official marks a paper of a shared result as seen, or no longer (`day` "")."""

    shared: int
    paper: str
    day: str

"""A draft: an open dialogue, so that it survives restarts and waits when something else comes.

Answers: `text`, `file` (JSON), `read`, `link` (label and address), `join` (a training's number),
`audience` (JSON), `starts`, `expires` (ISO), `repeats`, `kind`, `parent`, and `ask`: what the
next words that are written answer.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.audience import Audience
from bot.core.dialogue import Dialogue
from bot.core.message import Attachment
from bot.core.reads.officials import Office, Role
from bot.core.turn import Turn

NAME = "oc_announce"


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been said of an announcement so far."""

    dialogue: Dialogue

    @property
    def id(self) -> str:
        """Its name, under which it is confirmed once."""
        return self.dialogue.subject

    def told(self, key: str) -> str:
        """An answer, or ""."""
        return self.dialogue.answers.get(key, "")

    @property
    def text(self) -> str:
        """The words."""
        return self.told("text")

    @property
    def audience(self) -> Audience:
        """For whom it is."""
        return Audience.from_json(self.told("audience") or "[]")

    @property
    def file(self) -> Attachment | None:
        """The photo or PDF; its ref is the handle on the channel where it was sent."""
        return Attachment(*json.loads(self.told("file"))) if self.told("file") else None

    @property
    def link(self) -> tuple[str, str]:
        """Label and address of the link; ("", "") without one."""
        label, _, address = self.told("link").partition("\n")
        return label, address

    @property
    def starts(self) -> datetime | None:
        """When it goes; None: at once."""
        return datetime.fromisoformat(self.told("starts")) if self.told("starts") else None

    @property
    def expires(self) -> datetime | None:
        """After which moment it is too late."""
        return datetime.fromisoformat(self.told("expires")) if self.told("expires") else None

    def put(self, **answers: str) -> Draft:
        """With these answers; an empty one takes it out."""
        kept = {k: v for k, v in {**self.dialogue.answers, **answers}.items() if v}
        return Draft(replace(self.dialogue, answers=kept))

    def for_(self, audience: Audience) -> Draft:
        """For this audience."""
        return self.put(audience=audience.to_json())


def new(turn: Turn, offices: Iterable[Office]) -> Draft:
    """An empty draft, for everybody that its author reaches."""
    return Draft(Dialogue(NAME, subject=f"{turn.number:x}")).for_(Audience.within(offices))


def find(turn: Turn, draft: str) -> Draft | None:
    """This person's draft of that name, or None."""
    return next((one for one in drafts(turn) if one.id == draft), None)


def drafts(turn: Turn) -> tuple[Draft, ...]:
    """This person's drafts, latest first."""
    known = (turn.dialogue, *turn.paused) if turn.dialogue else turn.paused
    return tuple(Draft(one) for one in known if one.name == NAME)


def writers(offices: Iterable[Office]) -> tuple[Office, ...]:
    """Those of the offices that write announcements."""
    return tuple(o for o in offices if o.may_write and o.role is not Role.EDITOR)


def senders(offices: Iterable[Office]) -> tuple[Office, ...]:
    """Those of the offices that send them."""
    return tuple(o for o in offices if o.may_send and o.role is not Role.EDITOR)

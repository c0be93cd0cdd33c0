"""What an official writes for a place, one question a message: the place comes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from bot.core.dialogue import Dialogue
from bot.core.reads.officials import Office
from handlers.deadlines import reach
from handlers.desk import Desk
from handlers.reminders.days import without
from knowledge.places import Place

SURE = ("dung", "dung roi", "dong y", "ok")  # typed at what was seen whole


@dataclass(frozen=True)
class Draft:
    """What has been said so far, by step."""

    dialogue: Dialogue
    steps: ClassVar[tuple[str, ...]] = ("reach",)

    def told(self, key: str) -> str:
        """An answer, "" for none."""
        return self.dialogue.answers.get(key, "")

    @property
    def step(self) -> str:
        """The first step without an answer; "sure" when all have one."""
        return next((s for s in self.steps if not self.dialogue.answers.get(s)), "sure")

    def back(self) -> Dialogue:
        """The dialogue at the step before, though never at the place; what comes after it is
        asked again."""
        at = len(self.steps) if self.step == "sure" else self.steps.index(self.step)
        return without(self.dialogue, *self.steps[max(1, at - 1) :])


def begun(name: str, offices: Sequence[Office]) -> Dialogue:
    """A new one; who may write for a single commune is not asked for which place."""
    own = reach.writing(offices)
    alone = len(own) == 1 and own[0].xa
    return at_place(Dialogue(name), own[0]) if alone else Dialogue(name)


def at_place(dialogue: Dialogue, place: Office | Place) -> Dialogue:
    """With the first step answered."""
    return dialogue.put("reach", "yes").put("tinh", place.tinh).put("xa", place.xa)


def place_pressed(dialogue: Dialogue, offices: Sequence[Office], number: str) -> Dialogue | None:
    """With the office's own place of this number; None when there is none by now."""
    own = reach.writing(offices)
    return at_place(dialogue, own[int(number)]) if int(number) < len(own) else None


def place_typed(
    desk: Desk, dialogue: Dialogue, offices: Sequence[Office], text: str
) -> tuple[Dialogue, str]:
    """With the one place within reach that a text means, or as it was and what is wrong."""
    found = reach.meant(offices, text)
    if len(found) == 1:
        return at_place(dialogue, found[0]), ""
    names = "; ".join(reach.name(desk, p.tinh, p.xa) for p in found[: reach.MOST])
    return dialogue, desk.text("tr_wrong_several" if found else "tr_wrong_reach", names=names)

"""A product that is being assessed: one dialogue, read in the words of the assessment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.core.dialogue import Dialogue
from bot.core.turn import Turn
from knowledge.criteria.load import load_criteria
from knowledge.criteria.model import CriteriaSet

NAME = "assess"
LONGEST_NAME = 80  # characters of a product's or a person's name
ANSWER = "q:"  # what the keys of answers begin with
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Product:
    """A product by its dialogue. `told` facts: name, set, rule, path, at, case, wait, want,
    for, consent, done, results; and an answer for each question under "q:ID"."""

    dialogue: Dialogue

    @property
    def id(self) -> str:
        """Its number in hex, for buttons."""
        return self.dialogue.subject

    @property
    def name(self) -> str:
        """What its owner calls it; "" before they said."""
        return self.told("name")

    @property
    def chosen(self) -> CriteriaSet | None:
        """Its criteria set; None before it was chosen."""
        return load_criteria().sets.get(int(self.told("set") or 0))

    @property
    def criteria(self) -> CriteriaSet:
        """Its criteria set. Raises LookupError when none was chosen: screens ask first."""
        if self.chosen is None:
            raise LookupError("this product has no set yet")
        return self.chosen

    def told(self, key: str) -> str:
        """A fact or an answer by its key; "" for none."""
        return self.dialogue.answers.get(key, "")

    def answers(self) -> dict[str, str]:
        """What stands under each question's id, valid or not."""
        start = len(ANSWER)
        return {k[start:]: v for k, v in self.dialogue.answers.items() if k.startswith(ANSWER)}

    def put(self, changes: Mapping[str, str]) -> Product:
        """The product with these keys changed; an empty value takes one out."""
        merged = {**self.dialogue.answers, **changes}
        kept = {key: value for key, value in merged.items() if value}
        return Product(replace(self.dialogue, answers=kept))


def new(turn: Turn) -> Product:
    """A product nobody has named yet; one that was begun before is used again."""
    for product in _all(turn):
        if not product.name:
            return product.put(dict.fromkeys(product.dialogue.answers, ""))
    return Product(Dialogue(NAME, subject=f"{turn.number:x}"))


def products(turn: Turn) -> tuple[Product, ...]:
    """This person's named products, latest first."""
    return tuple(product for product in _all(turn) if product.name)


def find(turn: Turn, product_id: str) -> Product | None:
    """The product with this number, or None when it is gone or was never theirs."""
    return next((product for product in _all(turn) if product.id == product_id), None)


def current(turn: Turn) -> Product | None:
    """The product whose assessment is open."""
    if turn.dialogue is None or turn.dialogue.name != NAME:
        return None
    return Product(turn.dialogue)


def as_name(text: str) -> str:
    """A typed name in one line; "" when it has no letter or is too long to be a name."""
    name = " ".join(text.split())
    return name if len(name) <= LONGEST_NAME and _LETTER.search(name) else ""


def _all(turn: Turn) -> list[Product]:
    known = (turn.dialogue, *turn.paused) if turn.dialogue else turn.paused
    return [Product(dialogue) for dialogue in known if dialogue.name == NAME]

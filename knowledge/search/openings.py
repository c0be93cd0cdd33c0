"""Openings: where in a text one of many names may begin, told by its first two words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

END = ""  # stands for the second word of a name of one


@dataclass
class Openings:
    """The first words of names, each with the words that follow it."""

    _after: dict[str, set[str]] = field(default_factory=dict)

    def add(self, name: Sequence[str]) -> None:
        """Learn one more name of a word or more."""
        self._after.setdefault(name[0], set()).add((*name, END)[1])

    def places(self, words: Sequence[str]) -> list[int]:
        """The places where a name may begin, in rising order."""
        each = enumerate(pairwise((*words, END)))
        after, none = self._after, frozenset[str]()
        return [
            at
            for at, (word, second) in each
            if (known := after.get(word, none)) and (second in known or END in known)
        ]

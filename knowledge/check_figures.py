"""Figures that nobody calls, and figures that seem to say one thing twice or differently."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from knowledge.check_place import Places
from knowledge.load_faults import Fault
from knowledge.model import Figure, Library

PATH = "figures.yaml"
_NUMBER = re.compile(r"\d[\d.,/]*")


def figure_faults(library: Library, places: Places) -> Iterator[Fault]:
    """Notes only: two figures of one article may well be two different things."""
    used = {name for entry in library.entries.values() for name in entry.figures}
    for name in library.figures:
        if name not in used:
            text = f"Con số `{name}` chưa mục nào gọi; dùng nó hoặc xóa đi."
            yield places.at(PATH, f"{name}:", text, "note", name)
    yield from _twins(library, places)
    yield from _disagreeing(library, places)


def _twins(library: Library, places: Places) -> Iterator[Fault]:
    """One text of one place under two names."""
    first: dict[tuple[str, ...], Figure] = {}
    for figure in library.figures.values():
        cited = figure.cited
        other = first.setdefault((figure.text, cited.document, cited.article), figure)
        if other is not figure and cited.article:
            text = f"`{figure.name}` và `{other.name}` cùng là “{figure.text}” ở {cited.article};"
            text = f"{text} nếu là một thì bỏ một tên."
            yield places.at(PATH, f"{figure.name}:", text, "note", figure.name)


def _disagreeing(library: Library, places: Places) -> Iterator[Fault]:
    """Different texts of one place and unit, where one name says what the other says.

    An article has many figures ("star4_points", "star5_points"); only names that are the same
    but for added words ("household", "household_points") seem to speak of one thing.
    """
    groups: dict[tuple[str, ...], list[Figure]] = {}
    for figure in library.figures.values():
        unit = _NUMBER.sub("", figure.text).strip()
        groups.setdefault((figure.cited.document, figure.cited.article, unit), []).append(figure)
    for figures in groups.values():
        for one, two in combinations(figures, 2):
            if one.text != two.text and _same_subject(one.name, two.name):
                text = f"`{two.name}` là “{two.text}” còn `{one.name}` là “{one.text}”, cùng một"
                text = f"{text} chỗ trong văn bản; xem có cái nào ghi sai."
                yield places.at(PATH, f"{two.name}:", text, "note", two.name)


def _same_subject(one: str, two: str) -> bool:
    """Whether all words of one name are in the other."""
    first, second = set(one.split("_")), set(two.split("_"))
    return first <= second or second <= first

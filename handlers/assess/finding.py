"""From a product's own name to the sets it may belong to, and a tree of buttons beside it."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from knowledge.criteria.load import load_criteria
from knowledge.criteria.model import CriteriaSet
from knowledge.model import Library
from knowledge.search.letters import plain, tidy

OFFERED = 3  # sets offered at once
LONGEST = 6  # words in a name
NEAR = 85  # of 100: names this alike are offered too
_WORD = re.compile(r"[^\W_]+")
_Names = dict[tuple[str, ...], tuple[int, ...]]


def sets_for(library: Library, text: str) -> tuple[CriteriaSet, ...]:
    """The sets a product of this name may belong to, likeliest first; none when unsure."""
    marked, bare = _names(tuple(library.products.items()))
    words = tuple(_WORD.findall(tidy(text)))
    has_marks = any(not word.isascii() for word in words)
    numbers = _exact(marked, words) if has_marks else _exact(bare, words)
    numbers = numbers or _alike(bare, tuple(map(plain, words)))
    sets = load_criteria().sets
    return tuple(sets[number] for number in numbers if number in sets)[:OFFERED]


def _exact(names: _Names, words: tuple[str, ...]) -> tuple[int, ...]:
    """The sets of the longest known name inside the words, the first of equally long ones."""
    for size in range(min(LONGEST, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            if found := names.get(words[start : start + size]):
                return found
    return ()


def _alike(names: _Names, words: tuple[str, ...]) -> tuple[int, ...]:
    """The sets of names with the same words in another order, or a letter wrong."""
    if not any(len(word) > 2 for word in words):
        return ()
    known = {" ".join(name): numbers for name, numbers in names.items() if len(name) > 1}
    typed = " ".join(words)
    near = process.extract(typed, known.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=NEAR)
    if not near:
        near = process.extract(typed, known.keys(), scorer=fuzz.token_set_ratio, score_cutoff=NEAR)
    return tuple(dict.fromkeys(number for name, *_ in near for number in known[name]))


@lru_cache(maxsize=2)
def _names(products: tuple[tuple[str, tuple[int, ...]], ...]) -> tuple[_Names, _Names]:
    """Every name with its sets: with its marks, and without (where names run together)."""
    marked: _Names = {}
    bare: _Names = {}
    official = [(one.name, (one.no,)) for one in load_criteria().sets.values()]
    for name, numbers in (*products, *official):
        words = tuple(_WORD.findall(tidy(name)))
        marked[words] = tuple(dict.fromkeys((*marked.get(words, ()), *numbers)))
        stripped = tuple(map(plain, words))
        bare[stripped] = tuple(dict.fromkeys((*bare.get(stripped, ()), *numbers)))
    return marked, bare


def groups(sector: str) -> dict[int, str]:
    """The groups of a sector by the number of their first set: a code that does not move."""
    found: dict[str, int] = {}
    for one in load_criteria().sets.values():
        if one.sector == sector:
            found.setdefault(one.group, one.no)
    return {number: name for name, number in found.items()}


def group_of(number: int) -> tuple[CriteriaSet, ...]:
    """The sets in the group of this set; none for a number that is no set."""
    sets = load_criteria().sets
    if number not in sets:
        return ()
    one = sets[number]
    return tuple(s for s in sets.values() if (s.sector, s.group) == (one.sector, one.group))

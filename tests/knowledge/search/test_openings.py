"""No name is overlooked: wherever one stands, its place is told."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.openings import Openings

WORDS = st.sampled_from(["mật", "ong", "hoa", "nhãn", "khô"])
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=3), min_size=1, max_size=6)


def stands(name: list[str], text: list[str], at: int) -> bool:
    return text[at : at + len(name)] == name


@given(NAMES, st.lists(WORDS, max_size=10))
def test_every_place_of_a_name_is_told(names: list[list[str]], text: list[str]) -> None:
    openings = Openings()
    for name in names:
        openings.add(name)
    found = {at for at in range(len(text)) if any(stands(name, text, at) for name in names)}
    told = openings.places(text)
    assert found <= set(told)
    assert told == sorted(set(told))


def test_a_place_needs_the_second_word_too() -> None:
    openings = Openings()
    openings.add(["mật", "ong"])
    assert openings.places(["mật", "hoa", "mật", "ong", "mật"]) == [2]
    openings.add(["mật"])
    assert openings.places(["mật", "hoa", "mật", "ong", "mật"]) == [0, 2, 4]

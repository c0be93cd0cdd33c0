"""A message is cut into the same tokens however it is read: piece by piece or whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.tokens import LONGEST_KEPT, typed

LETTERS = "aăbđnosơ 139?*⭐,.-/%t"


@given(st.text(LETTERS.replace("⭐", ""), max_size=30), st.text(LETTERS, max_size=30))
def test_a_space_parts_what_is_read(one: str, other: str) -> None:
    if not other.lstrip().startswith("⭐"):
        assert typed(f"{one} {other}") == typed(one) + typed(other)


def test_a_row_of_stars_is_a_number_also_with_spaces_between() -> None:
    assert typed("giấy ⭐ ⭐ ⭐") == ["giấy", "3", "sao"]
    assert typed("giấy 4* hay 3sao") == ["giấy", "4", "sao", "hay", "3", "sao"]


@given(st.text("aăo1", min_size=LONGEST_KEPT, max_size=200))
def test_a_piece_too_long_to_remember_is_read_all_the_same(piece: str) -> None:
    assert typed(piece) == typed(f" {piece}\n")

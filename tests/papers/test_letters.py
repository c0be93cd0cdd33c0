"""Words of people, made safe for fonts, files and XML."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from papers.letters import UNKNOWN, clean, cut, drawable, file_name
from tests.papers.people import STRANGE

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
)


def test_every_vietnamese_letter_can_be_drawn() -> None:
    for text in (VIETNAMESE, VIETNAMESE.upper(), "“”‘’–…•₫½×☐☑★0123456789"):
        assert drawable(text) == text


def test_letters_typed_in_pieces_are_put_together() -> None:
    assert clean(unicodedata.normalize("NFD", "Mắm ruốc")) == "Mắm ruốc"


def test_pictures_go_and_other_scripts_become_one_box() -> None:
    assert drawable(STRANGE) == f"Mắm ngon {UNKNOWN} {UNKNOWN} ruốc"


def test_documents_keep_other_scripts_but_not_the_hidden_turns() -> None:
    assert clean("a\u202eשלום\u202c\x00b") == "aשלוםb"


def test_lines_are_kept_and_blanks_are_not() -> None:
    assert clean("một \t hai\r\n\n ba\u00a0bốn ") == "một hai\nba bốn"


@given(st.text())
def test_nothing_that_breaks_xml_or_a_font_is_left(text: str) -> None:
    kept = clean(text)
    kept.encode()
    assert clean(kept) == kept
    assert drawable(drawable(text)) == drawable(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") for c in kept if c != "\n")


def test_names_of_files_are_plain() -> None:
    assert file_name("Đường thốt nốt (An Giang)") == "duong-thot-not-an-giang"
    assert file_name("宝物") == "san-pham"
    assert len(file_name("a" * 300)) == 40


def test_a_cut_text_says_so() -> None:
    assert cut("một hai ba", 8) == "một hai…"
    assert cut("một", 3) == "một"

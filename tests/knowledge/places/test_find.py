"""Which commune somebody means: today's names, those of before, and the many ways to type them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import places
from knowledge.places.gazetteer import Former, gazetteer

CODES = sorted(gazetteer().communes)
FORMER = [row for row in gazetteer().former if row.xa]
NAM_TRUC = "13966"
PIECES = ["xa", "p", "q", "1", "nam", "tan", "ha,", "tinh", "-", "cu", "la", "thi tran"]


def named(text: str, within: str | None = None) -> list[str]:
    """The names of what is found, at most ten."""
    return [places.name(p.xa or p.tinh) for p in places.find(text, within)][:10]


def bare(text: str) -> str:
    """As typed on a phone without Vietnamese."""
    spread = unicodedata.normalize("NFD", text.lower().replace("đ", "d").replace("Đ", "d"))
    return "".join(c for c in spread if not unicodedata.combining(c))


def test_the_country_as_it_is_since_july_2025() -> None:
    assert len(places.provinces()) == 34
    assert sum(len(places.communes(tinh)) for tinh in places.provinces()) == 3321
    assert places.name(NAM_TRUC) == "xã Nam Trực, tỉnh Ninh Bình"
    assert places.name("37") == "tỉnh Ninh Bình"
    assert (places.exists("37"), places.exists("99"), places.exists("00000")) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    "text",
    [
        "xã Nam Trực, tỉnh Ninh Bình", "nam truc ninh binh", "Xã nam trực", "x. nam truc",
        "XÃ NAM TRỰC", "xax nam truwcj", "tt nam giang, nam truc, nam dinh", "xa nam truk",
        "thị trấn Nam Giang huyện Nam Trực", "xa nam cuong cu, h. nam truc", "toi o xa nam truc",
        "xã Nam Cường, Nam Trực, Nam Định, Việt Nam",
    ],
)  # fmt: skip
def test_one_commune_in_many_ways(text: str) -> None:
    assert named(text) == ["xã Nam Trực, tỉnh Ninh Bình"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("p. Bến Nghé q1 tphcm", ["phường Sài Gòn, thành phố Hồ Chí Minh"]),
        ("phường 05, Q.3", ["phường Bàn Cờ, thành phố Hồ Chí Minh"]),
        ("côn đảo", ["đặc khu Côn Đảo, thành phố Hồ Chí Minh"]),
        ("huyện Côn Đảo", ["đặc khu Côn Đảo, thành phố Hồ Chí Minh"]),
        ("ea hleo", ["xã Ea H'Leo, tỉnh Đắk Lắk"]),
        ("Xà Phiên", ["xã Xà Phiên, thành phố Cần Thơ"]),
        ("Hải Phòng", ["thành phố Hải Phòng"]),
        ("tỉnh Nam Định", ["tỉnh Ninh Bình"]),
        ("BRVT", ["thành phố Hồ Chí Minh"]),
        ("Nam Định", ["tỉnh Ninh Bình", "phường Nam Định, tỉnh Ninh Bình"]),
        ("Xã Lạ Hoắc, Ninh Bình", ["tỉnh Ninh Bình"]),
        ("nộp hồ sơ ở đâu", []),
        ("", []),
        ("😀", []),
        (",;/", []),
    ],
)
def test_examples(text: str, names: list[str]) -> None:
    assert named(text) == names


def test_a_district_of_before_is_all_its_communes() -> None:
    found = places.find("huyen nam truc")
    assert len(found) == 7
    assert {place.once for place in found} == {"huyện Nam Trực, tỉnh Nam Định"}


def test_a_name_that_several_bear_is_asked_back_and_a_province_settles_it() -> None:
    assert len(places.find("xã Tân Thành")) > 10
    assert named("xã Tân Thành, Thái Nguyên") == ["xã Tân Thành, tỉnh Thái Nguyên"]
    assert named("xã Tân Thành", within="19") == ["xã Tân Thành, tỉnh Thái Nguyên"]


def test_what_an_office_writes_is_todays_name() -> None:
    asked = "xã Minh Sơn, tỉnh Thanh Hóa"
    assert named(asked) == [asked, "xã Triệu Sơn, tỉnh Thanh Hóa"]  # where another one went
    (place,) = places.written(asked)
    assert (places.name(place.xa), place.once) == (asked, "")
    assert len(places.written("xã Tân Thành")) > 10


def test_who_types_marks_means_them() -> None:
    today = {p.xa for p in places.find("xã Tân Thanh") if not p.once}
    assert {places.short(code) for code in today} == {"xã Tân Thanh"}
    assert len(places.find("xa tan thanh")) > len(places.find("xã Tân Thanh"))


@settings(deadline=None)
@given(st.sampled_from(CODES))
def test_every_commune_is_found_by_its_name_also_without_marks(code: str) -> None:
    for text in (places.name(code), bare(places.name(code)), places.short(code).upper()):
        assert code in [place.xa for place in places.find(text)]


@settings(deadline=None)
@given(st.sampled_from(FORMER))
def test_every_commune_of_before_leads_to_what_it_became(row: Former) -> None:
    xa, huyen, tinh, now = row
    for text in (f"{xa}, {huyen}, {tinh}", bare(f"{xa} cũ {huyen} {tinh}")):
        assert set(now) <= {place.xa for place in places.find(text)}


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60)
    | st.lists(st.sampled_from(["xa", "p", "q", "1", "nam", "tan", "ha,", "tinh", "-", "cu"])).map(
        " ".join
    )
)
def test_whatever_is_typed_only_real_places_come_back(text: str) -> None:
    for place in places.find(text):
        assert place.tinh in places.provinces()
        assert not place.xa or places.tinh_of(place.xa) == place.tinh

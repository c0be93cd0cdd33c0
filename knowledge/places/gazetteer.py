"""The tables of knowledge/content/places, read once, and the names in them by their key."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from knowledge.places.words import key_of, part

TABLES = Path(__file__).parent.parent / "content" / "places"


class Commune(NamedTuple):
    """A commune of today: its name with its kind ("Xã Nam Trực"), and its province's code."""

    name: str
    tinh: str


class Former(NamedTuple):
    """A commune of before 1/7/2025 ("" for an island district without communes), with its
    district and province as they were, and the codes of the communes it is in today."""

    xa: str
    huyen: str
    tinh: str
    now: tuple[str, ...]


@dataclass
class Gazetteer:
    """All names by key. `by_key` gives codes of communes; `old_by_key`, `by_district` and
    `sources` (by the code of today) give rows of `former`; `by_province` codes of provinces."""

    provinces: dict[str, str] = field(default_factory=dict)
    formerly: dict[str, tuple[str, ...]] = field(default_factory=dict)
    communes: dict[str, Commune] = field(default_factory=dict)
    former: list[Former] = field(default_factory=list)
    by_key: dict[str, list[str]] = field(default_factory=dict)
    old_by_key: dict[str, list[int]] = field(default_factory=dict)
    by_district: dict[str, list[int]] = field(default_factory=dict)
    sources: dict[str, list[int]] = field(default_factory=dict)
    by_province: dict[str, list[str]] = field(default_factory=dict)


@cache
def gazetteer() -> Gazetteer:
    """The tables, read at the first use."""
    found = Gazetteer()
    for row in _rows("tinh.csv"):
        found.provinces[row["code"]] = row["name"]
        found.formerly[row["code"]] = tuple(row["formerly"].split("|"))
        for was in dict.fromkeys((row["name"], *found.formerly[row["code"]])):
            found.by_province.setdefault(key_of(was), []).append(row["code"])
    for row in _rows("xa.csv"):
        found.communes[row["code"]] = Commune(row["name"], row["tinh"])
        found.by_key.setdefault(key_of(row["name"]), []).append(row["code"])
    for number, row in enumerate(_rows("cu.csv")):
        _add_former(found, number, row)
    return found


def _add_former(found: Gazetteer, number: int, row: dict[str, str]) -> None:
    now = tuple(row["now"].split())
    huyen, tinh = _same(row["huyen"]), _same(row["tinh"])
    found.former.append(Former(row["xa"], huyen, tinh, now))
    if row["xa"]:
        found.old_by_key.setdefault(key_of(row["xa"]), []).append(number)
    found.by_district.setdefault(key_of(huyen), []).append(number)
    for code in now:
        found.sources.setdefault(code, []).append(number)


@cache
def _same(text: str) -> str:
    """One string for all rows of a district or province, instead of one each."""
    return text


def _rows(table: str) -> Iterator[dict[str, str]]:
    with (TABLES / table).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def exists(code: str) -> bool:
    """Whether this is the code of a province (2 digits) or commune (5 digits) of today."""
    return code in gazetteer().provinces or code in gazetteer().communes


def tinh_of(xa: str) -> str:
    """The code of a commune's province. KeyError for an unknown code."""
    return gazetteer().communes[xa].tinh


def short(code: str) -> str:
    """ "xã Nam Trực", "tỉnh Ninh Bình": inside a sentence. KeyError for an unknown code."""
    known = gazetteer()
    whole = known.communes[code].name if len(code) > 2 else known.provinces[code]
    return lowered(whole)


def name(code: str) -> str:
    """ "xã Nam Trực, tỉnh Ninh Bình" of a commune, "tỉnh Ninh Bình" of a province. KeyError."""
    return f"{short(code)}, {short(tinh_of(code))}" if len(code) > 2 else short(code)


def lowered(whole: str) -> str:
    """A unit's name with its kind in small letters."""
    kind, bare = part(whole)
    return f"{kind.lower()} {bare}"


def provinces() -> tuple[str, ...]:
    """The codes of the provinces."""
    return tuple(gazetteer().provinces)


@cache
def communes(tinh: str) -> tuple[str, ...]:
    """The codes of a province's communes, by name."""
    known = gazetteer().communes
    return tuple(
        sorted((code for code, one in known.items() if one.tinh == tinh), key=lambda c: known[c])
    )

"""Which commune somebody means: what they typed is cut into names, and the names must agree.

"tt nam giang, nam truc, nd" → a town of before, in a district of before: the commune of today
that it became a part of, and when it was parted among several, all of them, to be asked back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge.places.gazetteer import Former, Gazetteer, gazetteer, lowered
from knowledge.places.ways import UNKNOWN, Mention, Way, cost, likely, ways
from knowledge.places.words import key_of, kind_key, marked, part, words
from knowledge.search.letters import untyped

MOST_WORDS = 24  # of a message that anybody looks at
DISTRICTS = frozenset({"huyen", "quan", "thi xa", "thanh pho"})
PROVINCES = frozenset({"tinh", "thanh pho"})


@dataclass(frozen=True, slots=True)
class Place:
    """A commune of today, or with `xa` "" a province. `once` is the name of before by which it
    was found ("xã Nam Thái, huyện Nam Trực, tỉnh Nam Định"), "" for a name of today."""

    tinh: str
    xa: str = ""
    once: str = ""


def find(text: str, within: str | None = None) -> tuple[Place, ...]:
    """The places that may be meant, names of today first; none when nothing is like it.

    `within` is the code of a province outside which nothing is looked for. A province alone is
    found as a Place without commune; a district of before as all its communes.
    """
    text = text[:500]
    tokens = words(text)[:MOST_WORDS]
    found = _sensible(ways(tokens), within)
    found = found or _sensible(ways([untyped(token) for token in tokens]), within)
    return _as_spelt(found or _sensible(likely(text), within), text)


def written(text: str, within: str | None = None) -> tuple[Place, ...]:
    """As `find`, for what an office writes down: a name that is today's means today's commune,
    though one of before was called so too (in a chat that is asked back)."""
    found = find(text, within)
    today = tuple(place for place in found if place.xa and not place.once)
    return today if len(today) == 1 and all(place.xa for place in found) else found


def _sensible(possible: Iterable[Way], within: str | None) -> list[Place]:
    """The places of the best way that has any, and of those that leave out as little."""
    least: int | None = None
    found: dict[tuple[str, str], Place] = {}
    for way in sorted(set(possible), key=cost):
        if least is not None and way.left_out > least:
            break
        for place in _resolve(way, way.former) or _resolve(way, False):
            if within in (None, place.tinh):
                found.setdefault((place.tinh, place.xa), place)
        if found:
            least = way.left_out
    return list(found.values())


def _as_spelt(found: list[Place], text: str) -> tuple[Place, ...]:
    """Who types marks means them: "Tân Thành" is not "Tân Thanh"."""
    typed = marked(text)
    right = [place for place in found if marked(_asked(place)) in typed]
    return tuple(right if right and not text.isascii() else found)


def _asked(place: Place) -> str:
    """The bare name by which a place was found."""
    if place.once:
        return part(place.once.split(", ")[0])[1]
    g = gazetteer()
    return part(g.communes[place.xa].name if place.xa else g.provinces[place.tinh])[1]


def _resolve(way: Way, former: bool) -> list[Place]:
    """The places in which all mentions agree: as a commune, else a district, else a province."""
    mentions = way.mentions
    alone = mentions[0].kind == "" and len(mentions) == 1
    provinces = _provinces(gazetteer(), mentions) if alone else []
    if provinces and way.left_out >= UNKNOWN:
        return provinces  # "xã … , Ninh Bình": not the commune that was once called so
    for reading in (_communes, _districts):
        places = list(provinces)
        for number, mention in enumerate(mentions):
            around = frozenset(m.key for i, m in enumerate(mentions) if i != number)
            places += reading(gazetteer(), mention, around, former)
        if places:
            return places
    return _provinces(gazetteer(), mentions)


def _communes(g: Gazetteer, asked: Mention, around: frozenset[str], former: bool) -> list[Place]:
    if asked.kind in DISTRICTS | PROVINCES:
        return []
    exact: list[Place] = []
    loose: list[Place] = []
    for code in g.by_key.get(asked.key, ()):
        if not former and around <= _around(code):
            right = asked.kind in ("", kind_key(g.communes[code].name))
            (exact if right else loose).append(Place(g.communes[code].tinh, code))
    for number in g.old_by_key.get(asked.key, ()):
        row = g.former[number]
        right = asked.kind in ("", kind_key(row.xa))
        (exact if right else loose).extend(_became(g, row, around))
    return exact or loose


@lru_cache(maxsize=2_000)
def _around(code: str) -> frozenset[str]:
    """The names that may stand around a commune of today: provinces and districts, also old."""
    g = gazetteer()
    rows = [g.former[number] for number in g.sources.get(code, ())]
    whole = [g.provinces[g.communes[code].tinh], *(r.tinh for r in rows), *(r.huyen for r in rows)]
    return frozenset(map(key_of, whole))


def _became(g: Gazetteer, row: Former, around: frozenset[str]) -> Iterator[Place]:
    """What a commune of before is today: what it was parted into, unless one of them is named."""
    then = {key_of(row.huyen), key_of(row.tinh)}
    for code in row.now:
        commune = g.communes[code]
        now = {key_of(commune.name), key_of(g.provinces[commune.tinh])}
        if around <= then | now:
            names = (row.xa, row.huyen, row.tinh)
            yield Place(commune.tinh, code, ", ".join(lowered(n) for n in names if n))


def _districts(g: Gazetteer, asked: Mention, around: frozenset[str], former: bool) -> list[Place]:
    if asked.kind and asked.kind not in DISTRICTS:
        return []
    rows = [g.former[number] for number in g.by_district.get(asked.key, ())]
    places: dict[str, Place] = {}
    for row in rows:  # whatever kind is written: many were a "huyện" and became a "thị xã"
        for code in row.now:
            tinh = g.communes[code].tinh
            if around <= {key_of(row.tinh), key_of(g.provinces[tinh])}:
                once = f"{lowered(row.huyen)}, {lowered(row.tinh)}"
                places.setdefault(code, Place(tinh, code, once))
    return list(places.values())


def _provinces(g: Gazetteer, mentions: tuple[Mention, ...]) -> list[Place]:
    """A province alone, or the one of today and one of before that is in it."""
    codes = [set(g.by_province.get(mention.key, ())) for mention in mentions]
    agreed = set.intersection(*codes) if codes else set()
    return [_province(g, code, mentions[0].key) for code in sorted(agreed)]


def _province(g: Gazetteer, code: str, key: str) -> Place:
    if key_of(g.provinces[code]) == key:
        return Place(code)
    once = next((was for was in g.formerly[code] if key_of(was) == key), "")
    return Place(code, "", lowered(once) if once else "")

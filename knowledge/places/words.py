"""How names of places are written, and read: kinds, abbreviations, no marks, i for y."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.search.letters import mark, plain, tidy

KINDS = ("Thành phố", "Thị trấn", "Thị xã", "Đặc khu", "Huyện", "Phường", "Quận", "Tỉnh", "Xã")
_SPOKEN = {  # what people write for a kind, folded
    "xa": "xa", "x": "xa",
    "phuong": "phuong", "p": "phuong", "f": "phuong", "ph": "phuong",
    "thi tran": "thi tran", "tt": "thi tran", "ttr": "thi tran",
    "dac khu": "dac khu",
    "huyen": "huyen", "h": "huyen",
    "quan": "quan", "q": "quan",
    "thi xa": "thi xa", "tx": "thi xa",
    "thanh pho": "thanh pho", "tp": "thanh pho",
    "tinh": "tinh", "t": "tinh",
}  # fmt: skip
_NICKNAMES = {
    "tphcm": "ho chi minh", "hcm": "ho chi minh", "tp hcm": "ho chi minh", "sg": "ho chi minh",
    "sai gon": "ho chi minh", "saigon": "ho chi minh", "hn": "ha noi", "hanoi": "ha noi",
    "brvt": "ba ria vung tau", "bac can": "bac kan", "dac lac": "dak lak", "daklak": "dak lak",
    "dac nong": "dak nong", "daknong": "dak nong", "thua thien hue": "hue", "thua thien": "hue",
}  # fmt: skip
FILLERS = frozenset(
    {"cu", "moi", "nay", "la", "truoc", "day", "thuoc", "o", "tai", "cua", "toi", "em", "minh"}
    | {"nha", "chau", "con", "anh", "chi", "a", "ah", "nhe", "ban", "que", "lang", "thon", "ap"}
    | {"to", "khu", "pho", "dang", "song", "lam", "vn"}
)
FORMER = frozenset({"cu", "truoc"})
LONGEST = 6  # words in a name, the longest being "phong nha ke bang" and the like
_APOSTROPHES = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_COUNTRY = re.compile(r"[\s,.-]+vi[eệ]t\s*nam\W*$")
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y$|(?<=qu)y$")


def part(whole: str) -> tuple[str, str]:
    """A unit's kind and bare name: "Thị trấn Nam Giang" is ("Thị trấn", "Nam Giang")."""
    for kind in KINDS:
        if whole.casefold().startswith(kind.casefold() + " "):
            return kind, whole[len(kind) + 1 :]
    return "", whole


@lru_cache(maxsize=1_000)
def kind_key(whole: str) -> str:
    """A unit's kind, folded: "thi tran"."""
    return " ".join(words(part(whole)[0]))


@lru_cache(maxsize=2_000)
def key_of(whole: str) -> str:
    """A unit's bare name, folded: "Xã Mỹ Lộc" is "mi loc"."""
    return " ".join(words(part(whole)[1]))


def words(text: str) -> list[str]:
    """The folded words of a text, digits apart: "P.Bến Nghé Q1" is p, ben, nghe, q, 1."""
    bare = _APOSTROPHES.sub("", tidy(text))
    return [_folded(word) for word in _TOKEN.findall(_COUNTRY.sub("", bare))]


@lru_cache(maxsize=4_000)
def _folded(word: str) -> str:
    return word.lstrip("0") or "0" if word.isdigit() else _Y.sub("i", plain(word))


def marked(text: str) -> str:
    """The words of a text with their marks, wherever the tone was typed, spaces around each."""
    bare = _APOSTROPHES.sub("", tidy(text))
    return f" {' '.join(mark(word) for word in _TOKEN.findall(bare))} "


def kind_at(tokens: list[str], at: int) -> tuple[str, int]:
    """The kind that is written at a place, and in how many words; ("", 0) for none."""
    for count in (2, 1):
        kind = _SPOKEN.get(" ".join(tokens[at : at + count]), "")
        if kind and at + count < len(tokens):
            return kind, count
    return "", 0


def nickname(key: str) -> str:
    """What a nickname stands for; other keys as they are."""
    return _NICKNAMES.get(key, key)

"""Letters: one way of writing for the many ways a phone writes Vietnamese.

NFC, NFD, tone placement (hoà, hòa), look-alike letters, styled letters, emoji, Telex and VNI
residue and repeated letters all become the same text. Tones are set apart from letters, so that
where a tone was typed no longer matters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from knowledge.search.syllable import is_syllable

_LOOKALIKE = str.maketrans(
    {
        "ð": "đ", "ɖ": "đ", "ƌ": "đ", "ı": "i", "ɑ": "a", "ο": "o", "α": "a",
        "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "у": "y", "х": "x", "і": "i",
        "к": "k", "м": "m", "н": "h", "т": "t", "в": "b",
        "\u2019": "'", "\u2018": "'",
    }
)  # fmt: skip
_TONES = {"\u0300": "`", "\u0301": "'", "\u0303": "~", "\u0309": "?", "\u0323": "."}
_SHAPES = {"\u0302": "^", "\u031b": "+", "\u0306": "("}
_NO_MARKS = str.maketrans({"đ": "d"} | dict.fromkeys((*_TONES.values(), *_SHAPES.values())))
_STARS = re.compile("[\u2b50\U0001f31f\u2605\u2606\u272d]\ufe0f?")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe0e\ufeff\ud800-\udfff]"
)
_STAR_RUN = re.compile(r"(?:☆\s*){1,9}")
_RUN = re.compile(r"([^\W\d_])\1{2,}")
_TELEX_SHAPE = (("aa", "a"), ("ee", "e"), ("oo", "o"), ("dd", "d"), ("w", ""))
_INNER_TONE = re.compile(r"(?<=[aeiouy])[sfrxj](?=[cmnpt])")
_VNI = re.compile(r"[a-z]+(?:[1-9][a-z]*)+")


def tidy(text: str) -> str:
    """Lower-case text of plain Latin letters with NFC marks; star signs as "3 sao"."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = unicodedata.normalize("NFC", text).translate(_LOOKALIKE)
    text = _UNSEEN.sub("", text)
    if starred(text):
        text = _STAR_RUN.sub(lambda m: _stars(m.group()), _STARS.sub("☆", text))
    return _RUN.sub(r"\1", text)


def starred(text: str) -> bool:
    """Whether a text has a star sign."""
    return _STARS.search(text) is not None


def _stars(run: str) -> str:
    """ "☆☆☆" is 3 stars; a lone star sign is just the word."""
    count = run.count("☆")
    return f" {count} sao " if count > 1 else " sao "


@lru_cache(maxsize=50_000)
def mark(word: str) -> str:
    """A word with its shapes kept and its tone last: "hoà" and "hòa" are both "hoa`"."""
    letters, tone = [], ""
    for c in unicodedata.normalize("NFD", word):
        if c in _TONES:
            tone = _TONES[c]
        elif c in _SHAPES:
            letters.append(_SHAPES[c])
        elif not unicodedata.combining(c):
            letters.append(c)
    return "".join(letters) + tone


@lru_cache(maxsize=50_000)
def plain(word: str) -> str:
    """A word without any mark: "chứng" is "chung", "đ" is "d"."""
    spread = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(c for c in spread if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def unmark(marked: str) -> str:
    """The plain letters of a word that went through `mark`."""
    return marked.translate(_NO_MARKS)


def untyped(word: str) -> str:
    """The plain word behind Telex ("hoof") or VNI ("ho62") keystrokes left in the text.

    The word itself when it does not read as one.
    """
    if not word.isascii() or len(word) < 3:
        return word
    if word.isalpha():
        return _untelex(word)
    return _unvni(word) if _VNI.fullmatch(word) else word


def _untelex(word: str) -> str:
    """Undo Telex: tone key at the end, doubled vowels, w."""
    if is_syllable(word) and "oo" not in word:
        return word
    base = word[:-1] if word[-1] in "sfrxj" else word
    for typed, letter in _TELEX_SHAPE:
        base = base.replace(typed, letter)
    for found in (base, _INNER_TONE.sub("", base)):
        if len(found) > 1 and is_syllable(found):
            return found
    return word


def _unvni(word: str) -> str:
    """Undo VNI: one tone digit 1-5, one shape digit 6-8, 9 after d."""
    digits = [c for c in word if c.isdigit()]
    tones = sum(c in "12345" for c in digits)
    shapes = sum(c in "678" for c in digits)
    letters = "".join(c for c in word if not c.isdigit())
    right = tones <= 1 and shapes <= 2 and ("9" not in digits or letters.startswith("d"))
    return letters if right and len(letters) > 1 and is_syllable(letters) else word

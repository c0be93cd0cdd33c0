"""Vietnamese syllables written without marks: whether a word is one, and how it sounds."""

from __future__ import annotations

import re
from functools import lru_cache

_ONSET = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx]"
_RIME = (
    "(?:a|ai|ao|au|ay|e|eo|eu|i|ia|ie|ieu|iu|o|oa|oai|oao|oay|oe|oeo|oi|oo|u|ua|uau|uay|uai|uao|ue|ui|"
    "uo|uoi|uou|uu|uy|uya|uye|uyu|y|ye|yeu)(?:ng|nh|ch|[cmnpt])?"
)
_SYLLABLE = re.compile(f"(?:{_ONSET})?{_RIME}")
_SOUND = (
    (re.compile(r"^(ngh|ng)"), "ng"),
    (re.compile(r"^gh"), "g"),
    (re.compile(r"^(gi|d|r|v)(?=[aeiouy])"), "z"),
    (re.compile(r"^(x|s)"), "s"),
    (re.compile(r"^tr"), "ch"),
    (re.compile(r"^(l|n)(?!g|h)"), "n"),
    (re.compile(r"^(k(?!h)|c(?!h)|q)"), "k"),
    (re.compile(r"^(ph|f)"), "f"),
    (re.compile(r"y"), "i"),
    (re.compile(r"(?<=[aeiou])(ng|nh)$"), "n"),
    (re.compile(r"(?<=[aeiou])(ch|c)$"), "t"),
)


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a plain word can be a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(word) is not None


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """A key shared by words that sound alike in one region or another: "xao" and "sao"."""
    for pattern, key in _SOUND:
        word = pattern.sub(key, word, count=1)
    return word

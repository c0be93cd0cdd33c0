"""Figures in answers: filling `{names}` in, and finding numbers that were typed by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from knowledge.model import Figure

NAME = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_DIGIT = re.compile(r"\d")
_STRAY = re.compile(r"[{}]")
_NUMBERS = r"\d+(?:\.\d+)*(?:\s*(?:,|và|hoặc|hay|đến|–|-)\s*\d+(?:\.\d+)*)*"
# What may be typed: numbers of documents, articles, forms, sets, criteria, stars, list items.
_ALLOWED = re.compile(
    rf"""\b\d+/(?:\d{{4}}/)?[A-ZĐ][A-ZĐa-z0-9-]*               # 26/2026/QĐ-TTg, 148/QĐ-TTg
    | \b(?:quyết\ định|nghị\ định|nghị\ quyết|thông\ tư|luật|công\ văn|văn\ bản|QĐ|NĐ|NQ|TT)
      (?:\ số)?\ \d+(?:/\d{{4}})?                               # Quyết định 26/2026
    | \b(?:điều|khoản|mẫu|biểu|phụ\ lục|bộ|mục|tiêu\ chí|chương|phần|bước|số|nhóm|cách|đợt|lần
      |ý|điểm\ (?=\d\.))(?:\ số)?\ {_NUMBERS}         # Điều 4, bộ 12, tiêu chí 3.5
    | {_NUMBERS}\ ?sao\b                                        # 3 đến 5 sao
    | ^\s*(?:-\ )?\d+[.)]\ """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_UNITS = (
    r"ngày|tuần|tháng|quý|năm|giờ|phút|đồng|đ|vnđ|nghìn|ngàn|triệu|tỷ|tỉ|điểm|phần\ trăm"
    r"|kg|g|gam|gram|tạ|tấn|ml|lít|mm|cm|m|km|m2|m3|m²|m³|ha|hecta|độ|°c"
    r"|sản\ phẩm|chủ\ thể|giấy|đợt|lần|bản|người|tỉnh|xã|trường\ hợp|ngành|nhóm|bộ"
)
_BARE = r"\d+(?:[.,]\d+)*"
_TYPED = re.compile(
    rf"""(?<![\w/.,])\d{{1,2}}/\d{{1,2}}(?:/\d{{4}})?(?![\w/])   # 30/4, 22/5/2026
    | \btháng\ \d{{1,2}}(?:/\d{{4}})?                                  # tháng 7/2026
    | (?<![\w/.,]){_BARE}\ ?%
    | (?<![\w/.,]){_BARE}(?:\ ?(?:-|–|đến|tới)\ ?{_BARE})?\ ?(?:{_UNITS})(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
# "1 sản phẩm", "1 lần" are ways of speaking, not figures of law.
_ONE = re.compile(r"0?1 (?:sản phẩm|chủ thể|giấy|lần|bản|người|xã|nhóm|bộ)", re.IGNORECASE)


def names_in(text: str) -> tuple[str, ...]:
    """The figures a text calls, in order, each once."""
    return tuple(dict.fromkeys(NAME.findall(text)))


def filled(text: str, figures: Mapping[str, Figure]) -> str:
    """The text with every known `{name}` replaced by what is shown."""
    return NAME.sub(lambda m: figures[m[1]].text if m[1] in figures else m[0], text)


def stray_brace(text: str) -> bool:
    """Whether a brace is left that calls no figure."""
    return _STRAY.search(NAME.sub("", text)) is not None


def typed(text: str) -> Iterator[tuple[int, str]]:
    """Numbers with a unit and dates typed by hand: (line in the text from 0, the words)."""
    open_text = NAME.sub(lambda m: _blank(m[0]), text)
    if not _DIGIT.search(open_text):
        return  # most texts: the rest would only cost time
    open_text = _ALLOWED.sub(lambda m: _blank(m[0]), open_text)
    for match in _TYPED.finditer(open_text):
        if not _ONE.match(match[0]):
            yield text.count("\n", 0, match.start()), match[0].strip()


def _blank(words: str) -> str:
    """Signs that match nothing, with the line breaks kept so that lines still count."""
    return "".join("\n" if sign == "\n" else "_" for sign in words)

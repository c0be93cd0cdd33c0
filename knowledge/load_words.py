"""The words of an entry: their length, their figures, and numbers typed by hand."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.figures import filled, names_in, stray_brace, typed
from knowledge.load_fields import Fields
from knowledge.model import Entry, Figure, Source

MAX_ANSWER = 430
MAX_SHOWN = 600
# "Nguồn: …; kiểm tra ngày 21/11/2026" and its line breaks.
_SOURCE_FRAME = 40


def check_words(
    fields: Fields,
    entry: Entry,
    figures: Mapping[str, Figure] | None,
    sources: Mapping[str, Source] | None,
) -> None:
    """Add a fault for each rule that answer and more break."""
    for name, text in (("answer", entry.answer), ("more", entry.more)):
        _figures(fields, name, text, figures)
        for offset, words in typed(text):
            advice = f"`{words}` gõ bằng tay: đưa vào figures.yaml rồi gọi {{tên}}."
            fields.fault(name, advice, fields.line_at(name, offset))
    if figures is not None:
        _lengths(fields, entry, figures, sources or {})


def _figures(fields: Fields, name: str, text: str, figures: Mapping[str, Figure] | None) -> None:
    """Every name in braces is a figure, and no brace stands alone."""
    for offset, line in enumerate(text.split("\n")):
        at = fields.line_at(name, offset)
        if stray_brace(line):
            fields.fault(name, "Ngoặc nhọn chỉ để gọi con số, dạng {ten_con_so}.", at)
        for figure in names_in(line):
            if figures is not None and figure not in figures:
                fields.fault(name, f"Con số `{figure}` không có trong figures.yaml.", at)


def _lengths(
    fields: Fields,
    entry: Entry,
    figures: Mapping[str, Figure],
    sources: Mapping[str, Source],
) -> None:
    """The answer with its source line must fit one phone screen."""
    answer = len(filled(entry.answer, figures))
    if answer > MAX_ANSWER:
        text = f"`answer` dài {answer} ký tự sau khi thay số, tối đa {MAX_ANSWER}; chuyển bớt"
        fields.fault("answer", f"{text} sang `more`.")
        return
    shown = answer + source_length(entry, sources)
    if shown > MAX_SHOWN:
        text = f"Câu trả lời cùng dòng nguồn dài {shown} ký tự, tối đa {MAX_SHOWN};"
        fields.fault("source", f"{text} bớt `source` hoặc viết `article` gọn lại.")


def source_length(entry: Entry, sources: Mapping[str, Source]) -> int:
    """About how many characters the source line adds under the answer."""
    titles = [sources[c.document].title for c in entry.sources if c.document in sources]
    articles = [cited.article for cited in entry.sources]
    return _SOURCE_FRAME + sum(len(words) + 2 for words in (*titles, *articles) if words)

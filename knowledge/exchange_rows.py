"""The sheets of the workbook and their rows: every cell as plain text, whatever its kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from knowledge.model import Cited, Entry, Figure, Source

Kind = Literal["line", "block", "lines", "list", "day"]
Row = dict[str, str]

ENTRIES, FIGURES, SOURCES = "Mục trả lời", "Con số", "Nguồn"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it holds (as in YAML, with dots), its heading, its width in letters."""

    field: str
    heading: str
    width: int
    kind: Kind = "line"


# The last column of a sheet: what the row was when it was exported.
MARK = Column("mark", "Dấu (đừng sửa)", 12)
SHEETS: dict[str, tuple[Column, ...]] = {
    ENTRIES: (
        Column("id", "Mã mục", 28),
        Column("topic", "Chủ đề", 22),
        Column("title", "Tiêu đề", 36),
        Column("status", "Trạng thái", 12),
        Column("ask", "Cách hỏi", 60, "lines"),
        Column("answer", "Trả lời", 70, "block"),
        Column("more", "Xem thêm", 70, "block"),
        Column("source", "Nguồn", 36, "lines"),
        Column("valid.from", "Áp dụng từ", 13, "day"),
        Column("valid.until", "Áp dụng đến", 13, "day"),
        Column("reviewed.by", "Người kiểm tra", 18),
        Column("reviewed.on", "Ngày kiểm tra", 13, "day"),
        Column("confidence", "Độ tin cậy", 11),
        Column("products", "Bộ sản phẩm", 14, "list"),
        Column("related", "Mục liên quan", 30, "list"),
        Column("variant_of", "Luật cũ của mục", 24),
        MARK,
    ),
    FIGURES: (
        Column("id", "Tên", 28),
        Column("text", "Chữ hiện ra", 32),
        Column("document", "Văn bản", 14),
        Column("article", "Điều khoản", 40),
        Column("confidence", "Độ tin cậy", 11),
        MARK,
    ),
    SOURCES: (
        Column("id", "Mã", 16),
        Column("title", "Tên văn bản", 40),
        Column("about", "Nói về", 50),
        Column("url", "Địa chỉ", 60),
        Column("issued", "Ngày ban hành", 14, "day"),
        Column("in_force.from", "Hiệu lực từ", 13, "day"),
        Column("in_force.until", "Hiệu lực đến", 13, "day"),
        MARK,
    ),
}


def entry_row(entry: Entry) -> Row:
    """An entry with its figures still in braces."""
    return {
        "id": entry.id,
        "topic": entry.topic,
        "title": entry.title,
        "status": entry.status,
        "ask": "\n".join(entry.ask),
        "answer": entry.answer,
        "more": entry.more,
        "source": "\n".join(cited_line(cited) for cited in entry.sources),
        "valid.from": _day(entry.valid.start),
        "valid.until": _day(entry.valid.end),
        "reviewed.by": entry.reviewed_by,
        "reviewed.on": _day(entry.reviewed_on),
        "confidence": entry.confidence.value,
        "products": ", ".join(str(number) for number in entry.products),
        "related": ", ".join(entry.related),
        "variant_of": entry.variant_of,
    }


def figure_row(figure: Figure) -> Row:
    """A figure."""
    return {
        "id": figure.name,
        "text": figure.text,
        "document": figure.cited.document,
        "article": figure.cited.article,
        "confidence": figure.confidence.value,
    }


def source_row(source: Source) -> Row:
    """A source."""
    span = source.in_force
    return {
        "id": source.id,
        "title": source.title,
        "about": source.about,
        "url": source.url,
        "issued": _day(source.issued),
        "in_force.from": _day(span.start if span else None),
        "in_force.until": _day(span.end if span else None),
    }


def cited_line(cited: Cited) -> str:
    """ "qd26 | Điều 4 khoản 3", or the document alone."""
    return f"{cited.document} | {cited.article}" if cited.article else cited.document


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""

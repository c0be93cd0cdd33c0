"""One entry file: from nodes to an Entry whose figures are not yet filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

import yaml

from knowledge.load_faults import Fault
from knowledge.load_fields import Fields
from knowledge.load_words import check_words
from knowledge.model import Cited, Confidence, Entry, Figure, Period, Source

ID = re.compile(r"[a-z0-9][a-z0-9_]*")
STATUSES = ("published", "draft")
MAX_TITLE = 40
SETS = range(1, 27)
BLOCKS = ("answer", "more")
REQUIRED = (
    "id", "topic", "title", "status", "answer", "source", "valid", "reviewed", "confidence",
)  # fmt: skip
KNOWN = (*REQUIRED, "ask", "more", "products", "related", "variant_of")


@dataclass(frozen=True)
class Known:
    """What entries may refer to. None where its file could not be used: then nothing is said
    about it, for one broken table must not be reported three hundred times."""

    ids: frozenset[str]
    topics: frozenset[str] | None = None
    sources: Mapping[str, Source] | None = None
    figures: Mapping[str, Figure] | None = None


@dataclass(frozen=True)
class Draft:
    """An entry as its file says it, with `{names}` still in the texts.

    `broken` says that the file has faults; `lines` are the lines of its fields.
    """

    path: str
    entry: Entry
    broken: bool
    lines: Mapping[str, int]


def read_entry(path: str, node: yaml.Node, known: Known, faults: list[Fault]) -> Draft:
    """The draft of an entry file; what is wrong in it is added to the faults."""
    before = len(faults)
    fields = Fields(path, node, faults, KNOWN, REQUIRED)
    entry = _entry(fields, known)
    _variant(fields, entry)
    check_words(fields, entry, known.figures, known.sources)
    lines = {name: fields.line_at(name) for name in KNOWN if fields.has(name)}
    # A dead link to further reading is no reason to withhold the answer itself.
    broken = any(fault.field != "related" for fault in faults[before:])
    return Draft(path, entry, broken, lines)


def _entry(fields: Fields, known: Known) -> Entry:
    """The entry from its fields, each judged as it is taken."""
    reviewed_by, reviewed_on = _reviewed(fields)
    return Entry(
        id=_id(fields),
        topic=_topic(fields, known),
        title=_title(fields),
        ask=tuple(value for _, value in fields.texts("ask")),
        answer=said(fields, "answer"),
        more=fields.block("more"),
        sources=_sources(fields, known),
        valid=_period(fields, "valid", ("from",)),
        reviewed_by=reviewed_by,
        reviewed_on=reviewed_on,
        confidence=confidence(fields),
        status=_status(fields),
        products=_products(fields),
        related=_related(fields, known),
        variant_of=_root(fields, known),
    )


def said(fields: Fields, name: str) -> str:
    """A text that must not be empty when its field is written."""
    value = fields.block(name) if name in BLOCKS else fields.text(name)
    if fields.blank(name):
        fields.fault(name, f"`{name}` đang trống.")
    return value


def _id(fields: Fields) -> str:
    value = said(fields, "id")
    name = PurePosixPath(fields.path).stem
    if value and not ID.fullmatch(value):
        text = f"`id` chỉ gồm chữ thường không dấu, số và gạch dưới, không phải {value!r}."
        fields.fault("id", text)
    elif value and value != name:
        fields.fault("id", f"`id` là {value} mà tên tệp là {name}; hai cái phải trùng nhau.")
    return value


def _topic(fields: Fields, known: Known) -> str:
    value = said(fields, "topic")
    folder = PurePosixPath(fields.path).parent.name
    if value and known.topics is not None and value not in known.topics:
        fields.fault("topic", f"Chủ đề `{value}` không có trong topics.yaml.")
    elif value and value != folder:
        fields.fault("topic", f"`topic` là {value} mà tệp nằm trong thư mục {folder}.")
    return value


def _title(fields: Fields) -> str:
    value = said(fields, "title")
    if len(value) > MAX_TITLE:
        fields.fault("title", f"`title` dài {len(value)} ký tự, tối đa {MAX_TITLE} để vừa nút bấm.")
    if "{" in value or "}" in value:
        fields.fault("title", "`title` không dùng con số trong ngoặc nhọn.")
    return value


def _sources(fields: Fields, known: Known) -> tuple[Cited, ...]:
    found = []
    for item in fields.mappings("source", ("document", "article"), ("document",)):
        document = said(item, "document")
        if document and known.sources is not None and document not in known.sources:
            item.fault("document", f"Văn bản `{document}` không có trong sources.yaml.")
        found.append(Cited(document, item.text("article")))
    if fields.has("source") and not found:
        fields.fault("source", "`source` cần ít nhất một văn bản.")
    return tuple(found)


def _related(fields: Fields, known: Known) -> tuple[str, ...]:
    found = fields.texts("related")
    for line, value in found:
        if value not in known.ids:
            fields.fault("related", f"Mục `{value}` trong `related` không có.", line)
    return tuple(value for _, value in found)


def _root(fields: Fields, known: Known) -> str:
    value = fields.text("variant_of")
    if value and value not in known.ids:
        fields.fault("variant_of", f"Mục gốc `{value}` của `variant_of` không có.")
    return value


def _period(fields: Fields, name: str, required: tuple[str, ...]) -> Period:
    """`{from, until}` under a field, both days included."""
    span = fields.mapping(name, ("from", "until"), required)
    if span is None:
        return Period()
    start, end = span.day("from"), span.day("until", may_be_empty=True)
    if start and end and end < start:
        span.fault("until", f"`{name}.until` sớm hơn `{name}.from`.")
    return Period(start, end)


def optional_period(fields: Fields, name: str) -> Period | None:
    """`{from, until}` under a field that may be missing."""
    return _period(fields, name, ()) if fields.has(name) else None


def _reviewed(fields: Fields) -> tuple[str, date]:
    """Who looked at the entry last, and on which day."""
    review = fields.mapping("reviewed", ("by", "on"), ("by", "on"))
    if review is None:
        return "", date.min
    return said(review, "by"), review.day("on") or date.min


def confidence(fields: Fields) -> Confidence:
    """The confidence of an entry or a figure; a wrong one is a fault and the weakest."""
    value = fields.text("confidence")
    if value in Confidence.__members__:
        return Confidence(value)
    if fields.has("confidence"):
        fields.fault("confidence", "`confidence` là một trong VB, BC, GH, KC, SL.")
    return Confidence.SL


def _status(fields: Fields) -> str:
    value = fields.text("status")
    if value in STATUSES:
        return value
    if fields.has("status"):
        fields.fault("status", "`status` là published (đang dùng) hoặc draft (bản nháp).")
    return "draft"


def _products(fields: Fields) -> tuple[int, ...]:
    found = fields.numbers("products")
    for line, number in found:
        if number not in SETS:
            fields.fault("products", f"Không có bộ sản phẩm {number}, chỉ có 1 đến 26.", line)
    return tuple(number for _, number in found)


def _variant(fields: Fields, entry: Entry) -> None:
    """A variant answers its root's questions; every other entry has its own."""
    if entry.variant_of and entry.ask:
        fields.fault("ask", "Mục luật cũ (`variant_of`) không có `ask`: nó dùng câu của mục gốc.")
    if not entry.variant_of and not fields.has("ask"):
        fields.fault("ask", "Thiếu trường `ask`: mục cần những câu người dân hay hỏi.")
    elif not entry.variant_of and not entry.ask and fields.node("ask") is not None:
        fields.fault("ask", "`ask` đang trống, hãy viết 10 đến 16 cách hỏi.")

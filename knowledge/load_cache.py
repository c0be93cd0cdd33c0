"""The compiled copy of the content: fast to load, and the last good content when an edit breaks.

Two lines of JSON: a head with the digests, and the library. A copy that is torn, of another
shape or of older rules is as good as none.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from knowledge.model import (
    Area,
    Cited,
    Confidence,
    Entry,
    Figure,
    Library,
    Period,
    SmallTalk,
    Source,
)


@dataclass(frozen=True)
class Kept:
    """A good library with the stamp of the files it was read from, and the rules that let it in."""

    stamp: str
    rules: str
    library: Library


@lru_cache(maxsize=1)
def rules() -> str:
    """A digest of the loader's own code: what new rules would refuse is read anew."""
    here = Path(__file__).parent
    paths = sorted([*here.glob("load*.py"), here / "figures.py", here / "model.py"])
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def keep(cache: Path, good: Kept) -> None:
    """Write the copy in one step; a full disk or a read-only folder only costs time later."""
    body = json.dumps(dataclasses.asdict(good.library), ensure_ascii=False, default=str)
    digest = hashlib.sha256(body.encode()).hexdigest()
    head = json.dumps({"stamp": good.stamp, "rules": good.rules, "digest": digest})
    beside = cache.with_name(f"{cache.name}.{os.getpid()}.tmp")
    with suppress(OSError):
        cache.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(f"{head}\n{body}\n", encoding="utf-8")
        beside.replace(cache)


def kept(cache: Path) -> Kept | None:
    """The copy, or None when there is none that can be trusted."""
    try:
        head, _, body = cache.read_text(encoding="utf-8").partition("\n")
        signs = json.loads(head)
        if hashlib.sha256(body.rstrip("\n").encode()).hexdigest() != signs["digest"]:
            return None
        return Kept(signs["stamp"], signs["rules"], _library(json.loads(body)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _library(data: dict[str, Any]) -> Library:
    """A library from its JSON; KeyError or TypeError when the shape is another."""
    return Library(
        version=data["version"],
        entries={key: _entry(value) for key, value in data["entries"].items()},
        areas=tuple(Area(**area) for area in data["areas"]),
        figures={key: _figure(value) for key, value in data["figures"].items()},
        sources={key: _source(value) for key, value in data["sources"].items()},
        texts=data["texts"],
        smalltalk=tuple(
            SmallTalk(item["id"], tuple(item["ask"]), tuple(item["replies"]))
            for item in data["smalltalk"]
        ),
        outside=_tuples(data["outside"]),
        products=_tuples(data["products"]),
        synonyms=data["synonyms"],
    )


def _tuples(data: Mapping[str, list[Any]]) -> dict[str, tuple[Any, ...]]:
    return {key: tuple(value) for key, value in data.items()}


def _entry(data: dict[str, Any]) -> Entry:
    lists = ("ask", "products", "related", "figures")
    read = {
        "sources": tuple(Cited(**cited) for cited in data["sources"]),
        "valid": _period(data["valid"]),
        "reviewed_on": date.fromisoformat(data["reviewed_on"]),
        "confidence": Confidence(data["confidence"]),
        **{name: tuple(data[name]) for name in lists},
    }
    return Entry(**(data | read))


def _figure(data: dict[str, Any]) -> Figure:
    cited, sure = Cited(**data["cited"]), Confidence(data["confidence"])
    return Figure(**(data | {"cited": cited, "confidence": sure}))


def _source(data: dict[str, Any]) -> Source:
    span = _period(data["in_force"]) if data["in_force"] else None
    return Source(**(data | {"issued": _day(data["issued"]), "in_force": span}))


def _period(data: dict[str, Any]) -> Period:
    return Period(_day(data["start"]), _day(data["end"]))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None

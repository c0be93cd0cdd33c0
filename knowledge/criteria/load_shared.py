"""shared.yaml: the rule, the ranks, the parts, and the conditions and notes sets refer to."""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from knowledge.criteria.model import Condition, Kind, Part, Rule
from knowledge.load_faults import Fault
from knowledge.load_fields import Fields, pairs

FIELDS = ("rule", "ranks", "parts", "sectors", "zero", "conditions", "notes")
RULE = ("version", "document", "article", "about")
PARTS = ("A", "B", "C")
KINDS: tuple[Kind, ...] = typing.get_args(Kind)


@dataclass(frozen=True)
class Shared:
    """What all sets share; conditions and notes by their key."""

    rule: Rule
    sectors: Mapping[str, str]
    zero_proof: str
    conditions: Mapping[str, Condition]
    notes: Mapping[str, str]


def read_shared(path: str, node: yaml.Node, faults: list[Fault]) -> Shared:
    """The shared file; what cannot be read is a fault and left empty."""
    whole = Fields(path, node, faults, FIELDS, FIELDS)
    rule = whole.mapping("rule", RULE, RULE)
    zero = whole.mapping("zero", ("proof",), ("proof",))
    return Shared(
        rule=Rule(
            version=rule.text("version") if rule else "",
            document=rule.text("document") if rule else "",
            article=rule.text("article") if rule else "",
            about=tuple(text for _, text in rule.texts("about")) if rule else (),
            ranks=_ranks(whole),
            parts=_parts(whole),
        ),
        sectors=_texts(path, whole, "sectors", faults),
        zero_proof=zero.text("proof") if zero else "",
        conditions=_conditions(path, whole, faults),
        notes=_texts(path, whole, "notes", faults),
    )


def number(fields: Fields, name: str) -> int:
    """A whole number; 0 with a fault when it is none."""
    node = fields.node(name)
    if isinstance(node, yaml.ScalarNode) and node.value.isdecimal():
        return int(node.value)
    if node is not None:
        fields.fault(name, f"`{name}` cần là số nguyên.")
    return 0


def _ranks(whole: Fields) -> tuple[tuple[int, int], ...]:
    """(star, points from) best first; they must fall to 0 points."""
    rows = whole.mappings("ranks", ("star", "from"), ("star", "from"))
    ranks = tuple((number(row, "star"), number(row, "from")) for row in rows)
    falling = list(ranks) == sorted(set(ranks), reverse=True)
    if not ranks or not falling or ranks[-1][1] != 0:
        whole.fault("ranks", "Các hạng phải xếp từ cao xuống thấp, hạng cuối từ 0 điểm.")
    return ranks


def _parts(whole: Fields) -> dict[str, Part]:
    """The three parts by code."""
    parts = whole.mapping("parts", PARTS, PARTS)
    found = {}
    for code in PARTS:
        row = parts.mapping(code, ("title", "max"), ("title", "max")) if parts else None
        found[code] = (
            Part(code, row.text("title"), number(row, "max")) if row else Part(code, "", 0)
        )
    return found


def _texts(path: str, whole: Fields, name: str, faults: list[Fault]) -> dict[str, str]:
    """A mapping of free names to one-line texts."""
    node = whole.node(name)
    keys = [key for key, _, _ in pairs(path, node, faults)] if node else []
    fields = whole.mapping(name, keys, keys)
    found = {key: fields.text(key) for key in keys} if fields else {}
    for key, text in found.items():
        if not text and fields:
            fields.fault(key, f"`{name}.{key}` đang trống.")
    return found


def _conditions(path: str, whole: Fields, faults: list[Fault]) -> dict[str, Condition]:
    """The conditions by key; an unknown kind is a fault."""
    node = whole.node("conditions")
    keys = [key for key, _, _ in pairs(path, node, faults)] if node else []
    fields = whole.mapping("conditions", keys, keys)
    found = {}
    for key in keys if fields else ():
        row = fields.mapping(key, ("kind", "text"), ("kind", "text")) if fields else None
        if row is None:
            continue
        kind = next((kind for kind in KINDS if kind == row.text("kind")), None)
        if kind is None:
            row.fault("kind", f"`kind` phải là một trong: {', '.join(KINDS)}.")
        found[key] = Condition(key, kind or "note", row.text("text"))
    return found

"""The families of criteria: the words that several sets share, with blanks like {grow}."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import yaml

from knowledge.load_faults import Fault
from knowledge.load_fields import Fields, pairs

FIELDS = ("like", "title", "question", "why", "zero", "levels", "cases")
TEXTS = ("title", "question", "why", "zero")
LEVEL = ("label", "proof", "how")
MAX_LABEL = 60
_BLANK = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Step:
    """A level above zero: its button, what proves it, and how to reach it from below."""

    label: str
    proof: str
    how: str


@dataclass(frozen=True, slots=True)
class Branch:
    """The levels of one case; `key` and `name` are "" when a family has only one."""

    key: str
    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Family:
    """Words for a kind of criterion. `like` names the family that the missing ones come from."""

    path: str
    line: int
    name: str
    like: str
    title: str
    question: str
    why: str
    zero: str
    branches: tuple[Branch, ...]
    base: bool = False

    def blanks(self) -> frozenset[str]:
        """The names of the blanks that a set has to fill."""
        steps = (step for branch in self.branches for step in branch.steps)
        texts = [self.title, self.question, self.why, self.zero]
        texts += [text for step in steps for text in (step.label, step.proof, step.how)]
        return frozenset(_BLANK.findall("\n".join(texts)))


def filled(text: str, words: Mapping[str, str]) -> str:
    """A text with its blanks filled in; a blank without a word stays."""
    return _BLANK.sub(lambda found: words.get(found[1], found[0]), text)


def read_families(nodes: Mapping[str, yaml.Node], faults: list[Fault]) -> dict[str, Family]:
    """All families by name, with what they take from others filled in."""
    raw: dict[str, Family] = {}
    for path, node in nodes.items():
        for name, line, value in pairs(path, node, faults):
            if name in raw:
                faults.append(Fault(path, line, f"Nhóm `{name}` đã có ở {raw[name].path}."))
            else:
                raw[name] = _family(path, line, name, value, faults)
    bases = {family.like for family in raw.values()}
    return {
        name: replace(_completed(family, raw, faults), base=name in bases)
        for name, family in raw.items()
    }


def _family(path: str, line: int, name: str, node: yaml.Node, faults: list[Fault]) -> Family:
    fields = Fields(path, node, faults, FIELDS, ())
    if fields.has("levels") == fields.has("cases"):
        fields.fault("levels", f"Nhóm `{name}` cần `levels`, hoặc `cases` khi có trường hợp a, b.")
    return Family(
        path=path,
        line=line,
        name=name,
        like=fields.text("like"),
        title=fields.text("title"),
        question=fields.text("question"),
        why=fields.text("why"),
        zero=fields.text("zero"),
        branches=_branches(fields),
    )


def _branches(fields: Fields) -> tuple[Branch, ...]:
    """One nameless branch, or the cases a and b."""
    cases = fields.mapping("cases", ("a", "b"), ("a", "b"))
    if cases is None:
        return (Branch("", "", _steps(fields)),)
    found = []
    for key in ("a", "b"):
        if row := cases.mapping(key, ("name", "levels"), ("name", "levels")):
            found.append(Branch(key, row.text("name"), _steps(row)))
    return tuple(found)


def _steps(fields: Fields) -> tuple[Step, ...]:
    """The levels above zero, lowest first; empty texts are faults."""
    found = []
    for row in fields.mappings("levels", LEVEL, LEVEL):
        for name in LEVEL:
            if row.blank(name):
                row.fault(name, f"`{name}` đang trống.")
        found.append(Step(row.text("label"), row.text("proof"), row.text("how")))
    return tuple(found)


def _completed(family: Family, raw: Mapping[str, Family], faults: list[Fault]) -> Family:
    """The family with the words it takes from another; missing words are faults."""
    base = raw.get(family.like)
    if family.like and (base is None or base.like):
        text = f"`like: {family.like}` phải là tên một nhóm viết đủ lời."
        faults.append(Fault(family.path, family.line, text, field="like"))
    whole = replace(
        family,
        title=family.title or (base.title if base else ""),
        question=family.question or (base.question if base else ""),
        why=family.why or (base.why if base else ""),
        zero=family.zero or (base.zero if base else ""),
    )
    for field in TEXTS:
        if not getattr(whole, field):
            text = f"Nhóm `{family.name}` thiếu `{field}`."
            faults.append(Fault(family.path, family.line, text, field=field))
    return whole

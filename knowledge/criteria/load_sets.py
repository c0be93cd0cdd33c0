"""One set: its official codes, points and marks, joined with the words of the families."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml

from knowledge.criteria.load_families import MAX_LABEL, Branch, Family, Step, filled
from knowledge.criteria.load_shared import PARTS, Shared, number
from knowledge.criteria.model import Case, Condition, CriteriaSet, Criterion, Level, Note
from knowledge.load_faults import Fault
from knowledge.load_fields import Fields, pairs

TEXTS = ("id", "name", "sector", "group", "subgroup", "article")
NEEDED = ("no", *TEXTS, "ministries", "samples", "criteria")
FIELDS = (*NEEDED, "rejects", "notes")
CRITERION = ("code", "family", "points", "words", "conditions")
_POINTS = re.compile(r"(\d{1,3})(?: (\*{3,5}))?")
_CODE = re.compile(r"\d{1,2}(\.\d{1,2}){0,2}")

# Points and the star they are the minimum of.
Printed = tuple[int, int | None]


@dataclass(frozen=True)
class _Known:
    """What the criteria of a set may refer to, and where faults go."""

    path: str
    shared: Shared
    families: Mapping[str, Family]
    faults: list[Fault]


def read_set(
    path: str,
    node: yaml.Node,
    shared: Shared,
    families: Mapping[str, Family],
    faults: list[Fault],
) -> CriteriaSet:
    """A set; what is wrong with it is added to the faults."""
    known = _Known(path, shared, families, faults)
    fields = Fields(path, node, faults, FIELDS, NEEDED)
    texts = {name: fields.text(name) for name in TEXTS}
    for name, text in texts.items():
        if not text and fields.has(name):
            fields.fault(name, f"`{name}` đang trống.")
    if texts["sector"] and texts["sector"] not in shared.sectors:
        fields.fault("sector", f"Không có ngành `{texts['sector']}` trong shared.yaml.")
    criteria = _criteria(fields, known)
    return CriteriaSet(
        no=number(fields, "no"),
        ministries=tuple(text for _, text in fields.texts("ministries")),
        samples=number(fields, "samples"),
        rejects=_conditions(fields, "rejects", known),
        notes=_notes(fields, known, {criterion.code for criterion in criteria}),
        criteria=criteria,
        rule=shared.rule,
        **texts,
    )


def _criteria(fields: Fields, known: _Known) -> tuple[Criterion, ...]:
    """The criteria part by part; codes twice and sums that are not the part's are faults."""
    parts = fields.mapping("criteria", PARTS, PARTS)
    found: dict[str, Criterion] = {}
    for code in PARTS if parts else ():
        total = 0
        for row in parts.mappings(code, CRITERION, CRITERION[:3]) if parts else ():
            criterion = _criterion(row, code, known)
            if criterion is None:
                continue
            if criterion.code in found:
                row.fault("code", f"Mã {criterion.code} viết hai lần trong bộ này.")
            found[criterion.code] = criterion
            total += criterion.max
        most = known.shared.rule.parts[code].max
        if total != most and parts and parts.has(code):
            parts.fault(code, f"Các mục phần {code} cộng được {total} điểm, đúng ra là {most}.")
    return tuple(found.values())


def _criterion(row: Fields, part: str, known: _Known) -> Criterion | None:
    """One criterion; None when its family is not known."""
    code, name = row.text("code"), row.text("family")
    if not _CODE.fullmatch(code):
        row.fault("code", 'Mã viết trong ngoặc kép, dạng "3.5".')
    family = known.families.get(name)
    if family is None:
        row.fault("family", f"Không có nhóm `{name}` trong families/.")
        return None
    words = _words(row, family, known)
    return Criterion(
        code=code,
        part=part,
        family=name,
        title=filled(family.title, words),
        question=filled(family.question, words),
        why=filled(family.why, words),
        cases=_cases(row, family, words, known),
        conditions=_conditions(row, "conditions", known),
    )


def _words(row: Fields, family: Family, known: _Known) -> dict[str, str]:
    """The words for the family's blanks; too few or too many are a fault."""
    node = row.node("words")
    given = list(pairs(known.path, node, known.faults)) if node else []
    words = {key: str(value.value) for key, _, value in given if isinstance(value, yaml.ScalarNode)}
    if (blanks := family.blanks()) != set(words):
        wanted = ", ".join(sorted(blanks)) or "không từ nào"
        row.fault("words", f"Nhóm `{family.name}` cần `words`: {wanted}.")
    return words


def _cases(
    row: Fields, family: Family, words: Mapping[str, str], known: _Known
) -> tuple[Case, ...]:
    """The cases of a criterion, each with its printed points."""
    node = row.node("points")
    nodes: dict[str, yaml.Node] = {"": node} if node else {}
    if node and family.branches[0].key:
        nodes = {key: value for key, _, value in pairs(known.path, node, known.faults)}
    if node and list(nodes) != [branch.key for branch in family.branches]:
        row.fault("points", f"Nhóm `{family.name}` cần `points` cho từng trường hợp a, b.")
    found = []
    for branch in family.branches:
        printed = _printed(row, nodes.get(branch.key))
        choices = _choices(row, printed, family, branch, words, known)
        found.append(Case(branch.key, filled(branch.name, words), choices))
    return tuple(found)


def _printed(row: Fields, node: yaml.Node | None) -> list[Printed]:
    """The points as printed, "2 ***" being 2 points and the minimum for 3 stars."""
    found: list[Printed] = []
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        match = _POINTS.fullmatch(str(item.value))
        if match is None:
            row.fault("points", "Điểm viết dạng 2 hoặc 2 *** (số dấu sao là hạng cần mức này).")
            continue
        found.append((int(match[1]), len(match[2]) if match[2] else None))
    marks = [star for _, star in found if star]
    if [p for p, _ in found] != sorted(p for p, _ in found) or marks != sorted(set(marks)):
        row.fault("points", "Điểm và dấu sao phải xếp từ thấp lên cao.")
    return found


def _choices(
    row: Fields,
    printed: Sequence[Printed],
    family: Family,
    branch: Branch,
    words: Mapping[str, str],
    known: _Known,
) -> tuple[Level, ...]:
    """The levels with our words, from zero up; a zero the set does not print is added."""
    official = bool(printed) and printed[0][0] == 0
    above = list(printed[1:] if official else printed)
    if len(above) != len(branch.steps):
        text = f"Nhóm `{family.name}` có {len(branch.steps)} mức trên 0, ở đây ghi {len(above)}."
        row.fault("points", text)
        return (Level(0, None, family.zero, "", ""),)
    steps = [Step(*(filled(t, words) for t in (s.label, s.proof, s.how))) for s in branch.steps]
    ups = [*(step.how for step in steps), ""]
    zero = filled(family.zero, words)
    _check_labels(row, family, [zero, *(step.label for step in steps)])
    levels = [Level(0, None, zero, known.shared.zero_proof, ups[0], official)]
    for (points, star), step, up in zip(above, steps, ups[1:], strict=True):
        levels.append(Level(points, star, step.label, step.proof, up))
    return tuple(levels)


def _check_labels(row: Fields, family: Family, labels: Iterable[str]) -> None:
    """Labels have to fit on a button and differ from each other."""
    seen: set[str] = set()
    for label in labels:
        if len(label) > MAX_LABEL:
            row.fault("family", f"Nhãn nút dài quá {MAX_LABEL} ký tự: {label}")
        if label in seen:
            row.fault("family", f"Nhóm `{family.name}` có hai nhãn nút giống nhau: {label}")
        seen.add(label)


def _conditions(fields: Fields, name: str, known: _Known) -> tuple[Condition, ...]:
    """The conditions a list names."""
    found = []
    for line, key in fields.texts(name):
        if key in known.shared.conditions:
            found.append(known.shared.conditions[key])
        else:
            fields.fault(name, f"Không có điều kiện `{key}` trong shared.yaml.", line)
    return tuple(found)


def _notes(fields: Fields, known: _Known, codes: set[str]) -> tuple[Note, ...]:
    """The notes of a set: a key of shared.yaml and the code it speaks of."""
    node = fields.node("notes")
    found = []
    for key, line, value in pairs(known.path, node, known.faults) if node else ():
        code = str(value.value)
        if key not in known.shared.notes:
            fields.fault("notes", f"Không có lưu ý `{key}` trong shared.yaml.", line)
        elif code and code not in codes:
            fields.fault("notes", f"Lưu ý `{key}` nói về mã {code} mà bộ này không có.", line)
        else:
            found.append(Note(code, known.shared.notes[key]))
    return tuple(found)

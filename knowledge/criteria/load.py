"""From content/criteria to Criteria: every fault at once, with its file and line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge.criteria.load_families import Family, read_families
from knowledge.criteria.load_sets import read_set
from knowledge.criteria.load_shared import Shared, read_shared
from knowledge.criteria.model import Criteria, CriteriaSet
from knowledge.load_faults import ContentFaults, Fault
from knowledge.load_yaml import compose

CONTENT = Path(__file__).parent.parent / "content"
EARLIER = "earlier"  # rules that were in force before, a folder each
SHARED, FAMILIES, SETS = "criteria/shared.yaml", "criteria/families", "criteria/sets"


def load_criteria(content: Path | None = None) -> Criteria:
    """The criteria of a content folder (ours); raises ContentFaults with all that is wrong.

    Read once for each folder and kept: a changed file needs a new process.
    """
    return _loaded(content or CONTENT)


def criteria_under(version: str) -> Criteria:
    """The criteria of the rule that was in force under this name, today's or an earlier one.

    When a decision is replaced, `criteria/` moves to `earlier/<a name>/criteria/`, so that old
    results can be printed as they were. Raises LookupError for a rule that is not there.
    """
    current = load_criteria()
    if version == current.rule.version:
        return current
    for folder in sorted((CONTENT / EARLIER).glob("*/")):
        if (earlier := _loaded(folder)).rule.version == version:
            return earlier
    raise LookupError(f"no criteria under {version}")


@lru_cache(maxsize=8)
def _loaded(content: Path) -> Criteria:
    faults: list[Fault] = []
    nodes = _nodes(content, faults)
    if (root := nodes.pop(SHARED, None)) is None:
        if not any(fault.path == SHARED for fault in faults):
            faults.append(Fault(SHARED, 0, "Thiếu tệp này."))
        raise ContentFaults(faults)
    shared = read_shared(SHARED, root, faults)
    of_families = {path: node for path, node in nodes.items() if path.startswith(FAMILIES)}
    families = read_families(of_families, faults)
    of_sets = {path: node for path, node in nodes.items() if path.startswith(SETS)}
    sets = _sets(of_sets, shared, families, faults)
    if faults:
        raise ContentFaults(faults)
    return Criteria(shared.rule, shared.sectors, {one.no: one for one in sets})


def _nodes(content: Path, faults: list[Fault]) -> dict[str, yaml.Node]:
    """The root node of every criteria file that can be parsed, by its path in the folder."""
    nodes = {}
    for path in sorted((content / "criteria").rglob("*.yaml")):
        name = path.relative_to(content).as_posix()
        try:
            node = compose(name, path.read_bytes(), faults)
        except OSError as error:
            faults.append(Fault(name, 0, f"Không mở được tệp ({error.strerror})."))
            continue
        if node is not None:
            nodes[name] = node
    return nodes


def _sets(
    nodes: Mapping[str, yaml.Node],
    shared: Shared,
    families: Mapping[str, Family],
    faults: list[Fault],
) -> list[CriteriaSet]:
    """Every set by number; numbers twice or left out, and families nobody uses, are faults."""
    sets = [read_set(path, node, shared, families, faults) for path, node in nodes.items()]
    seen: dict[int, str] = {}
    for path, one in zip(nodes, sets, strict=True):
        if seen.setdefault(one.no, path) != path:
            faults.append(Fault(path, 0, f"Bộ số {one.no} đã có ở {seen[one.no]}."))
    if missing := set(range(1, len(seen) + 1)) - set(seen):
        numbers = ", ".join(map(str, sorted(missing)))
        faults.append(Fault(SETS, 0, f"Các bộ phải đánh số liền nhau; thiếu bộ {numbers}."))
    used = {criterion.family for one in sets for criterion in one.criteria}
    for name, family in families.items():
        if name not in used and not family.base:
            faults.append(Fault(family.path, family.line, f"Không bộ nào dùng nhóm `{name}`."))
    return sorted(sets, key=lambda one: one.no)

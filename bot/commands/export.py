"""`export criteria`: the official criteria sets as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import Any

from knowledge.criteria.load import load_criteria
from knowledge.criteria.model import CriteriaSet, Criterion


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("export", help="in dữ liệu ra dạng JSON")
    actions = parser.add_subparsers(metavar="GÌ", required=True)
    criteria = actions.add_parser("criteria", help="26 bộ tiêu chí: mã, điểm, mức sao tối thiểu")
    criteria.set_defaults(command=export_criteria)


def export_criteria(given: argparse.Namespace) -> int:
    """Exit code 0."""
    sets = [exported(one) for one in load_criteria().sets.values()]
    print(json.dumps(sets, ensure_ascii=False, indent=1))
    return 0


def exported(criteria: CriteriaSet) -> dict[str, Any]:
    """A set as plain data; a criterion with cases a and b stands there once for each."""
    rows = [row for criterion in criteria.criteria for row in _rows(criterion)]
    return {"no": criteria.no, "name": criteria.name, "criteria": rows}


def _rows(criterion: Criterion) -> Iterator[dict[str, Any]]:
    for case in criterion.cases:
        row: dict[str, Any] = {"code": criterion.code, "part": criterion.part, "max": criterion.max}
        if case.key:
            row["case"] = case.key
        row["levels"] = [
            {"points": level.points, "min_for_star": level.min_for_star} for level in case.levels
        ]
        yield row

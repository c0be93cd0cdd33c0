"""papers.yaml: the cases and the papers of the dossier."""

from __future__ import annotations

import typing
from collections.abc import Container

from knowledge.criteria.load_shared import number
from knowledge.dossier.model import Case, Need, Paper
from knowledge.load_fields import Fields

CASES: tuple[Case, ...] = typing.get_args(Case)
NEEDS: tuple[Need, ...] = typing.get_args(Need)
NEEDED = ("id", "name", "about", "where", "need")
KNOWN = (*NEEDED, "star", "expires", "families", "sectors", "cases")
STARS = (3, 4, 5)


def read_cases(whole: Fields) -> dict[Case, str]:
    """The names of the three cases."""
    row = whole.mapping("cases", CASES, CASES)
    return {case: row.text(case) if row else "" for case in CASES}


def read_papers(
    whole: Fields, families: Container[str], sectors: Container[str]
) -> tuple[Paper, ...]:
    """The papers in the order they are written; ids twice and unknown names are faults."""
    seen: dict[str, int] = {}
    papers = []
    for row in whole.mappings("papers", KNOWN, NEEDED):
        paper = _paper(row, families, sectors)
        if paper.id in seen:
            row.fault("id", f"Giấy `{paper.id}` đã có ở dòng {seen[paper.id]}.")
        seen.setdefault(paper.id, row.line_at("id"))
        papers.append(paper)
    return tuple(papers)


def _paper(row: Fields, families: Container[str], sectors: Container[str]) -> Paper:
    for name in NEEDED:
        if row.blank(name):
            row.fault(name, f"`{name}` đang trống.")
    need = next((need for need in NEEDS if need == row.text("need")), None)
    if need is None:
        row.fault("need", f"`need` phải là một trong: {', '.join(NEEDS)}.")
    star = number(row, "star") if row.has("star") else STARS[0]
    if star not in STARS:
        row.fault("star", "`star` phải là 3, 4 hoặc 5.")
    if need != "always" and not row.has("families"):
        row.fault("families", "Giấy không phải ai cũng cần thì phải ghi `families`.")
    cases = tuple(case for case in CASES if case in _named(row, "cases", CASES))
    return Paper(
        id=row.text("id"),
        name=row.text("name"),
        about=row.text("about"),
        where=row.text("where"),
        need=need or "points",
        star=star,
        expires=row.text("expires"),
        families=_named(row, "families", families),
        sectors=_named(row, "sectors", sectors),
        cases=cases or CASES,
    )


def _named(row: Fields, field: str, known: Container[str]) -> tuple[str, ...]:
    """The names in a list; one that is not known is a fault at its line."""
    found = []
    for line, name in row.texts(field):
        if name not in known:
            row.fault(field, f"`{field}` có tên lạ: `{name}`.", line)
        found.append(name)
    return tuple(found)

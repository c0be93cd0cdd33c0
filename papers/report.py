"""The result as a report of at most three A4 pages, to carry to the commune."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.criteria.model import CriteriaSet, Level
from knowledge.dossier.load import load_dossier
from papers.colours import SOFT
from papers.letters import cut, file_name
from papers.model import Made
from papers.pages import Column, Pages
from papers.report_dossier import ROW, dates, dossier
from papers.report_head import blocks, head, hits, ranks
from papers.report_wins import wins
from papers.result import Result, result

MOST_PAGES = 3
BINDING = ("reject", "stop", "must")
# (scale, sections whole): letters shrink by steps until the report fits; the last step can still
# be read on paper.
TRIES = ((1.0, True), (1.0, False), (0.94, False), (0.88, False), (0.82, False), (0.76, False))
CRITERIA = (
    Column("Mã", 0.07),
    Column("Tiêu chí", 0.26),
    Column("Mức đã chọn", 0.53),
    Column("Điểm", 0.14, "R"),
)

SENT = (Column("Cho mục, giấy", 0.4), Column("Số tệp", 0.08, "R"), Column("Tên", 0.52))
MOST_SENT = 12  # lines of files: the report has three pages


def result_pdf(data: Mapping[str, Any]) -> Made:
    """The report of a result; see ResultData."""
    found = result(data)
    for scale, whole in TRIES:
        pages = _pages(found, scale, whole)
        if pages.page_no() <= MOST_PAGES:
            break
    name = f"tu-cham-{file_name(found.product)}.pdf"
    return Made(bytes(pages.output()), name, "application/pdf")


def _pages(found: Result, scale: float, whole: bool) -> Pages:
    pages = Pages(found.made_on, f"Tự chấm OCOP: {found.product}", scale, whole)
    head(pages, found, load_dossier().cases[found.case])
    hits(pages, found)
    ranks(pages, found)
    blocks(pages, found)
    wins(pages, found)
    dossier(pages, found)
    dates(pages, found)
    _criteria(pages, found)
    _evidence(pages, found)
    _notes(pages, found)
    return pages


def _criteria(pages: Pages, found: Result) -> None:
    """Every criterion on a line of its own, by part."""
    pages.keep(ROW * (len(found.criteria.criteria) + 2))
    pages.heading("Từng tiêu chí")
    rows = []
    for criterion in found.criteria.criteria:
        level = found.level(criterion)
        label = "Chưa rõ" if level is None else level.label
        rows.append((criterion.code, criterion.title, label, _points(level, criterion.max)))
    pages.grid(CRITERIA, rows, size=7.6)


def _evidence(pages: Pages, found: Result) -> None:
    """The photos and papers that were sent, each thing on a line of its own."""
    if not any(found.evidence.values()):
        return
    count = sum(map(len, found.evidence.values()))
    pages.keep(ROW * (min(len(found.evidence), MOST_SENT) + 2))
    pages.heading(f"Ảnh, giấy đã gửi làm minh chứng: {count}")
    names = {c.code: f"{c.code} {c.title}" for c in found.criteria.criteria}
    names |= {f"p-{paper.id}": paper.name for paper in load_dossier().papers}
    rows = [
        (names.get(about, "Chung cho sản phẩm"), str(len(labels)), ", ".join(labels))
        for about, labels in found.evidence.items()
        if labels
    ]
    pages.grid(SENT, rows[:MOST_SENT], size=7.6)
    if rest := [f"{name} ({number})" for name, number, _ in rows[MOST_SENT:]]:
        pages.line_of(f"Và: {'; '.join(rest)}.", size=7.8, ink=SOFT)


def _points(level: Level | None, most: int) -> str:
    return f"? / {most}" if level is None else f"{level.points} / {most}"


def _notes(pages: Pages, found: Result) -> None:
    """What the reader has to know: our inference, the conditions, the oddities of the text."""
    lines = _conditions(found.criteria)
    for note in found.criteria.notes:
        where = f"Tiêu chí {note.code}" if note.code else "Cả bộ"
        lines.append(f"{where}: {cut(note.text, 400)}")
    rule = found.criteria.rule
    version = f"Quyết định {rule.version}/QĐ-TTg, {rule.article}; {found.criteria.article}."
    lines = [*rule.about, *lines, f"Chấm theo {version}"]
    pages.keep(ROW * (len(lines) + 3))
    pages.heading("Cần biết khi đọc bản này")
    for line in lines:
        pages.line_of(f"• {line}", size=7.8, ink=SOFT)


def _conditions(criteria: CriteriaSet) -> list[str]:
    """What rejects the dossier or stops the scoring, each rule once with the codes it is at."""
    rejects = " ".join(condition.text for condition in criteria.rejects)
    lines = [f"Hồ sơ bị loại khi: {rejects}"] if rejects else []
    at: dict[str, list[str]] = {}
    for criterion in criteria.criteria:
        for condition in criterion.conditions:
            if condition.kind in BINDING:
                at.setdefault(condition.text, []).append(criterion.code)
    return lines + [f"Tiêu chí {', '.join(codes)}: {text}" for text, codes in at.items()]

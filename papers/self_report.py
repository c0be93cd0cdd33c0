"""A draft of Mẫu 02, the self-assessment report, in its four parts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.criteria.model import Level
from knowledge.criteria.score import assess
from knowledge.dossier.plan import outline
from knowledge.dossier.progress import papers_for
from papers import read
from papers.document import Paper
from papers.forms import applicant, registration, signature, the_product, ticked
from papers.letters import file_name
from papers.model import Made
from papers.result import level_at
from papers.words import BLANK, SELF, dotted

ABOUT = (
    ("kind", "Loại hình"),
    ("sex", "Giới tính người đại diện"),
    ("ethnicity", "Dân tộc người đại diện"),
    ("founded", "Ngày thành lập"),
)
TOLD = (
    ("about", "Mô tả sản phẩm"),
    ("history", "Lịch sử"),
    ("structure", "Cơ cấu, người làm"),
)
BUSINESS = (
    ("materials", "Vùng nguyên liệu"),
    ("technology", "Công nghệ, cách làm"),
    ("changes", "Thay đổi về chất lượng, bao bì"),
    ("market", "Thị trường"),
)
YEAR = ("year", "output", "revenue", "profit")
MOST_YEARS = 10


def mau02_docx(data: Mapping[str, Any]) -> Made:
    """The self-assessment report; see Mau02Data."""
    product = read.product(data)
    paper = Paper("Mẫu 02. Báo cáo tự đánh giá sản phẩm OCOP", read.made_on(data))
    paper.text(f"Chỗ ghi “{BLANK}” là chỗ anh/chị còn phải điền.", soft=True, center=True)
    _first(paper, data, product)
    _second(paper, data)
    _third(paper, data)
    _fourth(paper, data)
    signature(paper, data)
    return paper.made(f"mau-02-{file_name(product)}")


def _first(paper: Paper, data: Mapping[str, Any], product: str) -> None:
    chosen, case = read.criteria_set(data), read.case(data)
    paper.heading("Phần 1. Thông tin chung")
    applicant(paper, data)
    for name, label in ABOUT:
        paper.field(label, read.text(data, name))
    the_product(paper, product, chosen)
    registration(paper, case)
    for name, label in TOLD:
        paper.field(label, read.block(data, name))
    paper.text("Giấy tờ hiện có (đánh dấu):")
    for needed in papers_for(chosen.no, case, criteria_set=chosen):
        paper.text(ticked(data, needed))


def _second(paper: Paper, data: Mapping[str, Any]) -> None:
    paper.heading("Phần 2. Kết quả sản xuất, kinh doanh")
    for name, label in BUSINESS:
        paper.field(label, read.block(data, name))
    given = read.items(data, "years")[:MOST_YEARS]
    rows = [read.mapping({"years": year}, "years") for year in given] or [{}, {}]
    paper.grid(
        ("Năm", "Sản lượng", "Doanh thu", "Lợi nhuận"),
        [[dotted(read.text(row, name)) for name in YEAR] for row in rows],
        (0.16, 0.28, 0.28, 0.28),
    )


def _third(paper: Paper, data: Mapping[str, Any]) -> None:
    """Every criterion as printed, with its description and evidence."""
    chosen = read.criteria_set(data)
    answers = read.answers(data, chosen)
    notes = read.texts(data, "notes")
    cases = {key: str(case) for key, case in read.mapping(data, "cases").items()}
    found = assess(chosen, answers)
    paper.heading("Phần 3. Tự chấm theo từng tiêu chí")
    parts = ", ".join(f"{code} {points}" for code, points in found.parts.items())
    paper.text(f"Tổng điểm tự chấm: {found.total}/100 (phần {parts}). {SELF}")
    sent = {code: _sent(data, code) for code in read.mapping(data, "evidence")}
    rows = []
    for criterion in chosen.criteria:
        points, code = answers.get(criterion.code), criterion.code
        level = None if points is None else level_at(criterion, points, cases)
        told = notes.get(code, ""), sent.get(code, "")
        rows.append((f"{code} {criterion.title}", *_row(level, criterion.max, *told)))
    titles = ("Tiêu chí", "Tự chấm", "Mô tả", "Minh chứng cần kèm")
    paper.grid(titles, rows, (0.22, 0.26, 0.26, 0.26))


def _row(level: Level | None, most: int, note: str, sent: str) -> tuple[str, str, str]:
    """The level, its description, and its evidence with what was already sent."""
    if level is None:
        return BLANK, dotted(note), dotted(sent)
    needs = level.proof if level.points else ""
    proof = " ".join(part for part in (needs, sent) if part)
    return f"{level.points}/{most} điểm: {level.label}", dotted(note), proof or "không"


def _sent(data: Mapping[str, Any], code: str) -> str:
    """The names of the files that were sent for a criterion."""
    files = read.items(read.mapping(data, "evidence"), code)
    names = [read.text({code: one}, code) for one in files]
    return f"Đã gửi: {', '.join(names)}." if names else ""


def _fourth(paper: Paper, data: Mapping[str, Any]) -> None:
    paper.heading("Phần 4. Kế hoạch sản xuất, kinh doanh sắp tới")
    for section in outline(read.texts(data, "plan")):
        paper.field(section.question.name, section.said)

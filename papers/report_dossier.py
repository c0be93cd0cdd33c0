"""The dossier and the dates in the report."""

from __future__ import annotations

from knowledge.dossier.model import Needed
from papers.colours import SOFT
from papers.pages import Column, Pages
from papers.result import Result
from papers.words import day_text, short

PAPERS = (
    Column("Giấy tờ", 0.4),
    Column("Cho tiêu chí", 0.17),
    Column("Cần cho", 0.14),
    Column("Tình trạng", 0.29),
)
ROW = 4.7
HAVING = {"have": "Có", "missing": "Còn thiếu", "doing": "Đang làm", "not_needed": "Không cần"}


def dossier(pages: Pages, found: Result) -> None:
    """Every paper of this set and case: have, missing, or until when."""
    done = found.progress
    pages.keep(ROW * (len(found.papers) + 5))
    pages.heading(f"Hồ sơ: đã có {done.percent}%")
    pages.line_of("Một bộ giấy và một bộ điện tử, nộp ở UBND xã.", size=8.2, ink=SOFT)
    pages.grid(PAPERS, [_row(found, needed) for needed in found.papers], size=7.8)
    if found.progress.ending:
        names = ", ".join(needed.paper.name.lower() for needed in found.progress.ending)
        pages.line_of(f"Sẽ hết hạn trước khi chấm xong, nên làm lại sớm: {names}.", size=8.2)
    if not found.criteria.samples:
        pages.line_of("Bộ này không cần sản phẩm mẫu.", size=8.2)


def dates(pages: Pages, found: Result) -> None:
    """When to hand in at the commune."""
    pages.heading("Ngày nộp ở xã")
    if window := found.dates.window:
        span = f"từ {day_text(window.first)} đến {day_text(window.last)}"
        pages.line_of(f"Giấy cũ sắp hết hạn: nộp đánh giá lại {span}.", bold=True)
    for one in found.dates.rounds:
        others = f"xã gửi tỉnh trước {short(one.commune_before)}"
        others = f"{others}, tỉnh chấm xong trước {short(one.done_before)}"
        name = f"Đợt {one.no} năm {one.year}"
        pages.line_of(f"• {name}: nên nộp xã khoảng {day_text(one.hand_in)} ({others}).")
    told = "Ngày nên nộp là phép tính của nhóm biên soạn; tỉnh có thể mở thêm đợt, hỏi xã cho chắc."
    pages.line_of(told, size=7.8, ink=SOFT)


def _row(found: Result, needed: Needed) -> tuple[str, str, str, str]:
    name = needed.paper.name
    if needed.count > 1:
        name = f"{name} ({needed.count} sản phẩm)"
    return name, ", ".join(needed.codes), _wanted(needed), _state(found, needed)


def _wanted(needed: Needed) -> str:
    if needed.must:
        return "Bắt buộc"
    if needed.star:
        return f"{needed.star} sao"
    return "Tham khảo" if needed.paper.need == "support" else "Thêm điểm"


def _state(found: Result, needed: Needed) -> str:
    state = found.states.get(needed.paper.id)
    if state is None:
        return HAVING["missing"]
    if needed in found.progress.expired and state.until:
        return f"Hết hạn từ {day_text(state.until)}"
    if state.having == "have" and state.until:
        return f"Có, đến {day_text(state.until)}"
    if state.having == "have" and needed.paper.expires:
        return "Có, chưa rõ ngày hết hạn"
    return HAVING[state.having]

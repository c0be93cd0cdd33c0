"""A draft of Mẫu 01, the registration form: what the producer said, the rest clearly blank."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from knowledge.criteria.load import load_criteria
from knowledge.criteria.model import CriteriaSet
from knowledge.dossier.load import load_dossier
from knowledge.dossier.model import Case, Needed
from knowledge.dossier.progress import papers_for
from papers import read
from papers.document import Paper
from papers.letters import file_name
from papers.model import Made
from papers.words import BLANK, day_text

APPLICANT = (
    ("owner", "Tên đơn vị"),
    ("person", "Người đại diện"),
    ("role", "Chức vụ"),
    ("address", "Địa chỉ"),
    ("phone", "Điện thoại"),
    ("email", "Email"),
)
# The form itself is not one of the papers that go with it.
ITSELF = "form_01"
TICKED, EMPTY = "☑", "☐"


def mau01_docx(data: Mapping[str, Any]) -> Made:
    """The registration form; see Mau01Data."""
    chosen, case = read.criteria_set(data), read.case(data)
    product = read.product(data)
    paper = Paper("Mẫu 01. Phiếu đăng ký đánh giá, phân hạng sản phẩm OCOP", read.made_on(data))
    paper.text("Số phiếu: (để trống, xã và tỉnh ghi)", center=True)
    paper.heading("1. Chủ thể")
    applicant(paper, data)
    paper.heading("2. Sản phẩm")
    the_product(paper, product, chosen)
    paper.heading("3. Lần đăng ký")
    registration(paper, case)
    paper.heading("4. Tài liệu kèm theo")
    _attached(paper, data, papers_for(chosen.no, case, criteria_set=chosen))
    paper.heading("5. Cam đoan")
    paper.text(
        "Chúng tôi xin cam đoan những điều ghi trong phiếu này là đúng sự thật. "
        "(Anh/chị đọc kỹ cả phiếu trước khi ký.)"
    )
    signature(paper, data)
    paper.heading("Phần tiếp nhận (xã và tỉnh ghi, anh/chị để trống)")
    paper.grid(
        ("Nơi nhận", "Ngày nhận", "Người nhận ký"),
        (("UBND xã", "", ""), ("Cơ quan OCOP tỉnh", "", "")),
        (0.4, 0.25, 0.35),
    )
    return paper.made(f"mau-01-{file_name(product)}")


def applicant(paper: Paper, data: Mapping[str, Any]) -> None:
    """Who applies."""
    for name, label in APPLICANT:
        paper.field(label, read.text(data, name))


def the_product(paper: Paper, product: str, chosen: CriteriaSet) -> None:
    """The product and its place in Phụ lục I."""
    paper.field("Tên sản phẩm", product)
    paper.field("Ngành", load_criteria().sectors[chosen.sector])
    paper.field("Nhóm", chosen.group)
    # Some groups have no subgroups; that is no blank to be filled in.
    paper.field("Phân nhóm", chosen.subgroup or "không có")
    paper.field("Bộ tiêu chí", f"Bộ {chosen.no}: {chosen.name}")


def registration(paper: Paper, case: Case) -> None:
    """The three boxes, one of them ticked."""
    names = load_dossier().cases
    for one in get_args(Case):
        paper.text(f"{TICKED if one == case else EMPTY}  {names[one]}")


def ticked(data: Mapping[str, Any], needed: Needed) -> str:
    """The line of a paper: ticked when the producer has it and it still holds."""
    state = read.states(data).get(needed.paper.id)
    count = f" ({needed.count} sản phẩm)" if needed.count > 1 else ""
    name = f"{needed.paper.name}{count}"
    if state is None or state.having != "have":
        return f"{EMPTY}  {name}"
    if state.until is not None and state.until < read.made_on(data):
        return f"{EMPTY}  {name} (hết hạn từ {day_text(state.until)})"
    return f"{TICKED}  {name}"


def signature(paper: Paper, data: Mapping[str, Any]) -> None:
    """Place, day and the signer."""
    place = read.text(data, "place") or BLANK
    paper.text(f"Nơi lập: {place}. Ngày soạn nháp: {day_text(read.made_on(data))}.")
    person = read.text(data, "person") or BLANK
    paper.text(f"Người đại diện ký, ghi rõ họ tên (đóng dấu nếu có): {person}")


def _attached(paper: Paper, data: Mapping[str, Any], papers: tuple[Needed, ...]) -> None:
    for needed in papers:
        if needed.paper.id != ITSELF:
            paper.text(ticked(data, needed))
    others = read.items(data, "attached")
    for at in range(len(others)):
        paper.text(f"{TICKED}  {read.text({'attached': others[at]}, 'attached')}")

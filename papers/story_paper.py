"""The product story in three lengths, and the outline of the business plan, as documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.dossier.load import load_dossier
from knowledge.dossier.plan import outline
from knowledge.dossier.story import checks, drafts
from papers import read
from papers.document import Paper
from papers.letters import file_name
from papers.model import BadPaper, Made
from papers.words import day_text

TOLD = (
    "Em chỉ xếp lại lời anh/chị kể, không thêm ý nào. "
    "Anh/chị đọc to lên rồi sửa cho giống lời mình."
)
SHOWN = ("leaflet", "web", "qr")


def story_docx(data: Mapping[str, Any]) -> Made:
    """The story; see StoryData."""
    product, answers = read.product(data), read.texts(data, "answers")
    paper = Paper(f"Câu chuyện sản phẩm: {product}", read.made_on(data))
    _by(paper, data)
    paper.text(TOLD, soft=True, center=True)
    for draft in drafts(answers):
        paper.heading(f"{draft.name}, {draft.use} ({len(draft.text.split())} chữ)")
        if not draft.paragraphs:
            paper.field("Câu chuyện", "")
        for paragraph in draft.paragraphs:
            paper.text(paragraph)
    _checks(paper, data, answers)
    _open(paper, answers)
    return paper.made(f"cau-chuyen-{file_name(product)}")


def plan_docx(data: Mapping[str, Any]) -> Made:
    """The outline of the business plan; see PlanData."""
    product = read.product(data)
    paper = Paper(f"Phương án sản xuất, kinh doanh: {product}", read.made_on(data))
    _by(paper, data)
    told = "Dàn ý từ lời anh/chị, không thêm con số nào. Cũng là phần 4 của Mẫu 02."
    paper.text(told, soft=True, center=True)
    for at, section in enumerate(outline(read.texts(data, "answers")), 1):
        paper.heading(f"{at}. {section.question.name}")
        if section.said:
            paper.text(section.said)
        else:
            paper.field(section.question.ask, "")
            paper.text(section.question.hint, soft=True)
    return paper.made(f"phuong-an-{file_name(product)}")


def _by(paper: Paper, data: Mapping[str, Any]) -> None:
    owner = read.text(data, "owner")
    who = f"{owner}, " if owner else ""
    paper.text(f"{who}ngày {day_text(read.made_on(data))}", center=True)


def _checks(paper: Paper, data: Mapping[str, Any], answers: Mapping[str, str]) -> None:
    """What the draft would have at the story criteria of the set, if there is one."""
    shown = read.items(data, "shown")
    if any(place not in SHOWN for place in shown):
        raise BadPaper(f"`shown` chỉ gồm: {', '.join(SHOWN)}.")
    if data.get("set") is None:
        return
    paper.heading("Câu chuyện này được gì khi chấm")
    paper.text(
        "Em chỉ tính điều chắc chắn có; hay, cảm động đến đâu là do Hội đồng nghe.", soft=True
    )
    rows = [
        (f"{one.code} {one.title}", f"ít nhất {one.points}/{one.most}", "; ".join(one.missing))
        for one in checks(answers, shown, read.criteria_set(data))
    ]
    paper.grid(("Tiêu chí", "Điểm", "Để lên mức nữa, còn thiếu"), rows, (0.32, 0.2, 0.48))


def _open(paper: Paper, answers: Mapping[str, str]) -> None:
    """The questions nobody has answered yet."""
    missing = [one for one in load_dossier().questions if not answers.get(one.id)]
    if missing:
        paper.heading("Kể thêm để câu chuyện đầy đặn hơn")
        for question in missing:
            paper.bullet(f"{question.ask} {question.hint}")

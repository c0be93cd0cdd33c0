"""One door to all papers: `make`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from papers.attendance import attendance_pdf
from papers.forms import mau01_docx
from papers.ics import ics
from papers.model import BadPaper, Made
from papers.picture import result_png
from papers.poster import poster_pdf
from papers.report import result_pdf
from papers.self_report import mau02_docx
from papers.story_paper import plan_docx, story_docx

Maker = Callable[[Mapping[str, Any]], Made]
_MAKERS: Mapping[str, Maker] = {
    "result_png": result_png,
    "result_pdf": result_pdf,
    "mau01_docx": mau01_docx,
    "mau02_docx": mau02_docx,
    "story_docx": story_docx,
    "plan_docx": plan_docx,
    "ics": ics,
    "attendance_pdf": attendance_pdf,
    "poster_pdf": poster_pdf,
}
KINDS = tuple(_MAKERS)


def make(kind: str, data: Mapping[str, Any]) -> Made:
    """A finished paper; the same data gives the same bytes. Raises BadPaper.

    What each kind takes is written in papers/model.py.
    """
    maker = _MAKERS.get(kind)
    if maker is None:
        raise BadPaper(f"Không có loại giấy `{kind}`; có: {', '.join(KINDS)}.")
    if not isinstance(data, Mapping):
        raise BadPaper("Dữ liệu phải là một bảng tên và giá trị.")
    return maker(data)

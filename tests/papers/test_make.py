"""One door: every kind is made, twice the same; data that cannot be used is told plainly."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from typing import Any

import pytest

from papers import KINDS, BadPaper, make
from tests.papers.people import HANH, KINDS_DATA, STRANGE


def test_every_kind_is_tried_here() -> None:
    assert set(KINDS) == set(KINDS_DATA)


@pytest.mark.parametrize("kind", KINDS)
def test_data_that_went_through_json_gives_the_same_bytes(kind: str) -> None:
    data = KINDS_DATA[kind]
    first = make(kind, data)
    assert make(kind, json.loads(json.dumps(data))) == first
    assert re.fullmatch(r"[a-z0-9-]+\.(png|pdf|docx|ics)", first.name)


def test_another_process_gives_the_same_bytes_too() -> None:
    """Bytes must not hang on the order of sets in memory or on a clock."""
    code = (
        "import hashlib; from papers import make; from tests.papers.people import KINDS_DATA;"
        "print([hashlib.sha256(make(k, d).data).hexdigest() for k, d in KINDS_DATA.items()])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": ".", "TZ": "America/Lima"},
    )
    here = [hashlib.sha256(make(k, d).data).hexdigest() for k, d in KINDS_DATA.items()]
    assert ran.stdout.strip() == str(here)


@pytest.mark.parametrize("kind", KINDS)
def test_emoji_and_right_to_left_words_do_no_harm(kind: str) -> None:
    answers = KINDS_DATA[kind].get("answers", {})
    if kind in ("story_docx", "plan_docx"):
        answers = dict.fromkeys(answers, STRANGE)
    data = {**KINDS_DATA[kind], "product": STRANGE, "owner": STRANGE, "answers": answers}
    assert make(kind, data).data


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"product": None}, "tên sản phẩm"),
        ({"product": "\u200b \x00"}, "tên sản phẩm"),
        ({"product": 5}, "`product` phải là chữ"),
        ({"set": 27}, "Không có bộ 27"),
        ({"set": "9"}, "Không có bộ “9”"),
        ({"answers": {"1.1": 4}}, "Tiêu chí 1.1 không có mức 4 điểm"),
        ({"answers": {"99": 1}}, "không có tiêu chí “99”"),
        ({"answers": None}, "`answers`"),
        ({"made_on": ""}, "ngày lập"),
        ({"made_on": "22/11/2026"}, "dạng 2026-11-22"),
        ({"made_on": 20261122}, "dạng 2026-11-22"),
        ({"case": "second"}, "first, upgrade hoặc again"),
        ({"papers": {"story": {"state": "lost"}}}, "Giấy `story`"),
        ({"papers": {"story": "have"}}, "`story` phải là một bảng"),
        ({"papers": {"story": {"state": "have", "until": "mai"}}}, "`until` phải là ngày"),
        ({"evidence": {"3.5": "một tờ"}}, "`3.5` phải là một danh sách"),
        ({"rule": "148/2023"}, "Không còn bộ tiêu chí của quy định 148/2023"),
    ],
)
@pytest.mark.parametrize("kind", ["result_png", "mau02_docx"])
def test_wrong_data_is_told_in_a_sentence(kind: str, change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadPaper, match=re.escape(says)):
        make(kind, {**HANH, **change})


@pytest.mark.parametrize(
    ("kind", "change", "says"),
    [
        ("result_png", {"hits": ["moon"]}, "không có điều kiện moon"),
        ("result_pdf", {"hits": "forged"}, "`hits` phải là một danh sách"),
        ("mau01_docx", {"attached": "một tờ"}, "`attached` phải là một danh sách"),
        ("mau02_docx", {"years": [3]}, "`years` phải là một bảng"),
        ("mau02_docx", {"notes": {"1.1": 3}}, "`1.1` phải là chữ"),
        ("story_docx", {"shown": ["moon"]}, "leaflet, web, qr"),
        ("story_docx", {"answers": ["a"]}, "`answers` phải là một bảng"),
        ("plan_docx", {"answers": {"goal": 1}}, "`goal` phải là chữ"),
    ],
)
def test_wrong_data_of_one_kind(kind: str, change: dict[str, Any], says: str) -> None:
    with pytest.raises(BadPaper, match=re.escape(says)):
        make(kind, {**KINDS_DATA[kind], **change})


def test_a_kind_that_does_not_exist() -> None:
    with pytest.raises(BadPaper, match="Không có loại giấy `poem`"):
        make("poem", HANH)

"""A curator who breaks a criteria file is told every fault at once, with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.criteria.load import CONTENT, load_criteria
from knowledge.load_faults import ContentFaults
from tests.knowledge.breaking import change

FISH_SAUCE = "criteria/sets/09.yaml"
PART_A = "criteria/families/part_a.yaml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the criteria to break."""
    shutil.copytree(CONTENT / "criteria", tmp_path / "criteria")
    return tmp_path


def faults(content: Path) -> list[str]:
    with pytest.raises(ContentFaults) as refused:
        load_criteria(content)
    return [str(fault) for fault in refused.value.faults]


def test_the_copy_loads(content: Path) -> None:
    assert len(load_criteria(content).sets) == 26


def test_two_faults_in_two_files_are_told_together(content: Path) -> None:
    where = change(content, FISH_SAUCE, "family: capacity", "family: capcity")
    other = change(content, "criteria/sets/01.yaml", "sector: food", "sector: foods")
    told = faults(content)
    assert f"{FISH_SAUCE}:{where}: Không có nhóm `capcity` trong families/." in told
    assert f"criteria/sets/01.yaml:{other}: Không có ngành `foods` trong shared.yaml." in told


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            FISH_SAUCE,
            "[1 ***, 3, 5]",
            "[1 ***, 3, 4]",
            "Các mục phần A cộng được 39 điểm, đúng ra là 40.",
        ),
        (
            FISH_SAUCE,
            "[1 ***, 3, 5]",
            "[1 ***, 5]",
            "Nhóm `materials` có 3 mức trên 0, ở đây ghi 2.",
        ),
        (FISH_SAUCE, "[1 ***, 3, 5]", "[1 **, 3, 5]", "Điểm viết dạng 2 hoặc 2 ***"),
        (FISH_SAUCE, "[1 ***, 3, 5]", "[3, 1, 5]", "Điểm và dấu sao phải xếp từ thấp lên cao."),
        (FISH_SAUCE, 'code: "1.2"', 'code: "1.1"', "Mã 1.1 viết hai lần trong bộ này."),
        (FISH_SAUCE, 'code: "1.2"', "code: 1.2", "hãy đặt trong ngoặc kép."),
        (FISH_SAUCE, "[all_imported]", "[all_import]", "Không có điều kiện `all_import`"),
        (FISH_SAUCE, ', words: {work: "chế biến"}', "", "Nhóm `facility` cần `words`: work."),
        (
            FISH_SAUCE,
            'bilingual_levels: "2.4"',
            'bilingual_levels: "2.9"',
            "nói về mã 2.9 mà bộ này không có.",
        ),
        (FISH_SAUCE, "no: 9", "no: 8", "Bộ số 8 đã có ở criteria/sets/08.yaml."),
        (FISH_SAUCE, "samples: 5", "samples: năm", "`samples` cần là số nguyên."),
        (
            PART_A,
            "  zero: Không dùng nguyên liệu trong tỉnh\n",
            "",
            "Nhóm `materials` thiếu `zero`.",
        ),
        (PART_A, "Từ một nửa đến gần ba phần tư\n", "x" * 61 + "\n", "Nhãn nút dài quá 60 ký tự"),
        (PART_A, "like: idea_made", "like: idea", "`like: idea` phải là tên một nhóm viết đủ lời."),
        (
            "criteria/shared.yaml",
            "kind: stop",
            "kind: stopped",
            "`kind` phải là một trong: reject, stop",
        ),
        ("criteria/shared.yaml", "star: 1, from: 0", "star: 1, from: 5", "hạng cuối từ 0 điểm."),
        (
            "criteria/shared.yaml",
            "max: 25",
            "max: 26",
            "Các mục phần B cộng được 25 điểm, đúng ra là 26.",
        ),
    ],
)
def test_each_mistake_has_its_own_sentence(
    content: Path, name: str, old: str, new: str, says: str
) -> None:
    change(content, name, old, new)
    assert any(says in told for told in faults(content))


def test_a_family_nobody_uses_is_told(content: Path) -> None:
    path = content / PART_A
    more = "lonely:\n  title: A\n  question: B?\n  why: C\n  zero: D\n  levels: []\n"
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    assert any("Không bộ nào dùng nhóm `lonely`." in told for told in faults(content))


def test_a_missing_set_is_told(content: Path) -> None:
    (content / FISH_SAUCE).unlink()
    assert any("thiếu bộ 9" in told for told in faults(content))


def test_without_the_shared_file_that_alone_is_told(content: Path) -> None:
    (content / "criteria/shared.yaml").unlink()
    assert faults(content) == ["criteria/shared.yaml: Thiếu tệp này."]

"""A curator who breaks a dossier file is told every fault at once, with file and line."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.criteria.load import CONTENT, load_criteria
from knowledge.dossier.load import load_dossier
from knowledge.load import read
from knowledge.load_faults import ContentFaults
from knowledge.load_files import snapshot
from tests.knowledge.breaking import change

PAPERS, ROUNDS = "dossier/papers.yaml", "dossier/rounds.yaml"
STORY, PLAN = "dossier/story.yaml", "dossier/plan.yaml"


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the dossier to break; the criteria stay the real ones, read once."""
    shutil.copytree(CONTENT / "dossier", tmp_path / "dossier")
    monkeypatch.setattr("knowledge.dossier.load.load_criteria", lambda _: load_criteria())
    return tmp_path


def faults(content: Path) -> list[str]:
    with pytest.raises(ContentFaults) as refused:
        load_dossier(content)
    return [str(fault) for fault in refused.value.faults]


def test_the_copy_loads(content: Path) -> None:
    assert len(load_dossier(content).questions) == 7


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (PAPERS, "families: [growth]", "families: [grow]", "`families` có tên lạ: `grow`."),
        (PAPERS, "need: support", "need: maybe", "`need` phải là một trong"),
        (PAPERS, "star: 4", "star: 2", "`star` phải là 3, 4 hoặc 5."),
        (PAPERS, "[food, drink,", "[foods, drink,", "`sectors` có tên lạ: `foods`."),
        (PAPERS, "cases: [upgrade]", "cases: [second]", "`cases` có tên lạ: `second`."),
        (PAPERS, "id: story", "id: samples", "Giấy `samples` đã có ở dòng"),
        (PAPERS, "name: Phiếu kiểm nghiệm", 'name: ""', "`name` đang trống."),
        (ROUNDS, '"30/04"', '"31/04"', "`commune_before` phải là ngày/tháng có thật"),
        (ROUNDS, '"05/04"', '"05/05"', "Ba ngày của một đợt phải theo thứ tự"),
        (ROUNDS, "earliest: 180", "earliest: 100", "phải nhiều ngày hơn `latest`"),
        (STORY, "{from: wish}", "{from: dream}", "Không có câu hỏi `dream`."),
        (STORY, "id: wish", "id: proof", "`proof` viết hai lần."),
        (PLAN, "name: Tiền vốn", 'name: ""', "`name` đang trống."),
    ],
)
def test_a_fault_has_its_file_and_line(
    content: Path, name: str, old: str, new: str, says: str
) -> None:
    line = change(content, name, old, new)
    told = faults(content)
    assert any(fault.startswith(f"{name}:{line}: ") and says in fault for fault in told), told


def test_faults_of_two_files_are_told_together(content: Path) -> None:
    first = change(content, PAPERS, "need: points", "need: pints")
    second = change(content, ROUNDS, '"30/10"', '"30/13"')
    told = "\n".join(faults(content))
    assert f"{PAPERS}:{first}: `need`" in told
    assert f"{ROUNDS}:{second}: `commune_before`" in told


def test_a_file_that_is_gone_or_no_yaml(content: Path) -> None:
    (content / PLAN).unlink()
    (content / STORY).write_text("questions: [", encoding="utf-8")
    told = faults(content)
    assert any(fault.startswith(f"{PLAN}: Không mở được tệp") for fault in told)
    assert any(fault.startswith(f"{STORY}:") for fault in told)


def test_the_days_are_those_of_the_figures() -> None:
    """Rounds are numbers here and words in figures.yaml: they must never part."""
    figures = read(snapshot(CONTENT)).library.figures
    for rule in load_dossier().rounds:
        for (day, month), name in (
            (rule.commune_before, f"round{rule.no}_propose"),
            (rule.done_before, f"round{rule.no}_done"),
        ):
            assert figures[name].text == f"{day}/{month}"
        day, month = rule.hand_in
        assert figures[f"hand_in_round{rule.no}"].text == f"khoảng {day:02d}/{month}"
    earliest, latest = load_dossier().again
    assert figures["reevaluation_earliest"].text == f"{earliest} ngày"
    assert figures["reevaluation_latest"].text == f"{latest} ngày"

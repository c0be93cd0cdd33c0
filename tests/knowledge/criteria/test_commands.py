"""`assess` and `export` as scripts use them: lines in, lines out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.__main__ import main
from bot.commands.assess import many
from tests.knowledge.criteria.people import CRITERIA


def ask(*lines: str | bytes | dict[str, Any], wins: bool = True) -> list[dict[str, Any]]:
    """Each line's result; a dict is written as JSON first."""
    written = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    return [json.loads(line) for line in many(CRITERIA, written, wins=wins)]


def test_a_sheet_of_two_answers() -> None:
    (result,) = ask({"id": "a", "set": 9, "answers": {"1.1": 3, "3.5": 0, "4.1": None}})
    assert list(result) == [
        "id", "points", "range", "rank_by_points", "rank", "blockers", "quick_wins",
    ]  # fmt: skip
    assert result["points"] == {"A": 3, "B": 0, "C": 0, "total": 3}
    assert result["range"] == [3, 95]
    assert (result["rank_by_points"], result["rank"]) == (1, 1)
    assert result["blockers"][0] == {"code": "2.2", "star": 3, "needs": 2, "has": 0}
    assert [win["rank"] for win in result["quick_wins"]] == [2, 2, 2]
    change = result["quick_wins"][0]["changes"][0]
    assert change == {"code": "1.1", "from": 3, "to": 5}


def test_one_bad_line_does_not_stop_the_next() -> None:
    results = ask(
        {"id": 1, "set": 27, "answers": {}}, "không phải JSON", {"id": 3, "set": 1, "answers": {}}
    )
    assert results[0] == {"id": 1, "error": "Không có bộ 27; các bộ đánh số từ 1 đến 26."}
    assert results[1]["id"] is None and "không phải JSON" in results[1]["error"]
    assert results[2]["id"] == 3 and results[2]["rank"] == 1


@pytest.mark.parametrize(
    ("sheet", "says"),
    [
        ({"set": "9", "answers": {}}, "Không có bộ “9”"),
        ({"set": True, "answers": {}}, "Không có bộ True"),
        ({"answers": {}}, "Thiếu số bộ"),
        ({"set": 9}, "`answers` phải có dạng"),
        ({"set": 9, "answers": [1]}, "`answers` phải có dạng"),
        ({"set": 9, "answers": {"1.9": 1}}, "Bộ 9 không có tiêu chí “1.9”"),
        (
            {"set": 9, "answers": {"1.1": 2}},
            "Tiêu chí 1.1 không có mức 2 điểm; các mức là 0, 1, 3, 5.",
        ),
        ({"set": 9, "answers": {"1.1": True}}, "không có mức True điểm"),
        ({"set": 9, "answers": {"1.1": "3"}}, "không có mức “3” điểm"),
        ({"set": 9, "answers": {"1.1": -1}}, "không có mức -1 điểm"),
        ({"set": 26, "answers": {"8": 2}}, "Tiêu chí 8 không có mức 2 điểm; các mức là 0, 1, 3."),
        (
            {"set": 26, "answers": {"8": 3}, "cases": {"8": "c"}},
            "không có trường hợp “c”; các trường hợp: a, b.",
        ),
        (
            {"set": 9, "answers": {}, "cases": {"1.1": "a"}},
            "không có trường hợp “a”; các trường hợp: không có.",
        ),
    ],
)
def test_what_cannot_be_assessed_is_told_in_vietnamese(sheet: dict[str, Any], says: str) -> None:
    (result,) = ask({"id": 7, **sheet})
    assert set(result) == {"id", "error"} and result["id"] == 7
    assert says in result["error"]


@pytest.mark.parametrize("line", [b"\xff", '{"id": NaN}', "[" * 100_000, "[]", '{"set": 9}', "5"])
def test_a_line_that_is_no_sheet_has_no_id(line: str | bytes) -> None:
    (result,) = ask(line)
    assert result["id"] is None and result["error"]


def test_half_a_letter_in_the_id_comes_back() -> None:
    (result,) = ask('{"id": "\\ud800", "set": 9, "answers": {}}')
    assert result["id"] == "\ud800"


def test_points_written_as_2_point_0_are_2_and_a_case_may_be_named() -> None:
    plain, named = ask(
        {"id": 1, "set": 26, "answers": {"8": 3.0}},
        {"id": 1, "set": 26, "answers": {"8": 3}, "cases": {"8": "b"}},
    )
    assert plain == named and plain["points"]["C"] == 3


def test_without_quick_wins_the_rest_is_the_same() -> None:
    sheet = {"id": 1, "set": 12, "answers": {"1.1": 2}}
    (with_wins,), (without,) = ask(sheet), ask(sheet, wins=False)
    assert without["quick_wins"] == [] and with_wins["quick_wins"]
    assert {**with_wins, "quick_wins": []} == without


def test_export_prints_all_sets(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "criteria"]) == 0
    sets = json.loads(capsys.readouterr().out)
    assert [one["no"] for one in sets] == list(range(1, 27))
    assert sum(len(c["levels"]) for one in sets for c in one["criteria"]) == 2579
    assert set(sets[0]["criteria"][0]) == {"code", "part", "max", "levels"}
    with_case = [(c["code"], c["case"]) for c in sets[25]["criteria"] if "case" in c]
    assert with_case == [("8", "a"), ("8", "b"), ("9", "a"), ("9", "b"), ("15", "a"), ("15", "b")]


def test_assess_without_jsonl_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess"]) == 2
    assert "--jsonl" in capsys.readouterr().err

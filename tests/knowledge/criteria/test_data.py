"""The 26 sets say what the decision says, in words of our own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bot.commands.export import exported
from knowledge.criteria.load_families import MAX_LABEL
from knowledge.criteria.model import Criterion, Level
from tests.knowledge.criteria.people import CRITERIA
from tests.knowledge.criteria.recount import OFFICIAL

MARKDOWN = re.compile(r"\*\*|__|`|\[[^\]]*\]\(|^#|^\s*[-*] ")
STIFF = re.compile(
    r"quý vị|căn cứ|theo đó|chủ thể|minh chứng|thẩm định|ĐKKD|TXNG|ATTP", re.IGNORECASE
)


def every_criterion() -> Iterator[tuple[int, Criterion]]:
    for chosen in CRITERIA.sets.values():
        for criterion in chosen.criteria:
            yield chosen.no, criterion


def every_choice() -> Iterator[tuple[str, Level]]:
    for number, criterion in every_criterion():
        for case in criterion.cases:
            for level in case.choices:
                yield f"bộ {number}, {criterion.code}{case.key}, {level.points} điểm", level


def every_text() -> Iterator[tuple[str, str]]:
    for number, criterion in every_criterion():
        where = f"bộ {number}, {criterion.code}"
        yield from ((where, t) for t in (criterion.title, criterion.question, criterion.why))
        yield from ((where, condition.text) for condition in criterion.conditions)
    for where, level in every_choice():
        yield from ((where, text) for text in (level.label, level.proof, level.up))
    for chosen in CRITERIA.sets.values():
        yield from ((f"bộ {chosen.no}", note.text) for note in chosen.notes)
        yield from ((f"bộ {chosen.no}", condition.text) for condition in chosen.rejects)


def test_every_code_point_mark_and_case_is_the_official_one() -> None:
    for chosen in CRITERIA.sets.values():
        official = OFFICIAL[str(chosen.no)]
        ours = [
            [c["code"], c["part"], c["max"], c.get("case", ""),
             [[level["points"], level["min_for_star"]] for level in c["levels"]]]
            for c in exported(chosen)["criteria"]
        ]  # fmt: skip
        assert chosen.name == official["name"]
        assert ours == official["criteria"], f"bộ {chosen.no}"


def test_the_minimums_of_each_rank_are_the_official_ones() -> None:
    for chosen in CRITERIA.sets.values():
        for star, needed in OFFICIAL[str(chosen.no)]["minimums"].items():
            assert chosen.needed(int(star)) == needed, f"bộ {chosen.no}, {star} sao"


def test_there_are_as_many_as_the_decision_has() -> None:
    levels = [level for _, level in every_choice() if level.official]
    counts = len(CRITERIA.sets), len(list(every_criterion())), len(levels)
    assert counts == (26, 787, 2579)
    assert CRITERIA.rule.version == "26/2026"


def test_the_parts_add_up_to_40_25_and_35() -> None:
    for chosen in CRITERIA.sets.values():
        sums = {part: sum(c.max for c in chosen.criteria if c.part == part) for part in "ABC"}
        assert sums == {"A": 40, "B": 25, "C": 35}, f"bộ {chosen.no}"


def test_every_criterion_asks_explains_and_shows_the_way_up() -> None:
    for number, criterion in every_criterion():
        where = f"bộ {number}, {criterion.code}"
        assert criterion.question.endswith("?"), where
        assert criterion.title and criterion.why and len(criterion.title) <= 40, where
        for case in criterion.cases:
            assert all(level.label and level.proof for level in case.choices), where
            assert all(level.up for level in case.choices[:-1]), where
            assert case.choices[0].points == 0 and not case.choices[-1].up, where


def test_labels_fit_on_a_button_and_differ() -> None:
    for where, level in every_choice():
        assert len(level.label) <= MAX_LABEL, where
    for number, criterion in every_criterion():
        for case in criterion.cases:
            labels = [level.label for level in case.choices]
            assert len(set(labels)) == len(labels), f"bộ {number}, {criterion.code}"


def test_the_words_are_plain() -> None:
    for where, text in every_text():
        assert unicodedata.is_normalized("NFC", text), where
        assert not MARKDOWN.search(text), f"{where}: {text}"
        assert not STIFF.search(text), f"{where}: {text}"
        assert "{" not in text and "  " not in text and text == text.strip(), f"{where}: {text}"
        assert not any(unicodedata.category(letter) == "So" for letter in text), where


def test_tourism_offers_its_two_cases() -> None:
    tourism = CRITERIA.sets[26]
    cases = {c.code: [case.key for case in c.cases] for c in tourism.criteria if len(c.cases) > 1}
    assert cases == {"8": ["a", "b"], "9": ["a", "b"], "15": ["a", "b"]}
    assert all(case.name for code in cases for case in tourism.by_code[code].cases)


def test_what_rejects_stops_or_must_be_there_is_told() -> None:
    told = {(number, c.code): {k.kind for k in c.conditions} for number, c in every_criterion()}
    assert "reject" in told[9, "1.1"] and "stop" in told[9, "6.1"] and "must" in told[1, "1.1"]
    kinds = [condition.kind for _, c in every_criterion() for condition in c.conditions]
    assert (kinds.count("reject"), kinds.count("stop"), kinds.count("must")) == (24, 18, 7)
    assert all(chosen.rejects for chosen in CRITERIA.sets.values() if chosen.no != 26)


def test_the_odd_places_of_the_decision_are_told_to_the_reader() -> None:
    odd = {chosen.no: [note.code for note in chosen.notes] for chosen in CRITERIA.sets.values()}
    assert odd[7] == ["1.2", "2.4", "3.1"] and odd[10] == ["1.2", "2.4", "3.5"]
    assert odd[26] == [""] and odd[24] == odd[25] == []
    assert sum(map(len, odd.values())) == 35

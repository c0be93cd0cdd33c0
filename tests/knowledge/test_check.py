"""What a curator is told about content that loads but is not yet right."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.check import check
from knowledge.check_phrases import fold
from knowledge.load import CONTENT, Fault, load, read
from knowledge.load_files import snapshot
from knowledge.model import Candidate, Finding, Outcome, Part
from tests.knowledge.small_content import FEE_FILE, HOW_LONG, OLD_FILE, Content

TODAY = date(2026, 11, 22)


def found(content: Content, today: date = TODAY) -> list[Fault]:
    """All but the notes that a small content has few phrases."""
    faults = check(load(content.folder), today=today, folder=content.folder)
    return [f for f in faults if "cách hỏi" not in f.text and "`round1`" not in f.text]


def one(faults: list[Fault]) -> tuple[str, int, str, str]:
    (fault,) = faults
    return fault.path, fault.line, fault.severity, fault.text


def test_right_content_has_nothing_to_say(content: Content) -> None:
    assert found(content) == []


def test_few_phrases_and_unused_figures_are_notes(content: Content) -> None:
    faults = check(load(content.folder), today=TODAY, folder=content.folder)
    assert {f.severity for f in faults} == {"note"}
    assert [f.path for f in faults] == ["faq/costs/fee.yaml", HOW_LONG, "figures.yaml"]
    assert (faults[2].line, "chưa mục nào gọi" in faults[2].text) == (5, True)


def test_a_topic_without_entries(content: Content) -> None:
    content.edit("topics.yaml", "    costs:", "    logo: Dùng logo\n    costs:")
    path, line, severity, text = one(found(content))
    assert (path, line, severity) == ("topics.yaml", 5, "fault")
    assert "“Dùng logo” chưa có mục" in text


def test_a_topic_whose_only_entry_is_a_draft(content: Content) -> None:
    content.edit(FEE_FILE, "status: published", "status: draft")
    assert "chưa có mục nào đang áp dụng" in one(found(content))[3]


def test_old_and_future_reviews(content: Content) -> None:
    assert [f.severity for f in found(content, date(2027, 11, 22))] == ["note", "note"]
    content.edit(FEE_FILE, "on: 2026-11-21", "on: 2027-01-01")
    path, line, severity, text = one(found(content))
    assert (path, line, severity, "tương lai" in text) == (FEE_FILE, 12, "fault", True)


def test_an_entry_that_stands_on_ended_law(content: Content) -> None:
    content.edit(HOW_LONG, "document: qd26", "document: qd148")
    path, line, severity, text = one(found(content))
    assert (path, line, severity) == (HOW_LONG, 13, "fault")
    assert "Quyết định 148/QĐ-TTg đã hết hiệu lực" in text
    content.edit(HOW_LONG, "source:", "source:\n- document: qd26")
    assert one(found(content))[:3] == (HOW_LONG, 14, "note")


def test_rules_that_overlap_in_time(content: Content) -> None:
    content.edit(OLD_FILE, "until: 2026-05-21", "until: 2026-05-22")
    path, line, severity, text = one(found(content))
    assert (path, line, severity, "`how_long_2023`" in text) == (HOW_LONG, 16, "fault", True)


def test_rules_that_ran_out(content: Content) -> None:
    content.edit(FEE_FILE, "from: 2026-05-22", "from: 2026-05-22\n  until: 2026-06-01")
    texts = [f.text for f in found(content) if f.path == FEE_FILE]
    assert len(texts) == 1
    assert "từ 1/6/2026 mà chưa có mục thay" in texts[0]


@pytest.mark.parametrize(
    ("phrase", "severity", "words"),
    [
        ("GIAY SAO, xai may nam???", "fault", "của mục `fee`"),
        ("giấy sao xài được mấy năm", None, ""),
        ("giấy sao xàii mấy năm", "note", "gần như"),
        ("Mai có mưa không?", "fault", "outside/weather"),
        ("chào em", "fault", "smalltalk/hi"),
    ],
)
def test_phrases_claimed_twice(
    content: Content, phrase: str, severity: str | None, words: str
) -> None:
    content.edit(FEE_FILE, "ask:\n", f"ask:\n- {phrase}\n")
    faults = found(content)
    assert [f.severity for f in faults] == ([severity] if severity else [])
    assert all(words in f.text and f.line > 0 for f in faults)


def test_a_phrase_twice_in_one_entry_is_a_note(content: Content) -> None:
    content.edit(HOW_LONG, "ask:\n", "ask:\n- giay sao xai may nam\n")
    assert one(found(content))[:3] == (HOW_LONG, 8, "note")


def test_fold_drops_what_typing_changes() -> None:
    assert fold("  Đánh giá   LẠI, hở em?!") == "danh gia lai ho em"


def test_figures_that_say_the_same_or_differ(content: Content) -> None:
    same = "{text: 36 tháng, document: qd26, article: 'Điều 4 khoản 3', confidence: VB}"
    content.write("figures.yaml", content.text("figures.yaml") + f"time: {same}\n")
    texts = [f.text for f in found(content) if f.line == 6]
    assert any("cùng là “36 tháng”" in text for text in texts)
    content.edit("figures.yaml", f"time: {same}", f"validity_time: {same.replace('36', '24')}")
    texts = [f.text for f in found(content) if f.line == 6]
    assert any("“24 tháng” còn `validity` là “36 tháng”" in text for text in texts)


def test_a_thief_and_an_entry_nobody_reaches(content: Content) -> None:
    library = load(content.folder)
    fee = Candidate(library.entries["fee"], 0.9)

    def always_fee(question: str) -> Finding:
        return Finding((Part(question, Outcome.ANSWER, (fee,)),))

    faults = check(library, always_fee, today=TODAY, folder=content.folder)
    texts = [f.text for f in faults if f.path == HOW_LONG and f.severity == "fault"]
    assert len(texts) == 2
    assert any("Không câu hỏi nào tới được" in text for text in texts)
    assert any("Mục `fee` giành 2/2" in text for text in texts)


def test_a_variant_answers_for_its_entry(content: Content) -> None:
    library = load(content.folder)

    def old_rule(question: str) -> Finding:
        entry = library.entries["fee" if "ocop mất" in question else "how_long_2023"]
        return Finding((Part(question, Outcome.ANSWER, (Candidate(entry, 0.9),)),))

    faults = check(library, old_rule, today=TODAY)
    assert [f for f in faults if f.severity == "fault"] == []


def test_the_real_content_passes() -> None:
    library = read(snapshot(CONTENT)).library
    faults = check(library, today=TODAY, folder=CONTENT)
    refused = [str(fault) for fault in faults if fault.severity == "fault"]
    assert not refused, "\n" + "\n".join(refused)

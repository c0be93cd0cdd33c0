"""Conversations with the search over the real content."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date

import pytest

from knowledge.model import Context, Finding, Library, Outcome
from knowledge.search.letters import plain
from tests.knowledge.search.conftest import Ask


def topics(found: Finding) -> list[str]:
    return [p.candidates[0].entry.topic for p in found.parts if p.candidates]


@pytest.mark.parametrize(
    "question",
    [
        "Phí làm OCOP bao nhiêu?",
        "lam ocop ton bao nhieu tien",
        "mần ocop tốn nhiêu rứa hè",
        "làm ocop hết bn tiền z ad",
    ],
)
def test_the_same_question_in_many_mouths(ask: Ask, question: str) -> None:
    found = ask(question)
    assert found.outcome is Outcome.ANSWER
    assert topics(found) == ["costs"]


def test_two_questions_are_answered_in_order(ask: Ask) -> None:
    found = ask("Phiếu kiểm nghiệm làm ở đâu? Đăng ký nhãn hiệu mất bao lâu?")
    assert topics(found) == ["test_results", "trademark"]


def test_long_questions_one_after_the_other_are_no_story(ask: Ask) -> None:
    found = ask(
        "Giấy chứng nhận đủ điều kiện an toàn thực phẩm cho bếp làm ruốc cá thì xin ở sở nào vậy "
        "anh chị? Còn phiếu kiểm nghiệm thì còn hạn được mấy tháng? Với lại nhãn hiệu của nhà em "
        "đăng ký ở đâu, mất bao lâu mới xong?"
    )
    assert topics(found) == ["food_safety_certificate", "test_results", "trademark"]


def test_a_question_that_is_unsure_beside_sure_ones_is_left_and_not_lost(ask: Ask) -> None:
    found = ask(
        "Đăng ký nhãn hiệu ở đâu? Ông Tám với bà Bảy nói vậy có thiệt không? Nộp hồ sơ ở đâu?"
    )
    assert topics(found) == ["trademark", "submit_where"]
    assert "bà Bảy" in "".join(found.left)


def test_more_than_three_questions_leave_the_rest(ask: Ask) -> None:
    found = ask(
        "Đăng ký nhãn hiệu mất bao lâu? Phiếu kiểm nghiệm làm ở đâu? Bao bì được mấy điểm? "
        "Hội đồng tỉnh gồm những ai? Xuất khẩu cần gì?"
    )
    assert len(found.parts) == 3 and found.left


def test_an_ordinary_sentence_with_commas_stays_whole(ask: Ask) -> None:
    assert (
        len(ask("Nhà tôi làm miến dong, bán ở chợ, giờ muốn làm ocop thì bắt đầu từ đâu?").parts)
        == 1
    )


def test_a_greeting_before_a_question_is_a_question(ask: Ask) -> None:
    found = ask("chào em, cho hỏi mẫu phiếu đăng ký tải ở đâu")
    assert topics(found) == ["forms"]


@pytest.mark.parametrize(
    "said", ["chào em", "cảm ơn nhiều nha", "em là ai vậy", "đồ ngu", "😡", "ok em"]
)
def test_small_talk_gets_a_human_reply(ask: Ask, said: str) -> None:
    found = ask(said)
    assert found.outcome is Outcome.SMALLTALK
    assert found.parts[0].reply


@pytest.mark.parametrize(
    "said",
    [
        "làm hộ chiếu mất mấy ngày",
        "giá vàng chiều nay",
        "0987654321",
        "k",
        "7",
        "",
        "   ",
        "???",
        "how old are you my friend",
    ],
)
def test_what_is_not_ours_is_not_answered(ask: Ask, said: str) -> None:
    assert ask(said).outcome not in (Outcome.ANSWER,)


def test_an_unsure_question_gets_two_to_four_different_offers(ask: Ask) -> None:
    part = ask("giấy hết hạn").parts[0]
    offered = [c.entry.id for c in part.candidates]
    assert len(set(offered)) == len(offered) <= 4
    if part.outcome is Outcome.SUGGEST:
        assert len(offered) >= 2


def test_another_rank_after_an_answer_about_one(ask: Ask, library: Library) -> None:
    three = ask("3 sao cần bao nhiêu điểm").parts[0].candidates[0].entry
    four = ask("còn 4 sao thì sao?", after=three.id)
    assert topics(four)[0] in (three.topic, "star_bands")


def test_that_paper_is_the_one_spoken_of(ask: Ask) -> None:
    paper = ask("Giấy chứng nhận an toàn thực phẩm có bắt buộc không?").parts[0].candidates[0].entry
    assert paper.topic == "food_safety_certificate"
    found = ask("cái đó xin ở đâu?", after=paper.id)
    assert topics(found)[0] == "food_safety_certificate"


@pytest.mark.parametrize(
    "said", ["asdfgh qwerty", "uh", "trời mưa to quá", "con bò bị ốm", "hôm nay mấy độ", "hihi"]
)
def test_what_asks_nothing_of_ours_does_not_bring_the_last_answer_again(
    ask: Ask, said: str
) -> None:
    label = ask("nhãn hàng phải ghi những gì").parts[0].candidates[0].entry
    assert ask(said, after=label.id).outcome in (Outcome.UNKNOWN, Outcome.SMALLTALK)


def test_a_bare_question_leans_on_the_last_answer(ask: Ask) -> None:
    mark = ask("đăng ký nhãn hiệu mất bao nhiêu tiền").parts[0].candidates[0].entry
    assert topics(ask("ở đâu?", after=mark.id)) == [mark.topic]


def test_context_does_not_bend_a_clear_question(ask: Ask, library: Library) -> None:
    entry = next(e for e in library.entries.values() if e.topic == "food_safety_certificate")
    assert topics(ask("Hội đồng tỉnh gồm những ai?", after=entry.id)) == ["council_composition"]


def test_the_rule_of_the_day_is_found_or_said_to_be_missing(ask: Ask) -> None:
    now = ask("Giấy chứng nhận OCOP có thời hạn bao lâu?")
    before = ask("Giấy chứng nhận OCOP có thời hạn bao lâu?", on=date(2024, 6, 1))
    assert now.outcome is Outcome.ANSWER
    day = date(2024, 6, 1)
    part = before.parts[0]
    assert part.outdated or part.candidates[0].entry.valid.holds(day)


@pytest.mark.parametrize(
    "story",
    [
        "Dạ chị ơi em mới bị mất cái ví ngoài bến xe, trong đó có căn cước công dân với bằng lái "
        "xe, em là người tỉnh khác lên đây làm công nhân nên không về quê liền được, cho em hỏi "
        "em làm lại căn cước ở đây luôn có được không, có mất phí không và bao lâu thì lấy được",
        "Tôi năm nay sáu mươi mốt tuổi, làm ruộng cả đời, không có lương hưu, nghe trên loa nói "
        "người già được nhà nước cho tiền mỗi tháng, tôi lên xã thì cán bộ kêu chưa đủ tuổi, vậy "
        "chứ mấy tuổi mới được lãnh trợ cấp người cao tuổi và phải làm giấy tờ gì",
    ],
)
def test_a_long_story_about_other_things_is_not_answered(ask: Ask, story: str) -> None:
    assert ask(story).outcome is not Outcome.ANSWER
    assert ask(plain(story)).outcome is not Outcome.ANSWER


@pytest.mark.parametrize("spoken", [str, plain, lambda story: story.replace(",", "")])
def test_the_question_is_found_at_the_end_of_a_long_story(
    ask: Ask, spoken: Callable[[str], str]
) -> None:
    story = (
        "dạ em là con dâu trong nhà, má chồng em làm mứt gừng mấy chục năm rồi, mấy bữa trước có "
        "anh cán bộ xuống chơi ăn thử khen ngon, má em thì lớn tuổi mắt kém nên nhờ em hỏi, nhà "
        "em đông con nên cũng chật vật, em chỉ muốn biết là nộp hồ sơ rồi thì phải mang theo mấy "
        "hộp sản phẩm mẫu cho người ta chấm"
    )
    assert topics(ask(spoken(story))) == ["sample_products"]


def test_huge_and_tiny_messages_come_back_in_time(ask: Ask) -> None:
    story = "hôm qua tôi đi chợ gặp bà hàng xóm nói chuyện trời mưa. "
    messages = [
        story * 180,
        "a" * 100_000,
        "?" * 5_000,
        "1 " * 5_000,
        "\u0300" * 3_000,
        "hồ sơ gồm gì " * 9_000,
    ]
    ask("khởi động")
    for message in messages:
        begun = time.perf_counter()
        ask(message)
        assert time.perf_counter() - begun < 1.0


def test_the_same_question_twice_is_the_same_finding(ask: Ask) -> None:
    assert ask("sản phẩm mẫu nộp mấy cái") == ask("sản phẩm mẫu nộp mấy cái")


def test_why_tells_words_candidates_and_the_decision(ask: Ask) -> None:
    why = "\n".join(ask("giá tiền làm nhãn hiệu").why)
    assert "phần 1" in why and "trademark" in why and "cần" in why


def test_no_context_at_all(ask: Ask, library: Library) -> None:
    assert Context() == Context((), 0)
    assert ask("còn 4 sao thì sao?", after="no_such_entry").parts

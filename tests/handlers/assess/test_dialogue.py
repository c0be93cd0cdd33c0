"""The checklist as a conversation: typed answers, edits, voids, pauses, rules, old buttons."""

from __future__ import annotations

import pytest

from bot.core.effects import ShareResult
from handlers.assess.actions import act
from handlers.assess.where import place
from tests.handlers.assess.chat import Chat
from tests.handlers.assess.roads import all_lowest, answers_to, begun, product, told


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("trà atiso", 12),
        ("tra atiso", 12),
        ("nước mắm cá cơm", 9),
        ("du lịch vườn", 26),
        ("vườn du lịch", 26),
        ("gạo ST25", 3),
        ("rượu dừa", 15),
        ("Nón lá", 21),
    ],
)
def test_the_products_own_name_leads_to_its_set(chat: Chat, name: str, number: int) -> None:
    chat.does("as:new")
    chat.says(name)
    offered = [
        c.action.rsplit(":", 1)[1] for m in chat.shown for c in m.choices() if ":set:" in c.action
    ]
    assert str(number) in offered


def test_the_confirmation_reads_well(chat: Chat) -> None:
    chat.does("as:new")
    assert "bộ 12: Sản phẩm trà từ thực vật khác (nhóm Chè)." in chat.says("trà atiso")
    one = begun(chat, "trà atiso", 12)
    why = chat.does(act("why", one.id, 12, "4.1"))
    assert "chưa đủ 5 đại lý (tối thiểu của 3 sao): " in why


def test_an_unknown_name_leads_to_the_sectors(chat: Chat) -> None:
    chat.does("as:new")
    assert "chưa biết" in chat.says("Xyzzy")
    assert {"Thực phẩm", "Đồ uống", "Hàng thủ công mỹ nghệ"} <= set(chat.labels())
    assert "có thể thuộc" in chat.says("mắm ruốc") or "chắc thuộc" in chat.says("mắm ruốc")
    assert product(chat).name == "Xyzzy"


def test_names_that_are_none(chat: Chat) -> None:
    chat.does("as:new")
    assert "chưa thấy tên" in chat.says("12345")
    assert "chưa thấy tên" in chat.says("a" * 81)
    assert "tên là gì" in chat.says("hồ sơ nộp ở đâu?")
    assert not product(chat).name


def test_typed_labels_points_and_words_are_answers(chat: Chat) -> None:
    one = begun(chat)
    chat.does(act("full", one.id))
    chat.says("không")
    chat.says("khong vuong")
    chat.says("Không vướng")
    chat.does(act("jump", one.id, 12, "4.1"))
    chat.says("3 điểm")
    chat.does(act("jump", one.id, 12, "4.2"))
    chat.says("CHUA CO AI PHU TRACH")
    chat.does(act("jump", one.id, 12, "4.3"))
    chat.says("không biết")
    assert told(chat) == {
        "forged": "ok", "no_food_certificate": "ok", "incomplete_dossier": "ok",
        "4.1": "3", "4.2": "0", "4.3": "unknown",
    }  # fmt: skip


def test_points_that_no_level_has(chat: Chat) -> None:
    one = begun(chat)
    chat.does(act("jump", one.id, 12, "4.1"))
    assert "không có mức 4 điểm; các mức là 0, 1, 2, 3, 5" in chat.says("4")
    assert "không có mức 999 điểm" in chat.says("999")
    assert told(chat) == {}


def test_a_question_in_the_middle_is_answered_and_the_road_goes_on(chat: Chat) -> None:
    one = begun(chat)
    chat.does(act("quick", one.id))
    chat.says("không")
    said = chat.says("giấy chứng nhận OCOP có hạn bao lâu?")
    assert "36 tháng" in said
    assert "làm tiếp chỗ đang dở" in said
    assert "2/14 · vòng nhanh" in said
    assert "Không vướng" in chat.labels()


def test_an_old_button_answers_its_own_question(chat: Chat) -> None:
    one = begun(chat)
    chat.does(act("full", one.id))
    first = next(c.action for c in chat.shown[-1].choices() if c.label == "Có vướng")
    chat.says("không")
    chat.says("không")
    said = chat.does(first)
    assert "Em sửa lại: Có vướng" in said
    assert "3/6 · điều kiện" in said
    assert "Đang bị loại" in chat.presses("Tạm tính")


@pytest.mark.parametrize(
    "action",
    [
        "as:answer:{id}:12:4.1:4",
        "as:answer:{id}:12:4.1:b3",
        "as:answer:{id}:12:forged:3",
        "as:answer:{id}:12:99:1",
        "as:answer:{id}:9:4.1:3",
        "as:answer:abc:12:4.1:3",
        "as:answer:{id}:12:4.1",
        "as:set:{id}:27",
        "as:group:{id}:99",
        "as:tree:{id}:weapon",
        "as:case:{id}:12:a",
        "as:recase:{id}",
        "as:file:{id}:exe",
        "as:copy:{id}:dead",
        "as:drop:../../etc",
        "as:answer:{id}:12:4.1:3\n",
        "dossier:is:{id}:form_01:not_needed",
        "dossier:is:{id}:passport:have",
        "dossier:case:{id}:never",
        "story:shown:{id}:moon",
        "story:skip:{id}:nothing",
        "plan:shown:{id}:web",
    ],
)
def test_forged_buttons_change_nothing(chat: Chat, action: str) -> None:
    one = begun(chat)
    chat.does(act("full", one.id))
    kept = chat.open
    assert "Nút này cũ rồi" in chat.does(action.format(id=one.id))
    assert chat.open == kept


def test_stop_and_come_back_exactly_there(chat: Chat) -> None:
    one = begun(chat)
    chat.does(act("full", one.id))
    chat.does(act("jump", one.id, 12, "3.4"))
    there = chat.shown[-1].text
    for stop in ("dừng lại", "/huy", "trang chính"):
        chat.says(stop)
        assert chat.open is None
        chat.says("chào em")
        chat.says("Tự chấm")
        assert chat.presses("Làm tiếp: trà atiso") == there


def test_without_a_story_its_telling_is_not_scored(chat: Chat) -> None:
    one = begun(chat)
    answers_to(chat, {"5.1": "3", "5.2": "2"})
    assert "mục 5.2 không được chấm" in answers_to(chat, {"5.1": "0"})
    assert "lại được chấm" in answers_to(chat, {"5.1": "2"})
    assert told(chat)["5.2"] == "2"
    assert one.id == product(chat).id


def test_another_case_drops_the_answers_under_the_first(chat: Chat) -> None:
    one = begun(chat, "du lịch vườn", 26)
    chat.does(act("full", one.id))
    chat.does(act("case", one.id, 26, "a"))
    answers_to(chat, {"8": "a3", "9": "a1", "10": "1"})
    said = chat.does(act("case", one.id, 26, "b"))
    assert "bỏ câu trả lời cũ của mục 8, 9" in said
    assert told(chat) == {"10": "1"}


def test_another_set_keeps_what_means_the_same(chat: Chat) -> None:
    one = begun(chat)
    answers_to(chat, {"3.2": "1", "6.2": "1", "forged": "ok"})
    said = chat.does(act("set", one.id, 21))
    assert "chuyển sang bộ 21" in said
    assert told(chat).get("3.2") == "1" and told(chat)["forged"] == "ok"
    assert "6.2" not in told(chat)


def test_a_result_is_shared_only_after_a_yes_each_time(chat: Chat) -> None:
    begun(chat)
    answers_to(chat, all_lowest(chat))
    chat.presses("Xem kết quả")
    for count in (1, 2):
        chat.presses("Gửi cán bộ xem")
        chat.presses("Không gửi")
        chat.presses("Gửi cán bộ xem")
        chat.presses("Đồng ý gửi")
        shown = [e for e in chat.effects if isinstance(e, ShareResult)]
        assert len(shown) == count and '"q:4.1"' in shown[-1].body
        chat.does(act("go", product(chat).id))


def test_a_changed_answer_opens_the_result_again(chat: Chat) -> None:
    one = begun(chat)
    answers_to(chat, all_lowest(chat))
    chat.presses("Xem kết quả")
    assert place(product(chat)).stage == "result"
    chat.says("giấy OCOP có hạn bao lâu?")
    assert place(product(chat)).stage == "result"
    answers_to(chat, {"4.1": "5"})
    assert place(product(chat)).stage == "review"
    chat.presses("Xem kết quả")
    assert len(product(chat).told("results").split('"day"')) == 3
    assert one.id == product(chat).id


def test_finishing_early_goes_to_what_is_left(chat: Chat) -> None:
    one = begun(chat)
    assert "Còn câu chưa trả lời" in chat.does(act("done", one.id))
    assert "Còn câu chưa trả lời" in chat.says("xem kết quả")
    assert place(product(chat)).stage == "question"


def test_a_criterion_is_jumped_to_by_its_code(chat: Chat) -> None:
    one = begun(chat)
    chat.does(act("full", one.id))
    assert "\n4.1. " in chat.says("câu 4.1")
    assert "\n8. " in chat.says("tiêu chí 8")
    answers_to(chat, all_lowest(chat))
    assert "\n5.1. " in chat.says("mục 5.1")
    assert told(chat) == all_lowest(chat)


def test_after_an_offer_of_questions_there_is_a_way_back(chat: Chat) -> None:
    one = begun(chat)
    chat.does(act("quick", one.id))
    offered: list[str] = []
    for vague in ("giấy phép", "mẫu giấy", "hội chợ", "giấy tờ gì", "làm lại", "nộp"):
        chat.says(vague)
        actions = [c.action for m in chat.shown for c in m.choices()]
        offered = [action for action in actions if action.startswith("chose:")]
        if offered:
            break
        assert "1/14 · vòng nhanh" in chat.shown[-1].text
    assert offered and "Làm tiếp chỗ đang dở" in chat.labels()
    chat.does(offered[0])
    assert "1/14 · vòng nhanh" in chat.shown[-1].text

"""Several products of one person: listed, renamed, deleted; filled in for somebody else."""

from __future__ import annotations

from bot.core.effects import DropProduct
from handlers.assess.actions import act
from tests.handlers.assess.chat import Chat
from tests.handlers.assess.roads import all_lowest, answers_to, begun, product, told


def test_several_products_are_listed_renamed_and_deleted(chat: Chat) -> None:
    first = begun(chat, "trà atiso", 12)
    answers_to(chat, {"3.2": "1", "3.3": "2", "1.1": "3"})
    second = begun(chat, "mắm ruốc", 9)
    assert any(label.startswith("Chép phần cơ sở từ trà atiso") for label in chat.labels())
    assert "chép 2 câu" in chat.presses("Chép phần cơ sở")
    assert told(chat).keys() == {"3.2", "3.3"}
    chat.does(act("name", second.id))
    chat.says("mắm ruốc Huế")
    assert "2 sản phẩm" in chat.does("as:menu")
    assert "mắm ruốc Huế · chưa" not in chat.labels()
    chat.does(act("drop", first.id))
    assert 'xóa "trà atiso"' in chat.presses("Xóa hẳn")
    assert "trà atiso" not in " ".join(chat.labels())
    assert "Nút này cũ rồi" in chat.does(act("go", first.id))


def test_deleting_asks_again_when_another_product_is_open(chat: Chat) -> None:
    first = begun(chat, "trà atiso", 12)
    begun(chat, "mắm ruốc", 9)
    assert "chắc chưa" in chat.does(act("dropped", first.id))
    assert "Em đã xóa" in chat.presses("Xóa hẳn")
    assert any("mắm ruốc" in label for label in chat.labels())


def test_filling_in_for_somebody_else_notes_name_and_consent(chat: Chat) -> None:
    begun(chat)
    chat.presses("Làm giúp người khác")
    assert "Bà Tư đã đồng ý" in chat.says("Bà Tư")
    chat.presses("Chưa hỏi")
    assert not product(chat).told("for")
    chat.presses("Làm giúp người khác")
    chat.says("Bà Tư")
    assert "Khai giúp Bà Tư, người này đã đồng ý ngày 22/11/2026" in chat.says("rồi")
    answers_to(chat, all_lowest(chat))
    assert "Khai giúp Bà Tư" in chat.presses("Xem kết quả")
    chat.presses("Bản PDF")
    file = chat.shown[0].attachment
    assert file is not None
    assert '"owner": "Bà Tư"' in file.ref and '"consent_on": "2026-11-22"' in file.ref


def test_nothing_said_of_a_deleted_product_is_kept(chat: Chat) -> None:
    one = begun(chat)
    answers_to(chat, {"4.1": "3"})
    chat.does(act("drop", one.id))
    chat.presses("Xóa hẳn")
    assert chat.open is None and chat.paused == []
    assert chat.effects[-1] == DropProduct(one.id)
    assert "36 tháng" in chat.says("giấy OCOP có hạn bao lâu?")
    assert "Không có việc nào" not in chat.says("tự chấm")
    chat.presses("Chấm sản phẩm đầu tiên")
    assert "chắc thuộc bộ 12" in chat.says("trà atiso")


def test_many_products_are_all_within_reach(chat: Chat) -> None:
    for number in range(11):
        begun(chat, f"trà atiso {'abcdefghijk'[number]}")
    chat.does("as:menu")
    seen = [label for label in chat.labels() if label.startswith("trà atiso ")]
    chat.presses("Xem tiếp")
    seen += [label for label in chat.labels() if label.startswith("trà atiso ")]
    assert len(set(seen)) == 11

"""What lies ahead of a person, in order, with the days left."""

from __future__ import annotations

from datetime import date

from bot.core.reads.reminders import Deadline, Expiring, Kept
from bot.library import Knowledge
from knowledge.calendar.ahead import ahead

TODAY = date(2027, 3, 1)


def test_everything_ahead_in_order(knowledge: Knowledge) -> None:
    kept = Kept(
        certificates=(Expiring("certificate.a1.20270917", "a1", "Trà", date(2027, 9, 17)),),
        papers=(Expiring("paper.3.20270310", "a1", "Phiếu kiểm nghiệm", date(2027, 3, 10)),),
        deadlines=(
            Deadline(4, "75", "", "Đợt thêm", date(2027, 3, 20), "round", False, "active", 1, None),
        ),
        done=frozenset({"deadline.4"}),
        snoozed={"paper.3.20270310": date(2027, 3, 5)},
    )
    coming = ahead(knowledge.library.texts, kept, TODAY)
    assert [(one.what, one.left) for one in coming[:4]] == [
        ("paper.3.20270310", 9),
        ("deadline.4", 19),
        ("window.t1.2027", 37),
        ("certificate.a1.20270917", 80),
    ]
    paper, extra, window, certificate = coming[:4]
    assert paper.snoozed == date(2027, 3, 5)
    assert extra.done
    assert not window.sure
    assert certificate.opens == date(2027, 3, 21)
    assert certificate.title == "Nộp hồ sơ đánh giá lại cho Trà"


def test_after_the_window_the_certificates_own_day_is_left(knowledge: Knowledge) -> None:
    kept = Kept(certificates=(Expiring("certificate.a1.20270601", "a1", "", date(2027, 6, 1)),))
    (found,) = (c for c in ahead(knowledge.library.texts, kept, TODAY) if c.kind == "certificate")
    assert found.due == date(2027, 6, 1)
    assert "hết hạn ngày 1/6/2027" in found.title


def test_what_is_past_is_not_ahead(knowledge: Knowledge) -> None:
    kept = Kept(papers=(Expiring("paper.3.20270228", "", "Phiếu", date(2027, 2, 28)),))
    assert all(one.kind == "window" for one in ahead(knowledge.library.texts, kept, TODAY))

"""The producers whose papers the tests make, as plain data."""

from __future__ import annotations

from typing import Any

from knowledge.criteria.load import load_criteria

# Nearly three stars: 46 points, two criteria unknown, no trademark application.
_CODES = (
    "1.1 1.2 1.3 1.4 1.5 1.6 2.1 2.2 2.3 2.4 3.1 3.2 3.3 3.4 3.5 4.1 4.2 4.3 5.1 5.2 5.3 "
    "6.1 6.2 6.3 6.4 6.5 7 8 9"
)
_POINTS = "3 2 2 1 1 1 2 2 1 0 1 1 3 1 0 2 1 2 2 1 1 2 2 2 2 2 3 2 1"
SAUCE_ANSWERS: dict[str, int | None] = {
    **dict(zip(_CODES.split(), map(int, _POINTS.split()), strict=True)),
    "10": None,
}
HANH: dict[str, Any] = {
    "product": "Mắm ruốc Gò Công nhà Bảy Hạnh",
    "set": 9,
    "answers": SAUCE_ANSWERS,
    "made_on": "2026-11-22",
    "case": "first",
    "owner": "Hộ kinh doanh Nguyễn Thị Hạnh",
    "place": "Xã Gò Công Đông",
    "papers": {
        "business_registration": {"state": "have"},
        "facility_certificate": {"state": "have", "until": "2027-03-01"},
        "test_report": {"state": "have", "until": "2026-10-01"},
        "trademark": {"state": "doing"},
        "quality_system": {"state": "not_needed"},
    },
    "evidence": {"3.5": ["to khai nhan hieu.pdf", "Ảnh ngày 20/11/2026"], "p-story": ["tờ rơi"]},
}
STORY = {
    "origin": "nhà tôi làm mắm từ năm 1975, do bà ngoại truyền lại. Hồi đó cả xóm chỉ có ba nhà",
    "people": "Bà Bảy và hai con gái, ba đời",
    "place": "Biển Tân Thành mùa gió chướng ruốc về nhiều",
    "differs": "không phẩm màu, không bột ngọt",
}
TELLS: dict[str, Any] = {
    "product": HANH["product"],
    "made_on": "2026-11-22",
    "set": 9,
    "shown": ["leaflet"],
    "answers": STORY,
}
PLANS: dict[str, Any] = {
    "product": HANH["product"],
    "made_on": "2026-11-22",
    "answers": {"goal": "bán thêm 500 hũ mỗi tháng"},
}
# What phones send: emoji with modifiers, right-to-left words and turns, controls, lone halves.
STRANGE = "Mắm \U0001f990\U0001f469\u200d\U0001f33e ngon \u202eשלום\u202c \x00\x07مرحبا\ud83d ruốc"
CALENDAR: dict[str, Any] = {
    "made_on": "2026-11-22",
    "title": "Lịch OCOP của chị Hạnh",
    "events": [
        {
            "uid": "window:2027-1",
            "title": "Hạn xã gửi tỉnh, đợt 1 năm 2027",
            "day": "2027-04-29",
            "about": "Nộp ở xã trước 7/4/2027; hỏi xã, nhé.\nNguồn: Điều 5; Điều 7.2",
        },
        {
            "uid": "training:7",
            "title": "Tập huấn câu chuyện sản phẩm",
            "starts": "2027-01-12T08:00:00+07:00",
            "ends": "2027-01-12T11:30:00+07:00",
            "place": "Nhà văn hóa xã Tân Hòa",
            "url": "https://maps.app.goo.gl/abc?x=1;y=2,3",
            "version": 2,
        },
    ],
}
TRAINING: dict[str, Any] = {
    "topic": "Viết câu chuyện sản phẩm",
    "made_on": "2027-01-11",
    "when": "Thứ Ba 12/1/2027, 8h00 đến 11h30",
    "place": "Nhà văn hóa xã Tân Hòa",
    "seats": "30",
    "people": [{"name": "Nguyễn Thị Hạnh", "place": "Xã Tân Hòa"}, {"place": "Xã Gò Công"}],
}
POSTER: dict[str, Any] = {
    "commune": "xã Yên Hòa",
    "made_on": "2026-11-22",
    "contact": "chị Lan, bộ phận một cửa, 0203 123 456",
    "doors": [
        {
            "name": "Trang chat",
            "url": "https://ocop.yenhoa.example/",
            "how": "Mở bằng trình duyệt, không phải cài gì",
        },
        {
            "name": "Zalo",
            "url": "https://zalo.example/123456789",
            "how": "Mở Zalo, bấm hình quét mã ở góc trên",
        },
        {
            "name": "Telegram",
            "url": "https://t.me/ocop_yenhoa_bot",
            "how": "Máy cần có sẵn Telegram",
        },
    ],
}
KINDS_DATA: dict[str, dict[str, Any]] = {
    "result_png": HANH,
    "result_pdf": HANH,
    "mau01_docx": HANH,
    "mau02_docx": HANH,
    "story_docx": TELLS,
    "plan_docx": PLANS,
    "ics": CALENDAR,
    "attendance_pdf": TRAINING,
    "poster_pdf": POSTER,
}


def just_three_stars(no: int) -> dict[str, Any]:
    """A product with 3 stars that has all of 4 stars still before it, and the longest names."""
    chosen = load_criteria().sets[no]
    answers = dict.fromkeys(chosen.by_code, 0) | chosen.needed(3)
    later = {code for star, code, _ in chosen.minimums if star > 3}
    for criterion in chosen.criteria:
        if sum(answers.values()) < 50 and criterion.code not in later:
            answers[criterion.code] = criterion.max
    return long_named(no, answers)


def long_named(no: int, answers: dict[str, int]) -> dict[str, Any]:
    """The longest plausible names, for a re-evaluation that somebody else fills in."""
    return {
        **HANH,
        "product": ("Bánh phồng tôm truyền thống nhà làm " * 10)[:300],
        "owner": ("Tổ hợp tác sản xuất và chế biến " * 10)[:300],
        "place": ("Xã " * 100)[:300],
        "helper": "W" * 300,
        "consent_on": "2026-11-20",
        "case": "again",
        "certificate_until": "2027-07-01",
        "set": no,
        "answers": answers,
        "hits": [condition.key for condition in load_criteria().sets[no].rejects],
        "evidence": {code: ["Ảnh ngày 22/11/2026"] * 4 for code in answers},
    }

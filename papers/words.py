"""The sentences that several papers share."""

from __future__ import annotations

from datetime import date

DRAFT = "BẢN NHÁP do Trợ lý OCOP soạn; điểm chính thức do Hội đồng đánh giá"
SELF = "Bản tự chấm, điểm chính thức do Hội đồng chấm."
BLANK = "……… (chưa có)"


HITS = {
    "reject": "Đang bị loại hồ sơ",
    "stop": "Đang bị dừng chấm",
    "must": "Chưa đúng điều bắt buộc",
}
STILL = "Còn vướng điều này thì điểm cao mấy cũng chưa được xếp hạng."


def replaced(rule: str, by: str) -> str:
    """That a result was made under a rule which is in force no longer."""
    return f"Kết quả cũ theo Quyết định {rule}/QĐ-TTg; nay là Quyết định {by}/QĐ-TTg."


def day_text(day: date) -> str:
    """A day as people write it: 22/11/2026."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def short(day: date) -> str:
    """A day whose year is clear: 30/04."""
    return f"{day.day:02d}/{day.month:02d}"


def dotted(text: str) -> str:
    """The text, or the blank that nobody can overlook."""
    return text or BLANK

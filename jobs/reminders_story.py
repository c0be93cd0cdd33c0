"""A simulated year of one producer, told as a story: docs/nhac-nho.md is made by this.

python -m bot plan --story > docs/nhac-nho.md
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date

from bot.core.clock import VIETNAM, show_weekday
from bot.core.effects import KeepPaper, KeepProduct, LiveAt, PutDeadline
from bot.store import people
from bot.store.database import Database
from bot.store.effects import carry_out
from bot.store.scene import Scene
from jobs.quiet import MORNING, at
from jobs.reminders_rehearsal import rehearse
from knowledge.model import Library

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
HEAD = """\
# Một năm của chị Hoa

Chị Hoa làm trà hoa vàng và mật ong ở một xã. Trà đã có giấy 3 sao, hết hạn ngày 17/9/2027; mật ong
đang làm hồ sơ lần đầu. Phiếu kiểm nghiệm của mật ong hết hạn ngày 15/3/2027. Tỉnh mở thêm một đợt,
nhận hồ sơ đến hết ngày 20/8/2027. Chị không bấm nút nào cả năm: đây là tất cả những gì em sẽ nhắn.

Bài này do máy viết: `python -m bot plan --story` cho mọi lời nhắc của năm 2027 chạy thật trên một
bản sao, sáng này qua sáng khác, và không gửi gì. Bài kiểm thử giữ cho nó luôn đúng.

Không tin nào vào ban đêm (21 giờ đến 6 giờ 30), không tin nào vào ngày lễ, Tết. Mỗi sáng nhiều nhất
một tin."""


async def story(library: Library, scratch: Database) -> AsyncIterator[str]:
    """The lines of the story; `scratch` is an empty database that is written to."""
    await _chi_hoa(scratch)
    yield HEAD
    count = 0
    async for day, sent, _ in rehearse(library, scratch, FIRST, LAST):
        for one in sent:
            count += 1
            yield f"\n## {show_weekday(day)}, {one.at.astimezone(VIETNAM):%H:%M}\n"
            yield "\n".join(f"> {line}".rstrip() for line in one.message.text.split("\n"))
            buttons = " · ".join(f"[{choice.label}]" for choice in one.message.choices())
            yield f">\n> {buttons}"
    yield f"\nCả năm {count} tin."


async def _chi_hoa(db: Database) -> None:
    now = at(FIRST, MORNING)
    async with db.write() as tx:
        address, person = await people.add(db, tx, "telegram", "hoa", now)
        scene = Scene(1, "telegram", "hoa", address, person, now)
        for effect in (
            LiveAt("75", "26011"),
            KeepProduct("a1", "trà hoa vàng", stars=3, expires_on=date(2027, 9, 17)),
            KeepProduct("b2", "mật ong", readiness="started"),
            KeepPaper("b2", "lab", "Phiếu kiểm nghiệm mật ong", date(2027, 3, 15)),
            PutDeadline("75", "", "Tỉnh nhận hồ sơ đợt thêm", date(2027, 8, 20), "round"),
        ):
            await carry_out(db, tx, effect, scene)

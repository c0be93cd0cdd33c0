"""The result as one picture for a phone: 720 pixels wide, read at half that size."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from PIL import Image

from papers.colours import GREEN, RED, SOFT
from papers.letters import file_name
from papers.model import Made
from papers.result import FIRST_CERTIFIED, Block, Result, result
from papers.strip import BODY, LARGE, PALE, PAPER, SMALL, TITLE, WHITE, Strip, card, dot, font
from papers.words import HITS, SELF, STILL, day_text, replaced

WIDTH, MARGIN, PAD = 720, 28, 30
INSIDE = WIDTH - 2 * MARGIN - 2 * PAD
MOST_BLOCKS = 5
MOST_HITS = 3
PART = 26


def result_png(data: Mapping[str, Any]) -> Made:
    """The picture of a result; see ResultData."""
    found = result(data, wins=False)
    out = io.BytesIO()
    picture(found).save(out, "PNG")
    return Made(out.getvalue(), f"tu-cham-{file_name(found.product)}.png", "image/png")


def picture(found: Result) -> Image.Image:
    """The whole picture, as tall as it needs."""
    page = Strip(WIDTH, ground=PAPER)
    page.paste(_head(found), 0)
    hits = (_hits(found),) if found.hits else ()
    for part in (*hits, _rank(found), _parts(found), _blocks(found)):
        page.gap(20)
        page.paste(card(part, PAD), MARGIN)
    page.gap(24)
    for line in _foot(found):
        page.text(line, size=SMALL, ink=SOFT, x=MARGIN, width=WIDTH - 2 * MARGIN)
    page.gap(24)
    return page.done()


def _head(found: Result) -> Image.Image:
    head = Strip(WIDTH, ground=GREEN)
    room = WIDTH - 2 * (MARGIN + 6)
    x = MARGIN + 6
    head.gap(34)
    head.text("KẾT QUẢ TỰ CHẤM OCOP", size=SMALL, bold=True, ink=PALE, x=x, width=room)
    head.gap(8)
    head.text(found.product, size=TITLE, bold=True, ink=WHITE, x=x, width=room, most=3)
    head.gap(4)
    name = f"Bộ {found.criteria.no}: {found.criteria.name}"
    head.text(name, size=SMALL, ink=PALE, x=x, width=room, most=3)
    head.gap(28)
    return head.done()


def _hits(found: Result) -> Image.Image:
    """What rejects the dossier or stops the scoring, before anything else."""
    strip = Strip(INSIDE)
    for at, hit in enumerate(found.hits[:MOST_HITS]):
        strip.gap(14 if at else 0)
        strip.text(HITS[hit.kind], size=LARGE, bold=True, ink=RED)
        strip.text(hit.text)
    rest = len(found.hits) - MOST_HITS
    strip.gap(8)
    more = f"Và {rest} điều nữa, xem trong bản PDF. " if rest > 0 else ""
    strip.text(f"{more}{STILL}", size=SMALL, ink=SOFT)
    return strip.done()


def _rank(found: Result) -> Image.Image:
    """Stars after the minimum levels large, the rank by points and the points beside."""
    strip = Strip(INSIDE)
    rank, by_points = found.found.rank, found.found.rank_by_points
    strip.stars(rank, 62)
    _right(strip, f"{rank} sao", TITLE, GREEN, 8)
    strip.gap(76)
    strip.text(_rank_line(rank, by_points), ink=SOFT)
    strip.gap(18)
    strip.draw.line((0, strip.y, INSIDE, strip.y), fill=PALE, width=3)
    strip.gap(18)
    strip.text(f"{found.found.total} / 100 điểm", size=TITLE, bold=True)
    if found.unknown:
        strip.gap(2)
        low, high = found.found.total, found.found.highest
        count = len(found.unknown)
        strip.text(f"Trong khoảng {low} đến {high}: {count} tiêu chí chưa rõ.", ink=SOFT)
    return strip.done()


def _rank_line(rank: int, by_points: int) -> str:
    if rank == by_points < FIRST_CERTIFIED:
        return "Từ 3 sao mới được cấp giấy OCOP."
    if rank == by_points:
        return f"Đủ điểm và đủ mức tối thiểu của {rank} sao."
    return f"Điểm đủ {by_points} sao, nhưng còn thiếu mức tối thiểu nên mới được {rank} sao."


def _parts(found: Result) -> Image.Image:
    strip = Strip(INSIDE)
    strip.text("Điểm từng phần", size=LARGE, bold=True)
    for code, part in found.criteria.rule.parts.items():
        points, more = found.found.parts[code], found.open_points[code]
        strip.gap(12)
        top = strip.y
        strip.text(f"{code}. {part.title}", size=PART, width=INSIDE - 100)
        below, strip.y = strip.y, top
        _right(strip, f"{points}/{part.max}", BODY)
        strip.y = below + 4
        strip.bar(points / part.max, more / part.max)
    if found.unknown:
        strip.gap(12)
        strip.text("Màu nhạt là phần chưa rõ.", size=SMALL, ink=SOFT)
    strip.gap(4)
    return strip.done()


def _blocks(found: Result) -> Image.Image:
    strip = Strip(INSIDE)
    if not found.target:
        strip.text("Đã tới hạng cao nhất", size=LARGE, bold=True)
        strip.gap(6)
        strip.text("Giữ đủ giấy tờ và các mức tối thiểu tới ngày chấm.", ink=SOFT)
        return strip.done()
    strip.text(f"Còn vướng gì để lên {found.target} sao", size=LARGE, bold=True)
    if found.lacking:
        strip.gap(8)
        strip.text(f"Thiếu {found.lacking} điểm.", ink=RED, bold=True)
    for block in found.blocks[:MOST_BLOCKS]:
        _block(strip, block)
    rest = len(found.blocks) - MOST_BLOCKS
    if rest > 0:
        strip.gap(12)
        strip.text(f"Và {rest} mục nữa, xem trong bản PDF.", ink=SOFT)
    if not found.blocks:
        strip.gap(8)
        strip.text("Các mức tối thiểu của hạng này đã đủ.", ink=SOFT)
    return strip.done()


def _block(strip: Strip, block: Block) -> None:
    strip.gap(14)
    strip.image.paste(RED, (2, strip.y + 11), dot())
    strip.text(f"{block.criterion.code} {block.criterion.title}", bold=True, x=30)
    strip.text(f"Cần: {block.needs.label}", x=30)
    now = "chưa rõ" if block.now is None else block.now.label
    strip.text(f"Nay: {now}", ink=SOFT, x=30)


def _foot(found: Result) -> list[str]:
    version = found.criteria.rule.version
    lines = [
        f"Ngày {day_text(found.made_on)}. {SELF}",
        f"Theo Quyết định {version}/QĐ-TTg. Hạng cao giữ mức tối thiểu của hạng thấp là cách hiểu "
        "của nhóm biên soạn.",
    ]
    if found.replaced_by:
        lines.insert(0, replaced(version, found.replaced_by))
    if found.helper:
        lines.append(f"Người điền giúp: {found.helper}.")
    return lines


def _right(
    strip: Strip, words: str, size: int, ink: tuple[int, int, int] = GREEN, y: int = 0
) -> None:
    """Words at the right edge; stays on the line."""
    face = font(size, bold=True)
    x = strip.width - face.getlength(words)
    strip.draw.text((x, strip.y + y), words, font=face, fill=ink)

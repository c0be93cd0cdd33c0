"""The top of the report: whose product, the stars, the points by part, what blocks."""

from __future__ import annotations

from papers.colours import GREEN, INK, MAYBE, RED, SOFT
from papers.letters import drawable
from papers.pages import GOLD, LINE, PALE, Column, Pages
from papers.result import Block, Result
from papers.words import HITS, STILL, day_text, replaced

BOX, BAR = 30.0, 3.2
BLOCKS = (Column("Tiêu chí", 0.23), Column("Nay", 0.34), Column("Cần có", 0.43))


def head(pages: Pages, found: Result, case: str) -> None:
    """The title, the product, and who asks."""
    pages.line_of("KẾT QUẢ TỰ CHẤM OCOP", size=9, bold=True, ink=GREEN)
    pages.line_of(found.product, size=16, bold=True, most=3)
    place = f"Bộ {found.criteria.no}: {found.criteria.name}"
    pages.line_of(f"{place}. {case}. Ngày lập: {day_text(found.made_on)}.", ink=SOFT)
    if found.replaced_by:
        version = found.criteria.rule.version
        pages.line_of(replaced(version, found.replaced_by), bold=True, ink=RED)
    who = " · ".join(part for part in (found.owner, found.place) if part)
    if who:
        pages.line_of(who, ink=SOFT, most=2)
    if found.helper:
        agreed = f", chủ cơ sở đồng ý ngày {day_text(found.consent_on)}" if found.consent_on else ""
        pages.line_of(f"Người điền giúp: {found.helper}{agreed}.", ink=SOFT, most=2)
    pages.ln(2)


def ranks(pages: Pages, found: Result) -> None:
    """Three boxes side by side, then the bars of the parts."""
    top, width = pages.get_y(), (pages.epw - 8) / 3
    low, high = found.found.total, found.found.highest
    span = f"trong khoảng {low} đến {high}" if found.unknown else "đã trả lời hết"
    boxes = (
        ("Điểm", f"{low}/100", 0, span),
        ("Hạng theo điểm", f"{found.found.rank_by_points} sao", found.found.rank_by_points, ""),
        ("Hạng sau mức tối thiểu", f"{found.found.rank} sao", found.found.rank, ""),
    )
    for at, (title, value, stars, small) in enumerate(boxes):
        _box(pages, pages.l_margin + at * (width + 4), top, width, title, value, stars, small)
    pages.set_y(top + BOX * pages.scale + 3)
    for code, part in found.criteria.rule.parts.items():
        open_points = found.open_points[code]
        more = f" (còn {open_points} điểm chưa rõ)" if open_points else ""
        words = f"Phần {code}, {part.title.lower()}: {found.found.parts[code]}/{part.max}{more}"
        pages.line_of(words, size=8.6)
        _bar(pages, found.found.parts[code] / part.max, open_points / part.max)


def hits(pages: Pages, found: Result) -> None:
    """What rejects the dossier or stops the scoring, before anything else."""
    for hit in found.hits:
        pages.line_of(f"{HITS[hit.kind].upper()}: {hit.text}", bold=True, ink=RED)
    if found.hits:
        pages.line_of(STILL, size=8.2, ink=SOFT)
        pages.ln(1)


def blocks(pages: Pages, found: Result) -> None:
    """Exactly what blocks the rank aimed at."""
    if not found.target:
        pages.heading("Đã tới hạng cao nhất theo bản tự chấm")
        return
    pages.heading(f"Còn vướng gì để lên {found.target} sao")
    if found.lacking:
        pages.line_of(f"Thiếu {found.lacking} điểm.", bold=True, ink=RED)
    if not found.blocks:
        pages.line_of("Các mức tối thiểu của hạng này đã đủ.")
        return
    count = len(found.blocks)
    pages.line_of(f"Còn {count} tiêu chí dưới mức tối thiểu của hạng này:")
    pages.grid(BLOCKS, [_block(block) for block in found.blocks], size=7.4)


def _block(block: Block) -> tuple[str, str, str]:
    now = "Chưa rõ" if block.now is None else block.now.label
    return f"{block.criterion.code} {block.criterion.title}", now, block.needs.label


def _box(
    pages: Pages,
    x: float,
    y: float,
    width: float,
    title: str,
    value: str,
    stars: int,
    small: str,
) -> None:
    height = BOX * pages.scale
    pages.set_fill_color(*PALE)
    pages.set_draw_color(*LINE)
    pages.rect(x, y, width, height, style="F", round_corners=True, corner_radius=2.5)
    for words, down, size, bold, ink in (
        (title, 2.4, 8.5, False, SOFT),
        (value, 8.2, 19.0, True, INK),
        (small, 20.8, 8.0, False, SOFT),
    ):
        pages.set_xy(x + 3, y + down * pages.scale)
        pages.face(size, bold, ink)
        pages.cell(width - 6, pages.height(size), drawable(words))
    if stars:
        pages.set_xy(x + 3, y + 20 * pages.scale)
        for at in range(5):
            pages.face(14, False, GOLD if at < stars else LINE)
            pages.cell(5.6 * pages.scale, pages.height(14), "★")


def _bar(pages: Pages, share: float, more: float) -> None:
    y, height = pages.get_y() + 0.4, BAR * pages.scale
    for part, colour in ((1.0, LINE), (share + more, MAYBE), (share, GREEN)):
        width = pages.epw * min(1.0, part)
        if width > height:
            pages.set_fill_color(*colour)
            box = (pages.l_margin, y, width, height)
            pages.rect(*box, style="F", round_corners=True, corner_radius=height / 2)
    pages.set_y(y + height + 1.4 * pages.scale)

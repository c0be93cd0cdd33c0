"""A4 pages in our fonts: headings, wrapped lines, tables that fit. Lengths are millimetres."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import cast

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from papers.colours import GREEN, INK, SOFT, Colour
from papers.letters import BOLD, PLAIN, drawable
from papers.words import DRAFT

PALE: Colour = (232, 241, 235)
LINE: Colour = (205, 212, 207)
GOLD: Colour = (226, 150, 10)
MARGIN, FOOT = 14.0, 15.0
FONT = "DejaVu"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its share of the width, and where its text stands."""

    title: str
    share: float
    align: str = "L"


class Pages(FPDF):
    """An A4 document; `scale` shrinks all letters, for a report that must stay short."""

    notice = DRAFT  # at the foot of every page

    def __init__(self, made_on: date, title: str, scale: float = 1.0, whole: bool = False) -> None:
        """The first page, empty. The same day and contents give the same bytes.

        With `whole`, what `keep` names is not parted by the end of a page.
        """
        super().__init__(format="A4")
        self.scale, self.whole = scale, whole
        self.add_font(FONT, "", str(PLAIN))
        self.add_font(FONT, "B", str(BOLD))
        self.set_title(drawable(title))
        self.set_creator("Trợ lý OCOP")
        self.set_lang("vi")
        self.set_creation_date(datetime.combine(made_on, time(), UTC))
        self.set_margins(MARGIN, MARGIN, MARGIN)
        self.set_auto_page_break(True, FOOT)
        self.add_page()

    def footer(self) -> None:
        """The notice and the page's number, on every page."""
        self.set_y(-FOOT + 3)
        self.face(7, False, SOFT)
        self.cell(self.epw - 20, 4, self.notice)
        self.cell(20, 4, f"Trang {self.page_no()}/{{nb}}", align="R")

    def heading(self, words: str) -> None:
        """A section's title, never alone at the foot of a page."""
        if self.will_page_break(18 * self.scale):
            self.add_page()
        self.ln(2.6 * self.scale)
        self.line_of(words, size=11, bold=True, ink=GREEN)
        self.set_draw_color(*GREEN)
        self.set_line_width(0.3)
        self.line(self.l_margin, self.get_y() + 0.2, self.l_margin + self.epw, self.get_y() + 0.2)
        self.ln(1.4 * self.scale)

    def keep(self, height: float) -> None:
        """A new page when something this tall (at scale 1) would be parted."""
        if self.whole and self.will_page_break(height * self.scale):
            self.add_page()

    def line_of(
        self,
        words: str,
        *,
        size: float = 9,
        bold: bool = False,
        ink: Colour = INK,
        indent: float = 0,
        most: int = 0,
    ) -> None:
        """A paragraph; with `most`, in at most so many lines."""
        self.face(size, bold, ink)
        self.set_x(self.l_margin + indent)
        height = self.height(size)
        text = drawable(words)
        if most:
            text = self._clipped(text, self.epw - indent, most)
        self.multi_cell(
            self.epw - indent, height, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def grid(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float = 8
    ) -> None:
        """Rows of one line each, cut where they do not fit; the head is repeated on new pages."""
        self._row(columns, [column.title for column in columns], size, head=True)
        for at, row in enumerate(rows):
            if self.will_page_break(self.height(size) + 1):
                self.add_page()
                self._row(columns, [column.title for column in columns], size, head=True)
            self._row(columns, row, size, shaded=at % 2 == 1)

    def _row(
        self,
        columns: Sequence[Column],
        row: Sequence[str],
        size: float,
        *,
        head: bool = False,
        shaded: bool = False,
    ) -> None:
        self.face(size, head, GREEN if head else INK)
        self.set_fill_color(*PALE)
        height = self.height(size) + 0.9 * self.scale
        for column, words in zip(columns, row, strict=True):
            width = self.epw * column.share
            text = self._cut(drawable(words).replace("\n", " "), width - 2.4)
            self.cell(width, height, text, align=column.align, fill=head or shaded)
        self.ln(height)

    def height(self, size: float) -> float:
        """How tall a line of letters of this size (points) is."""
        return size * self.scale * 0.48

    def face(self, size: float, bold: bool, ink: Colour) -> None:
        """The letters for what is written next: size in points, at this document's scale."""
        self.set_font(FONT, "B" if bold else "", size * self.scale)
        self.set_text_color(*ink)

    def _cut(self, text: str, width: float) -> str:
        """The text on one line of this width, with a sign where it was cut."""
        if self.get_string_width(text) <= width:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.get_string_width(f"{text[:middle].rstrip()}…") <= width
            low, high = (middle, high) if fits else (low, middle - 1)
        return f"{text[:low].rstrip()}…"

    def _clipped(self, text: str, width: float, most: int) -> str:
        """The text in at most so many lines of this width."""
        lines = cast(
            "list[str]", self.multi_cell(width, 1, text, align="L", dry_run=True, output="LINES")
        )
        if len(lines) <= most:
            return text
        room = width - 2 * self.c_margin
        return "\n".join([*lines[: most - 1], self._cut(" ".join(lines[most - 1 :]), room)])

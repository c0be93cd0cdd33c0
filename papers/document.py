"""A Word document in our font: headings, fields with clear blanks, tables, the draft notice."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.table import CT_Row
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from papers.embed import FAMILY, sealed
from papers.model import Made
from papers.words import BLANK, DRAFT

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
GREEN, SOFT, RED = RGBColor(24, 99, 62), RGBColor(92, 104, 97), RGBColor(176, 58, 38)
HEAD_FILL = "E8F1EB"
SIZE, SMALL = 10.5, 9.0
WIDE = 170.0


class Paper:
    """A document that is written from top to bottom."""

    def __init__(self, title: str, made_on: date) -> None:
        """A4, the draft notice in the header, the title on top."""
        self.doc: Doc = Document()
        self.made_on = made_on
        _style(self.doc)
        section = self.doc.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin = Mm(22), Mm(18)
        notice = section.header.paragraphs[0]
        notice.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(notice, DRAFT, size=SMALL, bold=True, ink=RED)
        self._properties(title)
        head = self.doc.add_paragraph()
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(head, title, size=15, bold=True, ink=GREEN)

    def heading(self, words: str) -> None:
        """A section's title, kept with what follows; phones list them as an outline."""
        _run(self.doc.add_heading(level=1), words, size=12.5, bold=True, ink=GREEN)

    def text(self, words: str, *, soft: bool = False, center: bool = False) -> None:
        """A paragraph for each line of the text."""
        for line in words.split("\n"):
            paragraph = self.doc.add_paragraph()
            if center:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _run(paragraph, line, size=SMALL if soft else SIZE, ink=SOFT if soft else None)

    def bullet(self, words: str) -> None:
        """One line of a list."""
        paragraph = self.doc.add_paragraph(style="List Bullet")
        _run(paragraph, words)

    def field(self, label: str, value: str) -> None:
        """A label and what was said, or a blank nobody can overlook."""
        paragraph = self.doc.add_paragraph()
        _run(paragraph, f"{label} " if label.endswith("?") else f"{label}: ", bold=True)
        lines = (value or BLANK).split("\n")
        for at, line in enumerate(lines):
            run = _run(paragraph, line, ink=None if value else RED)
            if at + 1 < len(lines):
                run.add_break()

    def grid(
        self, titles: Sequence[str], rows: Sequence[Sequence[str]], shares: Sequence[float]
    ) -> None:
        """A table whose head is repeated on every page; blanks are marked."""
        table = self.doc.add_table(rows=1, cols=len(titles), style="Table Grid")
        table.autofit = False
        head = table.rows[0]
        _mark(head._tr, "w:tblHeader")
        for cell, title in zip(head.cells, titles, strict=True):
            _fill(cell, title, bold=True)
            _shade(cell)
        for row in rows:
            for cell, words in zip(table.add_row().cells, row, strict=True):
                _fill(cell, words)
        # Word looks at the cells, other programs at the columns.
        for column, share in zip(table.columns, shares, strict=True):
            column.width = Mm(WIDE * share)
        for row_made in table.rows:
            _mark(row_made._tr, "w:cantSplit")
            for cell, share in zip(row_made.cells, shares, strict=True):
                cell.width = Mm(WIDE * share)
        self.doc.add_paragraph()

    def made(self, name: str) -> Made:
        """The finished file: the same contents give the same bytes, with our fonts inside."""
        out = io.BytesIO()
        self.doc.save(out)
        return Made(sealed(out.getvalue()), f"{name}.docx", MIME)

    def _properties(self, title: str) -> None:
        moment = datetime.combine(self.made_on, time())
        core = self.doc.core_properties
        core.title, core.author, core.last_modified_by = title, "Trợ lý OCOP", "Trợ lý OCOP"
        core.created = core.modified = moment
        core.comments, core.language = "", "vi-VN"


def _style(doc: Doc) -> None:
    """Our font and a little air, everywhere."""
    for name in ("Normal", "Heading 1", "List Bullet"):
        style = doc.styles[name]
        assert isinstance(style, ParagraphStyle)
        style.font.name = FAMILY
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for kind in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            fonts.set(qn(kind), FAMILY)
        style.paragraph_format.space_after = Pt(3)
    heading = doc.styles["Heading 1"]
    assert isinstance(heading, ParagraphStyle)
    heading.paragraph_format.space_before = Pt(12)
    doc.styles["Normal"].font.size = Pt(SIZE)


def _run(
    paragraph: Paragraph,
    words: str,
    *,
    size: float = SIZE,
    bold: bool = False,
    ink: RGBColor | None = None,
) -> Run:
    run = paragraph.add_run(words)
    run.font.size, run.font.bold = Pt(size), bold
    if ink is not None:
        run.font.color.rgb = ink
    return run


def _fill(cell: _Cell, words: str, *, bold: bool = False) -> None:
    """Words in a cell; a blank is red."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = Pt(2)
    paragraph.paragraph_format.space_after = Pt(2)
    ink = RED if words == BLANK else None
    _run(paragraph, words, size=SMALL, bold=bold, ink=ink)


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD_FILL)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _mark(row: CT_Row, name: str) -> None:
    """Say something of a row: show it again on every page, never part it."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(mark)

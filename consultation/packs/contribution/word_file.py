"""Write a title and blocks of text as a .docx file, with a bookmark around each figure and quote.
The same input gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Twips
from docx.text.paragraph import Paragraph as WordParagraph

from consultation.machine.archives import archive_of, parts_of
from consultation.packs.contribution.claims import MARK, Claim, claim_of, showable
from consultation.packs.contribution.word_looks import (
    BAR,
    BARS,
    FIGURES,
    PAGE,
    Properties,
    describe,
    frame,
    make_gap,
    set_looks,
    set_row_looks,
)
from consultation.packs.plain_text import Written
from consultation.packs.typesetting.document_values import Block, Bullets, Heading, Table
from consultation.words.french import sentence

_TOGETHER = 20
"""The most rows of a table that is kept on one page."""
_INSIDE = Twips(2784)
"""The length of a bar of 100 %: its column, without the margins of a cell."""


def word_file(
    content: Written, claims: Sequence[Claim], properties: Properties, banner: Collection[str]
) -> bytes:
    """The .docx file as bytes. `content` are the title and the blocks, with figures and quotes as
    marks. `claims` are the claims of these marks, in order. `banner` has the reasons why the pack
    is not final, which are printed first."""
    document = docx.Document()
    set_looks(document)
    describe(document, properties)
    _Writer(document, claims).write(content, banner)
    made = BytesIO()
    document.save(made)
    return archive_of(parts_of(made))


class _Writer:
    """Writes blocks in order, with a bookmark around each claim."""

    def __init__(self, document: Document, claims: Iterable[Claim]) -> None:
        self._document = document
        self._claims = enumerate(claims)

    def write(self, content: Written, banner: Collection[str]) -> None:
        """Write the banner, the title and the blocks."""
        title, blocks = content
        if banner:
            why = self._document.add_paragraph()
            frame(why)
            why.add_run(sentence("contribution", "draft", reasons=list(banner))).bold = True
        self._add(title, "Title")
        for block in blocks:
            self._write_block(block)

    def _write_block(self, block: Block) -> None:
        match block:
            case Heading(text, level):
                self._add(text, f"Heading {level - 1}")
            case Bullets(items):
                for item in items:
                    self._add(item, "List Bullet")
            case Table():
                self._write_table(block)
            case _:
                self._add(block.text, "Quote" if block.is_quote else "Normal")

    def _add(self, text: str, style: str) -> None:
        self._fill(self._document.add_paragraph(style=style), text)

    def _write_table(self, table: Table) -> None:
        """Write a table. A table without titles is a chart: a bar is drawn next to each label.

        A bar is a paragraph with a background, not a picture, so that every figure is text that can
        be checked.
        """
        is_chart = not any(table.header)
        rows = table.rows if is_chart else (table.header, *table.rows)
        widths = _widths_of(table.widths, BARS if is_chart else Length(0))
        made = self._document.add_table(len(rows), len(widths))
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = width
        if not is_chart:
            made.style = "Table Grid"
            made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        for rank, (row, texts) in enumerate(zip(made.rows, rows, strict=True)):
            keeps_next = len(rows) <= _TOGETHER and rank < len(rows) - 1
            cells = set_row_looks(row, widths, keeps_next=keeps_next)
            if is_chart:
                _draw_bar(cells.pop(1), texts[-1])
            for cell, text, share in zip(cells, texts, table.widths, strict=True):
                if not share:
                    cell.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._fill(cell, text)
        make_gap(self._document.add_paragraph())

    def _fill(self, paragraph: WordParagraph, text: str) -> None:
        for part in filter(None, re.split(f"({MARK.pattern})", text)):
            if not MARK.fullmatch(part):
                paragraph.add_run(showable(part))
                continue
            number, claim = next(self._claims)
            paragraph._p.append(_edge("Start", number, f'w:name="{claim.bookmark}"'))
            paragraph.add_run(claim.value)
            paragraph._p.append(_edge("End", number))


def _edge(end: str, number: int, name: str = "") -> BaseOxmlElement:
    """The XML of a bookmark's start or end: `end` is `Start` or `End`. `name` is the XML attribute
    with the bookmark's name, for a start only."""
    return parse_xml(f'<w:bookmark{end} {nsdecls("w")} w:id="{number}" {name}/>')


def _widths_of(widths: Sequence[int], bars: Length) -> list[Length]:
    """The widths of the columns. In `widths`, 0 is a column of figures, `FIGURES` wide, and columns
    of text share the rest: `[2, 0, 1]` → two thirds, `FIGURES`, a third. If `bars` is not 0, a
    column of that width comes after the first."""
    words = PAGE - bars - FIGURES * widths.count(0)
    each = [Length(words * width // sum(widths)) if width else FIGURES for width in widths]
    return [each[0], bars, *each[1:]] if bars else each


def _draw_bar(cell: WordParagraph, share: str) -> None:
    """Give the empty paragraph a background whose length shows `share`, the text with the share in
    its row. Without a figure in `share`, nothing is drawn."""
    shares = [float(claim_of(mark).number or 0) for mark in MARK.findall(share)]
    length = round(_INSIDE * min(max(*shares, 0), 1)) if shares else 0
    if length:
        cell.paragraph_format.right_indent = Length(_INSIDE - length)
        ground = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{BAR}"/>'
        cell._p.get_or_add_pPr().insert_element_before(parse_xml(ground), "w:spacing")

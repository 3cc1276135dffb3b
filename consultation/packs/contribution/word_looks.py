"""The page, the named styles (which organisers can change) and the file properties of a Word
document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from docx.document import Document
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Length, Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle
from docx.table import _Row
from docx.text.paragraph import Paragraph

PAGE, FIGURES, BARS = Cm(17), Twips(1700), Twips(3000)
"""Widths: of a page between its margins, of a column of figures, of a column of bars."""
BAR, _ALARM = "2F5D7C", "A61C00"
_TITLES = {"Title": 22, "Heading 1": 15, "Heading 2": 12, "Heading 3": 11}
"""Styles of titles, and their sizes in points."""
_DROPPED = ("stylesWithEffects", "customXml", "thumbnail", "extended-properties")
"""Parts that python-docx puts in every document, although no word processor needs them."""


@dataclass(frozen=True)
class Properties:
    """A file's title, author and date, and the identifier of its form: `faire-masse:quartier`."""

    title: str
    author: str
    identifier: str
    date: dt.datetime


def describe(document: Document, properties: Properties) -> None:
    """Write these properties into the document. Delete the properties and the needless parts that
    python-docx wrote."""
    for rels in (document.part.package.rels, document.part.rels):
        for name in [name for name, rel in rels.items() if rel.reltype.endswith(_DROPPED)]:
            del rels[name]
    core = document.core_properties
    core.title, core.author = properties.title[:255], properties.author[:255]
    core.identifier, core.language = properties.identifier, "fr-FR"
    core.created = core.modified = core.last_printed = properties.date
    core.last_modified_by = core.comments = core.keywords = core.category = core.subject = ""


def set_looks(document: Document) -> None:
    """Set the page size, the margins, the styles and the footer with page numbers."""
    (section,) = document.sections
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "fr-FR")
    normal = _style(document, "Normal")
    _set_font(normal, 11)
    normal.paragraph_format.space_after = Pt(6)
    for name, size in _TITLES.items():
        style = _style(document, name)
        _set_font(style, size)
        style.font.color.rgb, style.font.bold = RGBColor(0x1F, 0x3F, 0x55), True
        style.paragraph_format.keep_with_next = True
        for border in list(style.element.iter(qn("w:pBdr"))):
            border.getparent().remove(border)
    quote = _style(document, "Quote")
    quote.font.italic, quote.font.color.rgb = True, RGBColor(0x26, 0x26, 0x26)
    quote.paragraph_format.left_indent = quote.paragraph_format.right_indent = Cm(0.8)
    _number_pages(section.footer.paragraphs[0])


def _style(document: Document, name: str) -> ParagraphStyle:
    return cast(ParagraphStyle, document.styles[name])


def _set_font(style: ParagraphStyle, size: int) -> None:
    """Set Arial, which every word processor has or replaces by a font of equal width."""
    style.font.name, style.font.size = "Arial", Pt(size)
    fonts = style.element.rPr.rFonts
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)


def _number_pages(paragraph: Paragraph) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for words, field in (("Contribution collective — page ", "PAGE"), (" sur ", "NUMPAGES")):
        paragraph.add_run(words)
        number = OxmlElement("w:fldSimple")
        number.set(qn("w:instr"), field)
        paragraph._p.append(number)
        number.append(paragraph.add_run("1")._r)


def set_row_looks(row: _Row, widths: Sequence[Length], *, keeps_next: bool) -> list[Paragraph]:
    """Set the widths of the row's cells, and return their paragraphs.

    No page break falls within the row. With `keeps_next`, none falls between it and the next row.
    """
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width, cell.vertical_alignment = width, WD_ALIGN_VERTICAL.CENTER
    paragraphs = [cell.paragraphs[0] for cell in row.cells]
    for paragraph in paragraphs:
        spacing = paragraph.paragraph_format
        spacing.space_before = spacing.space_after = Pt(1.5)
        spacing.keep_with_next = keeps_next or None
    return paragraphs


def make_gap(paragraph: Paragraph) -> None:
    """Turn the empty paragraph into a small gap after a table."""
    spacing = paragraph.paragraph_format
    spacing.space_before = spacing.space_after = Pt(0)
    spacing.line_spacing_rule, spacing.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(9)


def frame(paragraph: Paragraph) -> None:
    """Draw a frame around the paragraph, as a warning."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="8" w:space="4" w:color="{_ALARM}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    border = parse_xml(f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>")
    paragraph._p.get_or_add_pPr().append(border)

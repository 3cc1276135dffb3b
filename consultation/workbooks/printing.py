"""Sheets on paper: A4, fitted to the width, with the sheet's title and the page's number."""

from __future__ import annotations

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties

from consultation.workbooks.measures import CM_PER_CHARACTER
from consultation.workbooks.streamed import StreamedSheet
from consultation.workbooks.texts import one_line

_A4_PAPER = 9
_A4 = (21.0, 29.7)
_SIDE = 1.2
_TOP = 1.6
_BOTTOM = 1.4
_HEADER = 0.7
_MAX_HEADER = 255


def set_up_printing(worksheet: StreamedSheet, workbook_title: str, *, landscape: bool) -> None:
    """The sheet prints on A4 pages as wide as it is, each with its title and number."""
    worksheet.page_setup.paperSize = _A4_PAPER
    worksheet.page_setup.orientation = "landscape" if landscape else "portrait"
    worksheet.page_setup.fitToWidth = 1
    worksheet.page_setup.fitToHeight = 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _set_margins(worksheet)
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.left.text, header.left.font = _header_text(worksheet.title), "-,Bold"
    footer.left.text, footer.right.text = _header_text(workbook_title), "page &P / &N"
    worksheet.oddHeader, worksheet.oddFooter = header, footer


def _set_margins(worksheet: StreamedSheet) -> None:
    margins = worksheet.page_margins
    margins.left = margins.right = _SIDE / 2.54
    margins.top, margins.bottom = _TOP / 2.54, _BOTTOM / 2.54
    margins.header = margins.footer = _HEADER / 2.54


def _header_text(text: str) -> str:
    """The text on one line, its & not read as codes; empty if Excel would refuse its length."""
    escaped = one_line(text).replace("&", "&&")
    return escaped if len(escaped) < _MAX_HEADER - 40 else ""


def page_height(characters: float, *, landscape: bool) -> float:
    """The cm of a sheet of this width that fit on one page, once scaled to the paper."""
    short, long = _A4
    across, down = (long, short) if landscape else (short, long)
    scale = min(1.0, (across - 2 * _SIDE) / (characters * CM_PER_CHARACTER))
    return (down - _TOP - _BOTTOM) / scale

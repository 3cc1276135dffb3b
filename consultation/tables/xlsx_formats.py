"""The formats of cells. They have a single blue and light lines, and no colour has a meaning of its
own.

Formats are set on each cell, since LibreOffice does not draw the styles of tables.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from xlsxwriter import Workbook as NativeWorkbook
from xlsxwriter.format import Format

from consultation.tables.model import Kind

# [$-40C] makes LibreOffice write numbers the French way whatever its language; Excel follows the
# computer's. The no-break space before % is literal: « 0.0% » shows 12,3% even in French.
NUMBER_FORMATS = {
    Kind.TEXT: "General",
    Kind.LINK: "General",
    Kind.INTEGER: "[$-40C]#,##0",
    Kind.NUMBERED: "0",
    Kind.DECIMAL: "[$-40C]#,##0.0",
    Kind.WEIGHT: "[$-40C]0.000",
    Kind.SHARE: '[$-40C]0.0"\u00a0"%',
    Kind.DATE: "[$-40C]dd/mm/yyyy",
    Kind.DATETIME: "[$-40C]dd/mm/yyyy hh:mm",
    Kind.TIME: "[$-40C]hh:mm",
}
NUMBERS = (Kind.INTEGER, Kind.NUMBERED, Kind.DECIMAL, Kind.WEIGHT, Kind.SHARE)

DARK = "#1F3A5F"
ACCENT = "#2F5D8A"
PALE = "#E4ECF5"
PAPER = "#FFF8E1"
LINE = "#C9CFD6"
INK = "#222222"


class Role(StrEnum):
    """The role of a cell in its sheet, such as header or note. The role decides the cell's
    format."""

    TITLE = "title"
    BACK = "back"
    INTRO = "intro"
    HEADER = "header"
    BODY = "body"
    BLOCK_START = "block start"
    TO_FILL = "to fill"
    NOTE = "note"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    STRONG = "strong"
    ENTRY = "entry"
    ENTRY_HEADER = "entry header"


Properties = dict[str, Any]

_TITLED: Properties = {"bold": True, "font_color": DARK}
_GRID: Properties = {"border": 1, "border_color": LINE}
_UNDERLINED: Properties = {"bottom": 2, "bottom_color": ACCENT}
_PROPERTIES: dict[Role, Properties] = {
    Role.TITLE: {**_TITLED, "font_size": 15, "valign": "vcenter"},
    Role.BACK: {},
    Role.INTRO: {},
    Role.HEADER: {**_TITLED, **_GRID, **_UNDERLINED, "bg_color": PALE},
    Role.BODY: _GRID,
    Role.BLOCK_START: {**_GRID, "top": 2, "top_color": ACCENT},
    Role.TO_FILL: {**_GRID, "bg_color": PAPER},
    Role.NOTE: {"italic": True},
    Role.HEADING: {**_TITLED, **_UNDERLINED, "font_size": 12, "valign": "bottom"},
    Role.PARAGRAPH: {},
    Role.STRONG: {"bold": True},
    Role.ENTRY: {"bottom": 1, "bottom_color": LINE},
    Role.ENTRY_HEADER: {**_TITLED, **_UNDERLINED, "valign": "bottom"},
}
_ON_ONE_LINE = (Role.TITLE, Role.HEADING, Role.BACK, Role.INTRO, Role.NOTE)
_HEADERS = (Role.HEADER, Role.ENTRY_HEADER)
_OUTSIDE_TABLES = (*_ON_ONE_LINE, Role.PARAGRAPH, Role.STRONG)
_READABLE_POINTS = 12


class CellFormats:
    """The cell formats of a workbook. In an accessible workbook, letters are larger and nothing
    is in italics."""

    def __init__(self, native: NativeWorkbook, *, are_accessible: bool) -> None:
        self._native = native
        self._are_accessible = are_accessible
        self._formats: dict[tuple[Role, Kind, bool], Format] = {}

    def format(self, role: Role, kind: Kind, *, is_quoted: bool = False) -> Format:
        """The format of a cell with this role and kind. If `is_quoted`, a text that begins
        with « = » stays a text when somebody edits the cell."""
        key = (role, kind, is_quoted)
        if key not in self._formats:
            properties = _properties(role, kind) | {"quote_prefix": is_quoted}
            if self._are_accessible:
                properties |= _readable(properties)
            self._formats[key] = self._native.add_format(properties)
        return self._formats[key]


def _properties(role: Role, kind: Kind) -> Properties:
    """The font, alignment, number format, lines and fill of cells with this role and kind, as
    XlsxWriter names them. The font is Calibri, because LibreOffice's Carlito is as wide."""
    is_link = kind is Kind.LINK and role not in _HEADERS
    properties = {
        "font_name": "Calibri",
        "font_size": 11,
        "font_color": ACCENT if is_link else INK,
        "underline": int(is_link),
        "num_format": NUMBER_FORMATS[kind],
        "valign": "top",
    }
    if role not in _ON_ONE_LINE:
        is_number = kind in NUMBERS
        properties |= {
            "align": "right" if is_number else "left",
            # So that a number does not touch the line at its right, nor a text the number before.
            "indent": 0 if role in _OUTSIDE_TABLES else 1,
            # A number that wraps would show as ###.
            "text_wrap": role in _HEADERS or not is_number,
        }
    return properties | _PROPERTIES[role]


def _readable(properties: Properties) -> Properties:
    """The properties of a format that are different in an accessible workbook.

    Numbers get no indent, since LibreOffice draws it for some numbers only.
    """
    is_number = properties.get("align") == "right"
    return {
        "font_size": max(_READABLE_POINTS, properties["font_size"]),
        "italic": False,
        "indent": 0 if is_number else properties.get("indent", 0),
    }

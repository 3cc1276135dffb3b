"""Cells and the beginnings of rows as the XML that openpyxl writes for them, byte for byte."""

from __future__ import annotations

from openpyxl.cell import Cell
from openpyxl.compat import safe_string
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.dimensions import DimensionHolder, RowDimension

# As lxml writes a text in ASCII.
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})


def opening_of_row(number: int, dimensions: DimensionHolder[int, RowDimension]) -> bytes:
    """The tag that opens the row, with its height where it has one of its own."""
    told = dict(dimensions[number]) if number in dimensions else {}
    attributes = "".join(f' {name}="{value}"' for name, value in told.items())
    return f'<row r="{number}"{attributes}>'.encode("ascii")


def markup_of(cell: Cell) -> bytes | None:
    """The cell, of a text, a number, a date or nothing; None of anything else.

    It is empty for a cell without a value and a look.
    """
    value, kind = cell.value, cell.data_type
    style = f' s="{cell.style_id}"' if cell.has_style else ""
    if value is None:
        return f'<c r="{cell.coordinate}"{style} t="{kind}"></c>'.encode() if style else b""
    if kind == "s" and type(value) is str and value:
        space = ' xml:space="preserve"' if value != value.strip() else ""
        text = value.translate(_ESCAPES)
        return (
            f'<c r="{cell.coordinate}"{style} t="inlineStr"><is><t{space}>{text}</t></is></c>'
        ).encode("ascii", "xmlcharrefreplace")
    if kind == "d":
        value = to_excel(value)  # type: ignore[no-untyped-call]
    elif kind != "n":
        return None
    return f'<c r="{cell.coordinate}"{style} t="n"><v>{safe_string(value)}</v></c>'.encode()

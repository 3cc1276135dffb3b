"""The looks of cells, columns and rows in the words of OpenDocument, each named once."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.sax.saxutils import escape

from openpyxl.cell import Cell
from openpyxl.styles import Color, Side

_VERTICAL = {"top": "top", "center": "middle", None: "bottom", "bottom": "bottom"}
# A spreadsheet widens the columns of an .xlsx where it lacks the font; nobody widens these.
_CM_PER_CHARACTER, _PADDING = 0.22, 0.13
_LINES: dict[str, str] = {"thin": "0.5pt", "medium": "1.5pt"}
# What stands for a day, an hour and so on in a format of Excel.
_MOMENTS = {
    "dd": '<number:day number:style="long"/>',
    "mm": '<number:month number:style="long"/>',
    "yyyy": '<number:year number:style="long"/>',
    "hh": '<number:hours number:style="long"/>',
    ":mm": '<number:text>:</number:text><number:minutes number:style="long"/>',
}
_FRENCH = 'number:language="fr" number:country="FR"'


class Styles:
    """The automatic styles that the sheets of a workbook have used so far."""

    def __init__(self) -> None:
        self._names: dict[object, str] = {}
        self._styles: list[str] = []

    @property
    def xml(self) -> str:
        """All of them."""
        return "".join(self._styles)

    def of_cell(self, cell: Cell) -> str:
        """The name of the style that shows what the cell's own shows."""
        own = tuple(cell._style)  # type: ignore[attr-defined]
        return self._name("ce", own, lambda name: self._cell_style(name, cell))

    def of_column(self, characters: float) -> str:
        """The name of the style of a column of this width."""
        width = f"{_PADDING + characters * _CM_PER_CHARACTER:.2f}cm"
        return self._name("co", width, lambda name: _column_style(name, width))

    def of_row(self, points: float | None, *, begins_page: bool = False) -> str:
        """The name of the style of a row of this height, None for that of its texts."""
        look = points, begins_page
        return self._name("ro", look, lambda name: _row_style(name, *look))

    def _name(self, family: str, key: object, make: Callable[[str], str]) -> str:
        name = self._names.get((family, key))
        if name is None:
            name = self._names[family, key] = f"{family}{len(self._names)}"
            self._styles.append(make(name))
        return name

    def _cell_style(self, name: str, cell: Cell) -> str:
        shown = cell.number_format
        data = "" if shown == "General" else self._name("n", shown, lambda n: _data_style(n, shown))
        return (
            f'<style:style style:name="{name}" style:family="table-cell"'
            f"{_attribute('style:parent-style-name', _parent(cell))}"
            f"{_attribute('style:data-style-name', data)}>{_cell_properties(cell)}"
            f"{_paragraph_properties(cell)}{_text_properties(cell)}</style:style>"
        )


def is_share(number_format: str) -> bool:
    """Whether the format shows a part of one as a percentage."""
    return number_format.endswith("%")


def _parent(cell: Cell) -> str:
    """The name that OpenDocument gives to the cell's named style; empty where it has none."""
    return "" if cell.style == "Normal" else str(cell.style).replace(" ", "_20_")


def _column_style(name: str, width: str) -> str:
    return (
        f'<style:style style:name="{name}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width}"/></style:style>'
    )


def _row_style(name: str, points: float | None, begins_page: bool) -> str:
    height = "" if points is None else f' style:row-height="{points}pt"'
    height += ' fo:break-before="page"' if begins_page else ""
    is_free = "true" if points is None else "false"
    return (
        f'<style:style style:name="{name}" style:family="table-row"><style:table-row-properties'
        f'{height} style:use-optimal-row-height="{is_free}"/></style:style>'
    )


def _cell_properties(cell: Cell) -> str:
    filled = cell.fill.fill_type == "solid"
    borders = "".join(
        _attribute(f"fo:border-{side}", _line(getattr(cell.border, side)))
        for side in ("top", "left", "right", "bottom")
    )
    return (
        '<style:table-cell-properties style:text-align-source="fix"'
        f' style:vertical-align="{_VERTICAL[cell.alignment.vertical]}"'
        f' fo:wrap-option="{"wrap" if cell.alignment.wrap_text else "no-wrap"}"'
        f"{_attribute('fo:background-color', _color(cell.fill.start_color) if filled else '')}"
        f"{borders}/>"
    )


def _line(side: Side | None) -> str:
    if side is None or side.style is None:
        return ""
    return f"{_LINES.get(side.style, '0.5pt')} solid {_color(side.color)}"


def _paragraph_properties(cell: Cell) -> str:
    align = "end" if cell.alignment.horizontal == "right" else "start"
    indent = f"{cell.alignment.indent * 0.35:.2f}cm"
    return f'<style:paragraph-properties fo:text-align="{align}" fo:margin-left="{indent}"/>'


def _text_properties(cell: Cell) -> str:
    font = cell.font
    return (
        f'<style:text-properties style:font-name="{font.name}" fo:font-size="{font.sz:g}pt"'
        f' fo:color="{_color(font.color) or "#000000"}"'
        f"{_attribute('fo:font-weight', 'bold' if font.b else '')}"
        f"{_attribute('fo:font-style', 'italic' if font.i else '')}"
        f"{_attribute('style:text-underline-style', 'solid' if font.u else '')}/>"
    )


def _color(color: Color | None) -> str:
    return f"#{color.rgb[-6:]}" if color and isinstance(color.rgb, str) else ""


def _attribute(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""


def _data_style(name: str, number_format: str) -> str:
    """The format of Excel as OpenDocument writes it: dates, times, numbers, shares."""
    shown = re.sub(r"^\[\$-40C\]", "", number_format)
    if "d" in shown or "h" in shown:
        parts = re.findall(r":mm|[a-z]+|[^a-z]", shown)
        inner = "".join(_MOMENTS.get(part) or _literal(part) for part in parts)
        element = "date-style" if "d" in shown else "time-style"
    else:
        digits = len(shown.partition(".")[2].rstrip('"%\u00a0'))
        grouping = ' number:grouping="true"' if "#,##" in shown else ""
        inner = (
            f'<number:number number:decimal-places="{digits}"'
            f' number:min-decimal-places="{digits}" number:min-integer-digits="1"{grouping}/>'
            f"{_literal(chr(0xA0) + '%') if is_share(shown) else ''}"
        )
        element = "percentage-style" if is_share(shown) else "number-style"
    return f'<number:{element} style:name="{name}" {_FRENCH}>{inner}</number:{element}>'


def _literal(text: str) -> str:
    return f"<number:text>{escape(text)}</number:text>"

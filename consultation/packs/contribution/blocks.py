"""Tables and charts of a word processor's document: a chart is a table whose bars are paragraphs
with a ground, as long as their share, so that its figures are text that can be checked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml.etree import _Element

from consultation.french import sentence
from consultation.packs.contribution.holes import as_printed
from consultation.packs.contribution.names import Drawn
from consultation.packs.contribution.statements import Statement

SPACE = "{http://www.w3.org/XML/1998/namespace}space"

WIDTH = 9638
"""Of a page of A4 between margins of 2 cm, in twentieths of a point."""
_FIGURES, _BAR = 1700, 3000
_TOGETHER = 20
"""Rows of a table that one page holds."""
_LINE, _GROUND, _FILL, _ALARM = "BFBFBF", "E7ECEF", "2F5D7C", "A61C00"


def table_of(drawn: Drawn) -> _Element:
    """The table or chart as an element of the body, its figures between marks."""
    widths = _widths(drawn)
    table = _element("w:tbl")
    table.append(_properties(bool(drawn.bars)))
    grid = _element("w:tblGrid")
    grid.extend(_element("w:gridCol", w=width) for width in widths)
    table.append(grid)
    if drawn.header:
        header = [
            _cell([_run(as_printed(text), is_bold=True)], width)
            for text, width in _header(drawn, widths)
        ]
        for cell in header:
            cell.find(qn("w:tcPr")).insert(1, _shading(_GROUND))
        table.append(_row(header, _element("w:tblHeader")))
    for row, bar in zip_longest(drawn.rows, drawn.bars):
        table.append(_row(_cells(row, bar, widths)))
    if len(drawn.rows) <= _TOGETHER:
        _hold_together(table)
    return table


def make_gap(paragraph: _Element) -> None:
    """The empty paragraph is a little space after a table, whatever its style."""
    for looks in list(paragraph.iterchildren(qn("w:pPr"))):
        paragraph.remove(looks)
    looks = _element("w:pPr")
    looks.append(_element("w:spacing", before=0, after=0, line=180, lineRule="exact"))
    paragraph.insert(0, looks)


def banner_of(reasons: Iterable[str]) -> _Element:
    """A framed paragraph: why the document is not final."""
    paragraph, properties, frame = _element("w:p"), _element("w:pPr"), _element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        frame.append(_element(f"w:{side}", val="single", sz=8, space=4, color=_ALARM))
    properties.append(frame)
    paragraph.append(properties)
    told = as_printed(sentence("contribution", "draft", reasons=list(reasons)))
    paragraph.append(_run(told, is_bold=True))
    return paragraph


def _widths(drawn: Drawn) -> list[int]:
    figures = len(drawn.rows[0]) - 1
    bar = [_BAR] if drawn.bars else []
    return [WIDTH - sum(bar) - figures * _FIGURES, *bar, *[_FIGURES] * figures]


def _header(drawn: Drawn, widths: Sequence[int]) -> Iterable[tuple[str, int]]:
    first, *others = drawn.header
    return zip([first, *([""] if drawn.bars else []), *others], widths, strict=True)


def _cells(
    row: Sequence[str | Statement], bar: float | None, widths: Sequence[int]
) -> list[_Element]:
    first, *figures = (
        _run(value.mark if isinstance(value, Statement) else as_printed(value)) for value in row
    )
    cells = [_cell([first], widths[0])]
    if bar is not None:
        cells.append(_bar(bar))
    places = zip(figures, widths[len(cells) :], strict=True)
    return [*cells, *(_cell([run], width, align="right") for run, width in places)]


def _bar(share: float) -> _Element:
    """A cell with a paragraph that is as long as the share, on its own ground."""
    cell = _cell([], _BAR)
    if length := round((_BAR - 160) * min(max(share, 0), 1)):
        looks = cell.find(qn("w:p")).find(qn("w:pPr"))
        looks.insert(0, _shading(_FILL))
        looks.append(_element("w:ind", right=_BAR - 160 - length))
    return cell


def _hold_together(table: _Element) -> None:
    """No page ends within the table, nor before it: its paragraphs stay with the next."""
    *rows, _ = table.iterchildren(qn("w:tr"))
    for looks in (looks for row in rows for looks in row.iter(qn("w:pPr"))):
        looks.insert(0, _element("w:keepNext"))


def _row(cells: Iterable[_Element], *marks: _Element) -> _Element:
    row, properties = _element("w:tr"), _element("w:trPr")
    properties.append(_element("w:cantSplit"))
    properties.extend(marks)
    row.append(properties)
    row.extend(cells)
    return row


def _cell(runs: Iterable[_Element], width: int, align: str = "") -> _Element:
    cell, properties, paragraph = _element("w:tc"), _element("w:tcPr"), _element("w:p")
    properties.append(_element("w:tcW", w=width, type="dxa"))
    properties.append(_element("w:vAlign", val="center"))
    looks = _element("w:pPr")
    looks.append(_element("w:spacing", before=30, after=30))
    if align:
        looks.append(_element("w:jc", val=align))
    paragraph.append(looks)
    paragraph.extend(runs)
    cell.append(properties)
    cell.append(paragraph)
    return cell


def _run(text: str, *, is_bold: bool = False) -> _Element:
    run, written = _element("w:r"), _element("w:t")
    if is_bold:
        properties = _element("w:rPr")
        properties.append(_element("w:b"))
        run.append(properties)
    written.text = text
    written.set(SPACE, "preserve")
    run.append(written)
    return run


def _properties(is_chart: bool) -> _Element:
    properties, borders = _element("w:tblPr"), _element("w:tblBorders")
    properties.append(_element("w:tblW", w=WIDTH, type="dxa"))
    for side in ("top", "bottom", "insideH"):
        if not is_chart:
            borders.append(_element(f"w:{side}", val="single", sz=4, space=0, color=_LINE))
    properties.append(borders)
    properties.append(_element("w:tblLayout", type="fixed"))
    margins = _element("w:tblCellMar")
    margins.extend(_element(f"w:{side}", w=80, type="dxa") for side in ("left", "right"))
    properties.append(margins)
    return properties


def _shading(color: str) -> _Element:
    return _element("w:shd", val="clear", color="auto", fill=color)


def _element(tag: str, **attributes: object) -> _Element:
    element: _Element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element

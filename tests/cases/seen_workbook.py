"""A workbook as a screen reader meets it, whichever of the two formats it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import ZipFile

import openpyxl
from lxml import etree
from openpyxl.utils import range_boundaries

_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_SHORT = ("office", "table", "text", "style", "meta", "config")
_SPACES = {name: f"{_NAMES}:{name}:1.0" for name in _SHORT} | {
    "fo": f"{_NAMES}:xsl-fo-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
    "dc": "http://purl.org/dc/elements/1.1/",
}


@dataclass(frozen=True)
class SeenCell:
    """What a cell holds and how it looks; `heading` is the name of its heading style, `link` the
    sheet that it opens."""

    value: str | float | None
    points: float = 0
    heading: str = ""
    link: str = ""
    is_upright: bool = True
    wraps: bool = False
    look: object = None


@dataclass
class SeenSheet:
    """A sheet: its rows down to the last one, the tables declared on it as (first row, last row,
    first column, last column), counted from 1, and what hinders a screen reader, in words."""

    title: str
    rows: list[list[SeenCell]]
    tables: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    hindrances: list[str] = field(default_factory=list)

    @property
    def values(self) -> list[list[str | float | None]]:
        return [[cell.value for cell in row] for row in self.rows]

    @property
    def written(self) -> list[SeenCell]:
        return [cell for row in self.rows for cell in row if cell.value is not None]

    def table(self) -> tuple[list[str], list[list[SeenCell]]]:
        """The header and the rows of the only table."""
        ((first, last, left, right),) = self.tables.values()
        header, *rows = (row[left - 1 : right] for row in self.rows[first - 1 : last])
        return [str(cell.value) for cell in header], rows


@dataclass
class SeenWorkbook:
    """Sheets, and the title, language and author that its properties give."""

    sheets: list[SeenSheet]
    properties: tuple[str, str, str]
    parts: list[str]

    def __getitem__(self, title: str) -> SeenSheet:
        return next(sheet for sheet in self.sheets if sheet.title == title)


def see(path: Path) -> SeenWorkbook:
    """The workbook of this file."""
    with ZipFile(path) as archive:
        parts = archive.namelist()
    return _see_ods(path, parts) if path.suffix == ".ods" else _see_xlsx(path, parts)


def _see_xlsx(path: Path, parts: list[str]) -> SeenWorkbook:
    native = openpyxl.load_workbook(path)
    sheets = []
    for one in native.worksheets:
        seen = SeenSheet(one.title, [[_xlsx_cell(cell) for cell in row] for row in one.rows])
        for table in one.tables.values():
            left, first, right, last = range_boundaries(table.ref)
            seen.tables[table.displayName] = (first, last, left, right)
            seen.hindrances += ["filter"] if table.autoFilter else []
        hidden = [*one.row_dimensions.values(), *one.column_dimensions.values()]
        seen.hindrances += [
            name
            for name, is_there in {
                "merged cells": bool(one.merged_cells.ranges),
                "frozen panes": one.freeze_panes is not None,
                "hidden row or column": any(each.hidden for each in hidden),
                "hidden sheet": one.sheet_state != "visible",
                "formula": any(cell.data_type == "f" for row in one.rows for cell in row),
            }.items()
            if is_there
        ]
        sheets.append(seen)
    told = native.properties
    return SeenWorkbook(sheets, (told.title, told.language, told.creator), parts)


def _xlsx_cell(cell) -> SeenCell:
    font, alignment = cell.font, cell.alignment
    return SeenCell(
        cell.value,
        font.sz,
        cell.style if cell.style.startswith("Heading") else "",
        cell.hyperlink.location.split("!")[0].strip("'") if cell.hyperlink else "",
        not font.i,
        bool(alignment.wrap_text),
        (font.color.rgb, font.b, cell.fill.start_color.rgb) if cell.value is not None else None,
    )


def _see_ods(path: Path, parts: list[str]) -> SeenWorkbook:
    with ZipFile(path) as archive:
        content, meta, settings = (
            etree.fromstring(archive.read(f"{name}.xml"))
            for name in ("content", "meta", "settings")
        )
    styles = {_get(style, "style:name"): style for style in _all(content, "//style:style")}
    sheets = []
    for one in _all(content, "//table:table"):
        rows = [
            [_ods_cell(cell, styles) for cell in _all(row, "./table:table-cell")]
            for row in _all(one, ".//table:table-row")
        ]
        sheets.append(SeenSheet(_get(one, "table:name"), rows, hindrances=list(_hindrances(one))))
    for declared in _all(content, "//table:database-range"):
        address = _get(declared, "table:target-range-address")
        title, first, last = re.fullmatch(r"'(.+)'\.(\w+):'\1'\.(\w+)", address).groups()
        left, top, right, bottom = range_boundaries(f"{first}:{last}")
        sheet = next(sheet for sheet in sheets if sheet.title == title)
        sheet.tables[_get(declared, "table:name")] = (top, bottom, left, right)
        if _get(declared, "table:display-filter-buttons") == "true":
            sheet.hindrances.append("filter")
    for item in _all(
        settings, "//*[@config:name='HorizontalSplitMode' or @config:name='VerticalSplitMode']"
    ):
        if item.text != "0":
            sheets[0].hindrances.append("frozen panes")
    told = (
        meta.findtext(f".//{name}", namespaces=_SPACES)
        for name in ("dc:title", "dc:language", "dc:creator")
    )
    return SeenWorkbook(sheets, tuple(told), parts)


def _hindrances(table) -> Iterator[str]:
    for name, path in {
        "merged cells": ".//table:covered-table-cell | .//*[@table:number-columns-spanned]",
        "hidden row or column": ".//*[@table:visibility]",
        "formula": ".//*[@table:formula]",
    }.items():
        if _all(table, path):
            yield name


def _ods_cell(cell, styles) -> SeenCell:
    value = _get(cell, "office:value")
    texts = ["".join(each.itertext()) for each in _all(cell, "./text:p")]
    style = styles.get(_get(cell, "table:style-name"))
    if style is None:
        return SeenCell(None)
    font, box = (
        (_all(style, f"./style:{name}-properties") or [etree.Element("none")])[0]
        for name in ("text", "table-cell")
    )
    links = _all(cell, ".//text:a")
    return SeenCell(
        float(value) if value else "\n".join(texts) or None,
        float(_get(font, "fo:font-size").removesuffix("pt")),
        _get(style, "style:parent-style-name").replace("_20_", " "),
        _get(links[0], "xlink:href").removesuffix(".A1").strip("#'") if links else "",
        _get(font, "fo:font-style") != "italic",
        _get(box, "fo:wrap-option") == "wrap",
        (_get(font, "fo:color"), _get(font, "fo:font-weight"), _get(box, "fo:background-color")),
    )


def _all(element, path: str) -> list:
    return element.xpath(path, namespaces=_SPACES)


def _get(element, name: str) -> str:
    space, _, local = name.partition(":")
    return element.get(f"{{{_SPACES[space]}}}{local}", "")

"""The nineteen points that « Making spreadsheets accessible: a brief checklist of the basics »
(Government Analysis Function) calls essential, looked for in a workbook as it is written. One of
them, spelling, is a reader's to judge."""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from openpyxl import Workbook as NativeWorkbook
from openpyxl.worksheet.table import Table

from consultation.tables.streamed import StreamedSheet
from consultation.words.french import sentence

COUNT = 19
PLACE = "[[essentials]]"
"""What stands on the first sheet until all sheets are written."""
CONTRAST = 4.5
"""Of a text and what it stands on, at least (WCAG 2.1, AA)."""

Sheets = Sequence[StreamedSheet]


def essentials_told(sheets: Sheets) -> str:
    """How many of the points the sheets of a workbook hold, and which not, in a sentence."""
    lacking = [sentence("essentials", name) for name, holds in POINTS.items() if not holds(sheets)]
    told = {"count": COUNT, "held": len(POINTS) - len(lacking), "lacking": lacking}
    return sentence("essentials", "some" if lacking else "all", **told)


def _has(pattern: bytes, sheet: StreamedSheet) -> bool:
    """Whether the file of the sheet has it."""
    with (
        sheet.stream.open("rb") as file,
        mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
    ):
        return re.search(pattern, content) is not None


def _none_has(pattern: bytes) -> Callable[[Sheets], bool]:
    return lambda sheets: not any(map(partial(_has, pattern), sheets))


def _tables(sheets: Sheets) -> list[Table]:
    return [table for sheet in sheets for table in sheet.tables.values()]


def _are_marked_up(sheets: Sheets) -> bool:
    """One a sheet, but for the cover, which is a text."""
    return all(len(sheet.tables) == 1 for sheet in sheets[1:])


def _have_one_header(sheets: Sheets) -> bool:
    headers = [[column.name for column in table.tableColumns] for table in _tables(sheets)]
    return all(all(names) and len({*names}) == len(names) for names in headers)


def _explain_empty_cells(sheets: Sheets) -> bool:
    return all(not _has(rb'"></c>', one) or _has(rb"[Cc]ase vide", one) for one in sheets)


def _lead_to_sheets(sheets: Sheets) -> bool:
    places = {f"'{sheet.title}'!A1" for sheet in sheets}
    return all(link.location in places for sheet in sheets for link in sheet.links)


def _begin_with_a_heading(sheets: Sheets) -> bool:
    native = sheets[0].parent
    styles = [native._named_styles[one.xfId].name for one in native._cell_styles]  # type: ignore[attr-defined]
    first = rb'<c r="A1" s="(?:%s)"' % b"|".join(
        b"%d" % number for number, name in enumerate(styles) if name == "Heading 1"
    )
    return all(map(partial(_has, first), sheets))


def _float_nothing(sheets: Sheets) -> bool:
    drawn = any(sheet._charts or sheet._images for sheet in sheets)  # type: ignore[attr-defined]
    return not drawn and _none_has(b"<headerFooter")(sheets)


def _wrap(sheets: Sheets) -> bool:
    looks = _looks(sheets[0].parent)
    return all(place.wrap_text or place.horizontal == "right" for _, _, place in looks)


def _raise_no_sign(sheets: Sheets) -> bool:
    return all(font.vertAlign is None for font, _, _ in _looks(sheets[0].parent))


def _stand_out(sheets: Sheets) -> bool:
    return all(
        _luminance(fill.start_color.rgb if fill.fill_type else "FFFFFF") + 0.05
        >= CONTRAST * (_luminance(font.color.rgb) + 0.05)
        for font, fill, _ in _looks(sheets[0].parent)
    )


def _looks(native: NativeWorkbook) -> list[tuple[Any, Any, Any]]:
    """The fonts, fills and alignments of cells, but for those of openpyxl's own."""
    parts: Any = native
    return [
        (parts._fonts[one.fontId], parts._fills[one.fillId], parts._alignments[one.alignmentId])
        for one in parts._cell_styles[1:]
    ]


def _luminance(color: str) -> float:
    parts = (part / 255 for part in bytes.fromhex(color[-6:]))
    weighed = zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    return float(sum(weight * ((part + 0.055) / 1.055) ** 2.4 for weight, part in weighed))


def _are_named(sheets: Sheets) -> bool:
    titles = {sheet.title.strip().casefold() for sheet in sheets}
    return all(titles) and len(titles) == len(sheets)


def _say_what_they_are(sheets: Sheets) -> bool:
    told = sheets[0].parent.properties
    return bool(told.title and told.creator and told.language)


POINTS: dict[str, Callable[[Sheets], bool]] = {
    "tables": _are_marked_up,
    "merged": _none_has(rb"<mergeCell "),
    "blank_rows": _none_has(rb"<row [^>]*></row>"),
    "headers": _have_one_header,
    "wrapped": _wrap,
    "empty_cells": _explain_empty_cells,
    "symbols": _raise_no_sign,
    "links": _lead_to_sheets,
    "headings": _begin_with_a_heading,
    "floating": _float_nothing,
    "colour": _none_has(rb"<conditionalFormatting"),
    "contrast": _stand_out,
    "names": _are_named,
    "blank_sheets": lambda sheets: all(map(partial(_has, rb"<row "), sheets)),
    "column_a": _none_has(rb'<row [^>]*>(?!<c r="A|</row>)'),
    "left": lambda sheets: all(table.ref.startswith("A") for table in _tables(sheets)),
    "document": _say_what_they_are,
    "cursor": lambda sheets: _has(rb'<selection activeCell="A1"', sheets[0]),
}
"""All but spelling."""

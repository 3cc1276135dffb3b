"""A sheet that is filled as one of Excel, and comes out in OpenDocument: the same cells, without
the charts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook as NativeWorkbook
from openpyxl.cell import Cell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.datavalidation import DataValidation

from consultation.workbooks.opendocument_styles import Styles, is_share
from consultation.workbooks.streamed import StreamedSheet

# Spaces that XML readers drop or join, and what they can't hold as such.
_FRAGILE = re.compile(r"\t|^ | $|(?<= ) ")
_EMPTY = "<table:table-cell/>"
# Cells of a sheet in a formula of Excel.
_CELLS = re.compile(r"('(?:[^']|'')+')!(\$[A-Z]+\$\d+):(\$[A-Z]+\$\d+)")


class OpenDocumentSheet(StreamedSheet):
    """A sheet whose rows go to a file as they come; what stands before them is known at the end.

    `styles` and `lists`, the drop-down lists by what they offer, are those of the whole workbook.
    """

    def __init__(
        self,
        native: NativeWorkbook,
        title: str,
        stream: Path,
        whole_in: str,
        styles: Styles,
        lists: dict[str, tuple[str, str]],
    ) -> None:
        super().__init__(native, title, stream, whole_in)
        self._rows_file = stream.open("w", encoding="utf-8", newline="")
        self._styles = styles
        self._lists = lists
        self._offered: dict[str, str] = {}
        self._row_count = 0

    def append(self, cells: Iterable[str | Cell | None]) -> None:
        """The row is written below those that were."""
        self._row_count += 1
        height = self.heights.get(self._row_count)
        begins_page = any(each.id == self._row_count - 1 for each in self.row_breaks.brk)
        style = self._styles.of_row(height, begins_page=begins_page)
        written = [cell if isinstance(cell, str) else self.xml_of(cell) for cell in cells]
        for letter, formula in self._offered.items():
            place = _number_of(letter) - 1
            start, style_name, end = written[place].split('"', 2)
            offered = f'table:content-validation-name="{list_name(self._lists, formula)}"'
            written[place] = f'{start}"{style_name}" {offered}{end}'
        inner = "".join(written) or _EMPTY
        row = f'<table:table-row table:style-name="{style}">{inner}</table:table-row>\n'
        if f"${self._row_count}:${self._row_count}" == self.print_title_rows:
            row = f"<table:table-header-rows>{row}</table:table-header-rows>"
        self._rows_file.write(row)
        self._offered = {}

    def offer(self, letter: str, formula: str) -> None:
        """The next row's cell in this column takes what the formula lists."""
        self._lists.setdefault(formula, ("", ""))
        self._offered[letter] = formula

    def restrict(self, validation: DataValidation) -> None:
        """What is said of a choice that is none."""
        self._lists[str(validation.formula1)] = (str(validation.errorTitle), str(validation.error))

    def close(self) -> None:
        """The rows are all in their file."""
        self._rows_file.close()

    def parts(self, table_style: str) -> Iterator[str]:
        """The sheet's XML: how it prints, its columns, its rows."""
        area = str(self.print_area).rpartition("!")[2].replace("$", "")
        yield (
            f"<table:table table:name={quoteattr(self.title)}"
            f' table:style-name="{table_style}" table:print-ranges={self.address(area)}>'
        )
        for number in range(1, 1 + max(map(_number_of, self.column_dimensions), default=0)):
            width = self.column_dimensions[get_column_letter(number)].width
            name = self._styles.of_column(width)
            yield f'<table:table-column table:style-name="{name}"/>'
        yield "\n"
        with Path(self._stream).open(encoding="utf-8", newline="") as rows:
            yield from rows
        yield "</table:table>\n"

    def address(self, cells: str) -> str:
        """The range as an attribute names it from anywhere in the workbook."""
        first, _, last = cells.partition(":")
        title = _title_in_quotes(self.title)
        return quoteattr(f"{title}.{first}:{title}.{last}")

    @property
    def frozen(self) -> tuple[int, int]:
        """How many columns and rows stay in sight."""
        if not self.freeze_panes:
            return 0, 0
        letter, row = coordinate_from_string(str(self.freeze_panes))
        return _number_of(letter) - 1, row - 1

    def xml_of(self, cell: Cell | None) -> str:
        """The cell as it stands in the file."""
        if cell is None:
            return _EMPTY
        start = f'<table:table-cell table:style-name="{self._styles.of_cell(cell)}"'
        value: Any = cell.value
        if value is None:
            return f"{start}/>"
        if cell.data_type == "s":
            text = "".join(map(str, value)) if isinstance(value, CellRichText) else str(value)
            link = cell.hyperlink.location if cell.hyperlink else None
            text = _link_paragraph(text, link) if link else _paragraphs(text)
            return f'{start} office:value-type="string">{text}</table:table-cell>'
        return f"{start} {_value_attributes(value, cell.number_format)}/>"


def list_name(lists: dict[str, tuple[str, str]], formula: str) -> str:
    """The name of a drop-down list in its workbook."""
    return f"liste{list(lists).index(formula) + 1}"


def offered_by(formula: str) -> str:
    """What a list of Excel offers, in the formulas of OpenDocument: words, or cells of a sheet."""
    if formula.startswith('"'):
        return ";".join(f'"{choice}"' for choice in formula.strip('"').split(","))
    return _CELLS.sub(r"[$\1.\2:.\3]", formula).replace(",", ";")


def _number_of(letter: str) -> int:
    number = 0
    for sign in letter:
        number = number * 26 + ord(sign) - 64
    return number


def _title_in_quotes(title: str) -> str:
    return "'{}'".format(title.replace("'", "''"))


def _value_attributes(value: float | date | time, number_format: str) -> str:
    """A number, a date or a time as attributes."""
    if isinstance(value, date):
        return f'office:value-type="date" office:date-value="{value.isoformat()}"'
    if isinstance(value, time):
        return f'office:value-type="time" office:time-value="{value:PT%HH%MM%SS}"'
    kind = "percentage" if is_share(number_format) else "float"
    return f'office:value-type="{kind}" office:value="{value:.16g}"'  # as openpyxl writes it


def _paragraphs(text: str) -> str:
    return "".join(f"<text:p>{_inline(line)}</text:p>" for line in text.split("\n"))


def _link_paragraph(text: str, location: str) -> str:
    """A text that opens the sheet at a location such as « 'Lisez-moi'!A1 »."""
    target = quoteattr(f"#{location.removesuffix('!A1')}.A1")
    link = f'<text:a xlink:type="simple" xlink:href={target}>{_inline(text)}</text:a>'
    return f"<text:p>{link}</text:p>"


def _inline(line: str) -> str:
    return _FRAGILE.sub(
        lambda sign: "<text:tab/>" if sign[0] == "\t" else "<text:s/>", escape(line)
    )

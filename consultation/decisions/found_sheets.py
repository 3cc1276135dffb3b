"""The sheets of a workbook that are ours, recognised by their headings or titles, and their rows.

Ours are the sheets that organisers fill: review sheets, withdrawals, the grid, texts to code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, TypeVar

from openpyxl.utils import get_column_letter

from consultation.decisions.coding_sheets import CodingSheet
from consultation.decisions.filled_row import Row, place_of, quote_words
from consultation.decisions.opendocument import Cell, Worksheet
from consultation.decisions.sheets import GivenSheet, ReviewSheet
from consultation.forms.spelling import spelling_of
from consultation.words.errors import OrganiserError

# A title, a link and explanations are above the headings, and somebody may add a few lines.
ROWS_ABOVE = 60
# Published sheets have at most 30,000 rows.
SHEET_ROWS = 200_000

AnySheet = TypeVar("AnySheet", bound=GivenSheet)
# Text → the positions of the columns that have it in a row, from 0.
_Titles = dict[str, tuple[int, ...]]


class OpenWorkbook(Protocol):
    """The interface of an open workbook, the same for all formats."""

    @property
    def worksheets(self) -> Sequence[Any]: ...

    def close(self) -> None:
        """Close the workbook."""


@dataclass(frozen=True)
class FoundSheet:
    """A worksheet that was recognised as the declared `sheet`. `row` is the number of its row of
    headings, 0 without such a row. `columns`: heading → positions, from 0, of the columns with this
    heading, several if it is repeated."""

    sheet: GivenSheet
    worksheet: Worksheet
    row: int
    columns: Mapping[str, tuple[int, ...]]

    def heading_problems(self) -> Iterator[OrganiserError]:
        """Yield an error if headings are missing, and an error for each repeated heading. Without
        « Votre choix » → `decisions_missing_column`."""
        columns, title = self.sheet.columns, self.worksheet.title
        if not self.row:
            titles = quote_words(columns.mandatory)
            where = place_of(title)
            yield OrganiserError("decisions_missing_column", where=where, titles=titles)
            return
        if missing := [name for name in columns.mandatory if name not in self.columns]:
            yield OrganiserError(
                "decisions_missing_column",
                where=place_of(title),
                line=self.row,
                titles=quote_words(missing),
            )
        for name in (*columns.mandatory, *columns.optional):
            if len(positions := self.columns.get(name, ())) > 1:
                cell = f"{get_column_letter(positions[1] + 1)}{self.row}"
                where = place_of(title, cell)
                yield OrganiserError("decisions_repeated_column", where=where, title=name)

    def filled_rows(self) -> Iterator[Row]:
        """Yield the rows below the headings. A row has only its filled cells: none for a blank row.
        Raises OverflowError if the sheet has more than 200,000 rows."""
        positions = {title: columns[0] for title, columns in self.columns.items()}
        for number, row in enumerate(self.worksheet.iter_rows(), start=1):
            if number > SHEET_ROWS:
                raise OverflowError
            if number > self.row:
                cells = {
                    title: (f"{get_column_letter(position + 1)}{number}", row[position])
                    for title, position in positions.items()
                    if position < len(row) and row[position].value is not None
                }
                yield Row(self.sheet.columns, self.worksheet.title, number, cells)


def rows_on(sheets: Iterable[FoundSheet], kind: type[AnySheet]) -> Iterator[tuple[AnySheet, Row]]:
    """Yield (sheet, row) for each row below the headings of the found sheets of a kind. `kind` is
    the class of their declaration, such as ReviewSheet. Raises OverflowError if a sheet has more
    than 200,000 rows."""
    for review in sheets:
        if isinstance(review.sheet, kind):
            for row in review.filled_rows():
                yield review.sheet, row


def sheets_of_ours(workbook: OpenWorkbook, known: Sequence[GivenSheet]) -> list[FoundSheet]:
    """The sheets of a workbook that have the headings, or at least the title, of one of the
    declared sheets `known`. Damaged sheets are left out."""
    sheets = []
    for worksheet in workbook.worksheets:
        top = _titles_above(worksheet)
        if top is None:
            continue
        recognised = (_recognise_sheet(worksheet, sheet, top) for sheet in known)
        candidates = [candidate for candidate in recognised if candidate is not None]
        # Several declared sheets have a key and a choice: the tab's title tells them apart, or the
        # number of columns present.
        likeliest = max(
            candidates,
            key=lambda found: (_is_titled(worksheet, found.sheet), len(found.columns)),
            default=None,
        )
        if likeliest is not None:
            sheets.append(likeliest)
    return sheets


def _titles_above(worksheet: Worksheet) -> list[_Titles] | None:
    """The texts in each of the first 60 rows, among which the headings are searched: for each row,
    text → positions. None if the sheet is damaged."""
    try:
        return [_titles(row) for row in islice(worksheet.iter_rows(), ROWS_ABOVE)]
    except Exception:
        return None


def _recognise_sheet(
    worksheet: Worksheet, sheet: GivenSheet, top: list[_Titles]
) -> FoundSheet | None:
    columns = sheet.columns
    question_title = (sheet.asked,) if isinstance(sheet, ReviewSheet) else ()
    known = (*question_title, *columns.mandatory, *columns.optional)
    is_titled = _is_titled(worksheet, sheet)
    for number, titles in enumerate(top, start=1):
        present = {
            title: titles[spelling_of(title)] for title in known if spelling_of(title) in titles
        }
        is_ours = all(title in present for title in columns.identifying)
        if is_ours or (is_titled and len(present) > 1):
            return FoundSheet(sheet, worksheet, number, present)
    return FoundSheet(sheet, worksheet, 0, {}) if is_titled else None


def _is_titled(worksheet: Worksheet, sheet: GivenSheet) -> bool:
    title, own = spelling_of(worksheet.title), spelling_of(sheet.title)
    return title == own or (isinstance(sheet, CodingSheet) and title.startswith(f"{own} "))


def _titles(row: tuple[Cell, ...]) -> _Titles:
    """The positions of each text in a row: `Clé`, 3, `Clé`, `Nom` → `{"Clé": (0, 2), "Nom":
    (3,)}`."""
    titles: _Titles = {}
    for position, cell in enumerate(row):
        if isinstance(cell.value, str):
            title = spelling_of(cell.value)
            titles[title] = (*titles.get(title, ()), position)
    return titles

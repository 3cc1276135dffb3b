"""Links to sheets: a link within the same workbook, or the name of the workbook with the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from consultation.tables.model import Elsewhere, KeyValueRows, Kind, Sheet, Table
from consultation.words.french import sentence, sheets


@dataclass(frozen=True)
class Places:
    """The workbooks of all sheets (title of a sheet → name of its workbook), and the `workbook` in
    which references to sheets are written: as links to its own sheets, as names of others."""

    workbook: str
    workbooks: Mapping[str, str]

    def place(self, title: str | None) -> str | None:
        """The cell that refers to a sheet: its title as a link, or the name of the other workbook
        that has it. None if there is no such sheet."""
        workbook = self.workbooks.get(title or "")
        if title is None or workbook is None:
            return None
        if workbook == self.workbook:
            return title
        file = sheets()["workbooks"][workbook]
        return Elsewhere(sentence("places", "elsewhere", sheet=title, file=file))

    def contents(self) -> KeyValueRows:
        """A row per sheet of the present workbook: its content in words, and a link to it."""
        return links_to_sheets(self.workbook, only=self.workbooks)


def links_to_sheets(workbook: str, only: Mapping[str, str] | None = None) -> KeyValueRows:
    """A row per sheet of a workbook of `schemas/sheets.toml`: its content in words, and a link to
    it. `only`: the titles of the sheets to list, None for all."""
    return KeyValueRows(
        rows=tuple(
            (words, title)
            for title, words in sheets()[workbook].values()
            if only is None or title in only
        ),
        kinds=(Kind.TEXT, Kind.LINK),
        headings=("Ce qu’on y trouve", "Feuille"),
    )


def set_paper(name: str, sheet: Sheet) -> Sheet:
    """The sheet with its settings for printing, from `schemas/sheets.toml`."""
    printed = sheets()["printed"]
    is_whole = name in printed["whole"]
    return replace(sheet, is_for_paper=is_whole or name in printed["sheets"], is_cut=not is_whole)


def link_sheets(table: Table, places: Places) -> Table:
    """The table with each title of a sheet replaced by its link or workbook."""
    links = tuple(number for number, column in enumerate(table.columns) if column.kind is Kind.LINK)
    return replace(table, rows=_LinkedRows(table.rows, links, places)) if links else table


@dataclass(frozen=True)
class _LinkedRows:
    """Rows with a link for each title of a sheet in the columns with the numbers `links`."""

    rows: Iterable[tuple[object, ...]]
    links: tuple[int, ...]
    places: Places

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        for row in self.rows:
            yield tuple(
                self.places.place(cell) if number in self.links and isinstance(cell, str) else cell
                for number, cell in enumerate(row)
            )

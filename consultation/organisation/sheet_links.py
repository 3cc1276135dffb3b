"""References to sheets: a link if the sheet is in the same workbook, else the name of its
workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from consultation.tables.model import Elsewhere, KeyValueRows, Kind, Sheet, Table
from consultation.words.french import sentence, sheets


@dataclass(frozen=True)
class SheetLinks:
    """Makes the references to sheets that are written in a workbook, whose name is `workbook`.
    `workbooks`: title of each sheet that exists → name of its workbook."""

    workbook: str
    workbooks: Mapping[str, str]

    def link_to(self, title: str | None) -> str | None:
        """The cell that refers to the sheet `title`. For a sheet of this workbook it is the title,
        as a link. For a sheet of another workbook it names that workbook's file. None if there is
        no such sheet."""
        workbook = self.workbooks.get(title or "")
        if title is None or workbook is None:
            return None
        if workbook == self.workbook:
            return title
        file = sheets()["workbooks"][workbook]
        return Elsewhere(sentence("places", "elsewhere", sheet=title, file=file))

    def contents(self) -> KeyValueRows:
        """A table with a row per sheet of this workbook: what the sheet contains, and a link to
        it."""
        return links_to_sheets(self.workbook, only=self.workbooks)


def links_to_sheets(workbook: str, only: Mapping[str, str] | None = None) -> KeyValueRows:
    """A table with a row per sheet of a workbook of `schemas/sheets.toml`: what the sheet contains,
    and a link to it. Only sheets whose title is in `only` are listed. None lists all."""
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


def link_sheets(table: Table, references: SheetLinks) -> Table:
    """The table in which each title of a sheet, in a column of links, is replaced by a link or by
    the name of the sheet's workbook (`SheetLinks.link_to`). If no such sheet is made, the cell is
    emptied."""
    links = tuple(number for number, column in enumerate(table.columns) if column.kind is Kind.LINK)
    return replace(table, rows=_LinkedRows(table.rows, links, references)) if links else table


@dataclass(frozen=True)
class _LinkedRows:
    """The rows of a table, in which titles of sheets are replaced by links when the rows are read.
    `links` are the numbers of the columns with titles of sheets."""

    rows: Iterable[tuple[object, ...]]
    links: tuple[int, ...]
    titles: SheetLinks

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        for row in self.rows:
            yield tuple(
                self.titles.link_to(cell)
                if number in self.links and isinstance(cell, str)
                else cell
                for number, cell in enumerate(row)
            )

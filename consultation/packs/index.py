"""The index of the pack: contributions.xlsx and contributions.csv, a row per contribution."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from consultation.machine.checksums import checksum
from consultation.machine.csv_files import write_csv
from consultation.packs.index_file import (
    CHECKSUM,
    CONTENT,
    DOCUMENT,
    EACH,
    INDEX,
    PAGE,
    REFERENCE,
    Documents,
)
from consultation.packs.index_workbook import PackForm, index_workbook
from consultation.tables.as_xlsx import write_workbook
from consultation.warehouse.tables.publications import Publication, Tables, in_order

WORKBOOK = "contributions.xlsx"

Columns = tuple[tuple[str, str], ...]


def write_index(tables: Tables, folder: Path, written: Documents = EACH) -> None:
    """Write contributions.csv to the folder. `written` are the documents of the pack."""
    rows = _rows_of(tables, folder, written)
    write_csv(folder / INDEX, [title for title, _ in index_columns(tables, written)], rows)


def write_workbook_of_index(tables: Tables, folder: Path, written: Documents = EACH) -> None:
    """Write contributions.xlsx to the folder."""
    columns, rows = index_columns(tables, written), _rows_of(tables, folder, written)
    workbook = index_workbook(form_of(tables), reasons_of(tables), tables, columns, rows)
    write_workbook(folder / WORKBOOK, workbook)


def _rows_of(tables: Tables, folder: Path, written: Documents) -> _Rows:
    # Read for each file: together, the rows of a million contributions take a gigabyte.
    sums = cache(lambda file: written.sums.get(file) or checksum(folder / file))
    return _Rows(tables["pack.index"], written, sums)


def index_columns(tables: Tables, written: Documents = EACH) -> Columns:
    """The columns of the index as pairs of title and type. They include the page in a volume if
    there are only volumes."""
    index = tables["pack.index"]
    end = index.columns.index(CONTENT)
    own = tuple(zip(index.columns, index.types, strict=True))
    page = ((PAGE, "BIGINT"),) if written.places else ()
    return (*own[:end], *page, (CHECKSUM, "VARCHAR"), *own[end:])


def form_of(tables: Tables) -> PackForm:
    """The facts about the form that the first pages of the pack state."""
    form, sent = tables["form.form"].records[0], tables["pack.document_contributions"]
    last_week = max(filter(None, sent.values_of("week")), default=None)
    named = {name: form[name] for name in ("form_id", "title", "recipient")}
    return PackForm(**named, contribution_count=sent.row_count, last_week=last_week)


def reasons_of(tables: Tables) -> tuple[str, ...]:
    """The reasons why the pack is a PROJET. Empty if it may be sent."""
    return tuple(row["reason"] for row in in_order(tables["sending.reasons"]))


@dataclass(frozen=True)
class _Rows:
    """The rows of the index. Each has a contribution, its document, the document's checksum and, if
    there are only volumes, the first page in the volume."""

    index: Publication
    written: Documents
    checksum_of: Callable[[str], str]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        names = (REFERENCE, DOCUMENT, CONTENT)
        reference, document, end = map(self.index.columns.index, names)
        for row in self.index.rows():
            file, *page = self.written.places.get(row[reference], (row[document],))
            between = (*row[:document], file, *row[document + 1 : end])
            yield (*between, *page, self.checksum_of(file), *row[end:])

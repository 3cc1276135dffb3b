"""The index of the pack: contributions.xlsx and contributions.csv, a row per contribution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from consultation.machine.checksums import checksum
from consultation.machine.csv_files import write_csv
from consultation.packs.index_file import (
    CHECKSUM,
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


def write_index(tables: Tables, folder: Path, documents: Documents = EACH) -> None:
    """Write contributions.csv to the folder. `documents` are the documents already in the pack."""
    index = _Index(tables["pack.index"], folder, documents)
    write_csv(folder / INDEX, index.columns, index.rows())


def write_workbook_of_index(tables: Tables, folder: Path, documents: Documents = EACH) -> None:
    """Write contributions.xlsx to the folder. `documents` are the documents already in the pack."""
    index = _Index(tables["pack.index"], folder, documents)
    workbook = index_workbook(form_of(tables), reasons_of(tables), tables, index)
    write_workbook(folder / WORKBOOK, workbook)


@dataclass(frozen=True)
class _Index:
    """The index of the pack: the rows of `pack.index`, with the checksum of each contribution's
    document before the last column. If several contributions share a document, each row also has
    the page on which its contribution begins.

    `folder` is where the documents are.
    """

    table: Publication
    folder: Path
    documents: Documents

    @property
    def columns(self) -> tuple[str, ...]:
        """The titles of the columns."""
        *own, content = self.table.columns
        return (*own, *((PAGE,) if self.documents.pages else ()), CHECKSUM, content)

    @property
    def types(self) -> tuple[str, ...]:
        """The DuckDB type of each column."""
        *own, content = self.table.types
        return (*own, *(("BIGINT",) if self.documents.pages else ()), "VARCHAR", content)

    @property
    def row_count(self) -> int:
        """The number of contributions."""
        return self.table.row_count

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Yield a row per contribution. Each file reads the rows again instead of keeping them: the
        rows of a million contributions take a gigabyte."""
        reference, document = map(self.table.columns.index, (REFERENCE, DOCUMENT))
        checksum_of = cache(
            lambda file: self.documents.sums.get(file) or checksum(self.folder / file)
        )
        for *own, content in self.table.rows():
            own[document], *page = self.documents.pages.get(own[reference], (own[document],))
            yield (*own, *page, checksum_of(own[document]), content)


def form_of(tables: Tables) -> PackForm:
    """The form's id, title and recipient, with the number of contributions sent and their last
    week."""
    form, sent = tables["form.form"].records[0], tables["pack.document_contributions"]
    last_week = max(filter(None, sent.values_of("week")), default=None)
    named = {name: form[name] for name in ("form_id", "title", "recipient")}
    return PackForm(**named, contribution_count=sent.row_count, last_week=last_week)


def reasons_of(tables: Tables) -> tuple[str, ...]:
    """The reasons why the pack must still be marked PROJET (draft). Empty if it may be sent."""
    return tuple(row["reason"] for row in in_order(tables["sending.reasons"]))

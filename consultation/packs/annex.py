"""The statistical annex of the pack: annexe-statistique.xlsx and statistiques/*.csv."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from consultation.machine.csv_files import write_csv
from consultation.notices import codebook
from consultation.packs.annex_workbook import annex_workbook
from consultation.packs.columns import meaning_of, title_and_grain
from consultation.packs.index import form_of, reasons_of
from consultation.warehouse.build.publications import Publication, pack_tables
from consultation.warehouse.store.connection import Connection
from consultation.workbooks import write_workbook

ANNEX = "annexe-statistique.xlsx"
FOLDER = "statistiques"
_SHEETS = "annex_sheets__"
_FILES = "annex_files__"


def write_annex(connection: Connection, folder: Path) -> None:
    """annexe-statistique.xlsx is in the folder, and the same tables in statistiques/."""
    tables = pack_tables(connection)
    sheets = _named(tables, _SHEETS)
    workbook = annex_workbook(form_of(connection), reasons_of(connection), sheets)
    write_workbook(folder / ANNEX, workbook)
    below = folder / FOLDER
    below.mkdir(mode=0o700)
    files = _named(tables, _FILES)
    for name, table in files.items():
        write_csv(below / f"{name}.csv", table.columns, table.rows())
    write_csv(below / f"{codebook.NAME}.csv", codebook.COLUMNS, _codebook(connection, files))


def annex_files(connection: Connection) -> dict[str, Publication]:
    """The tables of statistiques/, by the names of their files; the code book apart."""
    return _named(pack_tables(connection), _FILES)


def _named(tables: dict[str, Publication], prefix: str) -> dict[str, Publication]:
    """The tables of one folder of sql/11_pack, in alphabetical order."""
    return {
        name.removeprefix(prefix): tables[name]
        for name in sorted(tables)
        if name.startswith(prefix)
    }


def _codebook(
    connection: Connection, files: dict[str, Publication]
) -> Iterator[tuple[str, str, str, str]]:
    """The rows of the code book, with what is said of the pack's own tables and columns."""
    for table, column, _meaning, values in codebook.codebook(connection, files):
        if column:
            yield table, column, meaning_of(table, column), values
        else:
            yield table, column, *title_and_grain(table)

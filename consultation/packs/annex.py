"""The statistical annex of the pack: annexe-statistique.xlsx and statistiques/*.csv."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from consultation.coding.coded_texts import SENT_COLUMNS
from consultation.machine.csv_files import write_csv
from consultation.notices import codebook, responses
from consultation.notices.for_allies import codes_described
from consultation.packs.annex_workbook import annex_workbook
from consultation.packs.columns import meaning_of, title_and_grain
from consultation.packs.contribution.claims import COLUMNS
from consultation.packs.index import form_of, reasons_of
from consultation.packs.index_file import PACK
from consultation.warehouse.tables.publications import (
    Publication,
    Tables,
    publications_of,
    sheets_of_tables,
)
from consultation.words.french import sentence
from consultation.workbooks import write_workbook

ANNEX = "annexe-statistique.xlsx"
FOLDER = "statistiques"
REGISTER = "registre"


def write_annex(tables: Tables, folder: Path) -> None:
    """annexe-statistique.xlsx is in the folder."""
    shown = ("pack.annex_sheets", "publications.synthese", "publications.justificatif")
    sheets = publications_of(tables, *shown) | sheets_of_tables(tables, "annexe")
    consents = tables["statistics.consent_counts"].records
    workbook = annex_workbook(form_of(tables), reasons_of(tables), sheets, consents)
    write_workbook(folder / ANNEX, workbook)


def write_tables(tables: Tables, folder: Path) -> None:
    """The same tables are in statistiques/, with the code book of all that the pack's CSV files
    hold."""
    below = folder / FOLDER
    below.mkdir(mode=0o700)
    files = codebook.files_of(tables, PACK)
    for name, table in files.items():
        write_csv(below / f"{name}.csv", table.columns, table.rows())
    book = _codebook(tables, files, folder)
    write_csv(below / f"{codebook.NAME}.csv", codebook.COLUMNS, book)


def _codebook(
    tables: Tables, files: dict[str, Publication], folder: Path
) -> Iterator[tuple[str, str, str, str]]:
    """The rows of the code book: how texts are written, then what is said of the pack's own tables
    and columns."""
    yield codebook.writing_of_texts()
    codes = codes_described(tables, folder, SENT_COLUMNS)
    described = files | {responses.NAME: tables["pack.responses"]} | codes
    for table, column, _meaning, values in codebook.codebook(tables, described):
        if column:
            yield table, column, meaning_of(table, column), values
        else:
            yield table, column, *title_and_grain(table)
    yield REGISTER, "", *title_and_grain(REGISTER)
    for column in COLUMNS:
        yield REGISTER, column, meaning_of(REGISTER, column), sentence("register", "text")

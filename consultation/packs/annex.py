"""The statistical annex of the pack: annexe-statistique.xlsx, statistiques/*.csv, reponses.csv."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from consultation.coding.coded_texts import SENT_COLUMNS
from consultation.machine.csv_files import write_csv
from consultation.machine.settings import PACK
from consultation.notices import codebook, responses
from consultation.notices.for_allies import codes_described
from consultation.packs.columns import meaning_of, title_and_grain
from consultation.packs.contribution.claims import COLUMNS
from consultation.packs.index import form_of, reasons_of
from consultation.packs.index_workbook import count_sentence, draft_blocks, workbook_of_pack
from consultation.tables.as_xlsx import write_workbook
from consultation.tables.model import (
    Heading,
    Page,
    Paragraph,
    Sheet,
)
from consultation.tables.publication_tables import Published, table_of
from consultation.warehouse.tables.publications import (
    Publication,
    Tables,
    publications_of,
    sheets_of_tables,
)
from consultation.words.french import sentence, sheets

ANNEX = "annexe-statistique.xlsx"
FOLDER = "statistiques"
REGISTER = "registre"


def write_annex(tables: Tables, folder: Path) -> None:
    """Write annexe-statistique.xlsx: a page on method and limits, then a sheet per subject with
    results."""
    named = ("pack.annex_sheets", "publications.synthese", "publications.justificatif")
    published = publications_of(tables, *named) | sheets_of_tables(tables, "annexe")
    others = (_sheet(name, published) for name in sheets()["annexe"] if published[name].row_count)
    workbook = workbook_of_pack(form_of(tables), "annex", _first_page(tables), *others)
    write_workbook(folder / ANNEX, workbook)


def write_tables(tables: Tables, folder: Path) -> None:
    """Write the tables of the annex to statistiques/, as CSV files with a code book, and the chosen
    answers to reponses.csv, or to the folder reponses/ if they are too many for a spreadsheet.

    The code book describes all CSV files of the pack except the index and itself.
    """
    below = folder / FOLDER
    below.mkdir(mode=0o700)
    files = codebook.files_of(tables, PACK)
    for name, table in files.items():
        table.write_csv(below / f"{name}.csv")
    responses.write_responses(tables["pack.responses"], folder)
    book = _codebook(tables, files, folder)
    write_csv(below / f"{codebook.NAME}.csv", codebook.COLUMNS, book)


def _codebook(
    tables: Tables, files: dict[str, Publication], folder: Path
) -> Iterator[tuple[str, str, str, str]]:
    """Yield the rows of the code book: a row on how texts are written, then the rows of `files`,
    reponses.csv, codes.csv and registre.csv, with the meanings that the pack gives to columns."""
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


def _sheet(name: str, published: Mapping[str, Published]) -> Sheet:
    """The sheet `name` of the annex: its explanation, then its table from `published`."""
    title, explanation = sheets()["annexe"][name]
    table = table_of(f"annexe_{name}", published[name], (), "annexe")
    return Sheet(title, (explanation,), table)


say = partial(sentence, "pack_annex")


def _first_page(tables: Tables) -> Page:
    """The first page of the annex: reasons for PROJET (draft), number of contributions, contents,
    method, and the conclusions that must not be drawn."""
    form = form_of(tables)
    return Page(
        "Lisez-moi",
        (
            Paragraph(form.title, strong=True),
            *draft_blocks(reasons_of(tables)),
            count_sentence(form),
            Paragraph(say("contents")),
            Heading(say("method")),
            *(Paragraph(say(words)) for words in ("who", "shares", "near_texts", "all_rules")),
            Heading(say("limits")),
            Paragraph(say("not_an_opinion")),
        ),
        heading=say("title"),
    )

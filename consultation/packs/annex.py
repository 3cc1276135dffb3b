"""The statistical annex of the pack: annexe-statistique.xlsx and statistiques/*.csv."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from consultation.coding.coded_texts import SENT_COLUMNS
from consultation.machine.csv_files import write_csv
from consultation.notices import codebook, responses
from consultation.notices.for_allies import codes_described
from consultation.organisation.counts_above import three_counts
from consultation.organisation.sheet_charts import (
    MOST_BARS,
    Charts,
    bars,
    choices_charts,
    counts_and_sum,
    families_chart,
    themes_charts,
)
from consultation.organisation.sheet_links import links_to_sheets, printed
from consultation.packs.columns import meaning_of, title_and_grain
from consultation.packs.contribution.claims import COLUMNS
from consultation.packs.index import form_of, reasons_of
from consultation.packs.index_file import PACK
from consultation.packs.index_workbook import count_sentence, draft_blocks, workbook_of_pack
from consultation.warehouse.tables.publications import (
    Publication,
    Row,
    Tables,
    publications_of,
    sheets_of_tables,
)
from consultation.words.french import sentence, sheets
from consultation.workbooks.model import (
    Block,
    Chart,
    Heading,
    KeyValueRows,
    Kind,
    Page,
    Paragraph,
    Sheet,
)
from consultation.workbooks.publication_tables import Published, table_of
from consultation.workbooks.writer import write_workbook

ANNEX = "annexe-statistique.xlsx"
FOLDER = "statistiques"
REGISTER = "registre"


def write_annex(tables: Tables, folder: Path) -> None:
    """annexe-statistique.xlsx is in the folder: a page on method, limits and what was agreed
    to, then one sheet per subject; what people coded only where they did."""
    named = ("pack.annex_sheets", "publications.synthese", "publications.justificatif")
    published = publications_of(tables, *named) | sheets_of_tables(tables, "annexe")
    shown = [name for name in sheets()["annexe"] if name not in CODED or published[name].row_count]
    first = _first_page(tables, published["regles"], shown)
    others = (_sheet(name, published) for name in shown)
    write_workbook(folder / ANNEX, workbook_of_pack(form_of(tables), "annex", first, *others))


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


def _sheet(name: str, published: Mapping[str, Published]) -> Sheet:
    """A publication as a sheet, with what explains it and its charts."""
    title, explanation = sheets()["annexe"][name]
    counts = three_counts(published["familles_par_question"]) if name == "familles" else ()
    drawn = CHARTS[name](published[name]) if name in CHARTS else ()
    table = table_of(f"annexe_{name}", published[name], drawn, "annexe")
    return printed(name, Sheet(title, (explanation, *counts), table))


# Sheets that are not there as long as nothing is coded.
CODED = ("themes", "accord")


def _categories_chart(categories: Published) -> Charts:
    if categories.row_count > MOST_BARS:
        return ()
    counted = categories.columns.index("Contributions")
    count = sum(row[counted] for row in categories.rows())
    return bars("categories", categories.row_count, "Catégorie", "Contributions", count=count)


def _lengths_charts(texts: Published) -> Charts:
    """A chart per text question that somebody answered."""
    question, written = map(texts.columns.index, ("Question", "Ont écrit"))
    charts: list[Chart] = []
    first_row = 0
    for title, rows in groupby(texts.rows(), key=lambda row: row[question]):
        block = list(rows)
        if count := block[0][written]:
            charts += bars(
                "lengths",
                len(block),
                "Longueur",
                "Textes",
                first_row=first_row,
                question=title,
                count=count,
            )
        first_row += len(block)
    return tuple(charts)


CHARTS: dict[str, Callable[[Published], Charts]] = {
    "questions": choices_charts,
    "familles": families_chart,
    "participation": lambda weeks: counts_and_sum("weeks", weeks.row_count, "Semaine du"),
    "categories": _categories_chart,
    "textes": _lengths_charts,
    "themes": themes_charts,
}


say = partial(sentence, "pack_annex")


def _first_page(tables: Tables, rules: Published, shown: Sequence[str]) -> Page:
    """What the annex counts and how, what must not be concluded, and where things are."""
    form = form_of(tables)
    return Page(
        "Lisez-moi",
        (
            *draft_blocks(reasons_of(tables)),
            Paragraph(say("title", form=form.title), strong=True),
            count_sentence(form),
            Paragraph(say("contents")),
            _consents(tables["statistics.consent_counts"].records),
            Heading(say("method")),
            *(Paragraph(say(words)) for words in ("who", "shares", "near_texts")),
            *_rules(rules),
            Heading(say("limits")),
            Paragraph(say("not_an_opinion")),
            Heading(say("sheets")),
            links_to_sheets("annexe", only={sheets()["annexe"][name][0]: name for name in shown}),
        ),
    )


def _consents(consents: Iterable[Row]) -> Block:
    return KeyValueRows(
        rows=tuple(
            (
                f"{row['consent_label']} ({str(row['respondent_kind_label']).lower()})",
                row["contribution_count"],
            )
            for row in consents
            if row["contribution_count"]
        ),
        kinds=(Kind.TEXT, Kind.INTEGER),
        headings=("Ce qui a été accepté", "Contributions"),
    )


def _rules(rules: Published) -> list[Block]:
    """Every rule that a distrustful reader may prefer, each with its total."""
    rows = tuple(
        (say("rule", rule=rule, explanation=explanation), count)
        for rule, explanation, count in rules.rows()
    )
    is_whole = all(float(count).is_integer() for _, count in rows)
    return [
        Heading(say("rules")),
        Paragraph(say("all_rules")),
        KeyValueRows(
            rows=rows,
            kinds=(Kind.TEXT, Kind.INTEGER if is_whole else Kind.DECIMAL),
            headings=("Règle", "Contributions"),
        ),
    ]

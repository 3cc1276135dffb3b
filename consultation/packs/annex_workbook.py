"""annexe-statistique.xlsx: the figures of the pack, of consenting contributions only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

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
from consultation.packs.annex_page import annex_page
from consultation.packs.index_workbook import PackForm
from consultation.warehouse.tables.publications import Row
from consultation.words.french import sentence, sheets
from consultation.workbooks.model import Chart, Sheet, Workbook
from consultation.workbooks.publication_tables import Published, table_of


def annex_workbook(
    form: PackForm,
    reasons: Sequence[str],
    published: Mapping[str, Published],
    consents: Iterable[Row],
) -> Workbook:
    """The statistical annex: a page on method, limits and what was agreed to, then one sheet per
    subject; what people coded only where they did."""
    shown = [name for name in sheets()["annexe"] if name not in CODED or published[name].row_count]
    return Workbook(
        title=sentence("pack_workbooks", "annex", form=form.title),
        subject=sentence("pack_workbooks", "subject", recipient=form.recipient),
        date=form.date,
        whole_in=sentence("whole_in", "annex"),
        sheets=(
            annex_page(form, reasons, published, consents, shown),
            *(_sheet(name, published) for name in shown),
        ),
    )


def _sheet(name: str, published: Mapping[str, Published]) -> Sheet:
    """A publication as a sheet, with what explains it above and its charts beside."""
    title, explanation = sheets()["annexe"][name]
    counts = three_counts(published["familles_par_question"]) if name == "familles" else ()
    drawn = CHARTS[name](published[name]) if name in CHARTS else ()
    table = table_of(f"annexe_{name}", published[name], drawn, "annexe")
    return Sheet(title, (explanation, *counts), table)


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

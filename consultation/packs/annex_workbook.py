"""annexe-statistique.xlsx: the figures of the pack, of consenting contributions only."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

from consultation.packs.annex_page import CONTENTS, annex_page
from consultation.packs.index_workbook import CREATOR, PackForm
from consultation.workbooks.charts_of_questions import charts_of_blocks
from consultation.workbooks.families_sheets import WHAT_BECAME_OF_THE_LETTER, three_counts
from consultation.workbooks.model import Chart, Column, Shape, Sheet, Table, Workbook
from consultation.workbooks.published import Published, kind_of, table_of

MOST_BARS = 20
MOST_FAMILIES = 10
# Titles that the other workbooks don't have.
WIDTHS = {"Référence": 17.0, "Semaine du": 15.0}

Charts = Callable[[Published], tuple[Chart, ...]]


def annex_workbook(
    form: PackForm, reasons: Sequence[str], published: Mapping[str, Published]
) -> Workbook:
    """The statistical annex: a page on method and limits, then one sheet per subject."""

    def sheet(
        title: str, name: str, charts: Charts | None = None, counts: tuple[str, ...] = ()
    ) -> Sheet:
        table = published[name]
        drawn = charts(table) if charts else ()
        return Sheet(title, (CONTENTS[title], *counts), _table(f"annexe_{name}", table, drawn))

    families = published["familles_par_question"]
    return Workbook(
        title=f"{form.title}\u00a0: annexe statistique",
        subject=f"Contributions transmises ({form.recipient})",
        creator=CREATOR,
        date=form.date,
        sheets=(
            annex_page(form, reasons, published),
            sheet("Questions", "questions", charts_of_blocks),
            sheet("Règles de comptage", "regles_de_comptage"),
            sheet("Conclusions", "conclusions"),
            sheet("Familles", "familles", _families_chart, three_counts(families)),
            sheet("Ajouts", "ajouts"),
            sheet("Participation", "participation", _weeks_chart),
            sheet("Catégories", "categories", _categories_chart),
            sheet("Textes", "textes", _lengths_charts),
            sheet("Nombres et dates", "nombres_et_dates"),
        ),
    )


def _table(name: str, published: Published, charts: tuple[Chart, ...]) -> Table:
    """The table; its columns are as wide as in other workbooks, unless `WIDTHS` says otherwise."""
    table = table_of(name, published, charts)
    columns = tuple(
        Column(
            column.title, kind_of(column.title, type_name), WIDTHS.get(column.title, column.width)
        )
        for column, type_name in zip(table.columns, published.types, strict=True)
    )
    return Table(name, columns, table.rows, charts, table.row_count)


def _families_chart(families: Published) -> tuple[Chart, ...]:
    """What became of the letter in the largest families."""
    if families.row_count == 0:
        return ()
    return (
        Chart(
            title="Ce que sont devenues les lettres les plus reprises",
            alt_text="Barres\u00a0: pour les plus grandes familles, combien de personnes ont repris"
            " le texte tel quel, rempli des blancs, ou ajouté leurs mots, comme dans le tableau à"
            " gauche.",
            first_row=0,
            last_row=min(families.row_count, MOST_FAMILIES) - 1,
            label_column="Famille",
            value_columns=WHAT_BECAME_OF_THE_LETTER,
        ),
    )


def _weeks_chart(weeks: Published) -> tuple[Chart, ...]:
    if weeks.row_count == 0:
        return ()
    return (
        Chart(
            title="Contributions par semaine et cumul",
            alt_text="Colonnes\u00a0: contributions de chaque semaine\u00a0; ligne\u00a0: leur"
            " cumul, comme dans le tableau à gauche.",
            first_row=0,
            last_row=weeks.row_count - 1,
            label_column="Semaine du",
            value_columns=("Contributions",),
            shape=Shape.COLUMNS,
            second_axis=("Cumul",),
            value_axis_title="Par semaine",
            second_axis_title="Cumul",
        ),
    )


def _categories_chart(categories: Published) -> tuple[Chart, ...]:
    if not 1 < categories.row_count <= MOST_BARS:
        return ()
    return (
        Chart(
            title="Qualités déclarées",
            alt_text="Barres\u00a0: contributions de chaque catégorie déclarée, comme dans le"
            " tableau à gauche.",
            first_row=0,
            last_row=categories.row_count - 1,
            label_column="Catégorie",
            value_columns=("Contributions",),
        ),
    )


def _lengths_charts(texts: Published) -> tuple[Chart, ...]:
    """A chart per text question that somebody answered."""
    question, written = map(texts.columns.index, ("Question", "Ont écrit"))
    charts, first_row = [], 0
    for title, rows in groupby(texts.rows(), key=lambda row: row[question]):
        block = list(rows)
        if block[0][written]:
            charts.append(_lengths_chart(str(title), first_row, len(block)))
        first_row += len(block)
    return tuple(charts)


def _lengths_chart(title: str, first_row: int, length: int) -> Chart:
    return Chart(
        title=f"Longueur des textes — {title}",
        alt_text="Barres\u00a0: textes de chaque longueur, en mots, à la question"
        f" «\u00a0{title}\u00a0», comme dans le tableau à gauche.",
        first_row=first_row,
        last_row=first_row + length - 1,
        label_column="Longueur",
        value_columns=("Textes",),
    )

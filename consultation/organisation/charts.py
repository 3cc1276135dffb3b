"""The charts beside the tables of synthese.xlsx, some of which the pack's annex has too."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

from consultation.french import sentence
from consultation.workbooks.model import Chart, Shape
from consultation.workbooks.publication_tables import Published

# More bars than this are read in the table.
MOST_BARS = 20
MOST_CHOICES = 30
MOST_FAMILIES = 10

Charts = tuple[Chart, ...]


def flow_chart(bilan: Published) -> Charts:
    """What became of the submissions received; their total is the last row."""
    return bars("flow", bilan.row_count - 1, "Case", "Soumissions")


def participation_chart(participation: Published) -> Charts:
    """The contributions of each day, and their sum."""
    return counts_and_sum("participation", participation.row_count, "Jour")


def departements_chart(departements: Published) -> Charts:
    """Where most contributions come from."""
    present = sum(1 for row in departements.rows() if row[0] is not None and row[2])
    return bars("departements", min(present, MOST_BARS), "Département", "Contributions")


def families_chart(families: Published) -> Charts:
    """What became of the letter in the largest families."""
    count = families.row_count
    if "Nature" in families.columns:
        nature = families.columns.index("Nature")
        family = sentence("familles", "family")
        count = sum(1 for row in families.rows() if row[nature] == family)
    became = ("Repris tel quel", "Blancs ou phrases types", "Avec un ajout personnel")
    return bars("families", min(count, MOST_FAMILIES), "Famille", *became)


def arrivals_chart(arrivals: Published) -> Charts:
    """The days on which the largest families arrived."""
    day, *families = arrivals.columns
    rows = list(arrivals.rows())
    arrived = [title for place, title in enumerate(families, 1) if any(row[place] for row in rows)]
    if not arrived:
        return ()
    charts = bars("arrivals", len(rows), day, *arrived)
    return tuple(replace(chart, shape=Shape.LINE, height=9.0) for chart in charts)


def choices_charts(questions: Published) -> Charts:
    """A chart per closed question, or per row of a grid, that somebody answered."""
    question, item = (questions.columns.index(name) for name in ("Question", "Sous-question"))
    answered = questions.columns.index("Ont répondu")
    charts: list[Chart] = []
    first_row = 0
    for (title, part), rows in groupby(
        questions.rows(), key=lambda row: (row[question], row[item])
    ):
        block = list(rows)
        if len(block) <= MOST_CHOICES and block[0][answered]:
            asked = f"{title} — {part}" if part else title
            charts += bars(
                "choices", len(block), "Choix", "L'ont choisi", first_row=first_row, question=asked
            )
        first_row += len(block)
    return tuple(charts)


def bars(
    chart_id: str, row_count: int, label: str, *values: str, first_row: int = 0, question: str = ""
) -> Charts:
    """Bars for some rows, with the title and the description of `schemas/sentences.toml`."""
    if not row_count:
        return ()
    return (
        Chart(
            title=sentence("chart_titles", chart_id, question=question),
            alt_text=sentence("chart_descriptions", chart_id, question=question),
            first_row=first_row,
            last_row=first_row + row_count - 1,
            label_column=label,
            value_columns=values,
        ),
    )


def counts_and_sum(chart_id: str, row_count: int, time: str) -> Charts:
    """Columns for the contributions of each day or week, and a line for their sum."""
    return tuple(
        replace(
            chart,
            shape=Shape.COLUMNS,
            second_axis=("Cumul",),
            value_axis_title=sentence("chart_axes", chart_id),
            second_axis_title="Cumul",
        )
        for chart in bars(chart_id, row_count, time, "Contributions")
    )

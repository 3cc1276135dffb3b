"""One chart beside the rows of each closed question, or of each row of a grid."""

from __future__ import annotations

from itertools import groupby

from consultation.workbooks.model import Chart
from consultation.workbooks.published import Published

# More bars than this are read in the table.
MOST_BARS = 30


def charts_of_blocks(questions: Published) -> tuple[Chart, ...]:
    """A bar chart per question and sub-question of the sheet Questions, with its choices."""
    titles = questions.columns
    question, item = (titles.index(name) for name in ("Question", "Sous-question"))
    answered = titles.index("Ont répondu")
    charts, first_row = [], 0
    for (title, part), rows in groupby(
        questions.rows(), key=lambda row: (row[question], row[item])
    ):
        block = list(rows)
        last_row = first_row + len(block) - 1
        if len(block) <= MOST_BARS and block[0][answered]:
            charts.append(_chart(f"{title} — {part}" if part else title, first_row, last_row))
        first_row = last_row + 1
    return tuple(charts)


def _chart(title: str, first_row: int, last_row: int) -> Chart:
    return Chart(
        title=title,
        alt_text="Barres\u00a0: nombre de contributions pour chaque choix de"
        f" «\u00a0{title}\u00a0», comme dans le tableau à gauche.",
        first_row=first_row,
        last_row=last_row,
        label_column="Choix",
        value_columns=("L'ont choisi",),
    )

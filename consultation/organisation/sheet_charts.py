"""The charts of the tables of synthese.xlsx and justificatif.xlsx, some of which the pack's annex
has too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from math import ceil
from typing import Any

from consultation.tables.model import Chart, Shape
from consultation.tables.publication_tables import Published
from consultation.words.french import count_of, sentence, share

# Rows beyond these numbers have no bar: they are only in the table.
MOST_BARS = 20
MOST_CHOICES = 30
# Characters of a label (a choice and its figures) that fit on a line, even in the widest font that
# may replace a missing font.
LABEL_CHARACTERS = 36

Charts = tuple[Chart, ...]


def flow_chart(bilan: Published) -> Charts:
    """A chart of the number of submissions in each box (counted, late, withdrawn…). The total, the
    last row of the table, has no bar."""
    *boxes, (_, received, *_) = bilan.rows()
    return bars("flow", len(boxes), "Case", "Soumissions", count=received)


def participation_chart(participation: Published) -> Charts:
    """A chart of the contributions of each day."""
    drawn = bars("participation", participation.row_count, "Jour", "Contributions")
    return tuple(replace(chart, shape=Shape.COLUMNS) for chart in drawn)


def departements_chart(departements: Published) -> Charts:
    """A chart of the first 20 départements with contributions. The bar for contributions without a
    département has another colour."""
    code, contributions = map(departements.columns.index, ("Code", "Contributions"))
    present = [row for row in departements.rows() if row[contributions]]
    count = sum(row[contributions] for row in present)
    charted = present[:MOST_BARS]
    drawn = bars("departements", len(charted), "Département", "Contributions", count=count)
    groups = tuple(int(row[code] is not None) for row in charted)
    return tuple(replace(chart, groups=groups) for chart in drawn)


def choices_charts(questions: Published) -> Charts:
    """A chart for each answered question with choices, or for each row of a grid: the share of each
    choice among the people who answered, from 0 to 100 %. A question with a single choice, or with
    more than 30, has no chart."""
    titles = questions.columns
    question, item = titles.index("Question"), titles.index("Sous-question")
    charts: list[Chart] = []
    first_row = 0
    for (title, part), rows in groupby(
        questions.rows(), key=lambda row: (row[question], row[item])
    ):
        block = [dict(zip(titles, row, strict=True)) for row in rows]
        question_title = f"{title} — {part}" if part else title
        charts += _choices_chart(question_title, block, first_row)
        first_row += len(block)
    return tuple(charts)


def _choices_chart(question: str, block: Sequence[Mapping[str, Any]], first_row: int) -> Charts:
    """The chart of a question's choices. Empty for one choice or more than 30, or without answers.
    `block` has the question's rows, from `first_row` of the table: choices, then totals. Totals
    have no bar, but are written below the title. Their choices have a common colour."""
    groups = list(dict.fromkeys(row["Compté dans"] for row in block if row["Compté dans"]))
    choices, totals = block[: len(block) - len(groups)], block[len(block) - len(groups) :]
    answered = block[0]["Ont répondu"]
    if not answered or len(choices) > MOST_CHOICES:
        return ()
    total_lines = [
        sentence("totals", "told", name=group, chosen=row["L’ont choisi"], part=share(row["Part"]))
        for group, row in zip(groups, totals, strict=True)
    ]
    return tuple(
        replace(
            chart,
            note=" · ".join([count_of(answered, "réponse"), *total_lines]),
            groups=tuple(
                groups.index(row["Compté dans"]) + 1 if row["Compté dans"] else 0 for row in choices
            ),
            label_lines=_label_lines([row["À citer"] for row in choices]),
            shows_values=False,
        )
        for chart in bars(
            "choices", len(choices), "À citer", "Part", first_row=first_row, question=question
        )
    )


def themes_charts(themes: Published) -> Charts:
    """A chart for each coded question: the share of each of its first 20 themes among the coded
    texts, from 0 to 100 %. The last row of a question, texts without a theme, has no bar. A
    question with a single theme has no chart."""
    question, coded, written = map(
        themes.columns.index, ("Question", "Textes codés", "Textes écrits")
    )
    quoted = themes.columns.index("À citer")
    charts: list[Chart] = []
    first_row = 0
    for title, rows in groupby(themes.rows(), key=lambda row: row[question]):
        block = list(rows)
        charted = block[: min(len(block) - 1, MOST_BARS)]
        drawn = bars("themes", len(charted), "À citer", "Part", first_row=first_row, question=title)
        charts += (
            replace(
                chart,
                note=sentence("themes", "coded", coded=block[0][coded], written=block[0][written]),
                label_lines=_label_lines([row[quoted] for row in charted]),
                shows_values=False,
            )
            for chart in drawn
        )
        first_row += len(block)
    return tuple(charts)


def _label_lines(labels: Sequence[str]) -> int:
    """The height of a chart, in lines of text, at which no label touches the next.

    A label has 36 characters a line, and all bars have the same height. Labels of 30, 80 and 1
    characters have 1, 3 and 1 lines: two neighbours need (1 + 3) / 2 lines a bar → 3 × 2 = 6.
    """
    # LibreOffice leaves out labels that touch.
    lines = [ceil(len(label) / LABEL_CHARACTERS) for label in labels]
    touching = [(above + below) / 2 for above, below in pairwise(lines)]
    return ceil(len(lines) * max(touching, default=lines[0]))


def bars(
    chart_id: str,
    row_count: int,
    label: str,
    value: str,
    *,
    first_row: int = 0,
    question: str = "",
    count: int = 0,
) -> Charts:
    """The chart of some rows, with the title and the description that `schemas/sentences.toml`
    has for `chart_id`. `question` and `count` fill their placeholders. Empty for a single bar,
    which compares nothing."""
    if row_count < 2:
        return ()
    return (
        Chart(
            title=sentence("chart_titles", chart_id, question=question, count=count),
            alt_text=sentence("chart_descriptions", chart_id, question=question),
            first_row=first_row,
            last_row=first_row + row_count - 1,
            label_column=label,
            value_column=value,
        ),
    )

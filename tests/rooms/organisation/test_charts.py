"""Charts that can't be misread: one scale, figures beside the bars, one colour for one choice."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from consultation.organisation.sheet_charts import choices_charts, departements_chart
from consultation.tables.model import Sheet
from consultation.tables.publication_tables import Part, table_of
from tests.cases.libreoffice import convert
from tests.cases.poppler import needs_poppler, words_of
from tests.cases.workbook_example import written

STEPS = (
    ("Très opposé·e, en toute circonstance et quel que soit l'usage", "Opposé·es"),
    ("Plutôt opposé·e", "Opposé·es"),
    ("Sans avis", None),
    ("Très favorable", "Favorables"),
)


def row(item: str, choice: str, chosen: int, of: int, total: str | None) -> tuple[object, ...]:
    share = chosen / of
    quoted = f"{choice} : {chosen} sur {of} ({share:.1%})"
    return ("Avis", item, choice, float(chosen), float(of), share, total, quoted)


TITLES = ("Question", "Sous-question", "Choix", "L’ont choisi", "Ont répondu", "Part")
TITLES += ("Compté dans", "À citer")


def questions(**given: tuple[int, ...]) -> Part:
    """A grid: the people who chose each step, then the totals of its halves."""
    rows = []
    for item, counts in given.items():
        rows += [
            row(item, choice, count, sum(counts), total)
            for (choice, total), count in zip(STEPS, counts, strict=True)
        ]
        rows.append(row(item, "Opposé·es (total)", counts[0] + counts[1], sum(counts), None))
        rows.append(row(item, "Favorables (total)", counts[3], sum(counts), None))
    types = (*["VARCHAR"] * 3, *["DOUBLE"] * 3, *["VARCHAR"] * 2)
    return Part(TITLES, types, tuple(rows))


GRID = questions(Ville=(120, 81, 28, 20), Gare=(3, 0, 0, 1))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory) -> Path:
    sheet = Sheet("Questions", (), table_of("questions", GRID, choices_charts(GRID)))
    return written(tmp_path_factory.mktemp("charts"), sheet)


NOTE = "249 réponses · Opposé·es : 201 (80,7 %) · Favorables : 20"


def test_a_chart_says_how_many_answered_and_the_totals_unless_it_has_one_bar_alone():
    city, station = choices_charts(GRID)

    assert city.note.replace("\u00a0", " ") == f"{NOTE} (8,0 %)"
    assert (city.first_row, city.last_row) == (0, 3)  # the totals are no bars among their parts
    assert (station.first_row, station.last_row) == (6, 9)
    assert choices_charts(Part(TITLES, (), (row("", "J’ai lu", 5, 5, None),))) == ()


def test_bars_of_one_length_are_of_one_share_and_a_choice_keeps_its_colour(workbook):
    charts = load_workbook(workbook)["Graphiques"]._charts

    first, second = ((one.y_axis.scaling.max, one.layout.manualLayout) for one in charts)
    assert first[0] == second[0] == 1.0
    assert (first[1].x, first[1].w) == (second[1].x, second[1].w)
    colours = [[point.spPr.solidFill.srgbClr for point in one.series[0].dPt] for one in charts]
    against, also_against, neither, favour = colours[0]
    assert colours[0] == colours[1]
    assert against == also_against
    assert len({against, neither, favour}) == 3


@needs_poppler
@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_writes_each_choice_with_its_figures(workbook, tmp_path):
    made = convert(workbook, "pdf", tmp_path)
    text = " ".join(words_of((made / f"{workbook.stem}.pdf").read_bytes()).split())

    for item in ((120, 81, 28, 20), (3, 0, 0, 1)):
        for count in item:
            assert f"{count} sur {sum(item)} ({count / sum(item):.1%})" in text
    assert NOTE in text  # the rest may wrap


def test_those_without_a_postcode_are_a_bar_of_another_colour():
    rows = ((None, "Sans code postal", 130, 0.5), ("34", "Hérault", 16, 0.1), ("01", "Ain", 0, 0.0))
    titles = ("Code", "Département", "Contributions", "Part")
    (chart,) = departements_chart(Part(titles, (), rows))

    assert (chart.first_row, chart.last_row, chart.groups) == (0, 1, (0, 1))
    assert "146" in chart.title

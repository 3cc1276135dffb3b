"""Which of the counts of a release everybody is told of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from pathlib import Path
from types import SimpleNamespace

import pytest

from consultation.forms.form import Form, read_form
from consultation.public.assembling import public_results, why_nothing_is_public
from consultation.public.pictures.chart import Chart
from consultation.public.results import Kind, PublicResults
from tests.cases.public_forms import PUBLIC_FORM

Rows = list[dict[str, object]]


def of_rules(**of: str) -> Rows:
    rules = (("all", 100), ("without_templates", 60))
    return [of | {"counting_rule": rule, "contribution_count": count} for rule, count in rules]


CHOSEN = {"velo": 60, "train": 35, "autre": 5, None: 95}
ASKED = {"question_id": "mode", "item_id": None, "counting_rule": "all", "answered_count": 100}
QUARTILES = {"first_quartile": 1.0, "median_number": 2.0, "third_quartile": 3.0}
COUNTED = {
    "statistics.rule_counts": of_rules(),
    "statistics.category_counts": of_rules(category_id="citoyen"),
    "statistics.participation_by_day": [{"day": dt.date(2022, 3, day)} for day in (10, 11, 12)],
    "statistics.number_summaries": [
        {"question_id": "combien", "answered_count": 80, **QUARTILES},
    ],
    "public.answers": [
        {"choice_id": choice, "group_label": None if choice else "Doux", "chosen_count": count}
        | ASKED
        for choice, count in CHOSEN.items()
    ],
}


def form_of(folder: Path, published: str = "mode") -> Form:
    """A form that publishes that question."""
    form = PUBLIC_FORM.replace("[publish]", f'[publish]\npublic_questions = ["{published}"]', 1)
    groups = '[questions.mode.groups]\n"Doux" = ["velo", "train"]\n[questions.mode.choices]'
    form = form.replace("[questions.mode.choices]", groups)
    (folder / "petit.toml").write_text(form, encoding="utf-8")
    return read_form(folder / "petit.toml")


def tables_of(**counted: Rows) -> dict[str, SimpleNamespace]:
    """The tables of these counts; `statistics__…` replaces one."""
    given = COUNTED | {name.replace("__", "."): rows for name, rows in counted.items()}
    tables = defaultdict(lambda: SimpleNamespace(records=()))
    return tables | {name: SimpleNamespace(records=rows) for name, rows in given.items()}


def told(folder: Path, published: str = "mode") -> PublicResults:
    """What is public of these counts where that question is published."""
    return public_results(tables_of(), form_of(folder, published))


@pytest.mark.parametrize(("count", "has_folder"), [(49, False), (50, True)])
def test_nothing_is_public_of_fewer_than_50(count, has_folder, tmp_path):
    counts = [{"counting_rule": "all", "contribution_count": count}]
    why = why_nothing_is_public(tables_of(statistics__rule_counts=counts), form_of(tmp_path))

    assert (why is None) == has_folder


@pytest.mark.parametrize("published", ["combien", "mode"])
def test_a_number_is_told_where_its_question_is_published(published, tmp_path):
    assert len(told(tmp_path, published).numbers) == (published == "combien")


def test_a_category_has_all_its_persons_and_a_question_is_one_table_with_its_totals_first(
    tmp_path,
):
    results = told(tmp_path)
    tables = {table.kind: table for table in results.tables}
    chart = Chart(tables[Kind.ANSWERS], results)

    kinds = [table.kind for table in results.tables]
    assert (kinds.count(Kind.CATEGORIES), kinds.count(Kind.ANSWERS)) == (1, 1)
    assert [row.cells[0].count for row in tables[Kind.CATEGORIES].rows] == [100]
    bars = [(row.id, chart.is_total(row), row.cells[0].count) for row in chart.bars]
    others = [("velo", False, 60), ("train", False, 35), ("autre", False, None)]
    assert bars == [("total-1", True, 95), *others]
    # Counted until the last day on which somebody answered.
    assert results.counted_until == dt.date(2022, 3, 12)


@pytest.mark.parametrize("is_all_read", [True, False])
def test_themes_say_if_texts_are_unread_and_nothing_that_tells_few_apart(is_all_read, tmp_path):
    form = form_of(tmp_path)
    theme = {"question_id": "texte", "theme_id": "cout", "title": "Coût", "position": 1}
    shown = []
    for count in range(1, 11):
        rows = [theme | {"theme_count": count, "coded_count": 60, "is_all_read": is_all_read}]
        results = public_results(tables_of(public__themes=rows), form)
        shown += [table for table in results.tables if table.kind is Kind.THEMES]

    assert len(shown) == 10
    assert all(table == shown[0] for table in shown)
    assert ("pas été lus" in shown[0].several) == (not is_all_read)

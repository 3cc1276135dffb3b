"""resultats.csv: every figure of the page once, few told from nobody, its columns explained."""

from __future__ import annotations

import pytest

from consultation.public.page import CSV
from consultation.public.public_folder import write_figures
from consultation.words.french import schema_text
from tests.cases.public_results import public_results
from tests.cases.runs import records_of

KEY = ("table_id", "item_id", "column_id", "row_id")


@pytest.fixture(scope="module")
def figures(tmp_path_factory) -> list[dict[str, str]]:
    folder = tmp_path_factory.mktemp("public")
    write_figures(public_results(), folder)
    return records_of(folder / CSV)


def test_every_figure_of_the_tables_has_one_row_with_labels_beside_its_identifiers(figures):
    told = {
        (table.id, row.item, column.id, row.id): (table.title, row.label, column.label)
        for table in public_results().tables
        for row in table.rows
        for column in table.columns
    }
    labels = ("table_label", "row_label", "column_label")
    written = {tuple(row[name] for name in KEY): [row[name] for name in labels] for row in figures}

    assert len(figures) == len(told)
    assert written == {key: list(value) for key, value in told.items()}


def test_a_count_is_there_where_the_column_beside_says_so_and_a_share_where_its_base_is(figures):
    assert {row["count_status"] for row in figures} == {"arrondi", "10 ou moins"}
    for row in figures:
        assert bool(row["person_count"]) == (row["count_status"] == "arrondi")  # 0 is nobody
        assert bool(row["person_share"]) == bool(row["person_count"] and row["base_count"])
        if row["person_share"]:
            exact = int(row["person_count"]) / int(row["base_count"])
            assert float(row["person_share"]) == pytest.approx(exact, abs=0.005)


def test_where_nothing_may_be_told_the_file_has_its_header_alone_and_the_readme_explains_it(
    figures, tmp_path
):
    write_figures(public_results(tables=()), tmp_path)
    assert records_of(tmp_path / CSV) == []

    explained = schema_text("public.txt").partition("Les colonnes de resultats.csv")[2]
    words = {word.strip(",") for word in explained.split()}
    assert figures[0].keys() <= words

"""The public tables as CSV files: tidy, documented, few told from nobody."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from consultation.public.table_descriptions import write_tables
from tests.cases.public_results import public_results

BOOK = "livre-de-code.csv"


def written(public: Path, **changes: object) -> Path:
    write_tables(public_results(**changes), public)
    return public / "tables"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return written(tmp_path_factory.mktemp("public"))


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def figures(folder: Path) -> list[dict[str, str]]:
    """The rows of all tables, one below the other."""
    return [row for table in public_results().tables for row in rows_of(folder / f"{table.id}.csv")]


def test_every_table_is_a_file_with_the_same_columns_and_a_row_per_figure(folder):
    headers = {
        (folder / f"{table.id}.csv").open(encoding="utf-8").readline()
        for table in public_results().tables
    }
    assert len(headers) == 1
    counts = Counter(row["table_id"] for row in figures(folder))
    assert counts == {
        table.id: len(table.rows) * len(table.columns) for table in public_results().tables
    }
    keys = [
        tuple(row[name] for name in ("table_id", "item_id", "column_id", "row_id"))
        for row in figures(folder)
    ]
    assert len(set(keys)) == len(keys)


def test_a_count_is_there_where_the_column_beside_says_so(folder):
    assert {row["count_status"] for row in figures(folder)} == {"arrondi", "10 ou moins"}
    for row in figures(folder):
        assert bool(row["person_count"]) == (row["count_status"] == "arrondi")  # 0 is nobody


def test_a_share_comes_with_what_it_is_computed_from(folder):
    for row in figures(folder):
        assert bool(row["person_share"]) == bool(row["person_count"] and row["base_count"])
        if row["person_share"]:
            exact = int(row["person_count"]) / int(row["base_count"])
            assert float(row["person_share"]) == pytest.approx(exact, abs=0.005)


def test_the_code_book_explains_every_column_and_identifier(folder):
    book = rows_of(folder / BOOK)
    meanings = {row["column"]: row["meaning"] for row in book if row["table"] == "*.csv"}
    assert set(figures(folder)[0]) == set(meanings) - {""}
    assert all(meanings.values())
    values = {(row["table"], row["column"]): row["values"] for row in book}
    for row in figures(folder):
        for name in ("item_id", "column_id", "row_id"):
            label = row[name.replace("_id", "_label")].removeprefix("'")
            if row[name]:
                assert f"{row[name]} = {label}" in values[row["table_id"], name].split(" ; ")

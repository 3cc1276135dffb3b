"""The public tables as CSV files: tidy, documented, valid for programs, few told from nobody."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest

from consultation.public.table_descriptions import write_tables
from tests.cases.frictionless import frictionless
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


def package_of(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


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


def test_frictionless_finds_the_tables_valid(folder):
    found = frictionless(folder)
    assert found.returncode == 0, found.stdout
    assert found.stdout.count("VALID") == len(package_of(folder)["resources"])


def test_frictionless_finds_another_word_than_those_for_few(folder, tmp_path):
    spoilt = written(tmp_path)
    table = spoilt / "avis.csv"
    table.write_text(table.read_text("utf-8").replace("10 ou moins", "peu"), encoding="utf-8")
    assert frictionless(spoilt).returncode != 0


def test_every_csv_file_is_described(folder):
    described = {each["path"]: each for each in package_of(folder)["resources"]}
    assert set(described) == {path.name for path in folder.glob("*.csv")}
    for resource in described.values():
        assert resource["title"]
        assert resource["description"]
        assert all(each["description"] for each in resource["schema"]["fields"])


@pytest.mark.parametrize(
    ("licence", "described"),
    [
        ("Licence Ouverte 2.0", [{"name": "Licence-Ouverte-2.0", "title": "Licence Ouverte 2.0"}]),
        ("https://example.org/licence", [{"path": "https://example.org/licence"}]),
        ("", None),
    ],
)
def test_the_licence_is_that_of_the_form_file(tmp_path, licence, described):
    folder = written(tmp_path, licence=licence)
    assert package_of(folder).get("licenses") == described
    assert frictionless(folder).returncode == 0

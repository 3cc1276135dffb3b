"""What analysts open: names by rule, tables in words, Parquet copies, older DuckDBs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import polars as pl
import pytest

from consultation.notices import codebook
from consultation.warehouse.published.published_copy import (
    PARQUET,
    is_as_in_parquet,
    write_published_copy,
)
from consultation.warehouse.store import connection as warehouse_connection
from consultation.warehouse.store.connection import open_database
from tests.cases.command import environment
from tests.cases.places import ROOT
from tests.cases.runs import THREE, Run, built, published, records_of
from tests.cases.small import row, small_run

OLD_DUCKDB = ROOT / ".venv" / "duckdb-1.4"
DATABASE = Path("organisation") / "consultation.duckdb"


@pytest.fixture(scope="module")
def run() -> Run:
    return published(*THREE)


@pytest.fixture(scope="module")
def connection(run) -> Iterator[duckdb.DuckDBPyConnection]:
    with closing(duckdb.connect(str(run.release / DATABASE), read_only=True)) as opened_file:
        yield opened_file


# Names

TYPES = {
    "_id": {"VARCHAR"},
    "_label": {"VARCHAR"},
    "_count": {"BIGINT", "INTEGER", "DOUBLE"},
    "_share": {"DOUBLE"},
    "_at": {"TIMESTAMP"},
    "_date": {"DATE"},
}


def test_a_columns_name_tells_its_type(connection):
    columns = connection.execute(
        "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns()"
        " where not internal"
    ).fetchall()

    assert len(columns) > 150
    for table, column, kind in columns:
        has_prefix = column.startswith(("is_", "has_"))
        kinds = [known for ending, known in TYPES.items() if column.endswith(ending)]
        assert all(kind in known for known in kinds), (table, column)
        assert has_prefix == (kind == "BOOLEAN"), (table, column)


# Tables in words


def test_answers_in_words_are_the_answers_that_count(connection):
    difference = connection.execute(
        "select answers.* from clean.answers as answers"
        " semi join respondents.contributions using (submission_id)"
        " except all select submission_id, question_id, item_id, choice_id, text, number, date"
        " from respondents.answers_labelled"
    ).fetchall()
    unlabelled = connection.execute(
        "select count(*) from respondents.answers_labelled where question_label is null"
        " or (choice_id is not null and choice_label is null)"
        " or (item_id is not null and item_label is null)"
    ).fetchall()

    assert difference == []
    assert unlabelled == [(0,)]


@pytest.mark.slow
def test_facts_of_a_contribution_are_those_that_can_be_told_by_hand(tmp_path):
    small = small_run(
        tmp_path,
        row(1, at="14/02/2022 - 10:00", Texte="un deux  trois", Suite="quatre", Combien="5",
            Nom="Ada", Envoi="Oui, sans nom", Qui="Citoyen·ne", Code_postal="2A000"),
        row(2, at="14/07/2022 - 23:30", Nom="Camille", Envoi="Oui, en mon nom", Bruit="X",
            Code_postal="34000"),
    )  # fmt: skip
    small.publish()

    assert small.published(
        "select submission_id, answered_local_at::varchar, name, departement_label,"
        " category_label, answered_question_count, text_count, word_count"
        " from respondents.contributions_labelled order by all"
    ) == [
        ("petit:1", "2022-02-14 10:00:00", None, None, "Citoyen·ne", 3, 2, 4),
        ("petit:2", "2022-07-14 23:30:00", "Camille", "Hérault", None, 1, 0, 0),
    ]


# Parquet


def test_parquet_files_are_sorted_by_a_key(run):
    for table, key in PARQUET.items():
        frame = pl.read_parquet(run.release / "organisation" / "parquet" / f"{table}.parquet")
        keys = frame.select(key.split(", ")).rows()

        assert len(set(keys)) == len(keys), table
        assert keys == sorted(keys, key=lambda row: [(v is None, v) for v in row]), table


def test_parquet_files_are_the_same_bytes_whatever_the_threads(tmp_path, monkeypatch):
    run = built(*THREE)
    contents = []
    for threads in (1, 4):
        folder = tmp_path / str(threads)
        folder.mkdir()
        monkeypatch.setitem(warehouse_connection._SAFE, "threads", threads)
        with open_database(run.folders.database(run.form_id), folder) as work:
            write_published_copy(work, folder / "consultation.duckdb")
        assert is_as_in_parquet(folder / "consultation.duckdb")
        contents.append({path.name: path.read_bytes() for path in (folder / "parquet").iterdir()})

    assert contents[0] == contents[1]
    assert set(contents[0]) == {f"{table}.parquet" for table in PARQUET}


@pytest.mark.parametrize(
    "change",
    [
        "alter table clean.submissions add column more integer",
        "alter table form.choices rename choice_id to kept;"
        " alter table form.choices rename label to choice_id;"
        " alter table form.choices rename kept to label",
        "alter table families.members rename to kept;"
        " create view families.members as from families.kept",
        "create or replace view respondents.answers_labelled as from clean.answers limit 0",
    ],
)
def test_a_database_that_was_changed_is_not_as_in_parquet(run, tmp_path, change):
    folder = (run.release / DATABASE).parent
    shutil.copytree(folder / "parquet", tmp_path / "parquet")
    database = Path(shutil.copy(folder / DATABASE.name, tmp_path))
    assert is_as_in_parquet(database)

    database.chmod(0o600)
    with closing(duckdb.connect(str(database))) as changed:
        changed.execute(change)

    assert not is_as_in_parquet(database)


# Other DuckDBs

OLD = """
import json, sys
sys.path.insert(0, sys.argv[1])
import duckdb
connection = duckdb.connect(sys.argv[2], read_only=True, config={
    "enable_external_access": "false", "autoinstall_known_extensions": "false"})
tables = connection.execute(
    "select schema_name || '.' || table_name, comment from duckdb_tables() where not internal"
    " union all select schema_name || '.' || view_name, comment from duckdb_views()"
    " where not internal").fetchall()
columns = connection.execute(
    "select count(*), count(comment) from duckdb_columns() where not internal").fetchall()[0]
counts = {name: connection.execute(f"select count(*) from {name}").fetchall()[0][0]
          for name, _comment in tables}
print(json.dumps({"version": duckdb.__version__, "tables": dict(tables), "columns": columns,
                  "counts": counts}))
"""


def test_duckdb_1_4_opens_the_file_with_its_views_and_comments(run, connection):
    assert OLD_DUCKDB.is_dir(), "`make test` installs DuckDB 1.4 beside the environment"
    ended = subprocess.run(
        [sys.executable, "-c", OLD, str(OLD_DUCKDB), str(run.release / DATABASE)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 0, ended.stderr
    seen = json.loads(ended.stdout)

    assert seen["version"].startswith("1.4.")
    assert "respondents.answers_labelled" in seen["tables"]
    assert [table for table, comment in seen["tables"].items() if not comment] == []
    assert seen["columns"][0] == seen["columns"][1] > 150
    for table, count in seen["counts"].items():
        assert connection.execute(f"select count(*) from {table}").fetchall() == [(count,)]


# The code book


def test_the_code_book_tells_every_column_of_every_file_and_every_id_in_it(run):
    folder = run.release / "organisation" / "statistiques"
    files = {path.stem: pl.read_csv(path, infer_schema=False) for path in folder.glob("*.csv")}
    book = records_of(folder / f"{codebook.NAME}.csv")
    del files[codebook.NAME]

    columns = {(table, name) for table, frame in files.items() for name in ("", *frame.columns)}
    assert {(told["table"], told["column"]) for told in book} == columns | {("*.csv", "")}
    assert all(told["meaning"] and told["values"] for told in book)
    for told in book:
        if told["column"] in {"box", "consent", "counting_rule", "category_id", "question_id"}:
            known = {one.partition(" = ")[0] for one in told["values"].split(codebook.SEPARATOR)}
            used = set(files[told["table"]][told["column"]].drop_nulls())
            assert used <= known, told["table"]


def test_ids_stand_beside_their_labels(run):
    """In the files, and in the database for whoever writes SQL."""
    shown = {
        path.name: pl.read_csv(path, infer_schema=False).columns
        for path in (run.release / "organisation" / "statistiques").glob("*.csv")
    }
    shown |= dict(
        run.published(
            "select table_name, list(column_name) from duckdb_columns()"
            " where schema_name = 'statistics' group by 1"
        )
    )
    for table, columns in shown.items():
        for column in columns:
            if column.endswith("_id") and column not in ("family_id", "submission_id"):
                assert f"{column.removesuffix('_id')}_label" in columns, table

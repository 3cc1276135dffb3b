"""The published database: a form's tables for analysts, without raw data or contact details. DuckDB
1.4 can read it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from consultation.warehouse.store.connection import (
    Connection,
    attach,
    execute,
    extra_cursor,
    transaction,
)
from consultation.warehouse.store.duckdb_values import CLOSED, literal, write_ordered
from consultation.warehouse.tables.models import (
    Model,
    all_models,
    in_build_order,
    read_model,
    sql_files,
)

PUBLISHED_SCHEMAS = ("form", "clean", "respondents", "families", "coding", "statistics", "quotes")

# The version is for DBeaver and DuckDB's command line, which can't open files of DuckDB 2 yet.
# With blocks of the usual size, thirty small tables would take 9 MB. Still smaller blocks compress
# texts less well, as each block begins anew.
STORAGE = "storage_version 'v1.4.0', block_size 65536"

FORM_COMMENTS = {
    "form.form": "The form.\nOne row.",
    "form.blanks": "What the note of method still waits for.\nOne row per blank.",
    "form.sending_parts": "Digests of what decides sending in the form file.\nOne row per part.",
    "form.consent_questions": "Questions that decide consent.\nOne row per question.",
    "form.consents": "Answers to the question of consent.\nOne row per state of consent.",
    "form.questions": "Questions of the form.\nOne row per question; key: question_id.",
    "form.items": "Sub-questions of the grids.\nOne row per question and item.",
    "form.choices": "Choices of the closed questions.\nOne row per question and choice.",
    "form.groups": "Choices counted together, in totals.\nOne row per question and choice.",
    "form.categories": "Kinds of respondents that the form offers.\nOne row per category.",
    "form.coding": "How texts are coded by people.\nOne row.",
    "form.coders": "Who codes.\nOne row per coder.",
    "form.tools": "Tools whose exports are read, and what their answers have.\nOne row per tool.",
    "form.thresholds": "What counts are measured against.\nOne row.",
    "form.words": "French words for ids.\nOne row per kind and id.",
}


# The tables that are also published as Parquet files: name → columns that sort the rows.
PARQUET = {
    "clean.answers": "submission_id, question_id, item_id, choice_id",
    "clean.submissions": "submission_id",
    "families.additions": "question_id, text_id, segment_number",
    "families.families": "family_id",
    "families.members": "question_id, submission_id",
    "form.choices": "question_id, position",
    "form.items": "question_id, position",
    "form.questions": "position",
    "respondents.answers_labelled": "submission_id, question_id, item_id, choice_id",
    "respondents.contributions_labelled": "submission_id",
    "respondents.flow": "submission_id",
    "statistics.answer_counts": "question_id, item_id, choice_id, counting_rule",
}

# The views that are stored as tables: they have local times, which R's DuckDB can't compute.
STORED = {"respondents.contributions_labelled"}


def write_published_copy(connection: Connection, path: Path) -> None:
    """Copy the schemas `PUBLISHED_SCHEMAS` of the working database to a new database file at
    `path`, with comments and views. Also write its main tables as Parquet files, in the folder
    `parquet` next to it."""
    with extra_cursor(connection) as copier:
        attach(copier, path, "published", STORAGE)
        try:
            for table in published_tables(copier):
                _copy(copier, table)
            with _in_use(copier, "published"):
                make_views(copier)
                write_parquet_copies(copier, path.with_name("parquet"))
            execute(copier, "checkpoint published")
        finally:
            execute(copier, "detach published")


def is_as_in_parquet(database: Path) -> bool:
    """True if the published database can be read, and the tables named in `PARQUET` have the same
    rows in it as in the Parquet files next to it.

    During this check, DuckDB can open no file outside the database's folder.
    """
    try:
        with closing(duckdb.connect(config=CLOSED)) as connection:
            folder = str(database.parent.absolute())
            execute(connection, "set allowed_directories = [$folder]", {"folder": folder})
            execute(connection, "set enable_external_access = false")
            attach(connection, database, "published", "read_only")
            return _has_its_tables(connection) and not any(
                _differs(connection, table, database) for table in PARQUET
            )
    except duckdb.Error:
        return False


def _has_its_tables(connection: Connection) -> bool:
    """True if the tables named in `PARQUET` are stored in the database. A view in their place could
    read other data. The names that are views by design (sql/views/) are not tested."""
    views = {view.table for view in all_views()} - STORED
    listed = "select schema_name || '.' || table_name from duckdb_tables()"
    tables = execute(connection, f"{listed} where database_name = 'published'")
    return PARQUET.keys() - views <= {table for (table,) in tables}


def _differs(connection: Connection, table: str, database: Path) -> bool:
    file = literal(str(database.with_name("parquet").absolute() / f"{table}.parquet"))
    new, kept = f"from published.{table}", f"from read_parquet({file})"
    if _columns(connection, new) != _columns(connection, kept):
        return True
    differing = f"({new} except all {kept}) union all ({kept} except all {new}) limit 1"
    return bool(execute(connection, differing))


def _columns(connection: Connection, query: str) -> list[tuple[str, str]]:
    return [(name, kind) for name, kind, *_ in execute(connection, f"describe {query}")]


def write_parquet_copies(connection: Connection, folder: Path) -> None:
    """Write each table named in `PARQUET` to a Parquet file in a new folder, its rows sorted:
    `clean.answers` → `clean.answers.parquet`."""
    folder.mkdir(mode=0o700)
    for table, key in PARQUET.items():
        write_ordered(connection, f"from {table} order by {key}", folder / f"{table}.parquet")


def published_tables(connection: Connection) -> list[str]:
    """The tables and views of the working database that are published, in alphabetical order."""
    return [
        table
        for (table,) in execute(
            connection,
            "select distinct schema_name || '.' || table_name from duckdb_columns()"
            " where database_name = 'work' and list_contains($schemas, schema_name)"
            " order by all",
            {"schemas": list(PUBLISHED_SCHEMAS)},
        )
    ]


def _copy(connection: Connection, table: str) -> None:
    schema, _ = table.split(".")
    execute(connection, f"create schema if not exists published.{schema}")
    execute(connection, f"create table published.{table} as from work.{table}")
    comments = FORM_COMMENTS | {model.table: model.comment for model in all_models()}
    # Rows are stored outside the transaction, which would hold them in memory. Comments are stored
    # in it, as each would otherwise be a write to the disk.
    with _in_use(connection, "published"), transaction(connection):
        execute(connection, f"comment on table {table} is {literal(comments[table])}")
        describe_columns(connection, table)


@contextmanager
def _in_use(connection: Connection, database: str) -> Iterator[None]:
    """Make `database` the connection's current database while the `with` block lasts:
    `clean.answers` is then its table. Afterwards, the working database (`work`) is the current
    database again."""
    execute(connection, f"use {database}")
    try:
        yield
    finally:
        execute(connection, "use work")


@cache
def all_views() -> tuple[Model, ...]:
    """The views of the published database, read from sql/views/<schema>/. A view comes after the
    views that it reads."""
    selects = sql_files(files("sql").joinpath("views"))
    return in_build_order(read_model(f"0_{path}", text) for path, text in selects)


def make_views(connection: Connection) -> None:
    """Create the views of the published database in the current database, with comments. A view
    named in `STORED` becomes a table."""
    for view in all_views():
        kind = "table" if view.table in STORED else "view"
        execute(connection, f"create {kind} {view.table} as\n{view.query}")
        execute(connection, f"comment on {kind} {view.table} is {literal(view.comment)}")
        describe_columns(connection, view.table)


@cache
def column_descriptions() -> dict[str, str]:
    """Column → its description. The key is a column's name, `sid`, for any table that has the
    column. It is `schema.table.column` for a description that is only true in this table."""
    text = files("schemas").joinpath("columns.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    descriptions = dict(tables.pop("columns"))
    for table, columns in tables.items():
        descriptions |= {f"{table}.{name}": words for name, words in columns.items()}
    return descriptions


def describe_columns(connection: Connection, table: str) -> None:
    """Set the descriptions of a table's or view's columns as their comments. A column without
    description gets none."""
    known = column_descriptions()
    for column, *_ in execute(connection, f"describe {table}"):
        words = known.get(f"{table}.{column}", known.get(column))
        if words is not None:
            execute(connection, f'comment on column {table}."{column}" is {literal(words)}')

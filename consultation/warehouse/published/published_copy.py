"""The copy of the warehouse that analysts open: no raw data, no contact, readable by 1.4."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import duckdb

from consultation.warehouse.published.parquet import write_ordered
from consultation.warehouse.store.connection import (
    Connection,
    attach,
    beside,
    execute,
    transaction,
)
from consultation.warehouse.store.duckdb_values import literal
from consultation.warehouse.tables.descriptions import describe_columns
from consultation.warehouse.tables.models import all_models
from consultation.warehouse.tables.views import make_views

PUBLISHED_SCHEMAS = ("form", "clean", "respondents", "families", "coding", "statistics", "quotes")

# DBeaver and the command line lag behind the library: a file of DuckDB 2 is closed to them.
# Small blocks: thirty small tables would take 9 MB of the usual ones. Smaller still, DuckDB learns
# anew how to pack a column of texts in each of them.
STORAGE = "storage_version 'v1.4.0', block_size 65536"

FORM_COMMENTS = {
    "form.form": "The form.\nOne row.",
    "form.blanks": "What the note of method still waits for.\nOne row per blank.",
    "form.consent_questions": "Questions that decide consent.\nOne row per question.",
    "form.consents": "Answers to the question of consent.\nOne row per state of consent.",
    "form.questions": "Questions of the form.\nOne row per question; key: question_id.",
    "form.items": "Sub-questions of the grids.\nOne row per question and item.",
    "form.choices": "Choices of the closed questions.\nOne row per question and choice.",
    "form.groups": "Choices counted together, in totals.\nOne row per question and choice.",
    "form.categories": "Kinds of respondents that the form offers.\nOne row per category.",
    "form.coding": "How texts are coded by people.\nOne row.",
    "form.coders": "Who codes.\nOne row per coder.",
    "form.thresholds": "What counts are measured against.\nOne row.",
    "form.words": "French words for ids.\nOne row per kind and id.",
}


# What is published as Parquet too, and the key that sorts it.
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


def write_published_copy(connection: Connection, path: Path) -> str:
    """The published schemas are in a new file, comments and views included, and in Parquet files
    beside it.

    Returns a digest of the tables' content that does not depend on the order of rows; views,
    which say the same again, have no part in it.
    """
    with beside(connection) as copier:
        attach(copier, path, "published", STORAGE)
        try:
            for table in published_tables(copier):
                _copy(copier, table)
            with _in_use(copier, "published"):
                make_views(copier)
                digest = _digest(copier)
                write_parquet_copies(copier, path.with_name("parquet"))
            execute(copier, "checkpoint published")
        finally:
            execute(copier, "detach published")
    return digest


def content_of(path: Path) -> str | None:
    """The same digest of a published database; None where it can't be read whole."""
    try:
        with closing(duckdb.connect(path, read_only=True)) as connection:
            return _digest(connection)
    except duckdb.Error:
        return None


def write_parquet_copies(connection: Connection, folder: Path) -> None:
    """The main tables of the database in use are in the folder, a sorted file each."""
    folder.mkdir(mode=0o700)
    for table, key in PARQUET.items():
        write_ordered(connection, f"from {table} order by {key}", folder / f"{table}.parquet")


def published_tables(connection: Connection) -> list[str]:
    """The tables and views of the published schemas, in alphabetical order."""
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
    # The rows are stored by now, for a transaction holds them in memory; comments, each of which
    # is a write to the disk on its own, are stored together.
    with _in_use(connection, "published"), transaction(connection):
        execute(connection, f"comment on table {table} is {literal(comments[table])}")
        describe_columns(connection, table)


@contextmanager
def _in_use(connection: Connection, database: str) -> Iterator[None]:
    """Names without a database are looked up in this one; afterwards in `work` again."""
    execute(connection, f"use {database}")
    try:
        yield
    finally:
        execute(connection, "use work")


def _digest(connection: Connection) -> str:
    """That of all the tables of the database in use."""
    tables = execute(
        connection,
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where database_name = current_database() order by all",
    )
    lines = (f"{table} {_content(connection, table)}\n" for (table,) in tables)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _content(connection: Connection, table: str) -> str:
    """Rows and their checksums' sum: equal for equal content in any order."""
    columns = [row[0] for row in execute(connection, f"describe {table}")]
    cells = ", ".join(f"coalesce(\"{column}\"::varchar, '∅')" for column in columns)
    rows, total = execute(
        connection,
        f"select count(*), coalesce(sum(md5_number_lower(concat_ws('|', {cells}))), 0)"
        f" from {table}",
    )[0]
    return f"{rows} {total}"

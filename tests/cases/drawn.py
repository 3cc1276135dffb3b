"""Tables drawn in text, and the files of sql/ built over them in a database in memory.

A drawing shows only the columns that its test is about:

    submission_id | submitted_at
    f:1           | 2026-02-01 10:00

An empty cell is null, and quotes keep spaces around a cell. A rule may stand below the names of
the columns. Columns that are not drawn hold what `ORDINARY` says, else null. Tables that are not
drawn are empty, but for the form's own, the states of consent, and our words and thresholds, which
most selects rest on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import cache

import duckdb
import polars as pl

from consultation.warehouse.store import store
from consultation.warehouse.store.connection import Connection, append, execute
from consultation.warehouse.store.duckdb_values import CLOSED
from consultation.warehouse.store.form_tables import COLUMNS, THRESHOLDS
from consultation.warehouse.store.functions import make_functions, make_plain_functions, make_words
from consultation.warehouse.tables import models
from consultation.words.french import words

Row = dict[str, object]
Drawing = list[dict[str, str | None]]

# What a column holds where no test cares, so that a drawing can leave it out.
ORDINARY_CELLS = """
form.form: form_id=f time_zone=Europe/Paris has_consent=true is_example=false
form.questions: is_closed=true is_confirmed=true kind=choices
form.categories: is_collective=false
raw.exports: file_format=delimited is_date_order_assumed=false
typed.exports: has_sids=true has_draft_marks=true has_modification_times=true
typed.submissions: is_draft=false consent=anonymous
typed.answers: field_kind=question
clean.submissions: is_draft=false consent=anonymous
clean.exports: draft_count=1 has_draft_marks=true has_consent=true
facts.exports: has_consent=true
history.exports: has_draft_marks=true has_modification_times=true has_consent=true \
file_format=delimited
history.versions: is_draft=false version_rank=1
people.people: has_usable_name=true
families.members: has_addition=false
respondents.eligible: respondent_kind=individual consent=anonymous
respondents.contributions: respondent_kind=individual consent=anonymous is_consent_decided=false
raw.decisions: file_id=d decision_kind=same_person fingerprint=0 decided_at=2026-11-24T10:00
clean.decisions: decision_kind=same_person is_contradictory=false has_other_choice=false \
decided_at=2026-11-24T10:00
respondents.decisions: decision_kind=same_person state=applied has_other_choice=false \
decided_at=2026-11-24T10:00
raw.withdrawals: file_id=w sheet=Retraits identifier_kind=submission request=withdraw \
decided_at=2026-11-24T10:00
raw.themes: file_id=d position=1 decided_at=2026-11-24T10:00
raw.codes: file_id=d coder=A question_id=q is_quotable=false is_cancelled=false \
is_read_again=false decided_at=2026-11-24T10:00 asked_ids=[]
coding.unit_texts: question_id=q is_original=true
people.said_names: field_id=name is_usable=true
sending.contributions: consent=anonymous
redaction.texts: is_answer=true
review.voices: respondent_kind=individual
statistics.weights: counting_rule=all weight=1
"""
ORDINARY = {
    table: dict(cell.split("=") for cell in cells.split())
    for table, cells in (line.split(": ") for line in ORDINARY_CELLS.strip().splitlines())
}

# The form's tables that are there though they are not drawn.
DECLARED = ("form.form", "form.thresholds", "form.words")
# What `word` says of ids.
FORM_TABLES = {"form.words", "form.categories", "form.questions"}
# Tables of sql/ that are as in a database in which nothing was drawn, where all that they read is.
UNDRAWN = {"history.consents"}

FIELDS_OF_ALL_FORMS = [
    ("consent", "consent"),
    ("category", "category"),
    *[("role", role) for role in ("email", "name", "collective", "commune", "postcode", "phone")],
]


def drawn(text: str) -> Drawing:
    """The rows of a drawn table; empty cells are null."""
    header, *lines = [line for line in text.strip().splitlines() if line.strip()]
    names = [name.strip() for name in header.split("|")]
    if lines and set(lines[0].strip()) <= {"-", "+"}:
        del lines[0]
    return [dict(zip(names, map(unquoted, line.split("|")), strict=True)) for line in lines]


def unquoted(cell: str) -> str | None:
    """What stands in a drawn cell."""
    cell = cell.strip()
    return cell[1:-1] if cell.startswith('"') else cell or None


def drawing_of(columns: str, rows: Iterable[str]) -> str:
    """The drawing of a table of these rows, each written as in a drawing."""
    return "\n".join([columns, "---", *rows])


def cells_by(rows: Iterable[Row], key: str, column: str) -> dict[object, object]:
    """A column of the rows by another one, which no two of them share."""
    pairs = [(row[key], row[column]) for row in rows]
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


def assert_rows(rows: Iterable[Row], drawing: str) -> None:
    """The rows are the drawn rows, in any order. Columns that are not drawn don't matter."""
    expected = drawn(drawing)
    columns = [name.strip() for name in drawing.strip().splitlines()[0].split("|")]
    actual = [{column: in_text(row[column]) for column in columns} for row in rows]
    assert by_text(actual) == by_text(expected)


def by_text(rows: Drawing) -> Drawing:
    """The rows in an order that depends on nothing but them."""
    return sorted(rows, key=lambda row: [(cell is not None, cell or "") for cell in row.values()])


def in_text(value: object) -> str | None:
    """A value as drawings write it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}" if not value.second else f"{value:%Y-%m-%d %H:%M:%S}"
    return f"{value:g}" if isinstance(value, float) else str(value)


class Warehouse:
    """A form's database in memory, every table as drawn; a new database unless one is given."""

    def __init__(self, drawings: dict[str, str], connection: Connection | None = None) -> None:
        self.drawn_tables = {name.replace("__", "."): text for name, text in drawings.items()}
        self.changed = set(self.drawn_tables)
        self.connection = connection or undrawn()
        for table, text in self.drawn_tables.items():
            if table in DECLARED:
                execute(self.connection, f"delete from {table}")
            draw(self.connection, table, drawn(text))
        if self.changed & FORM_TABLES:
            make_words(self.connection)

    def build(self, table: str) -> list[Row]:
        """The rows of one table, made from its inputs as they are drawn, by way of its steps."""
        for model in models.needed_for([table]):
            if model.schema.endswith("_steps") and model.table not in self.drawn_tables:
                make(self.connection, model.table)
        make(self.connection, table)
        return self.rows(f"from {table}")

    def build_chain(self, table: str) -> list[Row]:
        """The rows of a table, once every table that it rests on and that is not drawn is built.

        What is read of an export and not drawn is the plainest: all of its fields were there.
        """
        self._make_all(models.needed_for([table]))
        return self.rows(f"from {table}")

    def build_all(self) -> None:
        """Every table that is not drawn is built, as by a chain; submissions have references."""
        execute(
            self.connection,
            "insert into pseudonyms.submissions select distinct submission_id,"
            " 'reference of ' || submission_id from typed.submissions",
        )
        self.changed.add("pseudonyms.submissions")
        self._make_all(below_publications())

    def _make_all(self, chained: Iterable[models.Model]) -> None:
        """What would stay as it was where nothing was drawn is not made."""
        self.changed.update(describe_exports(self.connection, self.drawn_tables))
        for model in chained:
            is_same = model.inputs.isdisjoint(self.changed)
            if model.table in self.drawn_tables or (is_same and model.table in UNDRAWN):
                continue
            if make(self.connection, model.table):
                self.changed.add(model.table)
            elif is_same:
                UNDRAWN.add(model.table)

    def rows(self, query: str) -> list[Row]:
        """The rows of a query."""
        result = self.connection.execute(query)
        names = [column[0] for column in result.description or []]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@contextmanager
def drawn_for_a_while(drawings: dict[str, str]) -> Iterator[Warehouse]:
    """A warehouse of these drawings in the one database that is kept; what was drawn and built is
    taken back, which is ten times sooner than to make some 250 empty tables again."""
    connection = _kept_database()
    execute(connection, "begin")
    try:
        yield Warehouse(drawings, connection)
    finally:
        execute(connection, "rollback")


@cache
def _kept_database() -> Connection:
    return undrawn()


def undrawn() -> Connection:
    """A database in which nothing was drawn: empty but for the form, thresholds, words, states."""
    connection = in_memory()
    execute(connection, script())
    draw(connection, "form.form", [{}])
    draw(connection, "form.thresholds", [{k: str(v) for k, v in THRESHOLDS.items()}])
    append(connection, "form.words", pl.DataFrame([asdict(word) for word in words()]))
    make_functions(connection)
    make(connection, "history.consents")
    return connection


def make(connection: Connection, table: str) -> int:
    """The table is made of its inputs as they are; returns how many rows it has."""
    return execute(connection, _making(table))[0][0]


@cache
def _making(table: str) -> duckdb.Statement:
    query = f"create or replace table {table} as\n{models.query_of(table)}"
    (statement,) = duckdb.extract_statements(query)
    return statement


def in_memory() -> Connection:
    """An empty database in memory, in UTC and with the functions that need no word."""
    connection = duckdb.connect(config=CLOSED | {"threads": 1})
    execute(connection, "set TimeZone = 'UTC'")
    execute(connection, "set enable_optimizer = false")  # planning is most of a drawing's time
    make_plain_functions(connection)
    return connection


@cache
def shapes() -> dict[str, dict[str, str]]:
    """The columns of every table below publications, and their types."""
    connection = empty_warehouse()
    shape: dict[str, dict[str, str]] = {}
    for table, column, kind in execute(
        connection,
        "select schema_name || '.' || table_name, column_name, data_type"
        " from duckdb_columns() where not internal and schema_name != 'main'"
        " order by table_oid, column_index",
    ):
        shape.setdefault(table, {})[column] = kind
    connection.close()
    return shape


def empty_warehouse() -> Connection:
    """A database with every table below publications, all of them without a row."""
    connection = in_memory()
    store.prepare(connection)
    for table, columns in COLUMNS.items():
        execute(connection, create(f"form.{table}", columns))
    make_functions(connection)
    models.build(connection, below_publications())
    return connection


def below_publications() -> list[models.Model]:
    """The models whose tables are asked about here."""
    left_out = ("publications", models.PACK)
    return [model for model in models.all_models() if model.schema not in left_out]


@cache
def script() -> str:
    """Statements that make every table, without a row and without a required column."""
    schemas = sorted({table.partition(".")[0] for table in shapes()})
    statements = [f"create schema {schema}" for schema in schemas]
    statements += [create(table, columns) for table, columns in shapes().items()]
    return ";".join(statements)


def create(table: str, columns: dict[str, str]) -> str:
    """The statement that makes a table."""
    definition = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    return f"create table {table} ({definition})"


def draw(connection: Connection, table: str, rows: Drawing) -> None:
    """The drawn rows are in the table."""
    for row in identified(table, rows):
        values = ORDINARY.get(table, {}) | row
        cells = {f"cell_{number}": value for number, value in enumerate(values.values())}
        named = ", ".join(
            f"${cell}::{shapes()[table][column]} as {column}"
            for cell, column in zip(cells, values, strict=True)
        )
        execute(connection, f"insert into {table} by name select {named}", cells)


def identified(table: str, rows: Drawing) -> Drawing:
    """Records are numbered in the order drawn, and submissions called after their SID."""
    if table not in ("typed.submissions", "typed.rejections"):
        return rows
    numbers: dict[str | None, int] = {}
    identified_rows = []
    for row in rows:
        numbers[row["export_id"]] = numbers.get(row["export_id"], 0) + 1
        names: dict[str, str | None] = {"record_number": str(numbers[row["export_id"]])}
        if table == "typed.submissions":
            names["submission_id"] = f"f:{row['sid']}" if row.get("sid") else None
        identified_rows.append(names | row)
    return identified_rows


def describe_exports(connection: Connection, drawn_tables: Iterable[str]) -> list[str]:
    """Every drawn export is a delimited file with all fields; returns the tables that say so."""
    records = (
        "(select export_id, record_number from typed.submissions"
        " union all select export_id, record_number from typed.rejections)"
    )
    fields = ", ".join(f"('{kind}', '{field}')" for kind, field in FIELDS_OF_ALL_FORMS)
    plain = {
        "raw.exports": f"select export_id, 'delimited' as file_format, count(*) as record_count"
        f" from {records} group by export_id",
        "raw.records": f"select *, [] as cells from {records}",
        "typed.exports": "select export_id, true as has_sids, true as has_draft_marks,"
        " true as has_modification_times from raw.exports",
        "typed.export_fields": "select export_id, field_kind, field_id from raw.exports cross join"
        f" (from (values {fields}) as of_all (field_kind, field_id)"
        " union all select unnest(['question', 'other']), question_id from form.questions)",
    }
    return [
        table
        for table, query in plain.items()
        if table not in drawn_tables
        and execute(connection, f"insert into {table} by name {query}")[0][0]
    ]

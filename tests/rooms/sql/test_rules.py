"""sql/ keeps its rules: one select per file, honest inputs, described columns, total orders."""

from __future__ import annotations

import json
import re
import tomllib
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import duckdb
import pytest

from consultation.warehouse.published.published_copy import (
    PUBLISHED_SCHEMAS,
    column_descriptions,
    make_views,
    write_published_copy,
)
from consultation.warehouse.store import store
from consultation.warehouse.store.connection import Connection, execute, open_database
from consultation.warehouse.tables import checks, models
from consultation.words.errors import OrganiserError
from consultation.words.french import sheets
from tests.cases.drawn import empty_warehouse, shapes
from tests.cases.errors import error_of
from tests.cases.places import BUNDLED, ROOT
from tests.cases.runs import THREE, Run, built
from tests.cases.selects import LAST_ORDER, has_one_row, order_of

SQL = ROOT / "sql"
FILES = sorted(SQL.rglob("*.sql"))
MODELS = models.all_models()
# Sheets and files show these tables row by row.
SHOWN = {*sheets()["files"]["both"], *sheets()["files"]["organisation"]}
SHOWN |= {sheet["table"] for workbook in sheets()["shown"].values() for sheet in workbook.values()}
PUBLICATIONS = [
    model
    for model in MODELS
    if model.table in SHOWN  # what other sheets are made from is not in their order
    or (model.schema == "publications" and "publications.parts__" not in model.table)
]
BY_TABLE = {model.table: model for model in MODELS}

# What Python fills, below every layer.
FILLED_BY_PYTHON = {
    *("agreement", "drawing", "form", "previous", "pseudonyms"),
    *("raw", "redaction", "typed", "wordings"),
}

# The only tables of the respondents' layer that may look at who people are.
READ_PEOPLE = {
    *("respondents.members", "respondents.names", "respondents.decisions"),
    *("respondents_steps.email_groups", "respondents_steps.former_statements"),
    *("respondents_steps.left_addresses", "respondents_steps.persons"),
    "respondents_steps.withdrawal_targets",
}
# Those of the layer `people` that say nothing of anybody.
OF_NOBODY = {"history.consents"}


def where(path: Path) -> str:
    return path.relative_to(SQL).as_posix()


def without_comments(text: str) -> str:
    return re.sub(r"--[^\n]*", "", text)


def without_literals(text: str) -> str:
    """The statement without what stands in quotes."""
    return re.sub(r"'(?:[^']|'')*'|\"[^\"]*\"", "", without_comments(text))


TEXTS = {where(path): path.read_text("utf-8") for path in FILES}


# Files


def test_a_file_opens_with_its_title_and_its_grain():
    for name, text in TEXTS.items():
        title, grain, *_ = text.splitlines()

        assert re.fullmatch(r"-- \S.*\.", title), name
        # Organisers read the opening comments of queries.
        one = "Une ligne" if name.startswith("queries/") else "One row"
        assert re.match(rf"-- {one}\b", grain), name


def test_a_file_is_one_select_in_lower_case_that_has_no_holes_to_fill_and_names_no_question():
    questions = set(tomllib.loads(BUNDLED.read_text("utf-8"))["questions"])
    for name, text in TEXTS.items():
        (statement,) = duckdb.extract_statements(text)
        bare = without_literals(text)

        assert statement.type == duckdb.StatementType.SELECT, name
        assert bare == bare.lower(), name
        assert re.findall(r"[{}%?;]|\$\(", bare) == [], name
        assert set(re.findall(r"'([^']*)'", without_comments(text))) & questions == set(), name


# Models


def test_every_file_of_a_layer_makes_the_table_that_its_path_names():
    others = ("checks/", "exploration/", "queries/", "views/")

    assert {model.path for model in MODELS} == {one for one in TEXTS if not one.startswith(others)}
    assert BY_TABLE["clean.answers"].path == "02_clean/answers.sql"
    assert BY_TABLE["clean_steps.sightings"].path == "02_clean/steps/sightings.sql"
    path = "15_publications/justificatif/bilan.sql"
    assert BY_TABLE["publications.justificatif__bilan"].path == path
    assert len(BY_TABLE) == len(MODELS)


def test_the_inputs_of_a_model_are_those_that_duckdb_sees():
    for model in MODELS:
        asked = "select json_serialize_sql($query)"
        ((parsed,),) = duckdb.execute(asked, {"query": model.query}).fetchall()

        assert set(tables_in(json.loads(parsed))) == model.inputs, model.table


def tables_in(node: object) -> Iterator[str]:
    """The tables of a parsed select; a bare name is a CTE, and so is what a recursion has found."""
    is_table = isinstance(node, dict) and node.get("type") == "BASE_TABLE"
    if is_table and node["schema_name"] not in ("", "recurring"):
        yield f"{node['schema_name']}.{node['table_name']}"
    parts = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    for part in parts:
        yield from tables_in(part)


def test_a_model_reads_tables_that_exist_of_its_own_layer_or_a_lower_one():
    # The pack's tables, and why it is not final, are in another database.
    elsewhere = {one.table for one in MODELS if one.schema in (models.PACK, "publications")}
    elsewhere |= {"sending.reasons", "previous.states"}
    for model in MODELS:
        assert model.inputs <= shapes().keys() | elsewhere, model.table
        made = {table for table in model.inputs if table.partition(".")[0] not in FILLED_BY_PYTHON}
        assert {table for table in made if BY_TABLE[table].layer > model.layer} == set()


def test_what_is_published_of_a_layer_rests_on_no_more_than_the_steps_to_it():
    steps = {model.schema for model in MODELS} - {path.name[3:] for path in SQL.glob("[0-9]*")}
    layers = ("clean", "coding", "quotes", "respondents", "statistics")

    assert steps == {f"{layer}_steps" for layer in layers}
    assert steps.isdisjoint(PUBLISHED_SCHEMAS)


def test_only_decisions_links_and_names_look_at_who_people_are():
    who_people_are = {model.table for model in MODELS if model.schema == "people"} - OF_NOBODY
    readers = [model for model in MODELS if model.inputs & who_people_are]

    open_to_all = [one for one in readers if one.schema.removesuffix("_steps") in PUBLISHED_SCHEMAS]
    assert {model.table for model in open_to_all} == READ_PEOPLE


# Columns


def test_every_published_column_of_a_table_or_view_is_described_and_no_other():
    connection = empty_warehouse()
    make_views(connection)
    columns = "select schema_name, table_name, column_name from duckdb_columns() where not internal"
    known = column_descriptions()
    used = {
        whole if (whole := f"{schema}.{table}.{column}") in known else column
        for schema, table, column in execute(connection, columns)
        if schema in PUBLISHED_SCHEMAS
    }

    assert known.keys() == used


# Checks


class AnsweringOne:
    """A connection on which every query counts one row."""

    def execute(self, _statement: str, _parameters: object = None) -> AnsweringOne:
        return self

    def fetchall(self) -> list[tuple[int]]:
        return [(1,)]


def test_every_check_is_run_and_named_with_its_number_of_rows():
    failed = error_of(checks.run_checks, AnsweringOne())

    assert failed.code == "failed_checks"
    for name in checks.checks():
        assert f"{name} (1)" in failed.message


# Publications


@pytest.fixture(scope="module")
def example() -> Run:
    """The bundled example, built and checked."""
    return built(*THREE)


def test_the_page_of_milestones_names_tables_that_are_there(example):
    page = (ROOT / "docs" / "from-answers-to-counts.md").read_text("utf-8")
    names = "select table_schema || '.' || table_name from information_schema.tables"
    known = {table for (table,) in example.query(names)}
    schemas = "|".join({table.partition(".")[0] for table in known})

    named = set(re.findall(rf"\b(?:{schemas})\.[a-z_]+\b(?!\.)", page))

    assert len(named) > 15
    assert named <= known


def test_every_key_that_a_select_states_is_checked_in_each_build():
    """By `keys_hold` of tests/conftest.py, and by `faire-masse run --check`."""
    unread = [model.table for model in MODELS if "; key" in model.comment and not model.keys]
    stated = [model for model in MODELS if model.keys]

    assert unread == []
    assert len(stated) > 100
    assert BY_TABLE["respondents.contributions"].keys == ("submission_id", "respondent_id")
    assert BY_TABLE["clean.unasked"].keys == ("sighting_id, question_id, item_id, choice_id",)
    assert BY_TABLE["facts.form"].keys == ("true",)


@pytest.mark.parametrize(
    ("grain", "is_held"),
    [(" per a; key: a.", False), (" per a; key: a (a letter), b.", True), (". No more.", False)],
)
def test_a_build_whose_rows_share_a_key_fails(tmp_path, grain, is_held):
    twins = "select * from (values (1, 1), (1, 2)) as twins (a, b)"
    model = models.read_model("01_twins/table.sql", f"-- Twins.\n-- One row{grain}\n{twins}")
    with (
        open_database(tmp_path / "twins.duckdb") as connection,
        nullcontext() if is_held else pytest.raises(OrganiserError, match=r"twins\.table"),
    ):
        models.build(connection, [model])


def test_a_publication_ends_with_an_order_and_not_by_the_title_of_another_column():
    """DuckDB takes « nature » for the column "Nature", whatever that shows."""
    key = r"[\w.]+|\"[^\"]+\"|\w+ is null|(word|struct_extract)\([^()]+\)(\.\w+)?"
    for model in PUBLICATIONS:
        keys = order_of(model.query)
        titles = {title.lower() for title in re.findall(r'as "([^"]+)"', model.query)}

        assert has_one_row(model) or all(re.fullmatch(key, one) for one in keys), model.table
        assert titles.isdisjoint(keys), model.table


@pytest.mark.slow
def test_the_order_of_a_publication_is_total_and_it_is_stored_in_it(example):
    """Rows that are sorted alike would come in another order on another day."""
    for model in PUBLICATIONS:
        if model.schema == models.PACK:  # in the database of what leaves
            continue
        rows = example.query(model.query)
        assert rows == example.query(f"from {model.table}"), model.table
        if has_one_row(model):
            assert len(rows) == 1, model.table
            continue

        query, keys = LAST_ORDER.split(model.query)[0], ", ".join(order_of(model.query))
        alike = f"{query}\nqualify count(*) over (partition by {keys}) > 1"
        assert example.query(alike) == [], model.table


# Builds

MARKER = "camille@exemple.org"
SOUND, BROKEN, OTHER = (
    models.read_model(f"02_clean/{name}.sql", f"-- A table.\n-- One row.\n\nselect {selected}")
    for name, selected in (
        ("first", "sid from typed.submissions"),
        ("second", "email::integer from typed.submissions"),
        ("other", "1 as one"),
    )
)


@contextmanager
def store_with_a_marker(folder: Path) -> Iterator[Connection]:
    """A working database that holds one submission, with the marker for an e-mail."""
    with open_database(folder / "form.duckdb") as connection:
        store.prepare(connection)
        row = "'a' as export_id, 1 as record_number, 1 as line_number, 'f:1' as submission_id"
        row += f", 1 as sid, false as is_draft, '{MARKER}' as email"
        execute(connection, f"insert into typed.submissions by name select {row}")
        yield connection


def test_a_failing_model_is_named_leaks_no_value_and_changes_nothing(tmp_path):
    tables = "select table_name from duckdb_tables() where schema_name = 'clean'"
    with store_with_a_marker(tmp_path) as connection:
        models.build(connection, [SOUND])
        execute(connection, "update typed.submissions set sid = 2")
        failed = error_of(models.build, connection, [SOUND, BROKEN])

        assert execute(connection, "from clean.first") == [(1,)]
        assert execute(connection, tables) == [("first",)]
        # A table that no file makes any more goes with the next build.
        models.build(connection, [OTHER])
        assert execute(connection, tables) == [("other",)]

    shown = "".join(traceback.format_exception(failed))
    assert (failed.code, failed.where) == ("failed_model", "sql/02_clean/second.sql")
    assert "ConversionException" in shown
    assert MARKER not in shown
    assert "camille" not in repr(failed.args)


# The published copy


@pytest.fixture(scope="module")
def published(example, tmp_path_factory) -> Iterator[Connection]:
    """The published copy of the example, opened as `copy`; the working database is `work`."""
    path = tmp_path_factory.mktemp("published") / "consultation.duckdb"
    with open_database(example.folders.database(example.form_id), path.parent) as connection:
        write_published_copy(connection, path)
        execute(connection, f"attach '{path}' as copy (read_only)")
        yield connection


def test_the_published_copy_holds_open_schemas_only_and_no_column_for_emails_or_phones(published):
    columns = "select schema_name, column_name from duckdb_columns() where database_name = 'copy'"
    columns = execute(published, columns)

    schemas = {schema for schema, _ in columns}
    assert {"form", "clean", "respondents", "statistics"} <= schemas <= set(PUBLISHED_SCHEMAS)
    assert [name for _, name in columns if re.search("mail|phone|user|ip$", name)] == []


def test_the_published_copy_holds_nobodys_email(published):
    emails = "select lower(email) from work.typed.submissions where email is not null"
    assert len(execute(published, emails)) > 100

    columns = "select schema_name || '.' || table_name, column_name from duckdb_columns()"
    texts = f"{columns} where database_name = 'copy' and data_type = 'VARCHAR'"
    for table, column in execute(published, texts):
        holding = f"from copy.{table} inner join ({emails}) as known (email)"
        holding += f' on contains(lower("{column}"), known.email)'
        assert execute(published, f"select count(*) {holding}") == [(0,)], f"{table}.{column}"


def test_the_published_copy_names_only_those_who_agreed_to_it(published):
    columns = execute(
        published,
        "select schema_name || '.' || table_name from duckdb_columns()"
        " where database_name = 'copy' and column_name in ('name', 'collective') order by 1",
    )
    tables = [table for (table,) in columns]
    assert tables == ["quotes.texts", "respondents.contributions_labelled", "respondents.names"]

    for table in tables:
        consents = execute(
            published,
            f"select distinct contributions.consent from copy.{table} as names"
            " inner join copy.respondents.contributions as contributions"
            " on names.submission_id = contributions.submission_id"
            " where names.name is not null order by 1",
        )
        # Nothing is read again there: tests/spec/test_quotes.py says who is named beside a quote.
        named = [] if table == "quotes.texts" else [("collective_name",), ("own_name",)]
        assert consents == named

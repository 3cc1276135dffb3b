"""Publication asks the database for each thing once, and hands down what it was told."""

from __future__ import annotations

import ast
import re
from collections import Counter

import duckdb
import pytest

from tests.cases.places import ROOT
from tests.cases.small import row, small_run

# A sheet is streamed, once more for its charts, a table of statistics for its file, and the index
# for each of its files: no facts.
FACT = re.compile(
    r"from ((?!publications\.|statistics\.|pack\.annex_sheets__|pack\.index$)"
    r"\w+\.\w+)"
)
# The rooms where tables come and no connection does.
GIVEN_TABLES = ("notices", "organisation", "packs")
QUERY = re.compile(
    r"\s*(select\s.+\sfrom\s|from\s+\w+\.\w|insert into\s|delete from\s|create (table|view)\s)",
    flags=re.DOTALL,
)


class Recorded:
    """A connection, and every statement that it or a cursor of it is given."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, statements: list[str]) -> None:
        self.connection, self.statements = connection, statements

    def execute(self, statement: object, parameters: object = None) -> duckdb.DuckDBPyConnection:
        self.statements.append(str(getattr(statement, "query", statement)))
        return self.connection.execute(statement, parameters)

    def cursor(self) -> Recorded:
        return Recorded(self.connection.cursor(), self.statements)

    def __getattr__(self, name: str) -> object:
        return getattr(self.connection, name)


@pytest.fixture
def asked(tmp_path, monkeypatch) -> list[list[str]]:
    """The statements of one publication, by database that it opens."""
    run = small_run(tmp_path, row(1, Envoi="Oui, sans nom"), row(2))
    run.build()
    databases: list[list[str]] = []
    connect = duckdb.connect

    def recorded(*places: object, **options: object) -> Recorded:
        databases.append([])
        return Recorded(connect(*places, **options), databases[-1])

    monkeypatch.setattr(duckdb, "connect", recorded)
    assert run.release_as_it_is(with_pack=True).pack
    return databases


def test_each_fact_is_asked_once(asked):
    working, consenting = (
        Counter(found[1] for statement in statements if (found := FACT.fullmatch(statement)))
        for statements in asked
    )

    assert {"facts.totals", "facts.rereading", "notices.of_files"} <= working.keys()
    assert {"sending.reasons", "pack.document_questions"} <= consenting.keys()
    # A stream that nothing keeps: first for the volume that each is in, then for what it says.
    assert consenting.pop("pack.document_contributions") == 2
    # The annex is written while documents are typeset, before the note that tells the same.
    annex = [name for name in consenting if name.startswith("pack.annex_files__")]
    assert all(consenting.pop(name) <= 2 for name in annex)
    assert max(working.values()) == max(consenting.values()) == 1


def modules(*folders: str) -> dict[str, str]:
    """Each module's text, by its place."""
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in paths}


def has_sql(text: str) -> bool:
    nodes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    return any(QUERY.match(node.value) for node in nodes if isinstance(node.value, str))


def test_sql_stands_in_its_two_places():
    """sql/ and the warehouse: elsewhere, tables are read whole."""
    found = [path for path, text in modules("consultation", "flows").items() if has_sql(text)]

    assert [path for path in found if not path.startswith("consultation/warehouse/")] == []


def test_what_says_a_fact_has_no_connection():
    given = modules(*(f"consultation/{room}" for room in GIVEN_TABLES))

    assert [path for path, text in given.items() if "Connection" in text] == []

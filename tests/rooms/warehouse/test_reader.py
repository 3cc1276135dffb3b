"""The published database opened for questions: it can be read, and nothing else can happen."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from consultation.warehouse.published.reader import Reader, open_reader
from consultation.words.errors import OrganiserError
from tests.cases.command import environment
from tests.cases.errors import error_of
from tests.cases.places import FRAMAFORMS, ROOT
from tests.cases.runs import FIRST, SECOND, Rows, published

DATABASE = Path("organisation") / "consultation.duckdb"


@pytest.fixture(scope="module")
def database() -> Path:
    return published(FIRST).release / DATABASE


@pytest.fixture
def reader(database) -> Iterator[Reader]:
    with open_reader(database) as opened:
        yield opened


def answer(reader: Reader, text: str, values: dict[str, object] | None = None) -> Rows:
    """The rows of the last statement of a text."""
    rows: Rows = []
    for statement in reader.statements(text):
        with reader.ask(statement, values) as result:
            rows = list(result.rows)
    return rows


def refusal(reader: Reader, text: str) -> OrganiserError:
    return error_of(answer, reader, text)


# What reads


@pytest.mark.parametrize(
    "query",
    [
        *("select 1", "from form.form", "describe form.form", "explain select 1"),
        "with one as (select 1) from one",
        "pivot form.choices on question_id using count(*)",
        "select 1; -- une seconde\nselect 2;",
    ],
)
def test_what_reads_is_answered(reader, query):
    assert answer(reader, query)


def test_columns_types_and_rows_are_those_of_the_statement(reader):
    (statement,) = reader.statements("select 1 as one, 'é' as letter, null::date as day")

    with reader.ask(statement) as result:
        assert result.columns == ("one", "letter", "day")
        assert result.types == ("INTEGER", "VARCHAR", "DATE")
        assert list(result.rows) == [(1, "é", None)]


def test_each_statement_is_given_its_own_values(reader):
    text = "select $a::int; select $a || $b"

    assert answer(reader, text, {"a": "4", "b": "2", "unused": 1}) == [("42",)]


def test_a_value_that_nobody_gave_is_asked_for(reader):
    error = refusal(reader, "select $mot")

    assert error.code == "missing_value"
    assert "--param mot=" in error.message


# What does not


REFUSED = {
    "not_a_reading": (
        "insert into form.form by name select 'x' as title",
        "delete from form.form",
        "create table main.x as select 1",
        "comment on table form.form is 'x'",
        "copy form.form to '{folder}/stolen.csv'",
        "copy form.form from '/etc/passwd'",
        "export database '{folder}/stolen'",
        "attach ':memory:' as other",
        "prepare v as select 1",
        "call pragma_version()",
        "select 1; set threads = 1",
        *("set threads = 1", "set lock_configuration = false", "use form"),
        *("install httpfs", "checkpoint", "begin"),
    ),
    "out_of_reach": (
        "from read_csv('/etc/passwd')",
        "from read_text('/etc/passwd')",
        "from glob('/etc/*')",
        "from read_text('https://example.org/')",
        "select * from query('from read_text(''/etc/passwd'')')",
    ),
    # Not a variable of Python either.
    "query_not_understood": (
        *("from '/etc/passwd'", "from reader", "from database", "select getenv('HOME')"),
    ),
}


@pytest.mark.parametrize(
    ("code", "query"), [(code, query) for code, queries in REFUSED.items() for query in queries]
)
def test_whatever_writes_or_leaves_the_database_is_refused(reader, tmp_path, code, query):
    assert refusal(reader, query.format(folder=tmp_path)).code == code
    assert list(tmp_path.iterdir()) == []


def test_writing_is_refused_by_the_file_too(reader):
    """Were a statement to slip through: read-only, no access, nothing to set."""
    connection = reader._connection
    for statement in (
        "insert into form.form by name select 'x' as title",
        "copy form.form to '/tmp/x'",
        "set threads = 1",
        "set enable_external_access = true",
        "attach '/tmp/x.duckdb' as other",
        "install httpfs",
    ):
        with pytest.raises(Exception, match=r"(?i)read-only|disabled|locked"):
            connection.execute(statement).fetchall()


def test_reading_leaves_nothing_beside_the_file(database):
    before = sorted(path.name for path in database.parent.rglob("*"))
    content = database.read_bytes()

    with open_reader(database) as reader:
        answer(reader, "select * from clean.answers order by text")

    assert sorted(path.name for path in database.parent.rglob("*")) == before
    assert database.read_bytes() == content


# Limits


@pytest.mark.parametrize(
    "query",
    [
        "select count(*) from range(100000000) a, range(1000000) b",
        "select a.range from range(100000000) a, range(1000000) b",
    ],
)
def test_a_query_that_takes_too_long_is_stopped(database, query):
    started = time.monotonic()
    with open_reader(database, time_limit=0.5) as reader:
        error = refusal(reader, query)
        assert answer(reader, "select 1") == [(1,)]  # of the same reader

    assert error.code == "query_too_long"
    assert "0.5 secondes" in error.message
    assert time.monotonic() - started < 20


def test_a_query_that_takes_too_much_memory_is_stopped(reader):
    error = refusal(reader, "select list(range) from range(400000000)")

    assert error.code == "query_too_heavy"


# Errors


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("from clean.submission", "with name submission"),
        ("select\n1\nfrom nowhere", "LINE 3"),
        ("select consent, count(*) from clean.submissions", "GROUP BY"),
        ("select 'abc", "unterminated"),
        ("select sum(text) from clean.answers", "sum(VARCHAR)"),
    ],
)
def test_a_query_that_is_not_understood_is_told_as_duckdb_does_under_a_french_line(
    reader, query, said
):
    error = refusal(reader, query)

    assert error.code == "query_not_understood"
    assert error.message.startswith("requête\u00a0: elle n’est pas comprise.")
    assert said in error.message


@pytest.mark.parametrize(
    "query",
    [
        "select text::int from clean.answers where text is not null",
        "select error(text) from clean.answers where text is not null",
        "select * from clean.answers where text = 3",
    ],
)
def test_an_error_never_quotes_an_answer(reader, query):
    error = refusal(reader, query)

    assert error.code == "query_failed"
    assert error.__cause__ is None
    assert error.__suppress_context__
    texts = answer(reader, "select distinct text from clean.answers where length(text) > 4")
    assert [text for (text,) in texts if str(text) in error.message] == []


def test_a_file_that_is_no_database_is_said(tmp_path):
    (tmp_path / "x.duckdb").write_bytes(b"not a database at all" * 1000)

    with pytest.raises(OrganiserError) as refused, open_reader(tmp_path / "x.duckdb"):
        pass

    assert refused.value.code == "unreadable_database"


# While a run goes on

READER = """
import sys
from pathlib import Path
from consultation.warehouse.published.reader import open_reader

def count(reader):
    (statement,) = reader.statements("select count(*) from clean.submissions")
    with reader.ask(statement) as result:
        print(next(result.rows)[0], flush=True)

with open_reader(Path(sys.argv[1])) as reader:
    count(reader)
    sys.stdin.readline()
    count(reader)
with open_reader(Path(sys.argv[1])) as reader:
    count(reader)
"""


@pytest.mark.slow
def test_a_reader_keeps_its_numbers_during_a_run_and_the_run_succeeds(tmp_path):
    run = published(FIRST).copied(tmp_path)
    (before,) = run.published("select count(*) from clean.submissions")[0]

    with subprocess.Popen(
        [sys.executable, "-c", READER, str(run.release / DATABASE)],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert int(process.stdout.readline()) == before
        assert run.drop(FRAMAFORMS / SECOND).publish().outcome == "published"
        shown, _ = process.communicate("\n", timeout=60)

    (after,) = run.published("select count(*) from clean.submissions")[0]
    assert before < after
    assert [int(line) for line in shown.split()] == [before, after]
    assert process.returncode == 0

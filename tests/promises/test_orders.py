"""Six real exports of one consultation, in every order of arrival: the same content each time.

An order is proved in two halves. What an export stores is the same whatever came before it: sets of
exports, each followed by each of the others, or by one of its own again. And what is counted is
the same in whatever order those rows were stored: six databases in which each export comes right
after each other. All 64 sets and all 720 orders are exhaustive. Whole runs are in
test_counts.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from itertools import combinations, pairwise, permutations
from pathlib import Path

import pytest

from consultation.forms.form import read_form
from consultation.warehouse.store import declarations, store
from consultation.warehouse.store.connection import (
    Connection,
    attach,
    execute,
    open_database,
    transaction,
)
from consultation.warehouse.tables import models
from tests.cases.places import FORMS, FRAMAFORMS
from tests.cases.runs import (
    COMPACT,
    EXCEL,
    FIRST,
    NEW_ONLY,
    SECOND,
    SEMICOLONS,
    VSA,
    Run,
    new_run,
)
from tests.cases.sampling import foremost

SIX = (FIRST, SEMICOLONS, COMPACT, EXCEL, NEW_ONLY, SECOND)
ORDERS = list(permutations(SIX))
SETS = [chosen for size in range(7) for chosen in combinations(SIX, size)]
# Each of the six right after each other, once.
NEIGHBOURS = [tuple(SIX[(first + step) % 6] for step in (0, 1, 5, 2, 4, 3)) for first in range(6)]
COUNTED = ("history", "clean", "people", "respondents")

Digest = dict[str, tuple[object, ...]]


def digest_of(connection: Connection, tables: Iterable[str], where: str = "") -> Digest:
    """How many rows each table has, and what they say, whatever their order."""
    return {
        table: execute(
            connection, f"select count(*), sum(hash(one)) from (from {table} {where}) as one"
        )[0]
        for table in tables
    }


def tables_per_export(connection: Connection) -> list[str]:
    """Every stored table that says which export its rows come from."""
    names = execute(
        connection,
        "select schema_name || '.' || table_name from duckdb_columns()"
        " where database_name = 'work' and schema_name in ('raw', 'typed')"
        " and column_name = 'export_id' and table_name != 'refusals' order by all",
    )
    return [name for (name,) in names]


def stored(run: Run) -> dict[str, Digest]:
    """What is stored of each export, by its file's name."""
    with open_database(run.folders.database(VSA)) as connection:
        tables = tables_per_export(connection)
        files = execute(connection, "select file_name, export_id from raw.exports")
        return {
            name: digest_of(connection, tables, f"where export_id = '{export_id}'")
            for name, export_id in files
        }


def arrive(run: Run, *names: str) -> None:
    run.drop(*(FRAMAFORMS / name for name in names))
    assert run.ingest() == []


@pytest.fixture(scope="module")
def all_six(tmp_path_factory) -> Run:
    run = new_run(tmp_path_factory.mktemp("six"))
    arrive(run, *SIX)
    return run


@pytest.fixture(scope="module")
def as_stored(all_six) -> dict[str, Digest]:
    return stored(all_six)


@pytest.mark.slow
def test_the_digests_tell_the_exports_apart(as_stored):
    assert as_stored.keys() == set(SIX)
    assert len({str(digest) for digest in as_stored.values()}) == 6
    assert all(digest["typed.submissions"][0] for digest in as_stored.values())


# What an export stores.


def copied(run: Run, folder: Path) -> Run:
    shutil.copytree(run.folders.inbox.parent, folder)
    folders = type(run.folders)(*(folder / name for name in ("inbox", "data", "outputs", "forms")))
    return Run(folders, run.form_id)


@pytest.mark.slow
@pytest.mark.parametrize(
    "before",
    foremost(SETS, (), (COMPACT, NEW_ONLY), SIX),
    ids=lambda before: "+".join(before) or "nothing",
)
def test_what_any_export_stores_does_not_depend_on_any_other(before, tmp_path, as_stored):
    """After these exports, each of the six arrives: a new one, or one of them again."""
    first = new_run(tmp_path / "before")
    arrive(first, *before)
    for name in SIX:
        run = copied(first, tmp_path / name)
        (run.inbox / name).unlink(missing_ok=True)
        arrive(run, name)
        assert stored(run) == {one: as_stored[one] for one in {*before, name}}
        shutil.rmtree(tmp_path / name)


# What is counted.


def counted(order: Iterable[str], all_six: Run, folder: Path) -> Digest:
    """The counted tables, made of the six exports' rows stored in an order."""
    with open_database(folder / "ordered.duckdb", all_six.folders.data) as connection:
        store.prepare(connection)
        attach(connection, all_six.folders.database(VSA), "six", "read_only")
        ids = dict(execute(connection, "select file_name, export_id from six.raw.exports"))
        tables = tables_per_export(connection)
        with transaction(connection):
            for table in tables:
                for name in order:
                    execute(
                        connection,
                        f"insert into {table} by name from six.{table}"
                        f" where export_id = '{ids[name]}' order by rowid",
                    )
        declarations.declare(connection, read_form(FORMS / f"{VSA}.toml"))
        made = [m.table for m in models.all_models() if m.schema.removesuffix("_steps") in COUNTED]
        models.build(connection, models.needed_for(made))
        found = digest_of(connection, made)
    (folder / "ordered.duckdb").unlink()
    return found


@pytest.fixture(scope="module")
def as_counted(all_six, tmp_path_factory) -> Digest:
    return counted(SIX, all_six, tmp_path_factory.mktemp("counted"))


@pytest.mark.parametrize(
    "orders",
    [
        pytest.param(NEIGHBOURS, marks=pytest.mark.slow, id="6"),
        pytest.param(ORDERS, marks=pytest.mark.exhaustive, id="720"),
    ],
)
@pytest.mark.timeout(2400)
def test_no_order_changes_a_count(orders, all_six, as_counted, tmp_path):
    neighbours = {pair for order in orders for pair in pairwise(order)}
    assert neighbours == set(permutations(SIX, 2))

    different = [order for order in orders if counted(order, all_six, tmp_path) != as_counted]

    assert not different

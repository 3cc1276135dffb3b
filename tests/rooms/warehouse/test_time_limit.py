"""A stage stops at its time limit, in the middle of a query."""

from __future__ import annotations

import time
from datetime import timedelta

import duckdb
import pytest

from consultation.machine.settings import time_limit as limit_of
from consultation.warehouse.published.time_limit import time_limit
from consultation.warehouse.store.connection import (
    execute,
    extra_cursor,
    in_use,
    open_database,
    transaction,
)
from consultation.words.errors import OrganiserError
from tests.cases.errors import error_of

# Hours, if nobody stopped it.
ENDLESS = "select max(hash(n)) from range(10000000000000) as numbers(n)"
SHORT, LONG = timedelta(seconds=0.3), timedelta(minutes=5)


def test_a_query_is_stopped_and_what_it_began_is_undone(tmp_path):
    database = tmp_path / "petit.duckdb"
    with open_database(database) as connection:
        execute(connection, "create table kept as select 1 as n")

    with (
        pytest.raises(OrganiserError) as stopped,
        time_limit(SHORT, "petit"),
        open_database(database) as connection,
        transaction(connection),
    ):
        execute(connection, f"delete from kept where n < ({ENDLESS})")

    assert (stopped.value.code, stopped.value.where) == ("took_too_long", "petit")
    assert stopped.value.__cause__ is None
    with open_database(database) as connection:
        assert execute(connection, "from kept") == [(1,)]


def on_the_second_connection(connection):
    with extra_cursor(connection) as cursor:
        execute(cursor, ENDLESS)


def after_work_in_python(connection):
    time.sleep(2 * SHORT.total_seconds())
    execute(connection, ENDLESS)


def beside_connections_that_were_just_closed(connection):
    closed = {duckdb.connect() for _ in range(8)}
    for each in closed:
        each.close()
    in_use.update(closed)
    try:
        execute(connection, ENDLESS)
    finally:
        in_use.difference_update(closed)


@pytest.mark.parametrize(
    "ask",
    [on_the_second_connection, after_work_in_python, beside_connections_that_were_just_closed],
)
def test_a_query_is_stopped_wherever_it_is_asked(ask, tmp_path):
    with (
        pytest.raises(OrganiserError),
        time_limit(SHORT, "petit"),
        open_database(tmp_path / "petit.duckdb") as connection,
    ):
        ask(connection)


def test_what_ends_in_time_is_left_alone_and_another_error_stays_what_it_is(tmp_path):
    database = tmp_path / "petit.duckdb"
    with time_limit(LONG, "petit"), open_database(database) as connection:
        assert execute(connection, "select 1") == [(1,)]
    assert in_use == set()

    with (
        pytest.raises(duckdb.Error),
        time_limit(LONG, "petit"),
        open_database(database) as connection,
    ):
        execute(connection, "select nothing")


def test_the_limit_is_set_in_the_environment():
    assert limit_of({}) == timedelta(hours=3)
    assert limit_of({"FAIRE_MASSE_TIME_LIMIT": "90min"}) == timedelta(minutes=90)
    assert error_of(limit_of, {"FAIRE_MASSE_TIME_LIMIT": "longtemps"}).code == "bad_duration"

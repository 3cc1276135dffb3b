"""The exchange of frames with DuckDB."""

from __future__ import annotations

from weakref import ref

import duckdb
import polars as pl
import pytest

from consultation.warehouse.store.connection import append, execute, transaction


def test_an_appended_frame_is_in_the_table_and_held_no_more_while_the_transaction_lasts():
    with duckdb.connect() as connection, transaction(connection):
        execute(connection, "create table notes (note varchar)")
        notes = pl.DataFrame({"note": ["Oui", "Non"]})
        held = ref(notes)
        append(connection, "notes", notes)
        del notes

        assert held() is None
        assert execute(connection, "from notes") == [("Oui",), ("Non",)]


def test_a_row_that_a_table_refuses_is_told_for_what_it_is_inside_a_transaction():
    connection = duckdb.connect()
    execute(connection, "create table notes (id integer not null, text varchar not null)")
    with pytest.raises(duckdb.ConstraintException), transaction(connection):
        append(connection, "notes", [{"id": 1, "text": None}, {"id": 2, "text": "Non"}])
    append(connection, "notes", [{"id": 3, "text": "Oui"}])
    assert execute(connection, "from notes") == [(3, "Oui")]

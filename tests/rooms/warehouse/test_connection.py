"""The exchange of frames with DuckDB."""

from __future__ import annotations

from weakref import ref

import duckdb
import polars as pl

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

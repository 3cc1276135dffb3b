"""The SQL read as documentation: input rows drawn in text, one table, the rows expected.

`relation` builds one table, and the steps to it, over its inputs as drawn; `chain` builds all that
it rests on too; each returns its rows, and what the drawing `gives` must be those rows. `offending`
gives the rows of a check.
"""

from __future__ import annotations

import pytest

from consultation.warehouse.tables.checks import checks, pack_checks
from tests.cases.drawn import Row, assert_rows, drawn_for_a_while


@pytest.fixture
def relation():
    def build(table: str, *, gives: str | None = None, **drawings: str) -> list[Row]:
        with drawn_for_a_while(drawings) as warehouse:
            return told(warehouse.build(table), gives)

    return build


@pytest.fixture
def chain():
    def build(table: str, *, gives: str | None = None, **drawings: str) -> list[Row]:
        with drawn_for_a_while(drawings) as warehouse:
            return told(warehouse.build_chain(table), gives)

    return build


def told(rows: list[Row], gives: str | None) -> list[Row]:
    """The rows, which are the drawn rows where a drawing is given."""
    if gives is not None:
        assert_rows(rows, gives)
    return rows


@pytest.fixture
def offending():
    def rows(check: str, **drawings: str) -> list[Row]:
        with drawn_for_a_while(drawings) as warehouse:
            return warehouse.rows((checks() | pack_checks())[check])

    return rows

"""The SQL read as documentation: input rows drawn in text, one table, the rows expected.

`relation` builds one table over its inputs as drawn; `chain` builds all that it rests on too;
`offending` gives the rows of a check.
"""

from __future__ import annotations

import pytest

from consultation.warehouse.build.checks import checks, pack_checks
from tests.cases.drawn import Row, Warehouse


@pytest.fixture
def relation():
    def build(table: str, **drawings: str) -> list[Row]:
        return Warehouse(drawings).build(table)

    return build


@pytest.fixture
def chain():
    def build(table: str, **drawings: str) -> list[Row]:
        return Warehouse(drawings).build_chain(table)

    return build


@pytest.fixture
def offending():
    def rows(check: str, **drawings: str) -> list[Row]:
        return Warehouse(drawings).rows(checks()[check])

    return rows


@pytest.fixture
def pack_offending():
    def rows(check: str, **drawings: str) -> list[Row]:
        return Warehouse(drawings).rows(pack_checks()[check])

    return rows

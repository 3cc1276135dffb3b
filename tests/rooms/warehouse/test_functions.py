"""What selects fold words with, against the plain way."""

from __future__ import annotations

import duckdb
from hypothesis import given
from hypothesis import strategies as st

from consultation.warehouse.store.connection import execute
from consultation.warehouse.store.functions import make_plain_functions

PLAINLY = r"""
select folded(words) = trim(regexp_replace(
    replace(replace(lower(strip_accents(words)), 'œ', 'oe'), 'æ', 'ae'),
    '[^\p{L}\p{N}]+', ' ', 'g'
)) from (select $words::varchar as words)
"""


@given(st.text() | st.text("aÉœ1 \t\n,-'’\N{NO-BREAK SPACE}"))
def test_every_run_of_what_is_no_letter_or_digit_is_one_space(words: str):
    with duckdb.connect() as connection:
        make_plain_functions(connection)

        assert execute(connection, PLAINLY, {"words": words}) == [(True,)]

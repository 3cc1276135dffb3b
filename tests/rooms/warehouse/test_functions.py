"""What selects fold words with folds them as families do."""

from __future__ import annotations

import sys
import unicodedata

import duckdb
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.warehouse.store.connection import append, execute
from consultation.warehouse.store.functions import make_plain_functions
from consultation.words.folding import fold
from tests.cases.sampling import foremost


def characters(*, are_assigned: bool) -> list[str]:
    """Those of Unicode to which it gives a meaning, or all others but surrogates."""
    known = (
        (character, unicodedata.category(character))
        for character in map(chr, range(1, sys.maxunicode + 1))
    )
    return [one for one, kind in known if kind != "Cs" and (kind in ("Cn", "Co")) != are_assigned]


@pytest.fixture(scope="module")
def connection():
    with duckdb.connect() as connection:
        make_plain_functions(connection)
        yield connection


def other_folds(connection, texts):
    """The texts that a select folds otherwise than `fold`, and both."""
    frame = pl.DataFrame({"words": texts, "wanted": fold(pl.Series(texts))})
    execute(connection, "create or replace temp table given (words varchar, wanted varchar)")
    append(connection, "given", frame)
    return execute(
        connection,
        "select words, wanted, folded(words) from given where folded(words) is distinct from wanted"
        " limit 20",
    )


@pytest.mark.slow
@pytest.mark.parametrize("are_assigned", foremost([True, False], True))
def test_every_character_of_unicode(connection, are_assigned):
    each = characters(are_assigned=are_assigned)

    assert other_folds(connection, each) == []
    assert other_folds(connection, [f"A{character}b" for character in each]) == []


def test_words_in_any_spelling(connection):
    texts = ["Œuvre nº ½ ; eﬃcace", "𝐁𝐢𝐠 № 4", "ΟΔΟΣ", "ὁδός", "각 ａ", "e\u0301té 👍🏽", None, "…"]

    assert other_folds(connection, texts) == []


@settings(deadline=None)
@given(words=st.text() | st.text("aÉœ1ΣσςºIJ \t\n,-'’½\N{NO-BREAK SPACE}\u0301"))
def test_any_text(connection, words):
    assert other_folds(connection, [words.replace("\0", "")]) == []

"""The fold of design §6, against one written with Python's own tables of Unicode."""

from __future__ import annotations

import unicodedata

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from consultation.words.folding import fold
from tests.cases.families_oracle import plainly_folded

# Python's version of Unicode knows all but these; polars' is newer and knows more letters.
UNKNOWN = ("Cn", "Cs")
ANY_TEXT = st.text(
    st.characters(exclude_categories=UNKNOWN) | st.sampled_from("aeé ŒœæÇ’'\u0301\u00a0\r\n,.2ΣςA")
)


def folded(text: str) -> str:
    return str(fold(pl.Series([text])).item())


def test_every_character_of_unicode():
    known = [
        sign for sign in map(chr, range(0x110000)) if unicodedata.category(sign) not in UNKNOWN
    ]
    alone = fold(pl.Series(known))
    between = fold(pl.Series([f"A{sign}b" for sign in known]))

    assert alone.to_list() == [plainly_folded(sign) for sign in known]
    assert between.to_list() == [plainly_folded(f"A{sign}b") for sign in known]


@given(st.lists(ANY_TEXT, max_size=8))
@settings(deadline=None)
def test_any_text_one_by_one_or_together(texts):
    together = fold(pl.Series("texts", texts, dtype=pl.String)).to_list()

    assert together == [plainly_folded(text) for text in texts]
    assert together == [folded(text) for text in texts]


def test_what_is_absent_stays_absent():
    assert fold(pl.Series([None, "É", None], dtype=pl.String)).to_list() == [None, "e", None]

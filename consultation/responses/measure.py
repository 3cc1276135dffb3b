"""Texts that nobody can mask, compare or typeset at a reasonable cost: a person must read them."""

from __future__ import annotations

import polars as pl

from schemas import limits

TO_READ_BY_HAND = "to_read_by_hand"

_LINE_END = r"[\n\r\x0b\x0c\x{2028}\x{2029}]"
# The signs that documents show without more ado: the European, Hebrew and Arabic ones of our fonts.
_PLAIN = (
    r"\t\n\r -\x{24f}\x{2b0}-\x{377}\x{384}-\x{38a}\x{38c}\x{38e}-\x{3a1}\x{3a3}-\x{4ff}"
    r"\x{591}-\x{5c7}\x{5d0}-\x{5ea}\x{600}-\x{61c}\x{61e}-\x{6ff}\x{1e00}-\x{1eff}"
    r"\x{2000}-\x{2037}\x{2039}-\x{203f}\x{20a0}-\x{20c0}\x{2190}-\x{21ff}\x{2500}-\x{25ff}"
)
_UNUSUAL = rf"[^{_PLAIN}]|[\p{{M}}\p{{Cf}}]|[-\x{{2010}}]+"


def to_read_by_hand(texts: pl.Series) -> pl.Series:
    """For each text, whether it is beyond the limits of one text (schemas/limits.py)."""
    # A text with fewer bytes than the smallest limit is below them all: nearly every one is.
    is_long = texts.str.len_bytes() > min(limits.TEXT_LINES, limits.TEXT_UNUSUAL_SIGNS)
    long = texts.filter(is_long)
    is_beyond = (
        (long.str.len_chars() > limits.TEXT_CHARACTERS)
        | (long.str.count_matches(_LINE_END) >= limits.TEXT_LINES)
        | (long.str.normalize("NFC").str.count_matches(_UNUSUAL) > limits.TEXT_UNUSUAL_SIGNS)
    )
    return pl.zeros(len(texts), pl.Boolean, eager=True).scatter(is_long.arg_true(), is_beyond)

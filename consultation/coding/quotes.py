"""Quotes: pieces of a text, word for word, with « […] » where something was left out."""

from __future__ import annotations

import re
import unicodedata

CUT = "[…]"


def passage_of(written: str) -> str:
    """The passage as it is stored: NFC, single spaces, cuts written in one way, nothing else
    changed."""
    spaced = re.sub(r"[\s\x00-\x1f\x7f-\x9f]+", " ", unicodedata.normalize("NFC", written))
    return re.sub(r"\[ ?(?:…|\.\.\.) ?\]", CUT, spaced).strip()


def pieces_of(passage: str) -> tuple[str, ...]:
    """What stands between the cuts of a passage."""
    return tuple(filter(None, (piece.strip() for piece in passage.split(CUT))))


def is_quoted_from(passage: str, text: str) -> bool:
    """Whether each piece of the passage stands in the text, in that order, character by character
    once spaces are made one, and no word is cut in two. `sql/10_quotes/decisions.sql` says the
    same of what leaves."""
    pieces = (_whole_words(piece) for piece in pieces_of(passage_of(passage)))
    return re.search(".*".join(pieces), passage_of(text), re.DOTALL) is not None


def _whole_words(piece: str) -> str:
    before = r"(?:^|[\W_])" if piece[0].isalnum() else ""
    after = r"(?:[\W_]|$)" if piece[-1].isalnum() else ""
    return f"{before}{re.escape(piece)}{after}"

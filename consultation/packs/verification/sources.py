"""The claims of a pack, computed again from its tables and texts.

Texts are compared without the spaces and punctuation that a word processor changes.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from consultation.machine.csv_files import csv_rows, original_text
from consultation.packs.contribution.claims import (
    REGISTER,
    Claim,
    as_written,
    parts_of,
    read_register,
)
from consultation.words.errors import OrganiserError

# By character, the characters that word processors replace it with.
_SAME = {"'": "’‘ʼ′", '"': "“”„‟", "-": "\u2011"}
_SIGNS = str.maketrans({other: sign for sign, others in _SAME.items() for other in others})
# Invisible characters, most of them places where a line may break.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
# Characters that no document can hold, and « � » which replaces them: compared as spaces.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]")
_CUT = "[...]"

Row = Mapping[str, str]
Grouped = Callable[[str, tuple[str, ...]], Mapping[tuple[str, ...], list[Row]]]
"""A function that takes a file of the pack and the names of some columns. It returns the file's
rows, by their cells in these columns."""


def claims_of(folder: Path) -> tuple[Claim, ...]:
    """The claims in the pack's register. Raises OrganiserError `no_register` if the register is
    missing or can't be read."""
    try:
        return read_register(folder)
    except ValueError:
        raise OrganiserError("no_register", where=str(folder / REGISTER)) from None


def uncounted_claims(folder: Path) -> list[str]:
    """The ids of the claims that the pack's tables and texts contradict.

    A pack with such claims must not be published.
    """

    @cache
    def grouped(table: str, columns: tuple[str, ...]) -> Mapping[tuple[str, ...], list[Row]]:
        rows = defaultdict[tuple[str, ...], list[Row]](list)
        titles, *cells = csv_rows(folder / table)
        for each in cells:
            row = dict(zip(titles, map(original_text, each), strict=True))
            rows[tuple(row[name] for name in columns)].append(row)
        return rows

    return [claim.claim_id for claim in claims_of(folder) if not _holds(claim, grouped)]


def _holds(claim: Claim, grouped: Grouped) -> bool:
    """True if the claim's key names a single row, whose cell is the claim's number and, written in
    the claim's format, its text. The row must also contain the claim's denominator. A quote only
    has to be words of the cell. `grouped` reads the rows of a file by key."""
    try:
        key = parts_of(claim.key)
        (row,) = grouped(claim.table, tuple(key))[tuple(key.values())]
        cell = row[claim.column]
        if claim.kind == "quote":
            return is_verbatim(claim.value, cell)
        expected = as_written(cell, claim.format)
    # No such file, row or column, or a cell that is no number.
    except (KeyError, ValueError, ArithmeticError):
        return False
    is_same = plain(claim.value) == plain(expected) and claim.number == cell
    return is_same and (not claim.denominator or claim.denominator in row.values())


def plain(text: str) -> str:
    """The text in a common spelling of spaces, apostrophes and quotes: « l’un » → « l'un ».

    Case and accents are kept. Soft hyphens and other invisible characters are deleted.
    """
    composed = _UNSEEN.sub("", unicodedata.normalize("NFC", _UNSHOWN.sub(" ", text)))
    quoted = re.sub(r"«\s*|\s*»", '"', composed.translate(_SIGNS).replace("…", "..."))
    return re.sub(r"\s+", " ", quoted).strip()


def is_verbatim(quote: str, source: str) -> bool:
    """True if the words of the quote between its cuts are in the source, in order and unchanged:
    « Un. […] Deux. » in « Un. Trois. Deux. » → True."""
    position, searched = 0, plain(source)
    parts = list(filter(None, map(str.strip, plain(quote).split(_CUT))))
    for part in parts:
        at = searched.find(part, position)
        if at < 0:
            return False
        position = at + len(part)
    return bool(parts)

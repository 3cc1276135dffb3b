"""The claims of a pack, computed again from its tables and texts, as they are in its folder; when
two texts say the same, whatever a word processor did to their spaces and signs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
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

TEXTS = "statistiques/texts.csv"
"""The texts as they are sent: what a quote is compared with."""
# Of each group, the signs that word processors put in place of the first.
_SAME = {"'": "’‘ʼ′", '"': "“”„‟", "-": "\u2011"}
_SIGNS = str.maketrans({other: sign for sign, others in _SAME.items() for other in others})
# What nobody sees: where a line may break.
_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
# What no document can hold, and what stands in its place: spaces to their readers.
_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff]")
_CUT = "[...]"

Row = Mapping[str, str]


class NotThere(Exception):
    """The pack no longer holds what a claim points to."""


class Sources:
    """The CSV files of a pack, each read once; NotThere for what it lacks."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.rows_of = cache(self._read)
        """The rows of a file, by its path within the pack."""
        self._rows_by = cache(self._group)

    def cell_of(self, claim: Claim) -> str:
        """The cell that a claim comes from: a figure's number, the text of a quote."""
        try:
            return self.row_of(claim)[claim.column]
        except KeyError:
            raise NotThere from None

    def value_of(self, claim: Claim) -> str:
        """What the cell of a figure gives, as documents write it."""
        try:
            return as_written(self.cell_of(claim), claim.format)
        # A cell that is no number, or infinite: the register leads to what it can't mean.
        except (KeyError, ValueError, ArithmeticError):
            raise NotThere from None

    def row_of(self, claim: Claim) -> Row:
        """The one row of its table that the key of a claim names."""
        try:
            key = parts_of(claim.key)
        except ValueError:
            raise NotThere from None
        rows = self._rows_by(claim.table, tuple(key)).get(tuple(key.values()), ())
        if len(rows) != 1:
            raise NotThere
        return rows[0]

    def _group(
        self, table: str, columns: tuple[str, ...]
    ) -> Mapping[tuple[str | None, ...], list[Row]]:
        """The rows of a file by what they have in these columns."""
        found: dict[tuple[str | None, ...], list[Row]] = {}
        for row in self.rows_of(table):
            found.setdefault(tuple(row.get(name) for name in columns), []).append(row)
        return found

    def _read(self, table: str) -> tuple[Row, ...]:
        if Path(table).is_absolute() or ".." in Path(table).parts:
            raise NotThere
        try:
            titles, *rows = csv_rows(self.folder / table)
        except ValueError:
            raise NotThere from None
        return tuple(dict(zip(titles, map(original_text, row), strict=True)) for row in rows)


def claims_of(folder: Path) -> tuple[Claim, ...]:
    """The claims that the pack registers; OrganiserError where it has no readable register."""
    try:
        return read_register(folder)
    except ValueError:
        raise OrganiserError("no_register", where=str(folder / REGISTER)) from None


def uncounted_claims(folder: Path) -> list[str]:
    """The ids of the claims that the tables and texts of the pack do not give: none, or it must
    not be published."""
    sources = Sources(folder)
    return [claim.claim_id for claim in claims_of(folder) if not _holds(claim, sources)]


def _holds(claim: Claim, sources: Sources) -> bool:
    try:
        if claim.kind == "quote":
            return is_verbatim(claim.value, sources.cell_of(claim))
        row, expected = sources.row_of(claim), sources.value_of(claim)
    except NotThere:
        return False
    is_same = plain(claim.value) == plain(expected) and claim.number == row[claim.column]
    return is_same and (not claim.denominator or claim.denominator in row.values())


def plain(text: str) -> str:
    """The one spelling that a text's variants share: « 58,5 % » whatever its space, « l’un » as
    « l'un ». Every letter and digit counts."""
    composed = _UNSEEN.sub("", unicodedata.normalize("NFC", _UNSHOWN.sub(" ", text)))
    quoted = re.sub(r"«\s*|\s*»", '"', composed.translate(_SIGNS).replace("…", "..."))
    return re.sub(r"\s+", " ", quoted).strip()


def is_verbatim(quote: str, source: str) -> bool:
    """True if the pieces of the quote, between its cuts « […] », stand one after the other in the
    source, as they are."""
    place, searched = 0, plain(source)
    pieces = list(filter(None, map(str.strip, plain(quote).split(_CUT))))
    for piece in pieces:
        found = searched.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return bool(pieces)

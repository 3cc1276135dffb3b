"""What a claim is checked against: the tables and texts of a pack, as they are in its folder;
whether all claims of a pack can be computed again from them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path

from consultation.machine.csv_files import csv_rows, original_text
from consultation.packs.contribution.claims import (
    REGISTER,
    Claim,
    as_written,
    parts_of,
    read_register,
)
from consultation.packs.verification.likeness import is_verbatim, plain
from consultation.words.errors import OrganiserError

TEXTS = "statistiques/texts.csv"
"""The texts as they are sent: what a quote is compared with."""
_LABELS = ("_label", "title", "explanation")

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

    @cached_property
    def labels(self) -> frozenset[str]:
        """The words of the form and the grid that the tables show, titles and choices, and the
        names of files; in their plain spelling."""
        found = {path.name for path in self.folder.iterdir()}
        for path in sorted((self.folder / "statistiques").glob("*.csv")):
            with suppress(NotThere):
                rows = self.rows_of(str(path.relative_to(self.folder)))
                shown = [name for name in (rows[0] if rows else ()) if name.endswith(_LABELS)]
                found.update(map(plain, {row[name] for row in rows for name in shown}))
        return frozenset(found)

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

"""Claims computed again from the files of the pack alone."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from consultation.machine.csv_files import original_text
from consultation.packs.contribution.claims import Claim, parts_of, written
from consultation.packs.contribution.holes import shown

CUT = "[…]"


def claims_that_fail(folder: Path, claims: Iterable[Claim]) -> list[Claim]:
    """Those that the tables of the pack, as they are written, do not give."""

    @cache
    def rows(table: str) -> list[dict[str, str]]:
        with (folder / table).open(encoding="utf-8", newline="") as file:
            return [
                {name: original_text(cell) for name, cell in row.items()}
                for row in csv.DictReader(file)
            ]

    @cache
    def cells(table: str, key: str, column: str) -> list[str]:
        parts = parts_of(key).items()
        return [row[column] for row in rows(table) if all(row[k] == v for k, v in parts)]

    return [claim for claim in claims if not _holds(claim, cells(*_place(claim)))]


def _place(claim: Claim) -> tuple[str, str, str]:
    return claim.table, claim.key, claim.column


def _holds(claim: Claim, cells: list[str]) -> bool:
    if len(cells) != 1:
        return False
    (cell,) = cells
    if claim.kind == "quote":
        return _is_quoted(claim.value, cell)
    return cell == claim.number and shown(written(cell, claim.format)) == claim.value


def _is_quoted(quote: str, text: str) -> bool:
    """Whether each piece of the quote stands in the text in their order, spaces aside."""
    place, whole = 0, " ".join(text.split())
    for piece in (" ".join(piece.split()) for piece in quote.split(CUT)):
        found = whole.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return bool(re.search(r"\w", quote))

"""Cells that tick or name choices, read with the spellings of the form file."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from consultation.forms.form import Option, spelling_of

TICKS = frozenset({"X", "x"})  # Webform writes X; a spreadsheet's user may have typed x.


@dataclass(frozen=True)
class Reading:
    """What one cell says: its choices, or the rule that it breaks and a hint to mend it."""

    choices: tuple[str, ...] = ()
    rule: str | None = None
    hint: str | None = None


def spellings_of(options: Iterable[Option]) -> dict[str, str]:
    """Every spelling of the options, and the id that it stands for."""
    return {spelling: option.id for option in options for spelling in option.spellings}


def read_one(cell: str, spellings: Mapping[str, str], options: Iterable[Option]) -> Reading:
    """The choice that a cell names; `unknown_choice` with the nearest label when it is none."""
    choice = spellings.get(spelling_of(cell))
    if choice is not None:
        return Reading((choice,))
    return Reading(rule="unknown_choice", hint=nearest_label(cell, options))


def nearest_label(cell: str, options: Iterable[Option]) -> str | None:
    """The declared label that looks most like a cell: a hint that repeats nothing of the cell."""
    labels = [option.label for option in options]
    found = difflib.get_close_matches(spelling_of(cell), labels, n=1, cutoff=0.6)
    return found[0] if found else None


def read_compact(
    cell: str, spellings: Mapping[str, str], order: Mapping[str, int], options: Iterable[Option]
) -> Reading:
    """The choices of a compact cell, joined by `,` in form order by Webform.

    Labels may hold commas, so the cell is cut into whole options: readings in form order are
    preferred, then readings in any order (a form reordered in mid-campaign). Two different
    readings set the cell aside. A comma left at the end by an unused « other » is no option.
    """
    pieces = cell.split(",")
    while len(pieces) > 1 and not pieces[-1].strip():
        pieces.pop()
    for places in (order, None):
        readings = _readings(pieces, spellings, places)
        if len(readings) == 1:
            return Reading(readings.pop())
        if readings:
            return Reading(rule="ambiguous_choices")
    return Reading(rule="unknown_choice", hint=_nearest_piece(pieces, spellings, options))


MOST_READINGS = 64  # More readings than this are as ambiguous as two.


def _readings(
    pieces: list[str], spellings: Mapping[str, str], order: Mapping[str, int] | None
) -> set[tuple[str, ...]]:
    """The ways to cut the pieces into whole options, each at most once, in their order if given.

    An option with n commas is n + 1 pieces: nothing else is tried, however long the cell. Too
    many beginnings to follow are given back as they are, for they are more than one.
    """
    spans = sorted({spelling.count(",") + 1 for spelling in spellings})
    ends: list[set[tuple[str, ...]]] = [{()}]
    for end in range(1, len(pieces) + 1):
        found: set[tuple[str, ...]] = set()
        for start in (end - span for span in spans if span <= end and ends[end - span]):
            choice = spellings.get(spelling_of(",".join(pieces[start:end])))
            if choice is not None:
                found |= {
                    (*reading, choice)
                    for reading in ends[start]
                    if _follows(choice, reading, order)
                }
        if len(found) > MOST_READINGS:
            return found
        ends.append(found)
    return ends[-1]


def _follows(choice: str, reading: tuple[str, ...], order: Mapping[str, int] | None) -> bool:
    if order is not None and reading:
        return order[reading[-1]] < order[choice]
    return choice not in reading


def _nearest_piece(
    pieces: list[str], spellings: Mapping[str, str], options: Iterable[Option]
) -> str | None:
    unknown = [piece for piece in pieces if spelling_of(piece) not in spellings]
    return nearest_label(unknown[0], options) if unknown else None


def read_cells(cells: pl.DataFrame, readings: Mapping[str, Reading]) -> pl.DataFrame:
    """The cells with what each says: record_number, cell, choices, rule, hint."""
    table = pl.DataFrame(
        {
            "cell": list(readings),
            "choices": [list(reading.choices) for reading in readings.values()],
            "rule": [reading.rule for reading in readings.values()],
            "hint": [reading.hint for reading in readings.values()],
        },
        schema={
            "cell": pl.String,
            "choices": pl.List(pl.String),
            "rule": pl.String,
            "hint": pl.String,
        },
    )
    return cells.join(table, on="cell", how="left", maintain_order="left")

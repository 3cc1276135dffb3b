"""Cells that tick or name choices, read with the spellings of the form file."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from consultation.exports import Door
from consultation.forms.form import Option, Question, spelling_of

# The ids of a choice « autre », which counts as ticked if a text was typed.
OTHER_IDS = ("autre", "other")


@dataclass(frozen=True)
class Reading:
    """The result of reading a cell: the choices in it, or the rule that it breaks and a hint to
    correct it.

    `text` is a free text typed among the choices. If the form declares no free text, a cell with
    such a text breaks the rule `unknown_choice`, but its known choices count.
    """

    choices: tuple[str, ...] = ()
    rule: str | None = None
    hint: str | None = None
    text: str | None = None


def spellings_of(options: Iterable[Option]) -> dict[str, str]:
    """Spelling of an option → the option's id, for every spelling: « oui, en mon nom » →
    `own_name`."""
    return {spelling: option.id for option in options for spelling in option.spellings}


def read_one(cell: str, spellings: Mapping[str, str], options: Iterable[Option]) -> Reading:
    """Read a cell that names a single choice: « Lyon » → `Reading(("lyon",))`. A cell without a
    known choice breaks the rule `unknown_choice`, with the nearest label as a hint."""
    choice = spellings.get(spelling_of(cell))
    if choice is not None:
        return Reading((choice,))
    return Reading(rule="unknown_choice", hint=nearest_label(cell, options))


def nearest_label(cell: str, options: Iterable[Option]) -> str | None:
    """The declared label that is nearest to a cell, as a hint that repeats nothing of the cell:
    « Pariss » → « Paris ». None if none is near."""
    labels = [option.label for option in options]
    nearest = difflib.get_close_matches(spelling_of(cell), labels, n=1, cutoff=0.6)
    return nearest[0] if nearest else None


def reader_of(question: Question, door: Door) -> Callable[[str], Reading]:
    """The function that reads the cells of a question that name choices: « Lyon, Paris » → a
    `Reading`. It does not read cells that only have a tick."""
    spellings = spellings_of(question.choices)
    order = {option.id: rank for rank, option in enumerate(question.choices)}

    def read(cell: str) -> Reading:
        # Some tools have grids in which several boxes of a row may be ticked.
        boxes = question.kind == "grid" and door.has_grids_of_boxes
        is_compact = question.kind == "choices" or (boxes and spelling_of(cell) not in spellings)
        reading = (
            read_compact(cell, spellings, order, question.choices, door.joiners)
            if is_compact
            else read_one(cell, spellings, question.choices)
        )
        if reading.rule != "unknown_choice" or not door.mixes_free_text:
            return reading
        # Any text may contain full stops and spaces, so it is not cut there.
        joiners = [joiner for joiner in door.joiners if joiner.strip(" .")]
        known, text = known_choices(cell, spellings, joiners if is_compact else [])
        return read_with_text(known, text, question) or reading

    return read


def known_choices(
    cell: str, spellings: Mapping[str, str], joiners: Iterable[str]
) -> tuple[list[str], str]:
    """The known choices of a cell, and the text that a person typed among them: « Lyon, Paris, chez
    moi » → `["lyon", "paris"]`, « chez moi ».

    `joiners` are the separators to try, such as `,`. The separator that gives most choices is used.
    The longest spellings are tried first.
    """
    cuts = [_cut_known(cell, spellings, joiner) for joiner in joiners]
    return max(cuts, key=lambda cut: len(cut[0]), default=([], cell.strip()))


def _cut_known(cell: str, spellings: Mapping[str, str], joiner: str) -> tuple[list[str], str]:
    parts = cell.split(joiner)
    most = max((spelling.count(joiner) + 1 for spelling in spellings), default=1)
    known: list[str] = []
    typed: list[str] = []
    start = 0
    while start < len(parts):
        spans = range(min(start + most, len(parts)), start, -1)
        named = ((end, spellings.get(spelling_of(joiner.join(parts[start:end])))) for end in spans)
        end, choice = next((span for span in named if span[1]), (start + 1, None))
        if choice is None:
            typed.append(parts[start])
        elif choice not in known:
            known.append(choice)
        start = end
    return known, joiner.join(typed).strip()


def read_with_text(known: list[str], text: str, question: Question) -> Reading | None:
    """Make the reading of a cell in which a person typed `text` among the choices `known`.

    - If the question declares a free text: the known choices, the text, and « autre » if that is a
      choice of the question.
    - Else, if a choice is known: the known choices, and the broken rule `unknown_choice`.
    - Else `None`.
    """
    if question.other:
        other = [option.id for option in question.choices if option.id in OTHER_IDS][:1]
        return Reading(tuple(dict.fromkeys((*known, *other))), text=text or None)
    if not known:
        return None
    return Reading(tuple(known), "unknown_choice", nearest_label(text, question.choices))


def read_compact(
    cell: str,
    spellings: Mapping[str, str],
    order: Mapping[str, int],
    options: Iterable[Option],
    joiners: Iterable[str] = (",",),
) -> Reading:
    """Read a cell that lists the ticked choices, joined by one of `joiners`: « Lyon,Paris » →
    `("lyon", "paris")`.

    Labels may contain the joiner, so a cell may be read in several ways. Readings with the choices
    in the form's `order` are preferred. If two are left, the cell breaks the rule
    `ambiguous_choices`. If none is possible, it breaks the rule `unknown_choice`.
    """
    # The form may have been reordered since, so other orders count if no reading is in form order.
    cut = {joiner: _parts_of(cell, joiner) for joiner in joiners}
    for ranks in (order, None):
        readings: set[tuple[str, ...]] = set()
        for joiner, parts in cut.items():
            readings |= _readings(parts, joiner, spellings, ranks)
        if len(readings) == 1:
            return Reading(readings.pop())
        if readings:
            return Reading(rule="ambiguous_choices")
    first = next(iter(cut.values()))
    return Reading(rule="unknown_choice", hint=_nearest_part(first, spellings, options))


def _parts_of(cell: str, joiner: str) -> list[str]:
    parts = cell.split(joiner)
    while len(parts) > 1 and not parts[-1].strip():
        parts.pop()
    return parts


MOST_READINGS = 64  # More readings than this are as ambiguous as two.


def _readings(
    parts: list[str],
    joiner: str,
    spellings: Mapping[str, str],
    order: Mapping[str, int] | None,
) -> set[tuple[str, ...]]:
    """Find all ways to join the parts of a cell into whole options, as tuples of choice ids. With
    the options « Paris » and « Lyon,centre », `["Paris", "Lyon", "centre"]` →
    `{("paris", "lyon")}`.

    `parts` is the cell, cut at each joiner. A tuple has a choice at most once, and its choices are
    in the order of the ranks `order`. If `order` is `None`, they may be in any order. If the first
    parts can be joined in more than 64 ways, these ways are returned: the cell is ambiguous.
    """
    spans = sorted({spelling.count(joiner) + 1 for spelling in spellings})
    ends: list[set[tuple[str, ...]]] = [{()}]
    for end in range(1, len(parts) + 1):
        longer: set[tuple[str, ...]] = set()
        for start in (end - span for span in spans if span <= end and ends[end - span]):
            choice = spellings.get(spelling_of(joiner.join(parts[start:end])))
            if choice is not None:
                longer |= {
                    (*reading, choice)
                    for reading in ends[start]
                    if _follows(choice, reading, order)
                }
        if len(longer) > MOST_READINGS:  # of the first parts: the cell is ambiguous already
            return longer
        ends.append(longer)
    return ends[-1]


def _follows(choice: str, reading: tuple[str, ...], order: Mapping[str, int] | None) -> bool:
    if order is not None and reading:
        return order[reading[-1]] < order[choice]
    return choice not in reading


def _nearest_part(
    parts: list[str], spellings: Mapping[str, str], options: Iterable[Option]
) -> str | None:
    unknown = [part for part in parts if spelling_of(part) not in spellings]
    return nearest_label(unknown[0], options) if unknown else None


def read_cells(cells: pl.DataFrame, readings: Mapping[str, Reading]) -> pl.DataFrame:
    """The cells with the values of their `Reading`: record_number, cell, choices, rule, hint, text.
    `readings`: text of a cell → its reading."""
    rows = [
        (cell, list(reading.choices), reading.rule, reading.hint, reading.text)
        for cell, reading in readings.items()
    ]
    schema = pl.Schema(dict.fromkeys(("cell", "choices", "rule", "hint", "text"), pl.String))
    schema["choices"] = pl.List(pl.String)
    table = pl.DataFrame(rows, schema=schema, orient="row")
    return cells.join(table, on="cell", how="left", maintain_order="left")

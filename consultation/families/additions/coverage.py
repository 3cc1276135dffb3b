"""Which words of the gaps others in the family wrote too, or the letter says elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import polars as pl

from consultation.families.additions.edges import names_in
from consultation.families.additions.letters import Compared, Family
from consultation.families.additions.sharing import (
    ADDITION_WORDS,
    PIECES,
    most,
    shared_words,
    shared_words_around_names,
    words_of,
)


class SharedRun(NamedTuple):
    """Words of a gap that as many respondents share: `shared_by` is None when they are too few, and
    `OF_THE_LETTER` when the letter says the words elsewhere."""

    start: int
    end: int
    shared_by: int | None


Coverage = dict[tuple[int, int], tuple[list[int], list[int], list[int | None]]]
"""Row of a text and number of a gap of it -> the runs that make up the gap, in order: their starts,
ends and counts. Only gaps long enough for an addition."""

OF_THE_LETTER = 0


def runs_of_gap(coverage: Coverage, row: int, gap: int) -> list[SharedRun]:
    """The runs of the gap; none if it is too short for an addition."""
    return [*map(SharedRun, *coverage.get((row, gap), ((), (), ())))]


def coverage_of(families: list[Family], folded: pl.Series) -> Coverage:
    """What the long gaps of these families share; `folded` has the text of each row."""
    pieces = _pieces(families)
    if pieces.is_empty():
        return {}
    words = words_of(pieces, folded)
    counts = shared_words(words)
    runs = _runs(words.piece, counts).filter(
        pl.col("count").is_null(), pl.col("size") >= ADDITION_WORDS
    )
    is_open = pieces["gap"].is_not_null() & pl.int_range(len(pieces), eager=True).is_in(
        runs["piece"].unique().implode()
    )
    rows = is_open.gather(words.piece).arg_true()
    if len(rows):
        around = shared_words_around_names(
            words.at(rows), _are_names(families, pieces.filter(is_open))
        )
        counts = counts.scatter(rows, most(counts.gather(rows), around))
    repeated = _repeated_words(families, pieces.filter(_IS_LONG_GAP))
    return _coverage(pieces, _runs(words.piece, counts.scatter(repeated, OF_THE_LETTER)))


_IS_LONG_GAP = pl.col("gap").is_not_null() & (pl.col("end") - pl.col("start") >= ADDITION_WORDS)


def _pieces(families: list[Family]) -> pl.DataFrame:
    """`PIECES` of the families with a long gap, and `first`: at which word each piece starts."""
    rows: list[tuple[int | None, ...]] = []
    stretch = 0
    for number, family in enumerate(families):
        if any(text.has_long_gap for text in family.members):
            for at, text in enumerate(family.members):
                for is_first, start, end, gap in _around_gaps(text) if text.gaps else ():
                    stretch = len(rows) if is_first else stretch
                    count = text.member.respondent_count
                    rows.append((number, at, text.member.row, count, stretch, gap, start, end))
    pieces = pl.DataFrame(rows, schema=PIECES, orient="row")
    return pieces.with_columns(
        first=(pl.col("end") - pl.col("start")).cum_sum().shift(fill_value=0)
    )


def _around_gaps(text: Compared) -> Iterator[tuple[bool, int, int, int | None]]:
    """The gaps with the words around that can stand in `ADDITION_WORDS` with one of theirs: what
    is further away is the letter's. Whether a piece starts a stretch, its first word, the one after
    its last, and the number of the gap that it is, if it is one."""
    margin = ADDITION_WORDS - 1
    reached = 0
    for number, gap in enumerate(text.gaps):
        is_apart = number == 0 or gap.start - margin > reached + margin
        if number and is_apart:
            yield False, reached, reached + margin, None
        start = max(gap.start - margin, 0) if is_apart else reached
        yield is_apart, start, gap.start, None
        yield False, gap.start, gap.end, number
        reached = gap.end
    yield False, reached, min(reached + margin, len(text.member.words)), None


def _are_names(families: list[Family], pieces: pl.DataFrame) -> pl.Series:
    """For each word of the pieces, whether it can be part of a name."""
    names: list[bool] = []
    for family, member, start, end in pieces.select("family", "member", "start", "end").iter_rows():
        names += names_in(families[family].members[member].member.text, start, end)
    return pl.Series(names, dtype=pl.Boolean)


_SEED, _STEP = 5, 4  # each run of `ADDITION_WORDS` holds one of every fourth run of five


def _repeated_words(families: list[Family], gaps: pl.DataFrame) -> list[int]:
    """The words that say once more what the letter says, as long as an addition."""
    repeated: set[int] = set()
    for family, of_family in groupby(
        gaps.select("family", "member", "start", "end", "first").rows(), lambda row: row[0]
    ):
        grams = _grams_of_the_letter(families[family])
        seeds = {gram[at : at + _SEED] for gram in grams for at in range(_STEP)}
        for _, member, start, end, first in of_family:
            words = families[family].members[member].member.words[start:end]
            for seed in range(0, end - start - _SEED + 1, _STEP):
                if tuple(words[seed : seed + _SEED]) in seeds:
                    for at in range(max(seed - _STEP + 1, 0), seed + 1):
                        if tuple(words[at : at + ADDITION_WORDS]) in grams:
                            repeated.update(range(first + at, first + at + ADDITION_WORDS))
    return sorted(repeated)


def _grams_of_the_letter(family: Family) -> set[tuple[str, ...]]:
    words = family.letter.words
    return {
        tuple(words[place : place + ADDITION_WORDS])
        for place in range(len(words) - ADDITION_WORDS + 1)
        if 1 not in family.own_places[place : place + ADDITION_WORDS]
    }


def _runs(piece: pl.Series, count: pl.Series) -> pl.DataFrame:
    """piece, count, first, size: words in a row of one piece that as many respondents share."""
    is_first = (piece != piece.shift()).fill_null(True) | count.ne_missing(count.shift())
    first = is_first.arg_true()
    size = first.shift(-1, fill_value=len(piece)) - first
    return pl.DataFrame(
        {"piece": piece.gather(first), "count": count.gather(first), "first": first, "size": size}
    )


def _coverage(pieces: pl.DataFrame, runs: pl.DataFrame) -> Coverage:
    gaps = pieces.with_row_index("piece").filter(_IS_LONG_GAP)
    start = pl.col("start") + pl.col("first_of_run") - pl.col("first")
    found = (
        runs.rename({"first": "first_of_run"})
        .join(gaps, on="piece", maintain_order="left")
        .select("text", "gap", start=start, end=start + pl.col("size"), count="count")
        .group_by("text", "gap")
        .all()
    )
    return {
        (text, gap): (starts, ends, counts) for text, gap, starts, ends, counts in found.iter_rows()
    }

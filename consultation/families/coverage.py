"""Which words of the gaps others in the family wrote too, or the letter says elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby

import polars as pl

from consultation.families.alignment import Gap
from consultation.families.blanks import names_in
from consultation.families.letters import Compared, Family
from consultation.families.sharing import (
    ADDITION_WORDS,
    STRETCHES,
    shared_words,
    shared_words_around_names,
)
from consultation.families.spelling import Spelling

Coverage = dict[int, dict[int, int]]
"""Row of a text -> its words that enough respondents share -> how many do, or `OF_THE_LETTER` for
words that the letter says elsewhere. Only words of gaps long enough for an addition."""

OF_THE_LETTER = 0

Stretch = tuple[int, int, list[int | None], list[bool]]
"""Words of a text from start to before end, the gap that each is in, and whether it can be part
of a name (nothing when nobody asks)."""


def coverage_of(families: list[Family], spelling: Spelling) -> Coverage:
    """What the long gaps of these families share."""
    coverage: Coverage = defaultdict(dict)
    concerned = [family for family in families if any(text.has_long_gap for text in family.members)]
    _cover(coverage, shared_words(_frame(concerned, _around_gaps)))
    open_gaps = _frame(
        concerned, lambda text: _open_gaps(text, coverage.get(text.member.row, {}), spelling)
    )
    _cover(coverage, shared_words_around_names(open_gaps))
    for family in concerned:
        _cover_repeats(coverage, family)
    return coverage


def uncovered_runs(gap: Gap, shared: dict[int, int]) -> Iterator[tuple[int, int]]:
    """The longest stretches of a gap that nothing covers."""
    for is_covered, found in groupby(range(gap.start, gap.end), key=shared.__contains__):
        places = [*found]
        if not is_covered:
            yield places[0], places[-1] + 1


def _cover(coverage: Coverage, words: pl.DataFrame) -> None:
    for text, place, count in words.iter_rows():
        shared = coverage[text]
        shared[place] = max(shared.get(place, 0), count)


def _cover_repeats(coverage: Coverage, family: Family) -> None:
    """Covers what a text says once more of the letter, as long as an addition."""
    of_letter = _grams_of_the_letter(family)
    for text in family.members:
        words = text.member.words if text.has_long_gap else []
        for gap in text.gaps if words else ():
            for place in range(gap.start, gap.end - ADDITION_WORDS + 1):
                if tuple(words[place : place + ADDITION_WORDS]) in of_letter:
                    repeated = range(place, place + ADDITION_WORDS)
                    coverage[text.member.row].update(dict.fromkeys(repeated, OF_THE_LETTER))


def _grams_of_the_letter(family: Family) -> set[tuple[str, ...]]:
    words = family.letter.words
    return {
        tuple(words[place : place + ADDITION_WORDS])
        for place in range(len(words) - ADDITION_WORDS + 1)
        if 1 not in family.own_places[place : place + ADDITION_WORDS]
    }


def _around_gaps(text: Compared) -> Iterator[Stretch]:
    """The gaps with the words around that can stand in `ADDITION_WORDS` with one of theirs: what
    is further away is the letter's."""
    margin = ADDITION_WORDS - 1
    length = len(text.member.words)
    start = end = 0
    numbers: list[int | None] = []
    for number, gap in enumerate(text.gaps):
        first, last = max(gap.start - margin, 0), min(gap.end + margin, length)
        if first > end and numbers:
            yield start, end, numbers, []
            numbers = []
        if not numbers:
            start = end = first
        numbers += [None] * (last - end)
        end = last
        numbers[gap.start - start : gap.end - start] = [number] * (gap.end - gap.start)
    if numbers:
        yield start, end, numbers, []


def _open_gaps(text: Compared, shared: dict[int, int], spelling: Spelling) -> Iterator[Stretch]:
    """The gaps that still hold an addition."""
    found = [
        (number, gap)
        for number, gap in enumerate(text.gaps)
        if any(end - start >= ADDITION_WORDS for start, end in uncovered_runs(gap, shared))
    ]
    if found:
        written = text.member.read(spelling)
        for number, (start, end, _, _) in found:
            yield start, end, [number] * (end - start), names_in(written, start, end)


def _frame(
    families: list[Family], stretches_of: Callable[[Compared], Iterator[Stretch]]
) -> pl.DataFrame:
    """The words of the stretches of all texts of the families, as `STRETCHES`."""
    # Column by column: polars reads long lists of words much faster than lists of lists.
    columns: dict[str, list[object]] = {name: [] for name in STRETCHES}
    for number, family in enumerate(families):
        for text in family.members:
            if stretches := [*stretches_of(text)]:
                words = text.member.words
                for start, end, gaps, names in stretches:
                    size = end - start
                    columns["family"] += [number] * size
                    columns["text"] += [text.member.row] * size
                    columns["respondent_count"] += [text.member.respondent_count] * size
                    columns["stretch"] += [len(columns["word"])] * size
                    columns["place"] += range(start, end)
                    columns["word"] += words[start:end]
                    columns["gap"] += gaps
                    columns["is_name"] += names or [False] * size
    return pl.DataFrame(columns, schema=STRETCHES)

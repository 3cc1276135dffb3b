"""Which words of the gaps others in the family wrote too, or the letter says elsewhere; the gap in
segments accordingly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import NamedTuple

import polars as pl

from consultation.families.additions.alignment import Gap
from consultation.families.additions.edges import is_filled, names_in, without_filled_ends
from consultation.families.additions.letters import Compared, Family, lost_places
from consultation.families.additions.sharing import (
    ADDITION_WORDS,
    STRETCHES,
    shared_words,
    shared_words_around_names,
)
from consultation.families.additions.word_spellings import Spelling, Written

Place = tuple[int, int]
"""First word, and the one after the last."""


class Segment(NamedTuple):
    """Words of a text, or of the letter if `removed`; `replaced`: the letter's in their place."""

    kind: str
    place: Place
    replaced: tuple[Place, ...] = ()
    shared_count: int | None = None


def segments_of_gap(
    family: Family, gap: Gap, letter: Written, member: Written, shared: dict[int, int]
) -> Iterator[Segment]:
    """The segments of a gap: what is removed there, then what is added, in the text's order."""
    lost = lost_places(family, gap)
    added = list(_added_segments(gap, member, shared))
    is_filled = all(segment.kind == "blank" for segment in added) and len(added) > 0
    if is_filled and sum(end - start for start, end in lost) < ADDITION_WORDS:
        yield added[0]._replace(replaced=tuple(lost))
        yield from added[1:]
    else:
        for place in lost:
            yield from (Segment("removed", line) for line in letter.lines(*place))
        yield from added


def _added_segments(gap: Gap, text: Written, shared: dict[int, int]) -> Iterator[Segment]:
    """What the gap says that the letter says nowhere."""
    if gap.end - gap.start < ADDITION_WORDS:
        yield from (Segment("blank", line) for line in text.lines(gap.start, gap.end))
        return
    places = range(gap.start, gap.end)
    for is_repeat, found in groupby(places, key=lambda at: shared.get(at) == OF_THE_LETTER):
        if not is_repeat:
            stretch = [*found]
            yield from _own_and_other_segments(Gap(stretch[0], stretch[-1] + 1, 0, 0), text, shared)


def _own_and_other_segments(gap: Gap, text: Written, shared: dict[int, int]) -> Iterator[Segment]:
    """Own words and, sentence by sentence, what stands between them: stock or a blank."""
    reached = gap.start
    for start, end in [*_own_places(gap, text, shared), (gap.end, gap.end)]:
        yield from _not_own((reached, start), text, shared)
        if end > start:
            yield Segment("own", (start, end))
        reached = end


def _own_places(gap: Gap, text: Written, shared: dict[int, int]) -> Iterator[Place]:
    for start, end in uncovered_runs(gap, shared):
        if end - start >= ADDITION_WORDS:
            start, end = without_filled_ends(text, start, end)
            if end - start >= ADDITION_WORDS:
                yield start, end


def _not_own(place: Place, text: Written, shared: dict[int, int]) -> Iterator[Segment]:
    """Sentences that are stock, with the blanks filled in them, and the other lines."""
    others: list[Place] = []
    for start, end in text.sentences(*place):
        counts = [shared[word] for word in range(start, end) if word in shared]
        if not counts or is_filled(text, start, end):
            others.append((start, end))
            continue
        yield from _blanks(others, text)
        others = []
        yield Segment("stock", (start, end), shared_count=min(counts))
    yield from _blanks(others, text)


def _blanks(sentences: list[Place], text: Written) -> Iterator[Segment]:
    if sentences:
        lines = text.lines(sentences[0][0], sentences[-1][1])
        yield from (Segment("blank", line) for line in lines)


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

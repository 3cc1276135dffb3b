"""Segments of a text: the words of its gaps, told apart by who else in the family wrote them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from consultation.families.alignment import Gap
from consultation.families.blanks import is_filled, without_filled_ends
from consultation.families.coverage import OF_THE_LETTER, uncovered_runs
from consultation.families.letters import Family, lost_places
from consultation.families.sharing import ADDITION_WORDS
from consultation.families.spelling import Written

Place = tuple[int, int]
"""First word, and the one after the last."""


class Segment(NamedTuple):
    """Words of a text; of the letter, when they are `removed`. replaced: words of the letter."""

    kind: str
    place: Place
    replaced: tuple[Place, ...] = ()
    shared_count: int | None = None


def segments_of_gap(
    family: Family, gap: Gap, letter: Written, member: Written, shared: dict[int, int]
) -> Iterator[Segment]:
    """The segments of a gap: what is removed there, then what is added, in the text's order."""
    lost = lost_places(family, gap)
    added = list(_added(gap, member, shared))
    is_filled = all(segment.kind == "blank" for segment in added) and len(added) > 0
    if is_filled and sum(end - start for start, end in lost) < ADDITION_WORDS:
        yield added[0]._replace(replaced=tuple(lost))
        yield from added[1:]
    else:
        for place in lost:
            yield from (Segment("removed", line) for line in letter.lines(*place))
        yield from added


def _added(gap: Gap, text: Written, shared: dict[int, int]) -> Iterator[Segment]:
    """What the gap says that the letter says nowhere."""
    if gap.end - gap.start < ADDITION_WORDS:
        yield from (Segment("blank", line) for line in text.lines(gap.start, gap.end))
        return
    places = range(gap.start, gap.end)
    for is_repeat, found in groupby(places, key=lambda at: shared.get(at) == OF_THE_LETTER):
        if not is_repeat:
            stretch = [*found]
            yield from _told_apart(Gap(stretch[0], stretch[-1] + 1, 0, 0), text, shared)


def _told_apart(gap: Gap, text: Written, shared: dict[int, int]) -> Iterator[Segment]:
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

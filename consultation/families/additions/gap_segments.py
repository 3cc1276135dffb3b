"""A gap in segments: which of its words are stock, a blank, one's own; what it is in place of."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from consultation.families.additions.alignment import Gap
from consultation.families.additions.coverage import OF_THE_LETTER, SharedRun
from consultation.families.additions.edges import is_filled, without_filled_ends
from consultation.families.additions.letters import Family, lost_places
from consultation.families.additions.sharing import ADDITION_WORDS
from consultation.families.additions.word_spellings import Span, Written


class Segment(NamedTuple):
    """Words of a text, or of the letter if `removed`; `replaced`: the letter's in their place."""

    kind: str
    place: Span
    replaced: tuple[Span, ...] = ()
    shared_count: int | None = None


def segments_of_gap(
    family: Family, gap: Gap, letter: Written, member: Written, runs: list[SharedRun]
) -> Iterator[Segment]:
    """The segments of a gap: what is removed there, then what is added, in the text's order."""
    lost = lost_places(family, gap)
    added = list(_added_segments(gap, member, runs))
    is_filled = all(segment.kind == "blank" for segment in added) and len(added) > 0
    if is_filled and sum(end - start for start, end in lost) < ADDITION_WORDS:
        yield added[0]._replace(replaced=tuple(lost))
        yield from added[1:]
    else:
        for place in lost:
            yield from (Segment("removed", line) for line in letter.lines(*place))
        yield from added


def _added_segments(gap: Gap, text: Written, runs: list[SharedRun]) -> Iterator[Segment]:
    """What the gap says that the letter says nowhere."""
    if gap.end - gap.start < ADDITION_WORDS:
        yield from (Segment("blank", line) for line in text.lines(gap.start, gap.end))
        return
    for is_repeat, found in groupby(runs, key=lambda run: run.shared_by == OF_THE_LETTER):
        if not is_repeat:
            yield from _own_and_other_segments([*found], text)


def _own_and_other_segments(runs: list[SharedRun], text: Written) -> Iterator[Segment]:
    """Own words and, sentence by sentence, what stands between them: stock or a blank."""
    reached, last = runs[0].start, runs[-1].end
    for start, end in [*_own_places(runs, text), (last, last)]:
        yield from _not_own((reached, start), text, runs)
        if end > start:
            yield Segment("own", (start, end))
        reached = end


def _own_places(runs: list[SharedRun], text: Written) -> Iterator[Span]:
    for start, end, count in runs:
        if count is None and end - start >= ADDITION_WORDS:
            own_start, own_end = without_filled_ends(text, start, end)
            if own_end - own_start >= ADDITION_WORDS:
                yield own_start, own_end


def _not_own(place: Span, text: Written, runs: list[SharedRun]) -> Iterator[Segment]:
    """Sentences that are stock, with the blanks filled in them, and the other lines."""
    others: list[Span] = []
    at = 0
    for start, end in text.sentences(*place):
        while runs[at].end <= start:
            at += 1
        counts = _counts(runs, at, end)
        if not counts or is_filled(text, start, end):
            others.append((start, end))
            continue
        yield from _blanks(others, text)
        others = []
        yield Segment("stock", (start, end), shared_count=min(counts))
    yield from _blanks(others, text)


def _counts(runs: list[SharedRun], at: int, end: int) -> list[int]:
    """How many share the words, run by run, from the run at this number to the word before end."""
    counts = []
    while at < len(runs) and runs[at].start < end:
        count = runs[at].shared_by
        if count is not None:
            counts.append(count)
        at += 1
    return counts


def _blanks(sentences: list[Span], text: Written) -> Iterator[Segment]:
    if sentences:
        lines = text.lines(sentences[0][0], sentences[-1][1])
        yield from (Segment("blank", line) for line in lines)

"""Which words of a text come from a letter: runs of words that both hold, in order or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from operator import eq, indexOf
from typing import NamedTuple

SHORTEST_RUN = 3
"""Words in common that count as the letter's; fewer, as in « de la », meet by chance."""
SHORTEST_MOVED_RUN = 5
"""Words in common that count as the letter's although they stand elsewhere in it."""
LONG_RUN = 8
"""Words in common that are the letter's whatever stands around them."""

_LEVELS = 12  # of gaps within gaps: a bound on the work that no ordinary text reaches

Words = Sequence[str]
Gram = tuple[str, str, str]


class Run(NamedTuple):
    """The same words in the letter and in the text: where, and how many."""

    in_letter: int
    in_text: int
    length: int


class Gap(NamedTuple):
    """Words of the text that are not the letter's, and the letter's words they stand in place of.

    Either may be none.
    """

    start: int
    end: int
    letter_start: int
    letter_end: int


def runs_of(letter: Words, text: Words) -> list[Run]:
    """The runs of the letter's words in a text, in the order of the text; none overlap.

    First those that follow the letter's order, then paragraphs that were moved. A run of fewer
    than `LONG_RUN` words between two stretches of other words that are no shorter is left out: it
    is a turn of phrase that a person's own paragraph has in common with the letter.
    About linear in the number of words.
    """
    ordered = _in_order(letter, text)
    if sum(run.length for run in ordered) == len(text):
        return ordered
    moved = _moved_runs(letter, text, gaps_of(ordered, len(letter), len(text)))
    return _without_islands(sorted([*ordered, *moved], key=_place_in_text), len(text))


def gaps_of(runs: Sequence[Run], letter_length: int, text_length: int) -> list[Gap]:
    """What the runs leave over of both, in the order of the text.

    The letter's words that no run took stand after the run that precedes them in the letter.
    """
    lost = _lost_stretches(runs, letter_length)
    ends = [(0, 0), *((run.in_letter + run.length, run.in_text + run.length) for run in runs)]
    starts = [*map(_place_in_text, runs), text_length]
    gaps = (
        Gap(end, start, letter_end, lost.get(letter_end, letter_end))
        for (letter_end, end), start in zip(ends, starts, strict=True)
    )
    return [gap for gap in gaps if gap.end > gap.start or gap.letter_end > gap.letter_start]


def _lost_stretches(runs: Sequence[Run], letter_length: int) -> dict[int, int]:
    """Where each stretch of the letter that no run took starts -> where it ends."""
    lost = {}
    reached = 0
    for run in sorted(runs):
        if run.in_letter > reached:
            lost[reached] = run.in_letter
        reached = run.in_letter + run.length
    if letter_length > reached:
        lost[reached] = letter_length
    return lost


def _place_in_text(run: Run) -> int:
    return run.in_text


class _Box(NamedTuple):
    """A stretch of the letter and the stretch of the text to compare it with."""

    letter_start: int
    letter_end: int
    start: int
    end: int


def _in_order(letter: Words, text: Words) -> list[Run]:
    """Runs that follow the letter's order, in that order."""
    first, last = _common_ends(letter, text)
    found = [run for run in (first, last) if run.length]
    boxes = [_Box(first.length, last.in_letter, first.length, last.in_text)]
    for _ in range(_LEVELS):
        deeper: list[_Box] = []
        for box in boxes:
            runs = _anchored_runs(letter, text, box)
            found += runs
            deeper += _boxes_between(runs, box) if runs else ()
        if not (boxes := deeper):
            break
    return sorted(found)


def _common_ends(letter: Words, text: Words) -> tuple[Run, Run]:
    """What both begin with, and what the rest of both ends with; short ones are none."""
    start = _length_in_common(letter, text)
    start = start if start >= SHORTEST_RUN else 0
    room = min(len(letter), len(text)) - start
    end = min(_length_in_common(reversed(letter), reversed(text)), room)
    end = end if end >= SHORTEST_RUN else 0
    return Run(0, 0, start), Run(len(letter) - end, len(text) - end, end)


def _length_in_common(ours: Iterable[str], theirs: Iterable[str]) -> int:
    """How many words both begin with."""
    return indexOf(chain(map(eq, ours, theirs), [False]), False)


def _boxes_between(runs: list[Run], box: _Box) -> Iterator[_Box]:
    letter_start, start = box.letter_start, box.start
    for run in runs:
        yield _Box(letter_start, run.in_letter, start, run.in_text)
        letter_start, start = run.in_letter + run.length, run.in_text + run.length
    yield _Box(letter_start, box.letter_end, start, box.end)


def _anchored_runs(letter: Words, text: Words, box: _Box) -> list[Run]:
    """The runs that grow from the longest chain of three words found once in each stretch."""
    if min(box.letter_end - box.letter_start, box.end - box.start) < SHORTEST_RUN:
        return []
    of_letter = [*_grams(letter, box.letter_start, box.letter_end)]
    known = {gram for _, gram in of_letter}
    in_both = [(place, gram) for place, gram in _grams(text, box.start, box.end) if gram in known]
    places = _once(of_letter)
    seeds = [(places[gram], place) for gram, place in _once(in_both).items() if gram in places]
    return list(_grow(_longest_chain(seeds), letter, text, box))


def _grams(words: Words, start: int, end: int) -> Iterator[tuple[int, Gram]]:
    """Each run of three words of the stretch, and where."""
    stretch = words[start:end]
    return enumerate(zip(stretch, stretch[1:], stretch[2:], strict=False), start)


def _once(grams: list[tuple[int, Gram]]) -> dict[Gram, int]:
    """Each run of three words that is there once -> where, in order."""
    counts = Counter(gram for _, gram in grams)
    return {gram: place for place, gram in grams if counts[gram] == 1}


def _longest_chain(seeds: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most seeds whose places in the letter grow; seeds come in the order of the text."""
    if all(earlier[0] < later[0] for earlier, later in pairwise(seeds)):
        return seeds
    tails: list[int] = []  # the smallest place in the letter that ends a chain of each length
    tail_seeds: list[int] = []
    before: list[int] = []
    for number, (in_letter, _) in enumerate(seeds):
        length = bisect_left(tails, in_letter)
        before.append(tail_seeds[length - 1] if length else -1)
        tails[length : length + 1] = [in_letter]
        tail_seeds[length : length + 1] = [number]
    longest = []
    number = tail_seeds[-1]
    while number >= 0:
        longest.append(seeds[number])
        number = before[number]
    return longest[::-1]


def _grow(seeds: list[tuple[int, int]], letter: Words, text: Words, box: _Box) -> Iterator[Run]:
    """The seeds grown as far as the words agree, without running into one another."""
    letter_free, free = box.letter_start, box.start
    for in_letter, in_text in seeds:
        if in_text < free or in_letter < letter_free:
            continue  # the run before has grown over this seed
        start = 0
        room = min(in_letter - letter_free, in_text - free)
        while start < room and letter[in_letter - start - 1] == text[in_text - start - 1]:
            start += 1
        end = _length_in_common(letter[in_letter : box.letter_end], text[in_text : box.end])
        yield Run(in_letter - start, in_text - start, start + end)
        letter_free, free = in_letter + end, in_text + end


def _moved_runs(letter: Words, text: Words, gaps: list[Gap]) -> Iterator[Run]:
    """Runs of the letter's words that are left over, found in what is left over of the text."""
    places = _grams_left(letter, gaps)
    taken = bytearray(len(letter))
    for gap in gaps if places else ():
        at = gap.start
        while at + SHORTEST_MOVED_RUN <= gap.end:
            place, limit = places.get(tuple(text[at : at + SHORTEST_MOVED_RUN]), (0, 0))
            length = 0
            room = min(limit - place, gap.end - at)
            while (
                length < room
                and letter[place + length] == text[at + length]
                and not taken[place + length]
            ):
                length += 1
            if length >= SHORTEST_MOVED_RUN:
                yield Run(place, at, length)
                taken[place : place + length] = b"\x01" * length
                at += length
            else:
                at += 1


def _grams_left(letter: Words, gaps: list[Gap]) -> dict[tuple[str, ...], tuple[int, int]]:
    """Each run of five words that is left over of the letter -> where, and where the rest ends."""
    return {
        tuple(letter[place : place + SHORTEST_MOVED_RUN]): (place, gap.letter_end)
        for gap in reversed(gaps)
        for place in range(gap.letter_end - SHORTEST_MOVED_RUN, gap.letter_start - 1, -1)
    }


def _without_islands(runs: list[Run], text_length: int) -> list[Run]:
    """The runs but for short ones between two stretches of other words that are no shorter."""
    for length in sorted({run.length for run in runs if run.length < LONG_RUN}):
        kept: list[Run] = []
        starts = [*map(_place_in_text, runs[1:]), text_length]
        reached = 0
        for run, next_start in zip(runs, starts, strict=False):
            end = run.in_text + run.length
            around = min(run.in_text - reached, next_start - end)
            if run.length != length or around < length:
                kept.append(run)
                reached = end
        runs = kept
    return runs

"""Texts of a family beside its letter: which words are the letter's, which come from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter

from consultation.families.additions.alignment import Gap, Run, Words, gaps_of, runs_of
from consultation.families.additions.edges import READ_WORDS, blanks_in, move_edges
from consultation.families.additions.sharing import ADDITION_WORDS, SHARED_BY
from consultation.families.additions.word_spellings import Written


@dataclass(frozen=True)
class Member:
    """A distinct text of a family, and how many wrote it."""

    row: int
    text: Written
    respondent_count: int

    @property
    def words(self) -> list[str]:
        """The folded words."""
        return self.text.words


@dataclass(frozen=True)
class Compared:
    """A member beside its letter: what differs, in the order of the member's text."""

    member: Member
    gaps: list[Gap]
    is_same: bool
    """Whether its words are the letter's words."""

    @property
    def has_long_gap(self) -> bool:
        """Whether some gap is long enough for an addition."""
        return any(gap.end - gap.start >= ADDITION_WORDS for gap in self.gaps)


@dataclass(frozen=True)
class Family:
    """A letter, all texts of its family beside it, and which of its words are not a template."""

    letter: Member
    members: list[Compared]
    own_places: bytes
    """For each word of the letter, 1 when it is the own addition of who wrote it first."""


def family_of(letter: Member, members: list[Member]) -> Family:
    """The family, each member beside the letter; the letter is one of the members."""
    words = letter.words
    runs = {member.row: runs_of(words, member.words) for member in members}
    own = _own_places(len(words), members, runs)
    return Family(
        letter,
        [
            Compared(
                member,
                _gaps(words, own, member.text, list(_cut(runs[member.row], own))),
                is_same=member.words == words,
            )
            for member in members
        ],
        own,
    )


def lost_places(family: Family, gap: Gap) -> list[tuple[int, int]]:
    """The stretches of the letter that the gap stands in place of, its author's additions left
    out."""
    places = range(gap.letter_start, gap.letter_end)
    stretches = groupby(places, key=lambda place: family.own_places[place])
    return [
        (kept[0], kept[-1] + 1) for is_own, found in stretches if not is_own and (kept := [*found])
    ]


def _own_places(length: int, members: list[Member], runs: dict[int, list[Run]]) -> bytes:
    """For each word of the letter, 1 when it is one of `ADDITION_WORDS` in a row that fewer than
    `SHARED_BY` respondents kept; none in a family of fewer."""
    if sum(member.respondent_count for member in members) < SHARED_BY:
        return bytes(length)
    changes = [0] * (length + 1)
    for member in members:
        for run in runs[member.row]:
            changes[run.in_letter] += member.respondent_count
            changes[run.in_letter + run.length] -= member.respondent_count
    kept = list(accumulate(changes))[:length]
    stretches = ((rare, len([*found])) for rare, found in groupby(kept, lambda n: n < SHARED_BY))
    return b"".join(bytes([rare and size >= ADDITION_WORDS]) * size for rare, size in stretches)


def _cut(runs: Iterable[Run], own: bytes) -> Iterator[Run]:
    """The runs without the words of the letter that are an addition of its author."""
    for run in runs:
        if 1 not in own[run.in_letter : run.in_letter + run.length]:
            yield run
            continue
        are_own = enumerate(own[run.in_letter : run.in_letter + run.length])
        for is_own, found in groupby(are_own, key=itemgetter(1)):
            places = [place for place, _ in found]
            if not is_own:
                yield Run(run.in_letter + places[0], run.in_text + places[0], len(places))


def _gaps(letter: Words, own: bytes, text: Written, runs: list[Run]) -> list[Gap]:
    """The gaps between the runs, with the edges that a reader would give them."""
    words = text.words
    gaps = [_less_own(gap, own) for gap in gaps_of(runs, len(letter), len(words))]
    if any(gap.end - gap.start >= READ_WORDS for gap in gaps):
        before = {run.in_text + run.length: run for run in runs}
        after = {run.in_text: run for run in runs}
        gaps = [
            move_edges(gap, letter, text, before.get(gap.start), after.get(gap.end)) for gap in gaps
        ]
    parts = (part for gap in gaps for part in blanks_in(gap, letter, words))
    return [gap for gap in parts if gap.end > gap.start or gap.letter_end > gap.letter_start]


def _less_own(gap: Gap, own: bytes) -> Gap:
    """The gap in place of the letter's template only."""
    start, end = gap.letter_start, gap.letter_end
    while end > start and own[end - 1]:
        end -= 1
    while start < end and own[start]:
        start += 1
    return gap._replace(letter_start=start, letter_end=end)

"""Claims that a document no longer marks: their value is still there, another was typed in its
place, or nothing is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from consultation.packs.contribution.claims import Claim
from consultation.packs.verification.likeness import pattern_of
from consultation.packs.verification.marked_claims import Marked
from consultation.packs.verification.unsourced import Unsourced

# A shorter value stands in a text by chance.
_TELLING = 4


@dataclass(frozen=True)
class Absent:
    """A claim without a mark; from where to where its value, or what replaced it, is read; where
    nothing is, where it stood."""

    problem: str
    claim: Claim
    start: int
    end: int


def absent_claims(
    claims: Sequence[Claim],
    marked: Mapping[str, Marked],
    rest: str,
    unsourced: Sequence[Unsourced],
) -> Iterator[Absent]:
    """The claims that are not marked, in the order of the register, which is that of the document
    as it was made; `rest` is its text without the claims that are."""
    missing, low = list[Claim](), 0
    for claim in claims:
        if each := marked.get(claim.claim_id):
            yield from _between(missing, rest, low, max(low, each.start), unsourced)
            missing, low = [], each.end
        else:
            missing.append(claim)
    yield from _between(missing, rest, low, len(rest), unsourced)


def _between(
    missing: Sequence[Claim], rest: str, low: int, high: int, unsourced: Sequence[Unsourced]
) -> Iterator[Absent]:
    """What became of the claims that stood between two places of the text."""
    spans, place = dict[Claim, tuple[int, int]](), low
    for claim in missing:
        pattern = pattern_of(claim.value)
        found = pattern.search(rest, place, high)
        if found:
            place = found.end()
        elif len(claim.value) >= _TELLING:
            found = pattern.search(rest)
        if found:
            spans[claim] = found.span()
    left = [one for one in unsourced if place <= one.start < high]
    replaced = [claim for claim in missing if claim not in spans]
    for claim in missing:
        if claim in spans:
            yield Absent("unmarked", claim, *spans[claim])
        else:
            yield _replacement(claim, replaced, left, low)


def _replacement(
    claim: Claim, replaced: Sequence[Claim], left: Sequence[Unsourced], low: int
) -> Absent:
    """The one figure or quotation without a source that may stand in the place of a claim, where
    there are as many of them as of these claims; nothing else."""
    claims = [one for one in replaced if (one.kind == "quote") == (claim.kind == "quote")]
    others = [one for one in left if (one.kind == "quote") == (claim.kind == "quote")]
    if len(claims) != len(others):
        return Absent("deleted", claim, low, low)
    other = others[claims.index(claim)]
    return Absent("retyped", claim, other.start, other.end)

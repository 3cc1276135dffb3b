"""What the next public release shows where packs are public too.

A pack prints the counts of those who agreed to be in it, few or many. Taken away from counts of
everybody, they leave those who did not agree, and those who came since. So a pack is one more
moment of which readers know every cell, and what a release counts beyond it is one more table of
counts, protected by the same hidden cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from consultation.protection.audit import kept_back
from consultation.protection.counts import Counts, PublicCounts, SentCounts
from consultation.protection.release import protect_counts, release_of


def protect_beside_packs(
    counts: Counts,
    earlier: Sequence[PublicCounts],
    sent: Sequence[SentCounts],
    threshold: int,
    as_of: str,
) -> PublicCounts:
    """The next release, for readers who have all those before and these packs.

    What packs and earlier releases give away already is not asked to be hidden. A pack of this
    moment tells how many have taken part, whatever the release hides: one that would have to hide
    it shows nothing new instead.
    """
    known = [ranges for one in sent for ranges in one.known_ranges(counts.everybody)]
    release = protect_counts(counts, earlier, threshold, as_of, known)
    release = kept_back(counts, earlier, release, threshold, sent)
    if not sent or release in earlier or counts.everybody in release.new_cells():
        return release
    if earlier:
        return earlier[-1]
    return release_of(counts, (), set(counts.tables), set(counts.persons), as_of)

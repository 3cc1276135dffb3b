"""What the next public release shows where packs are public too.

A pack prints the counts of those who agreed to be in it, few or many. Taken away from counts of
everybody, they leave those who did not agree, and those who came since. So a pack is one more
moment of which readers know every cell, and what a release counts beyond it is one more table of
counts, protected by the same hidden cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
    if sent and earlier:
        earlier = (*earlier[:-1], what_is_counted(earlier[-1], counts))
    known = [ranges for one in sent for ranges in one.known_ranges(counts.everybody)]
    release = protect_counts(counts, earlier, threshold, as_of, known)
    release = kept_back(counts, earlier, release, threshold, sent)
    if not sent or release in earlier or counts.everybody in release.new_cells():
        return release
    if earlier:
        return earlier[-1]
    return release_of(counts, (), set(counts.tables), set(counts.persons), as_of)


def what_is_counted(release: PublicCounts, counts: Counts) -> PublicCounts:
    """The release without the tables and cells that are no longer counted: where a table keeps its
    old figures, nothing stays of what packs now tell instead."""
    tables = {
        name: replace(
            table,
            shown={cell: count for cell, count in table.shown.items() if cell in counts.persons},
            hidden=tuple(cell for cell in table.hidden if cell in counts.persons),
        )
        for name, table in release.tables.items()
        if name in counts.tables
    }
    return replace(release, tables=tables)

"""What the next public release shows, knowing all those before."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.protection.counts import Counts, PublicCounts, PublicTable


def is_renewable(last: PublicCounts, counts: Counts, threshold: int) -> bool:
    """Whether enough changed since the last release for new figures; else it stays as it is.

    Also true when tables were added or are gone: the form file asks for other ones.
    """
    change = abs(counts.persons[counts.everybody] - last.persons)
    return change >= max(3 * threshold, last.persons / 10) or set(counts.tables) != set(last.tables)


def protect_counts(
    counts: Counts, earlier: Sequence[PublicCounts], threshold: int, as_of: str
) -> PublicCounts:
    """The next release: the last one again while it is not renewable, else a protected one.

    `earlier` are all releases so far, oldest first.
    """
    if earlier and not is_renewable(earlier[-1], counts, threshold):
        return earlier[-1]
    number = len(earlier) + 1
    tables = {
        name: PublicTable(
            number,
            {c: counts.persons[c] for c in cells if not 0 < counts.persons[c] < threshold},
            tuple(c for c in cells if 0 < counts.persons[c] < threshold),
        )
        for name, cells in counts.tables.items()
    }
    persons = counts.persons[counts.everybody]
    return PublicCounts(number, as_of, persons, tables, {number: as_of})

"""What a reader of all public releases together is certain of: a release that tells of few persons
only in the company of others keeps some tables as they were.

Each release was protected by itself, and so was each change between two; a reader who also holds
that counts only grow has them all at once. One linear system says it: the counts of each release,
how they add up, and how each grew into the next.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from consultation.protection.attack import Attack
from consultation.protection.counts import Counts, PublicCounts, PublicTable, Sum
from consultation.protection.layers import Layer, Links, with_computed

ONE_BY_ONE = 5  # tables that are kept back each by itself; then all that are tied to what is told
MANY = 10_000_000  # persons, more than withdrew


def kept_back(
    counts: Counts, earlier: Sequence[PublicCounts], release: PublicCounts, threshold: int
) -> PublicCounts:
    """The release, or the same with more tables as they were, so that no reader of all of them is
    certain of few persons; the last one again where none can be renewed."""
    tries = 0
    while earlier and release is not earlier[-1]:
        told = certain_cells(counts, (*earlier, release), threshold)
        if not told:
            break
        tries += 1
        release = _without(counts, earlier[-1], release, told, is_patient=tries <= ONE_BY_ONE)
    return release


def certain_cells(counts: Counts, releases: Sequence[PublicCounts], threshold: int) -> set[str]:
    """The cells of which a reader is certain that they are of some persons, fewer than the
    threshold, or that so many came in between two releases."""
    last = len(releases) - 1
    spans = sorted({pair for time in range(last) for pair in ((time, time + 1), (time, last))})
    names: dict[str, str] = {}  # of all counts and changes, with the cell that each is of
    for prefix in (*map(str, range(last + 1)), *(f"{a}-{b}" for a, b in spans)):
        names.update((f"{prefix}:{cell}", cell) for cell in counts.persons)
    sums = [
        Sum(f"{time}:{total.whole}", tuple(f"{time}:{part}" for part in total.parts))
        for time in range(last + 1)
        for total in counts.sums
    ]
    grown = [
        Sum(f"{b}:{cell}", (f"{a}:{cell}", f"{a}-{b}:{cell}"))
        for a, b in spans
        for cell in counts.persons
    ]
    links = Links(Counts(dict.fromkeys(names, 0), [*sums, *grown], {}, ""))
    shown = {
        links.number[f"{time}:{cell}"]: count
        for time, release in enumerate(releases)
        for cell, count in release.new_cells().items()
        if cell in counts.persons
    }
    values = with_computed(links, shown)
    changes = {links.number[one.parts[1]] for one in grown}
    found = None
    if all(values[cell] >= 0 for cell in changes & values.keys()):
        found = _certain(links, Layer(values, {}, [], new=True), threshold)
    if found is None:
        # People withdrew: a reader no longer holds that counts only grow.
        least = dict.fromkeys(changes, -MANY)
        found = _certain(links, Layer(values, least, [], new=True), threshold)
    if found is None:
        return set(counts.persons)  # the sums of one release are not those of another
    return {names[links.cells[cell]] for cell in found}


def _certain(links: Links, layer: Layer, threshold: int) -> set[int] | None:
    """The cells that are of few persons wherever all sums hold; None where they never do."""
    found = {cell for cell, count in layer.values.items() if 0 < count < threshold}
    attack = Attack(links, layer, threshold)
    attack.printed = layer.values.keys()
    for component in attack.components(frozenset()):
        told = attack.unknowns(component).certain()
        if told is None:
            return None
        found.update(told)
    return found


def _without(
    counts: Counts,
    last: PublicCounts,
    release: PublicCounts,
    told: Set[str],
    *,
    is_patient: bool,
) -> PublicCounts:
    """The release with fewer tables renewed: without those that print a count which adds up with
    what is told, or without the widest of them only."""
    renewed = {name for name, table in release.tables.items() if table.release == release.release}
    near = told | {
        cell
        for total in counts.sums
        if told & {total.whole, *total.parts}
        for cell in (total.whole, *total.parts)
    }
    tied = {name for name in renewed if near & set(release.tables[name].shown)} or renewed
    if is_patient:
        tied = {max(tied, key=lambda name: (len(release.tables[name].shown), name))}
    if renewed == tied:
        return last
    tables: dict[str, PublicTable] = {
        name: table
        for name, new in release.tables.items()
        if (table := last.tables.get(name) if name in tied else new) is not None
    }
    numbers = sorted({table.release for table in tables.values()})
    dates = {**last.dates, **release.dates}
    return replace(release, tables=tables, dates={number: dates[number] for number in numbers})

"""What the next public release shows, knowing all those before."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from math import log2

from consultation.protection.attack import Attack
from consultation.protection.counts import Counts, PublicCounts, PublicTable
from consultation.protection.layers import Links, Ranges, layer_of_changes, layer_of_release
from consultation.protection.suppression import Choice, hidden_cells

LEAST_GROWTH = 0.1  # of the persons of the last release
LEAST_KEPT = 0.8  # of the cells a table showed before; it keeps its old figures otherwise
MOST_EFFORT = 6_000_000  # columns of programmes; then all tables that were shown keep their figures


def is_renewable(last: PublicCounts, counts: Counts, threshold: int) -> bool:
    """Whether enough changed since the last release for new figures; else it stays as it is.

    Also true when tables were added or are gone: the form file asks for other ones.
    """
    change = abs(counts.persons[counts.everybody] - last.persons)
    enough = max(3 * threshold, LEAST_GROWTH * last.persons)
    return change >= enough or set(counts.tables) != set(last.tables)


def protect_counts(
    counts: Counts,
    earlier: Sequence[PublicCounts],
    threshold: int,
    as_of: str,
    also_known: Sequence[Ranges] = (),
) -> PublicCounts:
    """The next release: the last one again while it is not renewable, else a protected one.

    `earlier` are all releases so far, oldest first; `also_known` is what readers know of the same
    cells from elsewhere, each of one moment. A table that would show much less than before,
    because too little changed since in its cells, keeps its old figures; where finding out which
    takes long, all that were shown before keep theirs.
    """
    if earlier and not is_renewable(earlier[-1], counts, threshold):
        return earlier[-1]
    links = Links(counts)
    known = [*(one.known_ranges() for one in earlier), *also_known]
    layers = [
        layer_of_release(links, counts, known, threshold),
        *(layer_of_changes(links, counts, ranges, threshold) for ranges in known),
    ]
    attacks = [Attack(links, layer, threshold) for layer in layers]
    choice = Choice(losses(links, counts))
    before = earlier[-1].tables if earlier else {}
    cells = {name: [links.number[c] for c in table] for name, table in counts.tables.items()}
    renewed = set(counts.tables)

    def poorer(hidden: Set[int]) -> set[str]:
        return {name for name in renewed if is_poorer(cells[name], hidden, before.get(name))}

    while renewed:
        printed = {cell for name in renewed for cell in cells[name]}
        hidden = hidden_cells(attacks, choice, printed, lambda hidden: bool(poorer(hidden)))
        kept = poorer(hidden)
        if not kept:
            names = {links.cells[cell] for cell in hidden}
            release = release_of(counts, earlier, renewed, names, as_of)
            told = attacks[0].computable(hidden)
            computable = {links.cells[cell]: extremes for cell, extremes in sorted(told.items())}
            return replace(release, computable=computable)
        is_long = sum(attack.effort for attack in attacks) > MOST_EFFORT
        renewed -= before.keys() if is_long else kept
    return release_of(counts, earlier, set(), set(), as_of)


def is_poorer(cells: Sequence[int], hidden: Set[int], before: PublicTable | None) -> bool:
    """Whether the table would show much less than it does now."""
    shown = sum(cell not in hidden for cell in cells)
    return before is not None and shown < LEAST_KEPT * len(before.shown)


def release_of(
    counts: Counts,
    earlier: Sequence[PublicCounts],
    renewed: Set[str],
    hidden: Set[str],
    as_of: str,
) -> PublicCounts:
    """The release: renewed tables with what is not hidden, the others as they were."""
    if earlier and not renewed:
        tables = {name: earlier[-1].tables[name] for name in counts.tables}
        return replace(earlier[-1], tables=tables)
    number = earlier[-1].release + 1 if earlier else 1
    tables = {
        name: PublicTable(
            number,
            {cell: counts.persons[cell] for cell in cells if cell not in hidden},
            tuple(cell for cell in cells if cell in hidden),
        )
        if name in renewed
        else earlier[-1].tables[name]
        for name, cells in counts.tables.items()
    }
    dates = {**(earlier[-1].dates if earlier else {}), number: as_of}
    shown = {number: dates[number] for number in sorted({t.release for t in tables.values()})}
    return PublicCounts(number, as_of, counts.persons[counts.everybody], tables, shown)


def losses(links: Links, counts: Counts) -> dict[int, float]:
    """What readers lose with each cell: more with a count of many, and with the sum of others.

    A sliver by place decides between equals, so that the same counts hide the same cells.
    """
    costs = {}
    for number, cell in enumerate(links.cells):
        loss = 10 + 3 * round(log2(1 + counts.persons[cell]))
        loss *= 12 if number in links.wholes else 1  # all shares of it go with it
        loss *= 100 if cell == counts.everybody else 1
        costs[number] = loss + number / (1 + len(links.cells))
    return costs

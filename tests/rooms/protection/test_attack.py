"""No count of few persons is read or computed from public tables, of any release so far."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from consultation.protection.counts import Counts, PublicCounts, PublicTable, Sum
from consultation.protection.release import protect_counts
from tests.cases.public_adversary import Published, Reader, leaks, new_cells
from tests.cases.public_counts import Shape, history
from tests.cases.sampling import sampled

HISTORIES = 500
SMALL = 8


def drawn_history(seed: int) -> tuple[list[Counts], int]:
    """A consultation that grows, or from which people withdraw, and the threshold of its tables."""
    random_ = random.Random(seed)  # noqa: S311
    ways, questions = random_.randint(1, 2), random_.randint(1, 2)
    groups = tuple(random_.randint(2, 5) for _ in range(ways))
    options = tuple(random_.randint(2, 4) for _ in range(questions))
    several = frozenset(q for q in range(questions) if random_.random() < 0.4)
    sizes = [random_.randint(5, 150)]
    for _ in range(random_.randint(0, 4)):
        sizes.append(max(5, round(sizes[-1] * random_.uniform(0.9, 1.8))))
    leaving = random_.choice([0.0, 0.0, 0.02, 0.1])
    return history(seed, Shape(groups, options, several), sizes, leaving), random_.choice(
        [5, 7, 11]
    )


def published_by(counts: Sequence[Counts], threshold: int) -> list[Published]:
    """Each of the releases, with what was true."""
    published: list[Published] = []
    for one in counts:
        release = protect_counts(one, [p.release for p in published], threshold, "")
        if not published or release != published[-1].release:
            published.append(Published(release, one))
    return published


def without_few(counts: Counts, threshold: int) -> PublicCounts:
    """Primary suppression alone: what is few is hidden, and nothing else."""
    few = {cell for cell, count in counts.persons.items() if 0 < count < threshold}
    tables = {
        name: PublicTable(
            1,
            {cell: counts.persons[cell] for cell in cells if cell not in few},
            tuple(cell for cell in cells if cell in few),
        )
        for name, cells in counts.tables.items()
    }
    return PublicCounts(1, "", counts.persons[counts.everybody], tables)


@pytest.mark.parametrize("seed", sampled(range(HISTORIES), 12))
def test_a_reader_of_all_releases_tells_no_few_persons(seed: int) -> None:
    counts, threshold = drawn_history(seed)

    assert leaks(published_by(counts, threshold), threshold) == []


def test_primary_suppression_alone_gives_persons_away() -> None:
    drawn = [drawn_history(seed) for seed in range(20)]

    told = [
        leaks([Published(without_few(counts[-1], threshold), counts[-1])], threshold)
        for counts, threshold in drawn
    ]

    assert sum(map(bool, told)) >= 18


def test_releases_that_ignore_earlier_ones_give_persons_away() -> None:
    counts = history(1, Shape((4,), (3,)), [400, 440, 490])

    alone = [Published(protect_counts(one, [], 11, ""), one) for one in counts]

    assert leaks(alone, 11)
    assert leaks(published_by(counts, 11), 11) == []


@pytest.mark.parametrize("seed", range(SMALL))
def test_a_reader_who_tries_all_tables_tells_the_same_as_the_programmes(seed: int) -> None:
    random_ = random.Random(seed)  # noqa: S311
    counts = cross_table([[random_.choice([0, 1, 2, 4, 6]) for _ in range(3)] for _ in range(2)])
    release = protect_counts(counts, [], 3, "")
    shown = {cell: n for table in release.tables.values() for cell, n in table.shown.items()}
    if counts.everybody not in shown:
        pytest.skip("nothing bounds what is to be tried")

    possible = list(tables_like(counts, shown))

    reader = Reader(counts, shown)
    for cell in counts.persons:
        tried = [table[cell] for table in possible]
        assert (min(tried), max(tried)) == reader.bounds(cell)


@pytest.mark.parametrize("seed", range(SMALL))
def test_a_reader_who_tries_all_whole_counts_of_all_releases_tells_no_few_persons(
    seed: int,
) -> None:
    """Persons are whole: programmes that allow halves could think a reader less certain."""
    random_ = random.Random(seed)  # noqa: S311
    first = [[random_.choice([0, 1, 2, 4]) for _ in range(3)] for _ in range(2)]
    then = [[count + random_.choice([0, 0, 1, 2, 4]) for count in row] for row in first]
    published = published_by([cross_table(first), cross_table(then)], 3)
    shown = [new_cells(one.release) for one in published]
    if not all("++" in cells for cells in shown):
        pytest.skip("nothing bounds what is to be tried")

    possible = [tables_like(one.truth, cells) for one, cells in zip(published, shown, strict=True)]

    for one, tables in zip(published, possible, strict=True):
        for cell, count in one.truth.persons.items():
            if 0 < count < 3:
                tried = [table[cell] for table in tables]
                assert (min(tried), max(tried) >= 3) == (0, True), cell
    cells = sorted(published[0].truth.persons)
    for earlier, later in itertools.pairwise(possible):
        before, after = (np.array([[t[c] for c in cells] for t in ts]) for ts in (earlier, later))
        grown = np.concatenate([after - one for one in before])
        grown = grown[(grown >= 0).all(axis=1)]  # nobody withdrew
        assert np.all(((grown == 0) | (grown >= 3)).any(axis=0)), "few persons came, for sure"


def cross_table(rows: list[list[int]]) -> Counts:
    """Two ways of grouping, with their margins."""
    width = range(len(rows[0]))
    persons = {f"{r}{c}": n for r, row in enumerate(rows) for c, n in enumerate(row)}
    persons |= {f"{r}+": sum(row) for r, row in enumerate(rows)}
    persons |= {f"+{c}": sum(row[c] for row in rows) for c in width}
    persons["++"] = sum(map(sum, rows))
    lines = [str(r) for r in range(len(rows))]
    sums = [Sum(f"{r}+", tuple(f"{r}{c}" for c in width)) for r in [*lines, "+"] if r != "+"]
    sums += [Sum(f"+{c}", tuple(f"{r}{c}" for r in lines)) for c in width]
    sums += [
        Sum("++", tuple(f"{r}+" for r in lines)),
        Sum("++", tuple(f"+{c}" for c in width)),
    ]
    return Counts(persons, sums, {"croisé": sorted(persons)}, "++")


def tables_like(counts: Counts, shown: dict[str, int]) -> list[dict[str, int]]:
    """All tables of counts that would have been published like this one: all are tried."""
    total = shown[counts.everybody]
    found = []
    columns = [c for c in range(9) if f"+{c}" in counts.persons]
    inner = [f"{r}{c}" for r in range(2) for c in columns]
    free = [cell for cell in inner if cell not in shown]
    room = total - sum(shown[cell] for cell in inner if cell in shown)
    for values in shared_out(room, len(free)):
        cells = {**shown, **dict(zip(free, values, strict=True))}
        table = cross_table([[cells[f"{r}{c}"] for c in columns] for r in range(2)])
        if all(table.persons[cell] == count for cell, count in shown.items()):
            found.append(dict(table.persons))
    return found


def shared_out(persons: int, cells: int) -> Iterator[tuple[int, ...]]:
    """All ways to share out persons between cells."""
    if cells == 0:
        yield from [()] if persons == 0 else []
        return
    for first in range(persons + 1) if cells > 1 else [persons]:
        for others in shared_out(persons - first, cells - 1):
            yield (first, *others)

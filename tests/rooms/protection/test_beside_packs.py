"""Where packs are public too, nobody who is not in them, or came since, is given away."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from consultation.protection.beside_packs import protect_beside_packs
from consultation.protection.counts import Counts, SentCounts
from tests.cases.public_adversary import Published, leaks, leaks_beside, new_cells
from tests.cases.public_counts import ALL, Shape, history_with_packs
from tests.cases.public_reader import Instant, all_told
from tests.cases.sampling import sampled

HISTORIES, TOGETHER = 200, 50
MINIMUM = 11
Moments = Sequence[tuple[Counts, Counts]]


def drawn_history(seed: int) -> Moments:
    """A consultation that grows, with what each pack would hold."""
    random_ = random.Random(seed)  # noqa: S311
    groups = tuple(random_.randint(2, 4) for _ in range(random_.randint(1, 2)))
    options = tuple(random_.randint(2, 3) for _ in range(random_.randint(1, 2)))
    several = frozenset(q for q in range(len(options)) if random_.random() < 0.4)
    sizes = [random_.randint(20, 200)]
    for _ in range(random_.randint(1, 3)):
        sizes.append(round(sizes[-1] * random_.uniform(1.0, 1.8)))
    agreeing = random_.choice([0.5, 0.8, 0.95])
    return history_with_packs(seed, Shape(groups, options, several), sizes, 0.0, agreeing)


def pack_of(number: int, everybody: Counts, sent: Counts) -> SentCounts:
    """What a pack tells: of how many are not in it, only that it is less than 11 where it is."""
    count, told = everybody.persons[ALL], sent.persons[ALL]
    taking_part = (told + 1, told + 10) if 0 < count - told < MINIMUM else (count, count)
    return SentCounts(sent.persons, taking_part, f"{number:02}")


@dataclass(frozen=True)
class History:
    """The releases that were new, by the number of their moment; a pack was frozen at each."""

    released: dict[int, Published]
    packs: list[SentCounts]

    def since(self, number: int) -> list[Published]:
        return [one for moment, one in self.released.items() if moment >= number]


def published(moments: Moments, *, from_moment: int = 0) -> History:
    """The releases of the moments; packs count as public from one of them on."""
    released: dict[int, Published] = {}
    packs: list[SentCounts] = []
    for number, (counts, sent) in enumerate(moments):
        packs.append(pack_of(number, counts, sent))
        earlier = [one.release for one in released.values()]
        known = packs if number >= from_moment else []
        release = protect_beside_packs(counts, earlier, known, MINIMUM, f"{number:02}")
        if not earlier or release != earlier[-1]:
            released[number] = Published(release, counts)
    return History(released, packs)


def told_by_all(history: History) -> list[object]:
    """Who is certain not to be in a pack, or to have come since, for whoever has it, how many it
    says took part, and all releases since, taken together."""
    found: list[object] = []
    for number, pack in enumerate(history.packs):
        later = history.since(number)
        if not later:
            continue
        sums = {((one.whole,), tuple((part,) for part in one.parts)) for one in later[0].truth.sums}
        least, most = pack.taking_part or (0, 0)
        instants = [
            Instant({(cell,): count for cell, count in pack.persons.items()}),
            Instant({(ALL,): least} if least == most else {}, sums=sums),
            *(
                Instant({(c,): n for c, n in new_cells(one.release).items()}, sums=sums)
                for one in later
            ),
        ]
        told = all_told(instants)
        found += [one for one in told if one.since is not None and one.gives_away(MINIMUM)]
    return found


def given_away(history: History) -> list[str]:
    return [
        told
        for number, pack in enumerate(history.packs)
        for told in leaks_beside(pack.persons, history.since(number), MINIMUM)
    ]


@pytest.mark.parametrize("seed", sampled(range(HISTORIES), 6))
def test_a_reader_of_packs_and_releases_tells_no_few_persons(seed: int) -> None:
    history = published(drawn_history(seed))

    assert given_away(history) == []
    assert leaks([*history.released.values()], MINIMUM) == []


@pytest.mark.parametrize("seed", sampled(range(TOGETHER), 3))
def test_nor_does_one_who_takes_them_all_together(seed: int) -> None:
    assert told_by_all(published(drawn_history(seed))) == []


@pytest.mark.parametrize("seed", sampled(range(TOGETHER), 3))
def test_from_when_packs_are_public_nothing_new_is_told(seed: int) -> None:
    history = published(drawn_history(seed), from_moment=1)
    newer = History({k: v for k, v in history.released.items() if k}, history.packs)

    assert given_away(newer) == []


def test_where_the_pack_tells_how_few_are_not_in_it_nothing_is_shown() -> None:
    ((counts, _),) = history_with_packs(1, Shape((2,), (2,)), [100], 0.0, 0.5)
    sent = SentCounts({cell: max(0, n - 3) for cell, n in counts.persons.items()}, (98, 107), "")

    release = protect_beside_packs(counts, [], [sent], MINIMUM, "")

    assert new_cells(release) == {}
    assert set(release.tables) == set(counts.tables)


def test_releases_that_ignore_packs_give_persons_away() -> None:
    alone = [published(drawn_history(seed), from_moment=99) for seed in range(10)]

    assert sum(bool(given_away(history)) for history in alone) >= 8

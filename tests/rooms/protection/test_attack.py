"""No count of few persons is read or computed from public tables, of any release so far."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from consultation.protection.counts import Counts
from consultation.protection.release import protect_counts
from tests.cases.public_adversary import Published, leaks
from tests.cases.public_counts import Shape, history
from tests.cases.sampling import sampled

HISTORIES = 500


def drawn_history(seed: int) -> tuple[list[Counts], int]:
    """A consultation that grows, or from which people withdraw, and the threshold of its tables."""
    random_ = random.Random(seed)
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
    published: list[Published] = []
    for one in counts:
        release = protect_counts(one, [p.release for p in published], threshold, "")
        if not published or release != published[-1].release:
            published.append(Published(release, one))
    return published


@pytest.mark.parametrize("seed", sampled(range(HISTORIES), 40))
def test_a_reader_of_all_releases_tells_no_few_persons(seed: int) -> None:
    counts, threshold = drawn_history(seed)

    assert leaks(published_by(counts, threshold), threshold) == []

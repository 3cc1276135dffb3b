"""The texts least like the read texts: as a slow oracle of exact fractions has them, and how
fast."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from time import perf_counter

import pytest

from consultation.coding.least_alike import WHOLE, ComparedText, least_alike, stems_of


def by_hand(read: list[set[str]], others: list[tuple[set[str], int]], most: int) -> list[int]:
    """The same choice, each pair compared by itself."""
    read, chosen = list(read), []

    def score(place: int) -> int:
        stems, words = others[place]
        alike = max(Fraction(len(stems & known), len(stems | known)) for known in read)
        return (WHOLE - int(alike * WHOLE)) ** 2 // words

    while len(chosen) < most:
        left = [place for place, (stems, _) in enumerate(others) if stems and place not in chosen]
        if not read or not left or (best := max(map(score, left))) == 0:
            break
        chosen.append(next(place for place in left if score(place) == best))
        read.append(others[chosen[-1]][0])
    return chosen


def written(chance: Random, count: int, vocabulary: int) -> list[set[str]]:
    return [
        {
            f"mot{min(int(chance.paretovariate(0.6)), vocabulary)}"
            for _ in range(chance.randint(0, 9))
        }
        for _ in range(count)
    ]


@pytest.mark.parametrize("seed", range(30))
def test_they_are_those_that_an_oracle_of_exact_fractions_chooses(seed):
    chance = Random(seed)  # noqa: S311
    read = written(chance, chance.randint(0, 12), 30)
    others = [(stems, chance.randint(1, 40)) for stems in written(chance, 25, 30)]

    chosen = least_alike(
        [ComparedText(frozenset(stems), 1) for stems in read],
        [ComparedText(frozenset(stems), words) for stems, words in others],
        10,
    )
    assert chosen == by_hand(read, others, 10)


def test_a_stem_is_six_letters_of_a_word_of_four_or_more():
    assert stems_of("nos hopitaux et un hopital ferme 2026") == {"hopita", "ferme", "2026"}


def test_of_texts_as_far_the_shorter_comes_first_and_what_is_read_already_never():
    known, near, far, long = (
        ComparedText(frozenset(stems.split()), words)
        for stems, words in (("cout", 3), ("cout ecole", 3), ("ecole", 4), ("forêt", 9))
    )

    assert least_alike([known], [known, near, long, far], 9) == [3, 2, 1]
    assert least_alike([], [near, far], 9) == []


@pytest.mark.slow
def test_ten_thousand_texts_take_some_seconds():
    chance = Random(1)  # noqa: S311
    texts = [
        ComparedText(frozenset(stems), 30)
        for stems in (
            {f"m{min(int(chance.paretovariate(0.5)), 20_000)}" for _ in range(40)}
            for _ in range(10_000)
        )
    ]

    began = perf_counter()
    assert len(least_alike(texts[:3_000], texts[3_000:], 30)) == 30
    assert perf_counter() - began < 20

"""Whoever wrote a full name one letter otherwise in a postcode is asked about, and nobody else is.

The select finds them by equality; here all pairs are compared.
"""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from tests.cases.drawn import Warehouse, drawing_of

FIRSTS = "ana anna enne anne jaen jean jeanne leo lea luc zoe zoee"
LASTS = "durand durant duran drand martin matrin marin petit"


def is_one_letter_apart(one: str, other: str) -> bool:
    """True if one word differs, and is the same once a letter is left out of one or of both."""
    words, others = one.split(), other.split()
    return len(words) == len(others) and any(
        words[:at] + words[at + 1 :] == others[:place] + others[place + 1 :]
        and without_a_letter(words[at]) & without_a_letter(others[place])
        for at in range(len(words))
        for place in range(len(others))
    )


def without_a_letter(word: str) -> set[str]:
    """The word, and the word without each of its letters."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


@pytest.mark.parametrize("seed", range(2))
def test_names_one_letter_apart_are_those_of_all_pairs(seed):
    draw = random.Random(seed)  # noqa: S311
    places = [draw.choice(["35000", "13001", "75018"]) for _ in range(150)]
    names = (sorted([draw.choice(FIRSTS.split()), draw.choice(LASTS.split())]) for _ in places)
    people = sorted({(" ".join(name), place) for name, place in zip(names, places, strict=True)})
    rows = (f"f:{n:03} | {name} | {place}" for n, (name, place) in enumerate(people))
    voices = drawing_of("submission_id | folded_name | postcode", rows)
    found = Warehouse({"review__voices": voices}).build("review.near_names")

    together: dict[object, list[str]] = {}
    for row in found:
        together.setdefault(row["group_key"], []).append(str(row["submission_id"]))
    pairs = {pair for ids in together.values() for pair in combinations(sorted(ids), 2)}
    assert pairs == {
        (f"f:{one:03}", f"f:{other:03}")
        for one, other in combinations(range(len(people)), 2)
        if people[one][1] == people[other][1]
        and is_one_letter_apart(people[one][0], people[other][0])
    }

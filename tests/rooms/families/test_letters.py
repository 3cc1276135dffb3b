"""Families of texts, against the plain way of finding them, which tells the rules of design §6
(`families_oracle`), on texts made to be hard: on each side of each limit (`families_texts`)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from consultation.families import families_of
from consultation.families.near import joins
from tests.cases.families_oracle import plain_families
from tests.cases.families_texts import (
    QUESTION,
    adversarial,
    chain,
    expected,
    found,
    frame,
    joined,
    letters,
    places,
    seeded,
    sent,
)
from tests.cases.sampling import foremost


def test_nothing_is_found_in_nothing():
    assert found([]).members.is_empty()


class TestAgainstThePlainWay:
    @pytest.mark.parametrize("seed", range(5))
    def test_hard_texts(self, seed, monkeypatch):
        rng = seeded(seed)
        contributions = sent([*adversarial(rng), *letters(rng, 250)], seed)
        if seed == 4:  # those that may join are looked at some together
            monkeypatch.setattr(joins, "_TEXTS_TOGETHER", 7)
            monkeypatch.setattr(joins, "_PAIRS_AT_ONCE", 5)

        assert places(found(contributions)) == expected(plain_families(QUESTION, contributions))

    @pytest.mark.slow
    @pytest.mark.timeout(1800)
    @pytest.mark.parametrize("count", foremost([2_000, 5_000], 2_000))
    def test_thousands_of_texts(self, count):
        rng = seeded(11)
        contributions = sent([*adversarial(rng), *letters(rng, count - 150)], 11)

        assert places(found(contributions)) == expected(plain_families(QUESTION, contributions))

    @given(
        st.lists(
            st.lists(st.sampled_from(["oui", "non", "si", "là"]), min_size=10, max_size=16).map(
                joined
            ),
            max_size=25,
        )
    )
    @settings(max_examples=50, deadline=None)
    def test_texts_of_few_words_where_everything_is_near(self, texts):
        contributions = sent(texts)

        assert places(found(contributions)) == expected(plain_families(QUESTION, contributions))


class TestProperties:
    @given(st.randoms(use_true_random=False), st.integers(0, 1_000))
    @settings(max_examples=8, deadline=None)
    def test_the_order_of_rows_changes_nothing(self, rng, seed):
        rows = frame(sent([*letters(seeded(seed), 60), *chain(5)], seed))
        shuffled = rows.sample(fraction=1, shuffle=True, seed=rng.randrange(10_000))

        one, other = families_of(rows), families_of(shuffled)

        assert_frame_equal(one.members, other.members)

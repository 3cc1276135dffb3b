"""Families of texts: the rules of design §6, one by one, then against the plain way of finding
them (`families_oracle`), on texts made to be hard."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from consultation.families import families_of
from consultation.families.near import joins
from tests.cases.families_oracle import Sent, plain_families, plainly_folded
from tests.cases.families_texts import (
    QUESTION,
    START,
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
    with_end,
    words,
)

LETTER = words(102)  # 100 shingles


def relations(texts: list[str]) -> list[str | None]:
    """The relation of each text, sent in this order."""
    contributions = [
        Sent(f"vsa:{place:03}", text, START + timedelta(minutes=place))
        for place, text in enumerate(texts)
    ]
    of_submission = places(found(contributions))
    return [of_submission.get(one.submission_id, ("", None))[1] for one in contributions]


def family_count(texts: list[str]) -> int:
    return found(sent(texts)).texts["family_id"].n_unique()


class TestWhatMakesAFamily:
    def test_two_texts_that_share_eight_tenths_of_their_shingles(self):
        assert family_count(list(with_end(80, 20, 0))) == 1
        assert family_count(list(with_end(79, 21, 0))) == 0

    def test_the_same_text_sent_twice(self):
        assert relations([joined(LETTER)] * 2) == ["original", "same"]

    def test_a_text_sent_once_is_none(self):
        assert relations([joined(LETTER)]) == [None]

    def test_a_text_of_fewer_than_twelve_words_is_in_none(self):
        assert relations([joined(words(11))] * 3) == [None] * 3
        assert relations([joined(words(12))] * 3) == ["original", "same", "same"]

    def test_texts_are_compared_folded(self):
        texts = ["Œuvrons : l'été — À Paris, on NE veut pas d'œil qui nous suive partout !"]
        texts += ["oeuvrons l ete a paris on ne veut pas d oeil qui nous suive partout"]

        assert relations(texts) == ["original", "same"]

    def test_it_is_all_that_hangs_together(self):
        texts = chain(12)

        assert family_count(texts) == 1
        assert family_count([*texts[:6], *texts[7:]]) == 2
        assert family_count([texts[0], texts[-1]]) == 0

    def test_questions_are_apart(self):
        contributions = sent([joined(LETTER)])

        both = pl.concat([frame(contributions, "avis"), frame(contributions, "recit")])

        assert families_of(both).members.is_empty()

    def test_nothing_is_found_in_nothing(self):
        families = found([])

        assert families.members.is_empty()
        assert families.members.columns == [
            "question_id",
            "family_id",
            "submission_id",
            "text_id",
            "relation",
            "similarity",
        ]


class TestTheOriginal:
    def test_it_is_the_most_frequent_wording(self):
        first, frequent = with_end(90, 2, 0)

        assert relations([first, frequent, frequent]) == ["edited", "original", "same"]

    def test_of_those_that_are_as_frequent_it_is_the_earliest(self):
        first, other = with_end(90, 2, 0)

        assert relations([first, other]) == ["original", "edited"]
        assert relations([other, first]) == ["original", "edited"]

    def test_one_member_alone_is_the_original_the_earliest_that_sent_it(self):
        contributions = [
            Sent("vsa:1", joined(LETTER), START + timedelta(days=1)),
            Sent("vsa:2", joined(LETTER), START),
            Sent("vsa:3", joined(LETTER), START),
        ]

        found_relations = {key: place[1] for key, place in places(found(contributions)).items()}

        assert found_relations == {"vsa:1": "same", "vsa:2": "original", "vsa:3": "same"}


class TestWhoJoins:
    def test_a_letter_with_a_page_of_ones_own(self):
        texts = [joined(LETTER)] * 2 + [joined(words(300, 900), LETTER, words(300, 1300))]

        assert relations(texts) == ["original", "same", "extended"]

    def test_a_part_of_a_letter(self):
        assert relations([joined(LETTER)] * 2 + [joined(LETTER[30:50])])[2] == "extract"

    @pytest.mark.parametrize(("kept", "relation"), [(92, "extended"), (91, None)])
    def test_nine_tenths_of_the_letter_are_held_or_not(self, kept, relation):
        texts = [joined(LETTER)] * 2 + [joined(LETTER[:kept], words(60, 900))]

        assert relations(texts)[2] == relation

    @pytest.mark.parametrize(("own", "relation"), [(1, "extract"), (2, None)])
    def test_nine_tenths_of_the_text_are_of_the_letter_or_not(self, own, relation):
        texts = [joined(LETTER)] * 2 + [joined(LETTER[40:52], words(own, 900))]  # 10 shared

        assert relations(texts)[2] == relation

    def test_only_a_family_is_joined(self):
        assert relations([joined(LETTER), joined(LETTER, words(100, 900))]) == [None, None]

    def test_a_text_joins_one_family_and_glues_none(self):
        other = words(52, 500)  # 50 shingles
        texts = [joined(LETTER)] * 2 + [joined(other)] * 2
        both = joined(LETTER[:95], other)  # 93 of 100, and 50 of 50

        families = found(sent([*texts, both]))

        joined_texts = families.texts.filter(relation="extended")
        assert families.texts["family_id"].n_unique() == 2
        assert joined_texts["similarity"].to_list() == [1.0]

    def test_of_two_that_are_held_as_much_it_joins_the_smallest_id(self):
        other = words(52, 500)
        texts = [joined(LETTER)] * 2 + [joined(other)] * 2

        families = found(sent([*texts, joined(LETTER, other)]))

        extended = families.texts.filter(relation="extended")["family_id"].item()
        assert extended == families.texts["family_id"].min()

    def test_the_id_does_not_change_when_somebody_joins(self):
        texts = [joined(LETTER)] * 2
        before = found(sent(texts)).texts["family_id"].unique().to_list()

        after = found(sent([*texts, joined(["aaa"], LETTER, words(300, 900))]))

        assert after.texts["family_id"].unique().to_list() == before


class TestPairs:
    def test_they_hold_each_family_together_and_no_more(self):
        texts = letters(seeded(5), 300)
        families = found(sent(texts))
        hanging = families.texts.filter(pl.col("relation").is_in(["original", "edited"]))

        counts = hanging.group_by("family_id").len().with_columns(pl.col("len") - 1)
        pair_counts = families.pairs.group_by("family_id").len()
        expected_counts = counts.filter(pl.col("len") > 0)

        assert_frame_equal(pair_counts, expected_counts, check_row_order=False)
        assert families.pairs["jaccard"].min() >= 0.8

    def test_each_is_near_identical(self):
        texts = letters(seeded(6), 300)
        shingles = {}
        for text in texts:
            folded_words = plainly_folded(text).split(" ")
            shingles[" ".join(folded_words)] = set(
                zip(folded_words, folded_words[1:], folded_words[2:], strict=False)
            )
        contributions = sent(texts)
        families = found(contributions)
        text_of = {
            text_id: text
            for text_id, text in families.members.join(
                frame(contributions).select("submission_id", "folded"), on="submission_id"
            )
            .select("text_id", "folded")
            .iter_rows()
        }

        assert len(families.pairs) > 20
        for _, _, one, other, jaccard in families.pairs.iter_rows():
            first, second = shingles[text_of[one]], shingles[text_of[other]]
            assert jaccard == len(first & second) / len(first | second)


class TestAgainstThePlainWay:
    @pytest.mark.parametrize("seed", range(4))
    def test_hard_texts(self, seed):
        rng = seeded(seed)
        contributions = sent([*adversarial(rng), *letters(rng, 250)], seed)

        assert places(found(contributions)) == expected(plain_families(QUESTION, contributions))

    def test_texts_that_may_join_are_looked_at_some_together(self, monkeypatch):
        rng = seeded(4)
        contributions = sent([*adversarial(rng), *letters(rng, 250)], 4)
        monkeypatch.setattr(joins, "_TEXTS_TOGETHER", 7)
        monkeypatch.setattr(joins, "_PAIRS_AT_ONCE", 5)

        assert places(found(contributions)) == expected(plain_families(QUESTION, contributions))

    @pytest.mark.slow
    @pytest.mark.timeout(1800)
    @pytest.mark.parametrize("seed", [11])
    def test_five_thousand_texts(self, seed):
        rng = seeded(seed)
        contributions = sent([*adversarial(rng), *letters(rng, 4_850)], seed)

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

        assert_frame_equal(one.texts, other.texts)
        assert_frame_equal(one.members, other.members)
        assert_frame_equal(one.pairs, other.pairs)

    @pytest.mark.slow
    @given(st.integers(0, 1_000), st.integers(1, 30))
    @settings(max_examples=12, deadline=None)
    def test_one_more_respondent_never_splits_a_family(self, seed, added):
        contributions = sent(letters(seeded(seed), 90), seed)
        before = places(found(contributions[:-added]))
        after = places(found(contributions))

        new_home: dict[str, str] = {}
        for submission_id, (family_id, relation, _) in before.items():
            if relation in {"original", "same", "edited"}:
                assert submission_id in after
                now = after[submission_id][0]
                assert new_home.setdefault(family_id, now) == now

    @given(st.integers(0, 1_000))
    @settings(max_examples=8, deadline=None)
    def test_a_family_id_is_that_of_its_texts_whatever_else_there_is(self, seed):
        letter, edited = with_end(90, 2, 5_000)
        alone = found(sent([letter, edited])).texts["family_id"].unique().item()

        among_others = found(sent([letter, edited, *letters(seeded(seed), 60)]))

        assert alone in among_others.texts["family_id"]

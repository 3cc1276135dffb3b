"""Shared passages: a run of 12 folded words that 3 respondents share outside one family."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable

import polars as pl
import pytest
from hypothesis import strategies as st

from consultation.families.passages.passages import Passages, passages_of
from consultation.words.folding import fold
from tests.cases.properties import holds_of
from tests.cases.sampling import foremost

LETTER = (
    "Je refuse la vidéosurveillance automatisée à {} : elle surveille tout le monde, coûte cher et "
    "ne protège personne dans notre ville."
)
COMMON = "Elle surveille tout le monde, coûte cher et ne protège personne dans notre ville."

Text = tuple[str, str | None, int]
"""A text as written, its family, and how many respondents wrote it."""


def texts(*rows: Text | str) -> pl.DataFrame:
    whole = [row if isinstance(row, tuple) else (row, None, 1) for row in rows]
    written = pl.Series([text for text, _, _ in whole], dtype=pl.String)
    folded = fold(written)
    return pl.DataFrame(
        {
            "question_id": pl.Series(["arguments"] * len(whole), dtype=pl.String),
            "text_id": folded,  # of the folded text, as in production
            "folded": folded,
            "text": written,
            "family_id": pl.Series([family for _, family, _ in whole], dtype=pl.String),
            "respondent_count": pl.Series([count for _, _, count in whole], dtype=pl.Int64),
        }
    )


def found(passages: Passages) -> dict[str, int]:
    """The passages and how many respondents wrote each."""
    return dict(passages.passages.select("text", "respondent_count").iter_rows())


def test_a_short_letter_whose_town_varies_is_found_with_all_its_users():
    towns = ["Brest", "Nice", "Saint-Étienne"]
    passages = passages_of(texts(*(LETTER.format(town) for town in towns)))

    assert found(passages) == {COMMON[0].lower() + COMMON[1:]: 3}
    assert len(passages.texts) == 3


@pytest.mark.parametrize(("writers", "is_found"), [(3_999, True), (4_000, False)])
def test_a_passage_has_one_in_a_thousand_of_those_who_wrote(writers, is_found):
    letters = [LETTER.format(town) for town in ("Brest", "Nice", "Lyon")]
    short = ("Trop court pour compter.", None, 5_000)
    other = (" ".join(f"mot{number}" for number in range(12)), None, writers - 3)

    assert list(found(passages_of(texts(*letters, short, other))).values()) == [3] * is_found


def test_a_passage_is_shown_as_its_most_frequent_wording_writes_it():
    passages = passages_of(
        texts(
            LETTER.format("Brest"),
            (LETTER.format("Nice").upper(), None, 2),
            LETTER.format("Lyon").replace("é", "e"),
        )
    )

    assert list(found(passages)) == [COMMON.upper()]


def test_a_text_with_a_sign_that_folds_to_letters_is_shown_folded():
    letters = [LETTER.format(town).replace("cher", "cher™") for town in ("Brest", "Nice", "Lyon")]

    assert found(passages_of(texts(*letters))) == {
        fold(pl.Series([COMMON]))[0].replace("cher", "chertm"): 3
    }


# An independent oracle: sets of runs, compared as strings, nothing hashed and nothing chained.

Words = tuple[str, ...]


def runs(words: Words, length: int) -> set[Words]:
    return {words[at : at + length] for at in range(len(words) - length + 1)}


def by_brute_force(rows: list[Text]) -> dict[str, frozenset[str]]:
    """Each passage, folded, and the texts that hold it, for texts that never repeat themselves.

    A passage: a run whose every 12 words are in the same texts, of enough respondents and of two
    families or of none, and that no word more on either side leaves in those texts.
    """
    kinds = {row[0]: row for row in rows}
    holders: dict[Words, set[str]] = defaultdict(set)
    for text in kinds:
        words = tuple(text.split())
        for length in range(12, len(words) + 1):
            for run in runs(words, length):
                holders[run].add(text)

    def is_shared(inside: set[str]) -> bool:
        families = {kinds[text][1] or text for text in inside}
        return len(families) > 1 and sum(kinds[text][2] for text in inside) >= 3

    longer: dict[Words, list[Words]] = defaultdict(list)
    for run in holders:
        for shorter in (run[1:], run[:-1]):
            longer[shorter].append(run)
    return {
        " ".join(run): frozenset(inside)
        for run, inside in holders.items()
        if is_shared(inside)
        and all(holders[twelve] == inside for twelve in runs(run, 12))
        and all(holders[other] != inside for other in longer[run])
    }


def as_found(rows: list[Text]) -> dict[str, frozenset[str]]:
    passages = passages_of(texts(*rows))
    inside: dict[str, set[str]] = defaultdict(set)
    for passage_id, text_id in passages.texts.select("passage_id", "text_id").iter_rows():
        inside[passage_id].add(text_id)
    ids = dict(passages.passages.select("passage_id", "text").iter_rows())
    return {ids[passage_id]: frozenset(texts) for passage_id, texts in inside.items()}


def never_repeats_itself(text: str) -> bool:
    words = tuple(text.split())
    return len(runs(words, 11)) == max(len(words) - 10, 0)


def sample(seed: int, size: int) -> list[Text]:
    """Texts cut and pasted from a few paragraphs, with words of their own in between."""
    rng = random.Random(seed)  # noqa: S311
    vocabulary = [f"m{number}" for number in range(60)]
    paragraphs = [rng.choices(vocabulary, k=rng.randrange(4, 30)) for _ in range(6)]
    rows: dict[str, Text] = {}
    for _ in range(size):
        words: list[str] = []
        for _ in range(rng.randrange(1, 5)):
            paragraph = rng.choice(paragraphs)
            start = rng.choice([0, 0, 0, rng.randrange(len(paragraph))])
            words += paragraph[start : rng.choice([len(paragraph), rng.randrange(40)])]
            words += rng.choices(vocabulary, k=rng.choice([0, 0, 1, 3]))
        text = " ".join(words)
        family = rng.choice([None, None, "a", "b"])
        if words and never_repeats_itself(text):
            rows.setdefault(text, (text, family, rng.choice([1, 1, 1, 2])))
    return list(rows.values())


@pytest.mark.parametrize("seeds", foremost([range(25), range(25, 300)], range(25)), ids=str)
def test_passages_are_those_of_brute_force(seeds):
    for seed in seeds:
        rows = sample(seed, 40 if seed % 5 else 90)
        assert as_found(rows) == by_brute_force(rows), seed


def test_the_oracle_sees_passages():
    assert sum(len(by_brute_force(sample(seed, 40))) for seed in range(25)) > 100


# What holds whatever the texts, those that repeat themselves included.

PIECES = ["non", "a b", "a b c d e f", "x " * 12, "u v w " * 5, "é ü " * 3, "م ن ", "1 2 3 4 5 6 7"]
REPEATING = st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map(" ".join)
ROWS = st.lists(
    st.tuples(REPEATING, st.sampled_from([None, "a", "b"]), st.integers(1, 3)),
    max_size=12,
    unique_by=lambda row: " ".join(row[0].split()),
)


def shared_runs(rows: Iterable[Text]) -> Iterable[set[str]]:
    """The texts that hold each run of 12 words that makes a passage."""
    holders: dict[Words, set[Text]] = defaultdict(set)
    for row in rows:
        for run in runs(tuple(fold(pl.Series([row[0]]))[0].split()), 12):
            holders[run].add(row)
    for inside in holders.values():
        families = {family or text for text, family, _ in inside}
        if len(families) > 1 and sum(count for _, _, count in inside) >= 3:
            yield {fold(pl.Series([text]))[0] for text, _, _ in inside}


@holds_of(ROWS, few=20, many=300)
def test_every_user_shares_a_run_and_every_passage_is_in_its_texts(rows):
    passages = passages_of(texts(*rows))
    users = set(passages.texts["text_id"])

    assert users <= set().union(*shared_runs(rows))
    words = dict(zip(passages.passages["passage_id"], fold(passages.passages["text"]), strict=True))
    for passage_id, text_id in passages.texts.select("passage_id", "text_id").iter_rows():
        assert f" {words[passage_id]} " in f" {text_id} "


@holds_of(ROWS, st.randoms(use_true_random=False), few=12, many=200)
def test_the_order_of_rows_does_not_matter(rows, rng):
    moved = rows[:]
    rng.shuffle(moved)
    ours, others = passages_of(texts(*rows)), passages_of(texts(*moved))

    assert ours.passages.equals(others.passages)
    assert ours.texts.equals(others.texts)


def test_long_texts_of_one_word_end():
    monotonous = ["non " * 10_000, "non " * 4_000 + "oui", "oui " + "non " * 3_000]

    assert list(found(passages_of(texts(*monotonous))).values()) == [3]

"""Fairness of quotes: as a second, slow implementation has it, and as computed by hand."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from consultation.coding.quote_coverage import Corpus, coverages, percentile
from consultation.coding.quotes import is_quoted_from, word_left_out

MOST = "nous voulons rester libres"
FEW = "cette caméra me rassure"


def shingles(text: str) -> list[str]:
    words = text.split()
    return [" ".join(words[place : place + 3]) for place in range(len(words) - 2)]


def draws(texts: list[str], sizes: list[int]) -> Counter[frozenset[str]]:
    """How probable it is that a draw says each set of shingles."""
    if not sizes:
        return Counter({frozenset(): 1})
    size, *others = sizes
    able = [place for place, text in enumerate(texts) if len(shingles(text)) >= size]
    found: Counter[frozenset[str]] = Counter()
    for place in able:
        left = draws(texts[:place] + texts[place + 1 :], others)
        runs = shingles(texts[place])
        begins = range(len(runs) - size + 1)
        for begin in begins:
            for said, chance in left.items():
                share = chance / len(able) / len(begins)
                found[said | frozenset(runs[begin : begin + size])] += share
    return found


@pytest.mark.parametrize("seed", range(12))
def test_coverage_and_percentile_are_those_of_all_possible_draws(seed):
    lot = random.Random(seed)  # noqa: S311 - nothing secret here
    texts = [" ".join(lot.choices("abc", k=lot.randint(2, 6))) for _ in range(5)]
    quoted = [text for text in texts if len(text) >= 5][:2]
    quotes = [" ".join(text.split()[: lot.randint(3, 6)]) for text in quoted]
    weights = Counter(shingle for text in texts for shingle in set(shingles(text)))
    covered = sum(weights[one] for one in {one for quote in quotes for one in shingles(quote)})
    below = equal = 0.0
    for said, chance in draws(texts, sorted(map(len, map(shingles, quotes)), reverse=True)).items():
        weight = sum(weights[one] for one in said)
        below, equal = below + chance * (weight < covered), equal + chance * (weight == covered)

    found, overall = coverages([Corpus("why", texts, quotes)], "seed")

    assert found.coverage == overall.coverage == covered / weights.total()
    assert found.percentile == pytest.approx(100 * (below + equal / 2), abs=5)


def test_a_minority_view_left_out_lowers_the_percentile_as_computed_by_hand():
    """Of two texts out of these four, half of the draws have what few say: then all is covered;
    else 6 of 8, as often as the three say it twice two shingles."""
    texts = [MOST, MOST, MOST, FEW]

    with_it, _ = coverages([Corpus("why", texts, [MOST, FEW])], "seed")
    without, _ = coverages([Corpus("why", texts, [MOST, MOST])], "seed")

    assert (with_it.coverage, without.coverage) == (1, 6 / 8)
    assert with_it.percentile == pytest.approx(50 + 50 / 2, abs=3)
    assert without.percentile == pytest.approx(50 / 2, abs=3)


def test_the_order_of_rows_changes_nothing_and_another_seed_draws_otherwise():
    lot = random.Random(1)  # noqa: S311 - nothing secret here
    texts = [" ".join(lot.choices("abcdefgh", k=20)) for _ in range(30)]
    said = Corpus("why", texts, [text[:19] for text in texts[:5]])
    turned = Corpus("why", texts[::-1], said.quotes[::-1])

    assert coverages([said], "seed") == coverages([turned], "seed")
    assert coverages([said], "seed") != coverages([said], "other")


def test_what_was_said_elsewhere_and_is_not_quoted_weighs_in_the_whole():
    elsewhere = Corpus("how", [FEW, FEW], [])

    found, overall = coverages([elsewhere, Corpus("why", [MOST, FEW], [MOST])], "seed")

    assert (found.question_id, found.coverage) == ("why", 2 / 4)
    assert (overall.question_id, overall.quote_count, overall.coverage) == (None, 1, 2 / 8)
    assert coverages([elsewhere], "seed") == ()


def test_draws_that_cover_as_much_are_counted_half():
    assert percentile(2, [1, 1, 2, 3]) == 62.5


@pytest.mark.parametrize(
    ("passage", "is_quoted"),
    [
        ("C’est trop cher", True),
        ("trop\u00a0cher […] pour nous.", True),
        ("[...] cher, et surtout [...]", True),
        ("trop chère", False),
        ("C'est trop cher", False),  # another apostrophe
        ("pour nous […] trop cher", False),
        ("trop cher, surtout", False),
        ("rop cher", False),
        ("sur", False),
    ],
)
def test_a_passage_is_word_for_word_and_in_order(passage, is_quoted):
    text = "C’est trop\ncher, et surtout\u202f: cher pour nous."

    assert is_quoted_from(passage, text) is is_quoted


@pytest.mark.parametrize(
    ("passage", "word"),
    [
        ("Je me sens […] en sécurité", "pas"),
        ("Je […] sens […] en sécurité ici", "ne"),
        ("en sécurité ici", "ne"),  # the passage begins after it, within the clause
        ("ai peur", "pas"),
        ("Nos rues sont calmes […] en sécurité", "ne"),  # it joins two sentences
        ("Nos rues sont calmes […] Ils font du bruit", None),  # it leaves out whole ones
        ("Un drone […] suis pour l’interdiction", "Je"),  # of two halves it makes one
        ("Nos rues sont calmes. […] pas en sécurité ici", "ne"),
        ("ne me sens pas en sécurité", None),
        ("elle est à nous", "sauf"),  # a comma ends no sentence
        ("Nos rues sont calmes", None),
        ("Est-ce utile", "?"),
        ("Est-ce utile ?", None),
        ("Un drone coûte 10", "000"),
        ("000 euros", "10"),
        ("Ils servent", "pas"),  # nor do dots of suspension
        ("pour […] des drones", "interdiction"),
        ("Rendez cette place […] le soir", "sauf"),
        ("une crèche", None),  # an item of a list
        ("Une école", "moins"),
        ("du bruit, et pour cause", None),  # said twice, once whole
    ],
)
def test_a_passage_that_loses_a_word_which_turns_its_sentence_round_says_which(passage, word):
    text = (
        "Nos rues sont calmes. Je ne me sens pas en sécurité ici ! Je me sens pas mal en sécurité,"
        " et n’ai peur de rien. Rendez cette place, elle est à nous, sauf le soir :\npas de béton"
        "\nune crèche\nUne école de moins. Je ne fais pas du bruit, et pour cause. Ils font du"
        " bruit, et pour cause. Est-ce utile ? Un drone coûte 10 000 euros. Ils servent... pas ici."
        " Je suis pour l’interdiction des drones."
    )

    assert word_left_out(passage, text) == word

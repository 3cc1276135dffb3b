"""How well quotes cover what was said, against quotes drawn by lot from the same texts.

What was said is told by shingles, the runs of three words of folded texts
(`consultation.families.near`). A shingle s weighs w(s), the number of texts that hold it. Quotes
that hold the set Q of shingles, each once however many hold it, cover

    coverage(Q) = sum of w(s) for s in Q / sum of w(s) for all s

Saying twice what most say covers little more than saying it once; leaving out what few say leaves
out its weight, and no more. A share alone says little: of ten thousand texts, thirty quotes cover a
hundredth at best. So a lot is drawn a thousand times: for each quote, another text, none twice, and
in it a passage of as many shingles as the quote has, wherever it begins. Only texts that have so
many take part, so that a draw never has less to say than the quotes. The percentile is the share of
the draws that cover less, those that cover as much counted half: 50 is what chance does; near 0,
the quotes leave out what is most often said, or repeat each other.
"""

from __future__ import annotations

import random
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

import polars as pl

from consultation.coding.quotes import pieces_of
from consultation.words.folding import fold

DRAWS = 1_000
LENGTH = 3  # words of a shingle


@dataclass(frozen=True)
class Corpus:
    """The texts that could be quoted in answer to a question, and what is quoted of them."""

    question_id: str
    texts: Sequence[str]
    quotes: Sequence[str]


@dataclass(frozen=True)
class Coverage:
    """What the quotes of a question (None: of all questions) cover, and the median of the draws."""

    question_id: str | None
    quote_count: int
    text_count: int
    coverage: float
    drawn_coverage: float
    percentile: float


@dataclass(frozen=True)
class _Measured:
    """Weights, before they are divided: of all shingles, of the quotes', of each draw's."""

    said: Corpus
    weight: int
    quoted: int
    drawn: tuple[int, ...]


def coverages(questions: Iterable[Corpus], seed: str) -> tuple[Coverage, ...]:
    """The coverage of each question that something is quoted of, then of all questions together:
    what was said in answer to another weighs in it, though nothing is quoted.

    The same whatever the order of texts and quotes.
    """
    measured = [_measure(said, f"{seed} {said.question_id}") for said in questions]
    quoted = [one for one in measured if one.said.quotes]
    if not quoted:
        return ()
    overall = _coverage(None, measured)
    return (*(_coverage(one.said.question_id, [one]) for one in quoted), overall)


def percentile(quoted: int, drawn: Sequence[int]) -> float:
    """Of a hundred draws, how many cover less, ties halved."""
    below = sum(one < quoted for one in drawn)
    return 100 * (below + sum(one == quoted for one in drawn) / 2) / len(drawn)


def _coverage(question_id: str | None, measured: Sequence[_Measured]) -> Coverage:
    weight = sum(one.weight for one in measured) or 1
    quoted = sum(one.quoted for one in measured)
    drawn = [sum(draw) for draw in zip(*(one.drawn for one in measured), strict=True)]
    return Coverage(
        question_id,
        quote_count=sum(len(one.said.quotes) for one in measured),
        text_count=sum(len(one.said.texts) for one in measured),
        coverage=quoted / weight,
        drawn_coverage=median(drawn) / weight,
        percentile=percentile(quoted, drawn),
    )


def _measure(said: Corpus, seed: str) -> _Measured:
    places = _places(said.texts)
    shingles = [list(_shingles_of(quote)) for quote in said.quotes]
    weights = dict(places.select("shingle", "weight").unique().iter_rows())
    quoted = {shingle for quote in shingles for shingle in quote}
    sizes = sorted(filter(None, map(len, shingles)), reverse=True)
    return _Measured(
        said,
        weight=sum(weights.values()),
        quoted=sum(weights.get(shingle, 0) for shingle in quoted),
        drawn=tuple(_draws(places, sizes, seed)),
    )


def _places(texts: Sequence[str]) -> pl.DataFrame:
    """text (a number, the longest first), shingle, number, weight: each place where a shingle
    begins."""
    folded = fold(pl.Series("folded", texts, dtype=pl.String)).to_frame()
    words = (
        folded.with_columns(pl.col("folded").str.split(" ").alias("word"))
        .sort(pl.col("word").list.len(), "folded", descending=[True, False])
        .with_row_index("text")
        .explode("word")
    )
    run = pl.concat_str([pl.col("word").shift(-place) for place in range(LENGTH)], separator=" ")
    is_whole = (pl.col("text") == pl.col("text").shift(1 - LENGTH)).alias("is_whole")
    places = words.select("text", is_whole, shingle=run).filter("is_whole").drop("is_whole")
    weights = places.group_by("shingle").agg(weight=pl.col("text").n_unique())
    return places.join(weights.with_row_index("number"), on="shingle", maintain_order="left")


def _shingles_of(quote: str) -> Iterator[str]:
    """Every place of a quote where a shingle begins; none goes over a cut."""
    for piece in fold(pl.Series(pieces_of(quote), dtype=pl.String)):
        words = piece.split(" ")
        for place in range(len(words) - LENGTH + 1):
            yield " ".join(words[place : place + LENGTH])


def _draws(places: pl.DataFrame, sizes: Sequence[int], seed: str) -> Iterator[int]:
    """The weight that each draw covers, with passages of these sizes, the longest first."""
    lot = random.Random(seed)  # noqa: S311 - anybody may draw it again
    counts = places.group_by("text", maintain_order=True).len()["len"].to_list()
    starts = [0, *accumulate(counts)]
    numbers = array("I", places["number"])
    weights = places.unique("number").sort("number")["weight"].to_list()
    # What is long enough for a quote is so for those that follow: there is always one left.
    able = [sum(count >= size for count in counts) for size in sizes]
    if any(count < rank for rank, count in enumerate(able, start=1)):
        raise ValueError("a quote is longer than the texts that it may be of")
    for _ in range(DRAWS):
        covered: set[int] = set()
        taken: set[int] = set()
        for size, able_count in zip(sizes, able, strict=True):
            while (text := int(lot.random() * able_count)) in taken:
                pass
            taken.add(text)
            begin = starts[text] + int(lot.random() * (counts[text] - size + 1))
            covered.update(numbers[begin : begin + size])
        yield sum(map(weights.__getitem__, covered))

"""How many respondents of a family share the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from consultation.families.additions.word_spellings import GENDER_ENDINGS, GENDERED_WORD

ADDITION_WORDS = 8
"""Consecutive words that make an addition when too few respondents of the family share them."""
SHARED_BY = 3
"""Respondents of a family who make words stock; with fewer, the words are a person's own."""
BLANK_WORDS = 4
"""The longest filled blank inside a sentence that is else the same."""

STRETCHES: dict[str, type[pl.DataType]] = {
    "family": pl.UInt32,
    "text": pl.UInt32,
    "respondent_count": pl.Int64,
    "stretch": pl.UInt32,
    "place": pl.Int64,
    "word": pl.String,
    "gap": pl.Int64,
    "is_name": pl.Boolean,
}
"""One row per word of stretches of consecutive words: the text and the stretch it is of, its place
in the text, the number of the gap it is in (null: it is the letter's), and whether it can name a
person or a place."""

SHARED: dict[str, type[pl.DataType]] = {
    "text": pl.UInt32,
    "place": pl.Int64,
    "shared_count": pl.Int64,
}
"""A word of a text that enough respondents of its family share, and how many do."""


def shared_words(stretches: pl.DataFrame) -> pl.DataFrame:
    """As `SHARED`, the words of gaps in a run of `ADDITION_WORDS` consecutive words of one gap
    that `SHARED_BY` respondents or more of the family wrote, in a gap or not.

    Takes `STRETCHES`. No hash decides, and gender does not count.
    """
    if stretches.is_empty():
        return pl.DataFrame(schema=SHARED)
    words = _words_of(stretches)
    grams = _grams(words, (2, 4, ADDITION_WORDS))
    last = ADDITION_WORDS - 1
    runs = words.with_columns(
        gram=grams[ADDITION_WORDS],
        is_added=(pl.col("gap") == pl.col("gap").shift(-last)).fill_null(False),
    ).filter(pl.col("stretch") == pl.col("stretch").shift(-last))
    return _covered_words(
        words, [(ADDITION_WORDS, _shared_runs(runs, ["gram"]).filter("is_added"))]
    )


def shared_words_around_names(gaps: pl.DataFrame) -> pl.DataFrame:
    """As `shared_words`, but somewhere inside the run each respondent may have written up to
    `BLANK_WORDS` names or figures of their own, and all wrote it in a gap.

    Takes whole gaps as `STRETCHES`.
    """
    if gaps.is_empty():
        return pl.DataFrame(schema=SHARED)
    words = _words_of(gaps)
    grams = _grams(words, range(2, ADDITION_WORDS))
    half = ADDITION_WORDS // 2
    words = words.with_columns(half_is_shared=_shared_by_enough(words, grams[half], half))
    if not words["half_is_shared"].any():
        return pl.DataFrame(schema=SHARED)  # who shares a run shares half of it
    found = [
        _shared_runs(pl.concat(_runs_around(words, grams, left)), ["left", "right"])
        for left in range(1, ADDITION_WORDS)
    ]
    return _covered_words(
        words,
        [
            (ADDITION_WORDS + blank, runs.filter(blank=blank))
            for runs in found
            for blank in range(1, BLANK_WORDS + 1)
        ],
    )


def _covered_words(words: pl.DataFrame, found: list[tuple[int, pl.DataFrame]]) -> pl.DataFrame:
    """The words that runs of these lengths cover, and the most respondents who share one."""
    counts = [
        words.select("row")
        .join(runs.group_by("row").agg(pl.col("count").max()), on="row", how="left")
        .sort("row")
        .select(pl.col("count").rolling_max(length, min_samples=1))
        .to_series()
        .alias(str(number))
        for number, (length, runs) in enumerate(found)
        if len(runs)
    ]
    if not counts:
        return pl.DataFrame(schema=SHARED)
    return (
        words.with_columns(shared_count=pl.DataFrame(counts).max_horizontal())
        .filter(pl.col("shared_count").is_not_null())
        .select(pl.col(name).cast(kind) for name, kind in SHARED.items())
    )


def _runs_around(
    words: pl.DataFrame, grams: dict[int, pl.Series], left: int
) -> Iterator[pl.DataFrame]:
    """So many words to the left of a blank, and the others to its right, for each size of blank.

    The longer side is at least half of the words: who shares the run shares that side, so places
    where nobody shares it are passed over.
    """
    right = ADDITION_WORDS - left
    for blank in range(BLANK_WORDS + 1):
        longer = 0 if left >= right else left + blank
        yield words.select(
            "family",
            "text",
            "respondent_count",
            "row",
            blank=pl.lit(blank),
            left=grams[left],
            right=grams[right].shift(-left - blank),
            is_whole=pl.col("stretch") == pl.col("stretch").shift(1 - left - right - blank),
            is_likely=pl.col("half_is_shared").shift(-longer),
            is_named=pl.all_horizontal(
                pl.lit(True),
                *(pl.col("is_name").shift(-left - word) for word in range(blank)),
            ),
        ).filter("is_whole", "is_likely", "is_named")


def _words_of(stretches: pl.DataFrame) -> pl.DataFrame:
    """One row per word, with a code that words share when they are equal but for their gender."""
    spellings = pl.Categories.random("words", physical=pl.UInt32)
    return (
        stretches.with_columns(
            stem=pl.when(pl.col("word").str.len_chars() >= GENDERED_WORD)
            .then(pl.col("word").str.strip_chars_end(GENDER_ENDINGS))
            .otherwise("word")
        )
        .with_row_index("row")
        .select(
            "row",
            "family",
            "text",
            "respondent_count",
            "stretch",
            "place",
            "gap",
            "is_name",
            code=pl.col("stem").cast(pl.Categorical(spellings)).to_physical().cast(pl.UInt64),
        )
    )


def _grams(words: pl.DataFrame, lengths: Iterable[int]) -> dict[int, pl.Series]:
    """For each length, growing, a number for the words that start at each word: equal words, equal
    numbers. Those longer than one are made of two shorter ones, of lengths that came before.

    What would reach into the next stretch has a number too: look at `stretch` before using it.
    """
    grams = {1: words["code"]}
    for length in lengths:
        left = max(shorter for shorter in grams if length - shorter in grams)
        right = grams[length - left].shift(-left, fill_value=0)
        grams[length] = (grams[left] * 2**32 + right).rank("dense").cast(pl.UInt64)
    return grams


def _shared_by_enough(words: pl.DataFrame, gram: pl.Series, length: int) -> pl.Series:
    """Whether enough respondents of the family have, in a gap, these words at each place."""
    runs = words.with_columns(gram=gram)
    whole = runs.filter(pl.col("stretch") == pl.col("stretch").shift(1 - length))
    return words["row"].is_in(_shared_runs(whole, ["gram"])["row"].implode())


def _shared_runs(runs: pl.DataFrame, key: list[str]) -> pl.DataFrame:
    """The runs that enough respondents of the family have, and how many: `count`.

    A text that has a run twice counts once for each of its respondents.
    """
    shared = (
        runs.unique(["family", *key, "text"])
        .group_by("family", *key)
        .agg(count=pl.col("respondent_count").sum())
        .filter(pl.col("count") >= SHARED_BY)
    )
    return runs.join(shared, on=["family", *key])

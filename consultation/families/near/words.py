"""The words of texts as numbers of four bytes, to compare texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import polars as pl

Part = TypeVar("Part")
Done = TypeVar("Done")

_BATCH_BYTES = 8_000_000  # of folded text: about a million words


@dataclass(frozen=True)
class Batch:
    """Some texts (their row numbers), and the words of each text as a list of numbers. These
    numbers are in the order in which polars met the words. `NumberedWords` maps them to
    alphabetical numbers."""

    texts: pl.Series
    words: pl.Series

    def only(self, wanted: pl.Series) -> Batch:
        """The batch without the texts for which `wanted` is False. `wanted` has a value for each
        text of all batches."""
        kept = wanted.gather(self.texts)
        return Batch(self.texts.filter(kept), self.words.filter(kept))

    def text_of_place(self) -> pl.Series:
        """For each word, the row of its text: texts of 4 and 2 words → `0, 0, 0, 0, 1, 1`."""
        return self.texts.repeat_by(self.words.list.len()).explode()

    def count(self, places: pl.Series) -> pl.Series:
        """For each text, the number of its words whose value in `places` is True. `places` has
        True, False or null for each word of the batch."""
        ends = self.words.list.len().cum_sum()
        totals = places.fill_null(False).cum_sum().gather(ends - 1)
        return totals - totals.shift(1, fill_value=0)

    def place_count(self) -> pl.Series:
        """For each text, the number of words that begin a shingle: « a b c d » → 2."""
        return self.words.list.len() - 2


@dataclass(frozen=True)
class NumberedWords:
    """The words of texts as numbers from 0 to count - 1, in alphabetical order, so that they do not
    depend on which text came first.

    A word that occurs once in all the texts has no number (null): no two texts can share it.
    """

    batches: list[Batch]
    count: int
    _numbers: pl.Series

    def places(self, batch: Batch) -> pl.DataFrame:
        """first, second, third: each word of the batch and the two that follow it.

        A row has a null if the text ends before its third word, or if one of the three occurs once.
        """
        words = self._numbers.gather(batch.words.explode())
        ends = batch.words.list.len().cum_sum()
        first = words.clone().scatter(ends - 1, None).scatter(ends - 2, None)
        return pl.DataFrame({"first": first, "second": words.shift(-1), "third": words.shift(-2)})

    def flags_of(self, texts: pl.Series) -> pl.Series:
        """For each text of all batches, True if its row number is in `texts`."""
        text_count = sum(len(batch.texts) for batch in self.batches)
        return pl.zeros(text_count, pl.UInt8, eager=True).scatter(texts, 1) == 1


def for_each(parts: Iterable[Part], work: Callable[[Part], Done]) -> list[Done]:
    """The result of `work` on each part, in their order.

    As many parts are processed at once as polars has threads, since polars splits and looks up
    texts on one thread only.
    """
    with ThreadPoolExecutor(pl.thread_pool_size()) as threads:
        return list(threads.map(work, parts))


def numbered_words(folded: pl.Series) -> NumberedWords:
    """The words of folded texts as numbers, in alphabetical order. Each text must have two words or
    more, separated by one space."""
    spellings = pl.Categories.random("words", physical=pl.UInt32)
    kept = pl.Series([], dtype=pl.Categorical(spellings))  # polars forgets what no column uses
    batches = for_each(slices_of(folded), lambda part: _batch(folded, *part, kept.dtype))
    numbers = _numbers(batches, spellings.to_series())
    return NumberedWords(batches, len(numbers) - numbers.null_count(), numbers)


def slices_of(folded: pl.Series) -> Iterator[tuple[int, int]]:
    """The texts in slices of about 8 MB each: the first row of the slice, and its row count."""
    start = 0
    batch_of_row = folded.str.len_bytes().cast(pl.UInt64).cum_sum() // _BATCH_BYTES
    for length in batch_of_row.rle().struct.field("len") if len(folded) else ():
        yield start, length
        start += length


def _batch(folded: pl.Series, start: int, length: int, spelling: pl.DataType) -> Batch:
    """The words of some texts, numbered by polars in the order in which it met them."""
    texts = pl.int_range(start, start + length, dtype=pl.UInt32, eager=True)
    split = folded.slice(start, length).str.split(" ")
    return Batch(texts, split.cast(pl.List(spelling)).to_physical())


def _numbers(batches: list[Batch], spellings: pl.Series) -> pl.Series:
    """A series from polars' number of a word (the index) to its alphabetical number. Null for a
    word that occurs once in all batches. `spellings` has the word for each of polars' numbers."""
    runs = for_each(batches, lambda batch: batch.words.explode().sort().rle().struct.unnest())
    totals = pl.concat(runs).group_by("value").agg(pl.col("len").sum())
    numbers = (
        spellings.alias("spelling")
        .to_frame()
        .with_row_index("value")
        .join(totals.filter(pl.col("len") > 1), on="value")
        .sort("spelling")
        .select("value", number=pl.int_range(pl.len(), dtype=pl.UInt32))
    )
    unnumbered = pl.repeat(None, len(spellings), dtype=pl.UInt32, eager=True)
    return unnumbered.scatter(numbers["value"], numbers["number"])

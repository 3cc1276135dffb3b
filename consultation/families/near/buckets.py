"""Buckets: upper bounds of the frequency of each shingle, in 256 MB for a million texts.

A shingle is three words in a row, from which the number of its bucket is computed. A bucket counts
all its shingles, so its count is never less than the frequency of each. A text with too many
shingles that occur nowhere else can't be near-identical to another, and is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from consultation.families.near.words import Batch, NumberedWords, for_each

_MIX = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D)  # odd: they spread numbers over 32 bits
_FEWEST, _MOST = 16, 27  # bits
_SATURATED = 65_535


@dataclass(frozen=True)
class Buckets:
    """Counts of shingles. The index of `counts` is the number of a bucket, its value the number of
    occurrences of the bucket's shingles. Counting stops at 65,535."""

    counts: pl.Series

    def of(self, places: pl.DataFrame) -> pl.Series:
        """The bucket of the shingle that begins at each word. `places` has a row per word, with
        that word and the next two words (`NumberedWords.places`).

        Null where no shingle begins, and for a shingle with a word that occurs once in all texts.
        """
        first, second, third = (
            pl.col(word) * pl.lit(mix, pl.UInt32)
            for word, mix in zip(("first", "second", "third"), _MIX, strict=True)
        )
        width = pl.lit((1 << 32) // len(self.counts), pl.UInt32)
        return places.select(bucket=(first + second + third) // width).to_series()

    def flags_of(self, buckets: pl.Series) -> pl.Series:
        """A series with a value for each bucket: 1 if its number is in `buckets`, else 0."""
        # As numbers: truth values are gathered six times slower.
        return pl.zeros(len(self.counts), pl.UInt8, eager=True).scatter(buckets, 1)


def counted_buckets(words: NumberedWords) -> Buckets:
    """Count the shingles (three words in a row) of all texts. Returns the buckets with their
    counts."""
    word_count = sum(int(batch.words.list.len().sum()) for batch in words.batches)
    bits = min(max(word_count.bit_length(), _FEWEST), _MOST)
    counts = pl.zeros(1 << bits, dtype=pl.UInt16, eager=True)
    buckets = Buckets(counts)
    for batch in words.batches:
        occupied = buckets.of(words.places(batch)).drop_nulls().sort()
        runs = occupied.rle().struct.unnest()
        sums = counts.gather(runs["value"]).cast(pl.UInt32) + runs["len"]
        counts.scatter(runs["value"], sums.clip(upper_bound=_SATURATED).cast(pl.UInt16))
    return buckets


def repetitions(words: NumberedWords, buckets: Buckets) -> pl.DataFrame:
    """Count the shingles of each text. Returns a row per text: text, alone_count, repeated_count.

    - `alone_count`: the shingles that occur nowhere else. They are alone in their bucket, or have a
      word that occurs once in all texts.
    - `repeated_count`: the other shingles. They occur again, or only share their bucket.
    """

    def of_batch(batch: Batch) -> pl.DataFrame:
        is_repeated = buckets.counts.gather(buckets.of(words.places(batch))) > 1
        repeated_count = batch.count(is_repeated)
        return pl.DataFrame(
            {
                "text": batch.texts,
                "alone_count": batch.place_count() - repeated_count,
                "repeated_count": repeated_count,
            }
        )

    return pl.concat(for_each(words.batches, of_batch))


def able_to_share(repetitions: pl.DataFrame, *, tenths: int) -> pl.Series:
    """The texts that may share `tenths` tenths of their shingles with another text. 9 → the texts
    of which at most one tenth of the shingles are counted as `alone_count` in `repetitions`."""
    # A text has at most alone + repeated different shingles, and shares none of those alone.
    size_at_most = pl.col("alone_count") + pl.col("repeated_count")
    kept = repetitions.filter(10 * pl.col("alone_count") <= (10 - tenths) * size_at_most)
    return kept["text"]

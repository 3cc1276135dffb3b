"""Texts that join a family without being near-identical to one of its texts: a letter with own
words, or a part of a letter.

A text without a family joins one as `extended` if it contains 0.9 of the shingles of the family's
original. It joins as `extract` if 0.9 of its own shingles are in the original. A text that does
both would be near-identical to the original, and have a family already. A text joins one family
only, and is compared only with originals, not with texts that joined.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from operator import itemgetter

import numpy as np
import polars as pl

from consultation.families.near.buckets import Buckets, able_to_share
from consultation.families.near.shingles import shingle_sets
from consultation.families.near.token_sets import Integers, TokenSets
from consultation.families.near.words import Batch, NumberedWords, for_each

EXTENDED, EXTRACT = "extended", "extract"
_TEXTS_TOGETHER = 100_000  # sets of a text take 1 kB
_PAIRS_AT_ONCE = 1_000_000
_TEXTS_AT_ONCE = 1_000  # each may have 100,000 originals to compare, if these end the same way


@dataclass(frozen=True)
class Join:
    """A text that joins a family, and the family's original. They share `shared` of the `size`
    shingles of the smaller text."""

    text: int
    original: int
    relation: str
    shared: int
    size: int


def joins(
    words: NumberedWords, buckets: Buckets, lone: pl.DataFrame, originals: pl.DataFrame
) -> list[Join]:
    """A join for each text that joins a family. If a text could join several, the family with the
    greatest `shared / size` is taken (see `Join`), and of equals the smallest family_id.

    `lone` has the rows of `repetitions` for texts without a family. `originals` has the columns
    text and family_id.
    """
    if originals.is_empty() or lone.is_empty():
        return []
    longer = _texts_in(words, _telling_buckets(words, buckets, originals["text"]), buckets)
    candidates = pl.concat([longer, able_to_share(lone, tenths=9)]).unique()
    candidates = candidates.filter(words.flags_of(lone["text"]).gather(candidates)).sort()
    return [
        join
        for some in candidates.to_frame().iter_slices(_TEXTS_TOGETHER)
        for join in _best_joins(_sets(words, originals, some.to_series()))
    ]


def _sets(words: NumberedWords, originals: pl.DataFrame, candidates: pl.Series) -> pl.DataFrame:
    """The sets of shingles (see `shingle_sets`) of the originals, by family_id, then of the texts
    in `candidates`, whose family_id is null. `row` numbers them."""
    return (
        shingle_sets(words, pl.concat([originals["text"], candidates]))
        .join(originals, on="text", how="left")
        .sort("family_id", "text", nulls_last=True)
        .with_row_index("row")
    )


def _telling_buckets(words: NumberedWords, buckets: Buckets, originals: pl.Series) -> pl.Series:
    """Buckets of the rarest shingles of each original, just enough that every text which contains
    0.9 of the original has one of them.

    Such a text may lack a tenth of the shingles: 2 of 20, so that the buckets of 3 are enough. It
    surely lacks each shingle that occurs nowhere else: if the 20 have one, 2 buckets are enough.
    """
    wanted = words.flags_of(originals)
    return pl.concat([_telling(words, buckets, batch.only(wanted)) for batch in words.batches])


def _telling(words: NumberedWords, buckets: Buckets, batch: Batch) -> pl.Series:
    bucket = buckets.of(words.places(batch))
    shared = pl.DataFrame(
        {"text": batch.text_of_place(), "bucket": bucket, "count": buckets.counts.gather(bucket)}
    ).filter(pl.col("count") > 1)
    alone_count = batch.place_count() - batch.count(buckets.counts.gather(bucket) > 1)
    taken = batch.place_count().cast(pl.Int64) // 10 + 1 - alone_count
    return (
        shared.unique()
        .sort("text", "count", "bucket")
        .with_columns(rank=pl.int_range(pl.len()).over("text"))
        .join(pl.DataFrame({"text": batch.texts, "taken": taken}), on="text")
        .filter(pl.col("rank") < pl.col("taken"))["bucket"]
    )


def _texts_in(words: NumberedWords, wanted: pl.Series, buckets: Buckets) -> pl.Series:
    """The row numbers of the texts that have a shingle in one of the buckets `wanted`."""
    marks = buckets.flags_of(wanted)

    def of_batch(batch: Batch) -> pl.Series:
        hits = batch.count(marks.gather(buckets.of(words.places(batch))) == 1)
        return batch.texts.filter(hits > 0)

    return pl.concat(for_each(words.batches, of_batch))


def _best_joins(sets: pl.DataFrame) -> Iterator[Join]:
    """Yield a join for each text that joins a family. `sets` is the result of `_sets`: the
    originals, then the texts that may join them. Texts that join no family yield nothing."""
    compared = TokenSets(sets)
    sizes = np.array(compared.sizes)
    texts = sets["text"].to_list()
    for candidates in _candidates(sets):
        rows = chain.from_iterable(
            some.filter(_may_hold(some, compared, sizes)).iter_rows()
            for some in candidates.iter_slices(_PAIRS_AT_ONCE)
        )
        for row, pairs in groupby(rows, key=itemgetter(0)):
            best = _best(row, [original for _, original in pairs], compared)
            if best:
                original, relation, shared, size = best
                yield Join(texts[row], texts[original], relation, shared, size)


def _may_hold(candidates: pl.DataFrame, compared: TokenSets, sizes: Integers) -> pl.Series:
    """For each pair (row, original) of `candidates`, True if the two sets may share 0.9 of the
    smaller set. `sizes` are the sizes of all sets."""
    rows, originals = (candidates[name].to_numpy() for name in ("row", "original"))
    smaller = np.minimum(sizes[rows], sizes[originals])
    return pl.Series(10 * compared.all_shared_at_most(rows, originals) >= 9 * smaller)


def _candidates(sets: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Yield row, original: all pairs of which one set may contain 0.9 of the other, in order."""
    is_original = pl.col("family_id").is_not_null()
    originals = sets.filter(is_original)
    held_tokens = _tokens(originals, pl.col("tokens"))
    telling_tokens = _tokens(originals, _telling_tokens())
    for some in sets.filter(~is_original).iter_slices(_TEXTS_AT_ONCE):
        longer = _tokens(some, pl.col("tokens")).join(telling_tokens, on="token")
        shorter = _tokens(some, _telling_tokens()).join(held_tokens, on="token")
        yield (
            pl.concat([longer, shorter])
            .select("row", original="row_right")
            .unique()
            .sort("row", "original")
        )


def _telling_tokens() -> pl.Expr:
    """The rarest tokens of a set, just enough that every other set which contains 0.9 of its
    shingles has one of them: three for a set of 20 shingles, of which the other set may lack two.

    The other set surely lacks a shingle that occurs once, which has no token. So if the 20 have
    one such shingle, the other set may lack one token only, and two tokens are enough.
    """
    alone_count = pl.col("size") - pl.col("tokens").list.len()
    taken = pl.col("size").cast(pl.Int64) // 10 + 1 - alone_count.cast(pl.Int64)
    return pl.col("tokens").list.head(taken.clip(lower_bound=0))


def _tokens(sets: pl.DataFrame, tokens: pl.Expr) -> pl.DataFrame:
    return sets.select("row", token=tokens).explode("token").drop_nulls("token")


def _best(row: int, originals: list[int], compared: TokenSets) -> tuple[int, str, int, int] | None:
    """The original that the text of `row` joins: its row, the relation, the number of shared
    shingles, and the size of the smaller set. If the text could join several of `originals`, the
    original with the greatest share is taken. None if the text joins none."""
    best: tuple[int, str, int, int] | None = None
    for original in originals:
        shared = compared.shared_count(row, original)
        for relation, size in (
            (EXTENDED, compared.sizes[original]),
            (EXTRACT, compared.sizes[row]),
        ):
            if 10 * shared >= 9 * size and (best is None or shared * best[3] > best[2] * size):
                best = original, relation, shared, size
        if best and best[2] == best[3]:
            break  # nothing is higher, and the smallest family_id comes first
    return best

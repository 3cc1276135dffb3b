"""Shingles: the sets of runs of three words by which texts are compared.

A shingle is compared by its code, a number computed from the numbers of its three words. It is no
hash: two different shingles never have the same code, so the results are exact. A shingle with a
word that occurs once in all texts has no code, since no two texts can share it. A shingle that
occurs twice or more also has a token, its rank from the rarest (0) to the most frequent.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from consultation.families.near.words import Batch, NumberedWords

_PACKED = 1 << 21  # three numbers below this fit in 63 bits
_HALF = pl.lit(1 << 32, pl.UInt64)


def shingle_sets(words: NumberedWords, texts: pl.Series, *, packed: int = _PACKED) -> pl.DataFrame:
    """The sets of shingles of texts: a row per text of `texts`, in no order, with text, size,
    tokens.

    `size` is the number of the text's different shingles. `tokens` are the tokens, in ascending
    order, of its shingles that occur twice or more in these texts. A shingle that occurs once has
    no token: « a b c d » and « a b c e » → size 2, tokens `[0]` each.
    """
    coded = _Coded(words, texts, packed)
    numbers = _token_numbers(coded)
    return pl.concat([_sets(batch, codes, numbers) for batch, codes in coded.batches()])


class _Coded:
    """Computes the codes of the shingles of some texts, batch by batch: for each word, the code of
    the shingle that begins there."""

    def __init__(self, words: NumberedWords, texts: pl.Series, packed: int) -> None:
        self._words = words
        wanted = words.flags_of(texts)
        self._batches = [batch.only(wanted) for batch in words.batches]
        self._pairs = self._numbered_pairs() if words.count > packed else None

    def batches(self) -> Iterator[tuple[Batch, pl.DataFrame]]:
        """Yield each batch with a frame whose column `code` has, for each word, the code of the
        shingle that begins there. Null if no shingle begins there, or if one of its words occurs
        only once in all texts."""
        for batch in self._batches:
            rows = self._pairs_and_thirds(batch)
            pair = "pair"
            if self._pairs is not None:
                rows = rows.join(self._pairs, on="pair", how="left", maintain_order="left")
                pair = "pair_number"
            yield batch, rows.select(code=self._pair_number(pair, "third"))

    def _pairs_and_thirds(self, batch: Batch) -> pl.DataFrame:
        return self._words.places(batch).select("third", pair=self._pair_number("first", "second"))

    def _numbered_pairs(self) -> pl.DataFrame:
        """A small number for each pair of words in a row, as a frame with pair and pair_number.
        With it, the pair and the third word of a shingle fit in one code, even if there are
        millions of words."""
        seen = [
            self._pairs_and_thirds(batch).select(pl.col("pair").unique()) for batch in self._batches
        ]
        pairs = pl.concat(seen).unique().drop_nulls().sort("pair")
        return pairs.with_row_index("pair_number")

    def _pair_number(self, number: str, word: str) -> pl.Expr:
        count = pl.lit(self._words.count, pl.UInt64)
        return pl.col(number).cast(pl.UInt64) * count + pl.col(word).cast(pl.UInt64)


def _token_numbers(coded: _Coded) -> pl.DataFrame:
    """The tokens of the shingles that occur twice or more, as a frame with code and token. The
    rarest shingle has token 0."""
    counts = [_run_lengths(codes["code"]) for _, codes in coded.batches()]
    return (
        pl.concat(counts)
        .group_by("code")
        .agg(pl.col("len").sum())
        .filter(pl.col("len") > 1)
        .sort("len", "code")
        .with_row_index("token")
        .select("code", "token")
    )


def _run_lengths(codes: pl.Series) -> pl.DataFrame:
    """The number of times that each code occurs, in two columns: code, len."""
    return codes.drop_nulls().sort().rle().struct.unnest().rename({"value": "code"})


def _sets(batch: Batch, codes: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """text, size, tokens of the texts of a batch."""
    tokens = codes.join(numbers, on="code", how="left", maintain_order="left")["token"]
    alone_count = batch.place_count() - batch.count(tokens.is_not_null())
    sets = pl.DataFrame({"text": batch.texts, "alone_count": alone_count}).join(
        _ordered_lists(batch.text_of_place(), tokens), on="text", how="left"
    )
    return sets.select(
        "text",
        size=pl.col("alone_count") + pl.col("tokens").list.len().fill_null(0),
        tokens=pl.col("tokens").fill_null([]),
    )


def _ordered_lists(texts: pl.Series, tokens: pl.Series) -> pl.DataFrame:
    """A row per text: `text` and `tokens`, its different tokens in ascending order.

    Pairs of text and token are sorted as one number of 64 bits, which is faster.
    """
    both = (texts.cast(pl.UInt64) * (1 << 32) + tokens).drop_nulls().sort()
    places = pl.DataFrame({"both": both.filter(both.rle_id().diff().fill_null(1) > 0)})
    return (
        places.select(
            text=(pl.col("both") // _HALF).cast(pl.UInt32),
            token=(pl.col("both") % _HALF).cast(pl.UInt32),
        )
        .group_by("text", maintain_order=True)
        .agg(tokens=pl.col("token"))
    )

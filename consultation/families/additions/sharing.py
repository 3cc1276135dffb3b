"""How many respondents of a family share the same words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from consultation.families.additions.word_spellings import GENDER_ENDINGS, GENDERED_WORD

ADDITION_WORDS = 8
"""Consecutive words that make an addition when too few respondents of the family share them."""
SHARED_BY = 3
"""Respondents of a family who make words stock; with fewer, the words are a person's own."""
BLANK_WORDS = 4
"""The longest filled blank inside a sentence that is else the same."""

PIECES: dict[str, type[pl.DataType]] = {
    "family": pl.UInt32,
    "member": pl.UInt32,
    "text": pl.UInt32,
    "respondent_count": pl.UInt32,
    "stretch": pl.UInt32,
    "gap": pl.Int64,
    "start": pl.Int64,
    "end": pl.Int64,
}
"""One row per piece of stretches of consecutive words, in order: the member of a family, both by
number, that it is of; the member's row and respondents; the stretch; the number of the gap that the
piece is (null: its words are the letter's); its first word, and the one after its last."""

_HIGH = 1 << 32


@dataclass(frozen=True)
class Words:
    """The words of some pieces, one after the other: the piece that each is of, and `grams`. Under
    1 there, a number that words share when they are of one family and equal but for their gender;
    under more, as `number_grams` makes them."""

    pieces: pl.DataFrame
    piece: pl.Series
    grams: dict[int, pl.Series]

    def of(self, column: str) -> pl.Series:
        """What the pieces have in this column, for each word."""
        return self.pieces[column].gather(self.piece)

    def at(self, rows: pl.Series) -> Words:
        """The words at these rows."""
        grams = {length: gram.gather(rows) for length, gram in self.grams.items()}
        return Words(self.pieces, self.piece.gather(rows), grams)

    def number_grams(self, lengths: Iterable[int]) -> dict[int, pl.Series]:
        """For each length, growing, a number for the words that start at each word: equal words,
        equal numbers. Those longer than one are made of two shorter ones, of lengths that came
        before.

        What would reach into the next piece has a number too: look at `piece` before using it.
        """
        for length in lengths:
            if length in self.grams:
                continue
            left = max(shorter for shorter in self.grams if length - shorter in self.grams)
            right = self.grams[length - left].shift(-left, fill_value=0)
            self.grams[length] = _numbers_of(self.grams[left] * _HIGH + right)
        return self.grams


def words_of(pieces: pl.DataFrame, folded: pl.Series) -> Words:
    """The words of `PIECES` of these texts."""
    spellings = pl.Categories.random("words", physical=pl.UInt32)
    dtype = pl.Categorical(spellings)
    kept = pl.Series([], dtype=dtype)  # polars forgets what no column uses
    coded = folded.str.split(" ").cast(pl.List(kept.dtype)).to_physical()
    stems = _stems(spellings.to_series()).rank("dense").cast(pl.UInt64)
    sizes = (pieces["end"] - pieces["start"]).alias("size")
    codes = (
        pieces.select("start", words=coded.gather(pieces["text"]))
        .with_columns(sizes)
        .select(pl.col("words").list.slice("start", "size"))
        .to_series()
        .explode(empty_as_null=False)
    )
    piece = pl.int_range(len(pieces), dtype=pl.UInt32, eager=True).repeat_by(sizes)
    piece = piece.explode(empty_as_null=False)
    families = pieces["family"].gather(piece).cast(pl.UInt64) * _HIGH
    return Words(pieces, piece, {1: _numbers_of(families + stems.gather(codes))})


def _stems(words: pl.Series) -> pl.Series:
    """Each word without the letters that tell gender and number."""
    word = words.alias("word").to_frame()
    return word.select(
        pl.when(pl.col("word").str.len_chars() >= GENDERED_WORD)
        .then(pl.col("word").str.strip_chars_end(GENDER_ENDINGS))
        .otherwise("word")
    ).to_series()


def shared_words(words: Words) -> pl.Series:
    """For each word of a gap in a run of `ADDITION_WORDS` consecutive words of one gap that
    `SHARED_BY` respondents or more of the family wrote, in a gap or not: the most who share one
    of these; else null.

    No hash decides, and gender does not count.
    """
    last = ADDITION_WORDS - 1
    stretch, gap = words.of("stretch"), words.of("gap")
    gram = words.number_grams((2, 4, ADDITION_WORDS))[ADDITION_WORDS]
    rows = (stretch == stretch.shift(-last)).arg_true()
    counts = _respondents(words, gram.gather(rows), rows)
    is_added = (gap.gather(rows) == gap.gather(rows + last)).fill_null(False)
    runs = pl.DataFrame({"row": rows, "count": counts}).filter(is_added)
    return _coverage_by(len(words.piece), ADDITION_WORDS, runs)


def shared_words_around_names(words: Words, is_name: pl.Series) -> pl.Series:
    """As `shared_words`, but somewhere inside the run each respondent may have written up to
    `BLANK_WORDS` names or figures of their own, and all wrote it in a gap.

    Takes words of whole gaps, and whether each is a name or a figure.
    """
    grams = words.number_grams(range(2, ADDITION_WORDS))
    half = ADDITION_WORDS // 2
    whole = (words.piece == words.piece.shift(1 - half)).arg_true()
    shared = whole.filter(_respondents(words, grams[half].gather(whole), whole).is_not_null())
    likely = pl.repeat(False, len(is_name), eager=True).scatter(shared, True)
    names = [is_name]
    for blank in range(1, BLANK_WORDS):
        names.append(names[-1] & is_name.shift(-blank, fill_value=False))
    after_names = [named.arg_true() for named in names]
    found = [
        _shared_around(words, grams, left, likely, after_names) for left in range(1, ADDITION_WORDS)
    ]
    runs = pl.concat(found)
    covered = [
        _coverage_by(len(is_name), ADDITION_WORDS + blank, runs.filter(blank=blank))
        for blank in range(1, BLANK_WORDS + 1)
    ]
    return most(*covered)


def most(*counts: pl.Series) -> pl.Series:
    """The largest of the counts of each word; null where all are."""
    columns = [count.alias(str(number)) for number, count in enumerate(counts)]
    return pl.DataFrame(columns).max_horizontal()


def _coverage_by(word_count: int, length: int, runs: pl.DataFrame) -> pl.Series:
    """For each word, the largest count of the runs of this length that cover it, or null."""
    largest = runs.drop_nulls("count").group_by("row").agg(pl.col("count").max())
    starts = pl.repeat(None, word_count, dtype=pl.UInt32, eager=True)
    return starts.scatter(largest["row"], largest["count"]).rolling_max(length, min_samples=1)


def _shared_around(
    words: Words, grams: dict[int, pl.Series], left: int, likely: pl.Series, names: list[pl.Series]
) -> pl.DataFrame:
    """row, blank, count: the runs of so many words to the left of a blank, and the others to its
    right, that enough respondents have, whatever the size of their blank.

    The longer side is at least half of the words: who shares the run shares that side, so places
    where nobody shares it are passed over.
    """
    ours, theirs = grams[left], grams[ADDITION_WORDS - left]
    longer = 0 if left >= ADDITION_WORDS - left else left

    def runs(rows: pl.Series, blank: int) -> pl.DataFrame:
        end = rows + (ADDITION_WORDS + blank - 1)
        inside = rows.filter(end < len(ours))
        ends = inside + (ADDITION_WORDS + blank - 1)
        whole = words.piece.gather(inside) == words.piece.gather(ends)
        whole &= likely.gather(inside + (longer + blank if longer else 0))
        inside = inside.filter(whole)
        key = ours.gather(inside) * _HIGH + theirs.gather(inside + (left + blank))
        return pl.DataFrame({"row": inside, "key": key}).with_columns(blank=pl.lit(blank))

    blanks = [
        runs(named.filter(named >= left) - left, blank) for blank, named in enumerate(names, 1)
    ]
    around = pl.concat(blanks)
    # Only who leaves a blank can share with those who leave none.
    lefts, rights = _flags(around["key"] // _HIGH, ours), _flags(around["key"] % _HIGH, theirs)
    likely_rows = likely.shift(-longer, fill_value=False)
    without = (
        likely_rows & lefts.gather(ours) & rights.gather(theirs.shift(-left, fill_value=0))
    ).arg_true()
    closed = runs(without, 0).join(around.select("key").unique(), on="key", how="semi")
    every = pl.concat([around, closed])
    counts = _respondents(words, _numbers_of(every["key"]), every["row"])
    return every.select("row", "blank", count=counts).filter(pl.col("blank") > 0).drop_nulls()


def _flags(numbers: pl.Series, among: pl.Series) -> pl.Series:
    """For each number up to the largest of `among`, whether it is one of these."""
    return pl.repeat(False, _room(among), eager=True).scatter(numbers, True)


def _room(numbers: pl.Series) -> int:
    """How many rows a series needs to have one for each of these numbers."""
    return (numbers.cast(pl.Int64).max() or 0) + 1  # type: ignore[operator,return-value]


def _numbers_of(values: pl.Series) -> pl.Series:
    return values.rank("dense").cast(pl.UInt64)


def _respondents(words: Words, runs: pl.Series, rows: pl.Series) -> pl.Series:
    """How many respondents have the run (a number) that stands at each row; null when fewer than
    `SHARED_BY`. A text that has a run twice counts once for each of its respondents."""
    text = words.pieces["text"].gather(words.piece.gather(rows))
    once = (runs * _HIGH + text).unique()
    of_text = words.pieces.select("text", "respondent_count").unique("text")
    respondents = pl.zeros(_room(of_text["text"]), pl.UInt32, eager=True).scatter(
        of_text["text"], of_text["respondent_count"]
    )
    counts = (
        pl.DataFrame({"run": once // _HIGH, "count": respondents.gather(once % _HIGH)})
        .group_by("run")
        .agg(pl.col("count").sum())
        .filter(pl.col("count") >= SHARED_BY)
    )
    of_run = pl.repeat(None, _room(runs), dtype=pl.UInt32, eager=True)
    return of_run.scatter(counts["run"], counts["count"]).gather(runs)

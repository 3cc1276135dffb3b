"""Runs of words of one length that texts of no common family share: every place where one is."""

from __future__ import annotations

import polars as pl

from consultation.families.near.words import slices_of

_PARTS = 8  # of the runs, compared one part at a time: a bound on the memory

# Odd numbers without a pattern: what makes a number of eight words from two numbers of four.
_OF_TWO, _OF_FOUR, _OF_EIGHT, _OF_TWELVE = (
    0x9E3779B97F4A7C15,
    0xBF58476D1CE4E5B9,
    0x94D049BB133111EB,
    0xD6E8FEB86659FD93,
)
RUN_WORDS = 12
"""Words of a run."""

PLACES: dict[str, type[pl.DataType]] = {
    "run": pl.UInt32,
    "text": pl.UInt32,
    "place": pl.UInt32,
}
"""Where a run starts in a text; equal runs have the same number."""


def runs_in_common(
    folded: pl.Series, group: pl.Series, respondent_count: pl.Series, *, at_least: int
) -> pl.DataFrame:
    """Every place of every run of `RUN_WORDS` words that texts of two groups or more hold and so
    many respondents or more wrote, as `PLACES`, in the order of texts and places; texts are named
    by their row.

    Runs are told apart by 64 bits of hash: of a million texts, the chance that any two runs are
    mistaken for one is below one in a thousand. Who needs certainty looks at the words.
    """
    counts = (folded.str.count_matches(" ").cast(pl.Int64) + 2 - RUN_WORDS).clip(0)
    starts = counts.cum_sum() - counts
    hashes = [_runs(folded[start : start + length]) for start, length in slices_of(folded)]
    runs = pl.DataFrame(
        {
            "run": pl.concat([pl.Series(dtype=pl.UInt64), *hashes], rechunk=False),
            "group": group.cast(pl.UInt32).repeat_by(counts).explode().drop_nulls(),
        }
    )
    found = []
    known = 0
    for part in range(_PARTS):
        rows = _in_two_groups(runs, part)
        text = (starts.search_sorted(rows["row"], side="right") - 1).cast(pl.UInt32)
        rows = rows.with_columns(text=text, place=(rows["row"] - starts.gather(text)))
        rows = _of_enough(rows, respondent_count, at_least)
        number = pl.col("run").rank("dense") + known
        found.append(rows.select(number, "text", "place").cast(PLACES))  # type: ignore[arg-type]
        known += rows["run"].n_unique()
    return pl.concat(found).sort("text", "place")


def _of_enough(rows: pl.DataFrame, respondent_count: pl.Series, at_least: int) -> pl.DataFrame:
    """The rows whose run enough respondents wrote, a text that repeats it counted once."""
    once = rows.select("run", "text").unique()
    shared = (
        once.select("run", count=respondent_count.gather(once["text"]))
        .group_by("run")
        .agg(pl.col("count").sum())
        .filter(pl.col("count") >= at_least)
    )
    return rows.join(shared, on="run", how="semi")


def _runs(folded: pl.Series) -> pl.Series:
    """The number of the run at each place of each text that has a whole run there, in order."""
    words = folded.str.split(" ")
    text = pl.int_range(len(folded), dtype=pl.UInt32, eager=True).repeat_by(words.list.len())
    one = words.explode().hash()
    two = _run_numbers(one, one, 1, _OF_TWO)
    four = _run_numbers(two, two, 2, _OF_FOUR)
    eight = _run_numbers(four, four, 4, _OF_EIGHT)
    twelve = _run_numbers(eight, four, 8, _OF_TWELVE)
    text = text.explode()
    return twelve.filter(text == text.shift(1 - RUN_WORDS))


def _run_numbers(left: pl.Series, right: pl.Series, at: int, factor: int) -> pl.Series:
    """A number for the words of left and those of right that follow; overflow is wanted."""
    factors = pl.Series([factor], dtype=pl.UInt64)
    return left * factors + right.shift(-at, fill_value=0)


def _in_two_groups(runs: pl.DataFrame, part: int) -> pl.DataFrame:
    """The rows of one part of the runs whose run is in two groups or more."""
    rows = runs.lazy().with_row_index("row").filter(pl.col("run") % _PARTS == part).collect()
    shared = (
        rows.group_by("run")
        .agg(first=pl.col("group").min(), last=pl.col("group").max())
        .filter(pl.col("first") != pl.col("last"))
    )
    return rows.join(shared, on="run", how="semi").select(pl.col("row").cast(pl.Int64), "run")

"""Runs of words in common -> the longest stretches that the same texts hold."""

from __future__ import annotations

from array import array
from itertools import chain as one_after_the_other

import polars as pl

_PARTS = 8

CHAINS: dict[str, type[pl.DataType]] = {
    "chain": pl.UInt32,
    "first_run": pl.UInt32,
    "last_run": pl.UInt32,
    "run_count": pl.Int64,
    "text_count": pl.Int64,
}
"""A chain is named by its first run."""


def chains_of(places: pl.DataFrame) -> pl.DataFrame:
    """Chains of runs, each one word further than the last, that the same texts hold; as `CHAINS`.

    Left out: a chain that in all its texts continues, backwards or forwards, into one that more
    texts hold.

    Takes every place of some runs, in order: run, text, place.
    """
    counts = _text_counts(places, "run")
    steps = _steps(places, counts)
    chains = _ends(_whole_chains(_chain_numbers(steps, counts), places))
    return chains.join(_parts_of_more(steps, chains), on="chain", how="anti").sort("chain")


def places_of(chains: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Every place of the chains, from their first run to their last: chain, text, place and
    run_count."""
    firsts = places.with_row_index("row").join(
        chains.select("chain", "run_count", "last_run", run="first_run"), on="run"
    )
    # Every run of a chain is in places, in order: where the whole chain stands, its last run is so
    # many rows further.
    last_rows = (firsts["row"] + firsts["run_count"] - 1).clip(0, max(len(places) - 1, 0))
    last = places[last_rows]
    is_whole = (
        (last["run"] == firsts["last_run"])
        & (last["text"] == firsts["text"])
        & (last["place"] == firsts["place"] + firsts["run_count"] - 1)
    )
    return firsts.filter(is_whole).select("chain", "text", "place", "run_count")


def _ends(chain_of_run: pl.DataFrame) -> pl.DataFrame:
    """One row per chain, as `CHAINS`."""
    return (
        chain_of_run.group_by("chain")
        .agg(
            first_run=pl.col("run").sort_by("number").first(),
            last_run=pl.col("run").sort_by("number").last(),
            run_count=pl.len(),
            text_count=pl.col("count").first(),
        )
        .select(pl.col(name).cast(kind) for name, kind in CHAINS.items())
    )


def _whole_chains(chain_of_run: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """The chains, taken apart run by run where some text holds the steps but never the whole."""
    chains = _ends(chain_of_run)
    whole = (
        places_of(chains, places)
        .group_by("chain")
        .agg(pl.col("text").n_unique())
        .join(chains, on="chain")
        .filter(pl.col("text") == pl.col("text_count"))
    )
    is_whole = pl.col("chain").is_in(whole["chain"].implode())
    return chain_of_run.with_columns(
        chain=pl.when(is_whole).then("chain").otherwise("run"),
        number=pl.when(is_whole).then("number").otherwise(0),
    )


def _steps(places: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """Each pair of runs that stand one word apart in some text, and in how many texts they do, and
    how many hold the one and the other."""
    steps = places.lazy().select(
        "run",
        "text",
        next_run=pl.col("run").shift(-1),
        is_step=(pl.col("text") == pl.col("text").shift(-1))
        & (pl.col("place") + 1 == pl.col("place").shift(-1))
        & (pl.col("run") != pl.col("run").shift(-1)),
    )
    return (
        _text_counts(steps.filter("is_step").drop("is_step").collect(), "run", "next_run")
        .rename({"count": "both"})
        .join(counts, on="run")
        .join(counts.rename({"run": "next_run", "count": "next_count"}), on="next_run")
    )


def _text_counts(rows: pl.DataFrame, *key: str) -> pl.DataFrame:
    """How many texts have each key, one part of the runs after the other: a bound on the memory."""
    return pl.concat(
        rows.filter(pl.col("run") % _PARTS == part)
        .select(*key, "text")
        .unique()
        .group_by(key)
        .agg(count=pl.len())
        for part in range(_PARTS)
    )


def _chain_numbers(steps: pl.DataFrame, counts: pl.DataFrame) -> pl.DataFrame:
    """The chain of each run and its number in it: run, chain, number, count."""
    links = (
        steps.filter(pl.col("both") == pl.col("count"), pl.col("both") == pl.col("next_count"))
        # Where texts repeat themselves, a run may have two followers: the same one, always.
        .sort("run", "next_run")
        .unique("run", keep="first", maintain_order=True)
        .unique("next_run", keep="first", maintain_order=True)
    )
    runs = counts["run"].sort()
    starts = runs.filter(~runs.is_in(links["next_run"].implode()))
    nobody = int(runs[-1]) + 1 if len(runs) else 0  # runs are small numbers, without many holes
    follower = array("L", [nobody]) * (nobody + 1)
    for run, next_run in links.select("run", "next_run").iter_rows():
        follower[run] = next_run
    chain = array("L", [nobody]) * (nobody + 1)
    number = array("L", [0]) * (nobody + 1)
    for start in one_after_the_other(
        starts, runs
    ):  # after the true starts, one of each endless round
        run, reached = start, 0
        while run != nobody and chain[run] == nobody:
            chain[run], number[run] = start, reached
            run, reached = follower[run], reached + 1
    places = runs.cast(pl.Int64)
    return pl.DataFrame(
        {
            "run": runs,
            "chain": pl.Series(chain, dtype=pl.UInt32).gather(places),
            "number": pl.Series(number, dtype=pl.Int64).gather(places),
        }
    ).join(counts, on="run")


def _parts_of_more(steps: pl.DataFrame, chains: pl.DataFrame) -> pl.DataFrame:
    """The chains that always go on, backwards or forwards, into one that more texts hold."""
    on = steps.join(chains, left_on="run", right_on="last_run").select(
        "chain", "both", count="count", more="next_count"
    )
    back = steps.join(chains, left_on="next_run", right_on="first_run").select(
        "chain", "both", count="next_count", more="count"
    )
    return (
        pl.concat([on, back])
        .filter(pl.col("both") == pl.col("count"), pl.col("more") > pl.col("count"))
        .select("chain")
    )

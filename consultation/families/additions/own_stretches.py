"""The additions of texts: the runs of words that only their author wrote."""

from __future__ import annotations

import polars as pl

ADDITION_WORDS = 8
"""The number of own words in a row that make an addition. Also the number of words in a row that
count as common if `SHARED_BY` respondents wrote them, whether the letter has them or not."""
LETTER_WORDS = 4
"""The number of words in a row that count as copied from the letter. Fewer equal words, such as «
de la », are a coincidence. At the end of a sentence one word less is enough, so that two spelling
mistakes near a full stop make no addition."""
SHARED_BY = 3
"""The number of respondents of a family who must have written the same words for these words to
count as common, as nobody's own."""

_HIGH = 1 << 32


def own_stretches(tokens: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """The additions, one per row: `text` (the row of its text in `members`), and its tokens: the
    rows of `tokens` from `start` up to, but without, `end`.

    `tokens` is the result of `tokens_of` for the texts of `members`, which are sorted by family.
    """
    respondents = pl.col("respondent_count").sum().over("question_id", "family_id")
    texts = members.select(
        "respondent_count",
        family=pl.struct("question_id", "family_id").rle_id(),
        is_letter=pl.col("relation") == "original",
        keepers=pl.when(respondents < SHARED_BY).then(1).otherwise(SHARED_BY),
    )
    words = _places(tokens).with_columns(family=texts["family"].gather(tokens["text"]))
    runs = _runs(words, LETTER_WORDS, at_end=LETTER_WORDS - 1)
    in_letter = runs.filter(texts["is_letter"].gather(runs["text"]))["run"]
    runs = _count_respondents(runs.filter(pl.col("run").is_in(in_letter.implode())), texts)
    letter = runs.filter(runs["count"] >= texts["keepers"].gather(runs["text"]))["place"]
    runs = _count_respondents(_runs(words, ADDITION_WORDS, at_end=ADDITION_WORDS), texts)
    stock = runs.filter(pl.col("count") >= SHARED_BY)["place"]
    is_common = (
        words["is_filled"]
        | _is_covered(words, letter, LETTER_WORDS)
        | _is_covered(words, stock, ADDITION_WORDS)
    )
    return _stretches(words.select("text", is_common=is_common))


def _places(tokens: pl.DataFrame) -> pl.DataFrame:
    """The tokens with three more columns: `place` (the row number of the token), `first` (the row
    number of the first token of its sentence) and `left` (the number of tokens from this token to
    the end of the sentence, itself included)."""
    is_first = pl.col("sentence").ne_missing(pl.col("sentence").shift())
    is_last = pl.col("sentence").ne_missing(pl.col("sentence").shift(-1))
    place = pl.int_range(pl.len(), dtype=pl.Int64)
    return tokens.with_columns(
        place=place,
        first=pl.when(is_first).then(place).forward_fill(),
        left=pl.when(is_last).then(place).backward_fill() - place + 1,
    )


def _runs(words: pl.DataFrame, length: int, *, at_end: int) -> pl.DataFrame:
    """The runs of `length` tokens that begin at each token, `length` being a power of two.

    Columns: `place` (row of the first token), `text`, and `run`, a number that equal runs of a
    family share.

    The end of a sentence cuts a run short. A shorter run is kept only if it has at least `at_end`
    tokens, or is the whole sentence.
    """
    run = words["code"]
    half = 1
    while half < length:
        follows = run.shift(-half, fill_value=0).set(words["left"] <= half, 0)
        run = (run * _HIGH + follows).rank("dense").cast(pl.UInt64)
        half *= 2
    is_whole = (pl.col("left") >= at_end) | (pl.col("place") == pl.col("first"))
    family = pl.col("family").cast(pl.UInt64)
    return (
        words.with_columns(run=family * _HIGH + run).filter(is_whole).select("place", "text", "run")
    )


def _count_respondents(runs: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Add `count` to the runs: the number of respondents who wrote the run. A respondent counts
    once, even if the text has the run twice."""
    once = runs.select("run", "text").unique()
    counts = (
        once.select("run", count=texts["respondent_count"].gather(once["text"]))
        .group_by("run")
        .agg(pl.col("count").sum())
    )
    return runs.join(counts, on="run", maintain_order="left")


def _is_covered(words: pl.DataFrame, places: pl.Series, length: int) -> pl.Series:
    """For each token, True if it belongs to a run of `length` tokens that begins at a row in
    `places`. A run ends with its sentence, even if it is shorter then."""
    starts = pl.repeat(None, len(words), dtype=pl.Int64, eager=True).scatter(places, places)
    start = starts.forward_fill()
    return ((words["place"] - start < length) & (start >= words["first"])).fill_null(False)


def _stretches(common: pl.DataFrame) -> pl.DataFrame:
    """The additions, as `own_stretches` returns them. Fewer than `ADDITION_WORDS` common tokens in
    a row count as own, if the runs of own tokens before and after are both at least as long."""
    size, text = pl.col("size"), pl.col("text")
    shortest_beside = pl.min_horizontal(
        pl.when(text == text.shift(to)).then(size.shift(to)).otherwise(0) for to in (1, -1)
    )
    is_turn_of_phrase = (size < ADDITION_WORDS) & (size <= shortest_beside)
    cut = _in_a_row(common).with_columns(is_common=pl.col("is_common") & ~is_turn_of_phrase)
    own = _in_a_row(cut.select("text", "is_common", "size")).filter(
        ~pl.col("is_common"), size >= ADDITION_WORDS
    )
    return own.select("text", "start", end=pl.col("start") + size)


def _in_a_row(rows: pl.DataFrame) -> pl.DataFrame:
    """Merge neighbouring rows with equal `text` and `is_common`. Returns these two, and the `start`
    and `size` of each merged row, counted in tokens. The column `size` has the number of tokens of
    a row. Without that column, each row is one token."""
    size = pl.col("size") if "size" in rows.columns else pl.lit(1, pl.Int64)
    return (
        rows.with_columns(size=size, stretch=pl.struct("text", "is_common").rle_id())
        .group_by("stretch", maintain_order=True)
        .agg(pl.col("text", "is_common").first(), pl.col("size").sum())
        .select("text", "is_common", "size", start=pl.col("size").cum_sum() - pl.col("size"))
    )

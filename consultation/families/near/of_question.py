"""The families of one question: connected wordings, their original, and the frames that
`families_of` returns."""

from __future__ import annotations

import polars as pl

from consultation.families.near.buckets import able_to_share, counted_buckets, repetitions
from consultation.families.near.distinct_texts import family_id_of, text_id_of, wordings_of
from consultation.families.near.joins import Join, joins
from consultation.families.near.near import hanging_together
from consultation.families.near.shingles import shingle_sets
from consultation.families.near.token_sets import Components, TokenSets
from consultation.families.near.words import numbered_words

ORIGINAL, EDITED = "original", "edited"


def kin_of(
    question_id: str, wordings: pl.DataFrame, components: Components, texts: pl.Series
) -> pl.DataFrame:
    """The wordings of families, one per row: text, family_id, original, relation. A connected
    group is a family if its wordings were sent twice or more in all.

    `text` is the wording's row number in `wordings`, `original` the row number of its family's
    original. `texts` has the row number in `wordings` of each row of `components`.
    """
    together = _sent_twice(wordings, components, texts)
    families = together.group_by("component").agg(
        original=pl.col("text").first(), smallest=pl.col("folded").min()
    )
    named = families.select(
        "component",
        "original",
        family_id=pl.col("smallest").map_elements(
            lambda folded: family_id_of(question_id, folded), return_dtype=pl.String
        ),
    )
    return together.join(named, on="component").select(
        "text",
        "family_id",
        "original",
        relation=pl.when(pl.col("text") == pl.col("original"))
        .then(pl.lit(ORIGINAL))
        .otherwise(pl.lit(EDITED)),
    )


def _sent_twice(wordings: pl.DataFrame, components: Components, texts: pl.Series) -> pl.DataFrame:
    """The wordings whose component was sent twice or more, the most frequent first. A wording that
    is in no component is a component of its own."""
    component = pl.col("component")
    hung = texts.alias("text").to_frame()
    of_rows = [components.of(row) for row in range(len(texts))]
    return (
        wordings.join(hung.with_columns(component=texts.gather(of_rows)), on="text", how="left")
        .with_columns(component.fill_null(pl.col("text")))
        .filter(pl.col("submission_count").sum().over("component") > 1)
        .sort(
            "submission_count",
            "first_at",
            "folded",
            descending=[True, False, False],
            nulls_last=True,
        )
    )


def jaccards(kin: pl.DataFrame, compared: TokenSets, texts: pl.Series) -> pl.DataFrame:
    """The Jaccard of each edited wording with its original: text, similarity. `texts` maps the rows
    of `compared` to texts."""
    edited = kin.filter(relation=EDITED).select("text", "original")
    row_of = texts.alias("text").to_frame().with_row_index("row")
    rows = edited.join(row_of, on="text").join(
        row_of, left_on="original", right_on="text", suffix="_of_original"
    )
    return rows.select("text").with_columns(
        similarity=pl.Series(
            [
                compared.jaccard(row, original)
                for row, original in rows.select("row", "row_of_original").iter_rows()
            ],
            dtype=pl.Float64,
        )
    )


Columns = dict[str, type[pl.DataType]]

_OF_ALL: Columns = {"question_id": pl.String, "family_id": pl.String}
_OF_A_TEXT: Columns = {"text_id": pl.String, "relation": pl.String, "similarity": pl.Float64}
TEXTS = pl.Schema(_OF_ALL | _OF_A_TEXT | {"submission_count": pl.UInt32})
MEMBERS = pl.Schema(_OF_ALL | {"submission_id": pl.String} | _OF_A_TEXT)


def named_texts(
    question_id: str, kin: pl.DataFrame, joined: list[Join], wordings: pl.DataFrame
) -> pl.DataFrame:
    """The frame `Families.texts` of a question, plus `text`: the wording's row in `wordings`.

    `kin` is the result of `kin_of`, with the column similarity. `joined` is the result of `joins`.
    """
    family_ids = kin.filter(relation=ORIGINAL).select("family_id", original="text")
    joins = pl.DataFrame(
        [(join.text, join.original, join.relation, join.shared / join.size) for join in joined],
        schema={
            "text": pl.UInt32,
            "original": pl.UInt32,
            "relation": pl.String,
            "similarity": pl.Float64,
        },
        orient="row",
    ).join(family_ids, on="original")
    columns = ["text", "family_id", "relation", "similarity"]
    return (
        pl.concat([kin.select(columns), joins.select(columns)])
        .join(wordings, on="text")
        .with_columns(
            question_id=pl.lit(question_id),
            text_id=pl.col("folded").map_elements(text_id_of, return_dtype=pl.String),
        )
        .select("text", *TEXTS)
        .sort("family_id", "text_id")
    )


def members_of(named: pl.DataFrame, wordings: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """The frame MEMBERS: the contributions of `texts` that sent one of the texts of `named`, by
    family_id and submission_id. `named` is the result of `named_texts`."""
    senders = texts.select("submission_id", "answered_at").with_row_index("rows")
    is_later_copy = (pl.col("relation") == ORIGINAL) & (pl.int_range(pl.len()).over("text") > 0)
    return (
        named.join(wordings.select("text", "rows"), on="text")
        .explode("rows")
        .join(senders, on="rows")
        .sort("answered_at", "submission_id", nulls_last=True)
        .with_columns(relation=pl.when(is_later_copy).then(pl.lit("same")).otherwise("relation"))
        .select(MEMBERS.names())
        .sort("family_id", "submission_id")
    )


def families_of_question(
    question_id: str, texts: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The frames TEXTS and MEMBERS for the texts of one question."""
    wordings = wordings_of(texts)
    if wordings.is_empty():
        return pl.DataFrame(schema=TEXTS), pl.DataFrame(schema=MEMBERS)
    words = numbered_words(wordings["folded"])
    buckets = counted_buckets(words)
    repeated = repetitions(words, buckets)

    sets = shingle_sets(words, able_to_share(repeated, tenths=8)).join(
        wordings.select("text", "folded"), on="text"
    )
    sets = sets.sort("size", "folded").drop("folded")
    compared, rows = TokenSets(sets), sets["text"]
    kin = kin_of(question_id, wordings, hanging_together(compared), rows)
    kin = kin.join(jaccards(kin, compared, rows), on="text", how="left")
    kin = kin.with_columns(pl.col("similarity").fill_null(1.0))
    del sets, compared  # `joins` makes sets of its own

    lone = repeated.join(kin, on="text", how="anti")
    originals = kin.filter(relation=ORIGINAL).select("text", "family_id")
    joined = joins(words, buckets, lone, originals)
    named = named_texts(question_id, kin, joined, wordings)
    return named.drop("text"), members_of(named, wordings, texts)

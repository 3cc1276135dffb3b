"""The frames that `families_of` returns: shapes, and rows of one question."""

from __future__ import annotations

import polars as pl

from consultation.families.joins import Join
from consultation.families.kin import ORIGINAL
from consultation.families.near import Pair
from consultation.families.wordings import text_id_of

Columns = dict[str, type[pl.DataType]]

_OF_ALL: Columns = {"question_id": pl.String, "family_id": pl.String}
_OF_A_TEXT: Columns = {"text_id": pl.String, "relation": pl.String, "similarity": pl.Float64}
TEXTS = pl.Schema(_OF_ALL | _OF_A_TEXT | {"submission_count": pl.UInt32})
MEMBERS = pl.Schema(_OF_ALL | {"submission_id": pl.String} | _OF_A_TEXT)
PAIRS = pl.Schema(
    _OF_ALL | {"text_id": pl.String, "other_text_id": pl.String, "jaccard": pl.Float64}
)


def named_texts(
    question_id: str, kin: pl.DataFrame, joined: list[Join], wordings: pl.DataFrame
) -> pl.DataFrame:
    """TEXTS, with text (the row of `wordings`).

    `kin` has text, family_id, relation, original and similarity.
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
    """MEMBERS: the contributions that sent the texts of `named_texts`."""
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


def named_pairs(named: pl.DataFrame, pairs: list[Pair], texts: pl.Series) -> pl.DataFrame:
    """PAIRS; `texts` names the rows of the pairs."""
    rows = pl.DataFrame(
        [(pair.row, pair.other, pair.jaccard) for pair in pairs],
        schema={"row": pl.UInt32, "other": pl.UInt32, "jaccard": pl.Float64},
        orient="row",
    )
    ids = named.select("text", "question_id", "family_id", "text_id")
    return (
        rows.select("jaccard", text=texts.gather(rows["row"]), other=texts.gather(rows["other"]))
        .join(ids, on="text")
        .join(ids.select(other="text", other_text_id="text_id"), on="other")
        .select(PAIRS.names())
        .sort("family_id", "text_id", "other_text_id")
    )

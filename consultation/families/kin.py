"""Kin: the wordings that hang together, as families with an original."""

from __future__ import annotations

import polars as pl

from consultation.families.components import Components
from consultation.families.near import Pair
from consultation.families.token_sets import TokenSets
from consultation.families.wordings import family_id_of

ORIGINAL, EDITED = "original", "edited"


def kin_of(
    question_id: str, wordings: pl.DataFrame, pairs: list[Pair], texts: pl.Series
) -> pl.DataFrame:
    """text, family_id, relation, original (a text): one row per wording of a family.

    `texts` names the rows of the pairs. A family was sent twice or more, in one wording or many.
    """
    component = pl.col("component")
    together = (
        wordings.join(_components(pairs, texts), on="text", how="left")
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


def _components(pairs: list[Pair], texts: pl.Series) -> pl.DataFrame:
    """text, component: for the texts that have a pair."""
    components = Components(len(texts))
    for pair in pairs:
        components.join(pair.row, pair.other)
    rows = sorted({row for pair in pairs for row in (pair.row, pair.other)})
    return pl.DataFrame(
        {
            "text": texts.gather(rows),
            "component": texts.gather([components.of(row) for row in rows]),
        }
    )


def jaccards(kin: pl.DataFrame, compared: TokenSets, texts: pl.Series) -> pl.DataFrame:
    """text, similarity: of each edited wording with its original; `texts` names the rows."""
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

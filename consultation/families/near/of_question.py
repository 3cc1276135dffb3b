"""The families of texts of one question, computed without the database: groups of near-identical
wordings, the original of each group, and the texts that join it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import polars as pl

from consultation.families.near.buckets import able_to_share, counted_buckets, repetitions
from consultation.families.near.joins import Join, joins
from consultation.families.near.near import hanging_together
from consultation.families.near.shingles import shingle_sets
from consultation.families.near.token_sets import Components, TokenSets
from consultation.families.near.words import numbered_words

FEWEST_WORDS = 12
ORIGINAL, EDITED = "original", "edited"


def wordings_of(texts: pl.DataFrame) -> pl.DataFrame:
    """The distinct folded texts of FEWEST_WORDS words or more: `text` (its number), question_id,
    `folded`, `text_id`, `submission_count`, `first_at` (when it was first sent), `submission_id`
    (who sent it first), `rows` (the rows of `texts` with it).

    `text_id` is the first 16 digits of the SHA-256 of `folded`: `a` → `ca978112ca1bbdca`.
    Words must be separated by one space.
    """
    return (
        texts.with_columns(rows=pl.int_range(pl.len(), dtype=pl.UInt32))
        .filter(pl.col("folded").str.count_matches(" ", literal=True) >= FEWEST_WORDS - 1)
        .sort("answered_at", "submission_id", nulls_last=True)
        .group_by("folded", maintain_order=True)
        .agg(
            pl.col("question_id", "submission_id").first(),
            submission_count=pl.len(),
            first_at=pl.col("answered_at").first(),
            rows=pl.col("rows"),
        )
        .with_columns(
            text_id=pl.col("folded").map_elements(_digest, return_dtype=pl.String).str.head(16)
        )
        .with_row_index("text")
    )


def _digest(folded: str) -> str:
    return sha256(folded.encode()).hexdigest()


def kin_of(wordings: pl.DataFrame, components: Components, texts: pl.Series) -> pl.DataFrame:
    """The wordings of families, one per row: text, family_id, original, relation. A connected
    group is a family if its wordings were sent twice or more in all.

    `text` is the wording's row number in `wordings`, `original` the row number of its family's
    original. `texts` has the row number in `wordings` of each row of `components`. `family_id` ends
    with the first 12 digits of the SHA-256 of the family's first folded text in alphabetical order:
    `q`, `a` → `q-ca978112ca1b`.
    """
    first_folded = pl.col("folded").min().over("component")
    digest = first_folded.map_elements(_digest, return_dtype=pl.String).str.head(12)
    is_original = pl.col("text") == pl.col("original")
    return (
        _sent_twice(wordings, components, texts)
        .select(
            "text",
            family_id=pl.format("{}-{}", "question_id", digest),
            original=pl.col("text").first().over("component"),
        )
        .with_columns(
            relation=pl.when(is_original).then(pl.lit(ORIGINAL)).otherwise(pl.lit(EDITED))
        )
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
    """The Jaccard of each edited wording with its original: text, similarity. `kin` is the result
    of `kin_of`. `texts` has, for each row of `compared`, the number of its text in `kin`."""
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


MEMBERS = ("question_id", "family_id", "submission_id", "text_id", "relation", "similarity")
_PLACES = {
    "text": pl.UInt32,
    "family_id": pl.String,
    "relation": pl.String,
    "similarity": pl.Float64,
}


@dataclass(frozen=True)
class Families:
    """The texts of one question and their families, as rows to store.

    - `texts`: question_id, submission_id, text_id. A row per text of `FEWEST_WORDS` words or
      more.
    - `members`: the columns of `MEMBERS`. A row per text in a family, by family_id and
      submission_id. `relation` is `original` (the first text of the most frequent wording, of
      equals the earliest), `same` (its other texts), `edited` (near-identical to the original or to
      another edited wording), `extended` (the original with own words) or `extract` (a part of the
      original). `similarity` compares it to the original: the Jaccard for `edited`. For `extended`
      and `extract`, the share of the smaller text's shingles that the larger text has.
    - `letters`: question_id, folded, text_id, family_id, relation, submission_id (the first to send
      the wording), respondent_count. A row per wording of a family. With the column `text`, they
      are what `additions_of` takes.
    """

    texts: pl.DataFrame
    members: pl.DataFrame
    letters: pl.DataFrame


def families_of(texts: pl.DataFrame) -> Families:
    """The families of the texts of counted contributions to one question.

    `texts` has submission_id, question_id, folded (see `fold`) and answered_at, a row per
    submission.
    """
    wordings = wordings_of(texts)
    kin = _kin_and_joins(wordings) if len(wordings) else pl.DataFrame(schema=_PLACES)
    named = wordings.join(kin, on="text")
    return Families(
        texts=texts.select("question_id", "submission_id", "folded")
        .join(wordings.select("folded", "text_id"), on="folded")
        .drop("folded"),
        members=_members_of(named, texts),
        letters=named.select(
            *("question_id", "folded", "text_id", "family_id", "relation", "submission_id"),
            respondent_count="submission_count",
        ),
    )


def _kin_and_joins(wordings: pl.DataFrame) -> pl.DataFrame:
    """The wordings that belong to a family, near-identical or joined: text, family_id, relation,
    similarity. `text` is the wording's row number in `wordings`."""
    words = numbered_words(wordings["folded"])
    buckets = counted_buckets(words)
    repeated = repetitions(words, buckets)

    sets = shingle_sets(words, able_to_share(repeated, tenths=8)).join(
        wordings.select("text", "folded"), on="text"
    )
    sets = sets.sort("size", "folded").drop("folded")
    compared, rows = TokenSets(sets), sets["text"]
    kin = kin_of(wordings, hanging_together(compared), rows)
    kin = kin.join(jaccards(kin, compared, rows), on="text", how="left")
    kin = kin.with_columns(pl.col("similarity").fill_null(1.0))
    del sets, compared  # `joins` makes sets of its own

    lone = repeated.join(kin, on="text", how="anti")
    originals = kin.filter(relation=ORIGINAL).select("text", "family_id")
    joined = _joined(joins(words, buckets, lone, originals), originals)
    return pl.concat([kin.select(*_PLACES), joined])


def _joined(joined: list[Join], originals: pl.DataFrame) -> pl.DataFrame:
    """The texts of the joins, with the family that each joins: text, family_id, relation,
    similarity. `originals` has the text and family_id of each family's original."""
    rows = [(join.text, join.original, join.relation, join.shared / join.size) for join in joined]
    columns = {"text": pl.UInt32, "original": pl.UInt32, "relation": pl.String}
    frame = pl.DataFrame(rows, schema=columns | {"similarity": pl.Float64}, orient="row")
    return frame.join(originals, left_on="original", right_on="text").select(*_PLACES)


def _members_of(named: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """The frame `Families.members`. `named` has the wordings in families, with their family_id,
    relation and similarity. `texts` has the submissions, as in `families_of`."""
    senders = texts.select("submission_id", "answered_at").with_row_index("rows")
    is_later_copy = (pl.col("relation") == ORIGINAL) & (pl.int_range(pl.len()).over("text") > 0)
    return (
        named.drop("submission_id")
        .explode("rows")
        .join(senders, on="rows")
        .sort("answered_at", "submission_id", nulls_last=True)
        .with_columns(relation=pl.when(is_later_copy).then(pl.lit("same")).otherwise("relation"))
        .select(MEMBERS)
        .sort("family_id", "submission_id")
    )

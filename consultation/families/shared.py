"""The families of one question's texts, as one parcel, which needs no access to the database."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from consultation.families import families_of
from consultation.families.near.distinct_texts import text_id_of


@dataclass(frozen=True)
class Shared:
    """The families of one question, as rows to store.

    - `tables`: the rows of two tables of the schema `wordings`, by their name: `texts`, `members`.
    - `letters`: question_id, folded, text_id, family_id, relation, submission_id (the first to send
      the wording), respondent_count. One row per wording of a family. With the column `text`, they
      are what `additions_of` takes.
    """

    tables: dict[str, pl.DataFrame]
    letters: pl.DataFrame


def shared_in(texts: pl.DataFrame) -> Shared:
    """The wordings and families of one question. `texts` has the columns that `families_of`
    takes."""
    families = families_of(texts)
    kin = families.texts.select("text_id", "family_id", "relation")
    wordings = _wordings(texts)
    senders = texts.join(wordings.select("folded", "text_id"), on="folded").select(
        "question_id", "submission_id", "text_id"
    )
    tables = {"texts": senders, "members": families.members}
    return Shared(tables, wordings.join(kin, on="text_id"))


def _wordings(texts: pl.DataFrame) -> pl.DataFrame:
    """folded, text_id, respondent_count, question_id, submission_id (the first that sent the
    text). One row per distinct folded text."""
    first = texts.sort("answered_at", "submission_id", nulls_last=True, maintain_order=True)
    wordings = (
        first.drop("answered_at")
        .group_by("folded")
        .agg(pl.all().first(), respondent_count=pl.len())
    )
    return wordings.with_columns(
        text_id=pl.col("folded").map_elements(text_id_of, return_dtype=pl.String)
    )

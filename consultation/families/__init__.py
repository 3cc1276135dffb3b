"""Families: the contributions that sent the same letter, found exactly.

- A shingle is three words in a row.
- The Jaccard of two texts is the number of different shingles in both, divided by the number in
  either. Two texts are near-identical if it is at least 0.8.
- A family is a connected group of near-identical texts that two contributions or more sent.
- Texts of fewer than twelve folded words are not compared, since people who think alike may write
  the same short text.

Nothing here is approximate, and nothing depends on the order of rows, on threads or on a seed.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from consultation.families.near.of_question import MEMBERS, TEXTS, families_of_question

__all__ = ["Families", "families_of"]


@dataclass(frozen=True)
class Families:
    """The families of each question. Rows are in the order of their first columns.

    - `texts`: question_id, family_id, text_id, relation, similarity, submission_count. One row per
      wording in a family. `text_id` is made by `text_id_of`. `relation` is `original` (the most
      frequent wording, then the earliest), `edited` (connected to it by near-identical pairs),
      `extended` or `extract` (see `joins`). `similarity` to the original is the Jaccard. For
      `extended` and `extract` it is the share of the smaller text's shingles in the larger text.
    - `members`: question_id, family_id, submission_id, text_id, relation, similarity. One row per
      contribution in a family. Only one member is `original`: the earliest that sent the original
      wording, then the smallest submission_id. The other senders of that wording are `same`.
    """

    texts: pl.DataFrame
    members: pl.DataFrame


def families_of(texts: pl.DataFrame) -> Families:
    """The families of the texts of counted contributions.

    `texts` has submission_id, question_id, folded (see `fold`) and answered_at, one row per
    submission and question. Questions are processed one at a time. To use the least memory, pass
    one question at a time and concatenate the frames.
    """
    of_questions = texts.partition_by("question_id", as_dict=True)
    frames = [
        families_of_question(question_id, of_questions[question_id,])
        for (question_id,) in sorted(of_questions)
    ]
    return Families(
        texts=_concat(TEXTS, [of_texts for of_texts, _ in frames]),
        members=_concat(MEMBERS, [members for _, members in frames]),
    )


def _concat(schema: pl.Schema, frames: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=schema), *frames])

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

    - `texts` (question_id, family_id, text_id, relation, similarity, submission_count): a row per
      wording in a family. `relation` is `original` (the most frequent wording, of equals the
      earliest), `edited` (near-identical to the original or to another edited wording), `extended`
      (the original with own words) or `extract` (a part of the original). `similarity` compares it
      to the original: the Jaccard for `edited`. For `extended` and `extract`, the share of the
      smaller text's shingles that the larger text has.
    - `members` (the same columns, with submission_id instead of submission_count): a row per
      contribution in a family. Only the first sender of the original wording has the relation
      `original`, its other senders `same`.
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

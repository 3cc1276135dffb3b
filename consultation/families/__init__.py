"""Families: the contributions that sent the same letter, found exactly.

Two texts are near-identical when the Jaccard of their sets of three-word shingles is at least 0.8.
A family is a connected group of near-identical texts that two contributions or more sent. Texts of
fewer than twelve folded words are not compared: people who think alike are no campaign.

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
      wording in a family. `text_id` is the first 16 hexadecimal digits of the SHA-256 of its folded
      text. Relations: `original` (the most frequent wording, of several the earliest answer's),
      `edited` (connected by near-identical pairs), `extended` and `extract` (joined, see `joins`).
      Similarity to the original is the Jaccard of the two sets or, for those that joined, the share
      of the smaller text that the larger one contains.
    - `members`: question_id, family_id, submission_id, text_id, relation, similarity. One row per
      contribution in a family. Only one member is `original`: the earliest that sent that wording
      (of several the smallest submission_id). The others that sent it are `same`. So whoever copied
      the letter unchanged is `original` or `same`.
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

"""Families: who wrote the same letter, exactly.

Two texts are near-identical when the Jaccard of their sets of three-word shingles is at least 0.8;
a family is what hangs together that way and was sent by two contributions or more. Texts of fewer
than twelve folded words take no part: people who think alike are no campaign.

Nothing here is approximate, and nothing depends on the order of rows, on threads or on a seed.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from consultation.families.near.of_question import MEMBERS, TEXTS, families_of_question

__all__ = ["Families", "families_of"]


@dataclass(frozen=True)
class Families:
    """What was found, question by question; rows are in order of their first columns.

    - `texts`: question_id, family_id, text_id, relation, similarity, submission_count; one row
      per wording that is in a family, named by the first 16 hexadecimal digits of the SHA-256 of
      its folded text. Relations: `original` (the most frequent wording; ties: the earliest
      answer), `edited` (hangs by near-identical pairs), `extended` and `extract` (joined, see
      `joins`). Similarity to the original: the Jaccard of the two sets, or for those that joined,
      the share of the smaller text that the larger holds.
    - `members`: question_id, family_id, submission_id, text_id, relation, similarity; one row per
      contribution in a family. One member alone is `original`, the earliest that sent that
      wording (ties: the smallest submission_id); the others that sent it are `same`. So those who
      copied the letter as it is are `original` and `same`.
    """

    texts: pl.DataFrame
    members: pl.DataFrame


def families_of(texts: pl.DataFrame) -> Families:
    """The families of the texts of counted contributions.

    `texts` has submission_id, question_id, folded (see `fold`) and answered_at; one row per
    submission and question. Questions are worked on one at a time: for the least memory, give one
    at a time and put the frames end to end.

    A family_id is `<question_id>-` and the first 12 hexadecimal digits of the SHA-256 of the
    smallest folded text among those that hang together; texts that joined have no say, so that it
    does not change when somebody joins.
    """
    of_questions = texts.partition_by("question_id", as_dict=True)
    found = [
        families_of_question(question_id, of_questions[question_id,])
        for (question_id,) in sorted(of_questions)
    ]
    return Families(
        texts=_concat(TEXTS, [of_texts for of_texts, _ in found]),
        members=_concat(MEMBERS, [members for _, members in found]),
    )


def _concat(schema: pl.Schema, frames: list[pl.DataFrame]) -> pl.DataFrame:
    return pl.concat([pl.DataFrame(schema=schema), *frames])

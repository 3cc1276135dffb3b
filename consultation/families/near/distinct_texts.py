"""Wordings: the distinct folded texts of a question, with their contributions."""

from __future__ import annotations

from hashlib import sha256

import polars as pl

FEWEST_WORDS = 12


def wordings_of(texts: pl.DataFrame) -> pl.DataFrame:
    """The distinct folded texts of FEWEST_WORDS words or more: `text` (its number), question_id,
    `folded`, `text_id`, `submission_count`, `first_at` (when it was first sent), `submission_id`
    (who sent it first), `rows` (the rows of `texts` with it).

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
        .with_columns(text_id=pl.col("folded").map_elements(text_id_of, return_dtype=pl.String))
        .with_row_index("text")
    )


def text_id_of(folded: str) -> str:
    """The id of a wording, the first 16 hexadecimal digits of the SHA-256 of its folded text: `a` →
    `ca978112ca1bbdca`."""
    return _digest(folded)[:16]


def family_id_of(question_id: str, folded: str) -> str:
    """The id of a family, from its first folded text in alphabetical order (`folded`): `q`, `a` →
    `q-ca978112ca1b`."""
    return f"{question_id}-{_digest(folded)[:12]}"


def _digest(folded: str) -> str:
    return sha256(folded.encode()).hexdigest()

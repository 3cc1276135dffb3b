"""The families of one question, step by step."""

from __future__ import annotations

import polars as pl

from consultation.families.buckets import able_to_share, counted_buckets, repetitions
from consultation.families.frames import MEMBERS, PAIRS, TEXTS, members_of, named_pairs, named_texts
from consultation.families.joins import joins
from consultation.families.kin import ORIGINAL, jaccards, kin_of
from consultation.families.near import near_identical_pairs
from consultation.families.shingles import shingle_sets
from consultation.families.token_sets import TokenSets
from consultation.families.wordings import wordings_of
from consultation.families.words import numbered_words

Frames = tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]


def families_of_question(question_id: str, texts: pl.DataFrame) -> Frames:
    """TEXTS, MEMBERS and PAIRS of the texts of one question."""
    wordings = wordings_of(texts)
    if wordings.is_empty():
        return pl.DataFrame(schema=TEXTS), pl.DataFrame(schema=MEMBERS), pl.DataFrame(schema=PAIRS)
    words = numbered_words(wordings["folded"])
    buckets = counted_buckets(words)
    repeated = repetitions(words, buckets)

    sets = shingle_sets(words, able_to_share(repeated, tenths=8)).join(
        wordings.select("text", "folded"), on="text"
    )
    sets = sets.sort("size", "folded").drop("folded")
    compared, rows = TokenSets(sets), sets["text"]
    pairs = near_identical_pairs(compared)
    kin = kin_of(question_id, wordings, pairs, rows)
    kin = kin.join(jaccards(kin, compared, rows), on="text", how="left")
    kin = kin.with_columns(pl.col("similarity").fill_null(1.0))

    lone = repeated.join(kin, on="text", how="anti")
    originals = kin.filter(relation=ORIGINAL).select("text", "family_id")
    joined = joins(words, buckets, lone, originals)
    named = named_texts(question_id, kin, joined, wordings)
    return named.drop("text"), members_of(named, wordings, texts), named_pairs(named, pairs, rows)

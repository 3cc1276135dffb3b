"""Passages that people have in common although their texts are not one family: a hint only.

A *passage* is a run of 12 folded words or more that 3 respondents or more wrote to one question,
not all of them members of one and the same family (who is in no family is with nobody), and that
can't be made longer without losing one of their texts. A longer run is no passage of its own when
all who wrote it wrote it as a part of what more people wrote: the users of a letter whose town
varies have one passage on each side of the town, and not one more for each town.

A short letter with its town changed falls apart as a family (Jaccard below 0.8): it is found here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import polars as pl

from consultation.families.additions.word_spellings import Written, spelling_of
from consultation.families.passages.chains import chains_of, places_of
from consultation.families.passages.runs_in_common import RUN_WORDS, runs_in_common

_BATCH = 100_000  # texts looked through at a time: a bound on the memory

SHARED_BY = 3
"""The fewest respondents who make a run of words a passage."""

PASSAGES: dict[str, type[pl.DataType]] = {
    "passage_id": pl.String,
    "question_id": pl.String,
    "text": pl.String,
    "word_count": pl.Int64,
    "respondent_count": pl.Int64,
}
USERS: dict[str, type[pl.DataType]] = {
    "passage_id": pl.String,
    "question_id": pl.String,
    "text_id": pl.String,
    "family_id": pl.String,
    "respondent_count": pl.Int64,
}


@dataclass(frozen=True)
class Passages:
    """What texts of no common family share.

    passages: one row per passage, in the order of its id: passage_id (`<question_id>-passage-` and
    12 hex digits of the SHA-256 of its folded words), question_id, text (as its most frequent
    wording writes it), word_count, respondent_count.

    texts: one row per passage and distinct text that holds it: passage_id, question_id, text_id,
    family_id (null: none), respondent_count (of the text). Joined with who wrote the text, it
    tells the users of the passage.
    """

    passages: pl.DataFrame
    texts: pl.DataFrame


def passages_of(texts: pl.DataFrame) -> Passages:
    """The shared passages of each question, the same whatever the order of the rows.

    Takes one row per question and distinct folded text: question_id, text_id (of the folded text:
    not of the order in which it came), folded, text (one spelling of it), family_id (null: none),
    respondent_count.
    """
    questions = texts.sort("question_id").partition_by("question_id", maintain_order=True)
    found = [_passages_of_question(question) for question in questions]
    return Passages(
        pl.concat([pl.DataFrame(schema=PASSAGES), *(some.passages for some in found)]).sort(
            "question_id", "passage_id"
        ),
        pl.concat([pl.DataFrame(schema=USERS), *(some.texts for some in found)]).sort(
            "question_id", "passage_id", "text_id"
        ),
    )


def _passages_of_question(texts: pl.DataFrame) -> Passages:
    texts = (
        texts.filter(pl.col("folded").str.count_matches(" ") >= RUN_WORDS - 1)
        .sort("text_id")
        .with_row_index("row")
        .with_columns(group=_GROUP)
    )
    places = runs_in_common(
        texts["folded"], texts["group"], texts["respondent_count"], at_least=SHARED_BY
    )
    holders = _exactly(_holders(chains_of(places), places), texts)
    described = _passage_rows(holders, texts)
    passages = described.select(pl.col(name).cast(kind) for name, kind in PASSAGES.items())
    return Passages(passages, _texts(holders, described, texts))


# Texts of one family are a group; who is in none is a group alone.
_GROUP = (
    pl.when(pl.col("family_id").is_null())
    .then(pl.col("family_id").n_unique() + pl.col("row"))
    .otherwise(pl.col("family_id").rank("dense"))
    .cast(pl.UInt32)
)


def _holders(chains: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Where each chain first starts in each text that holds it: chain, text, place, word_count."""
    return (
        places_of(chains, places)
        .group_by("chain", "text")
        .agg(pl.col("place").min(), word_count=pl.col("run_count").first() + RUN_WORDS - 1)
    )


def _exactly(holders: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """The holders that hold the very words of their passage, where these still make a passage.

    The words are those of the model: the text of most respondents (ties: the smallest text_id),
    which comes first.
    """
    holders = holders.join(texts.select("group", "respondent_count", text="row"), on="text").sort(
        "chain", "respondent_count", "text", descending=[False, True, False]
    )
    models = holders.unique("chain", keep="first", maintain_order=True)
    models = models.with_columns(folded=texts["folded"].gather(models["text"])).select(
        "chain",
        words=pl.col("folded").str.split(" ").list.slice("place", "word_count").list.join(" "),
    )
    holders = holders.join(models, on="chain", maintain_order="left")
    holds = [_holds(part, texts) for part in holders.iter_slices(_BATCH)]
    return holders.filter(pl.concat([pl.Series(dtype=pl.Boolean), *holds])).filter(
        pl.col("respondent_count").sum().over("chain") >= SHARED_BY,
        pl.col("group").n_unique().over("chain") > 1,
    )


def _holds(holders: pl.DataFrame, texts: pl.DataFrame) -> pl.Series:
    """Whether each text holds the words, as whole words."""
    whole = texts["folded"].gather(holders["text"]).alias("whole")
    return holders.select(
        pl.format(" {} ", whole).str.contains(pl.format(" {} ", "words"), literal=True)
    ).to_series()


def _passage_rows(holders: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """One row per passage, as `PASSAGES`, and its chain."""
    passages = holders.group_by("chain", maintain_order=True).agg(
        pl.col("text", "place", "word_count", "words").first(), pl.col("respondent_count").sum()
    )
    models = texts[passages["text"]]
    said = _wordings(models.with_columns(passages.select("place", "word_count")))
    ids = [hashlib.sha256(words.encode()).hexdigest()[:12] for words in passages["words"]]
    return passages.select(
        "chain",
        passage_id=pl.format(
            "{}-passage-{}", models["question_id"], pl.Series(ids, dtype=pl.String)
        ),
        question_id=models["question_id"],
        text=said,
        word_count="word_count",
        respondent_count="respondent_count",
    )


def _wordings(models: pl.DataFrame) -> pl.Series:
    """The words of each passage as its model writes them; a text is read once for all of its."""
    spelling = spelling_of(models["text"])
    said = [""] * len(models)
    of_text = models.with_row_index("passage").sort("row")
    rows = of_text.select("folded", "text", "passage", "place", "word_count").iter_rows()
    for (folded, written), some in groupby(rows, key=itemgetter(0, 1)):
        text = Written(folded, written, spelling)
        for _, _, passage, place, word_count in some:
            said[passage] = text.wording(place, place + word_count)
    return pl.Series(said, dtype=pl.String)


def _texts(holders: pl.DataFrame, described: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """One row per passage and text, as `USERS`."""
    return (
        holders.select("chain", row="text")
        .join(described.select("chain", "passage_id"), on="chain")
        .join(texts, on="row")
        .select(pl.col(name).cast(kind) for name, kind in USERS.items())
    )

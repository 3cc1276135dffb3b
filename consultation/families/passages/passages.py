"""Passages that people have in common although their texts are not one family: a hint only.

A *passage* is a run of 12 folded words or more that 3 respondents or more wrote to one question,
not all of them members of one and the same family (who is in no family is with nobody), and that
can't be made longer without losing one of their texts. They are also one in a thousand of those
who wrote 12 words or more: 3 are enough up to 3,999, 4 up to 4,999. A longer run is no passage of
its own when all who wrote it wrote it as a part of what more people wrote: the users of a letter
whose town varies have one passage on each side of the town, and not one more for each town.

A short letter with its town changed falls apart as a family (Jaccard below 0.8): it is found here.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import polars as pl

from consultation.families.passages.runs_in_common import RUN_WORDS, runs_in_common
from consultation.families.written_words import written_words

SHARED_BY = 3
"""The fewest respondents who make a run of words a passage."""
ONE_IN = 1_000
"""They are one in so many, at least, of those who wrote a text as long as a passage."""


@dataclass(frozen=True)
class Passages:
    """What texts of no common family share.

    passages: one row per passage, in the order of its id: passage_id (`<question_id>-passage-` and
    12 hex digits of the SHA-256 of its folded words), question_id, text (as its most frequent
    wording writes it), word_count, respondent_count.

    texts: passage_id, text_id, question_id; one row per passage and distinct text that holds it.
    """

    passages: pl.DataFrame
    texts: pl.DataFrame


def passages_of(texts: pl.DataFrame) -> Passages:
    """The shared passages of a question, the same whatever the order of the rows.

    Takes one row per distinct folded text: question_id, text_id (of the folded text: not of the
    order in which it came), folded, text (one spelling of it), family_id (null: none),
    respondent_count.
    """
    texts = texts.filter(pl.col("folded").str.count_matches(" ") >= RUN_WORDS - 1)
    texts = texts.sort("text_id").with_row_index("row").with_columns(group=_GROUP)
    at_least = max(SHARED_BY, int(texts["respondent_count"].sum()) // ONE_IN)
    places = runs_in_common(
        texts["folded"], texts["group"], texts["respondent_count"], at_least=at_least
    )
    # The first text of a stretch is its model: that of most respondents (ties: the smallest id).
    uses = (
        _stretches(places)
        .join(texts, left_on="text", right_on="row")
        .sort("stretch", "respondent_count", "text", descending=[False, True, False])
    )
    passages = (
        uses.group_by("stretch", maintain_order=True)
        .agg(
            pl.col("question_id", "text", "folded", "place", "word_count").first(),
            pl.col("respondent_count").sum(),
            group_count=pl.col("group").n_unique(),
        )
        .filter(pl.col("respondent_count") >= at_least, pl.col("group_count") > 1)
    )
    words = pl.col("folded").str.split(" ").list.slice("place", "word_count").list.join(" ")
    passages = passages.with_columns(
        passage_id=pl.format(
            "{}-passage-{}", "question_id", words.map_elements(_digest, pl.String)
        ),
        text=_wordings(passages, texts),
    )
    users = uses.select("stretch", "text_id").join(
        passages.select("stretch", "passage_id", "question_id"), on="stretch"
    )
    columns = ("passage_id", "question_id", "text", "word_count", "respondent_count")
    return Passages(
        passages.select(columns).sort("passage_id"),
        users.drop("stretch").sort("passage_id", "text_id"),
    )


def _digest(words: str) -> str:
    return sha256(words.encode()).hexdigest()[:12]


# Texts of one family are a group; who is in none is a group alone.
_GROUP = (
    pl.when(pl.col("family_id").is_null())
    .then(pl.col("family_id").n_unique() + pl.col("row"))
    .otherwise(pl.col("family_id").rank("dense"))
    .cast(pl.UInt32)
)


def _stretches(places: pl.DataFrame) -> pl.DataFrame:
    """stretch, text, place, word_count of the longest stretches of runs that the same texts hold,
    equal ones by the same number, once for each text; takes what `runs_in_common` finds.

    Left out: a stretch that goes on, backwards or forwards and the same way in all its texts, into
    a run that more texts hold. The texts that hold a run are told by 64 bits of hash. Of a text
    that says the same words twice, some stretches may be missed.
    """
    holders = (
        places.unique(["run", "text"])
        .group_by("run")
        .agg(holders=pl.col("text").hash().sum(), count=pl.len())
    )
    places = places.join(holders, on="run", maintain_order="left")
    text, place = pl.col("text"), pl.col("place")
    follows = ((text == text.shift()) & (place == place.shift() + 1)).fill_null(False)
    is_same = follows & (pl.col("holders") == pl.col("holders").shift())
    is_same &= pl.col("run") != pl.col("run").shift()  # « non non non… » repeats one run
    places = places.with_columns(number=(~is_same).cum_sum(), follows=follows)
    beside = {
        f"{side}_{name}": pl.when(is_beside).then(pl.col(name).shift(to))
        for side, to, is_beside in (("before", 1, pl.col("follows")), ("after", -1, _GOES_ON))
        for name in ("run", "count")
    }
    found = (
        places.with_columns(**beside)
        .group_by("number", maintain_order=True)
        .agg(
            pl.col("text", "place", "count", "before_run", "before_count").first(),
            pl.col("after_run", "after_count").last(),
            key=pl.struct(first=pl.col("run").first(), runs=pl.col("run").hash().sum()),
            word_count=pl.len() + RUN_WORDS - 1,
        )
    )
    is_part = pl.any_horizontal(_is_part_of_more(side) for side in ("before", "after"))
    return (
        found.filter(~is_part.over("key", "word_count"))
        .with_columns(stretch=pl.struct("key", "word_count").rank("dense"))
        .unique(["stretch", "text"], keep="first", maintain_order=True)
        .select("stretch", "text", "place", "word_count")
    )


_GOES_ON = pl.col("follows").shift(-1, fill_value=False)


def _is_part_of_more(side: str) -> pl.Expr:
    """Whether the run beside is the same in all the texts, and that of more texts."""
    run, count = pl.col(f"{side}_run"), pl.col(f"{side}_count")
    return (run.n_unique() == 1) & (count > pl.col("count")).fill_null(False).all()


def _wordings(passages: pl.DataFrame, texts: pl.DataFrame) -> pl.Series:
    """The words of each passage as its model writes them; as they are folded, of a model that holds
    a sign such as « ™ », which `fold` makes a part of the word before."""
    models = texts[passages["text"].unique().sort()]
    read = written_words(models["text"]).folded_words().group_by("text", maintain_order=True)
    is_read = read.agg(pl.col("folded").str.join(" "))["folded"] == models["folded"]
    written = written_words(models["text"].zip_with(is_read, models["folded"]))
    words = written.folded_words()
    counts = models["folded"].str.count_matches(" ") + 1
    first = (counts.cum_sum() - counts).gather(models["row"].search_sorted(passages["text"]))
    first += passages["place"]
    last = first + (passages["word_count"] - 1)
    return written.wordings(words["row"].gather(first), words["row"].gather(last))

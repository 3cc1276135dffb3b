"""What each text of a family adds to its letter and leaves out of it, in readable segments.

The *letter* is the family's original. Of a text, the words that come from the letter are found
first (`alignment`): runs of three words or more in the letter's order, and paragraphs that were
moved or repeated. What is left over is a *gap*. Inside a gap:

- words covered by 8 consecutive words that 3 respondents or more of the family wrote are `stock`,
  also when they differ by gender or hold other names or figures, up to 4 in a row (`sharing`);
  each sentence is a segment;
- what is not covered and has 8 consecutive words or more is the person's `own`, once names,
  addresses and closing formulas at its ends are set apart (`blanks`);
- the rest is a `blank`, filled. 4 to 7 words that replace nothing are `stock` too when 3
  respondents or more added the very same ones.

What the letter says and nothing stands in place of is `removed`; so are 8 words of it or more,
whatever stands there.

Respondents are counted, not texts. The letter is held to the same rule: in a family of 3
respondents or more, 8 consecutive words of it that fewer than 3 kept are an addition of those who
wrote them, not something that all others removed.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import dataclass
from hashlib import sha256

import polars as pl

from consultation.families.additions.coverage import Coverage, coverage_of, runs_of_gap
from consultation.families.additions.gap_segments import segments_of_gap
from consultation.families.additions.letters import Family, Member, family_of
from consultation.families.additions.sharing import SHARED_BY
from consultation.families.additions.word_spellings import Spelling, Written, spelling_of
from consultation.machine.executors import results_of
from consultation.machine.garbage import no_search_for_garbage

_BATCH = 10_000  # texts of whole families worked on together: a bound on the memory
_FEW = 10_000  # texts that are compared here sooner than in processes

_KEY = ["question_id", "family_id", "text_id"]
_SHORT_STOCK_WORDS = 4
_JOIN = " […] "


@dataclass(frozen=True)
class Additions:
    """What the texts of families changed in their letters.

    segments: one row per segment of a text, in its order: question_id, family_id, text_id,
    segment_number (from 1), kind (`blank`, `stock`, `own`, `removed`), text (as its author wrote
    it; of a removed segment, as the letter has it), replaced_text (what the letter says in its
    place, if it is short), word_count, shared_count (respondents of the family who share it: of a
    stock segment, those who share its least shared words; of another, those with the same
    segment).

    texts: one row per text: question_id, family_id, text_id, has_addition, change (`as_is`: the
    letter's words; `own_addition`: a segment is `own`; `blanks_only`: anything else).
    """

    segments: pl.DataFrame
    texts: pl.DataFrame


def additions_of(members: pl.DataFrame, executor: Executor) -> Iterator[Additions]:
    """The additions of every text, some families after the others, in the order of their ids and
    the same whatever the order of the rows.

    Takes one row per distinct folded text of a family: question_id, family_id, text_id, folded,
    text (one spelling of it), respondent_count, relation (`original` once in each family).
    """
    members = members.sort("question_id", "family_id", "folded")
    if len(members) <= _FEW:
        return iter([additions_of_families(members)])
    # Comparing words is Python's, on one core.
    return results_of(executor, additions_of_families, _batches(members))


def checksums_of(members: pl.DataFrame) -> pl.DataFrame:
    """question_id, family_id, texts_checksum: the same as long as the family's additions are; takes
    what `additions_of` does."""
    families = (
        members.sort("folded")
        .group_by("question_id", "family_id")
        .agg("folded", "text", "respondent_count", "relation")
        .sort("question_id", "family_id")
    )
    return pl.DataFrame(
        [
            (question_id, family_id, sha256(repr(inputs).encode()).hexdigest())
            for question_id, family_id, *inputs in families.iter_rows()
        ],
        schema=dict.fromkeys(("question_id", "family_id", "texts_checksum"), pl.String),
        orient="row",
    )


def _batches(members: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Whole families, `_BATCH` texts or one family at a time."""
    family = pl.struct("question_id", "family_id").rle_id()
    numbered = members.with_columns(family=family, number=pl.int_range(pl.len()))
    sizes = numbered.group_by("family", maintain_order=True).agg(start=pl.col("number").first())
    starts = [0]
    for start in sizes["start"]:
        if start - starts[-1] >= _BATCH:
            starts.append(start)
    for start, end in zip(starts, [*starts[1:], len(members)], strict=True):
        if end > start:
            yield members[start:end]


@no_search_for_garbage()
def additions_of_families(members: pl.DataFrame) -> Additions:
    """As `additions_of`, for a batch of whole families, worked out in this process."""
    spelling = spelling_of(members["text"])
    families = [_family(texts, spelling) for texts in _by_family(members)]
    coverage = coverage_of(families, members["folded"])
    rows = [row for family in families for row in _rows(family, coverage)]
    segments = _segments(pl.DataFrame(rows, schema=_ROWS, orient="row"), members)
    same = [text.member.row for family in families for text in family.members if text.is_same]
    return Additions(segments, _texts(members, same, segments))


def _by_family(members: pl.DataFrame) -> Iterator[pl.DataFrame]:
    return iter(
        members.with_row_index("row").partition_by("question_id", "family_id", maintain_order=True)
    )


def _family(texts: pl.DataFrame, spelling: Spelling) -> Family:
    members = [
        Member(row, Written(folded, text, spelling), respondent_count)
        for row, folded, text, respondent_count in texts.select(
            "row", "folded", "text", "respondent_count"
        ).iter_rows()
    ]
    place = texts["relation"].to_list().index("original")
    return family_of(members[place], members)


_ROWS = {
    "row": pl.UInt32,
    "segment_number": pl.Int32,
    "kind": pl.String,
    "words": pl.String,
    "text": pl.String,
    "replaced_text": pl.String,
    "word_count": pl.Int32,
    "shared_count": pl.Int64,
}


def _rows(family: Family, coverage: Coverage) -> Iterator[tuple[object, ...]]:
    """One row per segment of the family's texts; `words` are those of the segment, folded."""
    letter = family.letter.text
    for compared_text in family.members:
        if not compared_text.gaps:
            continue
        member = compared_text.member
        text = member.text
        found = (
            segment
            for place, gap in enumerate(compared_text.gaps)
            for segment in segments_of_gap(
                family, gap, letter, text, runs_of_gap(coverage, member.row, place)
            )
        )
        for number, segment in enumerate(found, start=1):
            start, end = segment.place
            source = letter if segment.kind == "removed" else text
            yield (
                member.row,
                number,
                segment.kind,
                " ".join(source.words[start:end]),
                source.wording(start, end),
                _JOIN.join(letter.wording(*place) for place in segment.replaced) or None,
                end - start,
                segment.shared_count,
            )


def _segments(rows: pl.DataFrame, members: pl.DataFrame) -> pl.DataFrame:
    """The rows with the members' ids and, for each, how many respondents share the segment."""
    texts = members.with_row_index("row").select("row", *_KEY, "respondent_count")
    segments = rows.join(texts, on="row", maintain_order="left")
    same = ["question_id", "family_id", "kind", "words"]
    counts = (
        segments.unique([*same, "row"])
        .group_by(same)
        .agg(same_count=pl.col("respondent_count").sum())
    )
    is_short_stock = (
        (pl.col("kind") == "blank")
        & pl.col("replaced_text").is_null()
        & (pl.col("word_count") >= _SHORT_STOCK_WORDS)
        & (pl.col("same_count") >= SHARED_BY)
    )
    return segments.join(counts, on=same, maintain_order="left").select(
        *_KEY,
        "segment_number",
        kind=pl.when(is_short_stock).then(pl.lit("stock")).otherwise("kind"),
        text="text",
        replaced_text="replaced_text",
        word_count="word_count",
        shared_count=pl.coalesce("shared_count", "same_count"),
    )


def _texts(members: pl.DataFrame, same: list[int], segments: pl.DataFrame) -> pl.DataFrame:
    """One row per member: whether it has an addition, and what became of the letter in it."""
    own = segments.filter(kind="own").select(_KEY).unique().with_columns(has_addition=True)
    is_same = pl.col("row").is_in(same)
    return (
        members.with_row_index("row")
        .join(own, on=_KEY, how="left", maintain_order="left")
        .with_columns(pl.col("has_addition").fill_null(False))
        .select(
            *_KEY,
            "has_addition",
            change=pl.when("has_addition")
            .then(pl.lit("own_addition"))
            .when(is_same)
            .then(pl.lit("as_is"))
            .otherwise(pl.lit("blanks_only")),
        )
    )

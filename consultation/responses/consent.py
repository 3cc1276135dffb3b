"""The consent of each respondent, and the category that they chose."""

from __future__ import annotations

import polars as pl

from consultation.forms.form import Consent, Option
from consultation.responses.answers import SET_ASIDE, read_ticks, stack_frames
from consultation.responses.choice_cells import read_cells, read_one, spellings_of
from consultation.responses.layout import Layout, closed_cells_of

UNCLEAR = "unclear"
REFLECTION_ONLY = "reflection_only"


def with_consent(
    submissions: pl.DataFrame,
    records: pl.DataFrame,
    answers: pl.DataFrame,
    unread_answers: pl.DataFrame,
    layout: Layout,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the submissions with their consent, and the consent cells that could not be read.

    - A consent is what the row states. It is `unclear` if the row states nothing or several
      consents, if that could not be read, if a choice that a consent requires is not ticked, or if
      cells of the row are in wrong columns.
    - If the export lacks a column on which the consent depends, only a stated `reflection_only` is
      kept. Any other consent is null.
    - If the form asks for no consent, every consent is `reflection_only`, which is never sent.
    """
    consent = layout.form.consent
    if consent is None:
        return submissions.with_columns(consent=pl.lit(REFLECTION_ONLY)), _no_cells()
    if consent.rules:
        readable = _with_readable_answers(submissions, unread_answers, consent)
        stated, unread = _consent_by_rules(readable, answers, consent), _no_cells()
    else:
        named, unread = _named_options(records, layout, "consent", consent.states)
        stated = named.join(unread, on="record_number", how="anti")
    moved = records.filter(pl.col("moved_at").is_not_null())
    read = stated.rename({"named": "consent"}).join(moved, on="record_number", how="anti")
    if not layout.has_consent:
        refused = read.filter(pl.col("consent") == REFLECTION_ONLY)
        return submissions.join(refused, on="record_number", how="left"), _no_cells()
    read = read.join(_who_meets_requirements(answers, consent, submissions), on="record_number")
    return (
        submissions.join(read, on="record_number", how="left").with_columns(
            pl.col("consent").fill_null(UNCLEAR)
        ),
        unread,
    )


def with_category(
    submissions: pl.DataFrame, records: pl.DataFrame, layout: Layout
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the submissions with their category, and the category cells that could not be read.
    The category is null if the respondent chose none or several, or if no cell could be read."""
    category = layout.form.category
    if category is None:
        return submissions.with_columns(category_id=pl.lit(None, dtype=pl.String)), _no_cells()
    named, unread = _named_options(records, layout, "category", category.choices)
    return (
        submissions.join(named.rename({"named": "category_id"}), on="record_number", how="left"),
        unread,
    )


def _no_cells() -> pl.DataFrame:
    return pl.DataFrame(schema=SET_ASIDE)


def _named_options(
    records: pl.DataFrame, layout: Layout, kind: str, options: tuple[Option, ...]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the option that each record chose in the columns of `kind`, such as `category`, as
    (record_number, named). Return also the cells that could not be read.

    A record that ticked several options is left out.
    """
    named: list[pl.DataFrame] = [
        pl.DataFrame(schema={"record_number": pl.Int64, "named": pl.String})
    ]
    unread: list[pl.DataFrame] = []
    for column in layout.stored_columns(kind, kind):
        cells = closed_cells_of(records, column, layout.door, options)
        if column.field.part.startswith("choice:"):
            read = read_ticks(cells, column.field.part.removeprefix("choice:"), layout.door)
        else:
            spellings = spellings_of(options)
            readings = {cell: read_one(cell, spellings, options) for cell in cells["cell"].unique()}
            read = read_cells(cells, readings).with_columns(
                choice_id=pl.col("choices").list.first()
            )
        named.append(
            read.filter(pl.col("rule").is_null()).select("record_number", named="choice_id")
        )
        broken = read.filter(pl.col("rule").is_not_null()).with_columns(
            column_position=pl.lit(column.position),
            field_kind=pl.lit(kind),
            field_id=pl.lit(kind),
        )
        unread.append(broken)
    alone = (
        pl.concat(named)
        .group_by("record_number")
        .agg(pl.col("named").first(), count=pl.len())
        .filter(pl.col("count") == 1)
        .drop("count")
    )
    return alone, stack_frames(unread, SET_ASIDE)


def _who_chose(answers: pl.DataFrame, question: str, choice: str) -> pl.DataFrame:
    """The record_number of each record that ticked the `choice` of a `question`."""
    return (
        answers.filter((pl.col("question_id") == question) & (pl.col("choice_id") == choice))
        .select("record_number")
        .unique()
    )


def _with_readable_answers(
    submissions: pl.DataFrame, unread_answers: pl.DataFrame, consent: Consent
) -> pl.DataFrame:
    """The submissions whose answers to all questions of the consent rules could be read.

    Any other submission is left out, because its unread answer might have met an earlier rule, with
    a less public consent.
    """
    deciding = {question for rule in consent.rules for question, _ in rule.when}
    unread = unread_answers.filter(pl.col("field_id").is_in(sorted(deciding)))
    return submissions.join(unread, on="record_number", how="anti")


def _consent_by_rules(
    submissions: pl.DataFrame, answers: pl.DataFrame, consent: Consent
) -> pl.DataFrame:
    """The consent of each record, as (record_number, named). It is that of the first rule whose
    choices the record has all ticked. Records that meet no rule are left out."""
    undecided = submissions.select("record_number")
    decided = [pl.DataFrame(schema={"record_number": pl.Int64, "named": pl.String})]
    for rule in consent.rules:
        met = undecided
        for question, choice in rule.when:
            met = met.join(_who_chose(answers, question, choice), on="record_number", how="semi")
        decided.append(met.with_columns(named=pl.lit(rule.state)))
        undecided = undecided.join(met, on="record_number", how="anti")
    return pl.concat(decided)


def _who_meets_requirements(
    answers: pl.DataFrame, consent: Consent, submissions: pl.DataFrame
) -> pl.DataFrame:
    """The record_number of each record that ticked every choice in `consent.requires`."""
    met = submissions.select("record_number")
    for question, choice in consent.requires:
        met = met.join(_who_chose(answers, question, choice), on="record_number", how="semi")
    return met

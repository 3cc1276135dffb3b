"""Pandera models of the data that enters the warehouse. The data is checked a page of rows at a
time.

On a LazyFrame, Pandera checks only names and types. So pages are eager `pl.DataFrame`s, validated
with `lazy=True`, which reports every failure of a page at once. A failed check has the rule's code
as its name. `consultation/responses/validation.py` turns it into a cell set aside or a rejected
record. Pandera's messages quote the failing values, so no message leaves that module.
"""

import datetime as dt
from collections.abc import Collection
from copy import copy
from typing import Annotated, Any

import pandera.polars as pa
import polars as pl
from pandera.api.polars.types import PolarsData

from schemas import limits

# What a number box of a form can hold and a spreadsheet can show without losing digits.
LARGEST_NUMBER = 1e15
# Answers speak of living people's surroundings; a year outside is a slip of the keyboard.
EARLIEST_DATE, LATEST_DATE = dt.date(1800, 1, 1), dt.date(2199, 12, 31)
# Drupal, on which Framaforms runs, is of 2001.
EARLIEST_TIME, LATEST_TIME = dt.datetime(2001, 1, 1), dt.datetime(2199, 12, 31)  # noqa: DTZ001

EMAIL = r"^[^@\s,;:<>()\[\]]+@[^@\s,;:<>()\[\]]+\.[^@\s.,;:<>()\[\]]{2,}$"
POSTCODE = r"^[0-9]{4,5}$"
# The rule for four digits: a foreign postcode, or the first zero was lost in a spreadsheet.
SHORT_POSTCODE = "short_postcode"
NOT_FOUR_DIGITS = r"^[0-9]{5}$|[^0-9]|^.{1,3}$|^.{6,}$"


# The arguments of a Pandera check. `error` is the code of the rule.
_Check = dict[str, Any]


def _within(rule: str, earliest: object, latest: object) -> _Check:
    return {"min_value": earliest, "max_value": latest, "error": rule}


def _matches(rule: str, pattern: str) -> Any:  # noqa: ANN401  Pandera asks for a text
    return {"pattern": pattern, "error": rule}


_TIME: _Check = {
    "in_range": _within("time_out_of_range", EARLIEST_TIME, LATEST_TIME),
    "nullable": True,
}
_ROLE: _Check = {
    "str_length": {"max_value": limits.ROLE_CHARACTERS, "error": "too_long"},
    "nullable": True,
}
_Time = Annotated[pl.Datetime, "us", None]


class Submissions(pa.DataFrameModel):
    """A row per accepted record of an export. Key: record_number."""

    record_number: int = pa.Field(ge=1, unique=True)
    line_number: int = pa.Field(ge=1)
    submission_id: str
    sid: int = pa.Field(ge={"min_value": 1, "error": "sid_unreadable"}, nullable=True)
    serial: int = pa.Field(nullable=True)
    submitted_at: _Time = pa.Field(**_TIME)
    completed_at: _Time = pa.Field(**_TIME)
    modified_at: _Time = pa.Field(**_TIME)
    is_draft: bool
    consent: str = pa.Field(nullable=True)
    category_id: str = pa.Field(nullable=True)
    name: str = pa.Field(**_ROLE)
    collective: str = pa.Field(**_ROLE)
    email: str = pa.Field(str_contains=_matches("not_an_email", EMAIL), **_ROLE)
    phone: str = pa.Field(**_ROLE)
    commune: str = pa.Field(str_contains=_matches("not_a_place", r"^[^@]*$"), **_ROLE)
    postcode: str = pa.Field(
        str_matches=_matches("not_a_postcode", POSTCODE),
        str_contains=_matches(SHORT_POSTCODE, NOT_FOUR_DIGITS),
        **_ROLE,
    )

    class Config:
        """Refuse columns that the model does not declare."""

        strict = True


class Answers(pa.DataFrameModel):
    """A row for each answer. A record, a question, an item and a choice are together the key."""

    record_number: int = pa.Field(ge=1)
    column_position: pl.Int32 = pa.Field(ge=0)
    field_kind: str = pa.Field(isin=["question", "other"])
    question_id: str
    item_id: str = pa.Field(nullable=True)
    choice_id: str = pa.Field(nullable=True)
    text: str = pa.Field(nullable=True)
    number: float = pa.Field(
        in_range=_within("number_out_of_range", -LARGEST_NUMBER, LARGEST_NUMBER), nullable=True
    )
    date: pl.Date = pa.Field(
        in_range=_within("date_out_of_range", EARLIEST_DATE, LATEST_DATE), nullable=True
    )

    class Config:
        """Refuse columns that the model does not declare, and repeated keys."""

        strict = True
        unique = ("record_number", "question_id", "item_id", "choice_id")


def submissions(consents: Collection[str], categories: Collection[str]) -> pa.DataFrameSchema:
    """The schema of `Submissions` that accepts only these consents, and only these ids of
    categories."""
    return Submissions.to_schema().update_columns(
        {
            "consent": {"checks": [pa.Check.isin(sorted(consents))]},
            "category_id": {"checks": [pa.Check.isin(sorted(categories))]},
        }
    )


def answers(allowed: pl.DataFrame) -> pa.DataFrameSchema:
    """The schema of `Answers` that accepts only the questions, items and choices in the rows of
    `allowed` (question_id, item_id, choice_id). Any other answer fails the check
    `undeclared_answer`."""

    def is_declared(data: PolarsData) -> pl.LazyFrame:
        keys = ["question_id", "item_id", "choice_id"]
        declared = allowed.lazy().with_columns(is_declared=pl.lit(True))
        return data.lazyframe.join(
            declared, on=keys, how="left", nulls_equal=True, maintain_order="left"
        ).select(pl.col("is_declared").fill_null(value=False))

    schema = copy(Answers.to_schema())
    schema.checks = [pa.Check(is_declared, error="undeclared_answer")]
    return schema


def failures(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> pl.DataFrame:
    """The failed checks of a page of rows, without the failing values. A row for each failure: its
    `column`, its `check` (a rule's code) and the `index` of the failing row.

    An empty frame if no check fails.
    """
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as failed:
        cases: Any = failed.failure_cases
        return pl.DataFrame(cases).select(
            pl.col("column").cast(pl.String),
            pl.col("check").cast(pl.String),
            pl.col("index").cast(pl.Int64),
        )
    return pl.DataFrame(schema={"column": pl.String, "check": pl.String, "index": pl.Int64})

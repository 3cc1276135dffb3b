"""Pandera models of what enters the warehouse: one page of rows at a time, always collected.

Pandera checks only names and types on a LazyFrame, so pages are eager `pl.DataFrame`s,
validated lazily (`lazy=True`): every failure of a page is reported at once. A failed check
carries the rule's code as its name; `consultation/responses/validation.py` turns it into a
cell set aside or a record rejected, and no message of Pandera ever leaves that module: they
quote the failing values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

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
# Four digits: of a postcode that a spreadsheet robbed of its zero, or of another country.
SHORT_POSTCODE = "short_postcode"
NOT_FOUR_DIGITS = r"^[0-9]{5}$|[^0-9]|^.{1,3}$|^.{6,}$"


def _within(rule: str, earliest: object, latest: object) -> pa.Check:
    return pa.Check.in_range(earliest, latest, error=rule)


def _matches(rule: str, pattern: str) -> pa.Check:
    return pa.Check.str_contains(pattern, error=rule)


def _time() -> pa.Column:
    return pa.Column(
        pl.Datetime("us"),
        _within("time_out_of_range", EARLIEST_TIME, LATEST_TIME),
        nullable=True,
    )


def _text(*checks: pa.Check, nullable: bool = True) -> pa.Column:
    return pa.Column(pl.String, list(checks), nullable=nullable)


def _role(*checks: pa.Check) -> pa.Column:
    return _text(pa.Check.str_length(max_value=limits.ROLE_CHARACTERS, error="too_long"), *checks)


def submissions(consents: Collection[str], categories: Collection[str]) -> pa.DataFrameSchema:
    """One row per accepted record of an export; key: record_number."""
    return pa.DataFrameSchema(
        {
            "record_number": pa.Column(pl.Int64, pa.Check.ge(1), unique=True),
            "line_number": pa.Column(pl.Int64, pa.Check.ge(1)),
            "submission_id": _text(nullable=False),
            "sid": pa.Column(pl.Int64, pa.Check.ge(1, error="sid_unreadable"), nullable=True),
            "serial": pa.Column(pl.Int64, nullable=True),
            "submitted_at": _time(),
            "completed_at": _time(),
            "modified_at": _time(),
            "is_draft": pa.Column(pl.Boolean),
            "consent": _text(pa.Check.isin(sorted(consents))),
            "category_id": _text(pa.Check.isin(sorted(categories))),
            "name": _role(),
            "collective": _role(),
            "email": _role(_matches("not_an_email", EMAIL)),
            "phone": _role(),
            "commune": _role(_matches("not_a_place", r"^[^@]*$")),
            "postcode": _role(
                _matches("not_a_postcode", POSTCODE), _matches(SHORT_POSTCODE, NOT_FOUR_DIGITS)
            ),
        },
        strict=True,
        coerce=False,
    )


def answers(allowed: pl.DataFrame) -> pa.DataFrameSchema:
    """One row per record × question (× item) (× choice); that is also the key.

    `allowed` holds the question_id, item_id and choice_id that the form declares.
    """

    def is_declared(data: PolarsData) -> pl.LazyFrame:
        keys = ["question_id", "item_id", "choice_id"]
        declared = allowed.lazy().with_columns(is_declared=pl.lit(True))
        return data.lazyframe.join(
            declared, on=keys, how="left", nulls_equal=True, maintain_order="left"
        ).select(pl.col("is_declared").fill_null(value=False))

    number = [_within("number_out_of_range", -LARGEST_NUMBER, LARGEST_NUMBER)]
    return pa.DataFrameSchema(
        {
            "record_number": pa.Column(pl.Int64, pa.Check.ge(1)),
            "column_position": pa.Column(pl.Int32, pa.Check.ge(0)),
            "field_kind": _text(pa.Check.isin(["question", "other"]), nullable=False),
            "question_id": _text(nullable=False),
            "item_id": _text(),
            "choice_id": _text(),
            "text": _text(),
            "number": pa.Column(pl.Float64, number, nullable=True),
            "date": pa.Column(
                pl.Date, _within("date_out_of_range", EARLIEST_DATE, LATEST_DATE), nullable=True
            ),
        },
        checks=[pa.Check(is_declared, error="undeclared_answer")],
        unique=["record_number", "question_id", "item_id", "choice_id"],
        strict=True,
        coerce=False,
    )


def failures(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> pl.DataFrame:
    """The failed checks of a page: `column`, `check` (a rule's code) and `index` of the row.

    An empty frame when all is well. The failing values are left behind.
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

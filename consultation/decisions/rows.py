"""The filled rows of review sheets -> decisions, and the problems of those that cannot be taken.

A row without a choice is no decision, whatever else it says.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from consultation.decisions import refusals
from consultation.decisions.model import Decision
from consultation.decisions.refusals import Problem
from consultation.decisions.sheets import Key, Question, ReviewSheet, key_of, read_key
from consultation.spelling import spelled

MOST_CHARACTERS = 2_000
MOST_INITIALS = 4
PLAIN_INITIALS = 3
YEARS = range(2000, 2200)
DATE_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y")

Cells = Mapping[str, tuple[str, Any]]


@dataclass(frozen=True)
class Context:
    """What a row does not say: its form, the time zone of its dates, when it was saved, in UTC."""

    form_id: str
    time_zone: ZoneInfo
    saved_at: dt.datetime | None


@dataclass(frozen=True)
class Rows:
    """The rows of one sheet: for each, the address and the cell of every column that is there."""

    sheet: ReviewSheet
    title: str
    rows: Iterator[tuple[int, Cells]]


def decisions_of(
    sheets: Iterable[Rows], context: Context
) -> tuple[tuple[Decision, ...], list[Problem]]:
    """Every decision of the sheets, and every problem: with one, none may be taken."""
    decisions, problems = [], []
    places: dict[tuple[str, tuple[str, ...]], tuple[str, str]] = {}
    for sheet in sheets:
        for number, cells in sheet.rows:
            row = _Row(sheet.sheet, sheet.title, number, cells)
            if not row.text(sheet.sheet.columns.choice) and not row.has_formula:
                continue
            try:
                decision = _decision(row, context)
                _refuse_second_choice(row, decision, places)
            except Problem as problem:
                problems.append(problem)
            else:
                decisions.append(decision)
    return tuple(decisions), problems


@dataclass(frozen=True)
class _Row:
    sheet: ReviewSheet
    title: str
    number: int
    cells: Cells

    def text(self, column: str) -> str:
        """What is written in a column, trimmed; nothing where nothing is."""
        cell = self.cells.get(column)
        return "" if cell is None else spelled(str(cell[1].value))

    def value(self, column: str) -> object:
        """The value of a column's cell."""
        cell = self.cells.get(column)
        return None if cell is None else cell[1].value

    def place(self, column: str) -> str:
        """The address of a column's cell; the choice's where that column's is empty."""
        cell = self.cells.get(column) or self.cells[self.sheet.columns.choice]
        return cell[0]

    @property
    def has_formula(self) -> bool:
        """Whether the choice is one."""
        cell = self.cells.get(self.sheet.columns.choice)
        return cell is not None and cell[1].data_type == "f"


def _decision(row: _Row, context: Context) -> Decision:
    columns = row.sheet.columns
    for title in (*columns.required, *columns.optional):
        if title in row.cells and row.cells[title][1].data_type == "f":
            raise refusals.formula(row.title, row.place(title))
    key, question = _key(row)
    submission_ids = _submission_ids(row, key, context)
    return Decision(
        sheet=row.title,
        row=row.number,
        kind=key.kind,
        submission_ids=submission_ids,
        fingerprint=key.fingerprint,
        choice=_choice(row, question),
        decided_at=_decided_at(row, context),
        initials=_initials(row),
        remark=_short_text(row, columns.remark),
    )


def _key(row: _Row) -> tuple[Key, Question]:
    column = row.sheet.columns.key
    key = read_key(row.text(column))
    question = row.sheet.question(key.kind) if key else None
    if key is None or question is None:
        raise refusals.changed_key(row.title, row.place(column))
    return key, question


def _submission_ids(row: _Row, key: Key, context: Context) -> tuple[str, ...]:
    """The submissions that the row is about, sorted, as the key was made for them."""
    column = row.sheet.columns.subject
    ids = tuple(sorted(filter(None, re.split(r"[\s,;]+", row.text(column)))))
    if key_of(key.kind, key.fingerprint, ids) != row.text(row.sheet.columns.key):
        raise refusals.changed_subject(row.title, row.place(column))
    if not all(submission_id.startswith(f"{context.form_id}:") for submission_id in ids):
        raise refusals.other_form(row.title, row.place(column))
    return ids


def _choice(row: _Row, question: Question) -> str:
    column = row.sheet.columns.choice
    ids = {_folded(label): choice for label, choice in question.choices.items()}
    choice = ids.get(_folded(row.text(column)))
    if choice is None:
        raise refusals.unknown_choice(row.title, row.place(column), question.choices)
    return choice


def _folded(text: str) -> str:
    """The text as choices are compared: typed by hand, accents and capitals vary."""
    decomposed = unicodedata.normalize("NFKD", spelled(text).casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _decided_at(row: _Row, context: Context) -> dt.datetime:
    """When it was decided, in UTC: what the row says, else when the workbook was saved."""
    column = row.sheet.columns.date
    value = row.value(column)
    if isinstance(value, str):
        value = _date_in(row.text(column)) if row.text(column) else None
        if value is None and row.text(column):
            raise refusals.unreadable_date(row.title, row.place(column))
    if value is None:
        if context.saved_at is None:
            raise refusals.unknown_date(row.title, row.place(column))
        return context.saved_at
    if not isinstance(value, dt.date) or value.year not in YEARS:
        raise refusals.unreadable_date(row.title, row.place(column))
    moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
    return moment.replace(tzinfo=context.time_zone).astimezone(dt.UTC).replace(tzinfo=None)


def _date_in(text: str) -> dt.datetime | None:
    for date_format in DATE_FORMATS:
        try:
            return dt.datetime.strptime(text, date_format)  # noqa: DTZ007 - a day, no moment
        except ValueError:
            continue
    return None


def _initials(row: _Row) -> str | None:
    """Who decided, never by name: a name is reduced to its initials before it is stored."""
    text = _short_text(row, row.sheet.columns.initials) or ""
    runs = re.findall(r"[^\W\d_]+", text)
    if sum(map(len, runs)) <= PLAIN_INITIALS:
        return "".join(runs).upper() or None
    return "".join(run[0] for run in runs).upper()[:MOST_INITIALS] or None


def _short_text(row: _Row, column: str) -> str | None:
    text = row.text(column)
    if len(text) > MOST_CHARACTERS:
        raise refusals.too_long(row.title, row.place(column))
    return text or None


def _refuse_second_choice(
    row: _Row, decision: Decision, places: dict[tuple[str, tuple[str, ...]], tuple[str, str]]
) -> None:
    """Nothing, unless the same submissions have another choice elsewhere in the file."""
    cell = row.place(row.sheet.columns.choice)
    subject = (decision.kind, decision.submission_ids)
    choice, first = places.setdefault(subject, (decision.choice, refusals.place(row.title, cell)))
    if choice != decision.choice:
        raise refusals.two_choices(row.title, cell, first)

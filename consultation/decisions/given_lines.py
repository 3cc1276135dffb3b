"""Read a file of lines that the local page wrote: the decisions and withdrawals in it.

- Each line has the cells of a row of a sheet to fill, by heading, and the moment of the choice. It
  is read like this row in a workbook that was saved at that moment.
- A later line about the same subject replaces an earlier line.
- Nothing in the file is trusted, as anybody can drop a file in its folder.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from consultation.decisions.codes import code_of_line
from consultation.decisions.coding_sheets import PAGE_CODING, CodingLines
from consultation.decisions.filled_row import LINE, YEARS, Context, Row
from consultation.decisions.given import Code, Decision, DecisionFile, Withdrawal, refusal_of
from consultation.decisions.opendocument import Cell
from consultation.decisions.reviews import decisions_of
from consultation.decisions.sheets import GIVEN_SHEETS, ReviewSheet, WithdrawalSheet
from consultation.decisions.withdrawals import withdrawals_of
from consultation.words.errors import OrganiserError

# Keys of the first line: the version of the file's format, and the form.
HEADER, FORM, VERSION = "faire-masse", "form", 1
MARK = b'{"faire-masse": '
# Extra keys of a line: the sheet, the moment, and whether the choice is cancelled.
SHEET, MOMENT, UNDONE = "sheet", "at", "undone"
AUTHOR = re.compile(r"\w(.{0,58}[\w.])?")
# Room for a hundred thousand decisions. No line can be longer than the cells of a row.
FILE_BYTES = 64 * 1024**2
LINE_CHARACTERS = 200_000
LINES = 200_000
# Characters that nobody types: controls, except tabs and line feeds, and lone surrogates.
UNTYPED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# What json and datetime raise for a line that is none of ours. The messages may quote the line.
UNREADABLE = (ValueError, TypeError, RecursionError, OverflowError)


PageSheet = ReviewSheet | WithdrawalSheet | CodingLines


@dataclass(frozen=True)
class Line:
    """A line of the file: a row of a sheet, and the moment when it was written, in UTC. If
    `is_undone` is True, it only cancels an earlier line about the same subject."""

    number: int
    sheet: PageSheet
    moment: dt.datetime
    row: Mapping[str, str]
    is_undone: bool

    @property
    def subject(self) -> tuple[str, ...]:
        """The subject of the line: its sheet and its key. A withdrawal has no key: its sheet, its
        person and its request. A later line with the same subject replaces this line."""
        has_key = not isinstance(self.sheet, WithdrawalSheet)
        titles = self.sheet.columns.identifying[: 1 if has_key else 2]
        return (self.sheet.title, *(self.row.get(title, "") for title in titles))

    @property
    def author(self) -> str | None:
        """The initials (`AB`) or the name of the person who wrote the line. None if the cell holds
        neither: « =x » → None."""
        text = self.row.get(self.sheet.columns.initials, "")
        return text if AUTHOR.fullmatch(text) else None

    @property
    def read(self) -> Row:
        """The line as a row of its sheet. The address of every cell is the line: « ligne 12 »."""
        line_address = f"{LINE}{self.number}"
        cells = {title: (line_address, Cell(text, "s")) for title, text in self.row.items() if text}
        return Row(self.sheet.columns, self.sheet.title, self.number, cells)


def given_lines(path: Path, form_id: str, time_zone: str) -> DecisionFile:
    """The decisions, withdrawals and codes in a file of lines. The last line about each subject
    counts. If any line is wrong, only the withdrawals are kept. Raises OrganiserError if there is
    no withdrawal then, if the file is too large, or if it was written for another form."""
    if path.stat().st_size > FILE_BYTES:
        raise OrganiserError("decisions_unreadable_file", where=path.name)
    content = path.read_bytes()
    if form_id and form_in_header(content.partition(b"\n")[0]) not in ("", form_id):
        raise OrganiserError("decisions_other_form", where=path.name)
    lines, problems = _lines(content.removesuffix(b"\n"))
    in_force = [line for line in last_lines(lines) if not line.is_undone]
    decisions, withdrawals, others = _outcomes(in_force, form_id, ZoneInfo(time_zone))
    codes, unread = codes_in(in_force)
    problems += [*others, *unread]
    refusal = None
    if problems:
        if not withdrawals:
            raise refusal_of(path.name, problems, "decisions_file.lines")
        decisions, codes = (), ()
        refusal = refusal_of(path.name, problems, "decisions_file.lines_in_part")
    return DecisionFile(
        sha256=hashlib.sha256(content).hexdigest(),
        name=path.name,
        decisions=decisions,
        withdrawals=withdrawals,
        codes=codes,
        refusal=refusal,
        has_unread_withdrawals=bool(problems),  # an unread line may hold a withdrawal
    )


def codes_in(lines: Iterable[Line]) -> tuple[tuple[Code, ...], list[OrganiserError]]:
    """The codes in the lines of the coding screen, and the errors of the wrong lines. Lines of
    other screens are skipped."""
    codes, problems = [], list[OrganiserError]()
    for line in lines:
        if isinstance(line.sheet, CodingLines):
            try:
                codes.append(code_of_line(line.read, line.moment))
            except OrganiserError as problem:
                problems.append(problem)
    return tuple(codes), problems


def last_lines(lines: Iterable[Line]) -> list[Line]:
    """The last of the lines about each subject, in the order in which they were written."""
    last: dict[tuple[str, ...], Line] = {}
    for line in lines:
        last.pop(line.subject, None)
        last[line.subject] = line
    return list(last.values())


def read_row(text: str, form_id: str) -> Decision | Withdrawal | None:
    """The decision or withdrawal in a single line of JSON. None if its choice is empty, or if it is
    a line of the coding screen. Raises OrganiserError if the line is too long, is no JSON object,
    or has a wrong cell."""
    try:
        line = line_in(0, values_in(text.encode()))
    except UNREADABLE:
        raise OrganiserError("request_too_large") from None
    decisions, withdrawals, problems = _outcomes([line], form_id, ZoneInfo("UTC"))
    if problems:
        problems[0].where = ""  # it is in no file yet
        raise problems[0]
    outcomes: tuple[Decision | Withdrawal, ...] = (*decisions, *withdrawals)
    return outcomes[0] if outcomes else None


def _lines(content: bytes) -> tuple[list[Line], list[OrganiserError]]:
    """The lines below the header, and the errors of lines that can't be read. Raises OrganiserError
    beyond 200,000 lines."""
    lines, problems = [], []
    for number, text in enumerate(content.split(b"\n"), start=1):
        if number > LINES:
            raise OrganiserError("decisions_unreadable_file", where=f"{LINE}{number}")
        try:
            values = values_in(text)
            if number == 1:
                _check_header(values)
            else:
                lines.append(line_in(number, values))
        except OrganiserError as problem:
            problems.append(problem)
        except UNREADABLE:
            problems.append(OrganiserError("decisions_unreadable_line", where=f"{LINE}{number}"))
    return lines, problems


def values_in(line: bytes) -> dict[str, Any]:
    """The JSON object in a line: `{"sheet": "x"}` → a dictionary. Raises ValueError, TypeError or
    RecursionError if the line is too long or is no JSON object."""
    if len(line) > LINE_CHARACTERS:
        raise ValueError("long")
    values = json.loads(line.decode("utf-8"))
    if not isinstance(values, dict):
        raise TypeError("no object")
    return values


def _check_header(values: Mapping[str, Any]) -> None:
    if values.get(HEADER) != VERSION or not values.get(FORM):
        raise ValueError("another version, or no form")


def form_in_header(line: bytes) -> str:
    """The id of the form that the first line of a file of lines names: `{"faire-masse": 1, "form":
    "quartier"}` → `quartier`. Empty if the line can't be read, or names no form."""
    try:
        return str(values_in(line).get(FORM) or "")
    except UNREADABLE:
        return ""


def line_in(number: int, values: dict[str, Any]) -> Line:
    """The line with this number, from its JSON object. `sheet`, `at` and `undone` are removed from
    `values`, whose other keys are headings. Raises ValueError or TypeError for an unknown sheet, an
    unknown heading, a value that is no text, or a time that is missing or has no zone."""
    title = values.pop(SHEET, None)
    sheet = next((each for each in (*GIVEN_SHEETS, PAGE_CODING) if each.title == title), None)
    if not isinstance(sheet, PageSheet):
        raise ValueError("no sheet")
    moment = dt.datetime.fromisoformat(values.pop(MOMENT, ""))
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError("no moment")
    is_undone = values.pop(UNDONE, False)
    known = (*sheet.columns.mandatory, *sheet.columns.optional)
    if not isinstance(is_undone, bool) or not all(
        title in known and isinstance(text, str) and not UNTYPED.search(text)
        for title, text in values.items()
    ):
        raise ValueError("no row")
    utc = moment.astimezone(dt.UTC).replace(tzinfo=None)
    return Line(number, sheet, utc, values, is_undone)


def _outcomes(
    lines: Iterable[Line], form_id: str, time_zone: ZoneInfo
) -> tuple[tuple[Decision, ...], tuple[Withdrawal, ...], list[OrganiserError]]:
    """The decisions, the requests, and the errors of wrong lines. Each line is read as a row of a
    workbook saved at the moment of the line. Lines of the coding screen are skipped."""
    decisions: list[Decision] = []
    withdrawals: list[Withdrawal] = []
    problems: list[OrganiserError] = []
    for line in lines:
        context = Context(form_id, time_zone, line.moment)
        if isinstance(line.sheet, ReviewSheet):
            decided, wrong = decisions_of([(line.sheet, line.read)], context, None)
            decisions += [
                replace(each, is_timed=not each.is_dated, initials=line.author or each.initials)
                for each in decided
            ]
        elif isinstance(line.sheet, WithdrawalSheet):
            requests, wrong = withdrawals_of([(line.sheet, line.read)], context)
            withdrawals += [
                replace(each, is_timed=not each.is_dated, initials=line.author or each.initials)
                for each in requests
            ]
        else:
            continue
        problems += wrong
    return tuple(decisions), tuple(withdrawals), problems

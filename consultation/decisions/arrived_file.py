"""The kind of an arrived file, from its first bytes, and the decisions in it.

A file of lines of the local page begins with `{"faire-masse": `. An archive is a filled workbook if
it has a sheet that organisers fill. Any other file is an export, or is refused by the reader of
exports.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from consultation.decisions.given import DecisionFile
from consultation.decisions.given_lines import (
    LINE_CHARACTERS,
    MARK,
    form_in_header,
    given_lines,
)
from consultation.decisions.sheets import GIVEN_SHEETS
from consultation.decisions.workbook_properties import form_named_in

ZIP = b"PK"


class Kind(Enum):
    """The kinds of files in the inbox: an export, a filled workbook, or the local page's lines."""

    EXPORT = "export"
    WORKBOOK = "workbook"
    LINES = "lines"


def kind_of(path: Path) -> Kind:
    """The kind of a file: `{"faire-masse": …` at its start → LINES, an archive with a sheet that
    organisers fill → WORKBOOK. Any other file, or a file that can't be read, → EXPORT."""
    try:
        with path.open("rb") as file:
            head = file.read(len(MARK))
    except OSError:
        return Kind.EXPORT  # The reader of exports reports the problem.
    if head == MARK:
        return Kind.LINES
    if head.startswith(ZIP):
        from consultation.decisions.given_workbook import ALL_SHEETS, opened_workbook

        with opened_workbook(path, ALL_SHEETS) as opened:
            return Kind.EXPORT if opened is None else Kind.WORKBOOK
    return Kind.EXPORT


def form_named(path: Path) -> str:
    """The id of the form that a workbook or a file of lines was written for. Empty if it names no
    form, such as an export, or if it can't be read."""
    try:
        with path.open("rb") as file:
            first_line = file.readline(LINE_CHARACTERS)
    except OSError:
        return ""
    return form_in_header(first_line) if first_line.startswith(MARK) else form_named_in(path)


def decision_file(
    path: Path,
    form_id: str,
    time_zone: str,
    questions: Mapping[str, str] | None = None,
    *,
    kind: Kind | None = None,
) -> DecisionFile | None:
    """The decisions in a file. None for an export, or a workbook without a sheet that is read.

    `kind` is the file's kind, if already known. `questions`: question id → title. Without
    `questions`, coding sheets and themes of quotes are not read. Raises OrganiserError if the file
    was written for another form. Also if a workbook lacks a heading, repeats one or is damaged, or
    if a file of lines is too large, or has a wrong line and no withdrawal.
    """
    kind = kind or kind_of(path)
    if kind is Kind.LINES:
        return given_lines(path, form_id, time_zone)
    if kind is Kind.EXPORT:
        return None
    from consultation.decisions.given_workbook import ALL_SHEETS, given_workbook

    known = GIVEN_SHEETS if questions is None else ALL_SHEETS
    return given_workbook(path, form_id, time_zone, questions or {}, known)

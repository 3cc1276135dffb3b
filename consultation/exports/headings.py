"""The three header rows that Webform writes, told from answers."""

from __future__ import annotations

from dataclasses import dataclass

from consultation.errors import OrganiserError
from consultation.exports import limits, refusals
from consultation.exports.model import Heading
from consultation.exports.submission_columns import is_submission_label

HEADER_ROWS = 3


@dataclass(frozen=True)
class Header:
    """The form's title (empty when no submission column is ticked) and a heading per column."""

    title: str
    headings: tuple[Heading, ...]


def header_of(rows: list[list[str]], name: str) -> Header:
    """The header that a file's first three rows make, or a refusal that says what is wrong.

    Row 1 is the title and nothing else, row 2 holds the groups, row 3 the columns' names. Without
    any submission column row 1 is empty; then every column still has a name.
    """
    if len(rows) < HEADER_ROWS:
        raise _too_few(rows, name)
    titles, groups, labels = (_without_empty_end(row) for row in rows)
    if len(titles) > 1:
        raise refusals.without_header(name)
    width = max(len(rows[2]), len(titles), len(groups))
    if width > limits.COLUMNS:
        raise refusals.too_many_columns(name, HEADER_ROWS)
    if not _are_names(labels, width, titled=bool(titles)):
        raise refusals.unknown_header(name)
    return Header("".join(rows[0][:1]), _headings(groups, labels, width))


def _too_few(rows: list[list[str]], name: str) -> OrganiserError:
    """What is missing when not even three rows are there."""
    if any(_without_empty_end(row[1:]) for row in rows[:1]):
        return refusals.without_header(name)
    return refusals.truncated(name) if rows else refusals.empty(name)


def _without_empty_end(row: list[str]) -> list[str]:
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _are_names(labels: list[str], width: int, *, titled: bool) -> bool:
    if any(is_submission_label(label) for label in labels):
        return True
    return not titled and len(labels) == width and all(label.strip() for label in labels)


def _headings(groups: list[str], labels: list[str], width: int) -> tuple[Heading, ...]:
    padded = (row + [""] * (width - len(row)) for row in (groups, labels))
    return tuple(
        Heading(position, group, label)
        for position, (group, label) in enumerate(zip(*padded, strict=True))
    )

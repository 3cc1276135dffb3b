"""The header of an export, told from answers: Webform's three rows, or what is left of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from consultation.exports.declarations import Declarations
from consultation.exports.export_parts import Heading
from consultation.exports.submission_columns import SID, field_of_heading, is_submission_label
from consultation.forms.spelling import spelling_of
from consultation.words.errors import OrganiserError
from schemas import limits

HEADER_ROWS = 3
# How far below its beginning a file's header is looked for.
SEARCHED_ROWS = 12
# Refusals that only say that no row of headings was found.
WITHOUT_HEADER = ("no_header", "not_an_export", "truncated_file")


@dataclass(frozen=True)
class FirstRow:
    """One of a file's first rows, and the physical line where it ends.

    `is_whole` is false when its quotes are broken, or its line end is missing.
    """

    last_line: int
    cells: list[str]
    is_whole: bool = True


@dataclass(frozen=True)
class Header:
    """The form's title (empty when no submission column is ticked) and a heading per column.

    `rows` are the header's own rows, `last_line` the physical line where they end, `known` how
    many headings are Framaforms' or the form's. `notes` are codes of what is not as Webform
    writes it.
    """

    title: str
    headings: tuple[Heading, ...]
    rows: tuple[list[str], ...]
    last_line: int
    known: int
    notes: tuple[str, ...] = ()


def find_header(rows: list[FirstRow], known: Declarations, name: str) -> Header:
    """The header among a file's first rows, or a refusal that says what is wrong.

    Webform's three rows come first of all; else the first row that only headings can make, with
    the group row above it, and nothing before them that could be an answer.
    """
    labels_row = HEADER_ROWS - 1
    if _are_named(rows, known):
        return _header_at(rows, labels_row, known, name, has_groups=True)
    for at, row in enumerate(rows[:SEARCHED_ROWS]):
        if known.is_header(row.cells):
            return _header_at(rows, at, known, name)
    if _are_nameless(rows):
        return _header_at(rows, labels_row, known, name, has_groups=True)
    raise _header_refusal(rows, name)


def _are_named(rows: list[FirstRow], known: Declarations) -> bool:
    """Whether row 1 is the title and nothing else, row 2 holds groups, row 3 the columns' names."""
    if len(rows) < HEADER_ROWS or not _is_text(rows[0].cells):
        return False
    labels = rows[HEADER_ROWS - 1].cells
    return any(is_submission_label(label) for label in labels) or known.is_header(labels)


def _are_nameless(rows: list[FirstRow]) -> bool:
    """Whether row 1 is empty, as it is in an export without Framaforms' own columns, and every
    column has a name.

    No row is known to hold headings, so that none of this form's answers is taken for one.
    """
    if len(rows) < HEADER_ROWS or trim_row(rows[0].cells):
        return False
    _, groups, labels = (row.cells for row in rows[:HEADER_ROWS])
    width = max(len(labels), len(trim_row(groups)))
    return len(labels) == width and all(label.strip() for label in labels)


def _header_at(
    rows: list[FirstRow],
    at: int,
    known: Declarations,
    name: str,
    *,
    has_groups: bool = False,
) -> Header:
    """The header whose third row, the columns' names, is `rows[at]`; `has_groups` where the row
    above is known to hold groups."""
    labels = rows[at].cells
    is_lone = has_groups and _is_lone_text(rows[at - 1].cells, known)
    has_groups = (has_groups and not is_lone) or _are_groups(rows, at, known)
    first = at - has_groups
    has_title = bool(first) and (has_groups or is_lone) and _is_text(rows[first - 1].cells)
    first -= has_title
    above = rows[:first]
    own_rows = [row.cells for row in rows[first : at + 1]]
    width = max(map(len, own_rows))
    refuse_too_wide(width, name, rows[at].last_line)
    _refuse_answers_above(above, name)
    if not all(row.is_whole for row in rows[first : at + 1]):
        raise OrganiserError("broken_header", where=name, line=rows[at].last_line)
    groups = rows[at - 1].cells if has_groups else known.guess_groups(labels)
    return Header(
        title=own_rows[0][0] if has_title and own_rows[0] else "",
        headings=_headings(groups, labels, width),
        rows=tuple(own_rows),
        last_line=rows[at].last_line,
        known=known.count(labels),
        notes=tuple(_notes(above, has_groups=has_groups)),
    )


def declared_header(rows: list[FirstRow], columns: tuple[str, ...], name: str) -> Header:
    """The header that the form file declares for a file without one, when most first rows are
    exactly that wide and the column declared as SID holds numbers; else a refusal that says both
    numbers."""
    widths = Counter(len(row.cells) for row in rows if row.is_whole)
    found, count = widths.most_common(1)[0] if widths else (0, 0)
    if found != len(columns) or 2 * count <= len(rows):
        raise OrganiserError(
            "headerless_width", where=name, line=1, found=found, declared=len(columns)
        )
    headings = tuple(_declared_headings(columns))
    sid = sid_position(headings)
    cells = [row.cells[sid] for row in rows if len(row.cells) == found] if sid is not None else []
    if 2 * sum(cell.strip().isdecimal() for cell in cells) < len(cells):
        raise OrganiserError("headerless_order", where=name, line=1, column=columns[sid or 0])
    return Header("", headings, (), 0, len(columns), ("headerless",))


def sid_position(headings: tuple[Heading, ...]) -> int | None:
    """Where the column is that identifies submissions."""
    found = (heading.position for heading in headings if field_of_heading(heading.label) == SID)
    return next(found, None)


def refuse_too_wide(width: int, name: str, line: int) -> None:
    """Raises OrganiserError if a row has more cells than an export may have columns."""
    if width > limits.COLUMNS:
        raise OrganiserError("too_large.columns", where=name, line=line, most=limits.COLUMNS)


def _notes(above: list[FirstRow], *, has_groups: bool) -> Iterator[str]:
    if any(trim_row(row.cells) for row in above):
        yield "preamble"
    if not has_groups:
        yield "one_header_row"


def _are_groups(rows: list[FirstRow], at: int, known: Declarations) -> bool:
    """Whether the row above the columns' names holds groups, and nothing else."""
    above = trim_row(rows[at - 1].cells) if at else []
    return known.are_groups(above) and len(above) <= len(rows[at].cells)


def _is_lone_text(cells: list[str], known: Declarations) -> bool:
    """Whether what stands where the groups should is one line of text that someone typed."""
    text = trim_row(cells)
    return len(text) == 1 and known.has_form and not known.are_groups(text)


def _is_text(cells: list[str]) -> bool:
    """Whether the row has one filled cell at its beginning, as a title has, or none."""
    return len(trim_row(cells)) <= 1


def _refuse_answers_above(above: list[FirstRow], name: str) -> None:
    """Raises OrganiserError if a row above the header has several cells, as answers have."""
    for row in above:
        if sum(bool(cell.strip()) for cell in row.cells) > 1:
            raise OrganiserError("rows_above_header", where=name, line=row.last_line)


def _header_refusal(rows: list[FirstRow], name: str) -> OrganiserError:
    """The refusal of a file whose first rows hold no header."""
    if not rows:
        return OrganiserError("empty_file", where=name)
    if not _is_text(rows[0].cells):
        return OrganiserError("no_header", where=name, line=1)
    if len(rows) < HEADER_ROWS:
        return OrganiserError("truncated_file", where=name)
    return OrganiserError("not_an_export.unknown_header", where=name)


def trim_row(row: list[str]) -> list[str]:
    """The row without the empty cells at its end, which a workbook does not store."""
    end = len(row)
    while end and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _headings(groups: list[str], labels: list[str], width: int) -> tuple[Heading, ...]:
    padded = (row + [""] * (width - len(row)) for row in (groups, labels))
    return tuple(
        Heading(position, group, label)
        for position, (group, label) in enumerate(zip(*padded, strict=True))
    )


def _declared_headings(columns: tuple[str, ...]) -> Iterator[Heading]:
    """The headings as Webform would write them: a group where it begins, then nothing."""
    current = ""
    for position, column in enumerate(columns):
        group, separator, label = column.partition(" > ")
        if not separator:
            group, label = "", column
        begins = spelling_of(group) != spelling_of(current)
        yield Heading(position, group if begins else "", label)
        current = group or current

"""How a text export is written and where its header is: found together, each proves the other.

The delimiter is the one that shows the form's headings: never the one of the extension, nor the
most frequent one, for answers are full of commas.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from consultation.exports.beginning import Beginning
from consultation.exports.content import Content
from consultation.exports.dialects import Dialect
from consultation.exports.headerless import (
    WITHOUT_HEADER,
    are_the_words_of,
    declared_header,
    form_columns,
    headerless_refusal,
    refuse_changed_header,
)
from consultation.exports.headings import Header, find_header
from consultation.exports.known_headings import KnownHeadings
from consultation.exports.quarantine import Shape
from consultation.exports.trial import recognise_escapes, records_contradict
from consultation.words.errors import OrganiserError
from schemas import limits


@dataclass(frozen=True)
class Writing:
    """How a text export is written: its dialect, its header, and what is odd about both."""

    dialect: Dialect
    header: Header
    is_all_quoted: bool
    notes: tuple[str, ...]

    def shape(self, content: Content, sid: int | None) -> Shape:
        """What the header says of the rows, before they are read."""
        return Shape(
            width=len(self.header.headings),
            sid=sid,
            header_lines=self.header.last_line,
            is_all_quoted=self.is_all_quoted,
            has_last_line_end=content.has_last_line_end,
        )


@dataclass(frozen=True)
class _Candidate:
    """A dialect, and the header that it shows."""

    dialect: Dialect
    header: Header

    @property
    def evidence(self) -> tuple[int, int, bool]:
        """What speaks for the candidate, to be compared: how many headings are known, how many
        columns there are, whether spaces after delimiters belong to no cell."""
        return self.header.known, len(self.header.headings), self.dialect.spaced

    @property
    def is_known(self) -> bool:
        """Every heading is Framaforms' or the form's."""
        return self.header.known == len(self.header.headings)


def recognise(
    content: Content, known: KnownHeadings, headerless: tuple[str, ...] | None
) -> Writing:
    """The dialect and the header of a text, or a refusal that says what is wrong with it."""
    csv.field_size_limit(limits.CELL_CHARACTERS)
    start = Beginning(content)
    found = _candidate(start, known, headerless)
    header = found.header
    is_all_quoted = start.is_all_quoted(found.dialect, header)
    if is_all_quoted and not content.has_last_line_end:
        # Webform ends its last row. Cut between the two quotes that stand for one, `"a""b"` reads
        # as a whole cell that says `a`.
        raise OrganiserError("truncated_file", where=content.name)
    dialect = recognise_escapes(start, found.dialect, header)
    notes = list(_notes(start, dialect, header, is_all_quoted=is_all_quoted))
    if not content.has_last_line_end:
        notes.append("last_line_end")
    return Writing(dialect, header, is_all_quoted, tuple(notes))


def _candidate(
    start: Beginning, known: KnownHeadings, headerless: tuple[str, ...] | None
) -> _Candidate:
    """The header that the file shows, the one that its damaged line still tells, or the one that
    the form file declares."""
    refusal = None
    try:
        shown = _header_in_sight(start, known)
        if shown.is_known:
            return shown
    except OrganiserError as error:
        shown, refusal = None, error
    told = _header_of_damaged_line(start, known, headerless) or shown
    if told is not None:
        return told
    if refusal is None or refusal.code not in WITHOUT_HEADER:
        raise refusal or OrganiserError("not_an_export.unknown_header", where=start.name)
    refuse_changed_header(start.text, known, start.name)
    return _declared_candidate(start, refusal, known, headerless)


def _header_in_sight(start: Beginning, known: KnownHeadings) -> _Candidate:
    """The header that the text's own dialect shows, else the best that any does."""
    own = start.own_dialect()
    refused: list[OrganiserError] = []
    for dialects in ([own] if own else [], start.dialects()):
        found = _candidates(start, known, dialects, refused)
        if found:
            return _best_candidate(start, found, refused)
    raise next((one for one in refused if one.code not in WITHOUT_HEADER), refused[0])


def _candidates(
    start: Beginning,
    known: KnownHeadings,
    dialects: Iterable[Dialect],
    refused: list[OrganiserError],
) -> list[_Candidate]:
    """The headers that dialects show; why the plain ones show none is added to `refused`."""
    found = []
    for dialect in dialects:
        try:
            found.append(_Candidate(dialect, find_header(start.rows(dialect), known, start.name)))
        except OrganiserError as refusal:
            if dialect.is_plain:
                refused.append(refusal)
    return found


def _best_candidate(
    start: Beginning, found: list[_Candidate], refused: list[OrganiserError]
) -> _Candidate:
    """The candidate that shows most headings; raises OrganiserError if the header is damaged or the
    rows contradict it."""
    best = max(found, key=lambda one: one.evidence)
    broken = next((refusal for refusal in refused if refusal.code == "broken_header"), None)
    if broken is not None and not best.is_known:
        raise broken
    others = len(found) + len(refused) > 1
    if others and records_contradict(start, best.dialect, best.header):
        line = best.header.last_line
        raise OrganiserError("broken_header.changed", where=start.name, line=line)
    return best


def _header_of_damaged_line(
    start: Beginning, known: KnownHeadings, headerless: tuple[str, ...] | None
) -> _Candidate | None:
    """The form file's columns as header, if the first line holds their names in that order and no
    other letter: only its quotes or delimiters were damaged."""
    number, line = start.first_line()
    for columns in filter(None, (headerless, form_columns(known))):
        if not are_the_words_of(columns, line):
            continue
        dialect = _dialect_of_width(start, len(columns), after=number)
        try:
            header = declared_header(start.rows(dialect, after=number), columns, start.name)
        except OrganiserError:  # the rows have not that many cells
            continue
        return _Candidate(dialect, replace(header, last_line=number, notes=("damaged_header",)))
    return None


def _declared_candidate(
    start: Beginning,
    refusal: OrganiserError,
    known: KnownHeadings,
    columns: tuple[str, ...] | None,
) -> _Candidate:
    """The columns that the form file declares for a file without header."""
    dialect = _dialect_of_width(start, len(columns or ()))
    rows = start.rows(dialect)
    if columns is None:
        widths = [len(row.cells) for row in rows if row.is_whole and len(row.cells) > 1]
        is_table = 2 * max(map(widths.count, widths), default=0) > len(rows)
        why = OrganiserError("no_header", where=start.name, line=1) if is_table else refusal
        raise headerless_refusal(why, rows, known, start.name)
    header = declared_header(rows, columns, start.name)
    return _Candidate(dialect, replace(header, last_line=start.skipped_lines))


def _dialect_of_width(start: Beginning, width: int, *, after: int = 0) -> Dialect:
    """The dialect in which most of the first rows have this width; if none does, the one in which
    most have the same width."""

    def fit(dialect: Dialect) -> tuple[int, int]:
        rows = start.rows(dialect, after=after)
        widths = [len(row.cells) for row in rows if row.is_whole and len(row.cells) > 1]
        return widths.count(width), max(map(widths.count, widths), default=0)

    own = None if after else start.own_dialect()
    return own or max(start.dialects(), key=fit)


def _notes(
    start: Beginning, dialect: Dialect, header: Header, *, is_all_quoted: bool
) -> Iterator[str]:
    """What a spreadsheet, another tool or a person changed."""
    end = re.search(r"\r\n|\r|\n", start.text.lstrip("\r\n"))
    if start.separator:
        yield "sep_line"
    if not is_all_quoted:
        yield "unquoted"
    if not dialect.is_plain:
        yield "other_quotes"
    if end and end[0] != "\n":
        yield "crlf" if end[0] == "\r\n" else "cr"
    yield from header.notes

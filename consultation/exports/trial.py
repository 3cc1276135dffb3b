"""What the first records say of a dialect that the header showed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from consultation.exports.beginning import Beginning
from consultation.exports.dialects import DELIMITERS, Dialect
from consultation.exports.headings import Header

# Enough records to see how a tool writes quotes inside cells.
FIRST_RECORDS = 100
# As many records as that, that only a backslash makes whole, are no accident.
FEWEST_ESCAPED = 2


def recognise_escapes(start: Beginning, dialect: Dialect, header: Header) -> Dialect:
    """The dialect, with backslashes when they alone make several of the first records whole."""
    if "\\" + dialect.quote not in start.text or not dialect.is_plain:
        return dialect
    plain = _try_dialect(start, dialect, header)
    if len(plain.whole) == plain.count or plain.have_quotes:
        return dialect
    escaped = Dialect(dialect.delimiter, escape="\\")
    found = _try_dialect(start, escaped, header)
    is_proven = len(found.whole - plain.whole) >= FEWEST_ESCAPED and plain.whole <= found.whole
    return escaped if is_proven else dialect


def records_contradict(start: Beginning, dialect: Dialect, header: Header) -> bool:
    """Whether most records are whole with another delimiter only: the header's line alone was
    changed, and the width of its records would be an accident."""
    tried = _try_dialect(start, dialect, header)
    if 2 * len(tried.whole) >= tried.count:
        return False
    others = (Dialect(mark) for mark in DELIMITERS if mark != dialect.delimiter)
    return any(_are_of_one_width(start, other, header) for other in others)


@dataclass(frozen=True)
class _Trial:
    """The first records read with a dialect: how many, and where those end that it makes whole."""

    count: int
    whole: frozenset[int]
    have_quotes: bool


def _try_dialect(start: Beginning, dialect: Dialect, header: Header) -> _Trial:
    whole, count, have_quotes = set(), 0, False
    for last_line, text, cells in start.read_rows(dialect):
        if last_line <= header.last_line:
            continue
        count += 1
        if len(cells) == len(header.headings) and dialect.quoting(text, cells):
            whole.add(last_line)
            have_quotes = have_quotes or any(dialect.quote in cell for cell in cells)
        if count == FIRST_RECORDS:
            break
    return _Trial(count, frozenset(whole), have_quotes)


def _are_of_one_width(start: Beginning, dialect: Dialect, header: Header) -> bool:
    widths = [
        len(cells) if dialect.quoting(text, cells) else 0
        for last_line, text, cells in islice(start.read_rows(dialect), FIRST_RECORDS)
        if last_line > header.last_line
    ]
    width, count = Counter(widths).most_common(1)[0] if widths else (0, 0)
    return width > 1 and 2 * count > len(widths)

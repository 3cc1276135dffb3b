"""CSV files in one dialect: UTF-8 without BOM, commas, dots for decimals, LF, one header row.

Texts are quoted, other values are not. An apostrophe keeps spreadsheet programs from running a text
as a formula, even if they split it at another separator: `=1+1` → `'=1+1` (« CSV injection »).
Control characters are replaced. `original_text` undoes all this exactly.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from pathlib import Path

from consultation.machine.disk import naming
from schemas import limits

_FORMULA_SIGNS = r"=+\-@|＝＋－＠｜﹦﹢﹣﹫"
_QUOTES = "\"'"
# Characters that nobody sees: spaces, except tab and line feed, which end cells; characters that
# Unicode says to ignore if a font lacks them; characters that fonts draw as nothing.
_UNSEEN = (
    " \u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)

FORMULA_START = re.compile(f"[{_QUOTES}{_UNSEEN}]*[{_FORMULA_SIGNS}]")
"""A pattern for the beginning of a text that a spreadsheet takes for a formula: a sign such as `=`,
also full-width or small, after any quotes, spaces and invisible characters."""

# An apostrophe of the text itself gets another before it, where one may be added: so
# `original_text` can remove one everywhere.
_START = re.compile(f"'|{FORMULA_START.pattern}")
# Characters at which some dialect of CSV begins another cell.
_INNER_START = re.compile(rf"[;,|\t\n](?={_START.pattern})")
_DISARMED = re.compile(r"(^|[;,|\t\n])'")
# Control characters except tab and LF, line ends that no CSV file has, characters that turn the
# direction of a text, characters that UTF-8 or XML can't hold, and the character that replaces all
# of these.
_UNWRITABLE_SIGNS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff\N{SYMBOL FOR ESCAPE}"
)
_UNWRITABLE = re.compile(f"[{_UNWRITABLE_SIGNS}\ud800-\udfff]")
# Most cells have none of these characters, and are written unchanged.
_CHANGED = re.compile(f"['{_FORMULA_SIGNS}{_UNWRITABLE.pattern[1:-1]}]")
_WRITTEN_OUT = re.compile("\N{SYMBOL FOR ESCAPE}([0-9a-f]{4})")


def write_csv(path: Path, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Write the rows to a file, with texts made safe for spreadsheets. The same rows give the same
    bytes. Raises ValueError for a row of another width than the columns."""
    with naming(path), path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(csv_lines(columns, rows))


def csv_lines(columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """Yield the lines of a CSV file, titles first: `["a", "b"]`, `("x", 1)` → `"a","b"` and
    `"x",1`. Raises ValueError for a row with another number of values."""
    titles = tuple(columns)
    for row in chain([titles], rows):
        if len(row) != len(titles):
            raise ValueError(f"{len(row)} values for {len(titles)} columns")
        yield csv_line(row)


def csv_line(row: Iterable[object]) -> str:
    """The line of a row: `("a", 12, 0.5, None)` → `"a",12,0.5,`."""
    return ",".join(map(_cell, row)) + "\n"


def csv_rows(path: Path) -> Iterator[list[str]]:
    """Yield the titles, then the rows, of a file that `write_csv` wrote. Empty lines are skipped.

    Cells that were changed to be safe in spreadsheets, such as `'=1+1`, are not changed back:
    `original_text` does that.

    Raises ValueError if the file can't be read, is not CSV, or has a row with more or fewer cells
    than titles.
    """
    csv.field_size_limit(limits.CELL_CHARACTERS)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = filter(None, csv.reader(file, strict=True))
            yield (titles := next(rows, []))
            for row in rows:
                if len(row) != len(titles):
                    raise ValueError(path.name)
                yield row
    except (OSError, csv.Error):
        raise ValueError(path.name) from None


def harmless_cell(text: str) -> str:
    """The text as a safe cell of a CSV file, before it is quoted: `=1+1` → `'=1+1`, `a;=1` →
    `a;'=1`."""
    if not _CHANGED.search(text):
        return text
    writable = _UNWRITABLE.sub(_as_code_point, text)
    inside = _INNER_START.sub(r"\g<0>'", writable)
    return f"'{inside}" if _START.match(inside) else inside


def original_text(cell: str) -> str:
    """The text from which `harmless_cell` made a cell, with its formula and control characters
    restored: `'=1+1` → `=1+1`."""
    armed = _DISARMED.sub(r"\1", cell) if "'" in cell else cell
    if "\N{SYMBOL FOR ESCAPE}" not in armed:
        return armed
    return _WRITTEN_OUT.sub(lambda code: chr(int(code[1], 16)), armed)


def _as_code_point(character: re.Match[str]) -> str:
    return f"\N{SYMBOL FOR ESCAPE}{ord(character[0]):04x}"


def _cell(value: object) -> str:
    if isinstance(value, str):
        return _repeated_cell(value) if len(value) < _LONG else _text_cell(value)
    return plain_cell(value)


def _text_cell(text: str) -> str:
    return '"' + harmless_cell(text).replace('"', '""') + '"'


# Most cells repeat the same few titles and choices: remembered, they are written twice as fast.
_LONG = 100
_repeated_cell = lru_cache(maxsize=10_000)(_text_cell)


def plain_cell(value: object) -> str:
    """The cell of a number, date or time: 12.0 → `12`, 0.5 → `0.5`, 11 March 2022 → `2022-03-11`.
    Empty for None."""
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(sep=" ")
    return str(value)

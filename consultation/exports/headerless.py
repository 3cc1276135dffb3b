"""Exports made without header rows: their columns are those that the form file declares."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from consultation.exports.entries import Entry
from consultation.exports.export_parts import Heading
from consultation.exports.headings import FirstRow, Header
from consultation.exports.known_headings import KnownHeadings
from consultation.exports.matching import FILE_SIZES
from consultation.exports.submission_columns import BY_KEY, SID, field_of_heading
from consultation.exports.unknown_columns import toml_list
from consultation.forms.spelling import spelling_of
from consultation.words.errors import OrganiserError

# Refusals that only say that no row of headings was found.
WITHOUT_HEADER = ("no_header", "not_an_export", "truncated_file")
# Whatever separates cells, for a first row that no dialect can read any more.
SEPARATORS = re.compile(r"[,;:|.\t\"']+")
SPACES = re.compile(r"[,;:|.\s\"']+")
# A header of which a third of the headings can still be read is one.
RECOGNISED_SHARE = 3


def declared_header(rows: list[FirstRow], columns: tuple[str, ...], name: str) -> Header:
    """The header that the form file declares, when most first rows are exactly that wide and the
    column declared as SID holds numbers; else a refusal that says both numbers."""
    widths = Counter(len(row.cells) for row in rows if row.is_whole)
    found, count = widths.most_common(1)[0] if widths else (0, 0)
    if found != len(columns) or 2 * count <= len(rows):
        raise OrganiserError(
            "headerless_width", where=name, line=1, found=found, declared=len(columns)
        )
    headings = tuple(_headings(columns))
    sid = sid_position(headings)
    cells = [row.cells[sid] for row in rows if len(row.cells) == found] if sid is not None else []
    if 2 * sum(cell.strip().isdecimal() for cell in cells) < len(cells):
        raise OrganiserError("headerless_order", where=name, line=1, column=columns[sid or 0])
    return Header("", headings, (), 0, len(columns), ("headerless",))


def _headings(columns: tuple[str, ...]) -> Iterator[Heading]:
    """The headings as Webform would write them: a group where it begins, then nothing."""
    current = ""
    for position, column in enumerate(columns):
        group, separator, label = column.partition(" > ")
        if not separator:
            group, label = "", column
        begins = spelling_of(group) != spelling_of(current)
        yield Heading(position, group if begins else "", label)
        current = group or current


def sid_position(headings: tuple[Heading, ...]) -> int | None:
    """Where the column is that identifies submissions."""
    found = (heading.position for heading in headings if field_of_heading(heading.label) == SID)
    return next(found, None)


def refuse_changed_header(text: str, known: KnownHeadings, name: str) -> None:
    """Raises OrganiserError if one of the first lines still holds headings: the header was damaged,
    not left out."""
    for number, line in enumerate(text.splitlines()[:3], start=1):
        for separators in (SEPARATORS, SPACES):
            tokens = {spelling_of(token) for token in separators.split(line)} - {""}
            found = tokens & known.alone
            if len(found) > 1 and RECOGNISED_SHARE * len(found) >= len(tokens):
                raise OrganiserError("broken_header.changed", where=name, line=number)


def headerless_refusal(
    refusal: OrganiserError, rows: list[FirstRow], known: KnownHeadings, name: str
) -> OrganiserError:
    """The refusal of a file without header, with the lines to add to the form file if there is
    one."""
    if refusal.code != "no_header" or known.declared is None:
        return refusal
    width = max((len(row.cells) for row in rows if row.is_whole), default=0)
    columns = [*BY_KEY, *form_columns(known)]
    remark = f"# {width} colonnes dans le fichier, {len(columns)} ci-dessous\u00a0: à vérifier."
    declaration = f"[headerless]\n{remark}\ncolumns = {toml_list(columns)}"
    return OrganiserError("no_header.declarable", where=name, line=1, declaration=declaration)


def form_columns(known: KnownHeadings) -> tuple[str, ...]:
    """The columns that Webform makes of the form's entries, in the order of the form file."""
    entries = () if known.declared is None else known.declared.entries
    return tuple(column for entry in entries for column in _columns(entry))


def are_the_words_of(columns: tuple[str, ...], line: str) -> bool:
    """Whether a line holds the names of these columns in order, and no other letter or digit."""
    names = "".join(column.rpartition(" > ")[2] for column in columns)
    return len(columns) > 1 and _letters(names) == _letters(line)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))


def _columns(entry: Entry) -> Iterator[str]:
    """The columns that Webform makes of an entry, its lists separate."""
    heading = entry.headers[0]
    if entry.layout == "file":
        yield from (f"{heading} > {label}" for label in ("Nom", FILE_SIZES[0]))
    elif entry.options and entry.kind == "question":
        yield from (f"{heading} > {option.label}" for option in entry.options)
    else:
        yield heading
    yield from entry.other[:1]

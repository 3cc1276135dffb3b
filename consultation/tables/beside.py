"""The two sheets that are added to a workbook if it needs them: the charts of its tables, and its
notes.

When people scroll a table, the header and all rows above it stay on the screen. So only a line of
explanation is above a table. The whole explanation is on the sheet of notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from textwrap import wrap

from consultation.tables.model import (
    Block,
    ChartSheet,
    Heading,
    KeyValueRows,
    Kind,
    Page,
    Paragraph,
    Sheet,
    Workbook,
)
from consultation.words.french import sentence
from consultation.words.readable import readable

# The letters on a line that a window of 1366 pixels shows, and an upright page of paper.
_LONGEST_LINE, _LONGEST_ON_PAPER = 150, 105

_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?]) (?=[^\W\da-zà-ÿ_]|«)")
_LINKS = (Kind.TEXT, Kind.LINK)

say = partial(sentence, "beside")


def opening_of(sheet: Sheet) -> str:
    """The line above the table of a sheet: the first sentences of the sheet's explanation, as many
    as fit. A first sentence that is too long is cut, and ends with « […] »."""
    sentences = [
        phrase for text in sheet.intro for phrase in _BETWEEN_SENTENCES.split(readable(text))
    ]
    line = ""
    for phrase in sentences:
        longer = f"{line} {phrase}".strip()
        if len(longer) > (_LONGEST_ON_PAPER if line else _LONGEST_LINE):
            return line or f"{wrap(phrase, _LONGEST_LINE)[0]} […]"
        line = longer
    return line


def has_notes(sheet: Sheet) -> bool:
    """True if the line above the table is not the whole explanation of the sheet."""
    return opening_of(sheet) != " ".join(map(readable, sheet.intro))


def with_sheets_beside(workbook: Workbook) -> Workbook:
    """The workbook with a sheet of charts and a sheet of notes at the end, if it has any charts or
    notes. An accessible workbook is returned unchanged."""
    if workbook.is_accessible:
        return workbook
    sheets = [sheet for sheet in workbook.sheets if isinstance(sheet, Sheet)]
    additional: dict[str, Page | ChartSheet] = {}
    if any(section.table.charts for sheet in sheets for section in sheet.sections):
        additional[say("charts_told")] = ChartSheet(say("charts"))
    if any(map(has_notes, sheets)):
        additional[say("notes_told")] = Page(say("notes"), tuple(_notes(workbook)))
    links = tuple((words, sheet.title) for words, sheet in additional.items())
    before = tuple(
        replace(sheet, blocks=_with_links(sheet.blocks, links))
        if isinstance(sheet, Page) and sheet is workbook.home
        else sheet
        for sheet in workbook.sheets
    )
    return replace(workbook, sheets=(*before, *additional.values()))


def note_rows(workbook: Workbook) -> Mapping[str, int]:
    """Title of a sheet → the row on the sheet of notes, from 1, where the notes about that sheet
    begin. Empty for an accessible workbook."""
    above = 2 if workbook.home else 1
    headings = {
        block.text: row
        for row, block in enumerate(_notes(workbook), above + 1)
        if isinstance(block, Heading)
    }
    return {} if workbook.is_accessible else headings


def _notes(workbook: Workbook) -> Iterator[Heading | Paragraph]:
    for sheet in workbook.sheets:
        if isinstance(sheet, Sheet) and has_notes(sheet):
            yield Heading(sheet.title)
            yield from map(Paragraph, sheet.intro)


def _with_links(blocks: tuple[Block, ...], links: tuple[tuple[str, str], ...]) -> tuple[Block, ...]:
    """The blocks of a page, with the rows `links` (text, title of a sheet) added to its last table
    of links. Unchanged if the page has no such table."""
    contents = [
        block for block in blocks if isinstance(block, KeyValueRows) and block.kinds == _LINKS
    ]
    if not links or not contents:
        return blocks
    longer = replace(contents[-1], rows=(*contents[-1].rows, *links))
    return tuple(longer if block is contents[-1] else block for block in blocks)

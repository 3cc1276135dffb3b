"""What can be said of an export before any form is known: how many answers, from when to when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

from consultation.exports.date_order import DATE_CHARACTERS, TIMES, DateEvidence, date_formats
from consultation.exports.export import Export
from consultation.exports.export_parts import places_of
from consultation.exports.submission_columns import field_of_heading


class FirstLook(NamedTuple):
    """The number of rows that can be answers, and the first and last day in them, if any."""

    answer_count: int
    days: tuple[dt.date, ...]


def first_look(export: Export) -> FirstLook:
    """Read the export once. OrganiserError when it can't be read to its end."""
    own = {
        field.id: place.heading.position
        for place in places_of(export.headings)
        if (field := field_of_heading(place.label))
    }
    position = next((own[name] for name in TIMES if name in own), None)
    count, cells = 0, set[str]()
    for record in export.records():
        if not record.rule and len(record.cells) == len(export.headings):
            count += 1
            if position is not None:
                cells.add(record.cells[position][:DATE_CHARACTERS].partition(" ")[0])
    days = [*_days(cells, export.name)]
    return FirstLook(count, (min(days), max(days)) if days else ())


def _days(cells: Iterable[str], name: str) -> Iterator[dt.date]:
    evidence = DateEvidence(name)
    evidence.see(cells)
    for cell in cells:
        for one in date_formats(evidence.settle_order()):
            with suppress(ValueError):
                yield dt.datetime.strptime(cell.strip(), one).date()  # noqa: DTZ007 - a day

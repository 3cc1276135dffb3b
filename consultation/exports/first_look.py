"""The number of answers in an export and their dates, before its form is known."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import NamedTuple

from consultation.exports.date_order import DATE_CHARACTERS, TIMES, DateEvidence, date_formats
from consultation.exports.export import Export
from consultation.exports.export_parts import headed_columns
from consultation.exports.submission_columns import field_of_heading


class FirstLook(NamedTuple):
    """The number of answers in an export. Damaged rows are not counted. `days` has their first and
    last day, or is empty if no date is known."""

    answer_count: int
    days: tuple[dt.date, ...]


def first_look(export: Export) -> FirstLook:
    """Count the answers of the export, and find their first and last day. Damaged rows are not
    counted. Raises OrganiserError if the export can't be read to its end, or if its dates
    contradict each other."""
    columns = headed_columns(export.headings)
    fields = {field_of_heading(column.label): column.heading.position for column in columns}
    own = {field.id: position for field, position in fields.items() if field}
    times = [own[name] for name in TIMES if name in own][:1]
    count, cells = 0, set[str]()
    for record in export.records():
        if not record.rule and len(record.cells) == len(export.headings):
            count += 1
            cells |= {record.cells[at][:DATE_CHARACTERS].partition(" ")[0] for at in times}
    evidence, days = DateEvidence(export.name), set[dt.date]()
    evidence.see(cells)
    for cell in cells:
        for date_format in date_formats(evidence.settle_order()):
            with suppress(ValueError):
                days.add(dt.datetime.strptime(cell, date_format).date())  # noqa: DTZ007 - a day
    return FirstLook(count, (min(days), max(days)) if days else ())

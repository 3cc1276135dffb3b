"""Read exports: bytes, dialect, header rows, columns, dates, limits, form tools.

A dialect is the delimiter and the quoting of a text file. Webform is the module of Drupal that
writes the exports of Framaforms.
"""

from consultation.exports.date_order import DateEvidence, date_formats, time_formats
from consultation.exports.doors import FRAMAFORMS, Door, door_among
from consultation.exports.export import Export, read_export
from consultation.exports.export_parts import Column, Field, Heading, Matching, Record
from consultation.exports.matching import match_columns

__all__ = [
    "FRAMAFORMS",
    "Column",
    "DateEvidence",
    "Door",
    "Export",
    "Field",
    "Heading",
    "Matching",
    "Record",
    "date_formats",
    "door_among",
    "match_columns",
    "read_export",
    "time_formats",
]

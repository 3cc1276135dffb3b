"""All knowledge of Framaforms' exports: bytes, dialect, header rows, columns, dates, limits."""

from consultation.exports.date_evidence import DateEvidence, date_formats, time_formats
from consultation.exports.export import Export, read_export
from consultation.exports.matching import match_columns
from consultation.exports.parts import Column, Field, Heading, Matching, Record

__all__ = [
    "Column",
    "DateEvidence",
    "Export",
    "Field",
    "Heading",
    "Matching",
    "Record",
    "date_formats",
    "match_columns",
    "read_export",
    "time_formats",
]

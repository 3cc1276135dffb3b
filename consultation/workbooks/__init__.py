"""Tables, texts and charts -> .xlsx files that people open: nothing else writes them."""

from consultation.workbooks.excel_names import MAX_CELL_UNITS, fits_a_cell, readable
from consultation.workbooks.model import (
    Chart,
    Choices,
    Column,
    Elsewhere,
    Heading,
    KeyValueRows,
    Kind,
    Listed,
    Page,
    Paragraph,
    Section,
    Shape,
    Sheet,
    Shorthand,
    Table,
    Workbook,
)
from consultation.workbooks.writer import write_workbook

__all__ = [
    "MAX_CELL_UNITS",
    "Chart",
    "Choices",
    "Column",
    "Elsewhere",
    "Heading",
    "KeyValueRows",
    "Kind",
    "Listed",
    "Page",
    "Paragraph",
    "Section",
    "Shape",
    "Sheet",
    "Shorthand",
    "Table",
    "Workbook",
    "fits_a_cell",
    "readable",
    "write_workbook",
]

"""Write the public folder from values that may be published: page, pictures, and resultats.csv with
a row per figure of the page's tables. LISEZMOI.txt explains its columns (`schemas/public.txt`)."""

from __future__ import annotations

from pathlib import Path

from consultation.machine.csv_files import write_csv
from consultation.machine.disk import write_text
from consultation.public.page import CSV, page_of
from consultation.public.pictures.drawing import picture_of, write_pictures
from consultation.public.results import Column, PublicResults, PublicTable, Row
from consultation.public.rounding import Cell
from consultation.public.sections import Draw, sections_of
from consultation.words.french import schema_text, sentence, with_values

PAGE, README = "resultats.html", "LISEZMOI.txt"
COLUMNS = (
    *("table_id", "table_label", "as_of", "question_id", "item_id", "item_label"),
    *("column_id", "column_label", "row_id", "row_label"),
    *("person_count", "count_status", "base_count", "base_label", "person_share"),
)


def write_public_folder(results: PublicResults, folder: Path, draw: Draw = picture_of) -> None:
    """Write the page, its figures and pictures to a new folder. The same results give the same
    bytes.

    `draw` makes the picture of a chart. It returns None for a picture that can't be made, and the
    page then leaves that picture out.
    """
    (folder / "images").mkdir(parents=True, mode=0o700)
    sections = sections_of(results, draw)
    write_text(folder / README, _readme(results))
    write_text(folder / PAGE, page_of(results, sections))
    for section in sections:
        write_pictures(section.pictures, folder / "images")
    write_figures(results, folder)


def _readme(results: PublicResults) -> str:
    """The text of LISEZMOI.txt: the content of each file, and the statement that all may be
    published."""
    title = sentence("public", "readme_title", title=results.title)
    text = with_values(schema_text("public.txt"), results.rounding.words)
    return f"{title}\n{'=' * len(title)}\n\n{text}"


def write_figures(results: PublicResults, folder: Path) -> None:
    """Write resultats.csv to the folder. The same results give the same bytes."""
    rows = (
        _values(results, table, row, column, cell)
        for table in results.tables
        for row in (*table.totals, *table.rows)
        for column, cell in zip(table.columns, row.cells, strict=False)
    )
    write_csv(folder / CSV, COLUMNS, rows)


def _values(
    results: PublicResults, table: PublicTable, row: Row, column: Column, cell: Cell
) -> tuple[object, ...]:
    """The row of resultats.csv for a cell of a table, with a value per column of the file."""
    few, rounded = results.rounding.few, sentence("public", "rounded")
    return (
        *(table.id, table.title, results.counted_until, table.question_id or None),
        *(row.item or None, row.item_label or None),
        *(column.id, column.label, row.id, row.label),
        *(cell.count, few if cell.count is None else rounded),
        *(cell.base, table.base if table.has_shares else None, cell.whole_share),
    )

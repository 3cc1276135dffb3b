"""An export in bytes -> what the reader makes of it, with a form file of a few questions."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from consultation.exports import Export, Record, read_export
from consultation.forms.form import Form, read_form
from tests.cases.errors import error_of

FORM = """
title = "Vos rues"
recipient = "Mairie"
time_zone = "Europe/Paris"

[roles]
commune = ["Commune", "commune"]

[questions]
idees = { kind = "text", headers = ["Vos idées"] }
raisons.kind = "choices"
raisons.headers = ["Raisons"]
raisons.choices = { cout = ["Coût"], climat = ["Climat"] }
avis.kind = "grid"
avis.headers = ["Avis"]
avis.items = { rue = ["La rue"], parc = ["Le parc"] }
avis.choices = { pour = ["Pour"], contre = ["Contre"] }
photo = { kind = "file", headers = ["Photo"] }
"""


# Thousands of small files are read one after the other; the folder goes when the tests end.
_SHARED = tempfile.TemporaryDirectory(prefix="faire-masse-tests-")


@cache
def form(more: str = "", declared: str = FORM) -> Form:
    """The form, with lines added at the end of its file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rues.toml"
        path.write_text(declared + more, encoding="utf-8")
        return read_form(path)


def opened(folder: Path, content: bytes, of: Form | None, name: str = "export.csv") -> Export:
    """The bytes as an export of a form."""
    path = folder / name
    path.write_bytes(content)
    return read_export(path, of)


def opened_alone(content: bytes, of: Form | None = None) -> Export:
    """The bytes as the export of a form, until the next ones are opened."""
    return opened(Path(_SHARED.name), content, of)


def read(content: bytes, of: Form | None = None) -> list[Record]:
    """Every record of the bytes; OrganiserError when they are refused."""
    return list(opened_alone(content, of).records())


def cells_of(path: Path) -> list[list[str]]:
    """The cells of every record of a file that is read without its form."""
    return [record.cells for record in read_export(path).records()]


def refusal_code(path: Path) -> str:
    """The code of the refusal, at opening or while reading."""
    return error_of(cells_of, path).code


def kept(records: Iterable[Record]) -> list[list[str]]:
    """The cells of the records that break no rule."""
    return [record.cells for record in records if not record.rule]


def rejected(records: list[Record]) -> list[tuple[int, str]]:
    """The line and the rule of the rows that break a rule."""
    return [(record.line, record.rule) for record in records if record.rule]

"""What rows and cells of an export mean, in tests/cases/responses/: read them before the code.

`python -m tests.responses` writes what follows each « → » again: read what changed before you
commit it. tests/rooms/responses/test_reviewed.py compares it.
"""

from __future__ import annotations

import json
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from consultation.forms.form import Option, spelling_of
from consultation.responses import Responses
from consultation.responses import typed_cells as read
from consultation.responses.choice_cells import read_compact, spellings_of
from tests.cases.places import ROOT
from tests.cases.small import COLUMNS, FORM, row
from tests.cases.typed_rows import form_of, typed

WRITTEN = ROOT / "tests" / "cases" / "responses"
CELL = re.compile(r'(\w[^"=]*)="((?:[^"\\]|\\.)*)"')
# The columns of each form: those of the small one, or of a file of this folder.
FORMS = {
    "petit": COLUMNS,
    "coches": [("Envoi", "Nom"), ("", "Non")],
    "sans-accord": [("", "T")],
    "regles": [("", "Envoi"), ("", "Nom"), ("Données", "J'accepte")],
    "cases": [("Envoi", "J'accepte"), ("", "Avec mon nom"), ("", "Non")],
}


def text_of(cell: str) -> str:
    """A cell as it is written between quotes: `\\n` ends a line."""
    return str(json.loads(f'"{cell}"', strict=False))


def rows_reviewed(text: str) -> str:
    """The text of lignes.txt, with what its rows mean."""
    blocks = re.findall(r"## (.*) \[(.*)\]\n((?:\d+\..*\n)*)", text)
    return "\n".join(
        f"## {title} [{form}]\n{rows}→\n" + "".join(f"{line}\n" for line in _meaning(form, rows))
        for title, form, rows in blocks
    )


def _meaning(name: str, drawn: str) -> Iterator[str]:
    columns = FORMS[name]
    text = FORM if name == "petit" else (WRITTEN / f"{name}.toml").read_text("utf-8")
    rows = [_row(n, line, columns) for n, line in enumerate(drawn.splitlines(), start=1)]
    with tempfile.TemporaryDirectory() as folder:
        yield from lines_of(typed(form_of(Path(folder), text), *rows, columns=columns))


def _row(number: int, line: str, columns: list[tuple[str, str]]) -> list[str]:
    cells = {heading: text_of(cell) for heading, cell in CELL.findall(line.partition(". ")[2])}
    sid = cells.pop("sid_cell", None)
    own = {
        name: cells.pop(name) for name in ("at", "draft", "modified", "completed") if name in cells
    }
    made = row(number, **own)[:9] + [cells.pop(label, "") for _, label in columns]
    assert not cells, cells
    return made if sid is None else [made[0], sid, *made[2:]]


def lines_of(responses: Responses) -> Iterator[str]:
    """What each record says; then what was set aside, and what was rejected."""
    told: list[tuple[int, str]] = []
    shown = ("consent", "category_id", "email", "name", "postcode", "commune", "phone")
    for one in responses.submissions.to_dicts():
        said = [f"{name}={one[name]}" for name in shown if one[name] is not None]
        told.append((one["record_number"], " ".join([*said, *["draft"] * bool(one["is_draft"])])))
    for one in responses.answers.to_dicts():
        place = "/".join(filter(None, (one["question_id"], one["item_id"])))
        beside = " beside" if one["field_kind"] == "other" else ""
        values = (one[name] for name in ("choice_id", "text", "number", "date"))
        told.append((one["record_number"], f"{place}{beside}: {_value(values)}"))
    for one in responses.set_aside_cells.to_dicts():
        names = ("field_kind", "field_id", "item_id", "rule", "hint")
        said = " ".join(str(one[name]) for name in names if one[name] is not None)
        told.append((one["record_number"], f"set aside: {said}, column {one['column_position']}"))
    for one in responses.rejections.to_dicts():
        told.append((one["record_number"], f"rejected: {one['rule']}"))
    yield from (f"{number}. {line}" for number, line in sorted(told))


def _value(values: Iterator[object]) -> str:
    return next(repr(value) for value in values if value is not None)


def cells_reviewed(text: str) -> str:
    """The text of cellules.txt, with what its cells mean."""
    blocks = re.findall(r"## (.*)\n((?:\".*\n)*)", text)
    return "\n".join(
        f"## {kind}\n" + "".join(f'"{cell}" → {_read(kind, text_of(cell))}\n'
        for cell in re.findall(r'^"(.*)" →', cells, re.MULTILINE))
        for kind, cells in blocks
    )  # fmt: skip


def _read(kind: str, cell: str) -> object:
    name, _, rest = kind.partition(" ")
    if name == "compact":
        options = [_option(*one.split(" / ")) for one in rest.split(" | ")]
        order = {one.id: place for place, one in enumerate(options)}
        reading = read_compact(cell, spellings_of(options), order, options)
        return ", ".join(reading.choices) or f"{reading.rule}, hint {reading.hint}"
    readers = {
        "numbers": read.numbers,
        "hours": read.hours,
        "dates": lambda cells: read.dates(cells, rest),
        "times": lambda cells: read.times(cells, *rest.split(" ")),
    }
    (value,) = readers[name](pl.Series([cell])).to_list()
    return value


def _option(*labels: str) -> Option:
    plain = unicodedata.normalize("NFD", labels[0]).encode("ascii", "ignore").decode()
    option_id = re.sub(r"\W", "", plain).lower()
    return Option(option_id, labels[0], frozenset(map(spelling_of, [option_id, *labels])))


REVIEWED = {"lignes.txt": rows_reviewed, "cellules.txt": cells_reviewed}


if __name__ == "__main__":
    for name, reviewed in REVIEWED.items():
        file = WRITTEN / name
        file.write_text(reviewed(file.read_text("utf-8")), encoding="utf-8")

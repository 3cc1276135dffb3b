"""The plain-Python Framaforms writes what the real one wrote: the same bytes, option by option.

The answers are read back from the real default export; the other real files are then written from
them. What the model says of options that no real file here has rests on the specification alone.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from functools import cache

import pytest
from openpyxl import load_workbook

from tests.cases.framaforms_files import sent
from tests.cases.framaforms_model import (
    NINE,
    Component,
    File,
    Form,
    Options,
    Submission,
    Value,
    in_sid_order,
    only_new,
)
from tests.cases.framaforms_rows import export_rows
from tests.cases.places import FRAMAFORMS
from tests.cases.runs import COMPACT, EXCEL, FIRST, NEW_ONLY, SECOND, SEMICOLONS

Rows = list[list[str]]

GROUPS = {"raisons": "multiple", "avis_usages": "grid", "piece_jointe": "file"}
GROUPS |= {"suite": "multiple", "donnees": "multiple"}
KINDS = {
    "vos_arguments": "textarea",
    "retours_experience": "textarea",
    "ressentis": "textarea",
    "date_installation": "date",
    "heure_habituelle": "time",
}


def rows_of(name: str) -> Rows:
    with (FRAMAFORMS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", strict=True))


@cache
def the_form() -> Form:
    """Its labels from the default export, its keys from the one that has keys."""
    labels, keys = rows_of(FIRST), rows_of(COMPACT)
    columns = list(zip(labels[1], labels[2], strict=True))[len(NINE) :]
    grid = [key for key in keys[2] if key in ("maraudage", "vol", "pub", "stat", "recherche")]
    named = [
        group or label
        for group, label in list(zip(keys[1], keys[2], strict=True))[len(NINE) :]
        if label not in [*grid[1:], "Taille du fichier (KB)"]
    ]
    components = []
    at = 0
    for key in named:
        group, label = columns[at]
        kind = GROUPS.get(key, KINDS.get(key, "textfield"))
        width = {"raisons": 7, "avis_usages": 5, "piece_jointe": 2, "suite": 3}.get(key, 1)
        parts = tuple(name for _, name in columns[at : at + width])
        components.append(
            Component(
                key,
                group or label,
                kind,
                options=tuple((part, part) for part in parts) if kind == "multiple" else (),
                items=tuple(zip(grid, parts, strict=True)) if kind == "grid" else (),
            )
        )
        at += width
    assert at == len(columns)
    scale = ("Très opposé·e", "Plutôt opposé·e", "Sans avis", "Plutôt favorable", "Très favorable")
    form = Form(labels[0][0], tuple(components))
    usages = form.component("avis_usages")
    return form.with_component(
        Component(
            usages.key,
            usages.label,
            "grid",
            options=tuple((one, one) for one in scale),
            items=usages.items,
        )
    )


def submissions_of(name: str, seconds: list[list[object]] | None = None) -> list[Submission]:
    """The submissions that a default export holds; only a workbook knows the seconds."""
    _, _, _, *rows = rows_of(name)
    found = []
    for place, row in enumerate(rows):
        times = [_time(cell) for cell in row[2:5]]
        if seconds:
            times = [moment and exact for moment, exact in zip(times, seconds[place], strict=True)]
        submitted, completed, modified = times
        assert submitted is not None
        assert modified is not None
        data = _data(row[len(NINE) :])
        sid, serial = int(row[1]), int(row[0])
        found.append(Submission(sid, serial, submitted, completed, modified, data))
    return found


def _time(cell: str) -> dt.datetime | None:
    return dt.datetime.strptime(cell, "%d/%m/%Y - %H:%M") if cell else None  # noqa: DTZ007


def _data(cells: list[str]) -> dict[str, Value]:
    data: dict[str, Value] = {}
    left = iter(cells)
    for component in the_form().components:
        match component.kind:
            case "multiple":
                data[component.key] = tuple(key for key, _ in component.options if next(left))
            case "grid":
                data[component.key] = {key: next(left) for key, _ in component.items}
            case "file":
                url, size = next(left), next(left)
                data |= {component.key: File(url, int(size))} if url else {}
            case kind:
                text = re.sub(r"\[(/?script.*?)\]", r"<\1>", next(left))
                data |= {component.key: _read(kind, text)} if text else {}
    return data


def _read(kind: str, text: str) -> Value:
    if kind == "date":
        return dt.datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007
    return dt.time.fromisoformat(text) if kind == "time" else text


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        (FIRST, {}),
        (SEMICOLONS, {"delimiter": ";"}),
        (COMPACT, {"compact": True, "headers": "keys"}),
    ],
)
def test_the_first_exports_byte_for_byte(name, chosen):
    options = Options(**chosen)
    rows = export_rows(the_form(), submissions_of(FIRST), options)

    assert sent(rows, options) == (FRAMAFORMS / name).read_bytes()


def test_the_export_of_only_new_ones_in_the_order_of_completion():
    last_download = max(one.finished_at for one in submissions_of(FIRST))
    new = only_new(submissions_of(SECOND), last_download)

    assert new != in_sid_order(new)
    assert sent(export_rows(the_form(), new, Options()), Options()) == (
        (FRAMAFORMS / NEW_ONLY).read_bytes()
    )


def test_the_workbook_cell_by_cell():
    real = cells_of((FRAMAFORMS / EXCEL).read_bytes())
    options = Options(file_format="xlsx")
    seconds = [list(row[2:5]) for row in real[3:]]
    made = cells_of(sent(export_rows(the_form(), submissions_of(FIRST, seconds), options), options))

    assert made == real


def cells_of(content: bytes) -> list[list[object]]:
    """Values as a spreadsheet has them: texts, dates and hours."""
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    return [[_rounded(value) for value in row] for row in sheet.iter_rows(values_only=True)]


def _rounded(value: object) -> object:
    """A day's fraction comes back some microseconds off."""
    if isinstance(value, dt.datetime):
        return (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    if isinstance(value, dt.time):
        return value.replace(microsecond=0)
    return value

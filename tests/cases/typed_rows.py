"""Rows of an export with the columns of a form, read as a run reads them."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from consultation.exports import Heading, match_columns
from consultation.forms.form import Form, read_form
from consultation.responses import Responses, responses_of
from consultation.warehouse.store.ingestion import layout_of
from consultation.warehouse.store.raw import KnownExport, stored_positions
from tests.cases.small import COLUMNS
from tests.cases.webform import LABELS, header


def form_of(folder: Path, text: str) -> Form:
    path = folder / "petit.toml"
    path.write_text(text, encoding="utf-8")
    return read_form(path)


def typed(form: Form, *rows, columns=COLUMNS, submission=LABELS, order="dmy") -> Responses:
    """What the rows of an export with these columns mean."""
    _, groups, labels = header(columns, submission=submission)
    headings = tuple(Heading(n, *pair) for n, pair in enumerate(zip(groups, labels, strict=True)))
    unstored = KnownExport("e" * 64, "export.tsv", order, headings, ())
    matching = match_columns(unstored, form)
    positions = stored_positions(matching)
    known = KnownExport("e" * 64, "export.tsv", order, headings, positions)
    sid = next((at for at, heading in enumerate(headings) if heading.label == "SID"), None)
    columns = {
        "record_number": range(1, len(rows) + 1),
        "line_number": range(4, len(rows) + 4),
        "width": [len(cells) for cells in rows],
        "sid_text": [None if sid is None else cells[sid] for cells in rows],
        "rule": [None] * len(rows),
        "moved_at": [None] * len(rows),
        "cells": [[row[at] for at in positions] if len(row) == len(headings) else []
                  for row in rows],
    }  # fmt: skip
    kinds = {"width": pl.Int32, "moved_at": pl.Int32, "cells": pl.List(pl.String)}
    kinds |= {"sid_text": pl.String, "rule": pl.String}
    return responses_of(
        pl.DataFrame(columns, schema_overrides=kinds), layout_of(known, matching, form)
    )

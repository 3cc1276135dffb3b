"""The draft that a few columns give."""

from __future__ import annotations

import pytest

from tests.cases.drafts import Cells, Draft, export_of
from tests.cases.webform import LABELS


@pytest.fixture
def draft(tmp_path):
    """The draft that columns give, as a form read from its file and matched with its export."""

    def drafted(columns: dict[tuple[str, str], Cells], *, own: list[str] = LABELS) -> Draft:
        path = tmp_path / "reponses.tsv"
        path.write_bytes(export_of(columns, own=own))
        return Draft(path, tmp_path)

    return drafted

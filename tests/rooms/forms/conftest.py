"""A form file of a few lines: what it means."""

from __future__ import annotations

import pytest

from consultation.forms.form import Form, read_form
from tests.cases.form_lines import TOP


@pytest.fixture
def read(tmp_path):
    """Reads a form file of these lines, below a valid top."""

    def read_lines(text: str | bytes) -> Form:
        path = tmp_path / "essai.toml"
        path.write_bytes(text if isinstance(text, bytes) else (TOP + text).encode())
        return read_form(path)

    return read_lines

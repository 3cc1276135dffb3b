"""A form file of a few lines: what it means, or the error that it gives."""

from __future__ import annotations

import pytest

from consultation.forms.form import Form, read_form
from consultation.words.errors import OrganiserError
from tests.cases.form_lines import TOP


@pytest.fixture
def read(tmp_path):
    """Reads a form file of these lines, below a valid top."""

    def read_lines(text: str | bytes, top: str = TOP, name: str = "essai.toml") -> Form:
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else (top + text).encode())
        return read_form(path)

    return read_lines


@pytest.fixture
def error(read):
    """The error that a form file of these lines gives; its line is the one marked `# <-`."""

    def error_of(text: str, top: str = TOP, key: str = "") -> OrganiserError:
        with pytest.raises(OrganiserError) as caught:
            read(text, top)
        marked = [at for at, line in enumerate((top + text).split("\n"), 1) if "# <-" in line]
        lines = f", ligne {marked[0]}" if marked else ""
        assert caught.value.where == f"essai.toml{lines}" + (f", clé `{key}`" if key else "")
        assert caught.value.code == "form_file"
        return caught.value

    return error_of

"""Rows and cells of an export mean what was reviewed."""

import pytest

from tests.responses import REVIEWED, WRITTEN


@pytest.mark.parametrize("name", REVIEWED)
def test_what_is_read_is_what_was_reviewed(name):
    text = (WRITTEN / name).read_text("utf-8")

    assert REVIEWED[name](text) == text, "python -m tests.responses"

"""What tests of exports put back."""

import csv
from collections.abc import Iterator

import pytest


@pytest.fixture
def csv_limit() -> Iterator[None]:
    """What Python's csv allows is a number for the whole process: it is given back."""
    before = csv.field_size_limit()
    yield
    csv.field_size_limit(before)

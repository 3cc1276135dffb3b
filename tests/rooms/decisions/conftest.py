"""The run that each test of decisions changes."""

import pytest

from tests.cases.runs import Run


@pytest.fixture
def run(published: Run, tmp_path) -> Run:
    """A copy of the run that the test's module published."""
    return published.copied(tmp_path / "run")

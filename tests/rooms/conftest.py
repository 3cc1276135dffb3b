"""A run that tests of several rooms look at, or copy to change."""

from pathlib import Path

import pytest

from tests.cases.runs import Run, made_once
from tests.cases.small import row, small_run


@pytest.fixture(scope="session")
def once() -> Run:
    """A small form that has published an export of one row."""

    def make(folder: Path) -> Run:
        run = small_run(folder, row(1))
        run.publish()
        return run

    return made_once("once", make)

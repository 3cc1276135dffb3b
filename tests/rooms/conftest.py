"""A run that tests of several rooms look at, or copy to change."""

import pytest

from tests.cases.runs import Run
from tests.cases.small import row, small_run


@pytest.fixture(scope="session")
def once(tmp_path_factory) -> Run:
    """A small form that has published an export of one row."""
    run = small_run(tmp_path_factory.mktemp("once"), row(1))
    run.publish()
    return run

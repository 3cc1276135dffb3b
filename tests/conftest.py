"""What tests share says as much of a false assertion as tests do; no test changes the umask of the
next (the command line sets it for its whole process)."""

import os

import pytest

pytest.register_assert_rewrite("tests.cases")


@pytest.fixture(autouse=True)
def own_umask():
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)

"""What tests share says as much of a false assertion as tests do; no test changes the umask of the
next (the command line sets it for its whole process)."""

import os

# LibreOffice takes seconds to convert a document: the tests that want it to say so.
os.environ["FAIRE_MASSE_LIBREOFFICE"] = ""

import pytest

pytest.register_assert_rewrite("tests.cases")


@pytest.fixture(autouse=True)
def own_umask():
    before = os.umask(0o022)
    os.umask(before)
    yield
    os.umask(before)

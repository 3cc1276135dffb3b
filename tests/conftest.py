"""What tests share says as much of a false assertion as tests do; no test changes the umask of the
next (the command line sets it for its whole process); each build keeps the keys that it states."""

import gc
import os
import shutil
import tempfile
from unittest.mock import patch

import pytest
from hypothesis import settings

# A fresh clone draws what every other one drew. `make test-exhaustive` draws anew, and a failure
# prints what to replay it with.
settings.register_profile("same", derandomize=True, print_blob=True, deadline=None)
settings.register_profile("anew", print_blob=True, deadline=None)
settings.load_profile("same")

pytest.register_assert_rewrite("tests.cases")


def pytest_configure(config):
    """One folder for all the processes that run tests: the runs that they share (cases/runs.py)."""
    if not hasattr(config, "workerinput"):
        folder = os.environ["FAIRE_MASSE_TESTS"] = tempfile.mkdtemp(prefix="faire-masse-tests-")
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


def pytest_collection_finish():
    """What was imported is no garbage: to look through it again and again takes a fifteenth of the
    time."""
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True, scope="session")
def keys_hold():
    """Whatever a test builds has the keys that its selects state."""
    from consultation.warehouse.tables import checks, models

    build_one, execute, told = models._build_one, models.execute, []

    def execute_and_note(*given):
        told[:] = execute(*given)
        return told[:]

    def build_one_and_check(connection, model):
        build_one(connection, model)
        if told not in ([(0,)], [(1,)]):  # a row alone shares nothing
            checks.check_keys(connection, [model])

    with (
        patch.object(models, "execute", execute_and_note),
        patch.object(models, "_build_one", build_one_and_check),
    ):
        yield


@pytest.fixture(autouse=True)
def own_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)

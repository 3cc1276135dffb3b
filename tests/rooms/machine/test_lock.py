"""One run at a time in a data folder."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from consultation.machine.lock import run_lock
from consultation.words.errors import OrganiserError


def test_the_process_that_holds_the_lock_may_enter_again(tmp_path):
    with run_lock(tmp_path / "data"), run_lock(tmp_path / "data" / "." / ""):
        for path in (tmp_path / "data", tmp_path / "data" / ".lock"):
            assert path.stat().st_mode & 0o077 == 0
    with run_lock(tmp_path / "data"):
        pass


def test_another_thread_of_the_process_that_holds_the_lock_is_refused(tmp_path):
    def enter() -> None:
        with run_lock(tmp_path):
            pass

    with ThreadPoolExecutor() as threads:
        with run_lock(tmp_path), pytest.raises(OrganiserError):
            threads.submit(enter).result()
        threads.submit(enter).result()

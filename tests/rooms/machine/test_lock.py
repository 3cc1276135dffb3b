"""One run at a time in a data folder."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from consultation.machine.lock import run_lock
from consultation.words.errors import OrganiserError
from tests.cases.places import ROOT

HOLDER = """
import sys, time
from pathlib import Path
from consultation.machine.lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def holder(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    ) as process:
        assert process.stdout.readline() == b"held\n"
        yield process
        process.kill()


def test_a_killed_process_frees_the_lock(holder, tmp_path):
    holder.kill()
    holder.wait()

    with run_lock(tmp_path):
        assert (tmp_path / ".lock").exists()


def test_the_process_that_holds_the_lock_may_enter_again(tmp_path):
    with run_lock(tmp_path), run_lock(tmp_path / "." / ""):
        pass
    with run_lock(tmp_path):
        pass


def test_another_thread_of_the_process_that_holds_the_lock_is_refused(tmp_path):
    def enter() -> None:
        with run_lock(tmp_path):
            pass

    with ThreadPoolExecutor() as threads:
        with run_lock(tmp_path), pytest.raises(OrganiserError):
            threads.submit(enter).result()
        threads.submit(enter).result()


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(OrganiserError) as refusal, run_lock(tmp_path / "file"):
        pass

    assert refusal.value.code == "unusable_folder"


def test_the_data_folder_is_private(tmp_path):
    with run_lock(tmp_path / "data"):
        assert (tmp_path / "data").stat().st_mode & 0o077 == 0
        assert (tmp_path / "data" / ".lock").stat().st_mode & 0o077 == 0

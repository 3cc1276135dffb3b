"""One server of Prefect for all that runs in a data folder: kept by the page, or by `serve`."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from consultation.runs.journal import read_journal
from flows.page.run_process import RunProcess
from flows.server.known_servers import Present, present_server
from tests.cases.command import environment, faire_masse
from tests.cases.runs import Run
from tests.cases.served import Served, free_port, wait_until
from tests.cases.small import row, small_run

NAMES = ("inbox", "data", "outputs", "forms")
# A page that starts a run, and is killed at once.
PAGE = """
import os, pathlib, sys
from consultation.machine.settings import Folders
from flows.page.run_process import RunProcess
RunProcess(Folders(*map(pathlib.Path, sys.argv[1:]))).start()
os.kill(os.getpid(), 9)
"""

pytestmark = [pytest.mark.prefect, pytest.mark.slow]


@pytest.fixture
def run(tmp_path, monkeypatch) -> Run:
    for name in {*os.environ} - {*environment()}:
        monkeypatch.delenv(name)
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    return small_run(tmp_path, row(1))


def served_by(run: Run) -> Present:
    return wait_until(lambda: present_server(run.folders.data), 60)


def run_to_its_end(page: RunProcess) -> str | None:
    page.start()
    wait_until(lambda: not page.goes_on, 120)
    return read_journal(page.folders).last_run.outcome


def states_of_runs(run: Run) -> list[str]:
    with closing(sqlite3.connect(run.folders.data / "prefect/prefect.db")) as connection:
        found = connection.execute(
            "select state_type from flow_run where parent_task_run_id is null"
            " and state_type != 'SCHEDULED' order by start_time"
        )
        return [state for (state,) in found]


def places(run: Run) -> list[str]:
    return [str(getattr(run.folders, name)) for name in NAMES]


def test_the_page_keeps_one_server_for_its_runs_and_those_by_hand_until_a_service_has_its_own(run):
    page = RunProcess(run.folders)
    assert run_to_its_end(page) == "went_well"
    kept = served_by(run)
    assert faire_masse("run", *run.options).returncode == 0
    assert present_server(run.folders.data) == kept

    # One that was killed is another's before long.
    os.kill(kept.process, signal.SIGKILL)
    wait_until(lambda: present_server(run.folders.data) is None, 30)
    assert run_to_its_end(page) == "went_well"
    kept = served_by(run)
    service = Served(run.folders.forms.parent, free_port())
    given = {
        f"FAIRE_MASSE_{name.upper()}": place for name, place in zip(NAMES, places(run), strict=True)
    }
    service.start("0 6 1 1 *", **given)
    try:
        serving = served_by(run)
        assert serving != kept
        assert run_to_its_end(page) == "went_well"
        assert present_server(run.folders.data) == serving
        assert service.end() == 0
        assert run_to_its_end(page) == "went_well"
        kept = served_by(run)
    finally:
        service.kill()
        page.let_server_go()
    wait_until(lambda: not Path(f"/proc/{kept.process}/fd/0").exists(), 30)
    assert present_server(run.folders.data) is None
    assert states_of_runs(run) == ["COMPLETED"] * 5


def test_a_run_and_its_server_outlive_a_page_that_is_killed(run):
    killed = subprocess.run([sys.executable, "-c", PAGE, *places(run)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert served_by(run)
    page = RunProcess(run.folders)

    wait_until(lambda: read_journal(run.folders).last_run and not page.goes_on, 120)
    wait_until(lambda: present_server(run.folders.data) is None, 30)
    assert read_journal(run.folders).last_run.outcome == "went_well"
    assert states_of_runs(run) == ["COMPLETED"]

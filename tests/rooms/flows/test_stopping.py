"""A run or a service that is told to stop ends at once, whatever Prefect has put in the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from consultation.runs.journal import begin_run, end_run, read_journal
from flows.stopping import EXIT_STOPPED, stopped_at_once
from tests.cases.command import COMMAND, environment
from tests.cases.runs import folders_in, options_of
from tests.cases.served import free_port


def run_that_prefect_listens_to(folder: Path) -> None:
    """A run whose inner flow has begun, with the handler of Prefect's engine, and not our block."""
    folders = folders_in(folder)
    with stopped_at_once(folders):
        begin_run(folders)
        signal.signal(signal.SIGTERM, lambda *_: time.sleep(60))
        os.kill(os.getpid(), signal.SIGTERM)
    end_run(folders, "went_well", "")


def test_a_run_stops_while_prefect_begins_an_inner_flow(tmp_path):
    command = [sys.executable, "-m", "tests.rooms.flows.test_stopping", str(tmp_path)]
    ended = subprocess.run(command, timeout=30, capture_output=True, text=True, check=False)

    assert ended.returncode == EXIT_STOPPED
    assert ended.stderr.count("Passage arrêté") == 1
    assert read_journal(folders_in(tmp_path)).last_run.outcome == "stopped"


def test_a_service_that_is_told_to_stop_while_it_starts_has_not_failed(tmp_path):
    command = [str(COMMAND), "serve", "--port", str(free_port()), *options_of(folders_in(tmp_path))]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment()) as service:
        assert b"Mise en route" in service.stderr.readline()
        service.terminate()
        assert service.wait(30) == 0
        assert not service.stderr.read()


if __name__ == "__main__":
    run_that_prefect_listens_to(Path(sys.argv[1]))

"""A run that somebody cancels in their own Prefect server is told as that, not as a crash, and
their worker's log says each sentence once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from consultation.machine.settings import folders
from consultation.runs.journal import read_journal
from tests.cases.command import environment
from tests.cases.places import ROOT
from tests.cases.served import wait_until
from tests.cases.small import FORM, export, row
from tests.cases.their_server import their_server

PROGRAMS = Path(sys.executable).parent


@pytest.mark.prefect
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_a_run_cancelled_from_a_server_and_its_consultation_are_cancelled(tmp_path):
    (tmp_path / "inbox" / "petit").mkdir(parents=True)
    (tmp_path / "inbox" / "petit" / "export.tsv").write_bytes(export([row(1), row(2)]))
    (tmp_path / "inbox" / "petit" / "vide.tsv").touch()
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "petit.toml").write_text(FORM, "utf-8")
    with their_server(tmp_path / "theirs") as server:
        own = environment(
            PREFECT_API_URL=server.address,
            PREFECT_HOME=str(tmp_path / "home"),
            FAIRE_MASSE_DATA="data",
            FAIRE_MASSE_FORMS="forms",
            FAIRE_MASSE_BACKUP=str(tmp_path / "garde.tar"),
        )

        def typed(*words: str) -> None:
            command = [PROGRAMS / "prefect", *words]
            subprocess.run(command, cwd=tmp_path, env=own, check=True, capture_output=True)

        typed("work-pool", "create", "faire-masse", "--type=process")
        typed("deploy", "--all", f"--prefect-file={ROOT / 'prefect.yaml'}")
        with (tmp_path / "worker.log").open("w") as log:
            worker = subprocess.Popen(
                [PROGRAMS / "prefect", "worker", "start", "--pool=faire-masse"],
                env=own,
                stdout=log,
                stderr=log,
            )
        try:
            typed("deployment", "run", "refresh/matin")
            wait_until(lambda: "vide.tsv" in (tmp_path / "worker.log").read_text("utf-8"), 240)
            runs = server.asked("flow_runs/filter", {})
            (run,) = [one for one in runs if one["name"].startswith("petit · ")]
            # What `prefect flow-run cancel` asks for, which starts in the time that a run takes.
            server.asked(f"flow_runs/{run['id']}/set_state", {"state": {"type": "CANCELLING"}})
            wait_until(lambda: {state for _, state in server.runs()} == {"CANCELLED"}, 60)
        finally:
            worker.terminate()
            worker.wait(60)

        said = (tmp_path / "worker.log").read_text("utf-8")
    once = ("Passage arrêté", "export.tsv\u00a0: lu", "vide.tsv\u00a0: refusé")
    assert [said.count(line) for line in (*once, "Traceback")] == [1, 1, 1, 0]
    journal = read_journal(folders(data=str(tmp_path / "data"), environment={}))
    assert journal.last_run.outcome == "stopped"

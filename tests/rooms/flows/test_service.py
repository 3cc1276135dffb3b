"""What `serve` asks of a Prefect server that people name, where other services have theirs."""

import os
from pathlib import Path

import pytest
from prefect.exceptions import ObjectNotFound

from consultation.runs.schedule import Schedule
from flows.commands import runner, serving
from tests.cases.runs import folders_in

DAILY = Schedule("0 6 * * *", "Europe/Paris")


def test_each_data_folder_has_a_deployment_of_its_own_on_a_shared_server(tmp_path):
    places = [folders_in(tmp_path / place) for place in ("a", "b", "b/../a")]
    names = list(map(runner.deployment_on_shared_server, places))

    assert names[0] == names[2] != names[1]


def test_a_late_run_is_asked_for_in_its_folders_until_the_server_has_it(tmp_path, monkeypatch):
    asked = []

    def run_deployment(name, parameters, **_):
        asked.append((name, parameters))
        raise ObjectNotFound(RuntimeError()) if len(asked) == 1 else KeyboardInterrupt

    monkeypatch.setattr(runner, "LOOK_SECONDS", 0)
    monkeypatch.setattr(runner, "run_deployment", run_deployment)
    given = {"where": {"inbox": str(tmp_path / "inbox")}}

    with pytest.raises(KeyboardInterrupt):
        runner.watch_inbox(folders_in(tmp_path), "refresh/passage", given, is_late=True)

    assert asked == [("refresh/passage", given)] * 2


def test_its_temporary_files_have_a_place(tmp_path, monkeypatch):
    places = []
    monkeypatch.setattr(
        serving, "_serve_runs", lambda *_: places.append(Path(os.environ["TMPDIR"]).is_dir())
    )
    monkeypatch.setattr(os, "environ", os.environ | {"PREFECT_API_URL": "http://127.0.0.1:9/api"})

    serving.serve(folders_in(tmp_path), DAILY, 0, print)

    assert places == [True]

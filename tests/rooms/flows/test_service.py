"""What `serve` asks of a Prefect server that people name, where other services have theirs."""

import asyncio
import os
from pathlib import Path
from uuid import uuid4

from consultation.machine.settings import Folders, folders
from consultation.runs.schedule import Schedule
from flows.commands import serving
from flows.commands.runner import DEPLOYMENT, ask_for_run, deployment_for

DAILY = Schedule("0 6 * * *", "Europe/Paris")


def folders_in(place: Path) -> Folders:
    names = ("data", "inbox", "outputs", "forms")
    return folders(**{name: str(place / name) for name in names})


def test_each_data_folder_has_a_deployment_of_its_own_on_a_shared_server(tmp_path):
    def name_of(place: str, *, is_ours: bool) -> str:
        made = deployment_for(folders_in(tmp_path / place), DAILY, is_ours=is_ours)
        return asyncio.run(made).name

    assert name_of("a", is_ours=True) == DEPLOYMENT
    names = [name_of(place, is_ours=False) for place in ("a", "b", "b/../a")]
    assert names[0] == names[2] != names[1]


def test_a_run_that_is_asked_for_is_told_its_folders(tmp_path):
    class Client:
        async def create_flow_run_from_deployment(self, deployment_for_id, **asked):
            return asked

    asked = asyncio.run(ask_for_run(Client(), uuid4(), folders_in(tmp_path)))

    assert asked["parameters"]["where"]["inbox"] == str(tmp_path / "inbox")


def test_its_temporary_files_have_a_place(tmp_path, monkeypatch):
    places = []
    monkeypatch.setattr(
        serving, "_serve_runs", lambda *_: places.append(Path(os.environ["TMPDIR"]).is_dir())
    )
    monkeypatch.setattr(os, "environ", os.environ | {"PREFECT_API_URL": "http://127.0.0.1:9/api"})

    serving.serve(folders_in(tmp_path), DAILY, 0, print)

    assert places == [True]

"""How far a consultation's run is, in Prefect's pages and in ours."""

from __future__ import annotations

import json
import threading
import time
from uuid import uuid4

import pytest

from consultation.machine.lock import run_lock
from consultation.machine.progress import counter
from consultation.runs.advance import Advance, note_advance, present_advance
from flows import step_progress
from tests.cases.page import PageClient
from tests.cases.small import row, small_run


@pytest.fixture
def run(tmp_path):
    return small_run(tmp_path, row(1))


@pytest.fixture
def told(monkeypatch):
    """What Prefect's server is told."""
    told = []

    def create(progress, key, description):
        told.append((key, progress, description))
        return uuid4()

    monkeypatch.setattr(step_progress, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(step_progress, "create_progress_artifact", create)
    monkeypatch.setattr(
        step_progress, "update_progress_artifact", lambda _, *given: told.append(given)
    )
    return told


def do(what: str, done: int, total: int) -> None:
    """So many things of a step are done, and are seen."""
    counter(what, total)(done)
    time.sleep(0.05)


def test_it_moves_with_what_takes_long_and_never_back(run, told):
    with run_lock(run.folders.data):
        with step_progress.shown_progress("Petit_2", run.folders) as finish:
            do("masks", 10, 20)
            do("families", 5, 5)
            do("documents", 1, 2)
            assert present_advance(run.folders) == Advance("Petit_2", 50.0, "document 1/2")
            do("families", 1, 5)  # again, for the pack
            do("workbooks", 4, 4)
            finish()
        assert present_advance(run.folders) == Advance("Petit_2", 100.0, "fini")

    assert told[0] == ("avancement-petit-2", 0.0, "commencé")
    assert told[-1] == (100.0, "fini")
    shares = [one[-2] for one in told]
    assert {12.5, 37.5, 50.0, 75.0} <= set(shares)
    assert shares == sorted(shares)


def test_one_that_failed_stays_where_it_stopped(run, told):
    with run_lock(run.folders.data), step_progress.shown_progress("petit", run.folders):
        do("documents", 1, 2)

    assert told[-1] == (12.5, "document 1/2")


def test_a_server_that_is_gone_stops_nothing(run, told, monkeypatch):
    monkeypatch.setattr(step_progress, "create_progress_artifact", lambda *_: 1 / 0)

    with step_progress.shown_progress("petit", run.folders) as finish:
        finish()

    assert told == []


def test_the_page_shows_it_of_whatever_run_goes_on(run):
    def work():
        with run_lock(run.folders.data):
            note_advance(run.folders, Advance("petit", 37.5, "document 1/2"))
            held.set()
            time.sleep(1)

    held = threading.Event()
    threading.Thread(target=work).start()
    held.wait()
    said = PageClient(run.folders).get("/passages/suite").text

    event, data = said.split("\n")[:2]
    assert event == "event: advance"
    shown = {"form_id": "petit", "percent": 37.5, "said": "document 1/2"}
    assert json.loads(data.removeprefix("data: ")) == shown
    assert said.endswith("event: end\ndata: \n\n")

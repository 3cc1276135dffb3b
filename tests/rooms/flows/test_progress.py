"""How far a consultation's run is, in Prefect's pages and in ours."""

from __future__ import annotations

import json
import threading
import time
from uuid import uuid4

import pytest

from consultation.machine.lock import run_lock
from consultation.machine.progress import counter
from consultation.runs import advance
from consultation.runs.advance import Advance, note_advance, present_advance
from flows import step_progress
from tests.cases.page import PageClient
from tests.cases.small import row, small_run


@pytest.fixture
def folders(tmp_path):
    return small_run(tmp_path, row(1)).folders


@pytest.fixture
def told(monkeypatch):
    """What Prefect's server is told."""
    told = []
    makes = lambda _, *given: told.append(given) or uuid4()  # noqa: E731
    monkeypatch.setattr(advance, "LOOK_SECONDS", 0.01)
    monkeypatch.setattr(step_progress, "create_progress_artifact", lambda *all_: makes("", *all_))
    monkeypatch.setattr(step_progress, "update_progress_artifact", makes)
    return told


def do(what: str, done: int, total: int) -> None:
    """So many things of a step are done, and are seen."""
    counter(what, total)(done)
    time.sleep(0.05)


def test_it_moves_with_what_takes_long_and_never_back(folders, told):
    with run_lock(folders.data):
        with step_progress.shown_progress("Petit_2", folders) as finish:
            do("masks", 10, 20)
            do("families", 5, 5)
            do("documents", 1, 2)
            assert present_advance(folders) == Advance("Petit_2", 50.0, "document 1/2")
            do("families", 1, 5)  # again, for the pack
            do("documents", 2, 2)
            do("workbooks", 4, 4)
            finish()
        assert present_advance(folders) == Advance("Petit_2", 100.0, "fini")

    assert told[0] == (0.0, "avancement-petit-2-0af08631", "commencé")
    shares = [one[0] for one in told]
    assert {12.5, 37.5, 50.0, 62.5, 87.5, 100.0} <= set(shares)
    assert shares == sorted(shares)


def test_one_that_failed_stays_where_it_stopped(folders, told):
    with run_lock(folders.data), step_progress.shown_progress("petit", folders):
        do("documents", 1, 2)

    assert told[-1] == (12.5, "document 1/2")


def test_a_server_that_is_gone_stops_nothing(folders, told, monkeypatch):
    monkeypatch.setattr(step_progress, "create_progress_artifact", lambda *_: 1 / 0)

    with step_progress.shown_progress("petit", folders) as finish:
        finish()

    assert told == []


def test_the_page_shows_it_of_whatever_run_goes_on(folders):
    def work():
        with run_lock(folders.data):
            note_advance(folders, Advance("petit", 37.5, "document 1/2"))
            held.set()
            time.sleep(3)

    page, held = PageClient(folders), threading.Event()
    threading.Thread(target=work).start()
    held.wait()
    event, data, *_, last, _, _, _ = page.get("/passages/suite").text.split("\n")

    assert (event, last) == ("event: advance", "event: end")
    shown = {"form_id": "petit", "percent": 37.5, "said": "document 1/2"}
    assert json.loads(data.removeprefix("data: ")) == shown

"""How far a consultation's run is, on the page: one line per step."""

from __future__ import annotations

import json
import shutil
import threading

import pytest

from consultation.machine.lock import run_lock
from consultation.machine.progress import counter
from consultation.runs import advance
from consultation.runs.advance import Advance, noted_advance, present_advance
from tests.cases.page import PageClient
from tests.cases.small import row, small_run


@pytest.fixture
def folders(tmp_path):
    return small_run(tmp_path, row(1)).folders


def test_the_step_that_goes_on_is_noted_once_a_second(folders, monkeypatch):
    with run_lock(folders.data), noted_advance(folders, "petit"):
        begun = present_advance(folders)
        tell = counter("documents", 2)
        tell()
        within_a_second = present_advance(folders)
        monkeypatch.setattr(advance, "LOOK_SECONDS", 0.0)
        tell()

    assert begun == Advance("petit", "commencé")
    assert within_a_second == Advance("petit", "document 0/2")
    assert present_advance(folders) == Advance("petit", "document 2/2")

    shutil.rmtree(folders.data)  # a data folder that refuses stops nothing
    with noted_advance(folders, "petit"):
        counter("documents", 2)()
    assert present_advance(folders) is None


def test_the_page_shows_it_of_whatever_run_goes_on(folders, monkeypatch):
    held, seen = threading.Event(), threading.Event()

    def work():
        with run_lock(folders.data), noted_advance(folders, "petit"):
            counter("documents", 311)
            held.set()
            seen.wait(3)

    threading.Thread(target=work).start()
    held.wait()
    event, data, *_, last, _, _, _ = PageClient(folders).get("/passages/suite").text.split("\n")
    seen.set()

    assert (event, last) == ("event: advance", "event: end")
    shown = {"form_id": "petit", "said": "document 0/311"}
    assert json.loads(data.removeprefix("data: ")) == shown

"""What the page answers to requests that no screen of it makes, and to two at once."""

from __future__ import annotations

import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor, wait
from itertools import product
from unittest.mock import Mock

import pytest

from consultation.words.errors import OrganiserError
from flows.page import run_process
from flows.page.run_process import RunProcess
from tests.cases.page import PageClient
from tests.cases.small import FORM_ID, export, row, small_run

CANARY = "canari-dans-l-adresse"


@pytest.fixture
def run(tmp_path):
    return small_run(tmp_path)


@pytest.fixture
def page(run):
    return PageClient(run.folders)


@pytest.mark.parametrize(
    ("method", "path", "status", "said"),
    [
        ("GET", f"/{CANARY}", 404, "ne mène nulle part"),
        ("GET", f"/consultations/{CANARY}/relire", 404, "ne mène nulle part"),
        ("GET", f"/consultations/{'a' * 300}", 404, "ne mène nulle part"),
        ("GET", f"/consultations/{'a' * 300}/relire", 404, "ne mène nulle part"),
        ("GET", f"/consultations/{FORM_ID}/relire?n={CANARY}", 422, "pas un formulaire de la page"),
        ("TRACE", f"/?{CANARY}", 405, "pas un formulaire de la page"),
        ("GET", "/fichiers", 405, "pas un formulaire de la page"),
    ],
)
def test_every_error_is_a_page_in_french_that_quotes_nothing(method, path, status, said, page):
    answer = page.ask(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert said in answer.text
    assert CANARY not in answer.text


def test_what_fails_unforeseen_is_told_by_its_kind_only(page, monkeypatch, capfd, caplog):
    monkeypatch.setattr("flows.page.home.status_of", Mock(side_effect=ValueError(CANARY)))
    answer = page.get("/")

    assert (answer.status_code, "erreur imprévue" in answer.text) == (500, True)
    assert CANARY not in "".join([answer.text, *capfd.readouterr(), caplog.text])


DECLARED = "/consultations/nouvelle?fichier={drop}"
THOUSANDS = "&".join(f"consent.rules.{number}.state=own_name" for number in range(2000)).encode()
TOO_LONG = (b"a=" + bytes(1 << 23), b"&a=1" * 120_000, b"\xff")


@pytest.mark.parametrize(
    ("path", "sent"),
    [*product(("/fichiers/{drop}/ranger", DECLARED), TOO_LONG), (DECLARED, THOUSANDS)],
    ids=lambda given: given if isinstance(given, str) else len(given),
)
def test_no_form_of_a_screen_is_so_long(path, sent, page):
    drop = page.drop("a.tsv", export([row(1)])).json()["where"].rpartition("/")[2]
    answer = page.ask("POST", path.format(drop=drop), sent)

    assert (answer.status_code, "trop long" in answer.text) == (400, True)


def test_a_line_that_was_followed_is_a_number_or_none(page):
    assert page.ask("GET", "/passages/suite", last_event_id="9" * 5000).status_code == 200


def test_two_clicks_at_once_start_one_run(run, monkeypatch):
    runs, is_started = RunProcess(run.folders), threading.Event()

    class Started:
        def __init__(self, *_, **__) -> None:
            assert not is_started.is_set()
            is_started.set()
            wait([threads.submit(lambda: None), second], timeout=0.3)

        def poll(self) -> None:
            return None

    monkeypatch.setattr(run_process, "present_server", lambda data: "kept")
    monkeypatch.setattr(subprocess, "Popen", Started)
    with ThreadPoolExecutor() as threads:
        second = threads.submit(lambda: is_started.wait() and runs.start())
        runs.start()

    assert isinstance(second.exception(), OrganiserError)

"""Somebody who asked to be erased is, from the page, once what would go was shown."""

from __future__ import annotations

import datetime as dt

import pytest

from consultation.machine.lock import run_lock
from consultation.runs.journal import read_journal
from consultation.runs.tombstones import read_register
from tests.cases.erasures import ask
from tests.cases.page import PageClient
from tests.cases.small import FORM_ID, row, small_run

pytestmark = pytest.mark.slow

ANA = "ana@example.org"
ERASE = f"/consultations/{FORM_ID}/effacer"
WITHDRAWALS = f"/consultations/{FORM_ID}/retraits"


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """A published form, and a request to erase that no run has read."""
    rows = (row(1, Courriel=ANA, Texte="canari-un"), row(2), row(3))
    made = small_run(tmp_path_factory.mktemp("asked"), *rows)
    made.publish()
    ask(made, ANA)
    return made


@pytest.fixture
def run(asked, tmp_path, monkeypatch):
    monkeypatch.setenv("FAIRE_MASSE_KEY_FILE", str(asked.folders.reference_key))
    return asked.copied(tmp_path)


def ask_for(run, content: bytes = b"") -> str:
    """The screen of withdrawals once what was asked of it has ended."""
    page = PageClient(run.folders)
    begun = page.ask("POST", ERASE, content, hx_request="true")
    assert begun.headers["hx-refresh"] == "true"
    assert 'data-follow="/passages/suite"' in page.get(WITHDRAWALS).text
    page.wait_for_end()
    return page.get(WITHDRAWALS).text


def test_what_would_go_is_shown_and_nothing_goes_before_it_is_asked_for(run):
    shown = ask_for(run).partition("Ce qui partirait</h3>")[2]

    assert "1 réponse à effacer" in shown
    assert "Effacer pour de bon" in shown
    assert "faire-masse erase" not in shown
    assert ANA not in shown
    assert not read_register(run.folders.data, FORM_ID).requests
    assert read_journal(run.folders).last_run is None  # nothing was published
    ask(run, "2", at=dt.datetime.now(dt.UTC))
    later = PageClient(run.folders).get(WITHDRAWALS).text
    assert "Effacer pour de bon" not in later  # that would go too, and was not shown


def test_who_is_erased_is_nowhere_any_more_and_their_receipt_stays_until_it_was_sent(run):
    done = ask_for(run, b"yes=1")

    assert "C’est effacé" in done
    assert done.count("Vous avez demandé") == 1  # the letter to send
    assert read_journal(run.folders).last_run.act == "erase"
    assert read_register(run.folders.data, FORM_ID).is_published
    assert "Effacer pour de bon" not in done
    assert run.published("select count(*) from clean.submissions") == [(2,)]
    again = ask_for(run)
    assert "aucune demande" in again
    assert again.count("Vous avez demandé") == 1
    page = PageClient(run.folders)
    assert "C’est noté" in page.ask("POST", f"{ERASE}/envoye", hx_request="true").text
    assert "Vous avez demandé" not in page.ask("GET", WITHDRAWALS).text


def test_what_keeps_an_erasure_from_its_end_is_said_and_nothing_is_said_to_be_done(
    run, monkeypatch
):
    monkeypatch.setenv("FAIRE_MASSE_KEY_FILE", str(run.folders.data / "nulle-part"))
    said = ask_for(run, b"yes=1")

    assert "L’effacement n’est pas allé au bout" in said
    assert "C’est effacé" not in said
    assert "clé" in said


def test_while_a_run_goes_on_nobody_is_erased(run):
    with run_lock(run.folders.data):
        page = PageClient(run.folders)
        for content in (b"", b"yes=1"):
            refused = page.ask("POST", ERASE, content, hx_request="true")
            assert "déjà en cours" in refused.text

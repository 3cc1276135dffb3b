"""The screen on which the pack is given, frozen, and what was sent is followed."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest

from consultation.releases.freezing import freeze, freeze_release
from consultation.runs.arrivals import seen_now
from consultation.runs.inbox import exports_in
from consultation.runs.journal import FormRecord, note_form
from consultation.runs.remembering import contents_of
from consultation.runs.tombstones import HandedIn, Register, write_register
from tests.cases.erasures import ask
from tests.cases.errors import error_of
from tests.cases.page import PageClient
from tests.cases.small import FORM, FORM_ID, export, row, small_run

pytestmark = pytest.mark.slow

HERE = f"/consultations/{FORM_ID}"
AGREED = {"Envoi": "Oui, sans nom"}


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A published run whose pack may be sent."""
    rows = row(1, **AGREED), row(2, **AGREED)
    form = f"{FORM}\n[review]\nrequired = false\n"
    run = small_run(tmp_path_factory.mktemp("ready"), *rows, form=form)
    run.publish(with_pack=True)
    return run


@pytest.fixture
def run(ready, tmp_path):
    return ready.copied(tmp_path)


def shown(run, path: str = "envoyer") -> str:
    """A screen, with plain spaces."""
    return PageClient(run.folders).get(f"{HERE}/{path}").text.replace("\u00a0", " ")


def test_a_request_that_waits_keeps_the_pack_here_until_a_run_obeys_it(run):
    assert "Prêt à envoyer ? Oui : 2 contributions" in shown(run)
    ask(run, "1", request="retirer")
    page = PageClient(run.folders)
    frozen = page.ask("POST", f"{HERE}/figer", b"name=mai", hx_request="true")

    assert "Prêt à envoyer ? Pas encore." in shown(run)
    assert "Une demande de retrait attend un passage" in shown(run)
    assert "Appliquer le retrait" in shown(run)
    assert f'href="{HERE}/soumission.zip"' not in shown(run)
    assert page.get(f"{HERE}/soumission.zip").status_code == 400
    assert (frozen.status_code, "attend un passage" in frozen.text) == (400, True)
    assert [path.name for path in run.folders.outputs.iterdir()] == [FORM_ID]

    run.publish(with_pack=True)
    assert "Prêt à envoyer ? Oui : 1 contribution." in shown(run)
    assert page.get(f"{HERE}/soumission.zip").status_code == 200


@pytest.mark.parametrize("what_waits", ["an export", "a form file"])
def test_whatever_waits_for_a_run_keeps_the_pack_here(what_waits, run):
    seen = seen_now(exports_in(run.inbox), {})
    note_form(run.folders, FORM_ID, FormRecord(seen=seen, contents=contents_of(seen, {})))
    assert "Prêt à envoyer ? Oui : 2 contributions" in shown(run)
    if what_waits == "an export":
        run.write("suite.tsv", export([row(1, Envoi="Non"), row(2, **AGREED)]))
    else:
        run.folders.kept_form_file(FORM_ID).write_bytes(run.form_file.read_bytes())
    page = PageClient(run.folders)

    assert "Prêt à envoyer ? Pas encore." in shown(run)
    assert "attend un passage" in shown(run)
    assert page.get(f"{HERE}/soumission.zip").status_code == 400
    assert page.ask("POST", f"{HERE}/figer", b"name=mai", hx_request="true").status_code == 400
    refused = error_of(freeze_release, run.folders, FORM_ID, "mai", even_a_project=True)
    assert "attend un passage" in refused.message


def test_what_came_since_the_freeze_is_counted_and_its_addendum_given(run):
    freeze(run.folders.outputs, FORM_ID, "juin")
    assert "Depuis" not in shown(run)
    assert "2 contributions" in shown(run).partition("Envoyé</h2>")[2]
    run.write("suite.tsv", export([row(1, **AGREED), *(row(sid, **AGREED) for sid in (2, 3, 4))]))
    page = PageClient(run.folders)
    asked = b"who=petit:1&request=withdraw&initials=AB"
    page.ask("POST", f"{HERE}/retraits", asked, hx_request="true")
    assert "Depuis" not in shown(run)  # until a run has read them
    run.publish(with_pack=True)

    assert "Depuis : 2 ajoutées, 1 retirée." in shown(run)
    assert f'href="{HERE}/additif-01.zip">Préparer l’additif</a>' in shown(run)
    given = ZipFile(io.BytesIO(page.get(f"{HERE}/additif-01.zip").content))
    assert f"{FORM_ID}-additif-01/additif.csv" in given.namelist()
    assert page.get(f"{HERE}/additif-02.zip").status_code == 404
    assert page.get(f"{HERE}/organisation.zip").status_code == 404
    ask(run, "2", request="retirer")
    assert page.get(f"{HERE}/additif-01.zip").status_code == 400
    assert "Préparer l’additif" not in shown(run)
    freeze(run.folders.outputs, FORM_ID, "juillet")
    assert "Depuis" not in shown(run)  # of what is frozen now


def test_what_the_recipient_still_has_of_somebody_erased_is_said_until_it_was_sent(run):
    freeze(run.folders.outputs, FORM_ID, "juin")
    files = ("soumission/contributions/A.pdf",), ("soumission/registre.csv",)
    write_register(run.folders.data, FORM_ID, Register(handed_in=(HandedIn("juin", *files),)))

    assert "Qui a été effacé y était : 2 fichiers à supprimer ou à remplacer" in shown(run)
    assert f'href="{HERE}/retraits#lettres"' in shown(run)
    page = PageClient(run.folders)
    page.ask("POST", f"{HERE}/effacer/envoye", hx_request="true")
    assert "Qui a été effacé" not in shown(run)

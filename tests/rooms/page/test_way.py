"""The way through a consultation: what is done, what waits, the next thing to do."""

from __future__ import annotations

import os
import re

import pytest

from consultation.releases.freezing import freeze
from consultation.runs.arrivals import seen_now
from consultation.runs.inbox import exports_in
from consultation.runs.journal import FormRecord, begin_run, end_run, note_form
from flows.page.checklist import checklist_of
from tests.cases.erasures import ask
from tests.cases.page import PageClient
from tests.cases.runs import folders_in
from tests.cases.small import FORM, FORM_ID, export, row, small_run

pytestmark = pytest.mark.slow

HERE = f"/consultations/{FORM_ID}"
AGREED = {"Envoi": "Oui, sans nom"}
WITHOUT_REVIEW = f"{FORM}\n[review]\nrequired = false\n"


def way(run):
    return checklist_of(run.folders, FORM_ID)


def steps(run, kind: str) -> list[str]:
    """The titles of the steps of which this holds."""
    return [step.title for step in way(run).steps if getattr(step, kind)]


def published(run):
    """The run, in its journal too."""
    begin_run(run.folders)
    run.publish(with_pack=True)
    note_form(run.folders, FORM_ID, FormRecord(seen=seen_now(exports_in(run.inbox), {})))
    end_run(run.folders, "went_well", "")
    return run


@pytest.fixture(scope="module")
def to_read(tmp_path_factory):
    """A published run with a text to read again."""
    rows = row(1, **AGREED, Texte="Bien trop cher pour la ville."), row(2)
    return published(small_run(tmp_path_factory.mktemp("to_read"), *rows))


@pytest.fixture(scope="module")
def ready(tmp_path_factory):
    """A published run whose pack may be sent."""
    folder = tmp_path_factory.mktemp("ready")
    return published(small_run(folder, row(1, **AGREED), form=WITHOUT_REVIEW))


def test_a_project_with_nothing_of_one_s_own_offers_the_example(tmp_path, monkeypatch):
    folders = folders_in(tmp_path)
    page, started = PageClient(folders), []
    monkeypatch.setattr(page.app.state.screens.run, "start", lambda: started.append(True))
    offer = 'hx-post="/passages/exemple"'

    assert offer in page.get("/").text
    assert page.ask("POST", "/passages/exemple").headers["hx-redirect"] == "/passages"
    assert started == [True]
    assert len(exports_in(folders.inbox / "vsa-2022")) == 3
    assert offer not in page.get("/").text


def test_a_pack_that_is_ready_is_to_be_sent_and_then_nothing_waits(ready, tmp_path):
    run = ready.copied(tmp_path)
    assert way(run).next.address == f"{HERE}/envoyer"

    freeze(run.folders.outputs, FORM_ID, "juin")
    assert way(run).next is None
    assert "Envoyer" in steps(run, "is_done")

    run.write("juillet.tsv", export([row(1, **AGREED), row(2, **AGREED)]))
    published(run)  # with an addendum
    assert way(run).next.address == f"{HERE}/envoyer"
    assert "Envoyer" not in steps(run, "is_done")


def test_a_request_to_erase_is_a_thing_to_do_until_it_is_obeyed(tmp_path):
    run = small_run(tmp_path, row(1, Courriel="ana@example.org"), row(2))
    ask(run, "ana@example.org")

    assert way(published(run)).next.address == f"{HERE}/retraits"


def test_what_another_program_is_writing_or_nobody_declared_starts_no_run(ready, tmp_path):
    run = ready.copied(tmp_path)
    (run.inbox / "neuf.tsv.part").write_bytes(b"a")
    assert not way(run).next.is_run

    (run.folders.inbox / "autre").mkdir()
    (run.folders.inbox / "autre" / "export.tsv").write_bytes(export([row(1)]))
    assert checklist_of(run.folders, "autre").next is None


def test_a_file_that_was_refused_can_be_dropped_again_and_taken_away(tmp_path):
    run = small_run(tmp_path)
    (run.inbox / "export.tsv").write_bytes(b"photo")
    seen = seen_now(exports_in(run.inbox), {})
    record = FormRecord(seen=seen, failure="Illisible.", refused_files=("export.tsv",))
    note_form(run.folders, FORM_ID, record)
    assert (way(run).next.address, way(run).files) == ("/#deposer", ("export.tsv",))

    PageClient(run.folders).ask("DELETE", f"/fichiers/en-attente/{FORM_ID}/export.tsv")
    assert not (run.inbox / "export.tsv").exists()


def test_a_name_that_is_no_text_is_shown(tmp_path):
    run = small_run(tmp_path, row(1))
    (run.inbox / "export.tsv").rename(run.inbox / os.fsdecode(b"\xff.tsv"))

    for screen in (HERE, "/"):
        assert PageClient(run.folders).get(screen).status_code == 200


def test_what_failed_is_to_be_corrected_before_anything_else(ready, tmp_path):
    run = ready.copied(tmp_path)
    note_form(run.folders, FORM_ID, FormRecord(failure="Une colonne est inconnue."))
    (run.inbox / "export.tsv").unlink()
    assert way(run).next.address == f"{HERE}/declaration"

    run.folders.form_file(FORM_ID).write_text("title = [")
    (run.inbox / "autre.tsv").write_bytes(export([row(2)]))
    assert way(run).next.address == f"{HERE}/declaration"


def test_each_screen_says_where_one_is_and_has_one_filled_button_at_most(to_read):
    """After a run, texts are read before the pack is completed."""
    assert way(to_read).next.address == f"{HERE}/relire"
    page = PageClient(to_read.folders)
    for screen in ("", "relire", "relire/vite", "verifier", "retraits", "envoyer", "publier"):
        shown = page.get(f"{HERE}/{screen}".rstrip("/")).text

        assert "Petit formulaire" in shown.partition("<main")[0], screen
        assert shown.count('aria-current="page"') == (2 if "relire" in screen else 1), screen
        assert len(re.findall('class="button"', shown)) <= 1, screen

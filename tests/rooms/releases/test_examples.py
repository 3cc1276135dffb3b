"""Invented answers: what is made of them says so, is never frozen, and makes room for real
answers."""

from __future__ import annotations

import json
import shutil

import pytest
from openpyxl import load_workbook

from consultation.machine.settings import Folders
from consultation.releases.examples import is_unanswered, lay_example, remove_examples, take_away
from consultation.releases.freezing import freeze
from tests.cases.errors import error_of
from tests.cases.page import PageClient
from tests.cases.places import ROOT
from tests.cases.poppler import needs_poppler, words_of
from tests.cases.runs import Run, new_run
from tests.cases.small import FORM_ID, row, small_run

pytestmark = pytest.mark.slow

MARK = "EXEMPLE, réponses inventées"


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Run:
    run = small_run(tmp_path_factory.mktemp("example"), row(1, Envoi="Oui, sans nom", Texte="Non."))
    run.write("EXEMPLE.txt", b"Rien ici ne vient de personne.")
    run.publish(with_pack=True)
    return run


def test_the_one_that_is_bundled_asks_one_question_of_each_kind(tmp_path):
    bundled = ROOT / "schemas" / "exemple" / "vsa-2022"
    run = new_run(tmp_path, *bundled.glob("*.tsv"))
    run.build("review.suspicions", "review.consents", "review.missing_answers")

    assert run.query("select count(*) > 0 from review.suspicions") == [(True,)]
    assert run.query("select submissions from review.consents where state = 'open'") == [
        ("vsa-2022:412948",)
    ]
    assert run.query("select answer_count from review.missing_answers") == [(2,)]


def test_the_mark_is_no_export_and_every_first_page_says_that_the_answers_are_invented(example):
    assert example.query("select file_name from raw.exports") == [("export.tsv",)]
    assert example.query("from raw.refusals") == []
    assert example.notices() == []  # nor is the title of the exports another one

    workbooks = sorted(example.release.rglob("*.xlsx"))
    assert len(workbooks) >= 5
    for path in workbooks:
        assert load_workbook(path).properties.title.startswith(MARK), path.name
    for path in (example.synthese, example.release / "soumission" / "contributions.xlsx"):
        first = load_workbook(path).worksheets[0]
        assert any(MARK in str(cell.value) for line in first for cell in line), path.name
    assert (example.release / "LISEZMOI.txt").read_text("utf-8").startswith(MARK)
    manifest = json.loads((example.release / "manifest.json").read_text("utf-8"))
    assert manifest["title"].startswith(MARK)


@needs_poppler
def test_every_document_says_it_too(example):
    documents = sorted(example.release.rglob("*.pdf"))
    assert len(documents) >= 3
    for path in documents:
        assert MARK in " ".join(words_of(path.read_bytes()).split()), path.name


def test_it_is_never_ready_to_be_sent_nor_frozen_and_stays_one_when_the_mark_is_gone(
    example, tmp_path
):
    assert "exemple" in example.reasons()[0]
    assert error_of(freeze, example.folders.outputs, FORM_ID, "depot").code == "freeze_example"

    run = example.copied(tmp_path)
    (run.inbox / "EXEMPLE.txt").unlink()
    assert run.publish().is_example  # its answers stay counted


def test_the_bundled_one_is_laid_where_nothing_is_and_makes_room_whole(example, tmp_path):
    places = Folders(*(tmp_path / name for name in ("inbox", ".data", "outputs", "forms")))
    assert lay_example(places)
    assert not lay_example(places)  # there are files now
    laid = {path.name for path in (places.inbox / "vsa-2022").iterdir()}
    assert {"EXEMPLE.txt", "p1-01-defaut-tab.tsv"} < laid
    (places.inbox / "vsa-2022" / "page-AB-20261130T101500123456.decisions.jsonl").touch()
    places.data.mkdir()
    for name in ("vsa-2022.duckdb", "autre.duckdb"):
        (places.data / name).touch()
    told = json.loads((example.release / "manifest.json").read_text("utf-8"))
    shutil.copytree(example.release, places.release("vsa-2022"))
    (places.release("vsa-2022") / "manifest.json").write_text(
        json.dumps(told | {"form_id": "vsa-2022"})
    )
    own = places.inbox / "vsa-2022" / "le-mien.tsv"
    own.touch()
    assert remove_examples(places) == ()  # somebody else's file is there
    own.unlink()

    assert remove_examples(places) == ("vsa-2022",)
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")}
    assert left == {"inbox", ".data", ".data/autre.duckdb", "outputs", "forms"}


def test_it_is_taken_away_with_nothing_of_ones_own_and_the_program_keeps_its_form(tmp_path):
    places = Folders(
        *(tmp_path / name for name in ("inbox", ".data", "outputs")), ROOT / "schemas/forms"
    )
    assert not is_unanswered(places, "vsa-2022")  # nothing to take away
    assert lay_example(places)
    own = places.inbox / "vsa-2022" / "le-mien.tsv"
    own.touch()
    assert not is_unanswered(places, "vsa-2022")
    own.unlink()

    take_away(places, "vsa-2022")
    assert places.form_file("vsa-2022").exists()
    assert not (places.inbox / "vsa-2022").exists()

    (places.outputs / "ville").mkdir(parents=True)
    (places.outputs / "ville" / "manifest.json").write_text('{"form_id": "ville"}')
    assert not is_unanswered(places, "ville")  # what can't be read is kept


def test_what_nobody_answered_is_taken_away_on_the_page_and_nothing_else(example, tmp_path):
    run = example.copied(tmp_path)
    page = PageClient(run.folders)

    refused = page.ask("DELETE", f"/consultations/{FORM_ID}", hx_request="true")
    assert refused.status_code == 400
    assert run.release.exists()
    assert not is_unanswered(run.folders, FORM_ID)

    shutil.rmtree(run.inbox)  # the bundled example's stands elsewhere, and so does its data
    run.folders.database(FORM_ID).unlink()
    assert "Retirer cet exemple" in page.get("/").text
    assert page.ask("DELETE", f"/consultations/{FORM_ID}").status_code == 204
    assert not run.release.exists()
    assert not run.folders.form_file(FORM_ID).exists()
    assert FORM_ID not in page.get("/").text

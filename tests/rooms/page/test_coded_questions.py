"""The page asks once which questions are coded, before the first text and the first workbook."""

from __future__ import annotations

import tomllib
from urllib.parse import urlencode

import pytest

from consultation.proposals.page_file import is_written_by_page, page_text
from tests.cases.page import PageClient
from tests.cases.small import FORM, FORM_ID, row, small_run

pytestmark = pytest.mark.slow

HERE = f"/consultations/{FORM_ID}"
LONG = "Je refuse que des caméras suivent chacun de mes gestes dans la rue."
OTHER = "Avec tout cet argent, rouvrez plutôt la maternité et la gare du centre."
TWO_QUESTIONS = FORM.replace("families = false\n", "")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    rows = [row(1, Texte=LONG, Suite="Gare"), row(2, Texte=OTHER, Suite="Vélo")]
    run = small_run(tmp_path_factory.mktemp("asked"), *rows, form=TWO_QUESTIONS)
    run.build()
    return run


@pytest.fixture
def page(made, monkeypatch) -> PageClient:
    made.form_file.write_text(TWO_QUESTIONS, encoding="utf-8")
    page = PageClient(made.folders)
    monkeypatch.setattr(page.app.state.screens.run, "start", lambda: None)
    return page


def choose(page: PageClient, *questions: str, do: str = ""):
    sent = urlencode([*(("question", one) for one in questions), ("do", do)]).encode()
    return page.ask("POST", f"{HERE}/relire/coder/questions", sent, hx_request="true")


def test_questions_of_long_texts_are_ticked_and_the_answer_is_written_and_not_asked_again(
    made, page
):
    made.form_file.write_text(page_text(tomllib.loads(TWO_QUESTIONS)), encoding="utf-8")
    shown = page.get(f"{HERE}/relire/coder").text
    assert shown.count("2 textes") == 2
    assert 'value="texte" checked>' in shown
    assert 'value="suite">' in shown

    assert "Aucune question" in choose(page, "avis").text
    assert choose(page, "suite").headers["hx-redirect"] == "/passages"

    text = made.form_file.read_text("utf-8")
    assert is_written_by_page(text)
    coded = {"coding": {"questions": ["suite"]}}
    assert tomllib.loads(text) == tomllib.loads(TWO_QUESTIONS) | coded
    assert "Quelles questions coder" not in page.get(f"{HERE}/relire/coder").text
    assert choose(page, "texte").status_code == 400


def test_a_file_that_a_person_wrote_is_shown_its_lines_or_taken_over(made, page):
    lines = choose(page, "texte", do="show").text
    assert "[coding]" in lines
    assert "questions = [&#34;texte&#34;]" in lines
    assert made.form_file.read_text("utf-8") == TWO_QUESTIONS

    assert choose(page, "texte", do="take").status_code == 204
    assert is_written_by_page(made.form_file.read_text("utf-8"))

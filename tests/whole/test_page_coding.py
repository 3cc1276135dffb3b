"""A hundred texts coded on the local page, in a real browser, by the keyboard alone."""

from __future__ import annotations

import pytest

from consultation.runs.journal import begin_run, end_run
from tests.cases.browser import browser, check_screen, opened
from tests.cases.coded import THEMES, give_back
from tests.cases.runs import Run
from tests.cases.small import FORM, FORM_ID, row, small_run

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COUNT = 100
CODING = '\n[coding]\nquestions = ["texte"]\ncoders = ["A", "B"]\n'
HERE = f"consultations/{FORM_ID}/relire/coder"


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> Run:
    """A hundred texts that both code, and a grid that nobody has used."""
    rows = [
        row(number, Envoi="Oui, sans nom", Qui="Citoyen·ne", Texte=f"La caméra numéro {number}.")
        for number in range(1, COUNT + 1)
    ]
    run = small_run(tmp_path_factory.mktemp("coding"), *rows, form=FORM + CODING)
    run.ingest()
    give_back(run, THEMES, ())
    begin_run(run.folders)
    run.build()
    end_run(run.folders, "went_well", "")
    return run


def test_a_hundred_texts_are_coded_with_two_keys_each_or_one_and_the_last_is_taken_back(run):
    with opened(run.folders) as page, browser(viewport={"width": 1366, "height": 768}) as context:
        tab = context.new_page()
        tab.set_default_timeout(60_000)
        tab.goto(page.entrance)
        tab.goto(f"{page.address}{HERE}?qui=A")
        check_screen(tab)
        tab.keyboard.press("c")  # « À citer », of the first alone
        keys = 0
        for number in range(1, COUNT + 1):
            tab.get_by_text(f"Texte {number} sur {COUNT}", exact=True).wait_for()
            for key in ["0"] if number % 4 == 0 else [str(1 + number % 2), "Enter"]:
                tab.keyboard.press(key)
                keys += 1
        tab.get_by_text("tout est codé").wait_for()
        assert keys == 175
        tab.keyboard.press("u")
        tab.get_by_text(f"{COUNT - 1} sur {COUNT} codés").wait_for()
        assert "rythme" in tab.inner_text("#sujet")
        tab.keyboard.press("0")
        tab.get_by_text("tout est codé").wait_for()

    (lines,) = run.inbox.glob("page-A-*.decisions.jsonl")
    assert "caméra" not in lines.read_text("utf-8")  # no word of what people wrote
    begin_run(run.folders)
    run.ingest()
    run.build()
    told = (
        "select coder, count(*), count(*) filter (where is_quotable) from coding.codes group by 1"
    )
    assert run.query(told) == [("A", COUNT, 1)]
    found = run.query("select distinct list_sort(theme_ids) from coding.codes order by all")
    assert found == [([],), (["cout"],), (["surveillance"],)]


def test_to_skip_and_to_come_back_changes_nothing_and_what_others_found_is_nowhere(run):
    with opened(run.folders) as page, browser(viewport={"width": 390, "height": 844}) as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        tab.goto(f"{page.address}{HERE}")
        tab.get_by_text("Qui code ?").wait_for()
        tab.goto(f"{page.address}{HERE}?qui=B")
        assert f"0 sur {COUNT} codés" in tab.inner_text("#sujet")
        assert not tab.locator("input:checked[name=theme]").count()
        tab.keyboard.press("p")
        tab.get_by_text(f"Texte 2 sur {COUNT}", exact=True).wait_for()
        tab.keyboard.press("k")
        tab.get_by_text(f"Texte 1 sur {COUNT}", exact=True).wait_for()
        tab.keyboard.press("Enter")
        tab.get_by_text("d’un à cinq thèmes").wait_for()

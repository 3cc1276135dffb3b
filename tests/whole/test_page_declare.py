"""Consultations declared in a real browser: from an empty folder and an export to what is
published, without a shell and, once, without a mouse."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from consultation.forms.form import read_form
from consultation.machine.settings import Folders
from consultation.proposals.topics import key_of
from tests.cases.browser import browser, check_screen, go_to, opened, press_on
from tests.cases.command import faire_masse
from tests.cases.drafts import VALBOURG, export_of
from tests.cases.places import FRAMAFORMS
from tests.cases.runs import FIRST, Run, folders_in
from tests.cases.runs import published as published_run

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

DECLARE, SAVE = "En faire une nouvelle consultation", "Enregistrer et compter"
# What each answer of the consent question allows, what leaves.
ACTS = ("au mot$", "questions? partent$|question part$")
# As the sketch: 1,473 px with three questions.
MOST_PIXELS = 2000
QUESTIONS = "**/nouvelle*"
PRECISION = "Si « autre », précisez"

# What becomes of each submission, and of each answer, in the order of the form.
TOLD = (
    "select split_part(submission_id, ':', 2), box from respondents.flow order by all",
    """select split_part(submission_id, ':', 2), consent, is_sendable, respondent_kind
    from respondents.contributions order by all""",
    """select questions.position, questions.kind, items.position, chosen_count, answered_count
    from statistics.answer_counts
    join form.questions using (question_id)
    left join form.items using (question_id, item_id)
    where counting_rule = 'all' order by all""",
    """select questions.position, text, number, date, count(*)
    from clean.answers
    join form.questions using (question_id)
    where choice_id is null group by all order by all""",
)


@pytest.fixture
def folders(tmp_path) -> Folders:
    return folders_in(tmp_path)


def wait_for_the_end(tab) -> None:
    tab.get_by_role("button", name="Lancer un passage").wait_for(timeout=280_000)


def declare_by_keyboard(tab, export: Path) -> None:
    with tab.expect_file_chooser() as chooser:
        press_on(tab, "fichier")
    chooser.value.set_files(export)
    tab.get_by_role("link", name=DECLARE).wait_for()
    press_on(tab, DECLARE)
    tab.get_by_role("heading", name="Nouvelle consultation").wait_for()
    check_screen(tab)
    press_on(tab, SAVE)
    # Who it is for is not in any export: the summary has the focus, and leads to the field.
    tab.get_by_role("heading", name="1 réponse à revoir").wait_for()
    assert tab.evaluate("document.activeElement.id") == "bilan"
    check_screen(tab)
    press_on(tab, "Destinataire")
    tab.locator("#recipient:focus").wait_for()
    tab.keyboard.type("CNIL")
    go_to(tab, f"use.{key_of(PRECISION)}.organisation")
    tab.keyboard.press("ArrowLeft")  # it leaves, though we proposed that it stays
    press_on(tab, "reste")
    press_on(tab, "cloture")
    go_to(tab, "closes_at")
    tab.keyboard.type("11112022")  # a day whose month may come first
    press_on(tab, "nom")
    go_to(tab, "form_id")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("au-clavier")
    decide_all(tab)
    press_on(tab, SAVE)
    tab.get_by_text("Un passage est en cours").wait_for()


def decide_all(tab) -> None:
    """Nothing was decided: two acts do, each below the list of what it decides."""
    for act in ACTS:
        button = tab.get_by_role("button", name=re.compile(act))
        if button.count():  # no form has questions of every kind
            press_on(tab, button.inner_text())
            button.wait_for(state="detached")
    check_screen(tab)


def begin_declaration(tab) -> None:
    """The questions are there, and what listens to them too."""
    tab.get_by_role("link", name=DECLARE).click()
    tab.wait_for_url(QUESTIONS)


def tells_what_people_wrote(folders: Folders, form_id: str, export: str) -> bool:
    """The form file tells of each answer what the one that people wrote tells, whatever ids they
    chose."""
    page = Run(folders, form_id).published
    by_hand = published_run(export).published
    return all(page(asked) == by_hand(asked) != [] for asked in TOLD)


def go_through(tab, folder: Path) -> None:
    """From the end of a run, those who chose something, then those of them who wrote a word; then
    the pack, which verifies."""
    press_on(tab, tab.get_by_role("link", name=re.compile("Voir les résultats")).inner_text())
    tab.get_by_text("à transmettre, sur").wait_for()
    check_screen(tab)
    press_on(tab, "Surveillance de masse")
    tab.get_by_text("contributions comptées Tout le monde").wait_for()
    # Once a page that is asked for at one of its headings is loaded, nothing has the focus.
    tab.wait_for_load_state()
    tab.get_by_label("Chercher dans les textes").focus()
    tab.keyboard.type("videosurveillance")
    tab.keyboard.press("Enter")
    tab.get_by_role("heading", name="Textes où ces mots sont écrits").wait_for()
    assert "vidéosurveillance" in tab.locator("mark.found").first.inner_text().lower()
    assert "&q=videosurveillance" in tab.url
    check_screen(tab)
    press_on(tab, "etape-send")
    tab.get_by_role("heading", name="À faire avant").wait_for()
    press_on(tab, "Tout ce qui reste à regarder, nombre par nombre")
    quick = tab.get_by_role("link", name="À relire vite").get_attribute("href")
    assert quick == "/consultations/au-clavier/relire/vite"
    check_screen(tab)
    pack = "au-clavier-soumission-PROJET"
    with tab.expect_download() as download:
        press_on(tab, f"{pack}.zip")
    download.value.save_as(folder / "pack.zip")
    shutil.unpack_archive(folder / "pack.zip", folder)
    verified = faire_masse("verify", folder / pack)
    assert (verified.returncode, verified.stderr) == (0, "")


def take_over_by_keyboard(tab, form_file: Path) -> None:
    """A file that somebody changed is shown with the lines to write, then written anew."""
    with form_file.open("a", encoding="utf-8") as file:
        file.write("# relu\n")
    tab.reload()
    tab.get_by_label("Destinataire").focus()
    press_on(tab, "Montrer les lignes à écrire")
    tab.locator("#lignes:focus").wait_for()
    check_screen(tab)
    press_on(tab, "Reprendre sur la page et lancer un passage")
    tab.get_by_role("link", name=re.compile("Voir les résultats")).wait_for()
    assert "# relu" not in form_file.read_text("utf-8")
    assert "# relu" in form_file.with_name("au-clavier.toml.avant").read_text("utf-8")


def test_an_export_becomes_a_published_consultation_by_keyboard_alone(folders, tmp_path):
    with opened(folders) as page, browser() as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        declare_by_keyboard(tab, FRAMAFORMS / FIRST)
        wait_for_the_end(tab)
        go_through(tab, tmp_path)
        tab.goto(f"{page.address}consultations/au-clavier/declaration")
        assert tab.get_by_label("Destinataire").input_value() == "CNIL"
        check_screen(tab)
        take_over_by_keyboard(tab, folders.form_file("au-clavier"))

    form = read_form(folders.form_file("au-clavier"))
    assert (form.recipient, str(form.closes_at)) == ("CNIL", "2022-11-11 23:59:59")
    assert {one.audience for one in form.questions if one.title == PRECISION} == {"all"}
    assert tells_what_people_wrote(folders, "au-clavier", FIRST)


def test_what_is_answered_while_the_screen_is_drawn_again_is_kept(folders):
    held = []
    with opened(folders) as page, browser() as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        tab.set_input_files("#fichier", FRAMAFORMS / FIRST)
        begin_declaration(tab)
        tab.get_by_role("button", name=re.compile(ACTS[1])).click()
        who = tab.locator("details.why", has=tab.get_by_label("Association (loi 1901)"))
        who.locator("summary").click()
        tab.locator("#autre-accord > summary").click()
        tab.route(QUESTIONS, lambda route: held.append(route))
        tab.get_by_label("Quelle question demande cet accord ?").select_option("")
        while not held:
            tab.wait_for_timeout(10)
        tab.get_by_label("Destinataire").fill("CNIL")
        tab.get_by_label("Association (loi 1901)").uncheck()
        tab.locator(f"[id='use.{key_of(PRECISION)}.all']").check()
        held.pop().continue_()
        tab.get_by_text("La suite de la page tient compte").wait_for()

        assert tab.get_by_label("Destinataire").input_value() == "CNIL"
        assert not tab.get_by_label("Association (loi 1901)").is_checked()
        assert tab.locator(f"[id='use.{key_of(PRECISION)}.all']").is_checked()
        # What was open still is, and who was there is not moved.
        assert tab.evaluate("document.activeElement.id") == f"use.{key_of(PRECISION)}.all"


def test_fourteen_questions_are_declared_on_two_screens_and_a_half(folders, tmp_path):
    export = tmp_path / "plan_velo_de_valbourg.tsv"
    export.write_bytes(export_of(VALBOURG))
    with opened(folders) as page, browser(viewport={"width": 1366, "height": 768}) as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        tab.set_input_files("#fichier", export)
        begin_declaration(tab)
        tab.get_by_role("heading", name="Le reste, déjà proposé").wait_for()

        assert tab.evaluate("document.documentElement.scrollHeight") <= MOST_PIXELS
        check_screen(tab)
        tab.goto(f"{tab.url}#publish.public")
        tab.locator("[id='publish.public']:focus").wait_for()

"""Consultations declared in a real browser: from an empty folder and an export to what is
published, without a shell and, once, without a mouse."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from consultation.settings import Folders
from tests.cases.browser import browser, opened, serious_problems
from tests.cases.command import faire_masse
from tests.cases.places import CASES, FRAMAFORMS
from tests.cases.runs import COMPACT, FIRST, digests

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DECLARE, SAVE = (
    "Déclarer une nouvelle consultation avec ce fichier",
    "Enregistrer et lancer un passage",
)
MOST_KEYS = 200


@pytest.fixture
def folders(tmp_path) -> Folders:
    return Folders(*(tmp_path / name for name in ("inbox", "data", "outputs", "forms")))


def in_order(tab) -> None:
    """Nothing serious for axe, and nothing to scroll sideways at 320 px."""
    assert serious_problems(tab) == []
    wide = tab.viewport_size
    tab.set_viewport_size({"width": 320, "height": 800})
    assert tab.evaluate("document.scrollingElement.scrollWidth") == 320
    tab.set_viewport_size(wide)


def go_to(tab, name: str) -> None:
    """Move with the keyboard to the control of this id or text."""
    for _ in range(MOST_KEYS):
        tab.keyboard.press("Tab")
        here = "[document.activeElement.id, document.activeElement.innerText?.trim()]"
        if name in tab.evaluate(here):
            return
    raise AssertionError(f"{name} is out of the keyboard's reach")


def press_on(tab, name: str) -> None:
    go_to(tab, name)
    tab.keyboard.press("Enter")


def wait_for_the_end(tab) -> None:
    tab.get_by_role("button", name="Lancer un passage").wait_for(timeout=280_000)


def declare_by_keyboard(tab, export: Path) -> None:
    with tab.expect_file_chooser() as chooser:
        press_on(tab, "fichier")
    chooser.value.set_files(export)
    tab.get_by_role("link", name=DECLARE).wait_for()
    press_on(tab, DECLARE)
    tab.get_by_role("heading", name="Nouvelle consultation").wait_for()
    in_order(tab)
    press_on(tab, SAVE)
    # Who it is for is not in any export: the summary has the focus, and leads to the field.
    tab.get_by_role("heading", name="1 réponse à revoir").wait_for()
    assert tab.evaluate("document.activeElement.id") == "bilan"
    in_order(tab)
    press_on(tab, "Destinataire")
    tab.locator("#recipient:focus").wait_for()
    tab.keyboard.type("CNIL")
    go_to(tab, "form_id")
    tab.keyboard.press("Control+a")
    tab.keyboard.type("au-clavier")
    press_on(tab, "Montrer le fichier")
    tab.locator("#fichier:focus").wait_for()
    tab.keyboard.press("Shift+Tab")
    assert tab.evaluate("document.activeElement.innerText") == SAVE
    tab.keyboard.press("Enter")
    tab.get_by_text("Le passage est en cours").wait_for()


def declare_by_mouse(tab, export: Path, form_id: str) -> None:
    tab.set_input_files("#fichier", export)
    tab.get_by_role("link", name=DECLARE).click()
    tab.get_by_label("Titre").fill(form_id)
    tab.get_by_label("Destinataire").fill("Mairie")
    tab.get_by_label("Nom court").fill(form_id)
    # Another question for consent, then the one that was proposed again: its answers are back.
    asked = tab.get_by_label("Quelle question demande cet accord ?")
    proposed = asked.input_value()
    asked.select_option("")
    tab.get_by_text("La suite de la page tient compte").wait_for()
    assert tab.get_by_role("heading", name="Ce que permet chacune").count() == 0
    asked.select_option(proposed)
    tab.get_by_role("heading", name="Ce que permet chacune").wait_for()
    in_order(tab)
    tab.get_by_role("button", name=SAVE).click()
    tab.get_by_text("Le passage est en cours").wait_for()


def published_as_the_command_line_does(folders, folder) -> bool:
    """The same inbox and form files give the same files to a run without the page."""
    again = Folders(*(folder / f"{name}-again" for name in ("inbox", "data", "out", "forms")))
    shutil.copytree(folders.inbox, again.inbox)
    shutil.copytree(folders.forms, again.forms)
    names = ("inbox", "data", "outputs", "forms")
    ran = faire_masse("run", *(f"--{name}={getattr(again, name)}" for name in names))
    assert ran.returncode == 0, ran.stderr
    return published(folders.outputs) == published(again.outputs) != {}


def published(outputs: Path) -> dict[str, str]:
    """Every file but databases, and the two that tell the bytes of these."""
    tells = ("manifest.json", "SHA256SUMS")
    found = digests(outputs)
    return {path: digest for path, digest in found.items() if path.partition("/")[2] not in tells}


def test_an_export_becomes_a_published_consultation_by_keyboard_alone(folders, tmp_path):
    with opened(folders) as page, browser() as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        declare_by_keyboard(tab, FRAMAFORMS / FIRST)
        wait_for_the_end(tab)
        tab.goto(f"{page.address}consultations/au-clavier/declaration")
        assert tab.get_by_label("Destinataire").input_value() == "CNIL"
        in_order(tab)

    form = tomllib.loads(folders.form_file("au-clavier").read_text("utf-8"))
    assert form["consent"]["own_name"] == ["Oui, en mon nom"]
    assert published_as_the_command_line_does(folders, tmp_path)


def test_keys_and_another_tool_s_headings_become_consultations_too(folders, tmp_path):
    exports = {"cles": FRAMAFORMS / COMPACT, "google": CASES / "tools" / "google.csv"}
    with opened(folders) as page, browser() as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        for form_id, export in exports.items():
            declare_by_mouse(tab, export, form_id)
            wait_for_the_end(tab)
            tab.goto(page.address)

    assert published_as_the_command_line_does(folders, tmp_path)


def test_what_is_answered_while_the_screen_is_drawn_again_is_kept(folders):
    held = []
    with opened(folders) as page, browser() as context:
        tab = context.new_page()
        tab.goto(page.entrance)
        tab.set_input_files("#fichier", FRAMAFORMS / FIRST)
        tab.get_by_role("link", name=DECLARE).click()
        tab.route("**/nouvelle*", lambda route: held.append(route))
        tab.get_by_label("Quelle question demande cet accord ?").select_option("")
        tab.get_by_label("Destinataire").fill("CNIL")
        tab.get_by_label("Association (loi 1901)").uncheck()
        held.pop().continue_()
        tab.get_by_text("La suite de la page tient compte").wait_for()

        assert tab.get_by_label("Destinataire").input_value() == "CNIL"
        assert not tab.get_by_label("Association (loi 1901)").is_checked()

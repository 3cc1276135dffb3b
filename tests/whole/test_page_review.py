"""Texts read again, doubts and withdrawals on the local page, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from consultation.runs.journal import begin_run, end_run
from tests.cases.browser import browser, check_screen, opened
from tests.cases.runs import Run
from tests.cases.small import FORM_ID, row, small_run

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAME = {"Envoi": "Oui, sans nom", "Nom": "Bo Invent", "Code_postal": "75011"}
SHORT = {"Envoi": "Oui, sans nom", "Mode": "Autre", "Autre_mode": "trottinette"}


def reviewed(folder: Path) -> Run:
    """A run that has texts to read again, short texts, and a doubt."""
    run = small_run(
        folder,
        row(1, Envoi="Oui, sans nom", Texte="La maîtresse de Léo, Mme Lilas, l'a vu de près."),
        row(2, **SAME, Texte="Bien trop cher pour la ville."),
        row(3, **SAME, Texte="Bien trop cher pour la ville."),
        row(4, **SHORT),
        row(5, **SHORT),
    )
    begin_run(run.folders)
    run.build()
    end_run(run.folders, "went_well", "")
    return run


@contextmanager
def telephone(run: Run) -> Iterator[Callable[[], Any]]:
    """The run's page on a narrow screen; each call gives a new tab of it."""
    with opened(run.folders) as page, browser(viewport={"width": 320, "height": 700}) as context:

        def tab():
            tab = context.new_page()
            tab.set_default_timeout(60_000)
            tab.goto(f"{page.address}" if context.cookies() else page.entrance)
            tab.here = f"{page.address}consultations/{FORM_ID}"
            return tab

        yield tab


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """One page for all tests but that which runs: each looks at screens of its own."""
    with telephone(reviewed(tmp_path_factory.mktemp("reviewed"))) as tab:
        yield tab


@pytest.fixture
def tab(shared):
    return shared()


def words(tab) -> str:
    return tab.input_value("#mots")


def focused(tab) -> str:
    return tab.evaluate("document.activeElement.id")


def read_on(tab, shown) -> None:
    """What is shown is there, and keys are heard again: the page lets go the keys pressed
    before."""
    shown.wait_for()
    tab.wait_for_function("!document.querySelector('.htmx-request')")


def test_texts_are_read_again_with_the_keyboard_alone_and_a_run_applies_it(tmp_path):
    run = reviewed(tmp_path)
    with telephone(run) as new_tab:
        read_again_by_keyboard(new_tab())

    assert run.query("select choice, initials from raw.decisions order by 1") == [
        ("send", "AB"),
        ("withhold", "AB"),
    ]


def read_again_by_keyboard(tab) -> None:
    tab.goto(f"{tab.here}/relire")
    tab.focus("#initiales")
    tab.keyboard.type("ab")
    # Letters typed in a field decide nothing.
    tab.keyboard.type("e")
    tab.keyboard.press("Backspace")
    assert tab.locator(".done").count() == 0
    check_screen(tab)

    tab.focus("#texte")
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "Shift+ArrowLeft", "a"):
        tab.keyboard.press(key)
    assert words(tab) == "maîtresse"
    tab.keyboard.press("m")
    read_on(tab, tab.get_by_role("heading", name="Texte 2 sur"))
    assert (focused(tab), tab.url.rpartition("?")[2]) == ("texte", "n=2")
    assert tab.inner_text("#annonce") == "Texte 1\u00a0: masquer ces mots"

    # A slip of the finger is taken back from the next text.
    tab.keyboard.press("u")
    read_on(tab, tab.get_by_role("heading", name="Texte 1 sur"))
    assert tab.locator(".done").count() == 0
    tab.fill("#mots", "maîtresse")
    tab.focus("#texte")
    tab.keyboard.press("m")
    read_on(tab, tab.get_by_role("heading", name="Texte 2 sur"))

    tab.keyboard.press("m")
    assert focused(tab) == "mots"
    tab.focus("#texte")
    tab.keyboard.press("n")
    read_on(tab, tab.get_by_text("tout est relu"))
    tab.keyboard.press("k")
    read_on(tab, tab.get_by_role("heading", name="Texte 1 sur"))
    assert "masquer ces mots" in tab.inner_text(".done")
    assert "maîtresse" in tab.inner_text("mark.chosen")
    check_screen(tab)
    tab.keyboard.press("u")
    tab.locator(".done").wait_for(state="detached")
    read_on(tab, tab.get_by_role("heading", name="Texte 1 sur"))
    assert focused(tab) == "texte"
    # A key too early is for no text.
    tab.keyboard.press("e")
    tab.keyboard.press("n")
    tab.locator(".done").wait_for()

    tab.get_by_role("button", name="Appliquer maintenant").click()
    tab.wait_for_url("**/passages")
    tab.goto(f"{tab.here}/relire")
    tab.get_by_text("On peut lire").wait_for()
    tab.keyboard.press("n")
    tab.get_by_text("rien n’a été écrit").wait_for()
    check_screen(tab)
    tab.focus("#mots")
    tab.get_by_text("Le passage est fini").wait_for(timeout=200_000)
    assert focused(tab) == "mots"
    tab.reload()
    tab.get_by_text("2 sur 2 décidés").wait_for()
    assert tab.get_by_text("Rien n’attend d’être appliqué").count() == 1


def test_words_are_selected_with_the_mouse_and_what_is_not_in_the_text_is_said(tab):
    tab.goto(f"{tab.here}/relire")
    tab.fill("#initiales", "AB")
    tab.locator("#texte").dblclick(position={"x": 60, "y": 25})
    tab.get_by_role("button", name="Ajouter la sélection").click()
    assert words(tab) == "maîtresse"

    tab.fill("#mots", "absent")
    tab.get_by_role("button", name="Masquer ces mots").click()
    tab.locator("#probleme .problem").wait_for()
    check_screen(tab)
    assert tab.get_by_role("heading", name="Texte 1 sur").is_visible()

    tab.fill("#mots", "Léo")
    tab.get_by_role("button", name="Masquer ces mots").click()
    tab.get_by_role("heading", name="Texte 2 sur").wait_for()
    assert focused(tab) == "texte"


def test_short_texts_are_sent_at_once_but_for_those_that_are_ticked(tab):
    tab.goto(f"{tab.here}/relire/vite")
    check_screen(tab)
    tab.fill("#initiales", "AB")
    tab.get_by_label("Ne pas envoyer : trottinette").check()
    tab.get_by_role("button", name="Tout envoyer").click()
    tab.get_by_text("Décidé, pas encore appliqué : ne pas envoyer, par AB").wait_for()
    tab.get_by_role("button", name="Annuler").click()
    tab.get_by_label("Ne pas envoyer : trottinette").wait_for()


def test_a_doubt_is_lifted_before_the_submissions_side_by_side(tab):
    tab.goto(f"{tab.here}/verifier")
    tab.fill("#initiales", "AB")
    assert tab.get_by_role("row", name=re.compile("Nom Bo Invent pareil")).count() == 1
    check_screen(tab)
    tab.focus("#ou")
    tab.keyboard.press("d")
    tab.get_by_text("Décidé, pas encore appliqué : personnes différentes").wait_for()
    assert focused(tab) == "ou"

"""How many clicks and keys it takes, in a real browser, from a dropped export to its first figures,
and from there to a pack that may be sent."""

from __future__ import annotations

import re

import pytest

from tests.cases.browser import browser, check_screen, opened
from tests.cases.runs import folders_in
from tests.cases.small import export, row

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

# Of the first, one decides what leaves; each text that is read again is one of the second, and each
# thing that only people know.
TO_FIGURES, TO_SENDING = 8, 16
PACK = {
    "Qui organise": "Les Riverain·es",
    "Contact, écrit dans la note": "au local",
    "Ouverture de la consultation": "2022-02-01",
    "Jour de l’envoi": "2022-03-20",
    "Où l’appel a circulé": "notre site",
    "Ce que vous demandez, une demande par ligne": "Un éclairage",
}
WIDE_BARS = "() => document.querySelector('.bars svg').getBoundingClientRect().width > 100"
TEXTS = ("Trop cher pour nous.", "TROP CHER, pour nous !", "La passerelle est noire le soir.")


class Hand:
    """Somebody at the page: how often they clicked, and what they typed."""

    def __init__(self, tab) -> None:
        self.tab, self.count, self.typed = tab, 0, []

    def click(self, role: str, name: str) -> None:
        self.tab.get_by_role(role, name=re.compile(name)).first.click()
        self.count += 1

    def type(self, label: str, text: str) -> None:
        """Once the field was clicked."""
        self.tab.get_by_label(label).first.fill(text)
        self.count += 1
        self.typed.append(text)

    def run(self) -> None:
        self.click("button", "Enregistrer et compter")
        self.click("link", "Voir les résultats")
        self.tab.get_by_role("heading", name="Ce qui a été répondu").wait_for()


def test_a_dropped_export_is_a_few_clicks_from_its_figures_and_from_being_ready(tmp_path):
    folders = folders_in(tmp_path)
    said = {"Qui": "Citoyen·ne", "Prix,_coût": "X"}
    sent = ["Oui, sans nom"] * 4 + ["Non, pour réflexion"] * 2
    rows = [
        row(
            sid,
            Texte=text,
            Mode="Vélo" if sid % 3 else "Train",
            Combien=str(sid),
            Envoi=sent[sid - 1],
            **said,
        )
        for sid, text in enumerate((*TEXTS, "", "", ""), start=1)
    ]
    file = tmp_path / "valbourg.tsv"
    file.write_bytes(export(rows))
    with opened(folders) as page, browser(viewport={"width": 1366, "height": 768}) as context:
        tab = context.new_page()
        tab.set_default_timeout(300_000)
        tab.goto(page.entrance)
        hand = Hand(tab)
        tab.set_input_files("#fichier", file)
        hand.count += 1
        hand.click("link", "En faire une nouvelle consultation")
        hand.type("Destinataire", "Mairie de Valbourg")
        for act in ("au mot$", "questions? partent$"):
            hand.click("button", act)
            tab.get_by_role("button", name=re.compile(act)).wait_for(state="detached")
        check_screen(tab)
        hand.run()
        shown = " ".join(tab.inner_text("main").split())
        assert "Vélo 66,7 %" in shown, shown
        tab.set_viewport_size({"width": 390, "height": 844})
        assert tab.locator(".bars .n").first.is_visible()
        # For a moment after a page is loaded, Chromium gives a drawing no width.
        tab.wait_for_function(WIDE_BARS)
        check_screen(tab)
        assert hand.count <= TO_FIGURES
        assert hand.typed == ["Mairie de Valbourg"]

        hand.count = 0
        make_ready(hand)
        assert tab.get_by_text("Prêt à envoyer\u00a0? Oui").count() == 1, tab.inner_text("main")
        assert hand.count <= TO_SENDING
        assert hand.typed[1:] == ["AB", *PACK.values()]


def make_ready(hand: Hand) -> None:
    """What was written is read again, what only people know is said."""
    hand.click("link", "^Relire")
    hand.type("Vos initiales", "AB")
    check_screen(hand.tab)
    while not hand.tab.get_by_text("tout est relu").count():
        before = hand.tab.locator("#sujet p").first.inner_text()
        hand.click("button", "^Envoyer")
        hand.tab.wait_for_function(
            "before => document.querySelector('#sujet p').innerText !== before", arg=before
        )
    hand.click("link", "Déclarer")
    for label, text in PACK.items():
        hand.type(label, text)
    hand.run()
    hand.click("link", "^Envoyer")
    hand.tab.get_by_role("heading", name="Envoyer").wait_for()

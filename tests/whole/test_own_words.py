"""« La mienne y est » from a run to a browser: people find their own text, and only that, offline;
who was withdrawn is gone at the next release."""

from __future__ import annotations

import json
import random

import pytest
from playwright.sync_api import Page, expect

from consultation.decisions.sheets import WITHDRAWALS
from consultation.packs.own_words.digests import words_to_find
from consultation.releases.manifest import verify
from tests.cases.browser import go_to, serious_problems, visits
from tests.cases.pack import LETTER, OWN
from tests.cases.runs import Run
from tests.cases.small import FORM, row, small_run
from tests.cases.withdrawn import filled

pytestmark = pytest.mark.slow

PAGE = "la-mienne-y-est.html"
ASKED = FORM.replace("[pack]", "[pack]\nown_words_page = true\ndocuments_max = 1")
ASKED += "\n[publish]\npublic = true\n[review]\nrequired = false\n"
ŒUVRE = "À l’œuvre, citoyen·nes : 3 000 caméras « intelligentes », c’est trop cher ; où va-t-on ?"
REFUSED = "Ceci ne part pas, car la personne qui l’a écrit a dit non à tout envoi de sa réponse."
ZOE = "zoe@example.org"
# Letters, marks and signs of French and of its neighbours, and what keyboards and copies leave.
SIGNS = (
    "aàâäæbcçdeéèêëfghiîïjklmnoôöœpqrstuùûüvwxyÿzAÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ0123456789²½ñßøłžșİıſﬁ"
    " \u00a0\u202f\t\n-‑–—'’‘`´\"«»“”.,;:!?…()[]/\\&@#%€°·•*_+=<>|~^\u00ad\u200b\ufeff\u0301\u0327"
    "ΣσςЖ汉あ한🙂٣"
)


def text_of(drawn: random.Random) -> str:
    words = ("".join(drawn.choices(SIGNS, k=drawn.randint(1, 9))) for _ in range(30))
    return " ".join(words)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    letters = [row(n, Envoi="Oui, sans nom", Texte=LETTER) for n in range(1, 60)]
    run = small_run(
        tmp_path_factory.mktemp("la-mienne"),
        *letters,
        row(70, Envoi="Oui, sans nom", Texte=ŒUVRE),
        row(71, Envoi="Oui, sans nom", Courriel=ZOE, Suite=f"{OWN} Appelez le 06 12 34 56 78."),
        row(72, Envoi="Oui, sans nom", Suite=f"{OWN} Merci."),
        row(73, Envoi="Non", Texte=REFUSED),
        form=ASKED,
    )
    run.publish(with_pack=True)
    return run


@pytest.fixture(scope="module")
def visited():
    with visits() as visit:
        yield visit


def answer_to(page: Page, text: str) -> str:
    """What the page answers to a pasted text, its no-break spaces as plain spaces."""
    page.locator("textarea").fill(text)
    page.locator("button").click()
    found = page.locator("#reponse")
    expect(found).not_to_have_text("Recherche…")
    return found.inner_text().replace("\u00a0", " ").replace("\n\n", " ")


@pytest.mark.browser
def test_own_words_are_found_and_others_are_not(run, visited):
    yes = "Oui, dans le dossier du 20/03/2022."
    with visited(run.release / "public" / PAGE) as page:
        shared = f"{yes} Vous êtes environ 60 à avoir envoyé ce même texte."
        assert answer_to(page, LETTER) == shared
        plain = (
            "A L'OEUVRE, CITOYEN-NES 3\n000 cameras \"intelligentes\" c'est trop cher ou va t on"
        )
        assert answer_to(page, plain) == yes
        assert answer_to(page, f"{OWN} Appelez le") == yes
        assert answer_to(page, f"{OWN} Appelez le 06 12 34 56 78.") == "Non trouvé."
        for other in (REFUSED, f"{OWN} Bonsoir.", OWN):
            assert answer_to(page, other) == "Non trouvé."
        short = "Trop court pour être retrouvé : il faut 12 mots."
        assert answer_to(page, "Trop de caméras, trop cher.") == short


@pytest.mark.browser
def test_the_page_folds_as_the_program_does(run, visited):
    drawn = random.Random(49)  # noqa: S311
    texts = [*(text_of(drawn) for _ in range(1_000)), LETTER, ŒUVRE, f"{OWN} [nom masqué] !"]
    with visited(run.release / "soumission" / PAGE) as page:
        folded = page.evaluate("texts => texts.map((text) => wordsOf(text).join(' '))", texts)
    expected = words_to_find(texts)
    assert len([one for one in expected if one]) > 900
    assert [(a, b) for a, b in zip(folded, expected, strict=True) if b and a != b] == []


@pytest.mark.browser
def test_it_is_read_on_a_telephone_with_a_keyboard_and_by_who_listens(run, visited):
    small = {"width": 390, "height": 844}
    # axe is a script, that the page's own policy would refuse.
    with visited(run.release / "public" / PAGE, viewport=small, bypass_csp=True) as page:
        go_to(page, "texte")
        page.keyboard.insert_text(LETTER)
        go_to(page, "Chercher")
        page.keyboard.press("Enter")
        expect(page.get_by_role("status")).to_contain_text("Oui, dans le dossier")
        assert serious_problems(page) == []
        assert page.evaluate("document.scrollingElement.scrollWidth") == 390


def test_one_page_is_in_both_folders_and_lists(run):
    release = run.release
    content = (release / "soumission" / PAGE).read_bytes()

    assert (release / "public" / PAGE).read_bytes() == content
    assert PAGE in (release / "soumission" / "SHA256SUMS").read_text("utf-8")
    for told in ("LISEZMOI.txt", "soumission/VERIFIER.txt", "public/LISEZMOI.txt"):
        assert PAGE in (release / told).read_text("utf-8")
    assert verify(release) == []


def test_who_is_withdrawn_is_gone_and_a_projet_is_not_public(run, tmp_path):
    run = run.copied(tmp_path / "run")
    kept = run.folders.own_words(run.form_id)
    before = json.loads(kept.read_text("utf-8"))["digests"]
    asked = {"who": ZOE, "choice": next(iter(WITHDRAWALS.requests))}
    filled(run.to_decide, run.inbox / "a-decider.xlsx", asked)
    run.publish(with_pack=True)
    after = json.loads(kept.read_text("utf-8"))["digests"]

    assert len(before) - len(after) == 1
    assert after.items() <= before.items()

    text = run.form_file.read_text("utf-8").replace("sent_on = 2022-03-20\n", "")
    run.form_file.write_text(text, encoding="utf-8")
    run.publish(with_pack=True)
    assert "PROJET" in (run.release / "soumission" / PAGE).read_text("utf-8")
    assert not (run.release / "public" / PAGE).exists()

    text = text.replace("own_words_page = true\n", "")
    run.form_file.write_text(text, encoding="utf-8")
    run.publish(with_pack=True)
    assert not kept.exists()
    assert not list(run.release.rglob(PAGE))

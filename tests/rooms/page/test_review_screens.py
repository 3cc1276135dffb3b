"""What the screens of decisions show, refuse, and keep out of addresses."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from consultation.machine.settings import Folders
from consultation.warehouse.store import form_tables
from flows.page.guard import Session
from flows.page.screens import Screens
from flows.page.text_to_read import runs_of_text
from tests.cases.page import Fields, PageClient
from tests.cases.small import FORM, FORM_ID, export, row, small_run

pytestmark = pytest.mark.slow

SCRIPT = "<script>alert('canari')</script> & \"moi\""
HERE = f"/consultations/{FORM_ID}"
LETTER = (
    "Je soutiens le plan vélo et demande une piste continue sur l'avenue, des carrefours sûrs et "
    "un éclairage de la passerelle : les enfants de nos quartiers iront au collège sans danger."
)
ADDED = " Ma fille y a été renversée un soir de pluie."


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> Folders:
    rows = (
        row(1, Envoi="Oui, en mon nom", Nom=SCRIPT, Texte=SCRIPT, Code_postal="75011"),
        row(2, Envoi="Oui, en mon nom", Nom=SCRIPT, Texte=SCRIPT, Code_postal="75011"),
    )
    run = small_run(tmp_path_factory.mktemp("screens"), *rows)
    run.build()
    return run.folders


@pytest.fixture
def page(folders) -> PageClient:
    return PageClient(folders)


def plain(shown: str) -> str:
    """What is shown, with spaces that break."""
    return shown.replace("\u00a0", " ").replace("\u202f", " ")


def decide(page: PageClient, path: str, sent: dict[str, str]):
    """What the page answers to these fields."""
    return page.ask("POST", f"{HERE}/{path}", urlencode(sent).encode(), hx_request="true")


def test_what_people_wrote_is_text_and_in_no_address_header_or_file_of_decisions(page, folders):
    for screen in ("relire", "relire/vite", "verifier", "retraits"):
        shown = page.get(f"{HERE}/{screen}")
        assert shown.status_code == 200
        assert "<script>alert" not in shown.text
        assert not re.findall('href="[^"]*canari', shown.text)

    key = Fields(page.get(f"{HERE}/relire").text)["key"]
    decided = decide(page, "relire", {"key": key, "choice": "send", "initials": "éb"})

    assert not any("canari" in value for value in decided.headers.values())
    (file,) = (folders.inbox / FORM_ID).glob("page-EB-*.decisions.jsonl")
    assert "canari" not in file.read_text("utf-8")


def test_a_letter_is_read_once_then_what_each_copy_says_beside_it(tmp_path):
    said = enumerate((LETTER + ADDED, LETTER, LETTER.upper(), LETTER), start=1)
    consents = {2: "Oui, en mon nom"}
    rows = [row(sid, Envoi=consents.get(sid, "Oui, sans nom"), Texte=text) for sid, text in said]
    run = small_run(tmp_path, *rows)
    run.build()
    page = PageClient(run.folders)

    key = Fields(page.get(f"{HERE}/relire").text)["key"]
    sent = {"n": "1", "key": key, "choice": "send", "initials": "éb"}
    copy = decide(page, "relire", sent).text

    assert f'<ins class="new">{ADDED}</ins>' in copy
    decide(page, "relire/annuler", sent)
    assert "0 sur 2 décidés" in page.get(f"{HERE}/relire").text
    decide(page, "relire", sent)
    run.build()
    assert run.query("select submission_id, state from sending.readings order by 1") == [
        ("petit:1", "open"),
        *((f"petit:{sid}", "applied") for sid in (2, 3, 4)),
    ]


def test_where_a_draw_decides_only_what_is_drawn_or_pointed_at_is_asked(tmp_path, monkeypatch):
    monkeypatch.setitem(form_tables.THRESHOLDS, "drawn_text_count", 2)
    texts = ["Appelez le 06 12 34 56 78", *(f"Un banc, rue {letter}" for letter in "ABCDE")]
    said = enumerate(texts, start=1)
    rows = [row(sid, Envoi="Oui, sans nom", Texte=text) for sid, text in said]
    run = small_run(tmp_path, *rows, form=f'{FORM}\n[review]\nrequired = "draw"\n')
    run.build()
    page = PageClient(run.folders)

    def send(words: str = "") -> str:
        key = Fields(page.get(f"{HERE}/relire").text)["key"]
        choice = "mask" if words else "send"
        sent = {"n": "1", "key": key, "choice": choice, "words": words, "initials": "éb"}
        return plain(decide(page, "relire", sent).text)

    pointed = plain(send())
    assert "6 textes. 1 que le programme signale : 1 relu. " in pointed
    assert "Des 5 autres, 0 relu sur 2 tirés au sort" in pointed
    assert "n° 1" in pointed
    send()
    assert "1 trouvé sur 2" in send("Un banc")
    run.build()
    again = plain(page.get(f"{HERE}/relire").text)
    assert "3 avec des mots masqués ailleurs : 0 relu." in again
    assert "masqué dans un autre texte : Un banc" in again
    assert run.query("select left_count, drawn_count, found_count from facts.draws") == [(3, 2, 1)]


@pytest.mark.parametrize(
    ("text", "letter", "new"),
    [
        ("C'est l’ÉCOLE de tous, et de Léo.", "c'est l'école de tous", [" et de Léo."]),
        ("À Lyon je refuse ces caméras", "A Paris je refuse ces caméras", ["À Lyon "]),
        ("De la rue, de la place", "de la ville de la mer", ["De la rue, de la place"]),
        ("Non !", "non", []),
        ("Rien de commun", "Tout autre chose", ["Rien de commun"]),
    ],
)
def test_what_the_letter_does_not_say_is_marked_in_its_place(text, letter, new):
    shown = runs_of_text(text, [], letter=letter)

    assert "".join(piece for piece, _ in shown) == text
    assert [piece for piece, kind in shown if kind == "new"] == new


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"key": "x"}, "ne sait pas qui décide"),
        ({"key": "", "initials": "AB"}, "un passage a eu lieu"),
        ({"key": "x", "initials": "AB", "n": "9" * 99}, "un passage"),
    ],
)
def test_what_is_no_decision_is_refused_beside_the_text(sent, said, page):
    refused = decide(page, "relire", sent | {"choice": "send"})

    assert (refused.status_code, said in refused.text) == (400, True)


def test_who_is_nobody_is_refused_without_a_place_in_a_file(page):
    refused = decide(page, "retraits/voir", {"who": "bonjour", "request": "withdraw", "remark": ""})

    assert "<p>Ce n’est ni un numéro de soumission" in refused.text


def test_a_number_beyond_the_list_shows_a_text_of_it(page):
    for n in (0, -5, 999999):
        assert "Texte 1 sur 1" in page.get(f"{HERE}/relire?n={n}").text


@pytest.mark.parametrize(("choice", "box"), [("deleted", "vanished"), ("incomplete", "counted")])
def test_missing_answers_are_asked_about_and_the_next_run_obeys(choice, box, tmp_path):
    rows = [row(sid, Envoi="Oui, sans nom") for sid in range(1, 5)]
    run = small_run(tmp_path, *rows)
    run.write("b.tsv", export([rows[0], rows[1], rows[3], row(5)]))
    run.build()
    page = PageClient(run.folders)
    shown = page.get(f"{HERE}/verifier").text

    key = re.findall(r'name="key" value="(missing-.+?)"', shown)[0]
    sent = {"n": "1", "key": key, "choice": choice, "initials": "AB"}
    assert decide(page, "verifier", sent).status_code == 200
    run.build()
    assert run.query("select box from respondents.flow where submission_id = 'petit:3'") == [(box,)]


def test_a_screen_names_columns_of_sheets_and_no_line_begins_with_what_ends_a_sentence(folders):
    loader = Screens(folders, Session(4321)).templates.loader
    screens = {name: loader.get_source(None, name)[0] for name in loader.list_templates()}
    sheets = (file.read_text("utf-8") for file in Path("sql/15_publications").rglob("*.sql"))
    named = re.findall(r'row\["(.+?)"\]', "".join(screens.values()))

    assert len(named) > 20
    assert {*named} <= {*re.findall(r'as "(.+?)"', "".join(sheets))}
    for name, screen in screens.items():
        assert not re.search(r"(?<=\S) [:;?!»]|« ", screen), name

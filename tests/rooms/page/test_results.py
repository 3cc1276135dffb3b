"""The first screen and the results of a consultation: what they say, which files they give."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from itertools import product

import pytest

from consultation.machine.lock import run_lock
from consultation.releases.freezing import freeze
from consultation.releases.manifest import read_manifest, verify
from consultation.runs.journal import FormRecord, begin_run, end_run, note_form, read_journal
from tests.cases.coded import DEAR, OTHER_QUESTION, published_coded_run
from tests.cases.page import PageClient
from tests.cases.public_forms import public_run
from tests.cases.runs import sheet_of
from tests.cases.small import FORM, FORM_ID, row, small_run

pytestmark = pytest.mark.slow

PACK = f"/consultations/{FORM_ID}/soumission.zip"
SCRIPT = "<script>alert(1)</script>"
CELLS = {"Envoi": "Oui, en mon nom", "Nom": "Camille Exemple", "Texte": "canari-un"}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A release with a pack, and a frozen one; its title and a choice hold a script."""
    form = FORM.replace("Petit formulaire", f"Petit formulaire {SCRIPT}")
    form = form.replace('"Prix, coût"', f"'{SCRIPT}', 'Prix, coût'")
    made = small_run(
        tmp_path_factory.mktemp("results"),
        row(1, **CELLS, **{"Prix,_coût": "X"}),
        row(2, **CELLS | {"Nom": "Anonyme", "À quelle heure": "16:00"}, Bruit="X"),
        row(3, Envoi="Non"),
        form=form,
    )
    made.publish(with_pack=True)
    freeze(made.folders.outputs, FORM_ID, "juin", even_a_project=True)
    return made


@pytest.fixture
def coded():
    """The page over texts that two people coded."""
    return PageClient(published_coded_run().folders)


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", unescape(text))


@pytest.fixture
def page(run):
    return PageClient(run.folders)


def test_the_first_screen_has_one_line_per_consultation(page):
    (card,) = re.findall(r"<article.*?</article>", page.get("/").text, re.DOTALL)

    lines = re.findall(r"<p[^>]*>(.*?)</p>", card)
    assert lines == [
        "3 comptées · 2 à transmettre",
        "1 fichier déposé attend un passage, qui en lira les réponses.",
    ]
    assert card.count("<button") + card.count("<a ") == 2  # its title, and what to do
    assert f"/consultations/{FORM_ID}" in card


def test_a_text_is_found_in_the_workbook_by_its_number(run, page):
    screen = unescape(page.get(f"/consultations/{FORM_ID}?apres=0").text)
    texts = screen.partition('<ul class="texts">')[2].partition("</ul>")[0]
    shown = re.findall(r'class="lines">(.*?)</p>.*?soumission (\d+)', texts, re.DOTALL)

    lines = {
        (line["Texte"], line["Soumission"].rpartition(":")[2])
        for line in sheet_of(run.synthese, "Textes")
    }
    assert {*shown} <= lines
    assert [text for text, _ in shown] == [*dict.fromkeys(text for text, _ in sorted(lines))]
    assert "<b>2 personnes</b>" in texts


def test_a_declared_form_without_a_run_has_nothing_published(tmp_path):
    made = small_run(tmp_path, row(1))

    page = PageClient(made.folders)
    assert "Rien n’est encore publié" in page.get(f"/consultations/{FORM_ID}").text


def test_a_form_file_to_correct_and_what_failed_are_told(run, tmp_path):
    folders = run.copied(tmp_path / "copie").folders
    folders.form_file("casse").write_text("title = [")
    note_form(folders, FORM_ID, FormRecord(failure="Une colonne est inconnue."))
    end_of_a_run = "Un formulaire sur un n'a pas pu être publié."
    begin_run(folders, "service")
    end_run(folders, "problems", end_of_a_run)

    screen = unescape(PageClient(folders).get("/").text)
    for said in (
        "casse.toml",
        "Une colonne est inconnue.",
        end_of_a_run,
        "1 fichier déposé attend un passage",
    ):
        assert said in screen


def test_results_are_figures_with_what_they_are_out_of(page):
    screen = page.get(f"/consultations/{FORM_ID}").text

    for said in ("sur 3 reçues", "sur 3 comptées", "2 ont répondu", "50,0\u00a0%"):
        assert said in screen
    assert "Avec export.tsv" not in screen  # one export: nothing to compare
    assert "canari" not in screen


def test_what_is_to_do_leads_to_its_screen_where_there_is_one_else_to_its_workbook(page):
    screen = page.get(f"/consultations/{FORM_ID}/envoyer").text

    assert f'<a href="/consultations/{FORM_ID}/relire">À relire</a>' in screen
    assert f'<a href="/consultations/{FORM_ID}/fichiers/organisation/synthese.xlsx">' in screen


def test_what_keeps_a_pack_is_said_once_in_words_with_a_link_to_its_step(tmp_path):
    lines = [line for line in FORM.splitlines() if not line.startswith(("contact =", "asks ="))]
    run = small_run(tmp_path, row(1, **CELLS), form="\n".join(lines))
    run.publish(with_pack=True)
    screen = PageClient(run.folders).get(f"/consultations/{FORM_ID}/envoyer").text

    reasons = screen.partition('id="a-faire"')[2].partition("</ul>")[0]
    assert reasons.count("<li>") == len(run.reasons())
    assert f'<a href="/consultations/{FORM_ID}/declaration">Déclarer</a>' in reasons
    assert "[contact], [ce que nous demandons]." in reasons
    assert not re.search(r"\((contact|asks)\)|audience|\[questions", screen)


def test_what_people_wrote_is_counted_by_theme_with_what_it_is_out_of(coded):
    screen = coded.get(f"/consultations/{FORM_ID}").text

    for said in ("12 textes codés, sur 13 écrits", "66,7\u00a0%", "± 13,8\u00a0points", "0,57"):
        assert said in screen
    assert "Toutes les questions codées" not in screen  # one text is not coded yet
    assert DEAR not in screen


def test_an_open_question_has_a_card_with_its_themes_and_its_letters(coded):
    screen = plain(coded.get(f"/consultations/{FORM_ID}").text)
    cards = re.findall('<section class="question".*?</section>', screen)
    (card,) = [one for one in cards if ">Texte</h3>" in one]

    sheet = sheet_of(published_coded_run().synthese, "Textes")
    words = sum(len(line["Texte"].split()) for line in sheet if line["Question"] == "Texte")
    assert f"13 ont répondu · {words} mots · 1 texte type en fait 3" in card
    assert ">Thèmes</a> : Être surveillé·e (8), Coût (4)</p>" in card
    (read,) = re.findall(r'href="([^"]*)">Lire les 13 textes<', card)
    texts = plain(coded.get(f"/consultations/{FORM_ID}{unescape(read)}").text)
    assert DEAR in texts
    assert OTHER_QUESTION not in texts.partition('id="textes"')[2]


def test_each_piece_that_people_work_on_is_one_link_away(coded):
    run, here = published_coded_run(), f"/consultations/{FORM_ID}"
    screen = coded.get(here).text + coded.get(f"{here}/envoyer").text
    pieces = ("01-contribution-collective.docx", "00-note-de-methode.pdf", "registre.csv")
    for path in ("organisation/a-coder.xlsx", *(f"soumission/{piece}" for piece in pieces)):
        address = f"/consultations/{FORM_ID}/fichiers/{path}"
        assert f'href="{address}"' in screen
        assert coded.get(address).content == (run.release / path).read_bytes()


def test_no_link_of_the_results_leads_nowhere(coded, page):
    starts = ("", "/envoyer", "/publier")
    for reader, start in (*product((coded, page), starts), (page, "?depot=juin")):
        screen = reader.get(f"/consultations/{FORM_ID}{start}").text
        links = {unescape(link) for link in re.findall(r'href="(/[^"]*)"', screen)}
        assert len(links) >= 10
        assert [link for link in links if reader.get(link).status_code != 200] == []


def test_the_pack_comes_as_one_file_that_verifies_and_says_projet(page, run, tmp_path):
    answers = [page.get(PACK) for _ in range(2)]

    assert answers[0].content == answers[1].content
    disposition = answers[0].headers["content-disposition"]
    assert disposition == f'attachment; filename="{FORM_ID}-soumission-PROJET.zip"'
    assert int(answers[0].headers["content-length"]) == len(answers[0].content)
    with zipfile.ZipFile(io.BytesIO(answers[0].content)) as archive:
        archive.extractall(tmp_path)
    assert verify(tmp_path / f"{FORM_ID}-soumission-PROJET") == []
    told = [file for file in read_manifest(run.release).files if file.path.startswith("soumission")]
    assert sum(path.is_file() for path in tmp_path.rglob("*")) == len(told)


def test_the_public_folder_comes_as_one_file(tmp_path):
    run = public_run(tmp_path / "projet", 60)
    given = PageClient(run.folders).get(f"/consultations/{FORM_ID}/public.zip")

    with zipfile.ZipFile(io.BytesIO(given.content)) as archive:
        archive.extractall(tmp_path)
    taken, made = tmp_path / f"{FORM_ID}-public", run.release / "public"
    files = {path.relative_to(made) for path in made.rglob("*") if path.is_file()}
    assert {path.relative_to(taken) for path in taken.rglob("*") if path.is_file()} == files
    assert all((taken / file).read_bytes() == (made / file).read_bytes() for file in files)
    assert PageClient(run.folders).get(PACK).status_code == 404


def test_a_pack_that_is_not_as_it_was_sealed_is_not_given(run, tmp_path):
    copy = run.copied(tmp_path / "copie")
    (copy.release / "soumission" / "VERIFIER.txt").write_text("autre chose")

    answer = PageClient(copy.folders).get(PACK)
    assert answer.status_code == 400
    assert "un passage vient de publier" in answer.text


def test_files_of_the_release_are_given_and_no_others(page, run):
    files = f"/consultations/{FORM_ID}/fichiers"
    given = page.get(f"{files}/organisation/synthese.xlsx")

    assert given.content == run.synthese.read_bytes()
    assert given.headers["content-disposition"] == 'attachment; filename="synthese.xlsx"'
    (run.release / "secret.txt").write_text("x")
    for path in ("secret.txt", "..%2f..%2fdata%2fpasseports", "organisation", "%2fetc%2fpasswd"):
        assert page.get(f"{files}/{path}").status_code == 404
    (run.release / "secret.txt").unlink()


def test_a_frozen_release_is_listed_and_its_pack_given(page):
    sending = page.get(f"/consultations/{FORM_ID}/envoyer").text
    assert f"{FORM_ID}.juin-soumission-PROJET.zip" in sending
    assert "Telle qu’elle a été gelée" in page.get(f"/consultations/{FORM_ID}?depot=juin").text
    assert page.get(f"{PACK}?depot=juin").status_code == 200


@pytest.mark.parametrize(
    "form_id", ["inconnu", "%2e%2e", "..%2f..", "PETIT", ".petit", f"{FORM_ID}.juin", "%00"]
)
def test_a_form_id_in_an_address_leads_to_a_form_or_nowhere(form_id, page):
    for address in ("", "/soumission.zip", "/fichiers/manifest.json"):
        assert page.get(f"/consultations/{form_id}{address}").status_code == 404
    for depot in ("..", "../juin", "juin/..", "%2e%2e"):
        assert page.get(f"/consultations/{FORM_ID}?depot={depot}").status_code == 404


def test_a_run_that_goes_on_is_told_everywhere_and_beside_the_button(page, run):
    with run_lock(run.folders.data):
        for address in ("/", f"/consultations/{FORM_ID}", "/passages"):
            assert "Un passage est en cours, lancé" in page.get(address).text
        during = page.get(f"/consultations/{FORM_ID}").text
        refused = page.ask("POST", "/passages", hx_request="true")
        assert page.get("/passages/fin?neuf=1").headers.get("hx-refresh") is None
        assert page.get("/passages/fin").status_code == 204

    assert (refused.status_code, refused.text.count("<html")) == (400, 0)
    assert 'role="alert"' in refused.text
    assert "déjà en cours, lancé depuis la ligne de commande" in refused.text
    assert "Le passage est fini" in page.get("/passages/fin").text
    # Where nothing is typed, what is shown is never older than what is published.
    assert "/passages/fin?neuf=1" in during
    assert page.get("/passages/fin?neuf=1").headers["hx-refresh"] == "true"


def test_a_script_in_a_title_or_a_choice_is_shown_as_text(page):
    for address in ("/", f"/consultations/{FORM_ID}"):
        assert "<script>" not in page.get(address).text
    assert page.get(f"/consultations/{FORM_ID}").text.count("&lt;script&gt;alert(1)") >= 3


def test_a_database_of_another_time_hides_no_file(run, tmp_path):
    copy = run.copied(tmp_path / "copie")
    (copy.release / "organisation" / "consultation.duckdb").write_bytes(b"x" * 100)

    screen = PageClient(copy.folders).get(f"/consultations/{FORM_ID}").text
    assert 'class="problem"' in screen
    assert "synthese.xlsx" in screen


def test_what_is_handed_in_is_kept_for_good_from_its_screen(page, run, tmp_path):
    def keep(page, name: str):
        sent = f"name={name}".encode()
        return page.ask("POST", f"/consultations/{FORM_ID}/figer", sent, hx_request="true")

    final = small_run(tmp_path, row(1, **CELLS), form=f"{FORM}\n[review]\nrequired = false\n")
    final.publish(with_pack=True)
    ready = PageClient(final.folders)

    sending = f"/consultations/{FORM_ID}/envoyer"
    assert "Geler ce dossier" in ready.get(sending).text
    assert keep(ready, "%2F..%2F").status_code == 400
    kept = keep(ready, "D%C3%A9p%C3%B4t CNIL")  # a name as people write it
    assert kept.headers["hx-refresh"] == "true"
    assert "Un gel est en cours, lancé d’ici" in ready.get(sending).text
    ready.wait_for_end()
    assert read_journal(final.folders).last.outcome == "went_well"
    assert read_journal(final.folders).last_run is None  # nothing was read
    assert verify(final.folders.outputs / f"{FORM_ID}.depot-cnil") == []
    assert "porte déjà ce nom" in keep(ready, "depot-cnil").text
    assert "Geler ce dossier" not in page.get(sending).text
    assert "est un PROJET" in keep(page, "mai").text


def test_a_view_is_an_address_with_its_people_and_their_texts(page):
    everybody = page.get(f"/consultations/{FORM_ID}").text
    (bruit,) = re.findall(r'href="(\?f=[^"]*bruit)#choix"', everybody)
    some = page.get(f"/consultations/{FORM_ID}{unescape(bruit)}&q=CANARI").text

    assert "1 sur 3 contributions comptées" in some
    assert "petit nombre" in some
    assert '<mark class="found">canari</mark>-un' in some
    assert "Textes où ces mots sont écrits" in some
    assert "100,0\u00a0%" in some
    nobody = page.get(f"/consultations/{FORM_ID}?q=<script>alert(2)</script>&f=x&f=category=y").text
    assert "0 sur 3 contributions comptées" in nobody
    assert "<script>alert" not in nobody


def test_an_address_of_a_frozen_release_stays_with_it(page):
    screen = page.get(f"/consultations/{FORM_ID}?depot=juin").text
    links = [unescape(link) for link in re.findall(r'href="(\?[^"]*)"', screen)]

    assert links
    assert all("depot=juin" in link for link in links)

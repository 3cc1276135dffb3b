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
from consultation.runs.journal import read_journal
from tests.cases.coded import published_coded_run
from tests.cases.page import PageClient
from tests.cases.public_forms import public_run
from tests.cases.small import FORM, FORM_ID, row, small_run

pytestmark = pytest.mark.slow

PACK = f"/consultations/{FORM_ID}/soumission.zip"
CELLS = {"Envoi": "Oui, en mon nom", "Nom": "Camille Exemple", "Texte": "canari-un"}


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A release with a pack, and a frozen one."""
    named = row(1, **CELLS, **{"Prix,_coût": "X"})
    other = row(2, **CELLS | {"Nom": "Anonyme", "À quelle heure": "16:00"}, Bruit="X")
    made = small_run(tmp_path_factory.mktemp("results"), named, other, row(3, Envoi="Non"))
    made.publish(with_pack=True)
    freeze(made.folders.outputs, FORM_ID, "juin", even_a_project=True)
    return made


@pytest.fixture
def coded():
    """The page over texts that two people coded."""
    return PageClient(published_coded_run().folders)


@pytest.fixture
def page(run):
    return PageClient(run.folders)


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
    headers = answers[0].headers
    assert headers["content-disposition"].endswith(f'"{FORM_ID}-soumission-PROJET.zip"')
    assert int(headers["content-length"]) == len(answers[0].content)
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
    taken, made = (
        {path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}
        for top in (tmp_path / f"{FORM_ID}-public", run.release / "public")
    )
    assert taken == made
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


def test_a_form_id_in_an_address_leads_to_a_form_or_nowhere(page):
    form_ids = ("inconnu", "%2e%2e", "..%2f..", "PETIT", ".petit", f"{FORM_ID}.juin", "%00")
    addresses = ("", "/soumission.zip", "/fichiers/manifest.json", "/declaration")
    for form_id, address in product(form_ids, addresses):
        assert page.get(f"/consultations/{form_id}{address}").status_code == 404, form_id
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

"""A frozen release in which somebody erased was keeps its lists, without them, and nothing else;
whoever received it is told what to delete and what to replace."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from consultation.care.erasing import note_sent
from consultation.care.erasure_letters import letters_to_send
from consultation.forms.form import read_form
from consultation.machine.references import reference
from consultation.releases.freezing import freeze, frozen_releases
from consultation.releases.manifest import read_manifest, verify
from consultation.runs.tombstones import read_register
from tests.cases.erasures import ask, erase
from tests.cases.places import REFERENCE_KEY
from tests.cases.runs import Run, digests, records_of
from tests.cases.small import FORM_ID, export, row, small_run

pytestmark = pytest.mark.slow

ANA = row(1, Envoi="Oui, en mon nom", Nom="Ana Invent", Courriel="ana@example.org", Texte="Trop.")
BO = row(2, Envoi="Oui, sans nom", Courriel="bo@example.org", Texte="Ici personne ne regarde.")
ZOE = row(3, Envoi="Oui, en mon nom", Nom="Zoé Canari", Courriel="zoe@example.org", Texte="Zut.")
LATER = row(5, Envoi="Oui, sans nom", Courriel="cy@example.org", Texte="Arrivé ensuite.")
LAST = row(6, Envoi="Oui, sans nom", Texte="Arrivé en dernier.")
KEY = REFERENCE_KEY.read_bytes().strip()
LISTS = {"SHA256SUMS", "gel.json", "manifest.json"}
OF_PACK = {"soumission/SHA256SUMS", "soumission/contributions.csv"}
OF_ADDENDUM = {"additif-01/SHA256SUMS", "additif-01/additif.csv"}
RECEIPTS = "organisation/confidentiel/retraits-accuses.xlsx"


def reference_of(sid: int) -> str:
    return reference(KEY, f"{FORM_ID}:{sid}")


def folder_of(run: Run, name: str) -> Path:
    return run.folders.outputs / f"{FORM_ID}.{name}"


def freeze_as(run: Run, name: str) -> None:
    """The run's release is published with its pack and frozen, a draft as it is."""
    run.publish(with_pack=True)
    freeze(run.folders.outputs, FORM_ID, name, even_a_project=True)


def holding(folder: Path, *needles: str) -> list[str]:
    """The files of the folder that hold one of the needles, as they lie on the disk."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted(
        path.name for path in files if any(one.encode() in path.read_bytes() for one in needles)
    )


@pytest.fixture(scope="module")
def frozen(tmp_path_factory) -> Run:
    """One release without Zoé was frozen, then two with her, the latter with an addendum."""
    run = small_run(tmp_path_factory.mktemp("geles"), ANA, BO)
    freeze_as(run, "avant")
    run.write("b.tsv", export([ANA, BO, ZOE]))
    freeze_as(run, "premier")
    run.write("c.tsv", export([ANA, BO, ZOE, LATER]))
    freeze_as(run, "second")
    return run


@pytest.fixture(scope="module")
def erased(frozen, tmp_path_factory) -> Run:
    """Zoé was erased, and the release published again. No test changes it."""
    run = frozen.copied(tmp_path_factory.mktemp("effacee"))
    ask(run, "3")
    erase(run)
    run.publish(with_pack=True)
    return run


def test_it_keeps_its_lists_without_them_and_nothing_else_if_it_held_them(frozen, erased):
    assert digests(folder_of(erased, "avant")) == digests(folder_of(frozen, "avant"))
    addendum = {"additif-02/SHA256SUMS", "additif-02/additif.csv"}
    for name, lists in (("premier", OF_ADDENDUM), ("second", addendum)):
        folder = folder_of(erased, name)
        assert set(digests(folder)) == LISTS | OF_PACK | lists
        # Nor what the lists quote of others.
        assert holding(folder, reference_of(3), "petit:3", "Zoé", "Ana") == []
    references = [set(one.entries) for one in frozen_releases(erased.folders.outputs, FORM_ID)]
    ana, bo, later = map(reference_of, (1, 2, 5))
    assert references == [{ana, bo}, {ana, bo}, {ana, bo, later}]


def test_it_is_said_to_be_reduced_rather_than_damaged_unless_its_lists_change(erased, tmp_path):
    folder = folder_of(erased.copied(tmp_path), "premier")
    for place in (folder, folder / "soumission"):
        (said,) = verify(place)
        assert "par un effacement" in said

    index = folder / "soumission" / "contributions.csv"
    index.chmod(0o600)
    index.write_text("", encoding="utf-8")
    assert any("le contenu a changé" in one for one in verify(folder))


def test_the_next_addendum_is_made_from_what_is_left(erased, tmp_path):
    run = erased.copied(tmp_path)
    run.write("d.tsv", export([ANA, BO, LATER, LAST]))
    # References that were handed in stay, though a draft comes to light from before.
    run.write("e.tsv", export([row(4, draft="1", Courriel="cy@example.org")]))
    run.publish(with_pack=True)

    (added,) = records_of(run.release / "additif-03/additif.csv")
    assert (added["Référence"], added["Changement"]) == (reference_of(6), "ajoutée")
    # What the recipient holds, less Zoé.
    said = (run.release / "additif-03/LISEZMOI.txt").read_text("utf-8").replace("\u00a0", " ")
    assert "Avant : 3 contributions transmises." in said
    assert "ne compte plus les personnes effacées de ce dossier depuis" in said


def test_the_release_of_today_is_the_one_to_freeze_and_send(erased, tmp_path):
    run = erased.copied(tmp_path)
    assert verify(run.release) == []
    assert holding(run.release / "soumission", reference_of(3)) == []
    freeze(run.folders.outputs, FORM_ID, "refait", even_a_project=True)
    assert verify(folder_of(run, "refait")) == []


# What the recipient has


def test_the_letter_names_what_to_delete_and_to_replace_until_it_was_sent(erased, tmp_path):
    run = erased.copied(tmp_path)
    form = read_form(run.form_file)
    *receipts, letter = letters_to_send(run.folders, form)

    assert len(receipts) == 1
    document = f"soumission/contributions/{reference_of(3)}.pdf"
    assert letter.text.count(f"à supprimer\u00a0: {document}") == 2
    for name in ("contributions.csv", "recueil-01.pdf", "reponses.csv", "annexe-statistique.xlsx"):
        assert letter.text.count(f"à remplacer\u00a0: soumission/{name}") == 2
    assert "«\u00a0avant\u00a0»" not in letter.text
    assert "Zoé" not in letter.text
    sheet = load_workbook(run.release / RECEIPTS)["Effacements à transmettre"]
    assert document in {cell.value for line in sheet.iter_rows() for cell in line}

    note_sent(run.folders, FORM_ID)
    run.publish(with_pack=True)

    assert letters_to_send(run.folders, form) == ()
    assert not (run.release / RECEIPTS).exists()


def test_somebody_else_is_erased_from_what_is_left(erased, tmp_path):
    run = erased.copied(tmp_path)
    note_sent(run.folders, FORM_ID)
    ask(run, "bo@example.org")
    erase(run)

    for name in ("avant", "premier", "second"):
        assert holding(folder_of(run, name), reference_of(2)) == []
        assert reference_of(1) in folder_of(run, name).joinpath("SHA256SUMS").read_text()
    told = read_register(run.folders.data, FORM_ID).handed_in
    document = f"soumission/contributions/{reference_of(2)}.pdf"
    assert {one.name for one in told if document in one.deleted} == {"avant", "premier", "second"}


def test_what_a_later_export_shows_to_be_theirs_goes_at_the_run_that_reads_it(erased, tmp_path):
    run = erased.copied(tmp_path)
    theirs = row(5, Envoi="Oui, sans nom", Courriel="zoe@example.org", Texte="Arrivé ensuite.")
    run.write("d.tsv", export([BO, theirs]))

    run.build("clean.submissions")

    assert run.query("select sid from clean.submissions order by all") == [(1,), (2,)]
    index = folder_of(run, "second") / "soumission" / "contributions.csv"
    assert reference_of(5) not in index.read_text("utf-8")
    told = {one.name: one.deleted for one in read_register(run.folders.data, FORM_ID).to_tell}
    assert f"soumission/contributions/{reference_of(5)}.pdf" in told["second"]


def test_one_that_cannot_be_read_is_reduced(frozen, tmp_path):
    run = frozen.copied(tmp_path)
    folder = folder_of(run, "avant")
    for path in (folder / "manifest.json", folder / "organisation/consultation.duckdb"):
        path.chmod(0o600)
        path.write_bytes(b"rien")
    ask(run, "5")

    assert "avant" in erase(run).frozen
    assert "annexe-statistique.xlsx" not in {path.name for path in folder.rglob("*")}
    assert read_manifest(folder) is None

"""A frozen release without somebody who was erased: as if they had never answered, and no later
answer in it."""

from __future__ import annotations

import csv
import datetime as dt
import re
from pathlib import Path

import duckdb
import pytest

from consultation.machine.references import reference
from consultation.releases import rectifying
from consultation.releases.erased import erased_submissions, releases_holding
from consultation.releases.freezing import (
    finish_interrupted_freeze,
    freeze,
    frozen_releases,
)
from consultation.releases.frozen_forms import keep_form_files, kept_forms
from consultation.releases.manifest import Manifest, read_manifest, verify
from consultation.releases.rectifying import Rectification, rectify_releases
from consultation.runs.tombstones import Register, Tombstones, write_register
from consultation.warehouse.published.released import submissions_in
from tests.cases.places import REFERENCE_KEY
from tests.cases.poppler import words_of
from tests.cases.runs import Run, digests, identities, tables_of
from tests.cases.sampling import foremost
from tests.cases.small import FORM_ID, export, row, small_run

# Five publications with their packs; a frozen release is rectified in the quick part too, by
# test_volumes.
pytestmark = pytest.mark.slow

TODAY = dt.date(2026, 11, 27)
ANA = row(1, Envoi="Oui, en mon nom", Nom="Ana Invent", Courriel="ana@example.org", Texte="Trop.")
BO = row(2, Envoi="Oui, sans nom", Texte="Ici personne ne regarde.")
ZOE = row(3, Envoi="Oui, en mon nom", Nom="Zoé Canari", Courriel="zoe@example.org", Texte="Zut.")
SILENT = row(4, Envoi="Non", Texte="Gardé.")
LATER = row(5, Envoi="Oui, sans nom", Texte="Arrivé ensuite.")
LAST = row(6, Envoi="Oui, sans nom", Texte="Arrivé en dernier.")
KEY = REFERENCE_KEY.read_bytes().strip()
ZOES = reference(KEY, f"{FORM_ID}:3")
# What tells when a release was made, and from which bytes.
ITS_OWN = {
    "SHA256SUMS", "gel.json", "manifest.json", "organisation/justificatif.xlsx",
    "NOTE-DE-RECTIFICATION.pdf",
}  # fmt: skip


def is_zoe(submission_id: str) -> bool:
    return submission_id == f"{FORM_ID}:3"


def is_bo(submission_id: str) -> bool:
    return submission_id == f"{FORM_ID}:2"


def freeze_as(run: Run, name: str) -> Path:
    """The run's release is published with its pack and frozen, a draft as it is."""
    run.publish(with_pack=True)
    freeze(run.folders.outputs, FORM_ID, name, even_a_project=True)
    keep_form_files(run.folders, FORM_ID, name)
    return run.folders.outputs / f"{FORM_ID}.{name}"


def two_frozen(folder: Path, *of_zoe: list[str]) -> Run:
    """A run whose releases were frozen twice, the second with an addendum to the first."""
    run = small_run(folder, ANA, BO, *of_zoe, SILENT)
    freeze_as(run, "premier")
    run.write("b.tsv", export([ANA, BO, *of_zoe, SILENT, LATER]))
    freeze_as(run, "second")
    return run


@pytest.fixture(scope="module")
def frozen_with_zoe(tmp_path_factory) -> Run:
    """Such a run with Zoé, whose rows then left the working database, and who was followed."""
    run = two_frozen(tmp_path_factory.mktemp("avec"), ZOE)
    run.write("c.tsv", export([ANA, BO, SILENT, LATER, LAST]))
    run.publish()
    erase_rows(run, 3)
    return run


@pytest.fixture(scope="module")
def frozen_without(tmp_path_factory) -> Run:
    """The same of a form that never had her."""
    return two_frozen(tmp_path_factory.mktemp("sans"))


@pytest.fixture(scope="module")
def rectified(frozen_with_zoe, tmp_path_factory) -> tuple[Run, tuple[Rectification, ...]]:
    """The run without her, and what was told of it; somebody has since given a question a title. No
    test changes it."""
    run = frozen_with_zoe.copied(tmp_path_factory.mktemp("rectifie"))
    edited = run.form_file.read_text("utf-8").replace(
        'kind = "number"', 'title = "X"\nkind = "number"'
    )
    run.form_file.write_text(edited, encoding="utf-8")
    return run, rectify(run)


@pytest.fixture
def run(frozen_with_zoe, tmp_path) -> Run:
    return frozen_with_zoe.copied(tmp_path / "run")


def erase_rows(run: Run, sid: int) -> None:
    """The working database has no row of the submission any more, only what stands for it."""
    with duckdb.connect(str(run.folders.database(FORM_ID))) as connection:
        of_them = f"from raw.records where sid_text = '{sid}'"
        erased = Tombstones(KEY).of_submission(str(sid))
        connection.execute(
            f"insert into raw.erased select export_id, record_number, '{erased}' {of_them}"
        )
        connection.execute(f"delete {of_them}")
        connection.execute("delete from typed.exports")


def rectify(run: Run, is_erased=is_zoe) -> tuple[Rectification, ...]:
    return rectify_releases(run.folders, FORM_ID, is_erased, TODAY)


def folder_of(run: Run, name: str) -> Path:
    return run.folders.outputs / f"{FORM_ID}.{name}"


def manifest_of(run: Run, name: str) -> Manifest:
    manifest = read_manifest(folder_of(run, name))
    assert manifest is not None
    return manifest


# As if they had never answered


def test_it_is_the_one_of_a_form_that_never_had_them(rectified, frozen_without):
    """To the byte, but for what says when and from which files it was made: under the form file of
    then."""
    run, done = rectified

    assert [(each.name, each.is_done) for each in done] == [("premier", True), ("second", True)]
    for name in ("premier", "second"):
        here, there = folder_of(run, name), folder_of(frozen_without, name)
        left, right = digests(here), digests(there)
        assert {file for file in left | right if left.get(file) != right.get(file)} == ITS_OWN
        assert verify(here) == []
        one, other = manifest_of(run, name), manifest_of(frozen_without, name)
        assert (one.counts, one.pack, one.tasks) == (other.counts, other.pack, other.tasks)
        database = "organisation/consultation.duckdb"
        schemas = ["respondents", "statistics", "families", "coding", "quotes"]
        assert tables_of(here / database, schemas) == tables_of(there / database, schemas)


def test_nothing_of_theirs_is_left_and_nobody_who_answered_later_enters(rectified):
    run, _ = rectified

    first = folder_of(run, "premier")
    held = submissions_in(first / "organisation" / "consultation.duckdb")
    assert held == {f"{FORM_ID}:{sid}" for sid in (1, 2, 4)}
    assert set(frozen_releases(run.folders.outputs, FORM_ID)[0].entries) == {
        reference(KEY, f"{FORM_ID}:{sid}") for sid in (1, 2)
    }
    assert releases_holding(run.folders, FORM_ID, is_zoe) == ()
    left = {path.name for path in run.folders.outputs.iterdir()}
    assert left == {FORM_ID, "petit.premier", "petit.second"}
    assert not (run.folders.data / ".rectification").exists()


def test_the_addendum_of_a_later_one_is_to_the_rectified_one(rectified):
    run, _ = rectified

    addendum = folder_of(run, "second") / "additif-01"
    with (addendum / "additif.csv").open(encoding="utf-8", newline="") as file:
        (added,) = csv.DictReader(file)
    assert (added["Référence"], added["Changement"]) == (
        reference(KEY, f"{FORM_ID}:5"),
        "ajoutée",
    )
    assert "(2 + 1 ajoutée − 0 retirée)" in (addendum / "LISEZMOI.txt").read_text("utf-8")
    told = {name: number for name, number, _ in manifest_of(run, "second").inputs["frozen"]}
    first = manifest_of(run, "premier").fingerprint
    assert told == {"premier": 1}
    assert manifest_of(run, "second").inputs["frozen"][0][2] == first


def test_the_note_gives_figures_and_files_and_no_name(rectified):
    run, (first, _) = rectified

    told = " ".join(words_of((folder_of(run, "premier") / rectifying.NAME).read_bytes()).split())
    assert "1 réponse a été effacée" in told
    # Side by side: received, five empty boxes and the re-sends, counted, sendable, sent.
    assert re.search("avant après 4 3( 0 0){6} 4 3 3 2 3 2", told)
    assert "dans soumission/contributions : 1 document, celui" in told.replace("\u00a0", " ")
    assert "soumission/recueil-01.pdf" in told
    assert not re.search(f"Zoé|Canari|zoe@|{ZOES}", told)
    assert first.files.deleted == (f"soumission/contributions/{ZOES}.pdf",)
    assert first.files.added == ()


def test_one_that_never_held_them_is_left_as_it_is(run):
    before = identities(folder_of(run, "premier"))

    assert rectify(run, is_erased=lambda submission_id: submission_id == f"{FORM_ID}:6") == ()
    assert identities(folder_of(run, "premier")) == before


def test_another_erasure_keeps_the_note_of_the_first(rectified, tmp_path):
    run = rectified[0].copied(tmp_path)
    first = (folder_of(run, "premier") / rectifying.NAME).read_bytes()
    erase_rows(run, 2)

    rectify(run, is_bo)

    frozen = folder_of(run, "premier")
    assert (frozen / "NOTE-DE-RECTIFICATION-01.pdf").read_bytes() == first
    assert [one.rectified for one in frozen_releases(run.folders.outputs, FORM_ID)] == [2, 2]
    assert verify(frozen) == []


def test_tombstones_tell_who_it_is(run):
    assert not erased_submissions(run.folders, FORM_ID)(f"{FORM_ID}:3")
    mark = (run.folders.data / "pseudonymes.marque").read_text("ascii").strip()
    by_address = Register(key_mark=mark, addresses={"0" * 64: dt.datetime(2026, 11, 1)})  # noqa: DTZ001
    write_register(run.folders.data, FORM_ID, by_address)

    is_erased = erased_submissions(run.folders, FORM_ID)

    assert [is_erased(f"{FORM_ID}:{sid}") for sid in (1, 2, 3)] == [False, False, True]


# From its own inputs, or not at all


@pytest.mark.parametrize("lost", foremost(["form", "data", "files"], "files"))
def test_what_cannot_be_made_again_is_told_and_left(run, lost):
    before = identities(folder_of(run, "premier"))
    if lost == "form":
        run.form_file.write_text(run.form_file.read_text("utf-8") + "\n# autre\n", "utf-8")
        (kept_forms(run.folders, FORM_ID, "premier") / f"{FORM_ID}.toml").unlink()
    elif lost == "data":
        run.folders.database(FORM_ID).unlink()
    else:
        with duckdb.connect(str(run.folders.database(FORM_ID))) as connection:
            connection.execute("delete from raw.exports where file_name = 'export.tsv'")

    first, *_ = rectify(run)

    assert not first.is_done
    assert "à terminer" in first.reason
    assert identities(folder_of(run, "premier")) == before
    assert releases_holding(run.folders, FORM_ID, is_zoe)[0].name == "premier"


# Killed at any moment


def test_the_former_one_comes_back_when_nothing_took_its_place(run):
    frozen = folder_of(run, "premier")
    before = digests(frozen)
    frozen.rename(frozen.with_name(".petit.premier.old"))

    finish_interrupted_freeze(run.folders.outputs, FORM_ID)

    assert digests(frozen) == before

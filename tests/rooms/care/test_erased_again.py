"""An older backup that is put back, and backups that still hold who was erased."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from consultation.care.backup import backup
from consultation.care.restoring import restore
from consultation.machine.references import mark_in
from consultation.runs.safekeeping import safekeeping_in
from consultation.runs.tombstones import (
    SUFFIX,
    Register,
    Tombstones,
    keep_copies,
    read_register,
    write_register,
)
from consultation.words.errors import OrganiserError
from tests.cases.errors import error_of
from tests.cases.places import REFERENCE_KEY
from tests.cases.runs import Run
from tests.cases.small import FORM, FORM_ID, row, small_run

pytestmark = pytest.mark.slow

NOW = dt.datetime(2026, 11, 25, 6, 0, tzinfo=dt.UTC)
ZOES = ("Zoé Canari", "zoe@example.org", "Un texte de Zoé.")
ROWS = [
    row(1, Envoi="Oui, sans nom", Texte="Un texte d'Ana."),
    row(3, Envoi="Oui, en mon nom", Nom=ZOES[0], Courriel=ZOES[1], Texte=ZOES[2]),
]
KEY = REFERENCE_KEY.read_bytes().strip()


@pytest.fixture(scope="module")
def saved_run(tmp_path_factory) -> Run:
    run = small_run(tmp_path_factory.mktemp("garde"), *ROWS)
    run.build()
    run.folders.outputs.mkdir()
    return run


@pytest.fixture
def run(saved_run, tmp_path) -> Run:
    return saved_run.copied(tmp_path / "run")


@pytest.fixture
def kept(run, tmp_path) -> Path:
    """A backup of the run, before anybody was erased."""
    backup(run.folders, tmp_path / "ancienne.tar", NOW)
    return tmp_path / "ancienne.tar"


def erase_zoe(data: Path) -> Path:
    """The data folder's register, which says that she was erased, and that all is done."""
    register = Register(
        key_mark=mark_in(data).read_text("ascii").strip(),
        submissions=frozenset({Tombstones(KEY).of_submission("3")}),
    )
    write_register(data, FORM_ID, register)
    return data / f"{FORM_ID}{SUFFIX}"


def holding(folder: Path) -> list[str]:
    """The files below a folder that hold something of hers."""
    needles = [needle.encode() for needle in ZOES]
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and any(needle in path.read_bytes() for needle in needles)
    )


def test_the_search_finds_her_in_what_an_old_backup_holds(run, kept):
    shutil.rmtree(run.folders.data)
    restore(run.folders, kept)

    assert holding(run.folders.data) == ["petit.duckdb"]


@pytest.mark.parametrize("known_by", ["data", "backup", "outputs"])
def test_whoever_was_erased_does_not_come_back(run, kept, known_by, tmp_path):
    """The tombstones are those of the data folder that is there, of a backup made when the
    erasure had begun, or of the copy in the outputs."""
    data, former = run.folders.data, tmp_path / "data.avant"
    register = erase_zoe(data).name
    if known_by == "backup":
        kept = tmp_path / "pendant.tar"
        backup(run.folders, kept, NOW)
    if known_by == "outputs":
        keep_copies(run.folders, FORM_ID)
    data.rename(former)
    if known_by == "data":
        data.mkdir()
        shutil.copyfile(former / register, data / register)

    restore(run.folders, kept)

    assert holding(run.folders.data) == []
    assert read_register(data, FORM_ID).is_under_way
    run.build("clean.submissions")
    assert run.query("select sid from clean.submissions") == [(1,)]


def test_tombstones_that_cannot_be_applied_stop_it(run, kept):
    """Without its form file nobody knows which column tells whose a row is."""
    register = erase_zoe(run.folders.data)
    for path in set(run.folders.data.iterdir()) - {register}:
        path.unlink()
    run.form_file.write_text("title = 1\n", encoding="utf-8")

    with pytest.raises(OrganiserError):
        restore(run.folders, kept)

    assert [*run.folders.data.iterdir()] == [register]
    run.form_file.write_text(FORM, encoding="utf-8")
    restore(run.folders, kept)
    assert holding(run.folders.data) == []


# What is known of the last backup


def test_what_is_known_of_backups_and_cannot_be_read_is_not_taken_for_nothing(run):
    (run.folders.data / "sauvegardes.json").write_text("[", encoding="utf-8")

    assert error_of(safekeeping_in, run.folders.data).code == "backup_list"

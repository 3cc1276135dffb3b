"""An older backup that is put back, and backups that still hold who was erased."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from consultation.care.backup import backup
from consultation.care.restoring import restore
from consultation.machine.references import mark_in
from consultation.runs import tombstones
from consultation.runs.safekeeping import safekeeping_in
from consultation.runs.tombstones import Register, read_register
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
    hers = frozenset({tombstones.Tombstones(KEY).of_submission("3")})
    key_mark = mark_in(data).read_text("ascii").strip()
    tombstones.write_register(data, FORM_ID, Register(key_mark=key_mark, submissions=hers))
    return data / f"{FORM_ID}{tombstones.SUFFIX}"


def holding(folder: Path) -> list[str]:
    """The files below a folder that hold something of hers."""
    needles = [needle.encode() for needle in ZOES]
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    held = {name: path.read_bytes() for name, path in files.items() if path.is_file()}
    return sorted(name for name, one in held.items() if any(each in one for each in needles))


@pytest.mark.parametrize("known_by", ["nobody", "data", "backup", "outputs"])
def test_whoever_was_erased_does_not_come_back(run, kept, known_by, tmp_path):
    """The tombstones are those of the data folder that is there, of a backup made when the
    erasure had begun, or of the copy in the outputs. Without any, the search finds her."""
    data, former = run.folders.data, tmp_path / "data.avant"
    register = erase_zoe(data).name
    if known_by == "backup":
        kept = tmp_path / "pendant.tar"
        backup(run.folders, kept, NOW)
    if known_by == "outputs":
        tombstones.keep_copies(run.folders, FORM_ID)
    data.rename(former)
    if known_by == "data":
        data.mkdir()
        shutil.copyfile(former / register, data / register)

    restore(run.folders, kept)

    is_known = known_by != "nobody"
    assert holding(data) == ([] if is_known else ["petit.duckdb"])
    assert read_register(data, FORM_ID).is_under_way == is_known
    run.build("clean.submissions")
    sids = [sid for (sid,) in run.query("select sid from clean.submissions order by sid")]
    assert sids == ([1] if is_known else [1, 3])


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

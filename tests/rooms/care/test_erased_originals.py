"""What people dropped, once somebody is erased: deleted, or left and named until it can go."""

from __future__ import annotations

import gzip
import shutil
from types import SimpleNamespace

import pytest

from consultation import stages
from consultation.care.erasing import plan_of
from consultation.forms.form import read_form
from consultation.runs.tombstones import read_register
from tests.cases import withdrawn
from tests.cases.erasures import ask, erase, finish
from tests.cases.framaforms_files import saved_as_xlsx
from tests.cases.given_back import asked, book, write
from tests.cases.runs import Run, digests
from tests.cases.small import COLUMNS, FORM_ID, export, row, small_run
from tests.cases.webform import header

pytestmark = pytest.mark.slow

# Two people go: submission 2, and whoever wrote 5 and 6 with one address.
STAY = {1, 3, 4, 7}
WHO = ("2", "kanari5@example.org")
ADDRESSES = {n: f"kanari{5 if n == 6 else n}@example.org" for n in range(1, 8)}
TEXT = 'Ligne 1\r\n"kanari{}x"\r\nfin'
PEOPLE = [
    row(n, Courriel=address, Texte=TEXT.format(n), Envoi="Oui, sans nom")
    for n, address in ADDRESSES.items()
]


@pytest.fixture(scope="module")
def read_once(once, tmp_path_factory) -> Run:
    """A form that has read what an inbox may hold, and what nobody can read or may follow."""
    folder = tmp_path_factory.mktemp("originals")
    run = small_run(folder, *PEOPLE)
    run.write("copie (1).tsv.gz", gzip.compress(export(PEOPLE)))
    run.write("classeur.xlsx", saved_as_xlsx([*header(COLUMNS, title="Petit formulaire"), *PEOPLE]))
    run.write("debut.tsv", export(PEOPLE[:1]))
    withdrawn.filled(once.to_decide, run.inbox / "retraits.xlsx", {"who": "3", "choice": "Retirer"})
    write(book(asked("petit:1", "petit:3", choice="même personne")), run.inbox / "decide.xlsx")
    run.build()
    (run.inbox / "dossier").mkdir()
    shutil.copyfile(run.inbox / "export.tsv", run.inbox / "dossier" / "export.tsv")
    (run.inbox / ".reste.tsv.tmp").write_bytes(export(PEOPLE))
    run.write("autre.tsv.part", export(PEOPLE)[:-9])
    run.write("illisible.csv", b'"kanari2x"\n"x"\n')
    # The damaged row is of whoever is erased, then of somebody else.
    run.write("abime.tsv", export([PEOPLE[0], PEOPLE[1][:4]]))
    run.write("troue.tsv", export([*PEOPLE[1:3], row(8)[:4]]))
    (folder / "ailleurs.tsv").write_bytes(export(PEOPLE)[:-5])
    (run.inbox / "lien.tsv").symlink_to(folder / "ailleurs.tsv")
    return run


def stored(run: Run, *sids: int) -> list[list[tuple[object, ...]]]:
    """The records of these submissions, and all decisions."""
    records = run.query("select sid_text, cells from raw.records order by all")
    decided = run.query("from raw.decisions order by all")
    return [[one for one in records if int(str(one[0])) in sids], decided]


LEFT = {"autre.tsv.part", "illisible.csv", "lien.tsv", "troue.tsv"}


@pytest.fixture(scope="module")
def erased(read_once, tmp_path_factory) -> SimpleNamespace:
    """The run before and after the erasure. No test changes it."""
    run = read_once.copied(tmp_path_factory.mktemp("erased"))
    old = tmp_path_factory.mktemp("old") / "inbox"
    shutil.copytree(run.inbox, old, symlinks=True)
    ask(run, *WHO)
    stages.read_and_build(run.folders, FORM_ID)
    kept, before = stored(run, *STAY, 8), digests(run.folders.inbox)
    announced = plan_of(run.folders, read_form(run.form_file)).originals
    assert digests(run.folders.inbox) == before
    told = erase(run).originals
    return SimpleNamespace(run=run, old=old, kept=kept, announced=announced, told=told)


def test_every_file_that_was_read_is_told_then_deleted_and_all_of_the_others_stays(erased):
    fates = {one.name: one.fate for one in erased.announced}
    (page,) = (name for name in fates if name.startswith("page-AB-"))
    deleted = (
        *(".reste.tsv.tmp", "abime.tsv", "classeur.xlsx", "copie (1).tsv.gz", "debut.tsv"),
        *("decide.xlsx", "export.tsv", "retraits.xlsx", page),
    )
    assert fates == dict.fromkeys(deleted, "deleted") | dict.fromkeys(LEFT, "left")
    # The copy in the folder below has the same name.
    assert len(erased.announced) == len(fates) + 1
    assert erased.told == erased.announced
    said = "\n".join(one.sentence("later") for one in erased.announced)
    assert "Ce fichier sera supprimé : inbox/petit/export.tsv." in said.replace("\xa0", " ")
    assert "kanari" not in said
    left = {path.name for path in erased.run.inbox.rglob("*") if not path.is_dir()}
    assert left == LEFT
    assert stored(erased.run, *range(10)) == erased.kept


def test_it_stays_under_way_and_the_files_named_until_they_are_gone(erased, tmp_path):
    run = erased.run.copied(tmp_path)
    for name in LEFT - {"troue.tsv"}:
        (run.inbox / name).unlink()
    run.build()
    assert read_register(run.folders.data, FORM_ID).is_under_way

    run.write("sain.tsv", export([row(8, Texte="huit")]))
    run.ingest()

    assert [path.name for path in run.inbox.iterdir() if path.is_file()] == ["sain.tsv"]
    register = read_register(run.folders.data, FORM_ID)
    assert not register.is_under_way
    assert "troue.tsv" in register.requests[0].files


def test_what_was_deleted_is_deleted_when_it_is_dropped_again(erased, tmp_path):
    """A file of before, another export with somebody erased in it, and a workbook that comes back:
    it repeats what people wrote. What has nobody of them stays."""
    run = erased.run.copied(tmp_path)
    for name in LEFT:
        (run.inbox / name).unlink()
    finish(run)
    known = run.query("select export_id from raw.exports order by all")
    for name in ("export.tsv", "decide.xlsx"):
        shutil.copyfile(erased.old / name, run.inbox / name)
    run.write("nouveau.tsv", export([*PEOPLE[1:3], row(8, Texte="kanari8x, nouveau")]))
    write(book(asked("petit:4", "petit:7", choice="même personne")), run.inbox / "revenu.xlsx")
    run.write("propre.tsv", export([PEOPLE[2], row(9)]))

    run.build()

    assert {path.name for path in run.inbox.iterdir() if path.is_file()} == {"propre.tsv"}
    assert len(run.query("from raw.exports")) == len(known) + 2
    sids = {sid for (sid,) in run.query("select sid from clean.submissions")}
    assert sids == STAY | {8, 9}

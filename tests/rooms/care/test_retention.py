"""How long files are kept: from one date on, nothing but what is published."""

from __future__ import annotations

import gzip
import shutil
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import Mock

import pytest

from consultation.care.retention import obey_retention
from consultation.care.retention_state import has_ended, without_form_file
from consultation.care.status import status_of
from consultation.forms.form import read_form
from consultation.releases.manifest import verify
from tests.cases import withdrawn
from tests.cases.errors import error_of
from tests.cases.given_back import asked, book, write
from tests.cases.runs import Run, digests
from tests.cases.small import FORM, FORM_ID, export, row, small_run

DAY = date(2026, 9, 1)


def form_kept_until(day: date) -> str:
    return f"{FORM}\n[retention]\nuntil = {day.isoformat()}\n"


def kept(run: Run, today: date = DAY) -> tuple[str, ...]:
    return obey_retention(run.folders, read_form(run.form_file), today)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.fixture(scope="module")
def published_run(tmp_path_factory) -> Run:
    """All that an inbox may hold: exports, one of them compressed, one with a row that is stored
    nowhere, a refused one, files of decisions that decide something, nothing, and something that is
    refused in part."""
    rows = (row(1, Envoi="Oui, sans nom", Texte="Pour les rues calmes."), row(2, Nom="Camille"))
    run = small_run(tmp_path_factory.mktemp("kept"), *rows, form=form_kept_until(DAY))
    run.publish()
    run.write("suite.tsv.gz", gzip.compress(export([row(3), row(4)]), mtime=0))
    run.write("refuse.tsv", b'"Une colonne"\n"x"\n')
    *lines, last = export([row(10), row(11)]).splitlines(keepends=True)
    run.write("large.tsv", b"".join([*lines, last.rstrip(b"\n") + b'\t"de trop"\n']))
    asked_for, unclear = {"who": "2", "choice": "Retirer"}, {"who": "4", "choice": "Peut-être"}
    also = asked_for | {"who": "3"}
    for name, rows in (("retrait", [asked_for]), ("retrait-a-corriger", [also, unclear])):
        withdrawn.filled(run.to_decide, run.inbox / f"{name}.xlsx", *rows)
    write(book(asked(f"{FORM_ID}:1", f"{FORM_ID}:3")), run.inbox / "rien-decide.xlsx")
    run.publish()
    return run


READ = ["export.tsv", "retrait.xlsx", "rien-decide.xlsx", "suite.tsv.gz"]
WAITING = ["large.tsv", "refuse.tsv", "retrait-a-corriger.xlsx"]


@pytest.fixture
def run(published_run, tmp_path) -> Run:
    return published_run.copied(tmp_path)


def deleted(run: Run, on: date = DAY) -> tuple[str, ...]:
    """Announce the deletion, then do it."""
    kept(run, on - timedelta(days=9))
    return kept(run, on)


def working_data(run: Run) -> list[str]:
    """Names of what is left of the form in the data folder."""
    return [name for name in names(run.folders.data) if name.startswith(FORM_ID)]


def test_all_that_was_read_goes_after_an_announcement_and_what_is_published_stays(run):
    kept_documents = run.folders.documents(FORM_ID)
    kept_documents.mkdir()
    (kept_documents / "a.pdf").touch()
    run.folders.database(FORM_ID).with_suffix(".duckdb.wal").touch()
    (run.folders.data / "pseudonymes.cle").write_text("a key of thirty-two bytes or more")
    run.write("nouveau.tsv", export([row(9)]))
    before = digests(run.release)

    (far,) = kept(run, DAY - timedelta(days=31))
    (near,) = kept(run, DAY - timedelta(days=30))
    (again,) = kept(run, DAY - timedelta(days=1))
    assert f"{FORM_ID}.duckdb" in working_data(run)
    assert names(run.inbox) == sorted([*READ, *WAITING, "nouveau.tsv"])
    originals, done = kept(run, DAY)

    assert "Attention" not in far
    assert near == again
    assert near.startswith("Attention\u00a0: le 01/09/2026")
    assert originals.startswith("4 originaux déjà lus ont été supprimés")
    assert all(name in originals for name in READ)
    assert "viennent d’être supprimées" in done
    assert working_data(run) == ["petit.conservation.json", "petit.lus"]
    assert names(run.inbox) == sorted([*WAITING, "nouveau.tsv"])
    assert digests(run.release) == before
    assert verify(run.release) == []
    assert has_ended(run.folders, FORM_ID)
    assert {"pseudonymes.cle", "pseudonymes.marque"} <= set(names(run.folders.data))


def test_each_later_run_says_so_in_one_sentence_and_deletes_what_was_read_and_comes_back(run):
    original = (run.inbox / "export.tsv").read_bytes()
    deleted(run)

    (said,) = kept(run, DAY + timedelta(days=400))
    run.write("export.tsv", original)
    kept(run, DAY + timedelta(days=401))

    assert "supprimées le 01/09/2026" in said
    assert f"3 fichiers déposés n’ont pas été lus\u00a0: {', '.join(WAITING)}" in said
    assert names(run.inbox) == WAITING


@pytest.mark.parametrize("linked", ["file", "folder"])
def test_links_stay_and_so_does_what_they_lead_to(linked, run, tmp_path):
    """A folder may be somebody's cloud."""
    place = run.inbox / "export.tsv" if linked == "file" else run.inbox
    elsewhere = place.rename(tmp_path / "ailleurs")
    place.symlink_to(elsewhere)
    before = names(tmp_path / "ailleurs") if linked == "folder" else []

    deleted(run)

    assert place.is_symlink()
    assert elsewhere.exists()
    assert linked == "file" or names(elsewhere) == before


def test_what_can_t_be_deleted_is_said_and_the_rest_is_gone(run, monkeypatch):
    unlink = Path.unlink

    def refused(path: Path, **how: bool) -> None:
        if path.name == "export.tsv":
            raise PermissionError
        unlink(path, **how)

    monkeypatch.setattr(Path, "unlink", refused)
    stopped = error_of(deleted, run)

    assert (stopped.code, stopped.where) == ("original_not_removed", "inbox/petit")
    assert "export.tsv" in stopped.what
    assert names(run.inbox) == sorted(["export.tsv", *WAITING])


@pytest.mark.parametrize(
    ("before", "until", "announced_on", "deleted_on"),
    [
        # The date is long past: it was mistyped, or the machine was off.
        (None, date(2017, 1, 31), ("09-01", "09-07"), date(2026, 9, 8)),
        # A clock that was ahead puts nothing off.
        (date(2031, 1, 1), DAY, ("08-12",), DAY),
        # Another date was announced before.
        (date(2026, 8, 12), date(2026, 8, 22), ("08-24",), date(2026, 8, 31)),
    ],
)
def test_nothing_is_deleted_that_no_earlier_run_announced(
    before, until, announced_on, deleted_on, run
):
    if before:
        kept(run, before)
    run.form_file.write_text(form_kept_until(until), encoding="utf-8")

    announced = (date.fromisoformat(f"2026-{day}") for day in announced_on)
    said = {one for today in announced for one in kept(run, today)}

    assert [f"le {deleted_on:%d/%m/%Y}" in one for one in said] == [True]
    assert f"{FORM_ID}.duckdb" in working_data(run)
    assert "viennent d’être supprimées" in kept(run, deleted_on)[-1]


def test_an_interrupted_deletion_is_finished_by_the_next_run(run, monkeypatch):
    with monkeypatch.context() as patched:
        killed = Mock(side_effect=KeyboardInterrupt)
        patched.setattr("consultation.care.retention._delete_data", killed)
        with pytest.raises(KeyboardInterrupt):
            deleted(run)
    assert f"{FORM_ID}.duckdb" in working_data(run)

    *_, said = kept(run, DAY + timedelta(days=1))

    assert "n’est plus calculé" in said
    assert working_data(run) == ["petit.conservation.json", "petit.lus"]
    assert names(run.inbox) == WAITING


def test_working_data_whose_form_file_is_gone_is_complained_of(run):
    assert without_form_file(run.folders) == []

    shutil.rmtree(run.inbox)
    run.form_file.rename(run.form_file.with_name("autre-nom.toml"))
    (problem,) = without_form_file(run.folders)

    assert (problem.code, problem.where) == ("form_file_gone", "data/petit.duckdb")
    assert problem.message in status_of(run.folders).problems


def test_without_retention_nothing_is_done_nor_where_nobody_knows_whether_data_were_deleted(run):
    run.form_file.write_text(FORM, encoding="utf-8")
    assert kept(run, date(2100, 1, 1)) == ()
    assert names(run.inbox) == sorted([*READ, *WAITING])

    (run.folders.data / f"{FORM_ID}.conservation.json").write_text("{", encoding="utf-8")
    assert error_of(has_ended, run.folders, FORM_ID).code == "retention_state"

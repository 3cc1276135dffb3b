"""How long files are kept: originals are deleted; working data erased, and said."""

from __future__ import annotations

import gzip
import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from consultation.care.retention import obey_retention
from consultation.care.retention_state import has_ended, without_form_file
from consultation.care.status import status_of
from consultation.forms.form import read_form
from consultation.releases.publish import verify
from consultation.words.errors import OrganiserError
from tests.cases import withdrawn
from tests.cases.given_back import asked, book, write
from tests.cases.runs import Run, digests
from tests.cases.small import FORM, FORM_ID, export, row, small_run

DAY = date(2026, 9, 1)


def form_that_keeps(**until: date) -> str:
    lines = "".join(f"{key} = {day.isoformat()}\n" for key, day in until.items())
    return f"{FORM}\n[retention]\n{lines}"


def kept(run: Run, today: date = DAY) -> tuple[str, ...]:
    return obey_retention(run.folders, read_form(run.form_file), today)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.fixture(scope="module")
def published_run(tmp_path_factory) -> Run:
    """All that an inbox may hold: exports, one of them compressed, a refused one, files of
    decisions that decide something, nothing, and something that is refused in part."""
    folder = tmp_path_factory.mktemp("kept")
    first = row(1, Courriel="a@example.org", Envoi="Oui, sans nom", Texte="Pour les rues calmes.")
    form = form_that_keeps(inbox=DAY)
    run = small_run(folder, first, row(2, Nom="Camille"), form=form)
    run.publish()
    run.write("suite.tsv.gz", gzip.compress(export([row(3), row(4)]), mtime=0))
    run.write("refuse.tsv", b'"Une colonne"\n"x"\n')
    model = run.release / "organisation" / "a-decider.xlsx"
    withdrawn.filled(model, run.inbox / "retrait.xlsx", {"who": "2", "choice": "Retirer"})
    withdrawn.filled(
        model,
        run.inbox / "retrait-a-corriger.xlsx",
        {"who": "3", "choice": "Retirer"},
        {"who": "4", "choice": "Peut-être"},
    )
    write(book(asked(f"{FORM_ID}:1", f"{FORM_ID}:3")), run.inbox / "rien-decide.xlsx")
    run.publish()
    assert run.query("select file_name, decision_count from raw.decision_files order by all") == [
        ("retrait-a-corriger.xlsx", 1),
        ("retrait.xlsx", 1),
        ("rien-decide.xlsx", 0),
    ]
    assert run.query("select file_name from raw.refusals order by all") == [
        ("refuse.tsv",),
        ("retrait-a-corriger.xlsx",),
    ]
    return run


READ = ["export.tsv", "retrait.xlsx", "rien-decide.xlsx", "suite.tsv.gz"]
WAITING = ["refuse.tsv", "retrait-a-corriger.xlsx"]


@pytest.fixture
def run(published_run, tmp_path) -> Run:
    return published_run.copied(tmp_path)


# Originals


@pytest.mark.slow
def test_nothing_happens_before_the_date_which_is_told(run):
    (said,) = kept(run, DAY - timedelta(days=1))

    assert "01/09/2026" in said
    assert "supprimés" in said
    assert names(run.inbox) == sorted([*READ, *WAITING])


def test_a_file_that_nobody_has_read_yet_stays(run):
    run.write("nouveau.tsv", export([row(9)]))

    kept(run)

    assert names(run.inbox) == sorted(["nouveau.tsv", *WAITING])


def test_originals_that_were_read_are_deleted_and_the_others_stay(run):
    (said,) = kept(run)

    assert names(run.inbox) == WAITING
    assert said.startswith("4 originaux déjà lus ont été supprimés")
    assert all(name in said for name in READ)
    assert kept(run, DAY + timedelta(days=1)) == ()


def content_of(release: Path) -> dict[str, object]:
    """Every byte of a release, and of its database what it holds: its bytes are exempt."""
    manifest = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"] = [one for one in manifest["files"] if not one["path"].endswith(".duckdb")]
    exempt = ("manifest.json", "SHA256SUMS")
    files = {name: one for name, one in digests(release).items() if name not in exempt}
    return {**files, "manifest": manifest}


@pytest.mark.slow
def test_nothing_that_is_published_changes_by_it(run):
    before, first = content_of(run.release), (run.release / "manifest.json").stat()
    kept(run)

    run.build()
    assert run.release_as_it_is().outcome == "unchanged"
    # Nor would it if all were written again.
    (run.release / "LISEZMOI.txt").write_text("autre chose", encoding="utf-8")
    assert run.release_as_it_is().outcome == "published"

    assert content_of(run.release) == before
    assert (run.release / "manifest.json").stat().st_mtime_ns != first.st_mtime_ns
    assert verify(run.release) == []


@pytest.mark.slow
def test_a_file_that_decided_nothing_is_forgotten_when_somebody_else_takes_it_away(run):
    (run.inbox / "rien-decide.xlsx").unlink()

    run.build()

    assert ("rien-decide.xlsx",) not in run.query("select file_name from raw.decision_files")


def test_links_stay_and_so_does_what_they_lead_to(run, tmp_path):
    original = (run.inbox / "export.tsv").rename(tmp_path / "ailleurs.tsv")
    (run.inbox / "lien.tsv").symlink_to(original)

    kept(run, DAY + timedelta(days=30))

    assert original.exists()
    assert (run.inbox / "lien.tsv").is_symlink()


def test_what_a_linked_folder_leads_to_stays(run, tmp_path):
    """It may be somebody's cloud."""
    elsewhere = run.inbox.rename(tmp_path / "ailleurs")
    run.inbox.symlink_to(elsewhere)

    kept(run)

    assert names(elsewhere) == sorted([*READ, *WAITING])


def broken(line: bytes) -> bytes:
    """A line of an export with a cell too many: of such rows only the SID is stored."""
    return line.replace(b"\r\n", b"\n").rstrip(b"\n") + b'\t"de trop"\n'


def with_a_broken_row(run: Run, name: str, *rows: object) -> None:
    *lines, last = export(list(rows)).splitlines(keepends=True)
    run.write(name, b"".join([*lines, broken(last)]))


@pytest.mark.slow
def test_an_original_with_a_row_that_is_stored_nowhere_stays_and_is_said(run):
    with_a_broken_row(run, "large.tsv", row(10), row(11))
    run.build()
    assert run.query("select sid_text from raw.records where len(cells) = 0") == [("11",)]

    said = "\n".join(kept(run, DAY + timedelta(days=30)))

    assert names(run.inbox) == sorted(["large.tsv", *WAITING])
    reason = "1 original reste en place, malgré ce que la déclaration demande\u00a0: large.tsv."
    assert reason in said


@pytest.mark.slow
def test_an_original_whose_broken_row_came_whole_in_another_goes(run):
    with_a_broken_row(run, "large.tsv", row(10), row(11))
    run.write("entier.tsv", export([row(10), row(11)]))
    run.build()

    kept(run, DAY + timedelta(days=30))

    assert names(run.inbox) == WAITING


def test_what_can_t_be_deleted_is_said_and_the_rest_is_gone(run, monkeypatch):
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path.name == "export.tsv":
            raise PermissionError
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", refused)

    with pytest.raises(OrganiserError) as stopped:
        kept(run, DAY + timedelta(days=30))

    assert (stopped.value.code, stopped.value.where) == ("original_not_removed", "inbox/petit")
    assert "export.tsv" in stopped.value.what
    assert names(run.inbox) == ["export.tsv", *WAITING]


def test_originals_stay_where_the_database_is_gone(run):
    """What they hold is in no store any more: they are all there is."""
    run.folders.database(FORM_ID).unlink()

    kept(run, DAY + timedelta(days=30))

    assert names(run.inbox) == sorted([*READ, *WAITING])


# Working data


def that_erases(run: Run, on: date, **also: date) -> Run:
    run.form_file.write_text(form_that_keeps(data=on, **also), encoding="utf-8")
    return run


def working_data(run: Run) -> list[str]:
    """Names of what is left of the form in the data folder."""
    return [name for name in names(run.folders.data) if name.startswith(FORM_ID)]


def test_working_data_is_erased_whole_after_an_announcement(run):
    that_erases(run, DAY)
    kept_documents = run.folders.documents(FORM_ID)
    kept_documents.mkdir()
    (kept_documents / "a.pdf").touch()
    run.folders.database(FORM_ID).with_suffix(".duckdb.wal").touch()
    before = digests(run.release)

    (far,) = kept(run, DAY - timedelta(days=31))
    (near,) = kept(run, DAY - timedelta(days=30))
    (again,) = kept(run, DAY - timedelta(days=1))
    assert f"{FORM_ID}.duckdb" in working_data(run)
    (done,) = kept(run, DAY)

    assert "Attention" not in far
    assert near == again
    assert near.startswith("Attention\u00a0: le 01/09/2026")
    assert "viennent d’être effacées" in done
    assert working_data(run) == ["petit.conservation.json", "petit.lus"]
    assert digests(run.release) == before
    assert verify(run.release) == []
    assert has_ended(run.folders, FORM_ID)


def test_each_later_run_says_so_in_one_sentence(run):
    that_erases(run, DAY)
    kept(run, DAY - timedelta(days=9))
    kept(run, DAY)

    (said,) = kept(run, DAY + timedelta(days=400))

    assert "effacées le 01/09/2026" in said
    assert "2 fichiers déposés n’ont pas été lus\u00a0: refuse.tsv, retrait-a-corriger.xlsx" in said


def test_nothing_is_erased_that_no_earlier_run_announced(run):
    """The date is long past: it was mistyped, or the machine was off."""
    that_erases(run, date(2017, 1, 31))

    (first,) = kept(run, DAY)
    (second,) = kept(run, DAY + timedelta(days=6))

    assert first == second
    assert "le 08/09/2026" in first
    assert f"{FORM_ID}.duckdb" in working_data(run)
    assert "viennent d’être effacées" in kept(run, DAY + timedelta(days=7))[0]


def test_a_clock_that_was_ahead_puts_nothing_off(run):
    that_erases(run, DAY)
    kept(run, date(2031, 1, 1))

    (said,) = kept(run, DAY - timedelta(days=20))

    assert "le 01/09/2026" in said
    assert "viennent d’être effacées" in kept(run, DAY)[0]


def test_another_date_is_announced_anew(run):
    that_erases(run, DAY)
    kept(run, DAY - timedelta(days=20))
    that_erases(run, DAY - timedelta(days=10))

    (said,) = kept(run, DAY - timedelta(days=8))

    assert "le 31/08/2026" in said


def test_an_interrupted_erasure_is_finished_by_the_next_run(run, monkeypatch):
    that_erases(run, DAY)
    kept(run, DAY - timedelta(days=9))

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("consultation.care.retention._delete_data", killed)
        with pytest.raises(KeyboardInterrupt):
            kept(run, DAY)
    assert f"{FORM_ID}.duckdb" in working_data(run)

    (said,) = kept(run, DAY + timedelta(days=1))

    assert "n’est plus calculé" in said
    assert working_data(run) == ["petit.conservation.json", "petit.lus"]


def test_originals_are_deleted_in_time_though_the_database_is_gone(run):
    that_erases(run, DAY, inbox=DAY + timedelta(days=30))
    kept(run, DAY - timedelta(days=9))
    kept(run, DAY)
    assert names(run.inbox) == sorted([*READ, *WAITING])

    kept(run, DAY + timedelta(days=30))

    assert names(run.inbox) == WAITING


def test_working_data_whose_form_file_is_gone_is_complained_of(run):
    assert without_form_file(run.folders) == []

    shutil.rmtree(run.inbox)
    run.form_file.rename(run.form_file.with_name("autre-nom.toml"))
    (problem,) = without_form_file(run.folders)

    assert (problem.code, problem.where) == ("form_file_gone", "data/petit.duckdb")
    assert problem.message in status_of(run.folders).problems


def test_without_retention_nothing_is_said_or_done(run):
    run.form_file.write_text(FORM, encoding="utf-8")

    assert kept(run, date(2100, 1, 1)) == ()
    assert names(run.inbox) == sorted([*READ, *WAITING])


def test_the_key_is_no_form_s(run):
    that_erases(run, DAY)
    (run.folders.data / "pseudonymes.cle").write_text("a key of thirty-two bytes or more")
    kept(run, DAY - timedelta(days=9))
    kept(run, DAY)

    assert (run.folders.data / "pseudonymes.cle").exists()
    assert (run.folders.data / "pseudonymes.marque").exists()

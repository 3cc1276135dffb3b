"""What people dropped, without who was erased: rewritten, deleted or left, and told."""

from __future__ import annotations

import datetime as dt
import gzip
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from consultation import stages
from consultation.care.erased_originals import Original, erase_in_originals
from consultation.care.originals import read_checksums, unread_files
from consultation.care.rewritten_file import erased_by
from consultation.decisions import WITHDRAWALS
from consultation.decisions.given_workbook import given_file
from consultation.decisions.page_lines import line_of, write_lines
from consultation.forms.form import read_form
from consultation.machine import disk
from consultation.machine.checksums import checksum
from consultation.runs.arrivals import SeenFile, seen_now
from consultation.runs.inbox import exports_in
from consultation.runs.journal import read_journal
from consultation.runs.remembering import new_file_counts
from consultation.runs.rewritten import read_rewritings
from consultation.runs.tombstones import Tombstones
from tests.cases import withdrawn
from tests.cases.canary_search import layers_of
from tests.cases.framaforms_files import saved_as_xlsx
from tests.cases.given_back import asked, book, write
from tests.cases.runs import Run, digests
from tests.cases.small import COLUMNS, FORM_ID, export, row, small_run
from tests.cases.webform import header

NOW = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
MARK = Tombstones(b"une cle de seize octets")
TOMBSTONES = Tombstones(
    MARK.key,
    frozenset(MARK.of_submission(sid) for sid in ("2", "5", "6")),
    {MARK.of_address("kanari5@example.org"): dt.datetime(2026, 11, 27)},  # noqa: DTZ001 - UTC
)
# Two people: submission 2, and whoever wrote 5 and 6 with one address.
GONE, STAY = {2, 5, 6}, {1, 3, 4, 7}
PEOPLE = [
    row(
        number,
        Courriel=f"kanari{5 if number == 6 else number}@example.org",
        Texte=f'Ligne 1\r\n"kanari{number}x"\r\nfin',
        Envoi="Oui, sans nom",
    )
    for number in range(1, 8)
]


def named(sid: int) -> str:
    return f"{FORM_ID}:{sid}"


@pytest.fixture(scope="module")
def read_once(tmp_path_factory) -> Run:
    """A form that has read all that an inbox and an archive may hold."""
    run = small_run(tmp_path_factory.mktemp("originals"), *PEOPLE)
    run.publish()
    run.write("copie (1).tsv.gz", gzip.compress(export(PEOPLE)))
    rows = [*header(COLUMNS, title="Petit formulaire"), *PEOPLE]
    run.write("classeur.xlsx", saved_as_xlsx(rows))
    (run.folders.archive(FORM_ID)).mkdir(parents=True)
    (run.folders.archive(FORM_ID) / "ancien.tsv").write_bytes(export(PEOPLE[:4], ";"))
    requests = [{"who": str(sid), "choice": "Retirer"} for sid in (2, 3)]
    withdrawn.filled(run.to_decide, run.inbox / "retraits.xlsx", *requests)
    write(
        book(
            asked(named(1), named(3), choice="même personne", remark="vu avec kanari1x"),
            asked(named(1), named(2), choice="même personne", remark="vu avec kanari2x"),
        ),
        run.inbox / "b-decider.xlsx",
    )
    line = {WITHDRAWALS.columns.who: "kanari5@example.org", WITHDRAWALS.columns.choice: "Retirer"}
    other = {WITHDRAWALS.columns.who: "7", WITHDRAWALS.columns.choice: "Retirer"}
    lines = [line_of(WITHDRAWALS, said, NOW) for said in (line, other)]
    write_lines(run.inbox, FORM_ID, "AB", lines, now=NOW, since=None)
    (run.inbox / "dossier").mkdir()
    shutil.copyfile(run.inbox / "export.tsv", run.inbox / "dossier" / "export.tsv")
    run.build()
    return run


@pytest.fixture
def run(read_once, tmp_path) -> Run:
    copy = read_once.copied(tmp_path)
    (copy.inbox / ".reste.tsv.tmp").write_bytes(export(PEOPLE))
    copy.write("autre.tsv.part", export(PEOPLE))
    copy.write("illisible.csv", b'"kanari2x"\n"x"\n')
    (tmp_path / "ailleurs.tsv").write_bytes(export(PEOPLE))
    (copy.inbox / "lien.tsv").symlink_to(tmp_path / "ailleurs.tsv")
    return copy


def erase(
    run: Run, tombstones: Tombstones = TOMBSTONES, *, is_dry: bool = False
) -> tuple[Original, ...]:
    form = read_form(run.form_file)
    erased = erased_by(
        form,
        tombstones,
        reference=lambda _: False,
        text=lambda digest, shown: False,
        example=lambda shown: False,
    )
    return erase_in_originals(run.folders, form, erased, is_dry=is_dry)


def fates(told: tuple[Original, ...]) -> dict[str, tuple[str, int, str]]:
    return {Path(one.place).name: (one.fate, one.gone, one.reason) for one in told}


def words_in(folder: Path, *, but: set[str]) -> set[int]:
    """Whose words are in files of the folder, however these are packed."""
    files = [one for one in folder.rglob("*") if one.is_file() and one.name not in but]
    plain = b"".join(
        layer.replace(b"\0", b"") for one in files for layer in layers_of(one.read_bytes())
    )
    return {n for n in range(1, 8) if f"kanari{n}x".encode() in plain}


LEFT = {"autre.tsv.part", "illisible.csv", "lien.tsv"}


def test_each_file_is_told_before_and_after(run):
    before = digests(run.folders.inbox)

    announced = erase(run, is_dry=True)

    assert digests(run.folders.inbox) == before
    assert fates(announced) == {
        ".reste.tsv.tmp": ("deleted", 0, "half_copied"),
        "ancien.tsv": ("rewritten", 1, ""),
        "autre.tsv.part": ("left", 0, "unfinished"),
        "b-decider.xlsx": ("rewritten", 1, ""),
        "classeur.xlsx": ("rewritten", 3, ""),
        "copie (1).tsv.gz": ("rewritten", 3, ""),
        "export.tsv": ("rewritten", 3, ""),
        "illisible.csv": ("left", 0, "unread"),
        "lien.tsv": ("left", 0, "link"),
        "page-AB-20261127T120000000000.decisions.jsonl": ("rewritten", 1, ""),
        "retraits.xlsx": ("rewritten", 3, ""),  # other sheets of the model name 5 and 6
    }
    assert len(announced) == 12  # the copy in the folder below has the same name
    assert erase(run) == announced
    said = "\n".join(sentence for one in announced for sentence in one.sentences())
    assert "inbox/petit/export.tsv : réécrit, 3 lignes en moins." in said.replace("\xa0", " ")
    assert "kanari" not in said


def test_nothing_of_them_is_left_and_all_of_the_others(run):
    erase(run)

    assert words_in(run.inbox, but=LEFT) == STAY
    assert words_in(run.folders.archive(FORM_ID), but=set()) == {1, 3, 4}
    left = [PEOPLE[number - 1] for number in sorted(STAY)]
    assert (run.inbox / "export.tsv").read_bytes() == export(left)


def test_what_decisions_say_of_the_others_reads_as_before(run):
    def given(name: str) -> tuple[list[object], list[object]]:
        found = given_file(run.inbox / name, FORM_ID, "Europe/Paris", {})
        assert found is not None
        return list(found.decisions), list(found.withdrawals)

    (kept, other), _ = given("b-decider.xlsx")
    _, (request, own) = given("retraits.xlsx")

    erase(run)

    assert given("b-decider.xlsx") == ([kept], [])
    assert given("retraits.xlsx") == ([], [own])
    assert other != kept
    assert request != own


def test_done_again_it_changes_nothing(run):
    erase(run)
    once = digests(run.folders.inbox) | digests(run.folders.data)

    again = erase(run)

    assert {one.fate for one in again} == {"left"}
    assert digests(run.folders.inbox) | digests(run.folders.data) == once


def test_neither_the_new_files_nor_the_old_ones_dropped_again_are_read_as_new(run, tmp_path):
    old = tmp_path / "old"
    shutil.copytree(run.inbox, old, symlinks=True)
    (run.inbox / "lien.tsv").unlink()
    ids = "select export_id, file_name from raw.exports order by all"
    decided = "select file_id, file_name from raw.decision_files order by all"
    before = run.query(ids), run.query(decided)
    erase(run)

    run.ingest()
    for path in (old / "export.tsv", old / "retraits.xlsx", old / "b-decider.xlsx"):
        assert stages.ingest_export(run.folders, FORM_ID, path) is False

    assert (run.query(ids), run.query(decided)) == before


@pytest.mark.slow
def test_erased_twice_an_export_stays_the_same_and_its_lines_are_those_of_the_file(run):
    (export_id,) = run.query("select export_id from raw.exports where file_name = 'export.tsv'")[0]
    lines = f"select sid_text, line_number from raw.records where export_id = '{export_id}'"
    erase(run)
    run.build()
    once = dict(run.query(lines))
    assert [once[str(number)] for number in sorted(STAY)] == [4, 7, 10, 13]

    erase(run, replace(TOMBSTONES, submissions=frozenset({MARK.of_submission("3")})))
    run.build()

    twice = dict(run.query(lines))
    assert [twice[str(number)] for number in (1, 4, 7)] == [4, 7, 10]
    assert len(run.query("from raw.exports")) == 2
    rewriting = read_rewritings(run.folders.data, FORM_ID)[checksum(run.inbox / "export.tsv")]
    assert (rewriting.original, set(rewriting.gone)) == (export_id, {2, 3, 5, 6})


def test_no_run_waits_for_what_was_rewritten_and_retention_knows_it(run):
    def seen() -> dict[str, SeenFile]:
        return seen_now(exports_in(run.inbox), {})

    told = {"failure": "", "refused_files": (), "seen": seen()}
    stages.remember_form(run.folders, FORM_ID, None, **told)
    erase(run)

    assert new_file_counts(run.folders)[FORM_ID] == 0
    assert read_journal(run.folders).form(FORM_ID).seen == seen()
    read = read_checksums(run.folders.data, FORM_ID)
    known = read_rewritings(run.folders.data, FORM_ID)
    assert unread_files(run.inbox, read, known) == ["illisible.csv"]


@pytest.mark.parametrize("stop", [1, 3, 5, 7])
def test_a_crash_changes_nothing_of_the_end(run, monkeypatch, stop):
    calls = 0

    def dying(step: Callable[..., object]) -> Callable[..., object]:
        def call(*given: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == 3 * stop:
                raise KeyboardInterrupt
            return step(*given, **named)

        return call

    with monkeypatch.context() as patched:
        patched.setattr(disk.os, "fsync", dying(os.fsync))
        patched.setattr(Path, "replace", dying(Path.replace))
        with pytest.raises(KeyboardInterrupt):
            erase(run)
    erase(run)

    assert words_in(run.inbox, but=LEFT) == STAY
    assert words_in(run.folders.archive(FORM_ID), but=set()) == {1, 3, 4}
    assert not list(run.inbox.glob(".*"))
    run.ingest()
    assert len(run.query("from raw.exports")) == 2


def test_what_does_not_read_as_before_is_deleted_once_it_was_read(run, monkeypatch):
    def spoiled(*_: object) -> str:
        raise ValueError

    monkeypatch.setattr("consultation.care.rewritten_file._checked_sha256", spoiled)
    run.write("nouveau.tsv", export([*PEOPLE, row(8)]))

    told = fates(erase(run))

    assert told["export.tsv"] == ("deleted", 3, "unreadable_copy")
    assert told["nouveau.tsv"] == ("left", 3, "not_read_yet")
    assert not (run.inbox / "export.tsv").exists()
    assert (run.inbox / "nouveau.tsv").exists()

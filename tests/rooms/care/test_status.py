"""How things are, told without disturbing anybody."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import os
import shutil
from dataclasses import replace

import pytest

from consultation.care.retention_state import RetentionState, remember_retention
from consultation.care.status import status_of
from consultation.machine.lock import SERVICE
from consultation.machine.references import mark_in
from consultation.runs import journal
from consultation.runs.journal import ExportRecord, FormRecord, begin_run, end_run, note_form
from consultation.runs.safekeeping import key_state, note_backup
from consultation.runs.schedule import Schedule
from consultation.runs.service import Service, announce_service
from flows.report.status_report import Limits, as_json, text_of, to_mend, too_old
from tests.cases.command import call_command, modules_loaded_by
from tests.cases.locks import held_elsewhere
from tests.cases.runs import Run
from tests.cases.small import FORM_ID, row, small_run

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
MORNING = Schedule("0 6 * * *", "Europe/Paris")
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
COUNTS = {"received": 5, "rejected": 0, "draft": 1, "resend": 0, "counted": 4, "sendable": 3}


def export(name: str, age: dt.timedelta, *, is_full: bool = True) -> ExportRecord:
    return ExportRecord(name, is_full, 5, dt.datetime(2022, 3, 10, tzinfo=dt.UTC), NOW - age)


@pytest.fixture
def run(tmp_path) -> Run:
    """A form that ran an hour ago: its last full export is nine days old."""
    run = small_run(tmp_path, row(1))
    begin_run(run.folders, now=NOW - HOUR)
    partial, full = export("mardi.tsv", 2 * HOUR, is_full=False), export("complet.tsv", 9 * DAY)
    exports = {"latest_export": partial, "latest_full_export": full}
    record = FormRecord("Petit formulaire", outcome="published", counts=COUNTS, **exports)
    note_form(run.folders, FORM_ID, record)
    end_run(run.folders, "went_well", "1 formulaire à jour.", now=NOW - HOUR + dt.timedelta(0, 41))
    return run


def places(run: Run) -> list[str]:
    return [f"--{name}={getattr(run.folders, name)}" for name in ("inbox", "data", "forms")]


def now_told(run: Run) -> str:
    return text_of(status_of(run.folders, NOW)).replace("\u00a0", " ")


PAGE = """il y a 1 heure.
  Tout s’est bien passé, en 41 secondes.
  1 formulaire à jour.
Prochain passage : aucun n’est prévu, « faire-masse serve » ne tourne pas ici.
Clé des références : présente, pas encore utilisée.
Sauvegarde : aucune. Faites-en une : faire-masse backup FICHIER

Petit formulaire (petit)
  5 soumissions reçues, 0 rejetée, 1 brouillon, 0 renvoi, 4 comptées, 3 à transmettre
  Dernier export : il y a 2 heures (mardi.tsv).
  En attente dans le dépôt : export.tsv."""


def test_it_is_one_page_of_which_nothing_else_is_loaded_or_written(run):
    before = {path: path.stat().st_mtime_ns for path in run.folders.data.rglob("*")}
    first, _, rest = now_told(run).partition(", ")

    assert first.startswith("Dernier passage : 25/11/2026 à ")  # at the machine's own hour
    assert rest == PAGE
    loaded = modules_loaded_by(["status", *places(run)])
    assert "consultation.care.status" in loaded
    assert loaded.isdisjoint({"prefect", "duckdb", "polars", "openpyxl"})
    assert {path: path.stat().st_mtime_ns for path in run.folders.data.rglob("*")} == before


def test_the_next_run_is_the_service_s(run):
    with held_elsewhere(run.folders.data, SERVICE):
        announce_service(run.folders, Service(MORNING, "http://127.0.0.1:4200"))
        found = status_of(run.folders, NOW)

    assert found.next_run_at == dt.datetime(2026, 11, 26, 5, tzinfo=dt.UTC)
    assert as_json(found)["next_run_at"] == "2026-11-26T05:00:00+00:00"
    assert "Pages de Prefect : http://127.0.0.1:4200" in text_of(found).replace("\u00a0", " ")


def test_a_run_that_goes_on_and_one_that_was_killed(run):
    begin_run(run.folders, now=NOW)
    with held_elsewhere(run.folders.data):
        assert "En cours." in now_told(run)

    # It is another process's, that is gone.
    file = journal.journal_file(run.folders)
    file.write_text(file.read_text().replace(str(os.getpid()), "1"))
    assert "Interrompu avant la fin" in now_told(run)


def test_what_went_wrong_is_told_once_with_what_waits(run):
    """By the last run's own words, else by the form's."""
    (run.folders.inbox / "inconnu").mkdir()
    (run.inbox / "a").write_text("a", encoding="utf-8")
    (stray,) = status_of(run.folders, NOW).problems
    failure, withdrawals = "petit.toml, ligne 3\u00a0: trop peu.", ("retraits.ods",)
    record = FormRecord(failure=failure, refused_files=("a",), waiting_withdrawals=withdrawals)
    note_form(run.folders, FORM_ID, record)
    first = now_told(run)
    begin_run(run.folders, now=NOW)
    problems = f"1 formulaire refusé.\n• {stray}\n• {failure}\n• a.tsv\u00a0: vide."
    end_run(run.folders, "problems", problems, now=NOW)
    second = now_told(run)

    for text in (first, second):
        assert "Rien n’a été publié au dernier passage :" in text
        assert "NE PLUS ENVOYER ce qui est publié : un retrait attend (retraits.ods)." in text
        assert "Refusé au dernier passage : a." in text
        assert [text.count(what) for what in ("trop peu", "aucun fichier ne déclare")] == [1, 1]
    (form,) = as_json(status_of(run.folders, NOW))["forms"]
    assert [*form["refused_files"]] == ["a"]


def test_the_key_and_the_backup(run, tmp_path):
    mark = hmac.digest(run.folders.reference_key.read_bytes().strip(), b"faire-masse", "sha256")
    mark_in(run.folders.data).write_text(hashlib.sha256(mark).hexdigest())
    note_backup(run.folders, tmp_path / "sauvegarde.tar", NOW - 3 * DAY)
    text = now_told(run)
    assert "Clé des références : présente et reconnue." in text
    assert "Sauvegarde : il y a 3 jours" in text
    (old,) = too_old(status_of(run.folders, NOW), Limits(backup=2 * DAY))
    assert "il y a 3 jours" in old
    assert too_old(status_of(run.folders, NOW), Limits(backup=4 * DAY)) == []

    mark_in(run.folders.data).write_text("0" * 64)
    text = now_told(run)
    assert "Clé des références : CE N’EST PAS LA BONNE" in text
    assert "La clé en service n’y est pas" in text
    for key_file, state in ((tmp_path / "nowhere", "lost"), (tmp_path, "unreadable")):
        assert key_state(replace(run.folders, key_file=key_file)) == state


def older_than(
    run: Run, limit: dt.timedelta, now: dt.datetime = NOW, exports: dt.timedelta | None = None
) -> list[str]:
    found = too_old(status_of(run.folders, now), Limits(limit, exports or limit))
    return [line.replace("\u00a0", " ") for line in found]


OLD_RUN = "Le dernier passage mené à son terme date d’il y a 2 jours : plus de 36 heures."
OLD_EXPORT = "petit : le dernier export date d’il y a 2 {}."


@pytest.mark.parametrize(
    ("limit", "now", "exports", "told"),
    [
        (36 * HOUR, NOW, None, []),
        (HOUR, NOW, None, [OLD_EXPORT.format("heures : plus de 1 heure")]),
        (36 * HOUR, NOW + 2 * DAY, None, [OLD_RUN, OLD_EXPORT.format("jours : plus de 36 heures")]),
        # Exports that come once a week hide no run that did not start.
        (36 * HOUR, NOW + DAY, 8 * DAY, []),
        (36 * HOUR, NOW + 2 * DAY, 8 * DAY, [OLD_RUN]),
    ],
)
def test_what_is_too_old_is_told(run, limit, now, exports, told):
    assert older_than(run, limit, now, exports) == told


def test_a_run_that_is_still_to_come_tells_nothing(run):
    """A clock that was wrong once must not silence the alarm for years."""
    told_run, told_export = older_than(run, 36 * HOUR, NOW - 2 * DAY)

    assert told_run.startswith("Le dernier passage mené à son terme est daté du 25/11/2026")
    assert told_run.endswith("encore à venir (horloge fausse) : peut-être plus de 36 heures.")
    assert told_export.startswith("petit : le dernier export est daté du 25/11/2026")


@pytest.mark.parametrize("outcome", ["problems", "failed"])
def test_what_the_last_run_left_to_mend_is_told_by_the_watch(outcome, run):
    assert to_mend(status_of(run.folders, NOW)) == []

    begin_run(run.folders, now=NOW)
    assert to_mend(status_of(run.folders, NOW)) != []  # interrupted: nobody holds the lock
    with held_elsewhere(run.folders.data):
        assert to_mend(status_of(run.folders, NOW)) == []
    end_run(run.folders, outcome, "1 export refusé : a.tsv.", now=NOW)

    assert to_mend(status_of(run.folders, NOW)) == ["Le dernier passage ne s’est pas bien terminé."]
    assert "1 export refusé : a.tsv." in now_told(run)


def test_a_form_whose_data_or_folder_is_gone_is_over_and_an_unmounted_inbox_hides_none(run):
    assert len(older_than(run, HOUR)) == 1
    remember_retention(run.folders, FORM_ID, RetentionState(ended_on=NOW.date()))
    assert older_than(run, HOUR) == []
    assert "ce formulaire n’est plus calculé" in now_told(run)

    shutil.rmtree(run.inbox)
    assert status_of(run.folders, NOW).forms == ()

    shutil.rmtree(run.folders.inbox)
    assert [form.form_id for form in status_of(run.folders, NOW).forms] == [FORM_ID]


def test_where_nothing_ever_ran_it_is_told_and_all_is_too_old(tmp_path):
    run = small_run(tmp_path, row(1))
    text = now_told(run)

    assert text.splitlines()[0] == "Aucun passage n’a encore eu lieu ici."
    assert "Dernier export : aucun." in text
    assert older_than(run, 36 * HOUR) == [
        "Le dernier passage mené à son terme n’a jamais eu lieu : plus de 36 heures.",
        "petit : le dernier export n’a pas de date connue : plus de 36 heures.",
    ]


@pytest.mark.parametrize(
    ("options", "is_strayed", "code", "said"),
    [
        ("", True, 0, ""),
        ("--max-age 99999j", False, 0, ""),
        ("--max-age 99999j", True, 1, "Quelque chose est à corriger dans le dépôt"),
        ("--max-age 1s", False, 1, "Le dernier passage mené à son terme date d"),
        ("--max-age 99999j --max-export-age 1s", False, 1, "petit\u00a0: le dernier export date d"),
        ("--max-backup-age 8j", False, 1, "La dernière sauvegarde n’a jamais été faite"),
    ],
)
def test_the_exit_code_says_whether_things_are_too_old_or_to_be_mended(
    run, options, is_strayed, code, said
):
    if is_strayed:
        (run.folders.inbox / "inconnu").mkdir()

    ended = call_command("status", *places(run), *options.split())

    assert (ended.returncode, ended.stderr[: len(said)]) == (code, said)
    assert ("inbox/inconnu" in ended.stdout) == is_strayed

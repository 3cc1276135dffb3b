"""Which export was downloaded last, and what is said when it has less than another."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from consultation.runs.arrivals import SeenFile
from consultation.runs.journal import FormRecord
from consultation.stages import FormSummary, ReadExport
from flows.remembering import contents_of, record_of, with_lost_ends
from flows.report.report import FormReport

NOON = dt.datetime(2022, 3, 10, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def export(name: str, last_sid: int, *, is_full: bool = True) -> ReadExport:
    """An export whose last answer is of the 10th; `last_sid` answers."""
    written = NOON.replace(tzinfo=None)
    return ReadExport(name, is_full, last_sid, last_sid, f"id of {name}", written)


def report(*exports: ReadExport) -> FormReport:
    summary = FormSummary("petit", "Petit", "published", Path("out"), {}, None, (), exports=exports)
    return FormReport("petit", summary, None, ())


def downloaded(**moments: dt.datetime) -> dict[str, dt.datetime]:
    return {f"id of {name}": moment for name, moment in moments.items()}


def latest(run: FormReport, contents: dict[str, dt.datetime]) -> tuple[str, str]:
    record = record_of(run, {}, contents, FormRecord())
    return record.latest_export.file_name, record.latest_full_export.file_name


def warned(run: FormReport, contents: dict[str, dt.datetime]) -> str:
    return "\n".join(with_lost_ends(run, contents).summary.warnings)


# A deletion on Framaforms and no answer since: the newer export has less, and no later time.
DELETED = report(export("mardi", 19), export("lundi", 20))


def test_the_last_export_is_the_one_that_was_downloaded_last():
    moments = downloaded(lundi=NOON, mardi=NOON + DAY)

    assert latest(DELETED, moments) == ("mardi", "mardi")
    assert latest(DELETED, downloaded(lundi=NOON + DAY, mardi=NOON)) == ("lundi", "lundi")


def test_of_exports_that_were_copied_together_it_is_the_last_in_the_order_of_their_contents():
    minute = dt.timedelta(minutes=1)

    assert latest(DELETED, downloaded(lundi=NOON, mardi=NOON + minute)) == ("lundi", "lundi")


def test_an_export_whose_file_was_never_seen_is_as_old_as_its_last_answer():
    assert latest(DELETED, downloaded(mardi=NOON + DAY)) == ("mardi", "mardi")
    assert latest(DELETED, {}) == ("lundi", "lundi")


def test_partial_exports_leave_the_last_full_one():
    partial = export("mercredi", 21, is_full=False)
    run = report(export("lundi", 20), partial)

    moments = downloaded(lundi=NOON, mercredi=NOON + 2 * DAY)
    assert latest(run, moments) == ("mercredi", "lundi")


def test_answers_that_the_last_download_no_longer_has_are_told():
    said = warned(DELETED, downloaded(lundi=NOON, mardi=NOON + DAY))

    assert (
        "mardi, téléchargé le dernier, s'arrête au SID 19, d'autres exports vont jusqu'à 20" in said
    )
    assert "retraits.xlsx" in said


def test_nothing_is_told_of_an_export_of_before_of_a_partial_one_or_of_a_failed_form():
    partial = report(export("mardi", 19, is_full=False), export("lundi", 20))

    assert warned(DELETED, downloaded(lundi=NOON, mardi=NOON)) == ""
    assert warned(partial, downloaded(lundi=NOON, mardi=NOON + DAY)) == ""
    assert with_lost_ends(replace(DELETED, summary=None), {}).summary is None


def test_a_time_to_come_is_forgotten_once_the_clock_is_right_again():
    now = dt.datetime.now(dt.UTC)
    written = int((now - DAY).timestamp()) * 10**9
    before = {"a": now + 365 * DAY, "b": now - 9 * DAY}

    contents = contents_of({"a.tsv": SeenFile(1, written, "a")}, before)

    assert contents["a"] < now
    assert contents["b"] == now - 9 * DAY

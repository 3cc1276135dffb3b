"""Which export was downloaded last, and what is said when it has less than another."""

from __future__ import annotations

import datetime as dt

from consultation.releases.publish import FormSummary
from consultation.runs.arrivals import SeenFile
from consultation.runs.journal import read_journal
from consultation.runs.remembering import (
    ReadExport,
    contents_of,
    lost_end_warnings,
    record_of_newest,
)
from consultation.stages import remember_form
from tests.cases.runs import folders_in

NOON = dt.datetime(2022, 3, 10, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def export(name: str, last_sid: int, *, is_full: bool = True) -> ReadExport:
    """An export whose last answer is of the 10th; `last_sid` answers."""
    written = NOON.replace(tzinfo=None)
    return ReadExport(name, is_full, last_sid, last_sid, f"id of {name}", written)


def downloaded(**moments: dt.datetime) -> dict[str, dt.datetime]:
    return {f"id of {name}": moment for name, moment in moments.items()}


def latest(exports: tuple[ReadExport, ...], contents: dict[str, dt.datetime]) -> str:
    return record_of_newest(exports, contents).file_name


def warned(exports: tuple[ReadExport, ...], contents: dict[str, dt.datetime]) -> str:
    return "\n".join(lost_end_warnings(exports, contents))


# A deletion on Framaforms and no answer since: the newer export has less, and no later time.
DELETED = (export("mardi", 19), export("lundi", 20))


def test_the_last_export_is_the_one_that_was_downloaded_last():
    moments = downloaded(lundi=NOON, mardi=NOON + DAY)

    assert latest(DELETED, moments) == "mardi"
    assert latest(DELETED, downloaded(lundi=NOON + DAY, mardi=NOON)) == "lundi"


def test_of_exports_that_were_copied_together_it_is_the_last_in_the_order_of_their_contents():
    minute = dt.timedelta(minutes=1)

    assert latest(DELETED, downloaded(lundi=NOON, mardi=NOON + minute)) == "lundi"


def test_an_export_whose_file_was_never_seen_is_as_old_as_its_last_answer():
    assert latest(DELETED, downloaded(mardi=NOON + DAY)) == "mardi"
    assert latest(DELETED, {}) == "lundi"


def test_the_last_full_export_is_recorded_beside_a_later_partial_one(tmp_path):
    folders = folders_in(tmp_path, are_made=True)
    exports = (export("lundi", 20), export("mercredi", 21, is_full=False))
    summary = FormSummary("petit", "Petit", "published", tmp_path, {}, None, (), exports)
    remember_form(folders, "petit", summary, failure="", refused_files=(), seen={})

    record = read_journal(folders).form("petit")
    assert record.latest_export.file_name == "mercredi"
    assert record.latest_full_export.file_name == "lundi"


def test_answers_that_the_last_download_no_longer_has_are_told():
    said = warned(DELETED, downloaded(lundi=NOON, mardi=NOON + DAY))

    assert (
        "mardi, téléchargé le dernier, s’arrête au SID 19, d’autres exports vont jusqu’à 20" in said
    )
    assert "feuille Exports de justificatif.xlsx" in said


def test_nothing_is_told_of_an_export_of_before_of_a_partial_one_or_of_a_fetched_one():
    partial = (export("mardi", 19, is_full=False), export("lundi", 20))

    assert warned(DELETED, downloaded(lundi=NOON, mardi=NOON)) == ""
    assert warned(partial, downloaded(lundi=NOON, mardi=NOON + DAY)) == ""
    # A fetch found it whole: it comes last.
    assert warned(DELETED[::-1], downloaded(lundi=NOON, mardi=NOON + DAY)) == ""


def test_a_time_to_come_is_forgotten_once_the_clock_is_right_again():
    now = dt.datetime.now(dt.UTC)
    written = int((now - DAY).timestamp()) * 10**9
    before = {"a": now + 365 * DAY, "b": now - 9 * DAY}

    contents = contents_of({"a.tsv": SeenFile(1, written, "a")}, before)

    assert contents["a"] < now
    assert contents["b"] == now - 9 * DAY

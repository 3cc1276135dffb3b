"""Which files of the inbox start a run."""

from __future__ import annotations

import os

import pytest

from consultation.care.retention_state import retention_file
from consultation.care.status import status_of
from consultation.runs.arrivals import seen_now
from consultation.runs.inbox import exports_in
from consultation.runs.journal import FormRecord, note_form
from flows.commands.watching import QUIET_LOOKS, Watch
from tests.cases.runs import Run
from tests.cases.small import FORM_ID, row, small_run


@pytest.fixture
def run(tmp_path) -> Run:
    return small_run(tmp_path, row(1))


def looks(watch: Watch, times: int = QUIET_LOOKS) -> list[list[str]]:
    return [sorted(path.name for path, _ in watch.look()) for _ in range(times)]


def test_a_file_that_is_not_whole_starts_nothing(run):
    watch, path = Watch(run.folders), run.inbox / "export.tsv"
    for size in range(2 * QUIET_LOOKS):  # half copied
        path.write_bytes(b"x" * size)
        assert watch.look() == frozenset()
    half = path.rename(run.inbox / "export.tsv.part")  # half downloaded
    assert looks(watch, 2 * QUIET_LOOKS) == [[]] * (2 * QUIET_LOOKS)

    half.rename(path)
    assert looks(watch)[-1] == ["export.tsv"]


def test_what_a_run_could_not_take_starts_another_once_it_is_written_again(run):
    watch = Watch(run.folders)
    looks(watch, QUIET_LOOKS - 1)
    watch.note_run(watch.look())
    assert looks(watch, 2 * QUIET_LOOKS) == [[]] * (2 * QUIET_LOOKS)

    os.utime(run.inbox / "export.tsv", (1, 1))
    assert looks(watch)[-1] == ["export.tsv"]


def test_taking_away_a_refused_file_starts_a_run(run):
    """Else status and watch would name it until the next morning."""
    run.write("notes.pdf", b"%PDF")
    seen = seen_now(exports_in(run.inbox), {})
    note_form(run.folders, FORM_ID, FormRecord(seen=seen, refused_files=("notes.pdf",)))
    watch = Watch(run.folders)
    assert looks(watch) == [[]] * QUIET_LOOKS

    (run.inbox / "notes.pdf").unlink()

    assert [form.record.refused_files for form in status_of(run.folders).forms] == [()]
    assert looks(watch)[-1] == ["notes.pdf"]


def test_what_is_decided_on_the_page_waits_for_a_planned_run(run):
    """Whoever reads texts again for an hour is not stopped by a run at each pause."""
    run.write("page-AB-20261126T195932485607.decisions.jsonl", b"{}")

    assert looks(Watch(run.folders))[-1] == ["export.tsv"]


def test_what_can_not_be_looked_at_ends_no_service(run, monkeypatch):
    watch, unreadable = Watch(run.folders), retention_file(run.folders, FORM_ID)
    unreadable.parent.mkdir(exist_ok=True)
    unreadable.write_text("{", encoding="utf-8")
    assert looks(watch) == [[]] * QUIET_LOOKS

    unreadable.unlink()

    def out_of_reach(*_: object) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr("flows.commands.watching.look_into", out_of_reach)
        assert looks(watch) == [[]] * QUIET_LOOKS

    assert looks(watch)[-1] == ["export.tsv"]

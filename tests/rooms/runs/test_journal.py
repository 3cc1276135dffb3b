"""What runs did, remembered for `status` and for the next run."""

from __future__ import annotations

import datetime as dt
import os

from consultation.machine.settings import folders
from consultation.runs import journal
from consultation.runs.journal import (
    FormRecord,
    begin_run,
    end_run,
    journal_file,
    note_form,
    read_journal,
)

NOON = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def places(tmp_path):
    return folders(data=str(tmp_path / "data"), environment={})


def test_a_run_is_open_until_it_says_how_it_ended(tmp_path):
    here = places(tmp_path)

    begin_run(here, now=NOON)
    assert read_journal(here).last_run.ended_at is None
    assert read_journal(here).last_complete_run is None

    end_run(here, "problems", "1 export refusé.", now=NOON + DAY)
    run = read_journal(here).last_run
    assert (run.started_at, run.ended_at) == (NOON, NOON + DAY)
    assert (run.outcome, run.sentence) == ("problems", "1 export refusé.")
    assert read_journal(here).last_complete_run == run

    begin_run(here, now=NOON + 2 * DAY)
    end_run(here, "failed", "", now=NOON + 2 * DAY)
    assert read_journal(here).last_run.outcome == "failed"
    assert read_journal(here).last_complete_run == run


def test_the_command_and_its_flow_are_one_run(tmp_path):
    here = places(tmp_path)

    begin_run(here, now=NOON)
    begin_run(here, now=NOON + DAY)
    end_run(here, "went_well", "", now=NOON + DAY)
    end_run(here, "failed", "après coup", now=NOON + DAY)

    assert [run.outcome for run in read_journal(here).runs] == ["went_well"]


def test_a_run_that_was_killed_stays_open_and_the_next_one_is_another(tmp_path):
    here = places(tmp_path)
    begin_run(here, now=NOON)
    other = journal_file(here)
    other.write_text(other.read_text().replace(str(os.getpid()), "1"))

    begin_run(here, now=NOON + DAY)
    end_run(here, "went_well", "", now=NOON + DAY)

    assert [run.outcome for run in read_journal(here).runs] == [None, "went_well"]


def test_the_number_of_a_killed_process_comes_again(tmp_path, monkeypatch):
    """In a container, each run may be process 1."""
    here = places(tmp_path)
    begin_run(here, now=NOON)
    monkeypatch.setattr("consultation.runs.journal._begun", set())  # as another process has it

    end_run(here, "failed", "un autre traitement est en cours", now=NOON + DAY)
    assert read_journal(here).last_run.ended_at is None

    begin_run(here, now=NOON + DAY)
    end_run(here, "went_well", "", now=NOON + DAY)
    assert [run.started_at for run in read_journal(here).runs] == [NOON, NOON + DAY]


def test_the_file_does_not_grow_for_ever(tmp_path, monkeypatch):
    monkeypatch.setattr(journal, "KEPT_RUNS", 3)
    here = places(tmp_path)
    for minute in range(5):
        begin_run(here, now=NOON + minute * dt.timedelta(minutes=1))
        end_run(here, "went_well", "", now=NOON)

    assert len(read_journal(here).runs) == 3


def test_a_form_s_record_replaces_the_one_before_and_no_other(tmp_path):
    here = places(tmp_path)
    note_form(here, "a", FormRecord(title="A", counts={"received": 1}))
    note_form(here, "b", FormRecord(title="B"))
    note_form(here, "a", FormRecord(title="A", counts={"received": 2}))

    assert read_journal(here).form("a").counts == {"received": 2}
    assert read_journal(here).form("b").title == "B"
    assert read_journal(here).form("c") == FormRecord()


def test_a_damaged_journal_is_as_none(tmp_path):
    here = places(tmp_path)
    begin_run(here)
    journal_file(here).write_text("{")

    assert read_journal(here).runs == ()
    begin_run(here)
    assert len(read_journal(here).runs) == 1
    assert journal_file(here).stat().st_mode & 0o077 == 0

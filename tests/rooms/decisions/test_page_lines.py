"""Decisions that the page writes, line by line: read as a workbook's are, and never half."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import tempfile
from dataclasses import replace
from pathlib import Path
from unittest.mock import Mock

import pytest
from hypothesis import strategies as st

from consultation.decisions.arrived_file import decision_file
from consultation.decisions.given_lines import read_row
from consultation.decisions.page_lines import line_of, write_lines
from consultation.decisions.sheets import TO_CHECK, WITHDRAWALS
from consultation.runs.inbox import exports_in
from consultation.screens.waiting import Waiting
from consultation.warehouse.store.decisions import add_file, settle_readings
from tests.cases.drawn import Warehouse
from tests.cases.errors import error_of
from tests.cases.given_back import CHOICE, KEY, SAVED, asked, book, write
from tests.cases.properties import holds_of
from tests.cases.runs import folders_in

SAME, DIFFERENT = "même personne", "personnes différentes"
NOON = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def line(row, now=NOON, **marks):
    return line_of(TO_CHECK, row, now, **marks)


def written(folder, *lines, initials="AB", now=NOON, since=None):
    return write_lines(folder, "f", initials, lines, now=now, since=since)


def choices(path):
    return [decision.choice for decision in decision_file(path, "f", "Europe/Paris").decisions]


def test_a_line_says_what_the_row_of_a_workbook_says(tmp_path):
    rows = [
        asked("f:1", "f:2", choice=SAME, initials="AB", remark="vu ensemble"),
        asked("f:3", choice="oui sans nom", kind="consent"),
    ]
    saved = SAVED.replace(tzinfo=dt.UTC)

    lines = written(tmp_path, *(line(row, saved) for row in rows))
    page = decision_file(lines, "f", "Europe/Paris")
    workbook = decision_file(write(book(*rows), tmp_path / "retour.xlsx"), "f", "Europe/Paris")

    assert [replace(one, row=0, is_timed=False) for one in page.decisions] == [
        replace(one, row=0) for one in workbook.decisions
    ]
    assert {one.is_timed for one in page.decisions} == {True}


SAID = st.lists(st.tuples(st.sampled_from("123"), st.sampled_from([SAME, DIFFERENT, ""])))


@holds_of(SAID, few=20, many=300)
def test_of_each_row_the_last_word_stands_and_none_once_it_is_taken_back(said):
    lines = [
        line(asked(f"f:{sid}", choice=choice or SAME), NOON + MINUTE * at, is_undone=not choice)
        for at, (sid, choice) in enumerate(said)
    ]
    with tempfile.TemporaryDirectory() as folder:
        given = decision_file(written(Path(folder), *lines), "f", "Europe/Paris")

    ids = {SAME: "same", DIFFERENT: "different"}
    last = {f"f:{sid}": ids[choice] for sid, choice in dict(said).items() if choice}
    assert {one.submission_ids[0]: one.choice for one in given.decisions} == last


# Each choice about each set of submissions at most once: whoever means the same again says so on
# the page, and not by saving a workbook again. Each reader at most once about each: a later word of
# the same file replaces theirs, as a cell that is typed over does.
ACT = (*map(st.sampled_from, ("123", [SAME, DIFFERENT], ["AB", "CD"])), st.booleans())
ONCE = (lambda act: act[:2], lambda act: (act[0], act[2]))
ACTS = st.lists(st.tuples(*ACT), min_size=2, unique_by=ONCE)


@holds_of(ACTS, few=3, many=30)
def test_page_and_workbooks_mixed_are_stored_and_shown_as_workbooks_alone(acts):
    with tempfile.TemporaryDirectory() as folder:
        mixed = outcome(Path(folder) / "mixed", acts)
        alone = outcome(Path(folder) / "alone", [(*act[:3], False) for act in acts])

    assert mixed == alone


def outcome(folder, acts):
    """Which choices stand and which contradict them: as the page shows it before the next run, and
    as that run has it."""
    folders = folders_in(folder)
    inbox = folders.inbox / "f"
    inbox.mkdir(parents=True)
    for at, (sid, choice, initials, is_on_page) in enumerate(acts):
        moment = NOON + MINUTE * at
        row = asked(f"f:{sid}", choice=choice, initials=initials)
        if is_on_page:
            written(inbox, line(row, moment), initials=initials, now=moment)
        else:
            write(book(row, saved=moment.replace(tzinfo=None)), inbox / f"{at}.xlsx")
    shown = {
        key: (said.choice, said.decision.initials, {other.choice for other in said.others})
        for key, said in Waiting(folders, "f").pending((), "Europe/Paris").by_key.items()
    }
    warehouse = Warehouse({})
    for path in exports_in(inbox):
        add_file(warehouse.connection, decision_file(path, "f", "Europe/Paris"))
    settle_readings(warehouse.connection, NOON + 100 * MINUTE)
    return shown, warehouse.build_chain("clean.decisions")


def test_a_line_that_the_disk_refuses_leaves_those_before_it(tmp_path, monkeypatch):
    path = written(tmp_path, line(asked("f:1", choice=SAME)))
    before = path.read_bytes()

    monkeypatch.setattr(os, "fsync", Mock(side_effect=OSError(errno.ENOSPC, "")))
    with pytest.raises(OSError, match="Errno 28"):
        written(tmp_path, line(asked("f:2", choice=SAME)))

    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == {path: before}


def test_each_reader_has_a_file_and_begins_another_once_it_may_have_been_read(tmp_path):
    first = written(tmp_path, line(asked("f:1", choice=SAME)))
    assert written(tmp_path, line(asked("f:2", choice=SAME)), now=NOON + MINUTE) == first
    assert written(tmp_path, line(asked("f:2", choice=DIFFERENT)), initials="CD") != first

    before, at = first.read_bytes(), {"now": NOON + 3 * MINUTE, "since": NOON + MINUTE}
    later = written(tmp_path, line(asked("f:1", choice=DIFFERENT)), **at)

    assert (first.read_bytes(), choices(later)) == (before, ["different"])
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_a_name_is_kept_in_the_lines_and_is_in_no_file_s_name(tmp_path):
    told = [asked("f:1", choice=SAME, initials="Ana Invent"), asked("f:2", initials="x" * 61)]
    path = written(tmp_path, *(line({**row, CHOICE: SAME}) for row in told), initials="Ana Invent")

    decisions = decision_file(path, "f", "Europe/Paris").decisions
    assert [one.initials for one in decisions] == ["Ana Invent", "X"]
    assert "ana" not in path.name.lower()


@pytest.mark.parametrize("cut", ["empty", "no last end", "half a letter", "a mark before"])
def test_a_file_that_somebody_else_cut_is_left_as_it_is_and_another_begun(cut, tmp_path):
    first = written(tmp_path, line(asked("f:1", choice=SAME)))
    whole = first.read_bytes()
    half = whole[: whole.rindex("ê".encode()) + 1]
    content = {"empty": b"", "no last end": whole[:-1], "half a letter": half}
    content = content.get(cut, b"\xef\xbb\xbf" + whole)
    first.write_bytes(content)

    second = written(tmp_path, line(asked("f:2", choice=SAME)), now=NOON + MINUTE)
    third = written(tmp_path, line(asked("f:3", choice=SAME)), now=NOON + 2 * MINUTE)

    assert first.read_bytes() == content
    assert second == third != first
    assert choices(third) == ["same", "same"]


GOOD = json.loads(line(asked("f:1", choice=SAME, initials="AB")))
CHANGED = {
    "a number": {CHOICE: 1}, "another column": {"canari": "1"}, "no moment": {"at": "canari"},
    "a surrogate": {"Remarque": "canari \ud800"}, "a changed key": {KEY: "same_person-0-0"},
    "a control sign": {"Remarque": "canari \x1b[2J"}, "long": {"Remarque": "canari" * 50_000},
    "far away": {"at": "9999-12-31T23:59:59-12:00"},
}  # fmt: skip
HOSTILE = {name: json.dumps(GOOD | cells).encode() for name, cells in CHANGED.items()} | {
    "no JSON": b"{canari", "no text": b"\xff\xfe canari", "no object": b'["canari"]',
    "deep": b"[" * 100_000, "another form": line(asked("canari:1", choice=SAME)).encode(),
}  # fmt: skip


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_a_line_that_the_page_never_wrote_refuses_the_file_and_is_not_quoted(hostile, tmp_path):
    path = written(tmp_path, line(asked("f:2", choice=SAME)))
    with path.open("ab") as file:
        file.write(hostile + b"\n")

    refused = error_of(decision_file, path, "f", "Europe/Paris")
    alone = error_of(read_row, hostile.decode(errors="surrogateescape"), "f")

    assert "ligne 3" in refused.message
    assert "canari" not in refused.message + alone.message


def test_a_request_to_withdraw_is_obeyed_even_beside_a_line_that_cannot_be_read(tmp_path):
    who, choice = WITHDRAWALS.columns.mandatory
    request = line_of(WITHDRAWALS, {who: "ana@example.org", choice: "retirer"}, NOON)
    path = written(tmp_path, line(asked("f:1", choice=SAME)), request)
    with path.open("ab") as file:
        file.write(b"{}\n")

    given = decision_file(path, "f", "Europe/Paris")

    assert given.decisions == ()
    assert [one.identifier for one in given.withdrawals] == ["ana@example.org"]
    assert "ligne 4" in given.refusal.message


def test_a_file_of_another_form_is_refused(tmp_path):
    path = written(tmp_path, line(asked("f:1", choice=SAME)))

    assert "un autre formulaire" in error_of(decision_file, path, "g", "Europe/Paris").message

"""Requests to be erased, as the local page writes them, and what obeys them, without Prefect."""

from __future__ import annotations

import datetime as dt

from consultation import stages
from consultation.decisions.page_lines import line_of, write_lines
from consultation.decisions.sheets import WITHDRAWALS
from consultation.releases import whole_erasure
from tests.cases.runs import Run

ASKED = dt.datetime(2022, 3, 10, 9, 0, tzinfo=dt.UTC)


def ask(run: Run, *who: str, request: str = "effacer", at: dt.datetime = ASKED) -> None:
    """These requests are in a file of the inbox that the page began then."""
    columns = WITHDRAWALS.columns
    lines = [
        line_of(WITHDRAWALS, {columns.who: each, columns.choice: request, columns.remark: "vu"}, at)
        for each in who
    ]
    write_lines(run.inbox, run.form_id, "AB", lines, now=at, since=at)


def erase(run: Run) -> whole_erasure.Finished:
    """Erase the people who asked, from all but the release in place."""
    stages.read_and_build(run.folders, run.form_id)
    begin(run)
    return finish(run)


def begin(run: Run) -> None:
    """Begin the erasure: whoever runs next erases the people who asked."""
    whole_erasure.begin_erasure(run.folders, run.form_id)


def finish(run: Run) -> whole_erasure.Finished:
    """What was begun is done."""
    finished = whole_erasure.finish_erasure(run.folders, run.form_id)
    assert finished is not None
    return finished

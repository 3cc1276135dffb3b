"""How often a site is asked, and what is remembered of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from consultation.runs.fetches import next_try_at, note_fetch, note_success, refuse_too_soon
from consultation.runs.journal import FetchRecord, FormRecord, note_form, read_journal
from consultation.words.errors import OrganiserError
from tests.cases.small import FORM_ID, row, small_run

HOUR = dt.timedelta(hours=1)
NOW = dt.datetime.now(dt.UTC)


@pytest.mark.parametrize(("failures", "hours"), [(0, 1), (1, 1), (2, 2), (4, 8), (99, 24)])
def test_a_site_is_asked_less_and_less_often(failures, hours):
    record = FetchRecord(NOW, failures=failures)

    assert next_try_at(record) == NOW + hours * HOUR


def code_of_refusal(run, record: FetchRecord, mended_at: dt.datetime | None = None) -> str:
    note_form(run.folders, FORM_ID, FormRecord(fetch=record))
    try:
        refuse_too_soon(run.folders, FORM_ID, mended_at=mended_at)
    except OrganiserError as error:
        return error.code
    return ""


def test_what_only_a_person_can_mend_waits_for_one(tmp_path):
    run = small_run(tmp_path, row(1))
    refused = FetchRecord(NOW - 2 * HOUR, failures=1, code="fetch_access", failure="Refusé.")
    early = replace(refused, tried_at=NOW)

    assert code_of_refusal(run, refused, NOW - 3 * HOUR) == "fetch_waits"
    assert code_of_refusal(run, refused, NOW) == ""
    assert code_of_refusal(run, early, NOW + HOUR) == "fetch_waits"
    assert code_of_refusal(run, FetchRecord(NOW)) == "fetch_too_soon"
    # The clock was wrong, or a try was killed long ago.
    assert code_of_refusal(run, FetchRecord(NOW + 9 * HOUR)) == ""
    assert code_of_refusal(run, FetchRecord(NOW - 9 * HOUR)) == ""


def test_the_same_export_given_again_is_fresh_again(tmp_path):
    run = small_run(tmp_path, row(1))
    note_form(run.folders, FORM_ID, FormRecord(contents={"known": NOW - 99 * HOUR}))

    with note_fetch(run.folders, FORM_ID):
        pass
    note_success(run.folders, FORM_ID, "known")

    form = read_journal(run.folders).form(FORM_ID)
    assert form.contents["known"] >= NOW
    assert form.fetch.succeeded_at >= form.fetch.tried_at >= NOW

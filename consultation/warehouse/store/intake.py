"""A file of decisions into a form's working database: whole, once, for good."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from consultation.decisions.arrived_file import Kind, given_file
from consultation.decisions.given import GivenFile, Withdrawal
from consultation.forms.form import Form
from consultation.runs.tombstones import NOBODY, Tombstones, fold_address
from consultation.warehouse.store import decisions, refusals
from consultation.warehouse.store.connection import Connection
from consultation.warehouse.store.erased_records import sid_of
from consultation.words.errors import OrganiserError


def take_lines(
    connection: Connection, form_id: str, path: Path, tombstones: Tombstones = NOBODY
) -> None:
    """What the page wrote in the file is in the raw store, as far as it can be read: a backup holds
    it. The next run says what is wrong with it, and from when it counts."""
    with suppress(OrganiserError, OSError):
        given = given_file(path, form_id, "UTC")
        if given is not None and given.refusal is None:
            decisions.add_file(connection, _without_erased(given, tombstones))


def take_decisions(
    connection: Connection, form: Form, path: Path, kind: Kind, tombstones: Tombstones = NOBODY
) -> bool:
    """What a file of decisions decides is in the raw store, but for what it says of people who were
    erased; False when they already were. A refusal is remembered for the sheet Rejets, then
    raised.
    """
    try:
        titles = {question.id: question.title for question in form.questions}
        given = given_file(path, form.form_id, form.time_zone, titles, kind=kind)
        if given is None:
            raise OrganiserError("unreadable_file.changed", where=path.name)
    except OrganiserError as error:
        refusals.refuse(connection, path.name, None, error)
        raise
    given = _without_erased(given, tombstones)
    refusals.admit(connection, path.name)
    is_new = decisions.add_file(connection, given)
    if given.refusal:
        refusals.refuse(connection, path.name, None, given.refusal)
        raise given.refusal
    return is_new


def _without_erased(given: GivenFile, tombstones: Tombstones) -> GivenFile:
    """The file without what it decides of people who were erased, and without what they asked."""
    if not tombstones:
        return given

    def is_covered(submission_id: str) -> bool:
        return tombstones.covers(sid_of(submission_id), None, None)

    def is_request_of(one: Withdrawal) -> bool:
        if one.identifier_kind == "email":
            return tombstones.covers(None, fold_address(one.identifier), one.decided_at)
        return one.identifier_kind == "submission" and is_covered(one.identifier)

    return replace(
        given,
        decisions=tuple(
            one for one in given.decisions if not any(map(is_covered, one.submission_ids))
        ),
        withdrawals=tuple(one for one in given.withdrawals if not is_request_of(one)),
    )

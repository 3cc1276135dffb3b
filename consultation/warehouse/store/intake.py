"""A file of decisions into a form's working database: whole, once, for good."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from consultation.decisions.given_workbook import given_file
from consultation.errors import OrganiserError
from consultation.exports.parts import NONE_REWRITTEN, Rewritings
from consultation.forms.form import Form
from consultation.runs.rewritten import original_of
from consultation.warehouse.store import decisions, refusals
from consultation.warehouse.store.connection import Connection


def take_lines(connection: Connection, form_id: str, path: Path, rewritings: Rewritings) -> None:
    """What the page wrote in the file is in the raw store, as far as it can be read: a backup holds
    it. The next run says what is wrong with it, and from when it counts."""
    with suppress(OrganiserError, OSError):
        given = given_file(path, form_id, "UTC")
        if given is not None and given.refusal is None:
            original = original_of(given.sha256, rewritings)
            decisions.add_file(connection, replace(given, sha256=original))


def take_decisions(
    connection: Connection,
    form: Form,
    path: Path,
    rewritings: Rewritings = NONE_REWRITTEN,
) -> bool | None:
    """What the file decides is in the raw store; False when they already were, be it before the
    file was rewritten.

    None when the file holds no review sheet: it is none of ours. A refusal is remembered for the
    sheet Rejets, then raised.
    """
    try:
        titles = {question.id: question.title for question in form.questions}
        given = given_file(path, form.form_id, form.time_zone, titles)
    except OrganiserError as error:
        refusals.refuse(connection, path.name, None, error)
        raise
    if given is None:
        return None
    given = replace(given, sha256=original_of(given.sha256, rewritings))
    refusals.admit(connection, path.name)
    is_new = decisions.add_file(connection, given)
    if given.refusal:
        refusals.refuse(connection, path.name, None, given.refusal)
        raise given.refusal
    return is_new

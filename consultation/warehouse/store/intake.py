"""A file of decisions into a form's working database: whole, once, for good."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from consultation.decisions.given_workbook import given_file
from consultation.errors import OrganiserError
from consultation.forms.form import Form
from consultation.warehouse.store import decisions, refusals
from consultation.warehouse.store.connection import Connection


def take_lines(connection: Connection, form_id: str, path: Path) -> None:
    """What the page wrote in the file is in the raw store, as far as it can be read: a backup holds
    it. The next run says what is wrong with it, and from when it counts."""
    with suppress(OrganiserError, OSError):
        given = given_file(path, form_id, "UTC")
        if given is not None and given.refusal is None:
            decisions.add_file(connection, given)


def take_decisions(connection: Connection, form: Form, path: Path) -> bool | None:
    """What the file decides is in the raw store; False when they already were.

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
    refusals.admit(connection, path.name)
    is_new = decisions.add_file(connection, given)
    if given.refusal:
        refusals.refuse(connection, path.name, None, given.refusal)
        raise given.refusal
    return is_new

"""The stages of a form's run as plain functions: ingest, build, check, publish.

Each opens the form's working database and closes it, takes folders and ids only, and can be
called by any scheduler, or by none.
"""

from __future__ import annotations

from pathlib import Path

from consultation.care.originals import note_read
from consultation.errors import OrganiserError
from consultation.forms.form import read_form
from consultation.notices.facts import PackState, ReadExport
from consultation.pseudonyms import key_of
from consultation.releases.publish import FormSummary, publish
from consultation.runs.inbox import exports_in
from consultation.settings import Folders
from consultation.warehouse.build import checks, models, previous
from consultation.warehouse.published.time_limit import time_limit
from consultation.warehouse.store import (
    decisions,
    declarations,
    ingestion,
    references,
    refusals,
    store,
    typed,
)
from consultation.warehouse.store.connection import opened
from consultation.warehouse.store.intake import take_decisions

__all__ = [
    "FormSummary",
    "PackState",
    "ReadExport",
    "build_tables",
    "ingest_export",
    "publish_release",
    "run_checks",
    "time_limit",
]


def ingest_export(folders: Folders, form_id: str, path: Path) -> bool:
    """The export, or what organisers decided, is in the form's database; False when its bytes
    already were.

    Raises OrganiserError when the file is refused; the form goes on without it.
    """
    form = read_form(folders.form_file(form_id))
    with opened(folders.database(form_id)) as connection:
        store.prepare(connection)
        is_new = take_decisions(connection, form, path)
        return ingestion.ingest(connection, form, path) if is_new is None else is_new


def build_tables(folders: Folders, form_id: str) -> tuple[OrganiserError, ...]:
    """Every table above `typed` is rebuilt from all accepted exports, or none is.

    Returns why exports are left out that the form file has come to refuse, or that no SID tells
    from the others.
    """
    form = read_form(folders.form_file(form_id))
    database = folders.database(form_id)
    with opened(database) as connection:
        store.prepare(connection)
        present = [path.name for path in exports_in(folders.inbox / form_id)]
        refusals.keep_only(connection, present)
        decisions.keep_only(connection, present)
        declarations.declare(connection, form)
        refused = (
            *ingestion.retype_stale(connection, form),
            *ingestion.leave_out_without_sids(connection),
        )
        note_read(connection, folders.data, form_id)
        if not typed.typed_exports(connection):
            raise _nothing_to_count(form_id, folders, refused)
        references.give_references(connection, key_of(folders.reference_key, folders.data))
        previous.build_previous(connection, database)
        models.build(connection, models.working_models())
    return refused


def run_checks(folders: Folders, form_id: str) -> None:
    """Every truth of sql/checks/ holds for the built tables."""
    with opened(folders.database(form_id)) as connection:
        checks.run_checks(connection)


def publish_release(folders: Folders, form_id: str) -> FormSummary:
    """The form's folder in outputs holds what its database says; untouched if it already did."""
    form = read_form(folders.form_file(form_id))
    with opened(folders.database(form_id), folders.outputs) as connection:
        return publish(connection, form, folders)


def _nothing_to_count(
    form_id: str, folders: Folders, refused: tuple[OrganiserError, ...]
) -> OrganiserError:
    advice = (
        "S'il y a une publication précédente, elle est gardée. Déposez dans ce dossier un"
        " export téléchargé sur Framaforms."
    )
    return OrganiserError(
        "no_readable_export",
        where=f"{folders.inbox.name}/{form_id}",
        what="aucun export lisible\u00a0: rien à compter pour ce formulaire.",
        advice="\n".join([*(refusal.message for refusal in refused), advice]),
    )

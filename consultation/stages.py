"""The stages of a form's run as plain functions: ingest, build, check, publish.

Each opens the form's working database and closes it, takes folders and ids only, and can be
called by any scheduler, or by none.
"""

from __future__ import annotations

from pathlib import Path

from consultation import ingestion, releases
from consultation.errors import OrganiserError
from consultation.forms import read_form
from consultation.inbox import exports_in
from consultation.releases import FormSummary
from consultation.settings import Folders
from consultation.warehouse import checks, declarations, models, previous, refusals, store
from consultation.warehouse.connection import execute, opened

__all__ = ["FormSummary", "build_tables", "ingest_export", "publish_release", "run_checks"]


def ingest_export(folders: Folders, form_id: str, path: Path) -> bool:
    """The export is in the form's database; False when its bytes already were.

    Raises OrganiserError when the export is refused; the form goes on without it.
    """
    form = read_form(folders.form_file(form_id))
    with opened(folders.database(form_id)) as connection:
        store.prepare(connection)
        return ingestion.ingest(connection, form, path)


def build_tables(folders: Folders, form_id: str) -> None:
    """Every table above `typed` is rebuilt from all accepted exports, or none is."""
    form = read_form(folders.form_file(form_id))
    database = folders.database(form_id)
    with opened(database) as connection:
        store.prepare(connection)
        refusals.keep_only(connection, [path.name for path in exports_in(folders.inbox / form_id)])
        declarations.declare(connection, form)
        ingestion.retype_stale(connection, form)
        if not execute(connection, "select count(*) from typed.exports")[0][0]:
            raise _nothing_to_count(form_id, folders)
        previous.build_previous(connection, database)
        models.build(connection, models.all_models())


def run_checks(folders: Folders, form_id: str) -> None:
    """Every truth of sql/checks/ holds for the built tables."""
    with opened(folders.database(form_id)) as connection:
        checks.run_checks(connection)


def publish_release(folders: Folders, form_id: str) -> FormSummary:
    """The form's folder in outputs holds what its database says; untouched if it already did."""
    form = read_form(folders.form_file(form_id))
    with opened(folders.database(form_id), folders.outputs) as connection:
        return releases.publish(connection, form, folders)


def _nothing_to_count(form_id: str, folders: Folders) -> OrganiserError:
    return OrganiserError(
        "no_readable_export",
        where=f"{folders.inbox.name}/{form_id}",
        what="aucun export lisible\u00a0: rien à compter pour ce formulaire.",
        advice="S'il y a une publication précédente, elle est gardée. Déposez dans ce dossier un"
        " export téléchargé sur Framaforms.",
    )

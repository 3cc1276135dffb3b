"""Every table above `raw`, made again under a form file."""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

from consultation.errors import OrganiserError
from consultation.forms.form import Form
from consultation.warehouse.build import models, previous
from consultation.warehouse.store import declarations, ingestion, references
from consultation.warehouse.store.connection import Connection


def retype(connection: Connection, form: Form) -> tuple[OrganiserError, ...]:
    """What the form file says and what the exports mean under it is in the database; returns why
    exports are left out that it refuses, or that no SID tells from the others."""
    declarations.declare(connection, form)
    refused = (
        *ingestion.retype_stale(connection, form),
        *ingestion.leave_out_without_sids(connection),
    )
    ingestion.leave_out_superseded(connection)
    return refused


def rebuild(connection: Connection, database: Path, key: bytes, executor: Executor) -> None:
    """Every table above `typed` is made from it, references included."""
    references.give_references(connection, key)
    previous.build_previous(connection, database)
    models.build(connection, models.working_models(), executor)

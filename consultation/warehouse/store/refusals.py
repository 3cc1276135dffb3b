"""Files that were refused, remembered for the sheet Rejets for as long as they lie in the inbox."""

from __future__ import annotations

from collections.abc import Iterable

from consultation.warehouse.store.connection import Connection, execute
from consultation.warehouse.store.raw import storable
from consultation.words.errors import OrganiserError


def refuse(connection: Connection, name: str, export_id: str | None, error: OrganiserError) -> None:
    """The refusal is remembered, for the sheet Rejets."""
    admit(connection, name)
    execute(
        connection,
        "insert into raw.refusals values ($name, $export_id, $code, $what, $advice)",
        {
            "name": storable(name),
            "export_id": export_id,
            "code": error.code,
            "what": error.what,
            "advice": error.advice,
        },
    )


def admit(connection: Connection, name: str) -> None:
    """Any refusal of a file of that name is forgotten."""
    execute(
        connection, "delete from raw.refusals where file_name = $name", {"name": storable(name)}
    )


def keep_only(connection: Connection, names: Iterable[str]) -> None:
    """Refusals are forgotten, unless their file is in the inbox (`names`)."""
    execute(
        connection,
        "delete from raw.refusals where not list_contains($names::varchar[], file_name)",
        {"names": [storable(name) for name in names]},
    )


def refused_exports(connection: Connection) -> set[str]:
    """The SHA-256 of the refused exports; of files that could not be read it is unknown."""
    found = execute(connection, "select export_id from raw.refusals where export_id is not null")
    return {export_id for (export_id,) in found}

"""A copy of the working database as it was when a release was made, from what its manifest names.

What was read since is forgotten, and so is whoever was erased since: their rows are nowhere any
more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from consultation.warehouse.store import store
from consultation.warehouse.store.connection import Connection, append, execute, transaction

# The tables of `raw` that say what a file held, by the column that names the file.
OF_FILES = {
    "export_id": ("exports", "invented_exports"),
    "file_id": ("decision_files", "decisions", "withdrawals", "themes", "codes"),
}


def missing_files(connection: Connection, inputs: Mapping[str, Any]) -> tuple[str, ...]:
    """The names of the exports and files of decisions of a release that the store lacks."""
    asked = "select export_id from raw.exports union all select file_id from raw.decision_files"
    known = {digest for (digest,) in execute(connection, asked)}
    told = (*inputs["exports"], *inputs["decisions"])
    return tuple(sorted(file["file"] for file in told if file["sha256"] not in known))


def erased_ids(connection: Connection) -> frozenset[str]:
    """What stands for each submission that was erased (runs/tombstones.py)."""
    found = execute(connection, "select distinct erased_id from raw.erased")
    return frozenset(erased_id for (erased_id,) in found)


def go_back(connection: Connection, inputs: Mapping[str, Any]) -> None:
    """The raw store holds the exports and decisions that a release was made from, under the names
    that they had, and what was noted then of refused and lost files; no export is typed that was
    refused, and references are to be given again."""
    with transaction(connection):
        _keep_files(connection, "export_id", inputs["exports"])
        _keep_files(connection, "file_id", inputs["decisions"])
        _restore_notes(connection, inputs)
        _forget_erasures(connection)
        execute(
            connection,
            "delete from typed.exports where export_id not in (select export_id from raw.exports)"
            " or export_id in (select export_id from raw.refusals where export_id is not null)",
        )
        execute(connection, "delete from pseudonyms.submissions")
    for schema in store.FINISHED:
        store.sweep(connection, schema)


def _keep_files(connection: Connection, key: str, files: Iterable[Mapping[str, str]]) -> None:
    names = {file["sha256"]: file["file"] for file in files}
    for table in OF_FILES[key]:
        execute(
            connection,
            f"delete from raw.{table} where not list_contains($kept::varchar[], {key})",
            {"kept": list(names)},
        )
    for digest, name in names.items():
        execute(
            connection,
            f"update raw.{OF_FILES[key][0]} set file_name = $name where {key} = $digest",
            {"name": name, "digest": digest},
        )


def _forget_erasures(connection: Connection) -> None:
    """Who was erased was never there: nothing stands for their records."""
    execute(
        connection,
        "update raw.fetches set answer_count = answer_count - (select count(*) from raw.erased"
        " where erased.export_id = fetches.export_id)",
    )
    execute(connection, "delete from raw.erased")
    execute(
        connection,
        "update raw.exports set record_count = (select count(*) from raw.records"
        " where records.export_id = exports.export_id)",
    )


def _restore_notes(connection: Connection, inputs: Mapping[str, Any]) -> None:
    for table in ("refusals", "lost_files", "restorations", "fetches"):
        execute(connection, f"delete from raw.{table}")
    refusals = ("file_name", "export_id", "what", "advice")
    fetches = ("export_id", "file_name", "fetched_at", "answer_count", "is_ahead")
    rows: dict[str, Iterable[dict[str, Any]]] = {
        "refusals": (
            {**dict(zip(refusals, told, strict=True)), "code": ""} for told in inputs["refusals"]
        ),
        "lost_files": ({"file_id": digest} for digest in inputs["lost_files"]),
        "fetches": (dict(zip(fetches, (*told, False), strict=False)) for told in inputs["fetches"]),
        "restorations": ({"backup_at": moment} for moment in inputs["restored_from"]),
    }
    for table, found in rows.items():
        append(connection, f"raw.{table}", found)

"""The lists of received files that are stored, refused, or fetched from the form's site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from consultation.forms.form import Form
from consultation.runs.fetched_files import EMPTY, Check, read_checks
from consultation.warehouse.store.connection import Connection, execute, transaction
from consultation.warehouse.store.raw import storable
from consultation.words.errors import OrganiserError

# A stored export may be refused later, once the form file no longer fits it. A file of decisions
# may be refused in part.
STORED = """
select
    exports.export_id,
    exists (from raw.refusals where refusals.export_id = exports.export_id) as is_refused,
from raw.exports
union all
select
    decision_files.file_id,
    exists (from raw.refusals where refusals.file_name = decision_files.file_name),
from raw.decision_files
order by all
"""

# The exports with a broken row, of which only the SID is stored (raw.py), or with a moved row, of
# which the cells in wrong columns are not stored: they are only in the file, unless another export
# has the row whole.
INCOMPLETE = """
with
headings as (
    select export_id, count(*) as width from raw.columns
    group by export_id
),
records as (
    select
        records.export_id,
        records.sid_text,
        records.width = headings.width
        and records.rule is null
        and records.moved_at is null as is_whole,
    from raw.records as records
    inner join headings on records.export_id = headings.export_id
    {but_erased}
),
whole as (
    select distinct sid_text from records
    where is_whole and sid_text is not null
)
select distinct export_id from records
where not is_whole and (sid_text is null or sid_text not in (select sid_text from whole))
"""

BUT_ERASED = """
    anti join gone_records
        on
            records.export_id = gone_records.export_id
            and records.record_number = gone_records.record_number
"""


@dataclass(frozen=True)
class Originals:
    """The received files that may be deleted, because all their content is stored.

    `read`: the SHA-256 of these files. `refused_names`: the names of the files that were refused,
    in whole or in part.
    """

    read: frozenset[str]
    refused_names: frozenset[str] = frozenset()

    def holds(self, name: str, checksums: Iterable[str]) -> bool:
        """True if the file `name` may be deleted, because all its content is stored. `checksums`:
        the SHA-256 of the file and, if it is compressed, of its content."""
        return storable(name) not in self.refused_names and not self.read.isdisjoint(checksums)


def originals_of(connection: Connection, *, is_but_erased: bool = False) -> Originals:
    """The received files whose content is stored whole.

    A file is left out if only a part of one of its records is stored (too many or too few cells, or
    a moved row), unless another export has that record whole. With `is_but_erased`, a partly stored
    record of an erased person (`gone_records`) keeps no file out.
    """
    refused = execute(connection, "select distinct file_name from raw.refusals")
    query = INCOMPLETE.format(but_erased=BUT_ERASED if is_but_erased else "")
    incomplete = frozenset(checksum for (checksum,) in execute(connection, query))
    read = {checksum for checksum, is_refused in execute(connection, STORED) if not is_refused}
    return Originals(frozenset(read - incomplete), frozenset(name for (name,) in refused))


def stored_files(connection: Connection) -> list[str]:
    """The SHA-256 of every stored file, exports and files of decisions, in alphabetical order."""
    return [checksum for checksum, _ in execute(connection, STORED)]


def empty_files(connection: Connection) -> frozenset[str]:
    """The SHA-256 of the files of decisions that contain no decision."""
    query = "select file_id from raw.decision_files where decision_count = 0"
    return frozenset(checksum for (checksum,) in execute(connection, query))


def exports_of_erased(connection: Connection) -> frozenset[str]:
    """The SHA-256 of the exports that had records of erased people. These records are not in the
    store."""
    rows = execute(connection, "select distinct export_id from raw.erased")
    return frozenset(checksum for (checksum,) in rows)


def new_workbooks(connection: Connection) -> frozenset[str]:
    """The SHA-256 of the workbooks with decisions that no build has used yet. The files of
    decisions that the page wrote are not among them."""
    query = (
        "select file_id from raw.decision_files"
        " where read_at is null and not ends_with(file_name, '.jsonl')"
    )
    return frozenset(checksum for (checksum,) in execute(connection, query))


def note_lost(connection: Connection, checksums: Iterable[str]) -> None:
    """Store in `raw.lost_files` the SHA-256 (`checksums`) of files whose content was in a working
    database that is lost. Earlier rows of the table are deleted."""
    execute(connection, "delete from raw.lost_files")
    execute(
        connection,
        "insert into raw.lost_files select unnest($ids::varchar[])",
        {"ids": sorted(checksums)},
    )


def put_away(connection: Connection, checksums: Iterable[str]) -> None:
    """Record that the program itself deleted these files (by SHA-256) from the inbox. The function
    `decisions.keep_only` then keeps them in the store."""
    execute(
        connection,
        "insert into raw.put_away select unnest($ids::varchar[])"
        " except select file_id from raw.put_away order by all",
        {"ids": sorted(checksums)},
    )


def refuse(connection: Connection, name: str, export_id: str | None, error: OrganiserError) -> None:
    """Record that a file is refused, for the sheet Rejets. An earlier refusal of the file `name` is
    replaced. `export_id` is None if the file could not be read or is no export."""
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
    """Delete the record that a file of this name was refused, if there is one."""
    execute(
        connection, "delete from raw.refusals where file_name = $name", {"name": storable(name)}
    )


def keep_refusals_of(connection: Connection, names: Iterable[str]) -> None:
    """Delete the records of refused files that are no longer in the inbox. `names`: the files in
    the inbox."""
    execute(
        connection,
        "delete from raw.refusals where not list_contains($names::varchar[], file_name)",
        {"names": [storable(name) for name in names]},
    )


def refused_exports(connection: Connection) -> set[str]:
    """The SHA-256 of the refused exports. Files that could not be read have none and are left
    out."""
    rows = execute(connection, "select export_id from raw.refusals where export_id is not null")
    return {export_id for (export_id,) in rows}


def note_fetches(connection: Connection, form: Form, inbox: Path, now: dt.datetime) -> None:
    """Store in `raw.fetches` the result of each fetch from the form's site, which the fetches noted
    in the inbox.

    - A result stored earlier stays, until the same content is fetched again. Only the result of a
      fetch that found no answers is deleted, if the inbox no longer notes it or the form file now
      names another site.
    - A result dated after `now` comes from a wrong clock. It is marked with `is_ahead` for ever.
    """
    checks = read_checks(inbox)
    with transaction(connection):
        execute(connection, "delete from raw.fetches where export_id is null")
        for export_id, check in checks.items():
            if export_id != EMPTY or check.source == form.source:
                _note_fetch(connection, export_id or None, check, now)


def _note_fetch(
    connection: Connection, export_id: str | None, check: Check, now: dt.datetime
) -> None:
    key = {"id": export_id, "at": check.fetched_at.astimezone(dt.UTC).replace(tzinfo=None)}
    was_ahead = execute(
        connection,
        "select 1 from raw.fetches where export_id = $id and fetched_at = $at and is_ahead",
        key,
    )
    execute(connection, "delete from raw.fetches where export_id = $id", {"id": export_id})
    execute(
        connection,
        "insert into raw.fetches values ($id, $name, $at, $count, $is_ahead)",
        {
            **key,
            "name": storable(check.file_name),
            "count": check.answer_count,
            "is_ahead": bool(was_ahead) or check.fetched_at > now,
        },
    )

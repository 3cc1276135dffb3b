"""Which files of the inbox the raw store holds, so that it can do without them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consultation.warehouse.store.connection import Connection, execute
from consultation.warehouse.store.raw import storable

# What the form file has come to refuse is stored, but not read any more; and a file of decisions
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

# Of a broken row only the SID is stored (raw.py): its cells are in its file and nowhere else,
# unless another export has the row whole.
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
        records.width = headings.width and records.rule is null as is_whole,
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
    """What was read, by SHA-256, and the names of the files that were refused, if only in part.

    `incomplete`: exports that were read but for rows that are stored nowhere, by SHA-256.
    """

    read: frozenset[str]
    refused_names: frozenset[str] = frozenset()
    incomplete: frozenset[str] = frozenset()

    def holds(self, name: str, checksums: Iterable[str]) -> bool:
        """Whether all that a file says is stored; its content may go by several checksums."""
        return storable(name) not in self.refused_names and not self.read.isdisjoint(checksums)


def originals_of(connection: Connection, *, is_but_erased: bool = False) -> Originals:
    """Which files of the inbox are stored whole, so that they may go; `is_but_erased`: as once the
    records are gone that `gone_records` lists."""
    refused = execute(connection, "select distinct file_name from raw.refusals")
    asked = INCOMPLETE.format(but_erased=BUT_ERASED if is_but_erased else "")
    incomplete = frozenset(checksum for (checksum,) in execute(connection, asked))
    read = {checksum for checksum, is_refused in execute(connection, STORED) if not is_refused}
    return Originals(
        frozenset(read - incomplete), frozenset(name for (name,) in refused), incomplete
    )


def stored_files(connection: Connection) -> list[str]:
    """The SHA-256 of every export and file of decisions of the raw store, in order."""
    return [checksum for checksum, _ in execute(connection, STORED)]


def empty_files(connection: Connection) -> frozenset[str]:
    """The SHA-256 of the files of decisions that decided nothing."""
    asked = "select file_id from raw.decision_files where decision_count = 0"
    return frozenset(checksum for (checksum,) in execute(connection, asked))


def exports_of_erased(connection: Connection) -> frozenset[str]:
    """The SHA-256 of the exports in which somebody was who was erased."""
    found = execute(connection, "select distinct export_id from raw.erased")
    return frozenset(checksum for (checksum,) in found)


def decision_files(connection: Connection, *, is_new: bool) -> frozenset[str]:
    """The SHA-256 of the files of decisions, or of the new ones, that no run has counted with."""
    asked = "select file_id from raw.decision_files where read_at is null or not $is_new"
    found = execute(connection, asked, {"is_new": is_new})
    return frozenset(checksum for (checksum,) in found)


def note_lost(connection: Connection, checksums: Iterable[str]) -> None:
    """`raw.lost_files` holds these files, and no other."""
    execute(connection, "delete from raw.lost_files")
    for checksum in sorted(checksums):
        execute(connection, "insert into raw.lost_files values ($id)", {"id": checksum})


def put_away(connection: Connection, checksums: Iterable[str]) -> None:
    """These files are noted as moved out of the inbox by us, so that what they say still counts."""
    for checksum in sorted(checksums):
        execute(
            connection,
            "insert into raw.put_away select $id as file_id"
            " where $id not in (select file_id from raw.put_away)",
            {"id": checksum},
        )

"""Lines of files that were rewritten: a record is told by the line where it stands now."""

from __future__ import annotations

from consultation.exports import Export
from consultation.exports.parts import Rewriting, Rewritings
from consultation.warehouse.store import typed
from consultation.warehouse.store.connection import Connection, execute, transaction

MOVED = """
update raw.records
set line_number = line_number - (
    select coalesce(sum(taken.line_count), 0)
    from (
        select
            unnest($firsts::bigint[]) as first_line,
            unnest($counts::bigint[]) as line_count,
    ) as taken
    where taken.first_line < records.line_number
)
where export_id = $id
"""
SOURCES = """
select exports.export_id, coalesce(line_sources.file_id, exports.export_id)
from raw.exports
left join raw.line_sources on exports.export_id = line_sources.export_id
order by all
"""


def note_line_source(connection: Connection, export: Export) -> None:
    """The records of the export that come next are told by the lines of its file as it is."""
    if export.rewriting is not None:
        _note(connection, export.sha256, export.content.sha256)


def follow_rewritings(connection: Connection, rewritings: Rewritings) -> None:
    """The records of each export are told by the lines of the file that it was last rewritten to.

    Those that moved are to be typed again. To be called once the records that left are gone.
    """
    next_of = {
        (one.original, one.previous): (file_id, one)
        for file_id, one in sorted(rewritings.items(), reverse=True)
        if one.lines
    }
    for export_id, found in execute(connection, SOURCES):
        source = found
        while (export_id, source) in next_of:
            source, rewriting = next_of[export_id, source]
            _move(connection, export_id, source, rewriting)


def _move(connection: Connection, export_id: str, source: str, rewriting: Rewriting) -> None:
    firsts, counts = zip(*rewriting.lines, strict=True)
    taken = {"id": export_id, "firsts": list(firsts), "counts": list(counts)}
    with transaction(connection):
        execute(connection, MOVED, taken)
        _note(connection, export_id, source)
        typed.forget_typed(connection, export_id)


def _note(connection: Connection, export_id: str, file_id: str) -> None:
    named = {"id": export_id, "file": file_id}
    execute(connection, "delete from raw.line_sources where export_id = $id", {"id": export_id})
    execute(connection, "insert into raw.line_sources values ($id, $file)", named)

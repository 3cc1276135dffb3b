"""Remove erased people from a form's working database.

DuckDB leaves deleted rows in the bytes of its file. So the rest of the schema `raw` is copied into
a new file, which replaces the old file. All other tables are made again in the next run.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from consultation.exports import match_columns
from consultation.forms.form import Form
from consultation.machine.disk import whole_file
from consultation.machine.references import reference
from consultation.runs.tombstones import Tombstones, fold_address
from consultation.warehouse.store import raw, store
from consultation.warehouse.store.connection import (
    Connection,
    append,
    attach,
    execute,
    has_table,
    open_database,
    remove_database,
)
from consultation.warehouse.store.erased_records import (
    covered_among,
    is_told_in,
    numbers_of,
    sid_of,
    standing_for,
)
from consultation.warehouse.store.erased_texts import erase_examples, erased_texts
from consultation.warehouse.store.layouts import layout_of
from consultation.words.errors import OrganiserError

Covered = Mapping[str, Mapping[int, str | None]]
"""Records of erased people: export's SHA-256 → record number → submission's id, None if unknown."""

# The rows of `raw` that stay; the tables not listed are copied whole. A reading of a text that
# others wrote too is about the words, and stays for these others: those that it names, or those
# who have since sent the very words. People who were told apart from an erased person stay apart.
KEPT = {
    "decisions": """
        select decisions.* replace (
            case
                when still_apart.ids is not null then still_apart.ids
                when list_has_all(gone.ids, submission_ids) then same_words.ids
                else list_filter(submission_ids, lambda id: not list_contains(gone.ids, id))
            end as submission_ids,
            coalesce(still_apart.kept_print, fingerprint) as fingerprint
        )
        from raw.decisions as decisions
        cross join (select coalesce(list(id), []) as ids from gone_ids) as gone
        left join same_words using (question_id, fingerprint)
        left join still_apart
            on choice = 'different' and (submission_ids, fingerprint) = still_apart.decided
        where
            not list_has_any(submission_ids, gone.ids)
            or still_apart.ids is not null
            or (
                decision_kind = 'reading'
                and (not list_has_all(gone.ids, submission_ids) or same_words.ids is not null)
            )
    """,
    "withdrawals": """
        select * from raw.withdrawals
        where (file_id, sheet, sheet_row) not in (from gone_requests)
    """,
    "codes": """
        select * from raw.codes where (question_id, text_digest) not in (from gone_texts)
    """,
}
REQUESTS = """
select file_id, sheet, sheet_row, identifier_kind, identifier, decided_at from raw.withdrawals
"""
# Records go page by page: a whole export in one transaction would be held in memory.
PAGES = "select distinct export_id, page_number from raw.records order by all"
PAGE = """
insert into {target}.raw.records by name
select records.* from raw.records as records
anti join gone_records
    on
        records.export_id = gone_records.export_id
        and records.record_number = gone_records.record_number
where records.export_id = $export_id and records.page_number = $page_number
order by records.record_number
"""
# Those who stay and whose text has the words of a reading, as the reading's key tells them.
SAME_WORDS = """
create temp table same_words as
select question_id, fingerprint, list(submission_id order by submission_id) as ids
from (
    select
        submission_id, question_id,
        unnest(reading_prints(words_print(masked_text))) as fingerprint
    from redaction.texts
    anti join gone_ids on texts.submission_id = gone_ids.id
)
semi join raw.decisions using (question_id, fingerprint)
group by question_id, fingerprint
"""
NO_WORDS = "create temp table same_words (question_id varchar, fingerprint varchar, ids varchar[])"
# Two or more who stay and were told apart, and the fingerprint of the decision on them alone. A
# decision whose subject has changed no longer counted.
STILL_APART = """
create temp table still_apart as
select
    (submission_ids, fingerprint) as decided,
    list(submission_id order by submission_id) filter (where is_staying) as ids,
    left(
        sha256(
            string_agg(same_person, ' ' order by submission_id) filter (where is_staying)
        ),
        16
    ) as kept_print
from (
    select distinct
        submission_ids, fingerprint, submission_id, same_person,
        submission_id not in (from gone_ids) as is_staying
    from raw.decisions
    cross join unnest(submission_ids) as about (submission_id)
    inner join people.fingerprints using (submission_id)
    where choice = 'different'
)
group by submission_ids, fingerprint
having
    fingerprint = left(sha256(string_agg(same_person, ' ' order by submission_id)), 16)
    and not bool_and(is_staying)
    and count(*) filter (where is_staying) > 1
"""
NOBODY_APART = """
create temp table still_apart (
    decided struct(submission_ids varchar[], fingerprint varchar), ids varchar[], kept_print varchar
)
"""
NUMBERS = ("record_number", "sheet_row")
TARGET = "narrowed"


@dataclass(frozen=True)
class Erased:
    """The data of erased people that are still in a database: their records, the ids and references
    of their submissions, and the number of their requests.

    `bool(erased)` is False if no record, submission or request is left.
    """

    records: Covered
    submission_ids: frozenset[str]
    references: frozenset[str]
    request_count: int

    def __bool__(self) -> bool:
        return bool(self.records or self.submission_ids or self.request_count)


def find_erased(connection: Connection, form: Form, tombstones: Tombstones) -> Erased:
    """Find the data of erased people (`tombstones`) in the working database. Nothing is deleted.

    If a submission has an erased person's address in one export, it is found in all exports. What
    was found is listed in temporary tables: `gone_records`, `gone_ids`, `gone_requests`,
    `gone_texts`. The temporary table `same_words` lists other people whose text has the words of a
    decision on reading, `still_apart` the people who were told apart from an erased person.
    """
    known = tombstones.with_submissions(raw.erased_numbers(connection))
    covered = _covered(connection, form, known)
    numbered = known.with_submissions(numbers_of(_ids_in(covered), known))
    if numbered != known:
        covered = _covered(connection, form, numbered)
    return _describe(connection, covered, numbered)


def erase_from(database: Path, form: Form, tombstones: Tombstones) -> None:
    """Erase the people of the `tombstones` from the working database, down to the bytes of its
    file.

    If the process is killed, the file is either unchanged or completely replaced.
    """
    with whole_file(database) as aside:
        remove_database(aside)
        with open_database(database) as connection:
            store.prepare(connection)
            covered = find_erased(connection, form, tombstones).records
            _copy_the_rest(connection, aside)
            execute(connection, f"use {TARGET}")
            for export_id, records in covered.items():
                numbers = {
                    number: standing_for(export_id, number, submission_id, tombstones)
                    for number, submission_id in records.items()
                }
                raw.add_erased(connection, export_id, numbers)
            execute(connection, "use work")
            execute(connection, f"detach {TARGET}")


def _covered(connection: Connection, form: Form, tombstones: Tombstones) -> Covered:
    covered = {
        export_id: dict(_covered_in(connection, form, export, tombstones))
        for export_id, export in sorted(raw.known_exports(connection).items())
    }
    return {export_id: records for export_id, records in covered.items() if records}


def _ids_in(covered: Covered) -> set[str]:
    return {
        submission_id
        for records in covered.values()
        for submission_id in records.values()
        if submission_id is not None
    }


def _covered_in(
    connection: Connection, form: Form, export: raw.KnownExport, tombstones: Tombstones
) -> Iterator[tuple[int, str | None]]:
    """Yield the records of erased people in an export: record number, submission's id. The id is
    None for a record without a SID."""
    try:
        layout = layout_of(export, match_columns(export, form), form)
    except OrganiserError:
        layout = None  # the form file now refuses this export: its columns are unknown
    for records in raw.record_pages(connection, export.export_id):
        if layout is not None:
            yield from covered_among(records, layout, tombstones).items()
            continue
        for number, sid, cells in records.select("record_number", "sid_text", "cells").iter_rows():
            own = None if sid is None else sid.strip()
            if is_told_in(cells, own, tombstones):
                yield number, None if own is None else f"{form.form_id}:{own}"


def _describe(connection: Connection, covered: Covered, tombstones: Tombstones) -> Erased:
    numbers = [(export_id, number) for export_id, records in covered.items() for number in records]
    _list(connection, "gone_records", ("export_id", "record_number"), numbers)
    ids = _ids_in(covered)
    ids |= {
        submission_id
        for submission_id in _named_ids(connection)
        if tombstones.covers(sid_of(submission_id), None, None)
    }
    _list(connection, "gone_ids", ("id",), [(submission_id,) for submission_id in sorted(ids)])
    references = {reference(tombstones.key, submission_id) for submission_id in ids}
    requests = [
        position
        for *position, kind, identifier, asked_at in execute(connection, REQUESTS)
        if identifier in (ids | references)
        or (kind == "email" and tombstones.covers(None, fold_address(identifier), asked_at))
    ]
    _list(connection, "gone_requests", ("file_id", "sheet", "sheet_row"), requests)
    texts = erased_texts(connection)
    _list(connection, "gone_texts", ("question_id", "text_digest"), sorted(texts))
    execute(connection, SAME_WORDS if has_table(connection, "redaction.texts") else NO_WORDS)
    has_prints = has_table(connection, "people.fingerprints")
    execute(connection, STILL_APART if has_prints else NOBODY_APART)
    return Erased(covered, frozenset(ids), frozenset(references), len(requests))


def _named_ids(connection: Connection) -> set[str]:
    """The ids of all submissions that a decision is about, or that a request names by their id."""
    named = execute(
        connection,
        "select unnest(submission_ids) from raw.decisions"
        " union select identifier from raw.withdrawals where identifier_kind = 'submission'",
    )
    return {submission_id for (submission_id,) in named}


def _list(
    connection: Connection, table: str, columns: tuple[str, ...], rows: Sequence[Sequence[object]]
) -> None:
    kinds = {name: "bigint" if name in NUMBERS else "varchar" for name in columns}
    definitions = ", ".join(f"{name} {kind}" for name, kind in kinds.items())
    execute(connection, f"create temp table {table} ({definitions})")
    append(connection, table, (dict(zip(columns, row, strict=True)) for row in rows))


def _copy_the_rest(connection: Connection, aside: Path) -> None:
    """Copy the tables of the schema `raw` into a new database file, `aside`. The rows that
    `find_erased` listed in its temporary tables are left out."""
    attach(connection, aside, TARGET)
    execute(connection, f"use {TARGET}")
    store.prepare(connection)
    execute(connection, "use work")
    tables = execute(
        connection,
        f"select table_name from duckdb_tables() where database_name = '{TARGET}'"
        " and schema_name = 'raw' order by all",
    )
    for (table,) in tables:
        if table not in ("version", "records"):
            rows_to_keep = KEPT.get(table, f"select * from raw.{table}")
            execute(connection, f"insert into {TARGET}.raw.{table} by name {rows_to_keep}")
    for export_id, page_number in execute(connection, PAGES):
        values = {"export_id": export_id, "page_number": page_number}
        execute(connection, PAGE.format(target=TARGET), values)
    erase_examples(connection, TARGET)

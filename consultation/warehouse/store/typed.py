"""The typed answers of stored exports. They are made again when the form file or our code
changes."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import fields

from consultation.forms.form import Form
from consultation.machine.code_versions import typing_version
from consultation.machine.executors import prepared_ahead
from consultation.responses import Layout, Responses, responses_of
from consultation.warehouse.store.connection import Connection, append, execute, extra_cursor
from consultation.warehouse.store.raw import record_pages
from consultation.warehouse.store.store import sweep

# The same address, time and consent in an export that counts is the same statement.
FORMER_ANSWERS = """
insert into typed.former_answers by name
with said as (
    select
        * replace (
            case
                when not is_draft and export_id in (
                    select export_id from typed.export_fields where field_kind = 'consent'
                )
                    then consent
            end as consent
        ),
        lower(nfc_normalize(trim(email))) as folded_email,
        coalesce(modified_at, completed_at, submitted_at) as said_at,
        max(greatest(submitted_at, completed_at, modified_at)) over (partition by export_id)
            as exported_at,
        list_contains($replaced::varchar[], export_id) as is_replaced
    from typed.submissions
    where export_id in (select export_id from typed.exports)
)
select
    export_id, record_number, submission_id, folded_email, consent, category_id, submitted_at,
    said_at, exported_at,
    exists (
        select 1 from said as counted
        where
            not counted.is_replaced
            and counted.folded_email = said.folded_email
            and counted.consent = said.consent
            and counted.said_at is not distinct from said.said_at
    ) as is_repeated
from said
where is_replaced and folded_email is not null
"""


def typed_exports(connection: Connection) -> dict[str, str]:
    """The exports whose texts were turned into typed answers: id → version of the form file and
    code that did it (`stamp_of`)."""
    return dict(execute(connection, "select export_id, typing_stamp from typed.exports"))


def stamp_of(form: Form) -> str:
    """The version of form file and code with which exports are turned into typed answers. It is a
    digest of the form file and a digest of the code: `3f0c…+461dc77a1110`. If it changes, all
    exports have to be typed again."""
    return f"{form.reading_sha256}+{typing_version()}"


def exports_that_lack_sids_beside_others(connection: Connection) -> list[str]:
    """The ids of the exports with typed answers but without SIDs. Empty if no export has SIDs."""
    rows = execute(
        connection,
        "select export_id from typed.exports where not has_sids"
        " and (select bool_or(has_sids) from typed.exports) order by export_id",
    )
    return [export_id for (export_id,) in rows]


def rule_of_all_rejected(connection: Connection, export_id: str) -> tuple[int, str] | None:
    """For an export whose rows are all rejected, the number of rows and the rule that most of them
    break.

    None if the export has no rows, or if a row is accepted.
    """
    ((rejected, rule, accepted),) = execute(
        connection,
        "select count(*), mode(rule order by rule),"
        " (select count(*) from typed.submissions where export_id = $id)"
        " from typed.rejections where export_id = $id",
        {"id": export_id},
    )
    return (rejected, rule) if rejected and not accepted else None


def repeated_sid(connection: Connection, export_id: str) -> int | None:
    """The smallest SID that several submissions of an export have. None if all SIDs differ."""
    sid: int | None
    ((sid,),) = execute(
        connection,
        "select min(sid) from (select sid from typed.submissions where export_id = $id"
        " group by sid having count(*) > 1)",
        {"id": export_id},
    )
    return sid


def export_with_same_sids(connection: Connection, export_id: str) -> str | None:
    """The id of an export that gives the SIDs of this export to other submissions: the exports
    share SIDs, and all submissions with a shared SID began in another minute. None if there is no
    such export.

    Seconds are left out, as spreadsheet programs drop them. So are exports that were typed under
    another form file, whose time zone may differ.
    """
    other: str | None
    ((other,),) = execute(
        connection,
        "select min(export_id) from (select others.export_id from typed.submissions as own"
        " inner join typed.submissions as others on own.sid = others.sid"
        " inner join typed.exports as exports on others.export_id = exports.export_id"
        " where own.export_id = $id and others.export_id != $id and exports.typing_stamp ="
        " (select typing_stamp from typed.exports where export_id = $id)"
        " and own.submitted_at is not null and others.submitted_at is not null"
        " group by others.export_id having bool_and(date_trunc('minute', own.submitted_at)"
        " != date_trunc('minute', others.submitted_at)))",
        {"id": export_id},
    )
    return other


def type_export(connection: Connection, layout: Layout, missing: tuple[str, ...]) -> None:
    """Type the stored records of an export again, by its layout, in place of its typed rows.

    `missing` are the declared headings that the export lacks. Typed rows are committed page by
    page. They count once `typed.exports` has the export.
    """
    forget_typed(connection, layout.export_id)
    with extra_cursor(connection) as reader:
        pages = record_pages(reader, layout.export_id)
        for responses in prepared_ahead(responses_of(records, layout) for records in pages):
            _append(connection, responses)
    _describe(connection, layout, missing)


def keep_former_answers(connection: Connection, replaced: Collection[str]) -> None:
    """Fill `typed.former_answers` again with the submissions that have an e-mail address, and their
    consents, of the exports `replaced` (by id). These exports no longer count, as another export
    replaces them."""
    execute(connection, "delete from typed.former_answers")
    execute(connection, FORMER_ANSWERS, {"replaced": sorted(replaced)})


def forget_typed(connection: Connection, export_id: str) -> None:
    """Delete the typed answers of an export. Its stored records stay."""
    execute(connection, "delete from typed.exports where export_id = $id", {"id": export_id})
    sweep(connection, "typed")


def _append(connection: Connection, responses: Responses) -> None:
    for field in fields(responses):
        append(connection, f"typed.{field.name}", getattr(responses, field.name))


def _describe(connection: Connection, layout: Layout, missing: tuple[str, ...]) -> None:
    """Store which fields an export has completely, and which declared options and columns it lacks.
    Then add its row to `typed.exports`: from now on its typed answers count."""
    own = {column.field.id for column in layout.columns if column.field.kind == "submission"}
    rows: dict[str, list[dict[str, object]]] = {
        "export_fields": [
            {
                "field_kind": kind,
                "field_id": field_id,
                "has_choice_columns": layout.has_choice_columns(kind, field_id),
            }
            for kind, field_id in sorted(layout.complete_fields)
        ],
        "absent_options": [
            {"question_id": question_id, "item_id": item_id, "choice_id": choice_id}
            for question_id, item_id, choice_id in layout.absent_options()
        ],
        "missing_columns": [{"label": label} for label in missing],
        "exports": [
            {
                "typing_stamp": stamp_of(layout.form),
                "has_sids": "sid" in own,
                "has_draft_marks": bool(own & {"draft", "completed_at"}),
                "has_modification_times": "modified_at" in own,
            }
        ],
    }
    for table, described in rows.items():
        append(
            connection,
            f"typed.{table}",
            ({"export_id": layout.export_id, **row} for row in described),
        )

"""What a form's run leaves in the journal, for `status` and for the next run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from consultation.arrivals import Seen
from consultation.journal import ExportRecord, FormRecord
from consultation.releases import LatestExport
from flows.report import FormReport


def record_of(report: FormReport, seen: Seen, before: FormRecord) -> FormRecord:
    """The form after its run, `before` being what was remembered of it.

    `seen` are the files that the run has looked at. A form that failed keeps the counts and the
    exports of the run before: they are those of the release that stays.
    """
    contents = _contents(seen, before.contents)
    summary = report.summary
    return FormRecord(
        title=summary.title if summary else before.title,
        outcome=summary.outcome if summary else "failed",
        failure=report.failure.message if report.failure else "",
        refused_files=tuple(refusal.where for refusal in report.refused),
        counts=dict(summary.counts) if summary else before.counts,
        latest_export=_export(summary.latest_export, contents) if summary else before.latest_export,
        latest_full_export=(
            _export(summary.latest_full_export, contents) if summary else before.latest_full_export
        ),
        seen=seen,
        contents=contents,
    )


def _contents(seen: Seen, before: Mapping[str, dt.datetime]) -> dict[str, dt.datetime]:
    """When each content was last written: the same bytes, downloaded again, are as fresh. A time
    to come says nothing."""
    contents, now = dict(before), dt.datetime.now(dt.UTC)
    for file in seen.values():
        if file.content_id is not None:
            written = min(now, dt.datetime.fromtimestamp(file.modified_ns // 10**9, dt.UTC))
            contents[file.content_id] = max(written, contents.get(file.content_id, written))
    return contents


def _export(
    export: LatestExport | None, contents: Mapping[str, dt.datetime]
) -> ExportRecord | None:
    if export is None:
        return None
    return ExportRecord(
        file_name=export.file_name,
        is_full=export.is_full,
        record_count=export.record_count,
        exported_at=export.exported_at.replace(tzinfo=dt.UTC) if export.exported_at else None,
        downloaded_at=contents.get(export.export_id),
    )

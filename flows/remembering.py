"""What a form's run leaves in the journal, for `status` and for the next run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from consultation.runs.arrivals import Seen
from consultation.runs.journal import ExportRecord, FormRecord
from consultation.stages import ReadExport
from flows.report.report import FormReport

Contents = Mapping[str, dt.datetime]
"""When each content that was ever in a form's inbox was last written, by its SHA-256."""

LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)

TOGETHER = dt.timedelta(hours=1)
"""Files written within it were copied together, in an order that tells nothing."""


def record_of(report: FormReport, seen: Seen, contents: Contents, before: FormRecord) -> FormRecord:
    """The form after its run, `before` being what was remembered of it.

    `seen` are the files that the run has looked at. A form that failed keeps the counts and the
    exports of the run before: they are those of the release that stays.
    """
    summary = report.summary
    full = [export for export in summary.exports if export.is_full] if summary else []
    return FormRecord(
        title=summary.title if summary else before.title,
        outcome=summary.outcome if summary else "failed",
        failure=report.failure.message if report.failure else "",
        refused_files=tuple(refusal.where for refusal in report.refused),
        counts=dict(summary.counts) if summary else before.counts,
        latest_export=_newest(summary.exports, contents) if summary else before.latest_export,
        latest_full_export=_newest(full, contents) if summary else before.latest_full_export,
        seen=seen,
        contents=contents,
    )


def contents_of(seen: Seen, before: Contents) -> Contents:
    """What was remembered, and what the run has seen: the same bytes, downloaded again, are as
    fresh. A time to come says nothing, and is forgotten once the clock is right again."""
    now = dt.datetime.now(dt.UTC)
    contents = {content_id: written for content_id, written in before.items() if written <= now}
    for file in seen.values():
        if file.content_id is not None:
            written = min(now, dt.datetime.fromtimestamp(file.modified_ns // 10**9, dt.UTC))
            contents[file.content_id] = max(written, contents.get(file.content_id, written))
    return contents


def with_lost_ends(report: FormReport, contents: Contents) -> FormReport:
    """The report also warns when a full export, downloaded after the last one in time, ends before
    it: deleted on Framaforms, or an export of before? Contents can't tell."""
    summary = report.summary
    if summary is None:
        return report
    return replace(
        report,
        summary=replace(
            summary, warnings=(*summary.warnings, *_lost_end(summary.exports, contents))
        ),
    )


def _lost_end(exports: tuple[ReadExport, ...], contents: Contents) -> Iterator[str]:
    newest = _downloaded_last(exports, contents)
    if newest is None or not newest.is_full or newest.greatest_sid is None:
        return
    greatest = max(export.greatest_sid or 0 for export in exports)
    if newest.greatest_sid < greatest:
        yield (
            f"{newest.file_name}, téléchargé le dernier, s'arrête au SID {newest.greatest_sid},"
            f" d'autres exports vont jusqu'à {greatest}. Si les réponses suivantes ont été"
            " supprimées sur Framaforms, l'outil ne peut pas le savoir et les compte encore\u00a0:"
            " retirez-les avec retraits.xlsx."
        )


def _downloaded_last(exports: Iterable[ReadExport], contents: Contents) -> ReadExport | None:
    """The export that was downloaded last, as far as its file tells; of those that were copied
    together, the last in the order of their contents."""
    dated = [(export, _dated(export, contents)) for export in exports]
    if not dated:
        return None
    newest = max(moment for _, moment in dated)
    return [export for export, moment in dated if newest - moment < TOGETHER][-1]


def _dated(export: ReadExport, contents: Contents) -> dt.datetime:
    return contents.get(export.export_id) or _exported_at(export) or LONG_AGO


def _newest(exports: Iterable[ReadExport], contents: Contents) -> ExportRecord | None:
    export = _downloaded_last(exports, contents)
    if export is None:
        return None
    return ExportRecord(
        file_name=export.file_name,
        is_full=export.is_full,
        record_count=export.record_count,
        exported_at=_exported_at(export),
        downloaded_at=contents.get(export.export_id),
    )


def _exported_at(export: ReadExport) -> dt.datetime | None:
    return export.exported_at.replace(tzinfo=dt.UTC) if export.exported_at else None

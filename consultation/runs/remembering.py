"""The facts about exports that the journal keeps, such as which export was downloaded last."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from consultation.machine.settings import Folders
from consultation.runs.arrivals import Seen, new_among, seen_now
from consultation.runs.inbox import look_into
from consultation.runs.journal import ExportRecord, read_journal
from consultation.words.french import sentence

Contents = Mapping[str, dt.datetime]
"""SHA-256 of each content that was ever in a form's inbox → when it was last written (UTC)."""

LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)

TOGETHER = dt.timedelta(hours=1)
"""Files written within this time of each other count as copied together, in no order."""


@dataclass(frozen=True)
class ReadExport:
    """An export that a run has read, with facts that a person can compare with the form's site.

    `exported_at` is the greatest time in its rows, in UTC. None if no row has a time.
    """

    file_name: str
    is_full: bool
    record_count: int
    greatest_sid: int | None
    export_id: str
    exported_at: dt.datetime | None

    @property
    def has_sids(self) -> bool:
        """True if the export's answers have SIDs, without which missing answers can't be noticed.
        True also for an export without answers."""
        return self.greatest_sid is not None or not self.record_count


def new_file_counts(folders: Folders) -> dict[str, int]:
    """Form id → number of files in its inbox with a content that no run has read."""
    journal = read_journal(folders)
    counts = {}
    for form in look_into(folders).forms:
        before = journal.form(form.form_id)
        seen = seen_now(form.exports, before.seen)
        counts[form.form_id] = len(new_among(seen, before.contents))
    return counts


def contents_of(seen: Seen, before: Contents) -> Contents:
    """Update `before` with the files of `seen`. Both it and the result map the SHA-256 of a content
    to the time when it was last written.

    If the same content was downloaded again, the later time counts. A time in the future counts as
    now for a file of `seen`, and is dropped from `before`.
    """
    now = dt.datetime.now(dt.UTC)
    contents = {content_id: moment for content_id, moment in before.items() if moment <= now}
    for file in seen.values():
        if file.content_id is not None:
            moment = min(now, dt.datetime.fromtimestamp(file.modified_ns // 10**9, dt.UTC))
            contents[file.content_id] = max(moment, contents.get(file.content_id, moment))
    return contents


def lost_end_warnings(exports: Sequence[ReadExport], contents: Contents) -> Iterator[str]:
    """Yield a warning if the export downloaded last is full, but lacks the greatest known SIDs.

    The later answers may be deleted on the site, or the file may be an old copy: its content can't
    show which. `exports` are in the order of how far they reach.
    """
    newest = _downloaded_last(exports, contents)
    if newest is None or not newest.is_full or newest is exports[-1]:
        return
    greatest = max(export.greatest_sid or 0 for export in exports)
    if newest.greatest_sid is not None and newest.greatest_sid < greatest:
        yield sentence(
            "remembering",
            "lost_end",
            file=newest.file_name,
            last=f"{newest.greatest_sid}",
            greatest=f"{greatest}",
        )


def _downloaded_last(exports: Iterable[ReadExport], contents: Contents) -> ReadExport | None:
    """The export that was downloaded last, by its file's time. None without exports.

    Files written less than an hour (`TOGETHER`) before the newest count as equally new: of all
    these, the last in `exports` is returned.
    """
    moments = [(export, _download_time(export, contents)) for export in exports]
    if not moments:
        return None
    newest = max(moment for _, moment in moments)
    return [export for export, moment in moments if newest - moment < TOGETHER][-1]


def _download_time(export: ReadExport, contents: Contents) -> dt.datetime:
    return contents.get(export.export_id) or _exported_at(export) or LONG_AGO


def record_of_newest(exports: Iterable[ReadExport], contents: Contents) -> ExportRecord | None:
    """The export that was downloaded last, as a journal's record. None without exports."""
    export = _downloaded_last(exports, contents)
    if export is None:
        return None
    return ExportRecord(
        file_name=export.file_name,
        is_full=export.is_full,
        record_count=export.record_count,
        exported_at=_exported_at(export),
        downloaded_at=contents.get(export.export_id),
        has_sids=export.has_sids,
    )


def _exported_at(export: ReadExport) -> dt.datetime | None:
    return export.exported_at.replace(tzinfo=dt.UTC) if export.exported_at else None

"""What a form's exports say together, by plain loops: the rules of versions, fullness and boxes.

Nothing here comes from sql/: the rules are those of the design, section 4, read again. A row is
what its file tells: what was not ticked is absent, seconds are there in workbooks only.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

Moment = dt.datetime | None
Fields = Mapping[str, object]
Choice = tuple[str | None, str]  # (item, choice)

PUBLICITY = {"own_name": 3, "anonymous": 2, "reflection_only": 1, "unclear": 1}
EARLIEST = dt.datetime(1, 1, 1)  # noqa: DTZ001 - exports say no zone
A_DAY = dt.timedelta(days=1)  # clocks and time zones differ by less


@dataclass(frozen=True)
class Row:
    """A submission as one file tells it; `held` are its fields that were ticked.

    Of a closed question, `held` are the (item or None, choice) made. `cells` are those kept.
    """

    sid: int
    submitted: Moment
    completed: Moment
    modified: Moment
    is_draft: bool
    held: Fields
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Exported:
    """An accepted file, its rows in the order of the file.

    `columns` are, of the closed questions that have several columns, the choices (or, of a grid,
    the items) that have one; of the others there is nothing.
    """

    sha256: str
    is_xlsx: bool
    rows: tuple[Row, ...]
    fields: frozenset[str]
    tells_drafts: bool
    tells_edits: bool = True
    columns: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fetched_at: Moment = None

    @cached_property
    def time(self) -> Moment:
        """The greatest time in its rows."""
        moments = [m for row in self.rows for m in (row.submitted, row.completed, row.modified)]
        return max((moment for moment in moments if moment), default=None)

    @cached_property
    def sids(self) -> list[int]:
        """In the order of the file."""
        return [row.sid for row in self.rows]


def minute(moment: Moment) -> dt.datetime:
    """Cut to the minute; what has no time comes before all others."""
    return moment.replace(second=0) if moment else EARLIEST


@dataclass(frozen=True)
class Version:
    """A row, and the export that it comes from."""

    row: Row
    export: Exported


class History:
    """A form's exports, whatever order they arrived in.

    `options` are, for each closed question, everything that its form file declares; `grids` those
    whose choices exclude one another, item by item.
    """

    def __init__(
        self,
        exports: Iterable[Exported],
        closes_at: dt.datetime,
        options: Mapping[str, Iterable[Choice]] | None = None,
        grids: Iterable[str] = (),
    ) -> None:
        self.closes_at = closes_at
        self.options = {question: set(made) for question, made in (options or {}).items()}
        self.grids = frozenset(grids)
        self.exports = list(exports)
        self.sids = sorted({sid for one in self.exports for sid in one.sids})
        self.exports = sorted(
            self.exports,
            key=lambda one: (
                self._place(one),
                not one.is_xlsx,
                len(one.fields),
                -self._absent_count(one),
                one.sha256,
            ),
        )

    # The order of exports.

    @staticmethod
    def _place(export: Exported) -> tuple[int, dt.datetime]:
        """A greater one reaches further: the greatest SID, then the greatest time in the rows."""
        return max(export.sids, default=0), minute(export.time)

    # Versions.

    def newest_first(self, sid: int) -> list[Version]:
        """Of the export that reaches furthest, then completed, then in the order of exports."""
        versions = [
            (self._place(one), one.tells_drafts and not row.is_draft, at, Version(row, one))
            for at, one in enumerate(self.exports)
            for row in one.rows
            if row.sid == sid
        ]
        return [version for *_, version in sorted(versions, key=lambda told: told[:3])[::-1]]

    def _absent_count(self, export: Exported) -> int:
        return sum(
            not self._has_column(export, question, choice)
            for question in export.columns
            for choice in self.options[question]
        )

    def _has_column(self, export: Exported, question: str, choice: Choice) -> bool:
        name = choice[0] if question in self.grids else choice[1]
        return question not in export.columns or name in export.columns[question]

    @staticmethod
    def edited(version: Version) -> dt.datetime:
        """When the row says that it was last saved."""
        row = version.row
        return minute(row.modified or row.completed or row.submitted)

    # What a submission says.

    def value(self, sid: int, field: str) -> object:
        """From the newest version whose export had the field, or each of its choices."""
        if field in self.options:
            return {one for one in self.options[field] if self._stands(sid, field, one)}
        source = self._source(sid, field)
        return source and source.row.held.get(field)

    def _source(self, sid: int, field: str) -> Version | None:
        return next((v for v in self.newest_first(sid) if field in v.export.fields), None)

    def _stands(self, sid: int, question: str, choice: Choice) -> bool:
        """Made in the newest version whose export had it, and not replaced since."""
        for version in self.newest_first(sid):
            if question not in version.export.fields:
                continue
            made = version.row.held[question]
            if self.had(version.export, question, choice) or choice in made:
                return choice in made
            if question in self.grids and any(item == choice[0] for item, _ in made):
                return False
        return False

    def had(self, export: Exported, question: str, choice: Choice) -> bool:
        """Whether it could be chosen when the export was made."""
        return (
            question in export.fields
            and self._has_column(export, question, choice)
            and (export.sha256, question, choice) not in self._left
        )

    @cached_property
    def _left(self) -> set[tuple[str, str, Choice]]:
        """Of one column, what nobody names any more, and somebody lost who saved nothing since."""
        return {
            (export.sha256, question, choice)
            for export in self.exports
            for question, choices in self.options.items()
            if question in export.fields
            and (question in self.grids or question not in export.columns)
            for choice in choices
            if self._has_column(export, question, choice)
            and not any(choice in row.held[question] for row in export.rows)
            and any(self._lost(row.sid, export, question, choice) for row in export.rows)
        }

    def _lost(self, sid: int, export: Exported, question: str, choice: Choice) -> bool:
        versions = self.newest_first(sid)
        later = next(at for at, version in enumerate(versions) if version.export is export)
        return export.tells_edits and any(
            older.export.tells_edits
            and choice in older.row.held.get(question, ())
            and self.edited(older) == self.edited(versions[later])
            and older.row.is_draft == versions[later].row.is_draft
            for older in versions[later + 1 :]
        )

    # What could be chosen.

    def asked(self, sid: int, question: str, choice: Choice) -> bool:
        """Shown by an export that had it, and not sent before it was in the form."""
        had = [one for one in self.exports if self.had(one, question, choice)]
        if not any(sid in one.sids for one in had):
            return False
        first, submitted = min(minute(one.time) for one in had), self._own(sid, "submitted")
        return not submitted or not any(
            minute(submitted) <= minute(one.time) < first
            and (question in one.fields or self._was_unknown(question, one))
            for one in self.exports
            if one.time
        )

    def _was_unknown(self, question: str, export: Exported) -> bool:
        """Nobody had answered it before the export."""
        answered = [
            self.edited(version)
            for one in self.exports
            if one.tells_edits and question in one.fields
            for version in (Version(row, one) for row in one.rows)
            if version.row.held[question]
        ]
        return not answered or min(answered) >= minute(export.time)

    def consent(self, sid: int) -> str:
        """The least public of all that was said; between equals, what the newest version says."""
        said = [
            str(version.row.held["consent"])
            for version in self.newest_first(sid)
            if "consent" in version.export.fields and not version.row.is_draft
        ]
        return min(said, key=PUBLICITY.__getitem__, default="unclear")

    def is_draft(self, sid: int) -> bool:
        """From the newest version whose export marks drafts."""
        marked = [v.row.is_draft for v in self.newest_first(sid) if v.export.tells_drafts]
        return marked[0] if marked else False

    def _own(self, sid: int, name: str) -> Moment:
        """One of Framaforms' own times, from the newest version that has it."""
        told = [getattr(version.row, name) for version in self.newest_first(sid)]
        return next((moment for moment in told if moment), None)

    # Boxes.

    def has_vanished(self, sid: int) -> bool:
        """The last fetch lacks it: it has whatever was sent below its greatest SID, or a day before
        it."""
        fetched = [one for one in self.exports if one.fetched_at]
        last = max(fetched, key=lambda one: (one.fetched_at, self._place(one)), default=None)
        if last is None or sid in last.sids or self.is_draft(sid):
            return False
        sent = self._own(sid, "submitted")
        return sid < max(last.sids) or bool(
            sent and last.fetched_at and sent + A_DAY < last.fetched_at
        )

    def missing(self) -> dict[int, set[str]]:
        """The complete answers that exports should hold, and the exports that lack each."""
        found: dict[int, set[str]] = {}
        for export in self.exports:
            finished = [row for row in export.rows if not row.is_draft]
            sids = [row.sid for row in finished]
            ends = [minute(row.completed) for row in finished if row.completed]
            for sid in self.sids:
                completed = self._own(sid, "completed")
                if (
                    finished
                    and min(sids) < sid < max(sids)
                    and sid not in export.sids
                    and not self.is_draft(sid)
                    and (not completed or not ends or min(ends) < minute(completed) < max(ends))
                ):
                    found.setdefault(sid, set()).add(export.sha256)
        return found

    def boxes(self) -> dict[int, str]:
        """The first box that takes each submission."""
        boxes = {sid: self._box(sid) for sid in self.sids}
        addresses: dict[object, list[int]] = {}
        for sid, box in boxes.items():
            address = self.value(sid, "email")
            if box == "counted" and address:
                addresses.setdefault(address, []).append(sid)
        for sids in addresses.values():
            last = max(sids, key=lambda sid: (self._answered(sid) or EARLIEST, sid))
            boxes |= {sid: "resend" for sid in sids if sid != last}
        return boxes

    def _box(self, sid: int) -> str:
        if self.has_vanished(sid):
            return "vanished"
        if self.is_draft(sid):
            return "draft"
        answered = self._answered(sid)
        return "late" if answered and answered > self.closes_at else "counted"

    def _answered(self, sid: int) -> Moment:
        return self._own(sid, "completed") or self._own(sid, "submitted")

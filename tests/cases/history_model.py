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

    @property
    def has_drafts(self) -> bool:
        """Some row is a draft, and says so."""
        return any(row.is_draft for row in self.rows)


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
        self._sent = {sid: self._first_sent(sid, self.exports) for sid in self.sids}
        self._drafts = {
            sid
            for sid in self.sids
            if all(row.is_draft for one in self.exports for row in one.rows if row.sid == sid)
        }
        self._places = {one.sha256: self._place_of(one) for one in self.exports}
        self.exports = sorted(
            self.exports,
            key=lambda one: (
                self._place(one),
                one.time or EARLIEST,
                len(one.rows),
                len(one.fields),
                -self._absent_count(one),
                one.sha256,
            ),
        )

    # The order of exports.

    def _place(self, export: Exported) -> tuple[int, int]:
        """Where a greater one is surely later."""
        return self._places[export.sha256]

    def _place_of(self, export: Exported) -> tuple[int, int]:
        """The greatest SID that had been sent; of those alike, how many fetches came later."""
        before = [one for one in self.exports if self._comes_before(one, export)]
        to_come = sum(self._comes_before(export, one) for one in self.exports)
        return max(self._reached(one) for one in [export, *before]), -to_come

    def _comes_before(self, one: Exported, fetched: Exported) -> bool:
        """What a fetch found to be whole was made after whatever it lacks up to its last SID was
        there; else after other fetches of an earlier hour. Of what has an SID above its last one,
        only rows of a day before tell."""
        if not fetched.fetched_at or one is fetched:
            return False
        if self._shows_what_it_lacks(one, fetched):
            return True
        if one.fetched_at and self._shows_what_it_lacks(fetched, one):
            return False
        has_more = max(one.sids, default=0) > max(fetched.sids, default=0)
        rows_hour = one.time and minute(one.time) + A_DAY
        hour = rows_hour if has_more else one.fetched_at
        return bool(one.sids and hour and hour < fetched.fetched_at)

    def _shows_what_it_lacks(self, one: Exported, fetched: Exported) -> bool:
        last = max(fetched.sids, default=0)
        return any(sid < last and sid not in fetched.sids for sid in one.sids)

    def _is_later(self, one: Exported, other: Exported) -> bool:
        """Surely, or of a later minute where nothing is sure."""
        if self._place(one) != self._place(other) or not (one.time and other.time):
            return self._place(one) > self._place(other)
        return minute(one.time) > minute(other.time)

    # Versions.

    @staticmethod
    def _first_sent(sid: int, exports: list[Exported]) -> Moment:
        told = [row.submitted for one in exports for row in one.rows if row.sid == sid]
        return min((minute(moment) for moment in told if moment), default=None)

    def _reached(self, export: Exported) -> int:
        """Its greatest SID: an export with a greater one was surely made later.

        A file of some answers only may have left out later ones: the last that it can have known,
        where its clock is that of the others.
        """
        greatest = max(export.sids, default=0)
        known = [
            sid
            for sid in self.sids
            if sid <= greatest and (export.has_drafts or sid not in self._drafts)
        ]
        is_other_clock = any(
            row.submitted and minute(row.submitted) != self._sent[row.sid] for row in export.rows
        )
        if len(set(export.sids)) >= 0.9 * len(known) or not export.time or is_other_clock:
            return greatest
        sent = [sid for sid, moment in self._sent.items() if moment and moment <= export.time]
        return max([greatest, *sent])

    def newest_first(self, sid: int) -> list[Version]:
        """Of the export that is surely later, then edited last, then completed, then exported last,
        then delimited, then the fullest."""
        versions = [Version(row, one) for one in self.exports for row in one.rows if row.sid == sid]
        ranked = sorted(versions, key=lambda version: self._rank(version, versions), reverse=True)
        return ranked

    def _rank(self, version: Version, others: list[Version]) -> tuple[object, ...]:
        row, export = version.row, version.export
        return (
            self._place(export),
            self.edited(version, others),
            export.tells_drafts and not row.is_draft,
            minute(export.time),
            not export.is_xlsx,
            len(export.fields),
            -self._absent_count(export),
            len(export.rows),
            sum(bool(cell.strip()) for cell in row.cells),
            "\x1f".join(row.cells),
            export.sha256,
        )

    def _absent_count(self, export: Exported) -> int:
        return sum(
            not self._has_column(export, question, choice)
            for question in export.columns
            for choice in self.options[question]
        )

    def _has_column(self, export: Exported, question: str, choice: Choice) -> bool:
        name = choice[0] if question in self.grids else choice[1]
        return question not in export.columns or name in export.columns[question]

    def edited(self, version: Version, others: list[Version]) -> dt.datetime:
        """Where the column was not ticked: no earlier than an earlier export had shown."""
        row = version.row
        if row.modified:
            return minute(row.modified)
        shown = [
            minute(other.row.modified)
            for other in others
            if (self._place(other.export), minute(other.export.time))
            < (self._place(version.export), minute(version.export.time))
        ]
        return max([minute(row.completed or row.submitted), *shown])

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
            and self.edited(older, versions) == self.edited(versions[later], versions)
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
            self.edited(version, self.newest_first(version.row.sid))
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

    def is_full(self, export: Exported) -> bool:
        """A fetch found it whole; or it passes for full, and no later export has what it lacks."""
        return export.sha256 in self._full

    @cached_property
    def _full(self) -> set[str]:
        """One export after another: what a full one lacks for good is expected no more."""
        full: set[str] = set()
        gone: set[int] = set()
        begun_at = 0
        for export in self.exports:
            first = min(export.sids, default=0)
            forgotten = {sid for sid in gone if sid > first or first <= begun_at}
            if export.fetched_at or (
                self._passes_for_full(export, forgotten) and not self._lacks_what_came_back(export)
            ):
                full.add(export.sha256)
                gone |= {
                    sid
                    for sid in self.sids
                    if self._lacks(sid, export)
                    and not any(
                        self._is_later(one, export) and sid in one.sids for one in self.exports
                    )
                }
                begun_at = max(begun_at, first)
        return full

    def _lacks_what_came_back(self, export: Exported) -> bool:
        return any(
            self._is_later(later, export) and self._lacks(sid, export)
            for later in self.exports
            for sid in later.sids
        )

    def _lacks(self, sid: int, export: Exported) -> bool:
        """Absent from where the export should have it; a fetch should have whatever an earlier
        export has."""
        last = max(export.sids, default=0)
        if sid in export.sids:
            return False
        if export.fetched_at:
            seen_at = max(at for at, one in enumerate(self.exports) if sid in one.sids)
            return sid < last or seen_at < self.exports.index(export)
        return sid < last and (export.has_drafts or self._was_finished(sid, export))

    def _passes_for_full(self, export: Exported, gone: set[int]) -> bool:
        """In SID order, with nine tenths of what is known at or below its greatest SID, and not
        gone.

        Drafts are not expected of a file without any: they may not have been asked for.
        """
        if not export.sids or export.sids != sorted(export.sids):
            return False
        expected = [
            sid
            for sid in self.sids
            if sid <= max(export.sids)
            and (sid in export.sids or sid not in gone)
            and (export.has_drafts or sid not in self._drafts)
        ]
        return len(set(export.sids)) >= 0.9 * len(expected)

    def has_vanished(self, sid: int) -> bool:
        """Absent from a full export that would have held it, and not back in a later one."""
        return any(
            self.is_full(export)
            and self._lacks(sid, export)
            and not any(self._is_later(one, export) and sid in one.sids for one in self.exports)
            for export in self.exports
        )

    def _was_finished(self, sid: int, export: Exported) -> bool:
        """It was no draft when the export was made: it was completed, or seen so, before."""
        completed = self._own(sid, "completed")
        if completed and export.time and minute(completed) < minute(export.time):
            return True
        before = [one for one in self.exports[: self.exports.index(export)] if one.tells_drafts]
        rows = [row for one in before for row in one.rows if row.sid == sid]
        return any(not row.is_draft for row in rows)

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

"""In which order one export writes days and months: its own times say it, else its answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from consultation.exports import Column, DateEvidence, Matching, Record
from consultation.exports.date_evidence import Order, ambiguous_day
from consultation.forms.form import Form
from consultation.words.errors import OrganiserError

# Rows that stand for the file where none of its times says the order: twelve days bring no more.
MOST_ROWS = 100_000
SID_DIGITS = 15


class DateOrder:
    """What the records of an export, seen so far, say of the order of its dates."""

    def __init__(self, name: str, matching: Matching, form: Form) -> None:
        dated = {question.id for question in form.questions if question.kind == "date"}
        self._width = len(matching.columns)
        self._times = [c.heading.position for c in matching.columns if _is_time(c)]
        self._answers = [
            c.heading.position
            for c in matching.columns
            if c.field.kind == "question" and c.field.id in dated
        ]
        self._by_times = DateEvidence(name)
        self._by_everything = DateEvidence(name)
        self._chronology = Chronology(matching)

    def see(self, records: Sequence[Record]) -> None:
        """Take the records into account, but those of a wrong width."""
        whole = [record.cells for record in records if len(record.cells) == self._width]
        for position in self._times:
            self._by_times.see(cells[position] for cells in whole)
        for position in (*self._times, *self._answers):
            self._by_everything.see(cells[position] for cells in whole)
        if self._by_times.is_assumed:
            self._chronology.see(whole)

    def settle_order(self) -> tuple[str, bool]:
        """The order, and whether it is only assumed; OrganiserError when the times contradict.

        Answers decide only what the times leave open, and never refuse a file: someone may have
        declared as a date what people typed freely.
        """
        order = self._by_times.settle_order()
        if self._by_times.is_assumed and (chronological := self._chronology.settle_order()):
            return chronological, False
        try:
            with_answers = self._by_everything.settle_order()
        except OrganiserError:
            return order, self._by_times.is_assumed
        return with_answers, self._by_everything.is_assumed


class Chronology:
    """Tells the order of day and month by what can't happen: that time goes back.

    SIDs grow with time, and nothing is completed or edited before it was begun.
    """

    def __init__(self, matching: Matching) -> None:
        own = {
            column.field.id: column.heading.position
            for column in matching.columns
            if column.field.kind == "submission"
        }
        self._sid = own.get("sid")
        self._begun = own.get("submitted_at")
        self._later = [own[name] for name in ("completed_at", "modified_at") if name in own]
        self._rows: list[tuple[str, list[str]]] = []

    def see(self, rows: Sequence[list[str]]) -> None:
        """Take the rows into account, up to a number that stands for the rest."""
        if self._begun is None:
            return
        for cells in rows[: MOST_ROWS - len(self._rows)]:
            sid = "" if self._sid is None else cells[self._sid].strip()
            days = [cells[self._begun], *(cells[position] for position in self._later)]
            self._rows.append((sid, [day.strip() for day in days]))

    def settle_order(self) -> Order | None:
        """The only one of day first and month first in which time never goes back."""
        orders: tuple[Order, ...] = ("dmy", "mdy")
        possible = [order for order in orders if not self._goes_back(order)]
        return possible[0] if len(possible) == 1 else None

    def _goes_back(self, order: Order) -> bool:
        return any(later < earlier for earlier, later in self._successions(order))

    def _successions(self, order: Order) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Pairs of days of which the second can't be before the first."""
        numbered = sorted((int(sid), days[0]) for sid, days in self._rows if _is_sid(sid))
        begun = [ambiguous_day(day, order) for _, day in numbered]
        yield from pairwise(day for day in begun if day)
        for _, (first, *others) in self._rows:
            start = ambiguous_day(first, order)
            days = [ambiguous_day(other, order) for other in others]
            yield from ((start, day) for day in days if start and day)


def _is_sid(cell: str) -> bool:
    return cell.isdecimal() and len(cell) <= SID_DIGITS


def _is_time(column: Column) -> bool:
    return column.field.kind == "submission" and column.field.id.endswith("_at")

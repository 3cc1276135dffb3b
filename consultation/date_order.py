"""In which order one export writes days and months: its own times say it, else its answers."""

from __future__ import annotations

from collections.abc import Sequence

from consultation.errors import OrganiserError
from consultation.exports import Column, DateEvidence, Matching, Record
from consultation.forms import Form


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

    def see(self, records: Sequence[Record]) -> None:
        """The records count as evidence, those of a wrong width apart."""
        whole = [record.cells for record in records if len(record.cells) == self._width]
        for position in self._times:
            self._by_times.see(cells[position] for cells in whole)
        for position in (*self._times, *self._answers):
            self._by_everything.see(cells[position] for cells in whole)

    def settle(self) -> tuple[str, bool]:
        """The order, and whether it is only assumed; OrganiserError when the times contradict.

        Answers decide only what the times leave open, and never refuse a file: someone may have
        declared as a date what people typed freely.
        """
        order = self._by_times.settle()
        try:
            with_answers = self._by_everything.settle()
        except OrganiserError:
            return order, self._by_times.assumed
        return with_answers, self._by_everything.assumed


def _is_time(column: Column) -> bool:
    return column.field.kind == "submission" and column.field.id.endswith("_at")

"""Google Forms, downloaded from the form or from the sheet linked to it: no ids, no drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consultation.exports.doors.door import DROPPED, SUBMITTED_AT, Door, Split, part_in_brackets
from consultation.exports.doors.moments import iso_moment
from consultation.exports.submission_columns import TOOLS
from consultation.forms.spelling import spelling_of

TIMES, ADDRESSES = TOOLS["google"]["submitted_at"], TOOLS["google"]["dropped"]


class Google(Door):
    name = "google"
    joiners = (";", ", ")
    joint = r"(?<!\s);(?!\s)"
    numbers_answers = False
    mixes_free_text = True
    has_grids_of_boxes = True
    # The sheet's csv has no line end after its last row.
    ends_last_row = False

    def recognises(self, labels: Sequence[str]) -> bool:
        return len(labels) > 1 and labels[1].strip() != "" and spelling_of(labels[0]) in TIMES

    def own_keys(self, labels: Sequence[str], rows: Sequence[list[str]]) -> list[str | None]:
        """The time comes first, the address of the account next."""
        own = [SUBMITTED_AT, DROPPED if spelling_of(labels[1]) in ADDRESSES else None]
        return [*own, *[None] * (len(labels) - 2)]

    def splits(self, label: str) -> Iterator[Split]:
        return part_in_brackets(label, "[", "]")

    def time(self, cell: str) -> str:
        return iso_moment(cell)


GOOGLE = Google()

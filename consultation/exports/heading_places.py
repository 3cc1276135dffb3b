"""Where each heading stands among the others: its group carried forward."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from consultation.exports.export_parts import UNGROUPED, Heading
from consultation.forms.spelling import spelling_of
from schemas import limits


@dataclass(frozen=True)
class Place:
    """A heading, spelled, under the last group written at or before it.

    The group goes on until the next one is written, so that a simple question that follows a
    group looks like its last column: only the form file tells them apart. `run` is the position
    where the group is written; `offset` counts from there.
    """

    heading: Heading
    group: str
    label: str
    run: int
    is_repeated: bool

    @property
    def offset(self) -> int:
        """How many columns after its group's first one it stands."""
        return self.heading.position - self.run

    @property
    def full(self) -> str:
        """`group > label`, which a form file writes where the label alone does not suffice."""
        return f"{self.group} > {self.label}" if self.group else self.label

    @property
    def column(self) -> str:
        """Where a spreadsheet shows the column."""
        from openpyxl.utils import get_column_letter

        number = self.heading.position + 1
        return f"colonne {number} ({get_column_letter(number)})"

    @property
    def mention(self) -> str:
        """The column as a message names it."""
        label = self.label or "sans en-tête"
        if len(label) > limits.SHOWN_CHARACTERS:
            label = label[: limits.SHOWN_CHARACTERS] + "…"
        return f"{self.column}, «\u00a0{label}\u00a0»"


def places_of(headings: Iterable[Heading]) -> tuple[Place, ...]:
    """The place of each heading, in order."""
    placed = _under_their_groups(headings)
    labels = Counter(label for _, _, label, _ in placed)
    return tuple(
        Place(heading, group, label, run, is_repeated=labels[label] > 1)
        for heading, group, label, run in placed
    )


def _under_their_groups(headings: Iterable[Heading]) -> list[tuple[Heading, str, str, int]]:
    group, run = "", 0
    placed = []
    for heading in headings:
        if (own := spelling_of(heading.group)) or heading.group == UNGROUPED:
            group, run = own, heading.position
        placed.append((heading, group, spelling_of(heading.label), run))
    return placed

"""The name of each count: what the protection, the file of earlier releases and the tables call it.

A name says all that the count is of, so that a table can be written from the counts that are shown
and from the form alone, whenever they were counted.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

ALL = "all"
EVERYBODY = "everybody"
"""The cell of all persons, under the main rule."""

_SEPARATOR = "|"


@dataclass(frozen=True)
class CellName:
    """Whom a count is of. What is empty does not narrow it.

    `state` is what they did with the question: `answered`, `chosen` (then `option` says what), …;
    `group` and `member` are the kind of persons (`category`, `week`, `departement`) and which;
    `rule` is the counting rule.
    """

    question: str = ""
    item: str = ""
    state: str = ""
    option: str = ""
    group: str = ""
    member: str = ""
    rule: str = ALL

    def __str__(self) -> str:
        parts = [getattr(self, field.name) for field in fields(self)]
        return EVERYBODY if self == CellName() else _SEPARATOR.join(parts)


def cell_name_of(cell: str) -> CellName:
    """The name as values; ValueError where it is none."""
    if cell == EVERYBODY:
        return CellName()
    parts = cell.split(_SEPARATOR)
    if len(parts) != len(fields(CellName)):
        raise ValueError("no name of a cell")
    return CellName(*parts)

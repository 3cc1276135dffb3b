"""The parts of an export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from consultation.forms.spelling import spelling_of
from schemas import limits

# Why a row can't be read as an answer sheet (words.toml says them in French).
QUOTES_BROKEN = "quotes_broken"
END_MISSING = "end_missing"

# The group of a heading that no group goes on to, although one came before: white space, so that it
# names none. Only doors write it, for tools that repeat a question's title in each heading.
UNGROUPED = "\x1f"

# Few enough to be typed in little memory. An empty cell is no character, and takes memory.
MOST_RECORDS = 5_000
MOST_CHARACTERS = 16_000_000
CHARACTERS_A_CELL = 8

# A row as read: the physical line where it starts, its cells, and the rule it breaks or nothing.
# Of a row that breaks a rule only the cells up to the SID are left, fewer than the header has.
Row = tuple[int, list[str], str]

Kind = Literal["submission", "role", "consent", "category", "question", "ignored", "dropped"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's two header cells as read. The group is empty if it is only written in an earlier
    column."""

    position: int
    group: str
    label: str


class Record(NamedTuple):
    """A data row: its number, the physical line where it begins, its cells as text.

    `rule` is the reason why the row can't be read. It then has fewer cells than the header. From
    position `moved_at` on, cells are in wrong columns.
    """

    number: int
    line: int
    cells: list[str]
    rule: str = ""
    moved_at: int | None = None


def pages(
    records: Iterable[Record],
    most_records: int = MOST_RECORDS,
    most_characters: int = MOST_CHARACTERS,
) -> Iterator[list[Record]]:
    """Yield the records in their order, as lists of at most `most_records` records or about
    `most_characters` characters.

    So exports of any size are processed in little memory.
    """
    page: list[Record] = []
    characters = 0
    for record in records:
        page.append(record)
        characters += sum(map(len, record.cells)) + CHARACTERS_A_CELL * len(record.cells)
        if len(page) >= most_records or characters >= most_characters:
            yield page
            page, characters = [], 0
    if page:
        yield page


@dataclass(frozen=True, slots=True)
class Field:
    """The meaning of a column.

    `id` is `serial`, `sid`, `submitted_at`, `completed_at`, `modified_at` or `draft` for a
    submission column, else the role, `consent`, `category` or the question's id. It is empty for
    ignored and dropped columns. `part` is empty for a single column, else `choice:<id>` (a tick
    column), `item:<id>` (a row of a grid), `other`, `file_url` or `file_size`. For example,
    `Field("question", "villes", "choice:lyon")`.
    """

    kind: Kind
    id: str = ""
    part: str = ""

    @property
    def is_kept(self) -> bool:
        """True if the cells may be stored."""
        return self.kind not in ("ignored", "dropped")


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its meaning. `group` is empty if the label alone identifies it."""

    heading: Heading
    group: str
    field: Field


@dataclass(frozen=True)
class Matching:
    """An export's columns in order, and how completely they cover the form.

    `missing` has the declared headings that the export lacks. `complete_fields` has the (kind, id)
    of each role, consent, category and question that it answers, and ("other", question id) for
    each free text of « autre » that it has.
    """

    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    complete_fields: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Place:
    """A heading, with the last group of columns written at or before it. Case is kept.

    A group is written once, above its first column. So a simple question after a group seems to be
    its last column, and only the form file tells them apart. `run` is the position of the first
    column of the group.
    """

    heading: Heading
    group: str
    label: str
    run: int
    is_repeated: bool

    @property
    def offset(self) -> int:
        """The number of columns between its group's first column and this column."""
        return self.heading.position - self.run

    @property
    def full(self) -> str:
        """The heading as a form file writes it if the label alone does not suffice: `Quelles
        villes ?`, `Paris` → « Quelles villes ? > Paris »."""
        return f"{self.group} > {self.label}" if self.group else self.label

    @property
    def column(self) -> str:
        """The column as a spreadsheet shows it: « colonne 3 (C) »."""
        from openpyxl.utils import get_column_letter

        number = self.heading.position + 1
        return f"colonne {number} ({get_column_letter(number)})"

    @property
    def mention(self) -> str:
        """The column as a message names it: « colonne 3 (C), « Paris » »."""
        label = self.label or "sans en-tête"
        if len(label) > limits.SHOWN_CHARACTERS:
            label = label[: limits.SHOWN_CHARACTERS] + "…"
        return f"{self.column}, «\u00a0{label}\u00a0»"


def places_of(headings: Iterable[Heading]) -> tuple[Place, ...]:
    """Each heading with its group, in order."""
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

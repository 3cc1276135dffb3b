"""The parts of an export: headings, records, columns and their meaning (fields)."""

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

# The group of a heading that ends the group before it without beginning another. Only doors write
# it, for tools that repeat a question's title in each heading. `spelling_of` makes it empty.
UNGROUPED = "\x1f"

# The size of a page of records. An empty cell takes memory too, and counts as 8 characters.
MOST_RECORDS = 5_000
MOST_CHARACTERS = 16_000_000
CHARACTERS_A_CELL = 8

# A row as read: the number of its first line in the file, its cells, and the rule that it breaks
# (or ""). A row that breaks a rule has at most its cells up to the SID, fewer than the header.
Row = tuple[int, list[str], str]

Kind = Literal["submission", "role", "consent", "category", "question", "ignored", "dropped"]


@dataclass(frozen=True, slots=True)
class Heading:
    """The two header cells of a column: the group and the label. A group is written only above its
    first column. `group` is empty for its other columns."""

    position: int
    group: str
    label: str


class Record(NamedTuple):
    """A row after the header: its number from 1, the line of the file where it begins, its cells.

    `rule` is the reason why the row can't be read. Such a row has fewer cells than the header. From
    position `moved_at` on, cells are in wrong columns. `name` identifies the answer if the form
    tool gives answers no number.
    """

    number: int
    line: int
    cells: list[str]
    rule: str = ""
    moved_at: int | None = None
    name: str | None = None


def pages(
    records: Iterable[Record],
    most_records: int = MOST_RECORDS,
    most_characters: int = MOST_CHARACTERS,
) -> Iterator[list[Record]]:
    """Yield the records in their order, in lists of at most `most_records` records. A list ends
    earlier if it reaches about `most_characters` characters.

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
    """The meaning of a column, such as `Field("question", "villes", "choice:lyon")`.

    - `id` is `serial`, `sid`, `submitted_at`, `completed_at`, `modified_at` or `draft` for a
      submission column. Else it is the role, `consent`, `category` or the question's id. It is
      empty for ignored and dropped columns.
    - `part` is empty for a single column. Else it is `choice:<id>` (a tick column), `item:<id>` (a
      row of a grid), `other`, `file_url` or `file_size`.
    """

    kind: Kind
    id: str = ""
    part: str = ""

    @property
    def is_kept(self) -> bool:
        """True if the column's cells may be stored: it is neither ignored nor dropped."""
        return self.kind not in ("ignored", "dropped")


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its meaning."""

    heading: Heading
    field: Field


@dataclass(frozen=True)
class Matching:
    """The columns of an export, and the parts of the form that they cover.

    - `columns`: in the order of the export.
    - `missing`: the declared headings that the export lacks.
    - `complete_fields`: (kind, id) of each role, consent, category and question that has a column.
      For each free text of « autre » with a column, ("other", question id).
    """

    columns: tuple[Column, ...]
    missing: tuple[str, ...]
    complete_fields: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class HeadedColumn:
    """A heading and the group that it is under. `group` and `label` are written by `spelling_of`.

    - `group`: the last group written above this column or an earlier column. So a simple question
      after a group seems to belong to the group. Only the form file shows that it does not.
    - `run`: the position of the group's first column.
    - `is_repeated`: True if another heading has the same label.
    """

    heading: Heading
    group: str
    label: str
    run: int
    is_repeated: bool

    @property
    def offset(self) -> int:
        """The number of columns from the first column of the group to this column. 0 for the first
        column."""
        return self.heading.position - self.run

    @property
    def full(self) -> str:
        """The heading as a form file writes it if the label alone does not identify it: group
        `Quelles villes ?`, label `Paris` → « Quelles villes ? > Paris »."""
        return f"{self.group} > {self.label}" if self.group else self.label

    @property
    def where(self) -> str:
        """The position of the column, as a spreadsheet program shows it: « colonne 3 (C) »."""
        from openpyxl.utils import get_column_letter

        number = self.heading.position + 1
        return f"colonne {number} ({get_column_letter(number)})"

    @property
    def mention(self) -> str:
        """The position and the label, for messages: « colonne 3 (C), « Paris » »."""
        label = self.label or "sans en-tête"
        if len(label) > limits.SHOWN_CHARACTERS:
            label = label[: limits.SHOWN_CHARACTERS] + "…"
        return f"{self.where}, «\u00a0{label}\u00a0»"


def headed_columns(headings: Iterable[Heading]) -> tuple[HeadedColumn, ...]:
    """The headings in order, each with the group that it is under."""
    placed = _under_their_groups(headings)
    labels = Counter(label for _, _, label, _ in placed)
    return tuple(
        HeadedColumn(heading, group, label, run, is_repeated=labels[label] > 1)
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

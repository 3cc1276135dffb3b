"""The interface of all form tools: recognise a tool's export, and read it as if Framaforms had
written it.

A door is the code for a tool. It gives each of the tool's own columns the key of Framaforms for the
same data, cuts headings such as « Q [A] » into group and label, and removes from cells what the
tool added. Matching, typing and drafting then handle a single kind of export.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product

from consultation.exports.export_parts import Row
from consultation.exports.submission_columns import TOOLS, TRAITS
from consultation.forms.spelling import spelling_of
from consultation.words.errors import OrganiserError

# Submission column → Framaforms' key for it: `sid` → `webform_sid`.
KEYS = {field: labels[0] for field, labels in TOOLS["framaforms"].items()}
SERIAL, SID, SUBMITTED_AT, COMPLETED_AT, MODIFIED_AT, DRAFT, DROPPED = KEYS.values()

Cells = list[str]
Split = tuple[str, str]  # a heading cut into a question's title and its option or row


class Door:
    """The format of a form tool's exports. A subclass for each tool overrides what differs from
    Framaforms.

    Below, a compact cell is a cell with all the choices that a person ticked: « Lyon,Paris ».
    """

    name = ""
    """The tool's id in the words of kind `tool` (schemas/words.toml), such as `nextcloud`."""
    proofs: tuple[frozenset[str], ...] = ()
    """Sets of headings. A header that has all headings of one set was written by the tool."""
    joiners: tuple[str, ...] = (",",)
    """The separators that may be between the choices in a compact cell."""
    # Not the comma in « 1,5 ».
    joint = r"(?<!\d),(?!\s)|,(?![\d\s])"
    """A pattern of the separator, to cut a compact cell before its choices are declared."""
    ticked = frozenset({"X", "x"})  # Webform writes X; a spreadsheet's user may have typed x.
    unticked: frozenset[str] = frozenset()
    not_asked: frozenset[str] = frozenset()
    """Cells of closed questions which mean that the question was not asked, such as `N/A`."""
    mixes_free_text = False
    """True if a compact cell also contains the text that a person typed for « other »."""
    has_grids_of_boxes = False
    ends_last_row = True

    @property
    def numbers_answers(self) -> bool:
        """True if the tool gives each answer an id."""
        return self.name not in TRAITS["unnumbered"]

    @property
    def numbers_each_survey(self) -> bool:
        """True if the tool numbers the answers of each survey from 1, even those of a survey that
        was closed and opened again."""
        return self.name in TRAITS["numbers_each_survey"]

    @property
    def shortens_skipped_groups(self) -> bool:
        """True if the tool writes a single empty cell for a skipped question, even if the question
        has several columns."""
        return self.name in TRAITS["shortens_skipped_groups"]

    @property
    def own(self) -> Mapping[str, str]:
        """The tool's own columns: spelling of the heading → the key of Framaforms for the same
        data. A column that Framaforms lacks has the key `DROPPED`, and its cells are not kept."""
        columns = TOOLS[self.name].items()
        return {label: KEYS.get(field, DROPPED) for field, labels in columns for label in labels}

    def recognises(self, labels: Sequence[str]) -> bool:
        """True if a row of cells is the header of one of the tool's exports: it has all headings of
        a set in `proofs`."""
        spelled = set(map(spelling_of, self.labels(labels)))
        return any(proof <= spelled for proof in self.proofs)

    def labels(self, cells: Sequence[str]) -> list[str]:
        """The headings, without the codes that the tool may put before them: `G1Q1. Nom` →
        `Nom`."""
        return list(cells)

    def own_keys(self, labels: Sequence[str], rows: Sequence[Cells]) -> list[str | None]:
        """For each heading, the key of Framaforms if the column is one of the tool's own, and None
        if it is a question: `Timestamp` → `webform_time`. `rows` are the first rows of answers."""
        own = self.own
        keys = [own.get(spelling_of(label)) for label in labels]
        # A question may have the heading of one of the tool's own columns, which come first.
        return [None if key != DROPPED and key in keys[:at] else key for at, key in enumerate(keys)]

    def splits(self, label: str) -> Iterator[Split]:
        """Yield the ways to cut a heading into a question's title and an option or row: « Q [A] » →
        `Q`, `A`. Yield nothing if it can't be cut."""
        return iter(())

    def time(self, cell: str) -> str:
        """The cell of a time, written as Framaforms or ISO 8601 write times. It has its offset from
        UTC, if that is known."""
        return cell

    def draft(self, cell: str) -> str:
        """The cell that marks a draft, as Framaforms writes it: `1` for a draft, else `0`. In
        Drupal, `Yes` → `1`."""
        return cell

    def text(self, cell: str) -> str:
        """The text of a cell, without the characters that the tool added, such as an apostrophe
        before a formula: `'=1+1` → `=1+1`."""
        return cell

    def refuse(self, name: str, labels: Sequence[str], rows: Sequence[Cells]) -> None:
        """Raise OrganiserError if the header or the first rows can't be read, or show that the file
        was not downloaded from the tool. `name` is the file's name."""

    def rows(self, rows: Iterable[Row], labels: Sequence[str], name: str) -> Iterator[Row]:
        """Yield the rows, except whole rows whose cells are all empty. Raises OrganiserError if the
        header is repeated among them."""
        for line, cells, rule in rows:
            if not rule and cells == list(labels):
                raise OrganiserError("second_header", where=name, line=line)
            if rule or any(cells):
                yield line, cells, rule

    def readers(self, keys: Sequence[str], *, is_delimited: bool) -> list[Callable[[str], str]]:
        """For each column, the function that turns a cell into what Framaforms would write. `keys`
        has the key of each own column of the tool, and the heading of each question. The cells of
        dropped columns become empty. In a workbook, the cells of questions stay unchanged."""
        other = self.text if is_delimited else str
        times = dict.fromkeys((SUBMITTED_AT, COMPLETED_AT, MODIFIED_AT), self.time)
        own = {**times, DRAFT: self.draft, DROPPED: _nothing}
        return [own.get(key, other) for key in keys]


def pairs_of(tool: str, first: str, second: str) -> tuple[frozenset[str], ...]:
    """Sets of two headings that prove a tool: a heading of its column `first` and a heading of its
    column `second`. `User ID` and `Timestamp` prove Nextcloud."""
    return tuple(map(frozenset, product(TOOLS[tool][first], TOOLS[tool][second])))


def _nothing(_: str) -> str:
    return ""


def part_in_brackets(label: str, opening: str, closing: str) -> Iterator[Split]:
    """Yield the title and the part of a heading `title (part)`: `Q (A (b))` → `Q`, `A (b)`. Yield
    nothing for any other heading. `opening` and `closing` are the brackets, such as `(` and `)`."""
    if not label.endswith(closing):
        return
    depth = 0
    for at in range(len(label) - 1, 0, -1):
        depth += (label[at] == closing) - (label[at] == opening)
        if depth == 0 and label[at] == opening and label[:at].strip():
            yield label[:at].rstrip(), label[at + 1 : -1].strip()
            return

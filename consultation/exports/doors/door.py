"""One interface for all form tools: recognise a tool's export, and read it like one of Framaforms.

A door gives each of the tool's own columns Framaforms' key for the same thing, cuts headings such
as « Q [A] » into group and label, and removes from cells what the tool added. Matching, typing and
drafting then know one kind of export only.
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
    """The format of a tool's exports. Each tool overrides what differs from Framaforms.

    Below, a compact cell is a cell with all the choices that a person ticked: « Lyon,Paris ».
    """

    name = ""
    """The tool, as the words `tool` of schemas/words.toml call it."""
    proofs: tuple[frozenset[str], ...] = ()
    """Sets of headings. A header with all headings of one set proves the tool."""
    joiners: tuple[str, ...] = (",",)
    """The separators that a compact cell may have between its choices."""
    # Not the comma in « 1,5 ».
    joint = r"(?<!\d),(?!\s)|,(?![\d\s])"
    """A pattern of the separator if no choice is known yet, so that most labels stay whole."""
    ticked = frozenset({"X", "x"})  # Webform writes X; a spreadsheet's user may have typed x.
    unticked: frozenset[str] = frozenset()
    not_asked: frozenset[str] = frozenset()
    """Cells of closed questions that only say that the question was not asked."""
    mixes_free_text = False
    """True if a compact cell has the text typed as « other » among its choices."""
    has_grids_of_boxes = False
    ends_last_row = True

    @property
    def numbers_answers(self) -> bool:
        """True if each answer has an id of its own."""
        return self.name not in TRAITS["unnumbered"]

    @property
    def shortens_skipped_groups(self) -> bool:
        """True if a skipped question takes one cell, however many columns it has."""
        return self.name in TRAITS["shortens_skipped_groups"]

    @property
    def own(self) -> Mapping[str, str]:
        """Spelling of each heading that the tool itself writes → Framaforms' key for the same
        thing. A column that Framaforms does not have gets the key `DROPPED`: it is not kept."""
        columns = TOOLS[self.name].items()
        return {label: KEYS.get(field, DROPPED) for field, labels in columns for label in labels}

    def recognises(self, labels: Sequence[str]) -> bool:
        """True if a row of cells is the header of one of the tool's exports: it has all headings of
        a proof."""
        spelled = set(map(spelling_of, self.labels(labels)))
        return any(proof <= spelled for proof in self.proofs)

    def labels(self, cells: Sequence[str]) -> list[str]:
        """The headings without the codes that the tool adds if the export asks for them: `G1Q1.
        Nom` → `Nom`."""
        return list(cells)

    def own_keys(self, labels: Sequence[str], rows: Sequence[Cells]) -> list[str | None]:
        """Framaforms' key for each of the tool's own columns, None for questions: `Timestamp` →
        `webform_time`."""
        own = self.own
        keys = [own.get(spelling_of(label)) for label in labels]
        # A question may have the heading of one of the tool's own columns, which come first.
        return [None if key != DROPPED and key in keys[:at] else key for at, key in enumerate(keys)]

    def splits(self, label: str) -> Iterator[Split]:
        """Yield the ways to cut a heading into a question and an option: « Q [A] » → `Q`, `A`."""
        return iter(())

    def time(self, cell: str) -> str:
        """A point in time as Framaforms or ISO 8601 write it, with its offset if it is known."""
        return cell

    def draft(self, cell: str) -> str:
        """The mark of a draft as Framaforms writes it, `1` or `0`: in Drupal, `Yes` → `1`."""
        return cell

    def text(self, cell: str) -> str:
        """A cell of a delimited export without the characters that disarm it in a spreadsheet:
        `'=1+1` → `=1+1`."""
        return cell

    def refuse(self, name: str, labels: Sequence[str], rows: Sequence[Cells]) -> None:
        """Raise OrganiserError if the header or the first rows show that the file is no download of
        the tool, or can't be read."""

    def rows(self, rows: Iterable[Row], labels: Sequence[str], name: str) -> Iterator[Row]:
        """Yield the rows that are not empty. Raises OrganiserError if the header comes again."""
        for line, cells, rule in rows:
            if not rule and cells == list(labels):
                raise OrganiserError("second_header", where=name, line=line)
            if rule or any(cells):
                yield line, cells, rule

    def readers(self, keys: Sequence[str], *, is_delimited: bool) -> list[Callable[[str], str]]:
        """The function that reads the cells of each column. Dropped columns become empty."""
        other = self.text if is_delimited else str
        times = dict.fromkeys((SUBMITTED_AT, COMPLETED_AT, MODIFIED_AT), self.time)
        own = {**times, DRAFT: self.draft, DROPPED: _nothing}
        return [own.get(key, other) for key in keys]


def pairs_of(tool: str, first: str, second: str) -> tuple[frozenset[str], ...]:
    """The pairs of a heading of the field `first` and a heading of the field `second`, in the
    tool's own columns. Each pair proves the tool, as `User ID` and `Timestamp` prove Nextcloud."""
    return tuple(map(frozenset, product(TOOLS[tool][first], TOOLS[tool][second])))


def _nothing(_: str) -> str:
    return ""


def part_in_brackets(label: str, opening: str, closing: str) -> Iterator[Split]:
    """Yield the title and the part of a heading `title (part)`, or nothing for another heading. The
    part may contain pairs of brackets: `Q (A (b))` → `Q`, `A (b)`."""
    if not label.endswith(closing):
        return
    depth = 0
    for at in range(len(label) - 1, 0, -1):
        depth += (label[at] == closing) - (label[at] == opening)
        if depth == 0 and label[at] == opening and label[:at].strip():
            yield label[:at].rstrip(), label[at + 1 : -1].strip()
            return

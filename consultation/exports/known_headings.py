"""Which cells are headings: Framaforms' own, and those that a form file declares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from consultation.exports.entries import Declarations, Entry, declarations_of
from consultation.exports.matching import FILE_SIZES
from consultation.exports.submission_columns import (
    BY_KEY,
    BY_LABEL,
    GROUPS,
    is_submission_label,
)
from consultation.forms.form import Form
from consultation.forms.spelling import spelling_of


@dataclass(frozen=True)
class KnownHeadings:
    """What tells a row of headings from a row of answers; without a form, Framaforms' labels."""

    declared: Declarations | None

    @cached_property
    def alone(self) -> frozenset[str]:
        """Headings that mean a column by themselves."""
        own = frozenset((*BY_KEY, *BY_LABEL))
        return own if self.declared is None else own | self.declared.headings.keys()

    @cached_property
    def parts(self) -> frozenset[str]:
        """Headings of columns under a group: options, items, a file's two columns."""
        if self.declared is None:
            return frozenset()
        parts = {spelling for entry in self._entries_with_parts for spelling in entry.parts}
        return frozenset((*parts, *FILE_SIZES))

    @cached_property
    def groups(self) -> frozenset[str]:
        """Headings of groups of columns."""
        declared = () if self.declared is None else self.declared.groups
        return frozenset((*GROUPS, *declared))

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The cells that a row of headings most often begins with.

        Options are not among them: answers begin with these too.
        """
        return self.alone | self.groups

    def count(self, labels: list[str]) -> int:
        """How many different headings of the form or of Framaforms the row holds."""
        return len({spelling_of(label) for label in labels} & (self.alone | self.parts))

    def is_header(self, cells: list[str]) -> bool:
        """Whether only a row of headings can hold these cells, empty ones at the end apart.

        Two of Framaforms' own columns at its beginning, or a key of theirs; else two headings of
        the form, where at least half of the row's cells are known. An answer may equal a heading
        by chance, two of them in one row do not. Options alone prove nothing: they are answers.
        """
        labels = [spelling_of(cell) for cell in cells]
        while labels and not labels[-1]:
            labels.pop()
        if not all(labels) or (len(labels) == 1 and len(cells) > 1):
            return False
        own = self._count_leading_own(labels)
        if own > 1 or not BY_KEY.keys().isdisjoint(labels):
            return True
        alone = len(self.alone.intersection(labels))
        known = sum(label in self.alone or label in self.parts for label in labels)
        return bool(labels) and (alone > 1 or alone == len(labels)) and 2 * known >= len(labels)

    def guess_groups(self, labels: list[str]) -> list[str]:
        """The groups of a row of headings whose rows above were lost, each where it begins.

        A column belongs to the question that alone has an option of that name, or to the one that
        its neighbour before it belongs to. What remains in doubt stays without group, and the
        matching of columns then asks for it.
        """
        groups = [""] * len(labels)
        files = iter(self._file_entries)
        current: Entry | None = None
        for position, label in enumerate(spelling_of(label) for label in labels):
            if position + 1 < len(labels) and spelling_of(labels[position + 1]) in FILE_SIZES:
                current = next(files, None)
                groups[position] = "" if current is None else current.headers[0]
                continue
            if label in FILE_SIZES or (current is not None and label in current.parts):
                continue
            current = self._owner(label)
            groups[position] = "" if current is None else current.headers[0]
        return groups

    def _owner(self, label: str) -> Entry | None:
        """The only entry that can have the column as one of its parts."""
        if label in self.alone:
            return None
        owners = [entry for entry in self._entries_with_parts if label in entry.parts]
        return owners[0] if len(owners) == 1 else None

    @property
    def _entries_with_parts(self) -> Iterator[Entry]:
        entries = () if self.declared is None else self.declared.entries
        return (entry for entry in entries if entry.options)

    @property
    def _file_entries(self) -> Iterator[Entry]:
        entries = () if self.declared is None else self.declared.entries
        return (entry for entry in entries if entry.layout == "file")

    @staticmethod
    def _count_leading_own(labels: list[str]) -> int:
        """How many of Framaforms' own headings the row begins with."""
        count = 0
        while count < len(labels) and is_submission_label(labels[count]):
            count += 1
        return len(set(labels[:count]))


def known_headings(form: Form | None) -> KnownHeadings:
    """The headings that a form file declares, and Framaforms' own; without a form, only these."""
    return KnownHeadings(None if form is None else declarations_of(form))

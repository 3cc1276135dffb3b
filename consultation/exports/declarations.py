"""The columns that a form file declares, looked up by the headings that an export may use.

A spelling is a heading as `spelling_of` writes it: equal headings have the same spelling. A role is
a column that tells who answers, such as `email`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

from consultation.exports.export_parts import Field, Kind
from consultation.exports.submission_columns import (
    BY_KEY,
    BY_LABEL,
    FILE_SIZES,
    GROUPS,
    is_submission_label,
)
from consultation.forms.form import Form, Option
from consultation.forms.spelling import spelling_of

IGNORED = Field("ignored")
GROUP_ONLY = ("grid", "file")


@dataclass(frozen=True)
class Entry:
    """What a form file declares of a role, the consent, the category or a question.

    `headers` are the headings that its column, or its group of columns, may have. `options` are its
    choices or the items of its grid, which may have a column each. `layout` is a question's kind,
    such as `grid`. `other` has the headings of a question's free text for « autre ».
    """

    kind: Kind
    id: str
    layout: str
    headers: tuple[str, ...]
    other: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()

    @property
    def single(self) -> Field:
        """The field of an entry with a single column."""
        return Field(self.kind, self.id)

    def part(self, option: Option) -> Field:
        """The field of an option or item: option `lyon` → `choice:lyon`, item `transport` →
        `item:transport`."""
        prefix = "item" if self.layout == "grid" else "choice"
        return Field(self.kind, self.id, f"{prefix}:{option.id}")

    @property
    def free_text(self) -> Field:
        """The field of the free text for « autre »."""
        return Field(self.kind, self.id, "other")

    @cached_property
    def parts(self) -> Mapping[str, Field]:
        """Spelling of a column's heading → field, for each option or item of the entry."""
        return {
            spelling: self.part(option) for option in self.options for spelling in option.spellings
        }

    @cached_property
    def other_spellings(self) -> frozenset[str]:
        """The spellings of the headings that the free text for « autre » may have."""
        return frozenset(map(spelling_of, self.other))


@dataclass(frozen=True)
class Declarations:
    """The headings that a form declares. Without a form, Framaforms' own headings only.

    They distinguish a row of headings from a row of answers.
    """

    entries: tuple[Entry, ...] = ()
    ignored: frozenset[str] = frozenset()

    @property
    def has_form(self) -> bool:
        """True if a form file declares the columns."""
        return bool(self.entries or self.ignored)

    @cached_property
    def headings(self) -> Mapping[str, Field]:
        """Spelling of a heading → field, for single columns, free texts and ignored columns."""
        fields = dict.fromkeys(self.ignored, IGNORED)
        for entry in self.entries:
            if entry.layout not in GROUP_ONLY:
                fields.update((spelling_of(header), entry.single) for header in entry.headers)
            fields.update((spelling, entry.free_text) for spelling in entry.other_spellings)
        for entry in self._questions:
            if entry.layout not in GROUP_ONLY:
                fields.setdefault(entry.id, entry.single)
        return fields

    @cached_property
    def groups(self) -> Mapping[str, Entry]:
        """Spelling of a heading → the entry that may have several columns under that heading."""
        several = [entry for entry in self.entries if entry.options or entry.layout == "file"]
        entry_of = {spelling_of(header): entry for entry in several for header in entry.headers}
        for entry in self._questions:
            if entry in several:
                entry_of.setdefault(entry.id, entry)
        return entry_of

    @property
    def _questions(self) -> tuple[Entry, ...]:
        """The entries of questions. A question's id counts as a heading of it, if no other entry
        has that heading."""
        return tuple(entry for entry in self.entries if entry.kind == "question")

    @cached_property
    def alone(self) -> frozenset[str]:
        """Headings that identify their column even if no group is written above:
        Framaforms' own, such as « SID », and all keys of `headings`."""
        return frozenset((*BY_LABEL, *self.headings))

    @cached_property
    def parts(self) -> frozenset[str]:
        """Spellings of headings under a group: options, items, the size of an uploaded file."""
        parts = {spelling for entry in self.entries for spelling in entry.parts}
        return frozenset((*parts, *(FILE_SIZES if self.has_form else ())))

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The headings with which a header most often begins, such as « Séquentiel ».

        Options are left out, because the first cell of an answer may hold an option too.
        """
        return self.alone | {*GROUPS, *self.groups}

    def count(self, labels: list[str]) -> int:
        """The number of different headings of the form or of Framaforms in the row: « SID »,
        « SID », « 4012 » → 1."""
        return len({spelling_of(label) for label in labels} & (self.alone | self.parts))

    def is_header(self, cells: list[str]) -> bool:
        """True if only a row of headings can hold these cells.

        No cell may be empty, except at the end, and one of these must be true:
        - the row begins with two of Framaforms' own headings, or has a key such as `webform_sid`,
        - at least half of the cells are known headings, and two of them are in `alone`,
        - the row is a single cell, which is in `alone`.

        Two answers are hardly ever equal to headings of `alone`, which has no options.
        """
        labels = [spelling_of(cell) for cell in cells]
        while labels and not labels[-1]:
            labels.pop()
        if not all(labels) or (len(labels) == 1 and len(cells) > 1):
            return False
        own = {*takewhile(is_submission_label, labels)}
        if len(own) > 1 or not BY_KEY.keys().isdisjoint(labels):
            return True
        alone = len(self.alone.intersection(labels))
        known = sum(label in self.alone or label in self.parts for label in labels)
        return bool(labels) and (alone > 1 or alone == len(labels)) and 2 * known >= len(labels)


def declarations_of(form: Form | None) -> Declarations:
    """The entries of a form and the headings that it ignores, to be looked up by heading."""
    if form is None:
        return Declarations()
    return Declarations(tuple(_entries(form)), frozenset(map(spelling_of, form.ignored)))


def _entries(form: Form) -> Iterator[Entry]:
    for role, headers in form.roles.items():
        yield Entry("role", role, "text", headers)
    if form.consent is not None and form.consent.headers:
        consent = form.consent
        yield Entry("consent", "consent", "choices", consent.headers, options=consent.states)
    if form.category is not None:
        category = form.category
        yield Entry("category", "category", "choices", category.headers, options=category.choices)
    for question in form.questions:
        options = {"choices": question.choices, "grid": question.items}.get(question.kind, ())
        headers, other = question.headers, question.other
        yield Entry("question", question.id, question.kind, headers, other, options)

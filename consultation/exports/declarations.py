"""Look up the columns that a form file declares, by the headings of an export.

A spelling is a heading as `spelling_of` writes it: equal headings have the same spelling. A role is
a column about the person who answers, such as `email`.
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
    """The declaration of a role, the consent, the category or a question in a form file.

    - `layout`: the kind of a question, such as `grid`.
    - `headers`: the headings that its column, or its group of columns, may have.
    - `options`: the choices or items that may have a column each. Empty for a question of kind
      `choice`, which has a single column.
    - `other`: the headings that the free text for « autre » may have.
    """

    kind: Kind
    id: str
    layout: str
    headers: tuple[str, ...]
    other: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()

    @property
    def single(self) -> Field:
        """The field of the column, if the entry has a single column."""
        return Field(self.kind, self.id)

    def part(self, option: Option) -> Field:
        """The field of an option's or item's column: option `lyon` → part `choice:lyon`, item
        `transport` → part `item:transport`."""
        prefix = "item" if self.layout == "grid" else "choice"
        return Field(self.kind, self.id, f"{prefix}:{option.id}")

    @property
    def free_text(self) -> Field:
        """The field of the column with the free text for « autre »."""
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
    """The headings that a form file declares. Without a form file, it is empty, and only
    Framaforms' own headings are known.

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
        """Spelling of a heading → field, for single columns, free texts and ignored columns. A
        question with a single column is also found by its id."""
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
        """Spelling of a heading → the entry that may have several columns under this heading. A
        question is also found by its id."""
        divided = [entry for entry in self.entries if entry.options or entry.layout == "file"]
        entry_of = {spelling_of(header): entry for entry in divided for header in entry.headers}
        for entry in self._questions:
            if entry in divided:
                entry_of.setdefault(entry.id, entry)
        return entry_of

    @property
    def _questions(self) -> tuple[Entry, ...]:
        """The entries of questions. The id of a question is accepted as its heading, unless another
        entry has that heading."""
        return tuple(entry for entry in self.entries if entry.kind == "question")

    @cached_property
    def alone(self) -> frozenset[str]:
        """The headings that identify their column even without a group above: Framaforms' own, such
        as « SID », and all keys of `headings`."""
        return frozenset((*BY_LABEL, *self.headings))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The spellings of headings that columns under a group may have: options, items, the size
        of an uploaded file."""
        parts = {spelling for entry in self.entries for spelling in entry.parts}
        return frozenset((*parts, *(FILE_SIZES if self.has_form else ())))

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The headings with which a row of a header usually begins, such as « Séquentiel ».

        Options are left out, because the first cell of an answer may hold an option too.
        """
        return self.alone | {*GROUPS, *self.groups}

    def count(self, labels: list[str]) -> int:
        """The number of different known headings in a row. A heading is known if the form or
        Framaforms has it: « SID », « SID », « 4012 » → 1."""
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
    """The headings that a form declares, to look up columns by heading. Empty if `form` is None."""
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

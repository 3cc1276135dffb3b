"""What a form file declares, looked up by the spellings that an export may use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from consultation.exports.export_parts import Field, Kind
from consultation.forms.form import Form, Option, Question
from consultation.forms.spelling import spelling_of

IGNORED = Field("ignored")
GROUP_ONLY = ("grid", "file")


@dataclass(frozen=True)
class Entry:
    """A role, consent, category or question: its headings, and its columns where it has several.

    `parts` are the columns under a group heading, by spelling; `layout` is the question's kind.
    """

    kind: Kind
    id: str
    layout: str
    headers: tuple[str, ...]
    other: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    prefix: str = ""

    @property
    def single(self) -> Field:
        """The column of an entry that has a single one."""
        return Field(self.kind, self.id)

    def part(self, option: Option) -> Field:
        """The column of one of its options or items."""
        return Field(self.kind, self.id, f"{self.prefix}:{option.id}")

    @property
    def free_text(self) -> Field:
        """The column of the free text beside its choices."""
        return Field(self.kind, self.id, "other")

    @cached_property
    def parts(self) -> Mapping[str, Field]:
        """Its columns under a group heading, by spelling."""
        return {
            spelling: self.part(option) for option in self.options for spelling in option.spellings
        }

    @cached_property
    def other_spellings(self) -> frozenset[str]:
        """How its free text may be headed."""
        return frozenset(map(spelling_of, self.other))


@dataclass(frozen=True)
class Declarations:
    """The entries of a form, and who owns a heading."""

    entries: tuple[Entry, ...]
    ignored: frozenset[str]

    @cached_property
    def headings(self) -> Mapping[str, Field]:
        """Headings of a column that stands alone, and of a free text, by spelling."""
        found = dict.fromkeys(self.ignored, IGNORED)
        for entry in self.entries:
            if entry.layout not in GROUP_ONLY:
                found.update((spelling_of(header), entry.single) for header in entry.headers)
            found.update((spelling, entry.free_text) for spelling in entry.other_spellings)
        for entry in self._questions:
            if entry.layout not in GROUP_ONLY:
                found.setdefault(entry.id, entry.single)
        return found

    @cached_property
    def groups(self) -> Mapping[str, Entry]:
        """The entries that may have several columns under their heading, by spelling."""
        several = [entry for entry in self.entries if entry.options or entry.layout == "file"]
        found = {spelling_of(header): entry for entry in several for header in entry.headers}
        for entry in self._questions:
            if entry in several:
                found.setdefault(entry.id, entry)
        return found

    @property
    def _questions(self) -> tuple[Entry, ...]:
        """The questions: their ids may head their columns, unless another entry is headed so."""
        return tuple(entry for entry in self.entries if entry.kind == "question")


def declarations_of(form: Form) -> Declarations:
    """The entries of a form and what it ignores, to be looked up by heading."""
    return Declarations(tuple(_entries(form)), frozenset(map(spelling_of, form.ignored)))


def _entries(form: Form) -> Iterator[Entry]:
    for role, headers in form.roles.items():
        yield Entry("role", role, "text", headers)
    if form.consent is not None and form.consent.headers:
        states = form.consent.states
        yield Entry("consent", "consent", "choices", form.consent.headers, (), states, "choice")
    if form.category is not None:
        choices = form.category.choices
        yield Entry("category", "category", "choices", form.category.headers, (), choices, "choice")
    yield from map(_question_entry, form.questions)


def _question_entry(question: Question) -> Entry:
    several: Iterable[Option] = ()
    if question.kind == "choices":
        several = question.choices
    elif question.kind == "grid":
        several = question.items
    return Entry(
        kind="question",
        id=question.id,
        layout=question.kind,
        headers=question.headers,
        other=question.other,
        options=tuple(several),
        prefix="item" if question.kind == "grid" else "choice",
    )

"""The declared meaning of each column of an export, whatever options it was exported with.

After Framaforms' own columns, a column belongs to the first of these in the form file:
1. the question whose title is the column's group, if the label is an option, item or file of the
   question, and no earlier column has it,
2. the entry with the heading `"group > label"`,
3. the entry with the heading `"label"`,
4. an ignored group.

Options come first because Webform writes a question's options together, right after its title. The
next columns may belong to another question, although no new group is written.
"""

from __future__ import annotations

from itertools import takewhile
from typing import Protocol

from consultation.exports.declarations import IGNORED, Declarations, Entry, declarations_of
from consultation.exports.export_parts import (
    Column,
    Field,
    HeadedColumn,
    Heading,
    Matching,
    headed_columns,
)
from consultation.exports.submission_columns import (
    BY_KEY,
    BY_LABEL,
    FILE_SIZES,
    is_submission_label,
)
from consultation.exports.unknown_columns import unknown_columns
from consultation.forms.form import Form
from consultation.words.errors import OrganiserError


class Headed(Protocol):
    """Anything with an export's name and headings: a file, or a stored export."""

    @property
    def name(self) -> str: ...

    @property
    def headings(self) -> tuple[Heading, ...]: ...


def match_columns(export: Headed, form: Form) -> Matching:
    """The meaning of each column. Raises OrganiserError if two columns mean the same. Also if a
    column is unknown, with lines to paste into the form file."""
    declared, columns, unknown = understood_columns(export, form)
    if unknown:
        raise unknown_columns(export.name, form, declared, unknown, columns.values())
    fields = {column.field for column in columns.values()}
    return Matching(
        columns=tuple(columns.values()),
        missing=tuple(missing_headings(declared, fields)),
        complete_fields=frozenset(_complete_fields(declared, fields)),
    )


def understood_columns(
    export: Headed, form: Form
) -> tuple[Declarations, dict[int, Column], list[HeadedColumn]]:
    """A triple: the declarations in the form file, the columns whose meaning is known (position
    from 0 → column), and the unknown columns of the export.

    Framaforms' own columns and columns without heading count as known. Raises OrganiserError if two
    columns have the same meaning.
    """
    declared = declarations_of(form)
    headed = headed_columns(export.headings)
    columns = _Walk(export.name, declared).columns(headed)
    unknown = [column for column in headed if column.heading.position not in columns]
    return declared, columns, unknown


class _Walk:
    """Finds the meaning (field) of each column in one pass. No two columns get the same field,
    except ignored and dropped columns."""

    def __init__(self, name: str, declared: Declarations) -> None:
        self._name = name
        self._declared = declared
        self._taken: dict[Field, HeadedColumn] = {}
        self._leading = 0
        self._groups: set[str] = set()

    def columns(self, headed: tuple[HeadedColumn, ...]) -> dict[int, Column]:
        """The columns whose meaning is known, by position from 0. `headed` are all columns of the
        export. Raises OrganiserError if two columns have the same meaning."""
        self._groups = {column.group for column in headed}
        self._leading = len(
            list(takewhile(lambda column: is_submission_label(column.label), headed))
        )
        columns = {}
        for column in headed:
            field = (
                self._submission_field(column) or self._form_field(column)
                if column.label
                else IGNORED  # its cells are empty too, or the file is refused
            )
            if field is not None:
                columns[column.heading.position] = Column(column.heading, field)
                if field.is_kept:
                    self._taken[field] = column
        self._refuse_two_layouts()
        return columns

    def _refuse_two_layouts(self) -> None:
        """Raise OrganiserError if a question has both a single column and a column per option.

        Webform never exports both. So one of the columns belongs to another question with the same
        title.
        """
        for field, column in self._taken.items():
            whole = self._taken.get(Field(field.kind, field.id))
            if whole is not None and field.part.startswith(("choice:", "item:")):
                first, second = sorted((column, whole), key=lambda at: at.heading.position)
                raise _ambiguity(self._name, first, second)

    def _submission_field(self, column: HeadedColumn) -> Field | None:
        """The field of a column that Framaforms itself adds to the questions' columns.
        None for any other column, or if an earlier column has that field.

        - A heading that is a key (`webform_sid`) is Framaforms' in any column.
        - A heading that is a label (« SID ») is Framaforms' only in the first columns of the
          export, up to the first heading that is no such label.
        - The last of these first columns belongs to the form instead, if the form file declares its
          heading (not as ignored) and no other column or group of the export has the heading.
        """
        position = column.heading.position
        field = BY_KEY.get(column.label)
        if field is None and position < self._leading:
            field = BY_LABEL.get(column.label)
        owner = self._declared.headings.get(column.label, IGNORED)
        is_last = position == self._leading - 1
        is_elsewhere = column.is_repeated or column.label in self._groups
        is_question = is_last and owner.is_kept and not is_elsewhere
        return None if field in self._taken or is_question else field

    def _form_field(self, column: HeadedColumn) -> Field | None:
        if field := self._field_under_group(column):
            return field
        full = self._declared.headings.get(column.full) if column.group else None
        if field := full or self._field_by_label(column):
            return self._refuse_taken(field, column)
        return IGNORED if column.group in self._declared.ignored else None

    def _field_under_group(self, column: HeadedColumn) -> Field | None:
        """The field of the column under its group's question: an option, item, file or free text.

        None if the label is none of these, or if an earlier column of the group already has the
        field. Raises OrganiserError if a column of another group, with the same title, has it.
        """
        entry = self._declared.groups.get(column.group)
        candidates = () if entry is None else self._parts(entry, column)
        for field in candidates:
            if field not in self._taken:
                return field
            if self._taken[field].run != column.run:
                raise _ambiguity(self._name, self._taken[field], column)
        return None

    def _parts(self, entry: Entry, column: HeadedColumn) -> tuple[Field, ...]:
        if entry.layout == "file":
            return self._file_parts(entry, column)
        part = entry.parts.get(column.label)
        other = entry.free_text if column.label in entry.other_spellings else None
        return tuple(field for field in (part, other) if field is not None)

    def _file_parts(self, entry: Entry, column: HeadedColumn) -> tuple[Field, ...]:
        """The field of a column under a question with an attached file: `file_url` (the address)
        for the group's first column, `file_size` for the second. Empty for later columns, and for a
        second column that the form file declares for something else."""
        if column.offset == 0:
            return (Field(entry.kind, entry.id, "file_url"),)
        is_declared = not self._declared.headings.keys().isdisjoint((column.label, column.full))
        is_size = column.label in FILE_SIZES or not is_declared
        return (Field(entry.kind, entry.id, "file_size"),) if column.offset == 1 and is_size else ()

    def _field_by_label(self, column: HeadedColumn) -> Field | None:
        field = self._declared.headings.get(column.label)
        if field is None:
            return None
        # An option of an ignored group may bear the name of a question elsewhere.
        if column.is_repeated and column.group in self._declared.ignored:
            return None
        return field

    def _refuse_taken(self, field: Field, column: HeadedColumn) -> Field:
        first = self._taken.get(field)
        if first is None:
            return field
        raise _ambiguity(self._name, first, column, is_consent=field.kind == "consent")


def _ambiguity(
    name: str, first: HeadedColumn, second: HeadedColumn, *, is_consent: bool = False
) -> OrganiserError:
    """The error for two columns with the same meaning. It shows the heading to write in the form
    file for each column, so as to distinguish them. `is_consent` gives other advice, for columns
    about consent."""
    told_apart = (
        "ambiguous_heading.consent"
        if is_consent
        else "ambiguous_heading.by_group"
        if first.label == second.label
        else "ambiguous_heading.by_label"
    )
    return OrganiserError(
        "ambiguous_heading.same" if first.full == second.full else told_apart,
        where=name,
        first=first.mention,
        second=second.mention,
        first_heading=first.full,
        second_heading=second.full,
        second_label=second.label,
    )


def missing_headings(declared: Declarations, fields: set[Field]) -> list[str]:
    """The declared headings that the export lacks. An option is named (« Villes > Lyon ») if the
    export has other options of the question."""
    missing = []
    for entry in declared.entries:
        parts = [entry.part(option) for option in entry.options]
        if not _has_columns(entry, fields):
            missing.append(entry.headers[0])
        elif not fields.isdisjoint(parts):
            missing += [
                f"{entry.headers[0]} > {option.label}"
                for option in entry.options
                if entry.part(option) not in fields
            ]
        if entry.other and entry.free_text not in fields:
            missing.append(entry.other[0])
    return missing


def _complete_fields(declared: Declarations, fields: set[Field]) -> list[tuple[str, str]]:
    """The roles, consent, category and questions that have a column in the export, as pairs of kind
    and id: `("question", "villes")`. A free text « autre » that has a column is listed too, as
    `("other", "villes")`. `fields` are the fields of the export's columns.

    A column for a single option or item is enough, because an export can't leave some options out.
    An option without a column was not yet in the form when the export was made.
    """
    answered: list[tuple[str, str]] = []
    for entry in declared.entries:
        if _has_columns(entry, fields):
            answered.append((entry.kind, entry.id))
        if entry.free_text in fields:
            answered.append(("other", entry.id))
    return answered


def _has_columns(entry: Entry, fields: set[Field]) -> bool:
    """True if one of `fields` is the entry's single column, or one of its options, items or files.
    A column of its free text « autre » or of a file's size does not count."""
    return any(
        field.kind == entry.kind
        and field.id == entry.id
        and field.part not in ("other", "file_size")
        for field in fields
    )

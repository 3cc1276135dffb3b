"""The declared form that a file belongs to: for an export by its headings, for a workbook that
comes back by the form that it names. This is only a guess, which a person confirms or corrects."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from consultation.decisions.arrived_file import given_file
from consultation.decisions.workbook_properties import form_named_in
from consultation.exports.export import read_export
from consultation.exports.matching import Headed, missing_headings, understood_columns
from consultation.forms.form import Form, read_form
from consultation.machine.settings import Folders
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence


class Likely(NamedTuple):
    """A form that a file seems to belong to, with the reason. `is_whole`: the form knows every
    column."""

    form_id: str
    why: str
    is_whole: bool = True


@dataclass(frozen=True)
class Belonging:
    """The kind of a file, and the forms that it may belong to, the likeliest first.

    `problem` is the error of a file that can't be read in full.
    """

    kind: Literal["export", "workbook", "unreadable"]
    forms: tuple[Likely, ...] = ()
    problem: OrganiserError | None = None


def belonging_of(path: Path, forms: Sequence[Form]) -> Belonging:
    """The kind of a file and its likely forms."""
    named = _form_named(path, forms)
    likely = (Likely(named.form_id, sentence("matches", "named")),) if named else ()
    try:
        if _is_ours(path, named):
            return Belonging("workbook", likely)
    except OrganiserError as error:
        # Rows can be judged only if their form is known.
        return Belonging("workbook", likely, error if named else None)
    refusal, is_read = None, False
    # What a form file declares may be needed to find where the headings are.
    for form in (None, *forms):
        try:
            matches = matching_forms(read_export(path, form), forms if form is None else (form,))
        except OrganiserError as error:
            refusal = refusal or error
            continue
        is_read = True
        if matches:
            fitting = (Likely(match.form_id, match.why, match.is_whole) for match in matches)
            return Belonging("export", tuple(fitting))
    if named:
        refusal = OrganiserError("not_an_export.to_read", where=path.name)
        return Belonging("unreadable", problem=refusal)
    return Belonging("export") if is_read else Belonging("unreadable", problem=refusal)


def _is_ours(path: Path, form: Form | None) -> bool:
    """True for a filled workbook, or for the page's lines. Raises OrganiserError if a heading, a
    row or a line in it is wrong."""
    if form is None:
        given = given_file(path, "", "UTC", {})
    else:
        titles = {question.id: question.title for question in form.questions}
        given = given_file(path, form.form_id, form.time_zone, titles)
    if given and given.refusal:
        raise given.refusal
    return given is not None


def declared_forms(folders: Folders) -> tuple[list[Form], dict[str, OrganiserError]]:
    """The declared forms, and the errors of form files that can't be read: form id → error."""
    forms, wrong = [], {}
    for path in sorted(folders.forms.glob("*.toml")):
        try:
            forms.append(read_form(path))
        except OrganiserError as error:
            wrong[path.stem] = error
    return forms, wrong


def _form_named(path: Path, forms: Sequence[Form]) -> Form | None:
    """The form that a published workbook names. None for any other file."""
    try:
        content = path.read_bytes() if zipfile.is_zipfile(path) else b""
    except OSError:
        return None
    named = form_named_in(content)
    return next((form for form in forms if form.form_id == named), None)


@dataclass(frozen=True)
class FormMatch:
    """A form that may fit an export. `known` counts the export's columns that the form declares.
    `unknown` names the export's other columns, `missing` the form's columns that the export lacks.
    Framaforms' own columns are not counted."""

    form_id: str
    title: str
    known: int
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """True if the form knows every column of the export."""
        return not self.unknown

    @property
    def why(self) -> str:
        """The reasons for this form, in French: « 12 de ses colonnes sur 13 sont celles de ce
        formulaire. Inconnues : a. »"""
        parts = [sentence("matches", "known", known=self.known, of=self.known + len(self.unknown))]
        if self.unknown:
            parts.append(sentence("matches", "unknown", columns=self.unknown))
        if self.missing:
            parts.append(sentence("matches", "missing", headings=self.missing))
        return " ".join(parts)


def matching_forms(export: Headed, forms: Iterable[Form]) -> tuple[FormMatch, ...]:
    """The forms that know more than half of the export's columns, the likeliest first."""
    found = [match for form in forms if (match := _match(export, form)) is not None]
    return tuple(
        sorted(found, key=lambda one: (len(one.unknown), -one.known, len(one.missing), one.form_id))
    )


def _match(export: Headed, form: Form) -> FormMatch | None:
    try:
        declared, columns, unknown = understood_columns(export, form)
    except OrganiserError:
        return None  # two columns of the export match one declaration
    known = [
        column.field
        for column in columns.values()
        if column.field.kind not in ("submission", "dropped")
    ]
    if len(known) <= len(unknown):
        return None
    return FormMatch(
        form.form_id,
        form.title,
        known=len(known),
        unknown=tuple(place.mention for place in unknown),
        missing=tuple(missing_headings(declared, {*known})),
    )

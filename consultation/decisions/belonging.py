"""Guess the declared form that a file belongs to, from the headings of an export, or from the form
that a workbook names. A person confirms or corrects the guess."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from consultation.decisions.arrived_file import decision_file, form_named
from consultation.exports.export import read_export
from consultation.exports.matching import Headed, missing_headings, understood_columns
from consultation.forms.form import Form, read_form
from consultation.machine.settings import Folders
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence


class Likely(NamedTuple):
    """A form that a file seems to belong to. `why` is the reason, as a French sentence. `is_whole`
    is False if the file has a column that the form does not declare."""

    form_id: str
    why: str
    is_whole: bool = True


@dataclass(frozen=True)
class Belonging:
    """The kind of a file, and the forms that it seems to belong to, the likeliest first.

    `problem` is the error of a file that can't be read, or can only be read in part.
    """

    kind: Literal["export", "workbook", "unreadable"]
    forms: tuple[Likely, ...] = ()
    problem: OrganiserError | None = None


def belonging_of(path: Path, forms: Sequence[Form]) -> Belonging:
    """The kind of a file, and the forms among `forms` that it seems to belong to. An error of the
    file is returned in `problem`, not raised."""
    named_id = form_named(path)
    named = next((form for form in forms if form.form_id == named_id), None)
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
            return Belonging("export", matches)
    if named:
        refusal = OrganiserError("not_an_export.to_read", where=path.name)
        return Belonging("unreadable", problem=refusal)
    return Belonging("export") if is_read else Belonging("unreadable", problem=refusal)


def _is_ours(path: Path, form: Form | None) -> bool:
    """True if the file is a workbook with a sheet that organisers fill, or a file of lines that the
    page wrote. False for any other file, such as an export.

    Raises OrganiserError if the file is damaged or too large, belongs to another form than `form`,
    or has a wrong heading, row or line.
    """
    if form is None:
        content = decision_file(path, "", "UTC", {})
    else:
        titles = {question.id: question.title for question in form.questions}
        content = decision_file(path, form.form_id, form.time_zone, titles)
    if content and content.refusal:
        raise content.refusal
    return content is not None


def declared_forms(folders: Folders) -> tuple[list[Form], dict[str, OrganiserError]]:
    """The declared forms, and the errors of form files that can't be read: form id → error."""
    forms, wrong = [], {}
    for path in sorted(folders.forms.glob("*.toml")):
        try:
            forms.append(read_form(path))
        except OrganiserError as error:
            wrong[path.stem] = error
    return forms, wrong


def matching_forms(export: Headed, forms: Iterable[Form]) -> tuple[Likely, ...]:
    """The forms that know more than half of the export's columns, the likeliest first. Framaforms'
    own columns are not counted."""
    matches = [match for form in forms if (match := _match(export, form)) is not None]
    return tuple(likely for _, likely in sorted(matches))


def _match(export: Headed, form: Form) -> tuple[tuple[int, int, int], Likely] | None:
    """A rank to sort forms by, the likeliest form first (unknown columns, known columns negated,
    missing columns), and the form with the reasons: « 12 de ses colonnes sur 13 sont celles de ce
    formulaire. Inconnues : a. » None if the form knows at most half of the columns, or if two
    columns have the same meaning in it."""
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
    missing = missing_headings(declared, {*known})
    reasons = [sentence("matches", "known", known=len(known), of=len(known) + len(unknown))]
    if unknown:
        names = [column.mention for column in unknown]
        reasons.append(sentence("matches", "unknown", columns=names))
    if missing:
        reasons.append(sentence("matches", "missing", headings=missing))
    fit = (len(unknown), -len(known), len(missing))
    return fit, Likely(form.form_id, " ".join(reasons), is_whole=not unknown)

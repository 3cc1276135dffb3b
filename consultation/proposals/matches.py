"""Which declared form an export belongs to, by its headings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from consultation.exports.matching import Headed, missing_headings, understood_columns
from consultation.forms.form import Form
from consultation.words.errors import OrganiserError
from consultation.words.french import sentence


@dataclass(frozen=True)
class FormMatch:
    """How well a form fits an export: the number of columns that it knows.

    `unknown` names the export's other columns, `missing` the form's columns that the export lacks.
    Framaforms' own columns are not counted.
    """

    form_id: str
    title: str
    known: int
    unknown: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """The form explains every column."""
        return not self.unknown

    @property
    def why(self) -> str:
        """The reasons for this form, in French."""
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
        return None  # two of its columns would mean the same
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

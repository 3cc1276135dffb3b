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
    """How many of an export's columns a form knows; `unknown` names the others, `missing` what the
    form declares and the export lacks. Framaforms' own columns count for nothing."""

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
        """What speaks for it, in French."""
        parts = [sentence("matches", "known", known=self.known, of=self.known + len(self.unknown))]
        if self.unknown:
            parts.append(sentence("matches", "unknown", columns=self.unknown))
        if self.missing:
            parts.append(sentence("matches", "missing", headings=self.missing))
        return " ".join(parts)


def matching_forms(export: Headed, forms: Iterable[Form]) -> tuple[FormMatch, ...]:
    """The forms that know more than half of the export's columns, the likeliest first; none when
    it belongs to none of them."""
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
